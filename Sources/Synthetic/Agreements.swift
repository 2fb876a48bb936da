// SPDX-License-Identifier: Apache-2.0
//
// What an agreement says beside its amount and its host: functions of the project's number.
//
// Most projects make something, most money comes from another province, and few investors have many
// projects. Investors' codes are well formed and name no division, so that they are nobody's.

import Pipeline
import Seeded

enum Agreements {
    static func terms(
        of number: Int, among projects: Int, _ traits: Traits
    ) -> AgreementTerms {
        var random = Generator(seed: traits.bits(11, number))
        let investor = random.skewed(max(1, projects / 2), power: 2) + 1
        var terms = AgreementTerms()
        terms.investor = "投资方\(investor)"
        if random.below(2) == 0 {
            terms.investorCode = CreditCode(prefix: 91, division: 0, body: investor)
        }
        terms.origin = origins[random.skewed(origins.count, power: 2)]
        terms.industry = industries[random.skewed(industries.count, power: 2)]
        let share = random.below(100)
        terms.ownership =
            share < 72 ? .privately : share < 90 ? .state : share < 94 ? .collective : .foreign
        return terms
    }

    /// From the most frequent on.
    private static let origins: [Origin] = [
        "OUT_OF_PROVINCE", "OUT_OF_PROVINCE", "OUT_OF_PREFECTURE", "310000", "OUT_OF_COUNTY",
        "440300", "330100", "320500", "FOREIGN", "110000",
    ].map { Origin(text: $0)! }

    private static let industries: [IndustryCode] = [
        "C39", "C38", "C36", "C30", "C26", "C33", "C13", "D44", "G59", "I65", "A01", "C27", "F51",
        "H61", "M73", "N77", "K70", "R90", "Q84", "C3974", "C2641", "D4415",
    ].map { IndustryCode(text: $0)! }

    /// Chains of industry, as offices name them.
    static let chains = ["新能源", "电子信息", "装备制造", "食品加工", "新材料", "文旅康养"]
}
