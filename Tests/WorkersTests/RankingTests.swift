// SPDX-License-Identifier: Apache-2.0
//
// `query.v1/Ranking` and `query.v1/Trend` as a client reads them.

import Journal
import Pipeline
import Rollup
import Testing
import Wire

@testable import Workers

@Suite struct RankingTests {
    /// T1 has 30 of 100, T2 30 of 200; both had 20 in May. T3 has no task; T4 is closed.
    private func county() throws -> CountyScript {
        let county = try CountyScript()
        for code in ["T3", "T4"] {
            try county.log(
                "2020-01-01", subject: code,
                ["unitDefined.name=\(code)", "unitDefined.kind=TOWN", "unitDefined.parent=A"])
        }
        for (unit, task) in [("T1", 100), ("T2", 200)] {
            try county.log(
                "2024-01-01",
                [
                    "unit=\(unit)", "annualTaskSet.measure=domesticCapital",
                    "annualTaskSet.year=2024", "annualTaskSet.issuer=县政府",
                    "annualTaskSet.grade=BASE", "annualTaskSet.amount.minorUnits=\(task)",
                    "annualTaskSet.amount.currency=CNY",
                ])
            try county.store("P\(unit)", host: unit, "2024-02-10")
            try county.arrive("P\(unit)", "2024-05-10", fen: unit == "T1" ? 10 : 60)
            try county.arrive("P\(unit)", "2024-06-10", fen: unit == "T1" ? 20 : 1)
        }
        try county.log("2024-03-01", subject: "T4", ["unitClosed="])
        return county
    }

    private func ranking(
        _ county: CountyScript, _ measure: String, _ fill: (inout RankingRequest) -> Void = { _ in }
    ) throws -> [String] {
        var body = RankingRequest()
        body.question = ProgressRequest()
        body.question?.unit = UnitCode(text: "A")
        body.question?.asOf = CivilDay(text: "2024-06-30")
        body.question?.language = .english
        body.figure = FigureChoice()
        body.figure?.measure = measure
        fill(&body)
        let reply = try county.ask("query.v1/Ranking", body, as: RankingReply.self)
        return reply.groups.flatMap { group in
            group.rows.map { row in
                let words: [String] = [
                    row.rank.map { "\($0)" } ?? "-", row.unit!.text,
                    row.rankBefore.map { "(\($0))" } ?? "", row.figure?.text ?? "none",
                    row.gap?.text ?? "",
                ]
                return (words + row.notes).filter { !$0.isEmpty }.joined(separator: " ")
            }
        }
    }

