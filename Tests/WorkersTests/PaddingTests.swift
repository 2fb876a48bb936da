// SPDX-License-Identifier: Apache-2.0
//
// `query.v1/Padding` as a client reads it: each sign with its numbers and the facts behind it. All is
// recorded on 1 July 2024.

import Pipeline
import Rollup
import Testing
import Wire

@testable import Workers

@Suite struct PaddingTests {
    private func signs(
        _ county: CountyScript, _ unit: String = "A", asOf: String = "2024-06-30",
        fill: (inout PaddingRequest) -> Void = { _ in }
    ) throws -> [PaddingMessage] {
        var body = PaddingRequest()
        (body.unit, body.asOf) = (UnitCode(text: unit), CivilDay(text: asOf))
        body.language = .english
        fill(&body)
        var findings: [PaddingMessage] = []
        repeat {
            let page = try county.ask("query.v1/Padding", body, as: PaddingReply.self)
            findings += page.findings
            body.after = page.next
            if page.next == nil { #expect(page.total == Int64(findings.count)) }
        } while body.after != nil
        return findings
    }

    private func only(_ sign: PaddingSign) -> (inout PaddingRequest) -> Void {
        { $0.signs = [sign.rawValue] }
    }

    @Test func aMeasureThatStandsAtItsTaskIsTold() throws {
        let county = try CountyScript()
        try county.store("P", host: "T1", "2024-06-10")
        try county.log(
            "2024-06-10",
            [
                "unit=T1", "annualTaskSet.measure=domesticCapital", "annualTaskSet.year=2024",
                "annualTaskSet.issuer=县", "annualTaskSet.grade=BASE",
                "annualTaskSet.amount.minorUnits=5000000", "annualTaskSet.amount.currency=CNY",
            ])
        try county.arrive("P", "2024-06-12", fen: 2_000_000)
        #expect(try signs(county, fill: only(.gapToTask)) == [])
        try county.arrive("P", "2024-06-30", fen: 3_000_000)
        let found = try #require(try signs(county, fill: only(.gapToTask)).first)
        #expect(found.unit?.text == "T1" && found.measure == .domesticCapital)
        #expect(found.amountFen == "5000000" && found.ofFen == "5000000")
        #expect(
            found.text
                == "by 2024-06-30 Domestic capital utilized is exactly the task of 5万元; the last came on 2024-06-30"
        )
        #expect(found.facts.map(\.kind) == ["annualTaskSet", "capitalArrived"])
        #expect(found.facts.last?.effectiveOn?.text == "2024-06-30")
        #expect(try signs(county, asOf: "2024-06-29", fill: only(.gapToTask)) == [])
    }

    /// Recorded on 1 July: what is of June by 16 days and more is late, and what is of the same month is not.
    @Test func aFactOfAMonthThatHadEndedLongAgoIsBackDated() throws {
        let county = try CountyScript()
        try county.store("P", host: "T1", "2024-06-15")
        try county.arrive("P", "2024-06-16", fen: 1)
        try county.store("Q", host: "T2", "2024-06-16")
        let found = try signs(county, fill: only(.backDated))
        #expect(found.map(\.project?.project?.text) == ["P"])
        #expect(found.first?.count == 2 && found.first?.of == 3 && found.first?.days == 16)
        #expect(found.first?.facts.map(\.kind) == ["projectSigned", "projectStored"])
        #expect(found.first?.unit?.text == "T1")
        #expect(try signs(county, "T2", fill: only(.backDated)) == [])
        #expect(try signs(county, asOf: "2025-01-31", fill: only(.backDated)) == [], "last year's")
    }

    /// However late, what comes in the month of its day changes no month that had ended.
    @Test func aFactOfTheSameMonthIsNotBackDated() throws {
        let county = try CountyScript()
        county.record(on: "2024-07-20")
        try county.store("P", host: "T1", "2024-07-01")
        try county.store("Q", host: "T1", "2024-06-30")
        let found = try signs(county, asOf: "2024-07-31", fill: only(.backDated))
        #expect(found.map(\.project?.project?.text) == ["Q"])
        #expect(found.first?.days == 20)
    }

    @Test func twoSigningsOfOneInvestorAmountAndSiteAreAPair() throws {
        let county = try CountyScript()
        for (project, fen, site) in [
            ("P", 1_000, "东园"), ("Q", 1_000, "东园"), ("R", 1_001, "东园"), ("S", 1_000, "西园"),
        ] {
            try county.log(
                "2024-06-20", subject: project,
                [
                    "projectSigned.agreement=CONTRACT", "projectSigned.name=电池项目",
                    "projectSigned.investor=甲", "projectSigned.hostUnit=T1",
                    "projectSigned.site=\(site)", "projectSigned.totalInvestment.minorUnits=\(fen)",
                    "projectSigned.totalInvestment.currency=CNY",
                ])
        }
        let found = try signs(county, fill: only(.signedTwice))
        #expect(found.map { [$0.project, $0.other].map { $0?.project?.text } } == [["P", "Q"]])
        #expect(found.first?.amountFen == "1000" && found.first?.factCount == 2)
        try county.log("2024-06-21", subject: "Q", ["duplicateLinked.of=P"])
        #expect(try signs(county, fill: only(.signedTwice)) == [])
    }

    /// Only what counts as domestic capital, as what it adds, of the unit credited and those above.
    @Test func arrivalsAreThoseThatCount() throws {
        let county = try CountyScript()
        try county.store("P", host: "V", "2024-06-20")
        try county.store("Q", host: "T2", "2024-06-20")
        for day in 20...24 {
            try county.arrive("P", "2024-06-\(day)", fen: 1_000_000_000)
            try county.arrive("Q", "2024-06-\(day)", fen: 1_000_000_000)
        }
        let all = try signs(county, fill: only(.roundNumbers))
        #expect(all.map(\.unit?.text) == ["A"] && all.first?.count == 10)
        for day in 20...24 {
            try county.log(
                "2024-06-\(day)", subject: "P",
                [
                    "capitalArrived.amount.minorUnits=1000000000",
                    "capitalArrived.amount.currency=CNY", "capitalArrived.origin=FOREIGN",
                ])
        }
        #expect(
            try signs(county, fill: only(.roundNumbers)).first?.of == 10, "not the foreign ones")
        for _ in 0..<5 { try county.arrive("P", "2024-06-30", fen: 1_000_000_000) }
        let more = try signs(county, fill: only(.roundNumbers))
        #expect(more.map(\.unit?.text) == ["A", "T1"] && more.map(\.of) == [15, 10])
        let spikes = try signs(county, fill: only(.lastDaySpike))
        #expect(spikes.map(\.unit?.text) == ["T1"], "half of T1's month, a third of the county's")
        #expect(spikes.first?.count == 5 && spikes.first?.of == 10 && spikes.first?.days == 6)
    }

    @Test func pagesMeetAndUnknownSignsAreRefused() throws {
        let county = try CountyScript()
        for project in ["P", "Q", "R"] { try county.store(project, host: "T1", "2024-02-01") }
        let whole = try signs(county)
        #expect(whole.count == 3)
        #expect(try signs(county) { $0.max = 1 } == whole)
        #expect(throws: Unanswered.self) { try signs(county) { $0.signs = ["WRONG"] } }
        #expect(throws: Unanswered.self) { try signs(county, "nowhere") }
    }
}
