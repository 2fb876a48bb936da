// SPDX-License-Identifier: Apache-2.0
//
// The laws of a synthetic ledger that are not admission's: order, seeds, prefixes, ends.

import Pipeline
import Synthetic
import Testing

@Suite struct LedgerTests {
    private static let scale = LedgerScale(units: 60, projects: 400, facts: 12_000)

    @Test(arguments: [1, 7, 99] as [UInt64])
    func idsAscend(seed: UInt64) {
        var last = FactID(high: 0, low: 0)
        for fact in SyntheticLedger(Self.scale, seed: seed) {
            let id = fact.id!
            guard last < id, id.high & 0xF000 == 0x7000, id.low >> 62 == 0b10 else {
                Issue.record("\(id) after \(last)")
                return
            }
            last = id
        }
    }

    /// More facts than milliseconds are left between them.
    @Test func idsAscendOnACrowdedDay() {
        let scale = LedgerScale(units: 60_000, projects: 10, facts: 60_000)
        let ids = SyntheticLedger(scale, seed: 1).map { $0.id! }
        #expect(zip(ids, ids.dropFirst()).allSatisfy { $0 < $1 })
        let days = Set(ids.map(\.madeAt.civilDay))
        #expect(days.count == 1)
    }

    @Test func aSeedIsALedger() {
        let one = Array(SyntheticLedger(Self.scale, seed: 3))
        // Texts of thousands of facts in a failure help nobody, so comparisons stand outside.
        let isAgain = Array(SyntheticLedger(Self.scale, seed: 3)) == one
        #expect(isAgain)
        let other = Array(SyntheticLedger(Self.scale, seed: 4))
        // The units are the scale's, all else the seed's.
        let same = zip(one, other).filter { $0.content == $1.content }.count
        #expect((60..<1_200).contains(same))
    }

    @Test(arguments: [0, 1, 59, 61, 500, 5_000])
    func aLongerLedgerBeginsWithTheShorter(facts: Int) {
        var shorter = Self.scale
        shorter.facts = facts
        let long = SyntheticLedger(Self.scale, seed: 3).prefix(facts)
        let isSame = Array(SyntheticLedger(shorter, seed: 3)) == Array(long)
        #expect(isSame)
    }

    @Test func theLastDayIsALimit() throws {
        let until = try #require(CivilDay(text: "2021-03-31"))
        let all = Array(SyntheticLedger(Self.scale, seed: 3))
        var scale = Self.scale
        scale.facts = .max
        let ended = Array(SyntheticLedger(scale, seed: 3, until: until))
        let isCut = ended == all.filter { $0.id!.madeAt.civilDay <= until }
        #expect(isCut)
        #expect(ended.count < all.count)
    }

    @Test func theFirstYearIsTheOpening() throws {
        var scale = Self.scale
        scale.facts = 1
        scale.firstYear = 2015
        let first = try #require(SyntheticLedger(scale, seed: 3).first { _ in true })
        #expect(first.id?.madeAt.civilDay == CivilDay.firstOfYear(2015))
    }

    @Test func everyFactSaysThatItIsMadeUp() {
        let silent = SyntheticLedger(Self.scale, seed: 3)
            .filter { $0.source?.system != SyntheticLedger.system }
        #expect(silent.isEmpty)
    }

    @Test(arguments: [1, 2, 11, 100, 101, 202, 5_000, 30_000])
    func theTreeStands(units: Int) {
        var depths: [UnitCode: Int] = [:]
        for fact in SyntheticLedger(
            LedgerScale(units: units, projects: 1, facts: units), seed: 1)
        {
            guard case .unitDefined(let unit)? = fact.content,
                let code = UnitCode(text: fact.subject ?? "")
            else {
                Issue.record("\(fact)")
                return
            }
            let above = unit.parent.map { depths[$0] ?? .max } ?? 0
            guard depths[code] == nil, above < 8 else {
                Issue.record("\(code.text) below \(unit.parent?.text ?? "")")
                return
            }
            depths[code] = above + 1
        }
        #expect(depths.count == units)
        #expect(depths.values.filter { $0 == 1 }.count == 1)
        if units == 30_000 { #expect(depths.values.max()! == 5) }
    }
}