    @Test func aRateMovesTheRanksOfAMonth() throws {
        let county = try county()
        #expect(
            try ranking(county, "completionRate") == [
                "1 T2 (1) 30.5 %", "2 T1 (2) 30.0 % 0.5 points", "- T3 none",
            ])
        #expect(
            try ranking(county, "completionRate") { $0.question?.decimals = 0 } == [
                "1 T2 (1) 31 %", "2 T1 (2) 30 % 1 points withinRounding", "- T3 none",
            ])
        #expect(
            try ranking(county, "newlyStored") == [
                "1 T1 (1) 1", "1 T2 (1) 1", "3 T3 (3) 0 1",
            ])
    }

    @Test func aGapThatNobodySeesSaysSo() throws {
        let county = try county()
        try county.arrive("PT1", "2024-06-11", fen: 1)
        // 31 of 100 before 61 of 200: 31.0 and 30.5; without decimals both print 31.
        #expect(
            try ranking(county, "completionRate") { $0.question?.decimals = 0 } == [
                "1 T1 (2) 31 %", "2 T2 (1) 31 % 1 points withinRounding", "- T3 none",
            ])
        #expect(
            try ranking(county, "completionRate") {
                $0.against = CivilDay(text: "2024-04-30")
            } == [
                "1 T1 (1) 31.0 %", "2 T2 (1) 30.5 % 0.5 points", "- T3 none",
            ])
    }

    @Test func aLeadThatRestsOnUnverifiedMoneySaysSo() throws {
        let county = try county()
        try county.arrive("PT1", "2024-06-11", fen: 1)
        let arrival = county.lastID
        #expect(
            try county.log(
                "2024-06-12", subject: "PT1",
                [
                    "capitalVerified.of=\(arrival.text)", "capitalVerified.amount.minorUnits=1",
                    "capitalVerified.amount.currency=CNY",
                ]) == [])
        #expect(
            try ranking(county, "completionRate") == [
                "1 T1 (2) 31.0 %", "2 T2 (1) 30.5 % 0.5 points withinUnverified", "- T3 none",
            ])
    }

    private func reason(_ ask: () throws -> Void) -> String? {
        do {
            try ask()
            return nil
        } catch {
            return (error as? Unanswered)?.reason
        }
    }

    @Test func whatCannotBeRankedIsRefused() throws {
        let county = try county()
        func refused(_ measure: String, _ fill: (inout RankingRequest) -> Void = { _ in })
            -> String?
        {
            reason { _ = try ranking(county, measure, fill) }
        }
        #expect(refused("nothing") == "NOT_FOUND")
        #expect(refused("firstCrossing") == "FIGURE_NOT_RANKED")
        #expect(
            refused("completionRate") { $0.against = $0.question?.asOf } == "AGAINST_OUT_OF_RANGE")
        #expect(refused("completionRate") { $0.figure = nil } == "MEASURE_MISSING")
        #expect(refused("completionRate") { $0.peerGroup = "一类" } == "NOT_FOUND")
    }

    /// T1 also has a task of projects, a stretch task and one of the city's: what is meant must be said.
    @Test func onlyTheSameFigureIsRanked() throws {
        let county = try county()
        for (measure, grade, issuer, task) in [
            ("newlyStored", "BASE", "县政府", "annualTaskSet.count=1"),
            ("domesticCapital", "STRETCH", "县政府", "annualTaskSet.amount.minorUnits=300"),
            ("domesticCapital", "BASE", "市政府", "annualTaskSet.amount.minorUnits=50"),
        ] {
            var words = [
                "unit=T1", "annualTaskSet.measure=\(measure)", "annualTaskSet.year=2024",
                "annualTaskSet.issuer=\(issuer)", "annualTaskSet.grade=\(grade)", task,
            ]
            if measure == "domesticCapital" { words.append("annualTaskSet.amount.currency=CNY") }
            #expect(try county.log("2024-01-01", words) == [])
        }
        #expect(reason { _ = try ranking(county, "completionRate") } == "MEASURE_AMBIGUOUS")
        let ofCapital: (inout RankingRequest) -> Void = { $0.figure?.of = .domesticCapital }
        #expect(
            reason { _ = try ranking(county, "completionRate", ofCapital) } == "ISSUER_AMBIGUOUS")
        #expect(
            try ranking(county, "completionRate") {
                ofCapital(&$0)
                $0.figure?.issuer = "县政府"
            } == ["1 T2 (1) 30.5 %", "2 T1 (2) 30.0 % 0.5 points", "- T3 none"])
        #expect(
            try ranking(county, "completionRate") {
                ofCapital(&$0)
                $0.figure?.grade = .stretch
            } == ["1 T1 (1) 10.0 %", "- T2 none", "- T3 none"])
    }

    /// Who left since moves nobody, and a unit that was not there yet had no rank.
    @Test func movementIsAmongThePeersOfToday() throws {
        let county = try county()
        try county.log(
            "2024-06-05", subject: "T5",
            ["unitDefined.name=T5", "unitDefined.kind=TOWN", "unitDefined.parent=A"])
        try county.log("2024-06-20", subject: "T2", ["unitMerged.into=T3"])
        #expect(
            try ranking(county, "newlyStored") == ["1 T1 (1) 1", "2 T3 (2) 0 1", "2 T5 0 1"])
    }

    @Test func aTrendIsProgressAtTheEndOfEachMonth() throws {
        let county = try county()
        var body = TrendRequest()
        body.question = ProgressRequest()
        body.question?.unit = UnitCode(text: "A")
        body.question?.asOf = CivilDay(text: "2024-06-15")
        body.question?.children = true
        body.figure = FigureChoice()
        body.figure?.measure = "domesticCapital"
        body.from = CivilDay(text: "2024-04-20")
        let reply = try county.ask("query.v1/Trend", body, as: TrendReply.self)
        let days = ["2024-04-30", "2024-05-31", "2024-06-15"]
        #expect(reply.rows.map(\.unit?.text) == ["A", "T1", "T2", "T3", "T4"])
        #expect(reply.rows.allSatisfy { $0.points.map(\.asOf?.text) == days })
        let values = reply.rows.map { $0.points.map(\.figure?.value) }
        #expect(
            values == [
                ["0", "70", "91"], ["0", "10", "30"], ["0", "60", "61"], ["0", "0", "0"],
                ["0", "0", "0"],
            ])
        for (from, wanted) in [
            ("2024-06-20", nil), ("2024-07-01", "MONTHS_OUT_OF_RANGE"), ("2021-07-01", nil),
            ("2021-06-30", "MONTHS_OUT_OF_RANGE"),
        ] as [(String, String?)] {
            body.from = CivilDay(text: from)
            let found = reason {
                _ = try county.ask("query.v1/Trend", body, as: TrendReply.self)
            }
            #expect(found == wanted, "\(from)")
        }
    }

    /// The county's task is the city's, the towns' are the county's.
    @Test func aTrendOfARateTakesEachUnitsOwnIssuer() throws {
        let county = try county()
        try county.log(
            "2024-01-02",
            [
                "annualTaskSet.measure=domesticCapital", "annualTaskSet.year=2024",
                "annualTaskSet.issuer=市政府", "annualTaskSet.grade=BASE",
                "annualTaskSet.amount.minorUnits=240", "annualTaskSet.amount.currency=CNY",
            ])
        var body = TrendRequest()
        body.question = ProgressRequest()
        body.question?.unit = UnitCode(text: "A")
        body.question?.asOf = CivilDay(text: "2024-06-30")
        body.question?.children = true
        var choice = FigureChoice()
        (choice.measure, choice.of) = ("completionRate", .domesticCapital)
        body.figure = choice
        body.from = CivilDay(text: "2024-06-01")
        let reply = try county.ask("query.v1/Trend", body, as: TrendReply.self)
        let figures = reply.rows.map(\.points[0].figure)
        #expect(figures.map(\.?.issuer) == ["市政府", "县政府", "县政府", nil, nil])
        #expect(figures.map(\.?.denominator) == ["240", "100", "200", nil, nil])
    }

    /// Each task with what was done, what the quarter lacks, how it was split, and whose it is.
    @Test func tasksAreToldWithTheirOwners() throws {
        let county = try county()
        try county.log(
            "2024-01-02",
            [
                "annualTaskSet.measure=domesticCapital", "annualTaskSet.year=2024",
                "annualTaskSet.issuer=市政府", "annualTaskSet.grade=BASE",
                "annualTaskSet.amount.minorUnits=240", "annualTaskSet.amount.currency=CNY",
            ])
        let key = "task/domesticCapital/T1/2024/BASE/县政府"
        #expect(
            try county.log(
                "2024-03-01",
                [
                    "ownerAssigned.of=\(key)", "ownerAssigned.owner=甲",
                    "ownerAssigned.dueOn=2024-09-30",
                ]
            ) == [])
        func tasks(_ day: String) throws -> [String] {
            var body = TasksRequest()
            body.question = ProgressRequest()
            body.question?.unit = UnitCode(text: "A")
            body.question?.asOf = CivilDay(text: day)
            body.question?.children = true
            body.question?.language = .english
            let reply = try county.ask("query.v1/Tasks", body, as: TasksReply.self)
            return reply.tasks.map { task in
                let names = ["domesticCapital", "task", "quarterShortfall", "targetMarkUp"]
                let figures = names.map { name in
                    task.figures.first { $0.measure == name }?.numerator ?? ""
                }
                let whose = [task.owner?.owner, task.owner?.dueOn?.text].compactMap(\.self)
                return ([task.unit!.text] + figures + whose).joined(separator: " ")
            }
        }
        #expect(
            try tasks("2024-06-30") == [
                "A 91 240 348 60", "T1 30 100 240  甲 2024-09-30", "T2 61 200 468 ",
            ])
        #expect(try tasks("2024-02-29")[1] == "T1 0 100 300 ")
    }
}
