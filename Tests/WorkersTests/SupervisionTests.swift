// SPDX-License-Identifier: Apache-2.0
//
// A month of supervision as a client reads it: the lamp, the warning that it calls for, the order that is
// answered, and the one that is overdue and escalates.

import Journal
import Pipeline
import Rollup
import Testing
import Wire

@testable import Workers

@Suite struct SupervisionTests {
    /// T1 has 30 of 100 fen, T2 70 of 100: 20 points behind and 20 ahead at the end of June.
    private func county() throws -> CountyScript {
        let county = try CountyScript()
        for (unit, done) in [("T1", 30), ("T2", 70)] {
            try county.log(
                "2024-01-01",
                [
                    "unit=\(unit)", "annualTaskSet.measure=domesticCapital",
                    "annualTaskSet.year=2024", "annualTaskSet.issuer=县政府",
                    "annualTaskSet.grade=BASE", "annualTaskSet.amount.minorUnits=100",
                    "annualTaskSet.amount.currency=CNY",
                ])
            try county.store("P\(unit)", host: unit, "2024-02-10")
            try county.arrive("P\(unit)", "2024-05-10", fen: Int64(done))
        }
        return county
    }

    private func question(_ day: String = "2024-06-30") -> ProgressRequest {
        var question = ProgressRequest()
        (question.unit, question.asOf) = (UnitCode(text: "A"), CivilDay(text: day))
        question.language = .english
        return question
    }

    private func lamps(_ county: CountyScript, _ day: String = "2024-06-30") throws -> [String] {
        var body = TasksRequest()
        body.question = question(day)
        body.question?.children = true
        return try county.ask("query.v1/Tasks", body, as: TasksReply.self).tasks.map { task in
            let lamp = task.lamp
            return "\(task.unit!.text) \(lamp?.lamp?.rawValue ?? "-") \(lamp?.overdueDays ?? -1)"
        }
    }

    private func warnings(_ county: CountyScript, _ day: String = "2024-06-30") throws -> [String] {
        var body = WarningsRequest()
        body.question = question(day)
        let reply = try county.ask("query.v1/Warnings", body, as: WarningsReply.self)
        return reply.warnings.map { warning in
            [
                warning.name?.text, warning.unit?.text, warning.issued?.lamp?.rawValue,
                warning.now?.rawValue, warning.closedOn?.text,
                warning.overdueDays.map { "late \($0)" },
            ].compactMap(\.self).joined(separator: " ")
        } + reply.proposed.map { "propose \($0.unit!.text) \($0.measure!.text)" }
    }

    private func orders(
        _ county: CountyScript, _ day: String, _ fill: (inout OrdersRequest) -> Void = { _ in }
    ) throws -> [String] {
        var body = OrdersRequest()
        body.question = question(day)
        fill(&body)
        let reply = try county.ask("query.v1/Orders", body, as: OrdersReply.self)
        return reply.orders.map { order in
            [
                order.name?.text, order.opened?.rung, order.outcome?.rawValue,
                order.isOverdue == true ? "overdue" : nil,
                order.overdueDays.flatMap { $0 > 0 ? "late \($0)" : nil },
                order.answers.isEmpty ? nil : "answers \(order.answers.count)",
                order.nextRung?.name.map { "next \($0)" },
                order.followedBy.map { "followed by \($0.text)" },
            ].compactMap(\.self).joined(separator: " ")
        }
    }

