// SPDX-License-Identifier: Apache-2.0
//
// Single business entities of `RandomFacts`: five codes that enter, move, end, are converted and promoted,
// and counts of cooperatives beside them, so that some are refused for how their year is kept.
//
// They are one chain, since a conversion looks at what is logged of the former entity; and they keep
// away from the units whose totals and enterprises another chain counts, so that the same facts are
// refused in every interleaving.

import Pipeline
import Seeded

extension RandomFacts {
    /// What was said of one subject, and when.
    private struct Said {
        var id: FactID
        var subject: String
        var words: [String]
        var turn: Int
    }

    private static let codes = ["92", "92", "93", "91", "91"].enumerated().map { index, prefix in
        let body = "\(prefix)330127MA0000\(index)0"
        let text = body + String(repeating: "0", count: 17 - body.utf8.count)
        return text + String(UnicodeScalar(CreditCode.checkCharacter(of: text + "0")!))
    }

    /// Facts of five entities, and of cooperatives by counts.
    mutating func singleEntities() -> Chain {
        let units = Self.unitCodes.filter { !countedUnits.contains($0) }
        var chain = Chain(needs: Self.unitCodes.count, facts: [])
        var said: [Said] = []
        var homes: [String: String] = [:]
        for turn in 0..<random.pick(12...24) {
            guard turn > 3, random.pick(0...4) == 0 else {
                let (subject, words) =
                    random.pick(0...9) == 0 ? counted(units) : single(units, turn, &homes)
                let statement = fact(["unit=A", day(of: turn)] + words)
                chain.facts.append(statement)
                said.append(
                    Said(id: statement.id!, subject: subject, words: words, turn: turn))
                continue
            }
            let old = random.pick(said)
            let order = order(on: old, units)
            chain.facts.append(order)
            said.append(Said(id: order.id!, subject: old.subject, words: old.words, turn: old.turn))
        }
        return chain
    }

    /// Days rise with the turns; a turn in eight lies before the one before it.
    private mutating func day(of turn: Int) -> String {
        let late = random.pick(0...7) == 0 ? -15 : 0
        let day = CivilDay(text: "2023-11-20")!.advanced(by: turn * 8 + random.pick(0...9) + late)
        return "effectiveOn=\(day.text)"
    }

    /// A correction that moves the day, or now and then a void.
    private mutating func order(on old: Said, _ units: [String]) -> Fact {
        if random.pick(0...2) == 0 {
            return fact([
                "unit=A", "voided.of=\(old.id.text)", "voided.subject=\(old.subject)",
                "voided.reason=误报",
            ])
        }
        let words = ["unit=A", day(of: old.turn)] + old.words
        return fact(
            ["unit=A", "corrected.of=\(old.id.text)", "corrected.reason=更正"]
                + words.map { "corrected.restated.\($0)" })
    }

    private mutating func single(
        _ units: [String], _ turn: Int, _ homes: inout [String: String]
    ) -> (subject: String, words: [String]) {
        let code = turn < 3 ? Self.codes[turn] : random.pick(Self.codes)
        let unit = random.pick(units)
        var words = ["subject=\(code)"]
        switch turn < 3 ? 0 : random.pick(0...6) {
        case 0, 1:
            homes[code] = homes[code] ?? unit
            words += ["entityRegistered.category=\(category(of: code))"]
            words += ["entityRegistered.unit=\(unit)"]
            if let entry = random.pick([nil, nil, "MOVED_IN", "COUNTED"]) {
                words.append("entityRegistered.entry=\(entry)")
            }
        case 2: words.append("entityDeregistered.reason=注销")
        case 3: words.append(random.pick(["entityMoved=", "entityMoved.to=\(unit)"]))
        case 4, 5:
            let former = random.pick(Self.codes.prefix(3).map(\.self))
            let home = random.pick(0...4) == 0 ? unit : homes[former] ?? unit
            words = [
                "subject=\(random.pick(Self.codes.suffix(2).map(\.self)))",
                "entityConverted.former=\(former)", "entityConverted.unit=\(home)",
            ]
        default: words.append("enterprisePromoted.unit=\(unit)")
        }
        return ("entity/\(words[0].dropFirst("subject=".count))", words)
    }

    private func category(of code: String) -> String {
        switch code.prefix(2) {
        case "91": "ENTERPRISE"
        case "92": "INDIVIDUAL_BUSINESS"
        default: "FARMERS_COOPERATIVE"
        }
    }

    private mutating func counted(_ units: [String]) -> (subject: String, words: [String]) {
        let unit = random.pick(units)
        let kind = random.pick([
            "entityStockReported", "entitiesRegistered", "enterprisePromoted", "entityConverted",
        ])
        let category = kind == "entityConverted" ? "formerCategory" : "category"
        let words = [
            "\(kind).unit=\(unit)", "\(kind).\(category)=FARMERS_COOPERATIVE",
            "\(kind).count=\(random.pick(0...50))",
        ]
        return ("entities/\(unit)/FARMERS_COOPERATIVE", words)
    }
}
