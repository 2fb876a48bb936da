// SPDX-License-Identifier: Apache-2.0
//
// `query.v1/Water`: claimed, verified and statistical amounts of a unit and those below it.

import Pipeline
import Rollup
import Testing
import Wire

@testable import Workers

@Suite struct WaterTests {
    @Test func whatNobodyVerifiedOrReportedIsMissing() throws {
        let county = try CountyScript()
        try county.store("P", host: "T1", "2024-02-10")
        try county.store("Q", host: "T2", "2024-02-10")
        try county.store("R", host: "T2", "2023-02-10")
        try county.log("2024-03-01", subject: "Q", ["statisticsEntered="])
        try county.log("2024-03-01", subject: "R", ["statisticsEntered="])
        try county.arrive("P", "2024-03-01", fen: 400)
        let arrival = county.lastID.text
        try county.arrive("Q", "2024-03-01", fen: 100)
        try county.log(
            "2024-04-01", subject: "P",
            [
                "capitalVerified.of=\(arrival)", "capitalVerified.amount.minorUnits=300",
                "capitalVerified.amount.currency=CNY",
            ])
        for (unit, status) in [("A", "ESTIMATE"), ("T1", "FLASH")] {
            try county.log(
                nil,
                [
                    "unit=\(unit)", "indicatorReported.measure=projectInvestment",
                    "indicatorReported.from=2024-01-01", "indicatorReported.to=2024-06-30",
                    "indicatorReported.accumulation=CUMULATIVE",
                    "indicatorReported.amount.minorUnits=900",
                    "indicatorReported.amount.currency=CNY",
                    "indicatorReported.status=\(status)",
                ])
        }
        var body = WaterRequest()
        body.question = ProgressRequest()
        body.question?.unit = UnitCode(text: "A")
        body.question?.asOf = CivilDay(text: "2024-06-30")
        func rows() throws -> [String] {
            try county.ask("query.v1/Water", body, as: WaterReply.self).rows.map { row in
                let amounts = [row.claimed, row.verified].map { $0?.value ?? "-" }
                let water = row.water.map { "\($0.numerator!)/\($0.denominator!)" } ?? "-"
                let statistical = row.statistical.map { "\($0.value!) \($0.status!.rawValue)" }
                let library = "\(row.inStatistics!) of \(row.storedProjects!)"
                let words = [row.unit!.text] + amounts + [water, statistical ?? "-", library]
                return words.joined(separator: " | ")
            }
        }
        #expect(
            try rows() == [
                "A | 500 | 300 | 200/500 | 900 ESTIMATE | 1 of 2",
                "T1 | 400 | 300 | 100/400 | 900 FLASH | 0 of 1",
                "T2 | 100 | - | - | - | 1 of 1",
            ])
        body.indicator = .industrialInvestment
        #expect(try rows()[0] == "A | 500 | 300 | 200/500 | - | 1 of 2")
    }
}
