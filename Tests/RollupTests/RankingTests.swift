// SPDX-License-Identifier: Apache-2.0
//
// Ranks by table: ties, who has no number, gaps, what rests on money that nobody verified.

import Pipeline
import Testing

@testable import Rollup

@Suite struct RankingTests {
    private func entrant(
        _ unit: String, _ number: Fraction?, verified: Fraction? = nil,
        name: FigureName = .completionRate, group: String? = nil
    ) -> Entrant {
        var state = UnitState(from: CivilDay(ordinal: 0), name: unit)
        (state.peerGroup, state.kind) = (group, .town)
        var figure = number.map {
            Figure(name, of: .domesticCapital, .number($0, .percent))
        }
        figure?.to = CivilDay(text: "2024-06-30")
        return Entrant(
            unit: UnitCode(text: unit)!, group: PeerGroup(of: state), figure: figure,
            verified: verified)
    }

    private func lines(_ entrants: [Entrant]) -> [String] {
        Ranking.rankings(of: entrants).flatMap(\.units).map { unit in
            let rank = unit.rank.map { "\($0)" } ?? "-"
            let gap = unit.gap.map { " \($0.numerator)/\($0.denominator)" } ?? ""
            return "\(rank)\(unit.isTied ? "=" : "") \(unit.entrant.unit.text)\(gap)"
        }
    }

    @Test func equalNumbersShareARankHoweverWritten() {
        let found = lines([
            entrant("D", Fraction(1, over: 4)), entrant("C", Fraction(1, over: 2)),
            entrant("B", Fraction(2, over: 4)), entrant("A", Fraction(3, over: 4)),
        ])
        #expect(found == ["1 A", "2= B 1/4", "2= C 2/8", "4 D 1/4"])
    }

    @Test func whoHasNoNumberIsApartAndNotLast() {
        var missing = entrant("A", Fraction(1))
        missing.figure?.value = .missing(.taskIsZero)
        let found = lines([
            missing, entrant("B", nil), entrant("C", Fraction(-1, over: 10)),
            entrant("D", Fraction(0)),
        ])
        #expect(found == ["1 D", "2 C 1/10", "- A", "- B"])
    }

    @Test func lessOfWaterIsBetter() {
        let found = lines([
            entrant("A", Fraction(1, over: 2), name: .water),
            entrant("B", Fraction(1, over: 3), name: .water),
        ])
        #expect(found == ["1 B", "2 A 1/6"])
    }

    @Test func peersAreRankedAmongThemselves() {
        let found = Ranking.rankings(of: [
            entrant("A", Fraction(1)), entrant("B", Fraction(2), group: "二类"),
            entrant("C", Fraction(3)), entrant("D", Fraction(4), group: "一类"),
        ])
        #expect(found.map(\.group.name) == ["一类", "二类", nil])
        #expect(found.map { $0.units.map(\.entrant.unit.text) } == [["D"], ["B"], ["C", "A"]])
        #expect(found[2].group.kind == .town)
    }

    /// 60 of 100 claimed and 10 of it verified stands before 50 by money that nobody saw.
    @Test func aLeadOfUnverifiedMoneyIsNoLead() {
        func isWithin(_ verified: Int128?) -> [Bool] {
            Ranking.rankings(of: [
                entrant(
                    "A", Fraction(60, over: 100), verified: verified.map { Fraction($0, over: 100) }
                ), entrant("B", Fraction(50, over: 100), verified: Fraction(50, over: 100)),
            ])[0].units.map(\.isWithinUnverified)
        }
        #expect(isWithin(10) == [false, true])
        #expect(isWithin(49) == [false, true])
        #expect(isWithin(50) == [false, false], "a gap as large as the unverified money")
        #expect(isWithin(60) == [false, false])
        #expect(isWithin(nil) == [false, false])
    }

    /// Whichever of the two that share the first rank it is whose money nobody saw.
    @Test(arguments: [("A", "B"), ("B", "A")])
    func oneOfATieIsEnough(seen: String, unseen: String) {
        let found = Ranking.rankings(of: [
            entrant(seen, Fraction(60), verified: Fraction(60)),
            entrant(unseen, Fraction(60), verified: Fraction(10)),
            entrant("C", Fraction(50), verified: Fraction(50)),
        ])[0].units
        #expect(found.map(\.isWithinUnverified) == [false, false, true])
        #expect(found[2].gap == Fraction(10))
    }

    @Test func whatIsOfOtherDaysIsApart() {
        var late = entrant("A", Fraction(9))
        late.figure?.to = CivilDay(text: "2024-05-31")
        let found = Ranking.rankings(of: [late, entrant("B", Fraction(1))])[0].units
        #expect(found.map(\.entrant.unit.text) == ["B", "A"])
        #expect(found.map(\.rank) == [1, nil])
        #expect(found.map(\.isOfOtherDays) == [false, true])
    }

    @Test func largeNumbersAreComparedExactly() {
        let large = Int128(1) << 100
        let found = lines([
            entrant("A", Fraction(large, over: large + 1)),
            entrant("B", Fraction(large + 1, over: large + 2)),
            entrant("C", Fraction(-large, over: large + 1)),
        ])
        #expect(
            found == [
                "1 B", "2 A",
                "3 C 2535301200456458802993406410752/1267650600228229401496703205377",
            ], "the first gap does not fit in 128 bits")
    }

    @Test func whatVerifiedMoneyAloneWouldGive() {
        func figure(_ name: FigureName, _ number: Fraction) -> Figure {
            Figure(name, of: .domesticCapital, .number(number, .fen))
        }
        let figures = [
            figure(.domesticCapital, Fraction(60)), figure(.domesticCapitalVerified, Fraction(45)),
            figure(.task, Fraction(100)), figure(.completionRate, Fraction(60, over: 100)),
            figure(.aheadBehind, Fraction(1, over: 10)), figure(.signed, Fraction(7)),
        ]
        let found = figures.map { $0.verified(among: figures) }
        #expect(found[0] == Fraction(45))
        #expect(found[3] == Fraction(45, over: 100))
        #expect(found[4]?.equals(Fraction(-5, over: 100)) == true)
        #expect(found[5] == nil)
    }
}
