// SPDX-License-Identifier: Apache-2.0
//
// `query.v1/EntityMonths`: each month is what Entities says of it, conversions invent no growth, and what no
// flow explains is shown.

import Pipeline
import Rollup
import Testing
import Wire

@testable import Workers

@Suite struct EntityMonthsTests {
    private static let firm = "91350100M000100Y43"
    private static let shop = "92330127MA0000001G"

    private func months(
        _ county: CountyScript, _ category: EntityCategory? = nil, unit: String = "T1",
        _ fill: (inout EntityMonthsRequest) -> Void = { _ in }
    ) throws -> EntityMonthsReply {
        var body = EntityMonthsRequest()
        body.question = ProgressRequest()
        body.question?.unit = UnitCode(text: unit)
        body.question?.asOf = CivilDay(text: "2024-03-31")
        body.category = category
        fill(&body)
        return try county.ask("query.v1/EntityMonths", body, as: EntityMonthsReply.self)
    }

    /// Of each month: figures by name.
    private func values(_ row: EntityMonthsRow, _ names: FigureName...) -> [[String]] {
        row.months.map { month in
            names.map { name in
                let figure = month.figures.first { $0.measure == name.rawValue }
                return figure?.value ?? figure?.missing ?? "-"
            }
        }
    }

    private func count(
        _ county: CountyScript, _ kind: String, _ day: String, _ count: Int64,
        _ category: String = "ENTERPRISE"
    ) throws {
        let refused = try county.log(
            day, ["unit=T1", "\(kind).category=\(category)", "\(kind).count=\(count)"])
        #expect(refused == [])
    }

    @Test func aReportThatItsFlowsDoNotExplainSaysByHowMuch() throws {
        let county = try CountyScript()
        try count(county, "entityStockReported", "2023-12-31", 100)
        try count(county, "entitiesRegistered", "2024-01-10", 10)
        try count(county, "entitiesDeregistered", "2024-01-20", 3)
        try count(county, "entitiesMovedIn", "2024-02-10", 5)
        try count(county, "entitiesMovedOut", "2024-02-11", 1)
        try count(county, "entityStockReported", "2024-02-29", 115)
        let row = try #require(try months(county, .enterprise).rows.first)
        #expect(row.before?.value == "100" && row.category == .enterprise)
        #expect(row.months.map(\.from?.text) == ["2024-01-01", "2024-02-01", "2024-03-01"])
        #expect(row.months.map(\.to?.text) == ["2024-01-31", "2024-02-29", "2024-03-31"])
        #expect(
            values(row, .entityStock, .registered, .deregistered, .movedIn, .movedOut)
                == [
                    ["107", "10", "3", "noReport", "noReport"],
                    ["115", "noReport", "noReport", "5", "1"],
                    ["115", "noReport", "noReport", "noReport", "noReport"],
                ])
        #expect(
            values(row, .netIncrease, .stockDifference) == [["7", "0"], ["8", "4"], ["0", "-"]])
        let february = row.months[1].figures.first { $0.measure == "stockDifference" }
        #expect(february?.notes == ["flowsMissing"])
    }

    /// A shop that becomes a firm: one less and one more, and none in all.
    @Test func aConversionInventsNoGrowth() throws {
        let county = try CountyScript()
        for category in ["ENTERPRISE", "INDIVIDUAL_BUSINESS", "FARMERS_COOPERATIVE"] {
            try count(county, "entityStockReported", "2023-12-31", 10, category)
        }
        for (day, code, words) in [
            ("2024-01-05", Self.shop, "entityRegistered.category=INDIVIDUAL_BUSINESS"),
            ("2024-02-10", Self.firm, "entityConverted.former=\(Self.shop)"),
        ] {
            #expect(try county.log(day, subject: code, ["unit=T1", words]) == [])
        }
        func row(_ category: EntityCategory) throws -> [[String]] {
            let found = try #require(try months(county, category).rows.first)
            return values(
                found, .netIncrease, .registered, .deregistered, .converted, .stockDifference)
        }
        #expect(try row(.individualBusiness)[1] == ["-1", "0", "0", "1", "0"])
        #expect(try row(.enterprise)[1] == ["1", "0", "0", "1", "0"])
        let all = try row(.total)
        #expect(all[1][0] == "0" && all[1][3] == "1" && all[0][0] == "1")
    }

    @Test func unitsBelowCategoriesAndTheFirstCrossing() throws {
        let county = try CountyScript()
        for (day, number) in [("2023-12-31", 99), ("2024-02-29", 101)] {
            try count(county, "entityStockReported", day, Int64(number), "TOTAL")
        }
        // Of its own the county tells a flow and no stock.
        try county.log(
            "2024-01-10",
            ["unit=A", "entitiesRegistered.category=TOTAL", "entitiesRegistered.count=1"])
        let reply = try months(county, unit: "A") {
            $0.question?.children = true
            $0.question?.threshold = 100
        }
        #expect(reply.rows.count == 3 * 4)
        #expect(reply.rows.map(\.unit?.text).prefix(5) == ["A", "A", "A", "A", "T1"])
        let county0 = reply.rows[0]
        let town = reply.rows[4]
        #expect(county0.category == .total && town.category == .total)
        #expect(town.crossing?.value == "2024-02-29" && county0.crossing?.value == "2024-02-29")
        #expect(values(county0, .entityStock) == values(town, .entityStock))
        #expect(
            values(county0, .stockDifference) == [["-"], ["-"], ["-"]], "another level's stock")
        #expect(throws: Unanswered.self) {
            try months(county) { $0.from = CivilDay(text: "2020-01-01") }
        }
    }

    /// Explained: the terms of the difference are those of stock and flows.
    @Test func theDifferenceIsExplained() throws {
        let county = try CountyScript()
        try count(county, "entityStockReported", "2023-12-31", 100)
        try count(county, "entitiesRegistered", "2024-01-10", 10)
        try count(county, "entityStockReported", "2024-01-31", 95)
        var body = ExplainRequest()
        body.question = ProgressRequest()
        body.question?.unit = UnitCode(text: "T1")
        body.question?.asOf = CivilDay(text: "2024-01-31")
        body.figure = FigureChoice()
        body.figure?.measure = "stockDifference"
        body.figure?.category = .enterprise
        body.figure?.from = CivilDay(text: "2024-01-01")
        let reply = try county.ask("query.v1/Explain", body, as: ExplainReply.self)
        #expect(reply.figure?.value == "-15")
        var sum: Int64 = 0
        for line in reply.lines {
            let factor = try #require(reply.terms[Int(line.term!)].factor.flatMap { Int64($0) })
            sum += factor * (try #require(line.amount.flatMap { Int64($0) }))
        }
        #expect(sum == -15)
    }
}
