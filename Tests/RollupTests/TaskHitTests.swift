// SPDX-License-Identifier: Apache-2.0
//
// Measures that stand at their task: to the fen, to the 万元 printed, at the ends of months.

import Pipeline
import Rollup
import Seeded
import Testing

@Suite struct TaskHitTests {
    private static func ledger(_ arrivals: [(String, Int64)], task: Int64) -> SmallLedger {
        var ledger = SmallLedger()
        var signed = ProjectSigned()
        (signed.agreement, signed.name) = (.contract, "P")
        signed.terms.hostUnit = UnitCode(text: "V")
        signed.terms.origin = Origin(text: "OUT_OF_PROVINCE")
        signed.terms.totalInvestment = Money(fen: 500)
        ledger.log("2024-01-01", .projectSigned(signed), subject: "P")
        ledger.log("2024-01-01", .projectStored(.init()), subject: "P")
        for (day, fen) in arrivals {
            var arrived = CapitalArrived()
            arrived.amount = Money(fen: fen)
            ledger.log(day, .capitalArrived(arrived), subject: "P")
        }
        for unit in ["A", "T1"] {
            var set = AnnualTaskSet()
            (set.measure, set.unit, set.year) = (.domesticCapital, UnitCode(text: unit), 2024)
            (set.issuer, set.grade, set.amount) = ("市", .base, Money(fen: task))
            ledger.log(nil, .annualTaskSet(set))
        }
        return ledger
    }

    private static func hits(
        _ ledger: SmallLedger, _ unit: String = "T1", asOf: String
    ) -> [String] {
        let question = ProgressQuestion(unit: UnitCode(text: unit)!, asOf: day(asOf))
        let progress = Progress(
            question, tree: SmallLedger.tree, source: ledger.source(asOf: asOf))
        return progress.taskHits().map { "\($0.measure.text) \($0.day) \($0.lastDay) \($0.fen)" }
    }

    @Test func aHitIsToldOnceAfterSomethingCame() {
        let ledger = Self.ledger(
            [("2024-02-10", 600_000_000), ("2024-03-28", 400_000_000)], task: 1_000_000_000)
        #expect(Self.hits(ledger, asOf: "2024-02-29") == [])
        #expect(
            Self.hits(ledger, asOf: "2024-05-15")
                == ["domesticCapital 2024-03-31 2024-03-28 1000000000"])
        #expect(
            Self.hits(ledger, asOf: "2024-03-29")
                == ["domesticCapital 2024-03-29 2024-03-28 1000000000"])
        #expect(Self.hits(ledger, "A", asOf: "2024-12-31").count == 1, "and of the unit above")
        #expect(Self.hits(ledger, "T2", asOf: "2024-12-31") == [])
    }

    /// From 999,500,000 fen to 1,000,499,999 print as 1,000万元.
    @Test func whatPrintsAsTheTaskIsAHit() {
        func hits(_ fen: Int64) -> Int {
            Self.hits(
                Self.ledger([("2024-02-10", fen)], task: 1_000_000_000), asOf: "2024-02-29"
            ).count
        }
        #expect(hits(1_000_000_000) == 1)
        #expect(hits(999_500_000) == 1)
        #expect(hits(999_499_999) == 0)
        #expect(hits(1_000_499_999) == 1)
        #expect(hits(1_000_500_000) == 0)
    }

    @Test func randomLedgersHitWhereTheSumsDo() {
        var random = Generator(seed: 11)
        var count = 0
        for _ in 0..<60 {
            let rows = (0..<random.pick(1...8)).map { _ in
                (
                    day("2024-01-01").advanced(by: random.pick(0...180)).text,
                    Int64(random.pick([1_000_000, 2_000_000, 400_000]))
                )
            }
            let asOf = day("2024-03-01").advanced(by: random.pick(0...120))
            let task = Int64(random.pick(1...6)) * 1_000_000
            var wanted: [String] = []
            var before = ""
            for end in (1...12).map({ CivilDay(year: 2024, month: $0, day: 1)!.lastOfMonth })
                .filter({ $0 < asOf }) + [asOf]
            {
                let come = rows.filter { $0.0 <= end.text }
                let sum = come.reduce(0) { $0 + $1.1 }
                let last = come.map(\.0).max() ?? ""
                if last > before, (sum + 500_000) / 1_000_000 == task / 1_000_000 {
                    wanted.append("domesticCapital \(end) \(last) \(sum)")
                }
                before = end.text
            }
            #expect(Self.hits(Self.ledger(rows, task: task), asOf: asOf.text) == wanted)
            count += wanted.count
        }
        #expect(count > 10)
    }
}
