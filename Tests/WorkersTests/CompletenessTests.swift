// SPDX-License-Identifier: Apache-2.0
//
// Who has reported of a month: by day, by what was known, by closing the month, and beside a total.

import Journal
import Pipeline
import Rollup
import Testing
import Wire

@testable import Workers

@Suite struct CompletenessTests {
    private func report(
        _ county: CountyScript, _ unit: String, _ day: String,
        _ fill: (inout ProgressRequest) -> Void = { _ in }
    ) throws -> [String] {
        var body = CompletenessRequest()
        var question = ProgressRequest()
        (question.unit, question.asOf) = (UnitCode(text: unit), CivilDay(text: day))
        fill(&question)
        body.question = question
        let reply = try county.ask("query.v1/Completeness", body, as: CompletenessReply.self)
        let completeness = try #require(reply.completeness)
        #expect(completeness.expected == Int64(completeness.units.count))
        #expect(
            completeness.unreported == Int64(completeness.units.count { $0.hasReported == false }))
        return completeness.units.map { unit in
            [
                unit.unit?.text, unit.hasReported == true ? "yes" : "no",
                unit.lastReportedOn?.text, unit.isClosed == true ? "closed" : nil,
            ].compactMap(\.self).joined(separator: " ")
        }
    }

    /// T1 has a village V below it: V is to report, and T1 is not.
    @Test func aUnitReportsForItsMonthAndItsDay() throws {
        let county = try CountyScript()
        func register(_ unit: String, _ day: String) throws {
            let words = [
                "unit=\(unit)", "entitiesRegistered.category=ENTERPRISE",
                "entitiesRegistered.count=1",
            ]
            #expect(try county.log(day, words) == [])
        }
        #expect(try report(county, "A", "2024-06-30") == ["T2 no", "V no"])
        try register("V", "2024-05-10")
        try register("T2", "2024-06-10")
        try register("T1", "2024-06-11")
        #expect(
            try report(county, "A", "2024-06-30") == ["T2 yes 2024-06-10", "V no 2024-05-10"])
        #expect(try report(county, "A", "2024-06-09") == ["T2 no", "V no 2024-05-10"])
        #expect(try report(county, "T1", "2024-05-31") == ["V yes 2024-05-10"])
        #expect(try report(county, "V", "2024-06-30") == ["V no 2024-05-10"])
        #expect(
            try report(county, "A", "2024-06-30") {
                $0.knownAt = KnownAtChoice()
                $0.knownAt?.position = 5
            } == ["T2 no", "V no 2024-05-10"])
        // Last year's report says nothing of this year.
        #expect(try report(county, "V", "2025-01-31") == ["V no"])
    }

    @Test func aReportOfNothingClosesTheMonth() throws {
        let county = try CountyScript()
        func period(_ kind: String) throws {
            var words = [
                "unit=V", "\(kind).unit=V", "\(kind).from=2024-06-01", "\(kind).to=2024-06-30",
            ]
            if kind == "periodReopened" { words.append("periodReopened.reason=补") }
            #expect(try county.log("2024-07-01", words) == [])
        }
        try period("periodClosed")
        #expect(try report(county, "A", "2024-06-30") == ["T2 no", "V yes closed"])
        #expect(try report(county, "A", "2024-05-31") == ["T2 no", "V no"])
        try period("periodReopened")
        #expect(try report(county, "A", "2024-06-30") == ["T2 no", "V no"])
    }

    @Test func aTaskOrAWarningIsNoReportAndAClosedUnitNeedNone() throws {
        let county = try CountyScript()
        try county.log(
            "2024-06-05", subject: "W",
            ["unit=T2", "warningIssued.lamp=RED", "warningIssued.advice=赶"])
        #expect(try report(county, "A", "2024-06-30") == ["T2 no", "V no"])
        try county.log("2024-06-20", subject: "V", ["unitClosed="])
        // T1 has no unit below it any more.
        #expect(try report(county, "A", "2024-06-30") == ["T1 no", "T2 no"])
        #expect(try report(county, "A", "2024-06-19") == ["T2 no", "V no"])
    }

    @Test func aTotalSaysWhoItLacksWhereThatIsAsked() throws {
        let county = try CountyScript()
        try county.store("P", host: "T2", "2024-06-10")
        #expect(try county.ask("A", "2024-06-30").freshness?.completeness == nil)
        let found = try county.ask("A", "2024-06-30") { $0.completeness = true }.freshness
        // The project of T2 was reported by A.
        #expect(found?.completeness?.expected == 2)
        #expect(found?.completeness?.unreported == 2)
        #expect(found?.completeness?.units.map(\.unit?.text) == ["T2", "V"])
        #expect(found?.completeness?.from == CivilDay(text: "2024-06-01"))
    }
}