    @Test func lampsFollowTheRuleSetAndTheOwnersDay() throws {
        let county = try county()
        #expect(try lamps(county) == ["T1 RED 0", "T2 GREEN 0"])
        try county.log(
            "2024-03-01",
            [
                "unit=T1", "ownerAssigned.of=task/domesticCapital/T1/2024/BASE/县政府",
                "ownerAssigned.owner=甲", "ownerAssigned.dueOn=2024-06-20",
            ])
        #expect(try lamps(county) == ["T1 RED 10", "T2 GREEN 0"])
        #expect(
            try county.log(
                "2024-06-01", subject: "R",
                [
                    "ruleSetAdopted.lamps[0].lamp=YELLOW",
                    "ruleSetAdopted.lamps[0].overdueBelow=11",
                    "ruleSetAdopted.lamps[1].lamp=RED",
                    "ruleSetAdopted.lamps[1].overdueFrom=11",
                ]) == [])
        #expect(try lamps(county) == ["T1 YELLOW 10", "T2 YELLOW 0"])
        // Of a day before the rule set: under the product's own.
        #expect(try lamps(county, "2024-05-31") == ["T1 RED 0", "T2 GREEN 0"])
    }

    @Test func aLampIsThatOfARankToo() throws {
        let county = try county()
        var body = RankingRequest()
        (body.question, body.figure) = (question(), FigureChoice())
        for name in ["domesticCapital", "completionRate", "newlyStored"] {
            body.figure?.measure = name
            let reply = try county.ask("query.v1/Ranking", body, as: RankingReply.self)
            let lamps = reply.groups.flatMap(\.rows).map(\.lamp?.lamp)
            #expect(lamps == (name == "newlyStored" ? [nil, nil] : [.green, .red]), "\(name)")
        }
    }

    @Test func aWarningIsProposedIssuedAndClosed() throws {
        let county = try county()
        #expect(try warnings(county) == ["propose T1 domesticCapital"])
        #expect(
            try county.log(
                "2024-06-05", subject: "W",
                [
                    "warningIssued.unit=T1", "warningIssued.measure=domesticCapital",
                    "warningIssued.lamp=RED", "warningIssued.advice=赶",
                    "warningIssued.dueOn=2024-06-20",
                ]) == [])
        #expect(try warnings(county) == ["W T1 RED RED late 10"])
        #expect(try warnings(county, "2024-06-04") == ["propose T1 domesticCapital"])
        try county.arrive("PT1", "2024-06-25", fen: 20)
        #expect(try warnings(county) == ["W T1 RED GREEN late 10"])
        try county.log("2024-06-26", subject: "W", ["warningClosed.reason=赶上"])
        #expect(try warnings(county) == ["W T1 RED 2024-06-26 late 6"])
    }

    /// From warning to closed, and the overdue one up the ladder.
    @Test func aMonthOfOrders() throws {
        let county = try county()
        func open(_ name: String, _ day: String, due: String, _ more: [String] = []) throws {
            let words = [
                "orderOpened.unit=T1", "orderOpened.what=开工", "orderOpened.owner=甲",
                "orderOpened.dueOn=\(due)",
            ]
            #expect(try county.log(day, subject: name, words + more) == [])
        }
        try open("D1", "2024-06-01", due: "2024-06-10", ["orderOpened.rung=提醒"])
        try open("D2", "2024-06-01", due: "2024-06-10", ["orderOpened.rung=提醒"])
        try county.log("2024-06-09", subject: "D1", ["orderAnswered.text=已开工"])
        #expect(
            try orders(county, "2024-06-10") == [
                "D1 提醒 answers 1 next 督办", "D2 提醒 next 督办",
            ])
        #expect(
            try orders(county, "2024-06-13") { $0.overdue = true } == [
                "D2 提醒 overdue late 3 next 督办"
            ])
        try county.log("2024-06-12", subject: "D1", ["orderClosed.outcome=DONE"])
        try county.log(
            "2024-06-13", subject: "D2",
            ["orderClosed.outcome=ESCALATED", "orderClosed.reason=逾期"])
        try open(
            "D2-2", "2024-06-13", due: "2024-06-23",
            ["orderOpened.rung=督办", "orderOpened.follows=D2"])
        try county.log("2024-06-25", subject: "D2-2", ["orderAnswered.text=已开工"])
        #expect(
            try orders(county, "2024-06-30") == [
                "D1 提醒 DONE answers 1", "D2 提醒 ESCALATED late 3 followed by D2-2",
                "D2-2 督办 late 2 answers 1 next 约谈",
            ])
        #expect(try orders(county, "2024-06-30") { $0.open = true }.count == 1)
        // By day and by what was known: before the escalation D2 was overdue.
        #expect(
            try orders(county, "2024-06-12") == [
                "D1 提醒 DONE answers 1", "D2 提醒 overdue late 2 next 督办",
            ]
        )
        #expect(
            try orders(county, "2024-06-30") { $0.question?.unit = UnitCode(text: "T2") } == [])
    }
}
