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
