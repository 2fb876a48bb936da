// SPDX-License-Identifier: Apache-2.0
//
// Lamps, warnings and orders of the past over random ledgers, against a naive reading of the facts known.

import Pipeline
import Rollup
import Seeded
import Testing
import Wire

@testable import Simulator
@testable import Workers

@Suite struct PastSupervisionTests {
    private static let seeds: ClosedRange<UInt64> = 61...68

    /// What the facts known say, by the day.
    private struct Naive {
        var statements: [LoggedFact]
        let asOf: CivilDay
        let adopted: RuleSetAdopted?

        init(_ facts: [LoggedFact], _ question: ProgressRequest) {
            let known = facts.filter { $0.position.number <= question.knownAt!.position! }
            asOf = question.asOf!
            adopted = Recount.ruleSet(known, on: asOf)?.adopted
            let asOf = asOf
            statements = Recount.statements(known).filter {
                $0.fact.dayOfEffect.map { $0 <= asOf } ?? false
            }
        }

        /// By cross-multiplication in whole numbers, hundredths of a point over ten thousand.
        func lamp(_ task: TaskMessage) -> Lamp? {
            guard let ahead = task.figures.first(where: { $0.measure == "aheadBehind" }),
                let number = ahead.numerator.flatMap({ Int128($0) })
            else { return nil }
            let below = Int128(ahead.denominator!)!
            let days = overdue(task)
            let rules = adopted.flatMap { $0.lamps.isEmpty ? nil : $0.lamps }
            guard let rules else {
                return number >= 0 ? .green : number * 10 > -below ? .yellow : .red
            }
            let holding = rules.filter { rule in
                rule.aheadFrom.map { number * 10_000 >= Int128($0) * below } ?? true
                    && rule.aheadAbove.map { number * 10_000 > Int128($0) * below } ?? true
                    && rule.aheadUpTo.map { number * 10_000 <= Int128($0) * below } ?? true
                    && rule.aheadBelow.map { number * 10_000 < Int128($0) * below } ?? true
                    && rule.overdueFrom.map { days >= $0 } ?? true
                    && rule.overdueBelow.map { days < $0 } ?? true
            }
            #expect(holding.count == 1)
            return holding.first?.lamp
        }

        private func overdue(_ task: TaskMessage) -> Int64 {
            let rate = task.figures.first { $0.measure == "completionRate" }!
            if Int128(rate.numerator!)! >= Int128(rate.denominator!)! { return 0 }
            return task.owner?.dueOn.map { max(0, Int64(asOf.ordinal - $0.ordinal)) } ?? 0
        }

        func facts(_ subject: String) -> [LoggedFact] {
            statements.filter { $0.fact.derivedSubject?.text == subject }
        }
    }

    @Test func lampsAreThoseOfTheRulesInForce() throws {
        var seen: [Lamp: Int] = [:]
        var (adopted, overdue) = (0, 0)
        for seed in Self.seeds {
            let desk = try PastDesk(seed: seed)
            let facts = try desk.facts()
            for turn in 0..<24 {
                var body = TasksRequest()
                body.question = desk.question()
                body.question?.children = true
                body.question?.unit = UnitCode(text: desk.random.pick(["A", "A", "T1"]))
                body.question?.asOf = CivilDay(text: "2024-01-01")!.advanced(
                    by: desk.random.pick(0...190))
                if turn % 2 == 0 { body.question?.knownAt?.position = desk.head }
                let naive = Naive(facts, body.question!)
                guard let reply = try desk.ask("query.v1/Tasks", body, as: TasksReply.self) else {
                    continue
                }
                for task in reply.tasks {
                    let expected = naive.lamp(task)
                    #expect(task.lamp?.lamp == expected, "seed \(seed)")
                    if let expected { seen[expected, default: 0] += 1 }
                    if naive.adopted?.lamps.isEmpty == false { adopted += 1 }
                    if task.lamp?.overdueDays ?? 0 > 0 { overdue += 1 }
                }
            }
        }
        #expect(
            Lamp.allCases.allSatisfy { seen[$0, default: 0] > 5 } && adopted > 20 && overdue > 2,
            "\(seen), \(adopted) by adopted rules, \(overdue) overdue")
    }

    @Test func warningsAndOrdersAreAsTheFactsSay() throws {
        var (warnings, orders, overdue) = (0, 0, 0)
        for seed in Self.seeds {
            let desk = try PastDesk(seed: seed)
            let facts = try desk.facts()
            for turn in 0..<10 {
                var question = desk.question()
                question.unit = UnitCode(text: "A")
                // All are due on 31 December.
                if turn.isMultiple(of: 2) {
                    question.asOf = CivilDay(text: "2024-12-31")!.advanced(by: turn)
                }
                let naive = Naive(facts, question)
                warnings += try checkWarnings(desk, question, naive)
                let found = try checkOrders(desk, question, naive)
                orders += found.count
                overdue += found.count { $0.isOverdue == true }
            }
        }
        #expect(
            warnings > 10 && orders > 10 && overdue > 3,
            "\(warnings) warnings, \(orders) orders, \(overdue) overdue")
    }

    private func checkWarnings(
        _ desk: PastDesk, _ question: ProgressRequest, _ naive: Naive
    ) throws -> Int {
        var body = WarningsRequest()
        body.question = question
        guard let reply = try desk.ask("query.v1/Warnings", body, as: WarningsReply.self) else {
            return 0
        }
        let facts = naive.facts("warning/W")
        let issued = facts.last { $0.fact.content?.kind == .warningIssued }
        let closed = facts.last { $0.fact.content?.kind == .warningClosed }
        #expect(reply.warnings.map(\.name?.text) == (issued == nil ? [] : ["W"]))
        #expect(reply.warnings.first?.issuedOn == issued?.fact.effectiveOn)
        if issued != nil {
            #expect(reply.warnings.first?.closedOn == closed?.fact.effectiveOn)
        }
        return reply.warnings.count
    }

    private func checkOrders(
        _ desk: PastDesk, _ question: ProgressRequest, _ naive: Naive
    ) throws -> [OrderMessage] {
        var body = OrdersRequest()
        body.question = question
        guard let reply = try desk.ask("query.v1/Orders", body, as: OrdersReply.self) else {
            return []
        }
        for name in ["D1", "D2"] {
            let facts = naive.facts("order/\(name)")
            let opened = facts.last { $0.fact.content?.kind == .orderOpened }
            let order = reply.orders.first { $0.name?.text == name }
            #expect((order == nil) == (opened == nil))
            guard let order else { continue }
            #expect(order.openedOn == opened?.fact.effectiveOn)
            let closed = facts.last { $0.fact.content?.kind == .orderClosed }
            #expect(order.closedOn == closed?.fact.effectiveOn)
            let answers = facts.filter { $0.fact.content?.kind == .orderAnswered }
            #expect(order.answers.count == answers.count)
            let ends = ([closed] + answers).compactMap { $0?.fact.effectiveOn }
            let end = min(ends.min() ?? naive.asOf, naive.asOf)
            let due = CivilDay(text: "2024-12-31")!
            #expect(order.overdueDays == max(0, Int64(end.ordinal - due.ordinal)))
            let isOverdue = closed == nil && answers.isEmpty && naive.asOf > due
            #expect((order.isOverdue == true) == isOverdue)
            let follower = naive.facts("order/D2").last { $0.fact.content?.kind == .orderOpened }
            if name == "D1", case .orderOpened(let opened)? = follower?.fact.content {
                #expect(order.followedBy?.text == (opened.follows == nil ? nil : "D2"))
            }
        }
        return reply.orders
    }
}
