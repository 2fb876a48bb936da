// SPDX-License-Identifier: Apache-2.0
//
// `query.v1/Candidates` and `query.v1/Promotions`.

import Pipeline
import Rollup
import Testing
import Wire

@testable import Workers

@Suite struct AboveScaleTests {
    private static let firm = "91350100M000100Y43"
    private static let other = "91110000600037341L"

    private func county() throws -> CountyScript {
        let county = try CountyScript()
        for (project, code, industry, isOperational) in [
            ("P1", Self.firm, "C39", true), ("P2", Self.other, "D44", true),
            ("P3", nil, "B06", true), ("P4", Self.firm, "F51", true),
            ("P5", Self.firm, "C39", false),
        ] {
            var words = [
                "projectSigned.agreement=CONTRACT", "projectSigned.name=\(project)",
                "projectSigned.investor=甲", "projectSigned.industry=\(industry)",
                "projectSigned.hostUnit=T1", "projectSigned.origin=OUT_OF_PROVINCE",
                "projectSigned.totalInvestment.minorUnits=9",
                "projectSigned.totalInvestment.currency=CNY",
            ]
            if let code { words.append("projectSigned.investorCode=\(code)") }
            #expect(try county.log("2024-01-10", subject: project, words) == [])
            try county.log("2024-01-11", subject: project, ["projectStored="])
            try county.log("2024-01-12", subject: project, ["projectStarted="])
            if isOperational {
                try county.log("2024-02-01", subject: project, ["projectOperational="])
            }
        }
        return county
    }

    private func candidates(
        _ county: CountyScript, asOf: String = "2024-06-30", max: Int64 = 100
    ) throws -> [String] {
        var body = CandidatesRequest()
        (body.unit, body.asOf, body.max) = (UnitCode(text: "T1"), CivilDay(text: asOf), max)
        var keys: [String] = []
        repeat {
            let page = try county.ask("query.v1/Candidates", body, as: CandidatesReply.self)
            keys += page.projects.compactMap(\.project?.text)
            body.afterProject = page.next
        } while body.afterProject != nil
        return keys
    }

    @Test func aCandidateIsInOperationOfIndustryAndNotPromoted() throws {
        let county = try county()
        #expect(try candidates(county) == ["P1", "P2", "P3"])
        #expect(try candidates(county, max: 1) == ["P1", "P2", "P3"])
        #expect(try candidates(county, asOf: "2024-01-31") == [])
        try county.log(
            "2024-03-01", subject: Self.firm, ["unit=T1", "entityRegistered.category=ENTERPRISE"])
        try county.log("2024-03-15", subject: Self.firm, ["unit=T1", "enterprisePromoted="])
        let promotion = county.lastID.text
        #expect(try candidates(county) == ["P2", "P3"])
        #expect(try candidates(county, asOf: "2024-03-14") == ["P1", "P2", "P3"])
        try county.log("2024-04-01", subject: "P2", ["projectTerminated="])
        #expect(try candidates(county) == ["P3"])
        try county.log(
            nil,
            [
                "voided.of=\(promotion)", "voided.subject=entity/\(Self.firm)", "voided.reason=误报",
            ])
        #expect(try candidates(county) == ["P1", "P3"])
    }

    @Test func promotionsAreThoseInForceOfTheirDays() throws {
        let county = try county()
        try county.log(
            "2024-03-01", subject: Self.firm, ["unit=T1", "entityRegistered.category=ENTERPRISE"])
        try county.log("2024-03-15", subject: Self.firm, ["unit=T1", "enterprisePromoted="])
        let promotion = county.lastID.text
        try county.log(
            "2024-05-01",
            ["unit=T2", "enterprisePromoted.category=ENTERPRISE", "enterprisePromoted.count=4"])
        try county.log(
            "2023-12-31",
            ["unit=T2", "enterprisePromoted.category=ENTERPRISE", "enterprisePromoted.count=3"])
        func promotions(_ unit: String?, max: Int64 = 100) throws -> [String] {
            var body = PromotionsRequest()
            (body.unit, body.asOf) = (
                unit.flatMap(UnitCode.init(text:)), CivilDay(text: "2024-06-30")
            )
            body.max = max
            var rows: [String] = []
            repeat {
                let page = try county.ask("query.v1/Promotions", body, as: PromotionsReply.self)
                rows += page.promotions.map { row in
                    let who = row.code?.text ?? "\(row.count!)"
                    return "\(row.fact!.effectiveOn!) \(row.unit!.text) \(who)"
                }
                body.after = page.next
            } while body.after != nil
            return rows
        }
        let one = "2024-03-15 T1 \(Self.firm)"
        #expect(try promotions(nil) == [one, "2024-05-01 T2 4"])
        #expect(try promotions(nil, max: 1) == [one, "2024-05-01 T2 4"])
        #expect(try promotions("T1") == [one])
        try county.log(
            nil,
            [
                "unit=A", "corrected.of=\(promotion)", "corrected.reason=更正",
                "corrected.restated.subject=\(Self.firm)", "corrected.restated.unit=T1",
                "corrected.restated.effectiveOn=2024-04-15",
                "corrected.restated.enterprisePromoted=",
            ])
        #expect(try promotions("T1") == ["2024-04-15 T1 \(Self.firm)"])
    }
}
