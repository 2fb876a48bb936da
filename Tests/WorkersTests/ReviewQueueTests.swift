// SPDX-License-Identifier: Apache-2.0
//
// What waits for a reviewer as a client reads it: until it is accepted, sent back, and said anew.

import Journal
import Pipeline
import Rollup
import Testing
import Wire

@testable import Workers

@Suite struct ReviewQueueTests {
    private func queue(
        _ county: CountyScript, _ day: String = "2024-06-30",
        _ fill: (inout ReviewQueueRequest) -> Void = { _ in }
    ) throws -> [String] {
        var body = ReviewQueueRequest()
        body.asOf = CivilDay(text: day)
        fill(&body)
        var lines: [String] = []
        repeat {
            let reply = try county.ask("query.v1/ReviewQueue", body, as: ReviewQueueReply.self)
            lines += reply.items.map { item in
                let words: [String?] = [
                    item.kind?.rawValue, item.project?.text, item.unit?.text,
                    item.waitingDays.map { "\($0)" }, item.amountFen.map { "\($0)" },
                    item.lacks.isEmpty ? nil : "lacks \(item.lacks.joined(separator: "+"))",
                    item.returnedOn.map { "back \($0) \(item.reason ?? "")" },
                ]
                return words.compactMap(\.self).joined(separator: " ")
            }
            (body.afterProject, body.afterClaim) = (reply.next, reply.nextClaim)
        } while body.afterProject != nil
        return lines
    }

    private func sign(_ county: CountyScript, _ project: String, _ words: [String]) throws {
        let refused = try county.log(
            "2024-06-10", subject: project,
            [
                "projectSigned.agreement=CONTRACT", "projectSigned.name=\(project)",
                "projectSigned.hostUnit=T1", "projectSigned.origin=OUT_OF_PROVINCE",
            ] + words)
        #expect(refused == [])
    }

    private let whole = [
        "projectSigned.investor=甲", "projectSigned.industry=C39",
        "projectSigned.totalInvestment.minorUnits=500",
        "projectSigned.totalInvestment.currency=CNY",
    ]

    @Test func anApplicationWaitsUntilItIsStored() throws {
        let county = try CountyScript()
        try sign(county, "P1", whole)
        try sign(county, "P2", ["projectSigned.investor=乙"])
        #expect(
            try queue(county) == [
                "STORE P1 T1 20 500", "STORE P2 T1 20 lacks industry+totalInvestment",
            ])
        #expect(try queue(county, "2024-06-09") == [])
        #expect(try queue(county) { $0.unit = UnitCode(text: "T2") } == [])
        #expect(try queue(county) { $0.kind = .verify } == [])
        #expect(try queue(county) { $0.max = 1 }.count == 2, "pages lose nothing")
        try county.log("2024-06-20", subject: "P1", ["projectStored="])
        #expect(try queue(county).count == 1)
        #expect(try queue(county, "2024-06-19").count == 2)
        try county.log(
            "2024-06-21", subject: "P2", ["projectTerminated.reason=不投"])
        #expect(try queue(county) == [])
    }

    @Test func whatStartedBeforeItWasStoredWaitsToo() throws {
        let county = try CountyScript()
        try sign(county, "P1", whole)
        try county.log("2024-06-12", subject: "P1", ["projectStarted="])
        #expect(try queue(county) == ["STORE P1 T1 20 500"])
        try county.log("2024-06-20", subject: "P1", ["projectStored="])
        #expect(try queue(county) == [])
        #expect(try queue(county, "2024-06-19") == ["STORE P1 T1 9 500"])
    }

    @Test func whatIsSentBackWaitsForItsUnit() throws {
        let county = try CountyScript()
        try sign(county, "P1", whole)
        #expect(
            try county.log("2024-06-20", subject: "P1", ["reviewReturned.reason=补材料"]) == [])
        #expect(try queue(county) == ["STORE P1 T1 10 500 back 2024-06-20 补材料"])
        #expect(try queue(county, "2024-06-19") == ["STORE P1 T1 9 500"])
        try county.log(
            "2024-06-25", subject: "P1",
            ["detailsSet.details[0].name=用地", "detailsSet.details[0].text=20亩"])
        #expect(try queue(county) == ["STORE P1 T1 20 500"])
        // What is said of a later day is not said yet.
        #expect(try queue(county, "2024-06-24") == ["STORE P1 T1 4 500 back 2024-06-20 补材料"])
    }

    @Test func aPageMayEndWithinAProject() throws {
        let county = try CountyScript()
        try sign(county, "P1", whole)
        for day in ["2024-06-11", "2024-06-12", "2024-06-13"] {
            try county.arrive("P1", day, fen: 7)
        }
        try sign(county, "P2", whole)
        let all = [
            "STORE P1 T1 20 500", "VERIFY P1 T1 19 7", "VERIFY P1 T1 18 7", "VERIFY P1 T1 17 7",
            "STORE P2 T1 20 500",
        ]
        for max in [1, 2, 3, 4, 5, 100] as [Int64] {
            #expect(try queue(county) { $0.max = max } == all, "\(max) a page")
        }
    }

    @Test func aClaimWaitsUntilItIsVerifiedOrSaidAnew() throws {
        let county = try CountyScript()
        try county.store("P1", host: "T1", "2024-06-01")
        try county.arrive("P1", "2024-06-10", fen: 70)
        let claim = county.lastID
        #expect(try queue(county) == ["VERIFY P1 T1 20 70"])
        let back = ["reviewReturned.of=\(claim.text)", "reviewReturned.reason=无凭证"]
        #expect(try county.log("2024-06-20", subject: "P1", back) == [])
        #expect(try queue(county) == ["VERIFY P1 T1 10 70 back 2024-06-20 无凭证"])
        #expect(
            try county.log(
                nil,
                [
                    "corrected.of=\(claim.text)", "corrected.reason=凭证",
                    "corrected.restated.subject=P1", "corrected.restated.unit=A",
                    "corrected.restated.effectiveOn=2024-06-10",
                    "corrected.restated.capitalArrived.amount.minorUnits=60",
                    "corrected.restated.capitalArrived.amount.currency=CNY",
                ]) == [])
        #expect(try queue(county) == ["VERIFY P1 T1 20 60"])
        let newest = county.lastID
        #expect(
            try county.log(
                "2024-06-28", subject: "P1",
                [
                    "capitalVerified.of=\(newest.text)", "capitalVerified.amount.minorUnits=0",
                    "capitalVerified.amount.currency=CNY",
                ]) == [])
        #expect(try queue(county) == [], "nothing found is verified all the same")
        #expect(try queue(county, "2024-06-27") == ["VERIFY P1 T1 17 60"])
    }
}
