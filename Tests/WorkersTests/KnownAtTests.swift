// SPDX-License-Identifier: Apache-2.0
//
// Questions as known at a position, a moment or a day: what is learned later changes nothing in
// them, and an answer never falls short of the knowledge asked for.

import Journal
import Pipeline
import Rollup
import Testing
import Wire

@testable import Workers

@Suite struct KnownAtTests {
    private func ask(
        _ desk: QueryDesk, asOf: String? = "2024-06-30", timeout: Int64? = nil,
        _ change: (inout KnownAtChoice) -> Void
    ) {
        var body = ProgressRequest()
        body.asOf = asOf.flatMap(CivilDay.init(text:))
        var choice = KnownAtChoice()
        change(&choice)
        body.knownAt = choice
        desk.ask("query.v1/Progress", body, timeout: timeout)
    }

    @Test func figuresOfThePastDoNotChange() throws {
        let desk = try QueryDesk()
        var then: [[FigureMessage]] = []
        for fact in [Sample.stored, Sample.started, Sample.arrival(10), Sample.arrival(11)] {
            desk.ask("query.v1/Progress", Self.midyear)
            then.append(try desk.progress().figures)
            try desk.log([fact])
        }
        #expect(Set(then).count == then.count, "every fact changes something")
        for (offset, figures) in then.enumerated() {
            ask(desk) { $0.position = Int64(2 + offset) }
            #expect(try desk.progress().figures == figures)
            #expect(try desk.progress().freshness?.cursor == 6)
            #expect(desk.replies.last?.header.position?.cursor == 6)
        }
    }

    private static var midyear: ProgressRequest {
        var body = ProgressRequest()
        body.asOf = CivilDay(text: "2024-06-30")
        return body
    }

    @Test func theUsualDayIsThatOfTheTime() throws {
        let desk = try QueryDesk()
        ask(desk, asOf: nil) { $0.position = 2 }
        #expect(try desk.progress().asOf?.text == "2024-06-30")
        ask(desk, asOf: nil) { $0.position = 1 }
        #expect(try desk.progress().asOf?.text == "2024-07-20", "nobody had signed anything")
    }

    /// A unit that nobody had defined is not found, and is no part that a stock lacks.
    @Test func unitsOfLaterAreNotThere() throws {
        let desk = try QueryDesk()
        var below = Sample.unit
        below.id = FactID(high: 0, low: 60)
        below.subject = "V"
        if case .unitDefined(var unit)? = below.content {
            unit.parent = UnitCode(text: "U")
            unit.kind = .town
            below.content = .unitDefined(unit)
        }
        try desk.log([below])
        var body = ProgressRequest()
        body.unit = UnitCode(text: "V")
        body.knownAt = KnownAtChoice()
        body.knownAt?.position = 2
        desk.ask("query.v1/Progress", body)
        #expect(desk.replies.last?.header.status == .notFound)
        body.unit = UnitCode(text: "U")
        body.children = true
        desk.ask("query.v1/Progress", body)
        #expect(try desk.progress().children.isEmpty)
        body.knownAt?.position = 3
        desk.ask("query.v1/Progress", body)
        #expect(try desk.progress().children.map(\.unit?.text) == ["V"])
    }

    @Test func momentsAndDaysStandForTheLastPositionRecordedByThen() throws {
        let desk = try QueryDesk()
        try desk.log([Sample.stored])
        let recorded = try desk.ledger.snapshot { (view) throws(JournalError) in
            (1...3).compactMap { view.fact(at: Position($0))?.recordedAt }
        }
        #expect(recorded.count == 3)
        let last = recorded[2]
        let before = recorded.count { $0 < last }
        ask(desk) { $0.moment = last.microseconds }
        #expect(try desk.figure(.signed).knownAt?.position == 3)
        ask(desk) { $0.day = last.civilDay }
        #expect(try desk.figure(.signed).knownAt?.position == 3)
        var body = EntitiesRequest()
        body.unit = UnitCode(text: "U")
        body.knownAt = KnownAtChoice()
        body.knownAt?.moment = last.microseconds - 1
        desk.ask("query.v1/Entities", body)
        if before == 0 {
            #expect(desk.replies.last?.header.status == .notFound, "nothing was known")
        } else {
            let reply = try desk.replies.last?.body(EntitiesReply.self)
            #expect(reply?.figures.first?.knownAt?.position == Int64(before))
        }
    }

    @Test func aPositionBeyondTheCursorIsWaitedFor() throws {
        let desk = try QueryDesk()
        ask(desk) { $0.position = 3 }
        #expect(desk.replies.isEmpty && desk.machine.hasWaiting)
        try desk.log([Sample.stored, Sample.started])
        desk.tick(at: 1_000)
        #expect(try desk.figure(.newlyStored).knownAt?.position == 3)
        #expect(try desk.figure(.startedOfCohort).value == "0", "position 4 was not asked for")
        ask(desk, timeout: 500) { $0.position = 9 }
        desk.tick(at: 2_000)
        #expect(desk.replies.last?.header.reason == "NOT_YET")
        #expect(desk.replies.last?.header.message?.contains("at 9") == true)
    }

    /// The journal is known to go on, and what comes may have been recorded by then.
    @Test func aMomentIsWaitedForWhileTheRollupIsBehind() throws {
        let desk = try QueryDesk()
        desk.hear(head: 3)
        ask(desk) { $0.moment = .max }
        #expect(desk.replies.isEmpty && desk.machine.hasWaiting)
        try desk.log([Sample.stored])
        desk.tick(at: 1_000)
        #expect(try desk.figure(.signed).knownAt?.position == 3)
    }

    /// A front may answer before ingest has read its journal; what more was recorded by then, it can't know.
    @Test func aDayIsWaitedForUntilIngestHasToldOfItsJournal() throws {
        let desk = try QueryDesk()
        desk.machine = QueryMachine(version: "test", asksIngest: true)
        var body = ProgressRequest()
        body.knownAt = KnownAtChoice()
        body.knownAt?.day = CivilDay(text: "2099-12-31")
        desk.ask("query.v1/Progress", body)
        #expect(desk.replies.isEmpty && desk.machine.hasWaiting)
        desk.hear(head: 3)
        desk.tick(at: 1_000)
        #expect(desk.replies.isEmpty, "the third is on its way")
        try desk.log([Sample.stored])
        desk.tick(at: 2_000)
        #expect(desk.replies.last?.header.status == .ok)
        #expect(desk.replies.last?.header.position?.cursor == 3)
    }

    @Test func whatCannotBeMeantIsRefused() throws {
        let desk = try QueryDesk()
        ask(desk) { _ in }
        ask(desk) { ($0.position, $0.moment) = (1, 1) }
        ask(desk) { ($0.day, $0.epoch) = (CivilDay(text: "2024-06-30"), "x") }
        ask(desk) { $0.position = -1 }
        #expect(
            desk.replies.map(\.header.reason) == Array(repeating: "KNOWN_AT_INVALID", count: 4))
        ask(desk) { ($0.epoch, $0.position) = (Epoch(high: 7, low: 7).text, 99) }
        #expect(desk.replies.last?.header.reason == "OTHER_EPOCH")
        #expect(desk.replies.last?.header.status == .failedPrecondition)
        #expect(!desk.machine.hasWaiting, "no wait helps")
    }
}
