// SPDX-License-Identifier: Apache-2.0
//
// A task that is adjusted: the amount of its latest adjustment by day, the old one before it.

import Pipeline
import Testing

@testable import Rollup

@Suite struct TaskTests {
    private static func adjusted(_ fen: Int64) -> Content {
        var task = TaskAdjusted()
        (task.measure, task.year, task.issuer, task.grade) = (.domesticCapital, 2024, "市", .base)
        task.amount = Money(fen: fen)
        return .taskAdjusted(task)
    }

    @Test func asOfAnEarlierDayTheOldAmountStands() {
        var ledger = SmallLedger()
        ledger.log(nil, ProgressTests.task(.domesticCapital, fen: 100))
        // The later day is logged first.
        ledger.log("2024-08-01", Self.adjusted(300))
        ledger.log("2024-05-01", Self.adjusted(200))
        for (asOf, fen) in [("2024-04-30", 100), ("2024-05-01", 200), ("2024-12-31", 300)] {
            let figures = ledger.figures(asOf: asOf)
            #expect(figures.value(.task) == .fen(Int128(fen)), "\(asOf)")
            #expect(figures.filter { $0.name == .task }.count == 1)
        }
        #expect(ledger.figures(asOf: "2024-12-31").first(.task)?.facts == 3)
        #expect(ledger.figures("T1", asOf: "2024-12-31").first(.task) == nil)
    }

    /// 40 of 120 by months, or by a curve that wants little before June: the quarter's end counts.
    @Test func aQuarterLacksWhatItsEndWants() {
        for (day, curve, wanted) in [
            ("2024-05-20", [Int64](), Fraction(120 * 6 - 40 * 12, over: 12)),
            ("2024-06-30", [], Fraction(120 * 6 - 40 * 12, over: 12)),
            ("2024-03-31", [], Fraction(0, over: 12)),
            ("2024-07-01", [], Fraction(120 * 9 - 40 * 12, over: 12)),
            (
                "2024-04-01",
                [100, 200, 300, 400, 500, 5_000, 6_000, 7_000, 8_000, 9_000, 9_500, 10_000],
                Fraction(120 * 5_000 - 40 * 10_000, over: 10_000)
            ),
        ] {
            var ledger = SmallLedger()
            let schedule: Schedule? = curve.isEmpty ? nil : .curve
            ledger.log(
                nil,
                ProgressTests.task(.projectInvestment, fen: 120, schedule: schedule, curve: curve))
            ledger.log(nil, LevelTests.report(40, to: "2024-01-31"))
            let figures = ledger.figures(asOf: day)
            #expect(figures.value(.quarterShortfall) == .number(wanted, .fen), "\(day)")
        }
    }

    /// The task was split with 5 % on top; then one unit has none, and another grade is another task.
    @Test func aSplitIsHeldAgainstTheTask() {
        var ledger = SmallLedger()
        ledger.log(nil, ProgressTests.task(.domesticCapital, fen: 100))
        #expect(ledger.figures(asOf: "2024-06-30").first(.targetMarkUp) == nil)
        ledger.log(nil, ProgressTests.task(.domesticCapital, fen: 60), unit: "T1")
        let half = ledger.figures(asOf: "2024-06-30").first(.targetMarkUp)
        #expect(half?.value == .number(Fraction(-40, over: 100), .percent))
        #expect(half?.notes == [.partsMissing])
        ledger.log(nil, ProgressTests.task(.domesticCapital, fen: 45), unit: "T2")
        ledger.log(nil, ProgressTests.task(.domesticCapital, fen: 9, grade: .stretch), unit: "T2")
        ledger.log(nil, ProgressTests.task(.domesticCapital, fen: 9), unit: "V")
        let whole = ledger.figures(asOf: "2024-06-30").first(.targetMarkUp)
        #expect(whole?.value == .number(Fraction(5, over: 100), .percent))
        #expect(whole?.notes == [])
        #expect(whole?.facts == 3)
    }

    /// Who answers for it changes no figure.
    @Test func theOwnerIsTheLastByDay() {
        func assigned(_ name: String) -> Content {
            var assigned = OwnerAssigned()
            (assigned.of, assigned.owner) = (.project(ProjectID(text: "P")!), name)
            return .ownerAssigned(assigned)
        }
        let facts = Script.facts([
            ("2024-03-01", assigned("甲")), ("2024-05-01", assigned("丙")),
            ("2024-04-01", assigned("乙")),
        ])
        #expect(OwnerAssigned.inForce(of: facts)?.owner == "丙")
        #expect(Contribution(of: facts, tree: RandomLedger.tree) == Contribution())
        #expect(OwnerAssigned.inForce(of: []) == nil)
    }
}
