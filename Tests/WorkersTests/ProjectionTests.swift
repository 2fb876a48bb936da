// SPDX-License-Identifier: Apache-2.0
//
// What a year will come to, with and without plans, and how that compares with what came.

import Journal
import Pipeline
import Rollup
import Testing
import Wire

@testable import Workers

@Suite struct ProjectionTests {
    /// T1: two projects stored in February, of which one started; 30 fen in May of a task of 100.
    private func county() throws -> CountyScript {
        let county = try CountyScript()
        try county.log(
            "2024-01-01",
            [
                "unit=T1", "annualTaskSet.measure=domesticCapital", "annualTaskSet.year=2024",
                "annualTaskSet.issuer=县政府", "annualTaskSet.grade=BASE",
                "annualTaskSet.amount.minorUnits=100", "annualTaskSet.amount.currency=CNY",
            ])
        for project in ["P1", "P2"] { try county.store(project, host: "T1", "2024-02-10") }
        try county.log("2024-03-01", subject: "P1", ["projectStarted="])
        try county.arrive("P1", "2024-05-10", fen: 30)
        return county
    }

    private func projections(
        _ county: CountyScript, _ unit: String, _ day: String,
        _ fill: (inout ProjectionsRequest) -> Void = { _ in }
    ) throws -> [String] {
        var body = ProjectionsRequest()
        body.question = ProgressRequest()
        body.question?.unit = UnitCode(text: unit)
        body.question?.asOf = CivilDay(text: day)
        body.question?.language = .english
        fill(&body)
        let reply = try county.ask("query.v1/Projections", body, as: ProjectionsReply.self)
        return reply.projections.map { row in
            let words: [String?] = [
                row.unit?.text, row.measure?.text, row.method == .trend ? nil : "plans",
                row.actual?.value, row.planned?.numerator.map { "+\($0)" },
                "\(row.projected!.numerator!)/\(row.projected!.denominator!)", row.rate?.text,
            ]
            return words.compactMap(\.self).joined(separator: " ")
        }
    }

    private func only(_ measure: Measure) -> (inout ProjectionsRequest) -> Void {
        { $0.measure = measure }
    }

