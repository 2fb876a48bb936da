// SPDX-License-Identifier: Apache-2.0
//
// Lists with two clocks: projects and units as of a day, as known then.

import Journal
import Pipeline
import Rollup
import Testing
import Wire

@testable import Workers

@Suite struct ListTests {
    /// A page refolds what changed among its own rows, and reads the rest as it is stored.
    @Test func aDuplicateLinkedLaterBringsNothingBefore() throws {
        let desk = try QueryDesk()
        var other = Sample.signed
        (other.id, other.subject) = (FactID(high: 0, low: 70), "Q")
        try desk.log([Sample.stored, other])
        var arrival = Sample.arrival(10)
        (arrival.subject, arrival.id) = ("Q", FactID(high: 0, low: 71))
        try desk.log([arrival])
        let before = try list(desk, knownAt: nil)
        try desk.log([
            Sample.fact(
                72, "subject=Q", "unit=U", "effectiveOn=2024-06-20", "duplicateLinked.of=P")
        ])
        let after = try list(desk, knownAt: nil)
        #expect(after != before)
        #expect(try list(desk, knownAt: 5) == before)
        #expect(after.map(\.duplicateOf?.text) == [nil, "P"])
    }

    private func list(_ desk: QueryDesk, knownAt: Int64?) throws -> [ProjectMessage] {
        var body = ProjectsRequest()
        if let knownAt {
            body.knownAt = KnownAtChoice()
            body.knownAt?.position = knownAt
        }
        desk.ask("query.v1/Projects", body)
        let reply = try #require(try desk.replies.last?.body(ProjectsReply.self))
        #expect(reply.knownAt?.position == knownAt ?? reply.freshness?.cursor)
        return reply.projects
    }

    @Test func aProjectIsListedAsItStoodOnADay() throws {
        let desk = try QueryDesk()
        try desk.log([Sample.stored, Sample.started])
        var body = ProjectRequest()
        body.project = ProjectID(text: "P")
        func stage(_ day: String?) throws -> Stage? {
            body.asOf = day.flatMap(CivilDay.init(text:))
            desk.ask("query.v1/Project", body)
            let reply = try #require(try desk.replies.last?.body(ProjectReply.self))
            #expect(reply.history.count == 3, "what was logged is shown whatever the day")
            return reply.project?.stage
        }
        #expect(try stage(nil) == .started)
        #expect(try stage("2024-05-31") == nil)
        #expect(try stage("2024-06-01") == .signed)
        #expect(try stage("2024-06-02") == .stored)
    }

    @Test func unitsAreThoseOfTheDay() throws {
        let county = try CountyScript()
        try county.log("2024-03-01", subject: "V", ["unitMoved.parent=T2"])
        try county.log("2024-04-01", subject: "T1", ["unitMerged.into=T2"])
        func units(_ day: String?, known: Int64? = nil) throws -> [String] {
            var body = UnitsRequest()
            body.asOf = day.flatMap(CivilDay.init(text:))
            if let known {
                body.knownAt = KnownAtChoice()
                body.knownAt?.position = known
            }
            return try county.units(body).map { unit in
                let place = "\(unit.unit!.text)<\(unit.parent?.text ?? "")"
                return place + (unit.isClosed == true ? " closed" : "")
            }
        }
        #expect(try units("2024-02-29") == ["A<", "T1<A", "T2<A", "V<T1"])
        #expect(try units("2024-03-31") == ["A<", "T1<A", "T2<A", "V<T2"])
        #expect(try units(nil) == ["A<", "T1<T2 closed", "T2<A", "V<T2"])
        #expect(try units(nil, known: 5) == ["A<", "T1<A", "T2<A", "V<T2"])
        #expect(try units("2019-12-31") == [])
    }
}
