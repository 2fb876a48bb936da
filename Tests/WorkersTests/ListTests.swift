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

    /// Whoever is credited stood elsewhere then; what is said of a project came on a day.
    @Test func aListHasTheTreeTheDetailsAndTheOwnerOfTheDay() throws {
        let county = try CountyScript()
        try county.store("P", host: "V", "2024-01-10")
        try county.log(
            "2024-02-01", subject: "P",
            ["detailsSet.details[0].name=亩", "detailsSet.details[0].text=30"])
        try county.log("2024-03-01", subject: "V", ["unitMoved.parent=T2"])
        try county.log(
            "2024-04-01", ["ownerAssigned.of=project/P", "ownerAssigned.owner=办公室"])
        try county.log("2025-01-01", subject: "V", ["unitMoved.parent=A"])
        func listed(below unit: String, _ day: String?) throws -> Int {
            var body = ProjectsRequest()
            (body.unit, body.asOf) = (UnitCode(text: unit), day.flatMap(CivilDay.init(text:)))
            let reply = try county.ask("query.v1/Projects", body, as: ProjectsReply.self)
            return reply.projects.count
        }
        #expect(try listed(below: "T1", "2024-02-29") == 1)
        #expect(try listed(below: "T1", "2024-03-01") == 0)
        #expect(try listed(below: "T2", "2024-03-01") == 1)
        #expect(try listed(below: "T2", nil) == 0, "announced moves count, too")
        #expect(try listed(below: "A", "2024-01-09") == 0)
        func told(_ day: String) throws -> [String?] {
            var body = ProjectRequest()
            (body.project, body.asOf) = (ProjectID(text: "P"), CivilDay(text: day))
            let reply = try county.ask("query.v1/Project", body, as: ProjectReply.self)
            return [reply.details.first?.text, reply.owner?.owner]
        }
        #expect(try told("2024-01-31") == [nil, nil])
        #expect(try told("2024-03-31") == ["30", nil])
        #expect(try told("2024-04-01") == ["30", "办公室"])
    }

    @Test func pairsAreOfTheDayToo() throws {
        let county = try CountyScript()
        try county.store("P", host: "V", "2024-01-10")
        try county.store("Q", host: "V", "2024-02-10")
        func pairs(_ day: String?) throws -> Int64? {
            var body = DuplicatesRequest()
            (body.minimum, body.asOf) = (50, day.flatMap(CivilDay.init(text:)))
            return try county.ask("query.v1/Duplicates", body, as: DuplicatesReply.self).total
        }
        #expect(try pairs(nil) == 1)
        #expect(try pairs("2024-02-10") == 1)
        #expect(try pairs("2024-02-09") == 0)
    }
}