    @Test func theMonthsThatAreOverAreCarriedOn() throws {
        let county = try county()
        #expect(
            try projections(county, "T1", "2024-06-30", only(.domesticCapital)) == [
                "T1 domesticCapital 30 360/6 60.0 %"
            ])
        // In the middle of a month by the end of the one before.
        #expect(
            try projections(county, "T1", "2024-07-20", only(.domesticCapital)) == [
                "T1 domesticCapital 30 360/6 60.0 %"
            ])
        #expect(
            try projections(county, "A", "2024-05-31") {
                $0.measure = .domesticCapital
                $0.question?.children = true
            } == [
                "A domesticCapital 30 360/5", "T1 domesticCapital 30 360/5 72.0 %",
                "T2 domesticCapital 0 0/5",
            ])
        #expect(
            try projections(county, "T1", "2024-12-31", only(.domesticCapital)) == [
                "T1 domesticCapital 30 360/12 30.0 %"
            ])
        #expect(throws: Unanswered.self) { try projections(county, "T1", "2024-01-30") }
    }

    @Test func datedPlansAreAdded() throws {
        let county = try county()
        func due(_ project: String, _ day: String) throws {
            let words = [
                "ownerAssigned.of=project/\(project)", "ownerAssigned.owner=甲",
                "ownerAssigned.dueOn=\(day)",
            ]
            #expect(try county.log("2024-06-01", words) == [])
        }
        #expect(
            try projections(county, "T1", "2024-06-30", only(.started)) == ["T1 started 1 12/6"])
        try due("P2", "2024-09-30")
        #expect(
            try projections(county, "T1", "2024-06-30", only(.started)) == [
                "T1 started 1 12/6", "T1 started plans 1 +1 18/6",
            ])
        #expect(
            try projections(county, "T1", "2024-06-30", only(.startedInvestment)) == [
                "T1 startedInvestment 1000 12000/6",
                "T1 startedInvestment plans 1000 +1000 18000/6",
            ])
        #expect(
            try projections(county, "T2", "2024-06-30", only(.started)) == ["T2 started 0 0/6"])
        // It is a plan of this year until it is done.
        try due("P2", "2025-01-01")
        #expect(
            try projections(county, "T1", "2024-06-30", only(.started)) == ["T1 started 1 12/6"])
        try due("P2", "2024-09-30")
        try county.log("2024-06-20", subject: "P2", ["projectStarted="])
        #expect(
            try projections(county, "T1", "2024-06-30", only(.started)) == ["T1 started 2 24/6"])
    }

    private func scores(
        _ county: CountyScript, _ day: String
    ) throws -> (biases: [String], scores: [String], open: Int64?) {
        var body = ScoresRequest()
        body.question = ProgressRequest()
        body.question?.unit = UnitCode(text: "A")
        body.question?.asOf = CivilDay(text: day)
        body.question?.language = .english
        let reply = try county.ask("query.v1/Scores", body, as: ScoresReply.self)
        return (
            reply.biases.map { bias in
                let method = bias.method?.rawValue ?? "said"
                return "\(bias.unit!.text) \(bias.measure!.text) \(method) \(bias.count!) "
                    + (bias.bias?.text ?? "none")
            },
            reply.scores.map { score in
                "\(score.restsOn!) \(score.said!.numerator!) \(score.came!.numerator!)"
            }, reply.open
        )
    }

    @Test func projectionsAreHeldAgainstTheYearsEnd() throws {
        let county = try county()
        for (day, fen) in [("2024-05-31", 72), ("2024-06-30", 60)] {
            let words = [
                "projectionMade.unit=T1", "projectionMade.measure=domesticCapital",
                "projectionMade.year=2024", "projectionMade.asOf=\(day)",
                "projectionMade.method=TREND", "projectionMade.amount.minorUnits=\(fen)",
                "projectionMade.amount.currency=CNY",
            ]
            #expect(try county.log("2024-07-01", words) == [])
        }
        #expect(try scores(county, "2024-11-30").open == 2)
        #expect(try scores(county, "2024-11-30").scores == [])
        try county.arrive("P1", "2024-06-25", fen: 20)
        let found = try scores(county, "2024-12-31")
        #expect(found.scores == ["2024-05-31 72 50", "2024-06-30 60 50"])
        #expect(found.biases == ["T1 domesticCapital TREND 2 +32.0 %"])
        #expect(found.open == 0)
    }

    /// More entities may end than begin; what can't be counted is refused all the same.
    @Test func aProjectionMayBeBelowZero() throws {
        let county = try county()
        func made(_ count: Int64) throws -> [String] {
            try county.log(
                "2024-06-30",
                [
                    "projectionMade.unit=T1", "projectionMade.measure=netIncrease",
                    "projectionMade.year=2024", "projectionMade.asOf=2024-06-30",
                    "projectionMade.method=TREND", "projectionMade.count=\(count)",
                ])
        }
        #expect(try made(-5) == [])
        let refused = ["countOutOfRange@projectionMade.count"]
        #expect(try made(-1_000_000_000_001) == refused)
        #expect(try made(.min) == refused)
    }

    @Test func estimatesAreHeldAgainstFinals() throws {
        let county = try CountyScript()
        func report(_ month: String, _ status: String, _ fen: Int) throws {
            let words = [
                "unit=T1", "indicatorReported.measure=projectInvestment",
                "indicatorReported.from=2024-01-01", "indicatorReported.to=\(month)",
                "indicatorReported.accumulation=CUMULATIVE", "indicatorReported.status=\(status)",
                "indicatorReported.amount.minorUnits=\(fen)",
                "indicatorReported.amount.currency=CNY",
            ]
            #expect(try county.log(month, words) == [])
        }
        try report("2024-02-29", "ESTIMATE", 110)
        try report("2024-03-31", "ESTIMATE", 90)
        try report("2024-02-29", "FLASH", 105)
        #expect(try scores(county, "2024-06-30").scores == [])
        try report("2024-02-29", "FINAL", 100)
        try report("2024-03-31", "FINAL", 100)
        let found = try scores(county, "2024-06-30")
        #expect(found.scores == ["2024-02-29 110 100", "2024-03-31 90 100"])
        #expect(found.biases == ["T1 projectInvestment said 2 0.0 %"])
    }
}
