// SPDX-License-Identifier: Apache-2.0
//
// Tasks that are adjusted, and who answers for a task or a project.

import Pipeline
import Testing

@Suite struct TaskTests {
    private static let key = "task/domesticCapital/310/2024/BASE/市"

    private static let set: Content = {
        var task = AnnualTaskSet()
        (task.measure, task.year, task.issuer, task.grade) = (.domesticCapital, 2024, "市", .base)
        task.amount = Money(fen: 100)
        return .annualTaskSet(task)
    }()

    private static func adjusted(_ fill: (inout TaskAdjusted) -> Void = { _ in }) -> Content {
        var task = TaskAdjusted()
        (task.measure, task.year, task.issuer, task.grade) = (.domesticCapital, 2024, "市", .base)
        task.amount = Money(fen: 200)
        fill(&task)
        return .taskAdjusted(task)
    }

    private static func owner(_ of: String?, _ name: String? = "张", due: String? = nil) -> Content {
        var assigned = OwnerAssigned()
        assigned.of = of.flatMap(Subject.init(text:))
        assigned.owner = name
        assigned.dueOn = due.flatMap(CivilDay.init(text:))
        return .ownerAssigned(assigned)
    }

    private static let table: [(String?, Content, [String])] = [
        ("2024-05-01", adjusted(), []),
        ("2024-12-31", adjusted(), []),
        (nil, adjusted(), ["fieldMissing@effectiveOn"]),
        ("2024-02-28", adjusted(), ["adjustedOutsideTask@effectiveOn"]),
        ("2025-01-01", adjusted(), ["adjustedOutsideTask@effectiveOn"]),
        ("2024-05-01", adjusted { $0.grade = .stretch }, ["taskNotSet@taskAdjusted.measure"]),
        ("2024-05-01", adjusted { $0.grade = nil }, ["fieldMissing@taskAdjusted.grade"]),
        ("2024-05-01", adjusted { $0.amount = nil }, ["fieldMissing@taskAdjusted.amount"]),
        (
            "2024-05-01", adjusted { ($0.amount, $0.count) = (nil, 5) },
            ["unitOfMeasure@taskAdjusted.count"]
        ),
        (
            "2024-05-01", adjusted { $0.unit = UnitCode(text: "X") },
            ["unknownUnit@taskAdjusted.unit", "taskNotSet@taskAdjusted.measure"]
        ),
        ("2024-05-01", owner(key), []),
        ("2024-05-01", owner("project/P"), []),
        ("2024-05-01", owner(nil), ["fieldMissing@ownerAssigned.of"]),
        ("2024-05-01", owner(key, nil), ["fieldMissing@ownerAssigned.owner"]),
        ("2024-05-01", owner("project/Q"), ["unknownProject@ownerAssigned.of"]),
        ("2024-05-01", owner(key + "x"), ["taskNotSet@ownerAssigned.of"]),
        ("2024-05-01", owner("unit/310"), ["otherSubject@ownerAssigned.of"]),
        ("2024-05-01", owner(key, due: "2024-04-30"), ["periodInvalid@ownerAssigned.dueOn"]),
    ]

    @Test(arguments: table)
    func isJudged(_ day: String?, _ content: Content, refusals: [String]) {
        var ledger = LedgerScript()
        ledger.log("P", "2024-01-01", .signed())
        #expect(ledger.log(nil, "2024-03-01", Self.set).refusals == [])
        #expect(ledger.log(nil, day, content).refusals == refusals)
    }

    /// It may lie ahead of the server's day, and its subject is never spelt apart.
    @Test func anAdjustmentMayBeAnnounced() {
        var ledger = LedgerScript()
        ledger.today = CivilDay(text: "2024-03-01")!
        ledger.log(nil, nil, Self.set)
        #expect(ledger.log(nil, "2024-07-01", Self.adjusted()).refusals == [])
        #expect(
            ledger.log("T", "2024-07-01", Self.adjusted()).refusals
                == ["fieldNotAllowed@subject"])
        #expect(
            ledger.log("P", "2024-07-01", Self.owner(Self.key)).refusals
                == ["fieldNotAllowed@subject"])
    }

    @Test func aTaskIsNotVoidedUnderItsAdjustment() {
        var ledger = LedgerScript()
        ledger.log(nil, "2024-03-01", Self.set)
        let task = ledger.newest
        ledger.log(nil, "2024-05-01", Self.adjusted())
        let adjustment = ledger.newest
        #expect(ledger.void(task, of: Self.key).refusals == ["laterFactUnlawful@"])
        #expect(ledger.void(adjustment, of: Self.key).refusals == [])
        #expect(ledger.void(task, of: Self.key).refusals == [])
        #expect(
            ledger.log(nil, "2024-05-01", Self.adjusted()).refusals
                == ["taskNotSet@taskAdjusted.measure"])
    }
}

extension TaskTests {
    /// A measure that was named in money by mistake is a count once nothing in force says otherwise.
    @Test func theUnitOfAMeasureCanBeCorrected() {
        var ledger = LedgerScript()
        func report(_ to: String, _ amount: Int64?, _ count: Int64?) -> Content {
            var report = IndicatorReported()
            report.measure = Measure(text: "newOrders")
            report.from = CivilDay(text: "2024-01-01")
            report.to = CivilDay(text: to)
            (report.accumulation, report.status) = (.cumulative, .flash)
            (report.amount, report.count) = (amount.map { Money(fen: $0) }, count)
            return .indicatorReported(report)
        }
        ledger.log(nil, nil, report("2024-01-31", 5, nil))
        let refused = ["unitOfMeasure@indicatorReported.count"]
        #expect(ledger.log(nil, nil, report("2024-02-29", nil, 5)).refusals == refused)
        var corrected = Corrected()
        corrected.of = ledger.journal.last?.fact.id
        corrected.reason = "误填金额"
        var restated = Fact()
        restated.unit = UnitCode(text: "310")
        restated.content = report("2024-01-31", nil, 5)
        corrected.restated = restated
        #expect(ledger.log(nil, nil, .corrected(corrected)).refusals == [])
        #expect(ledger.log(nil, nil, report("2024-02-29", nil, 5)).refusals == [])
        let other = ["unitOfMeasure@indicatorReported.amount"]
        #expect(ledger.log(nil, nil, report("2024-03-31", 5, nil)).refusals == other)
    }
}
