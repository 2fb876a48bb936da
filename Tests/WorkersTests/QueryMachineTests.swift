// SPDX-License-Identifier: Apache-2.0
//
// The query front: what waits for the rollup and for how long, which day an answer stands on, what
// it says of itself, and what it declines.

import Journal
import Pipeline
import Rollup
import TestKit
import Testing
import Wire

@testable import Workers

@Suite struct QueryMachineTests {
    @Test func aQuestionWaitsForItsPositionAndIsThenAnswered() throws {
        let desk = try QueryDesk()
        var body = ProgressRequest()
        body.atLeastPosition = 3
        desk.ask("query.v1/Progress", body)
        #expect(desk.replies.isEmpty && desk.machine.hasWaiting)
        desk.tick(at: 1_000)
        #expect(desk.replies.isEmpty)
        try desk.log([Sample.stored])
        desk.tick(at: 2_000)
        #expect(!desk.machine.hasWaiting)
        let reply = try #require(desk.replies.last)
        #expect(reply.header.status == .ok && reply.header.position?.cursor == 3)
        #expect(try desk.figure(.newlyStored).value == "1")
        desk.tick(at: 3_000)
        #expect(desk.replies.count == 1, "answered once")
    }

    @Test func atTheDeadlineItSaysHowFarTheFiguresAre() throws {
        let desk = try QueryDesk()
        var body = UnitsRequest()
        body.atLeastPosition = 9
        desk.ask("query.v1/Units", body, timeout: 500)
        desk.tick(at: 500)
        let header = try #require(desk.replies.last?.header)
        #expect(header.status == .deadlineExceeded && header.reason == "NOT_YET")
        #expect(header.message?.contains("position 2") == true)
        #expect(header.message?.contains("at 9") == true)
        #expect(!desk.machine.hasWaiting)
    }

    @Test func moreThanCanWaitIsShed() throws {
        let desk = try QueryDesk()
        var body = UnitsRequest()
        body.atLeastPosition = 9
        for _ in 0...QueryMachine.waitingMax { desk.ask("query.v1/Units", body) }
        #expect(desk.replies.map(\.header.reason) == ["OVERLOADED"])
    }

    @Test func whatIsUnknownIsNotFound() throws {
        let desk = try QueryDesk()
        var progress = ProgressRequest()
        progress.unit = UnitCode(text: "NOWHERE")
        desk.ask("query.v1/Progress", progress)
        var entities = EntitiesRequest()
        entities.unit = progress.unit
        desk.ask("query.v1/Entities", entities)
        var projects = ProjectsRequest()
        projects.unit = progress.unit
        desk.ask("query.v1/Projects", projects)
        var project = ProjectRequest()
        project.project = ProjectID(text: "X")
        desk.ask("query.v1/Project", project)
        #expect(desk.replies.map(\.header.status) == Array(repeating: .notFound, count: 4))
        desk.ask("query.v1/Project", ProjectRequest())
        desk.ask("query.v1/Nothing", ProjectRequest())
        #expect(
            desk.replies.suffix(2).map(\.header.reason) == ["PROJECT_MISSING", "METHOD_UNKNOWN"])
    }

    @Test func severalRootsNeedAName() throws {
        let desk = try QueryDesk()
        desk.ask("query.v1/Progress", ProgressRequest())
        #expect(desk.replies.last?.header.status == .ok)
        var second = Sample.unit
        second.id = FactID(high: 0, low: 60)
        second.subject = "W"
        try desk.log([second])
        desk.ask("query.v1/Progress", ProgressRequest())
        #expect(desk.replies.last?.header.status == .notFound)
    }

    @Test func theHeadIsNeverBehindTheCursor() throws {
        let desk = try QueryDesk()
        desk.hear(head: 1)
        desk.ask("query.v1/Progress", ProgressRequest())
        #expect(try desk.progress().freshness?.head == 2)
        desk.hear(head: 7)
        desk.ask("query.v1/Progress", ProgressRequest())
        let freshness = try desk.progress().freshness
        #expect(freshness?.head == 7 && freshness?.cursor == 2)
        #expect(try desk.figure(.signed).knownAt?.position == 2)
    }

    @Test func aLedgerThatCannotBeReadIsSaid() throws {
        let desk = try QueryDesk()
        desk.ledger.fail(FailurePlan(call: 1))
        desk.ask("query.v1/Progress", ProgressRequest())
        #expect(desk.replies.last?.header.reason == "LEDGER_UNREADABLE")
        #expect(desk.notices.count == 1)
        desk.ask("query.v1/Progress", ProgressRequest())
        #expect(desk.replies.last?.header.status == .ok)
    }
}

extension QueryMachineTests {
    /// The month's end of the latest milestone, but never after the server's day.
    @Test func anAnswerStandsOnTheLatestMonthUnlessADayIsNamed() throws {
        let desk = try QueryDesk()
        #expect(try desk.asOf(today: "2024-07-20") == "2024-06-30")
        #expect(try desk.asOf(today: "2024-06-20") == "2024-06-20")
        #expect(try desk.asOf(today: "2024-05-31") == "2024-05-31", "nothing of effect yet")
        #expect(try desk.asOf(today: "2024-07-20", named: "2024-03-03") == "2024-03-03")
        #expect(try desk.asOf(today: "2025-02-10", year: 2024) == "2024-06-30")
        #expect(try desk.asOf(today: "2025-02-10", year: 2023) == "2023-12-31")
        #expect(try desk.asOf(today: "2025-02-10", year: 2025) == "2025-02-10")
    }

    /// An answer for another year than the one asked would be a wrong figure.
    @Test func aYearThatIsNotTheDaysOrHasNotBegunIsRefused() throws {
        let desk = try QueryDesk()
        for (day, year) in [(nil, 2025), (nil, 1899), ("2024-06-30", 2023)] {
            var body = ProgressRequest()
            body.asOf = day.flatMap(CivilDay.init(text:))
            body.year = Int64(year)
            desk.ask("query.v1/Progress", body)
            #expect(desk.replies.last?.header.reason == "YEAR_OUT_OF_RANGE")
        }
    }

    /// A day decides alone: the server's day changes nothing in a figure once as-of is named.
    @Test func figuresDoNotDependOnTheServersDay() throws {
        let desk = try QueryDesk()
        try desk.log([Sample.stored, Sample.started, Sample.arrival(10)])
        var seen: [[FigureMessage]] = []
        for today in ["2024-06-10", "2024-12-31", "2026-01-01"] {
            _ = try desk.asOf(today: today, named: "2024-06-04")
            seen.append(try desk.progress().figures)
        }
        #expect(seen[0] == seen[1] && seen[1] == seen[2] && !seen[0].isEmpty)
        #expect(try desk.figure(.domesticCapital).value == "0", "the arrival came a day later")
    }

    @Test func aReviewerWhoWasNotProvedIsSaidBesideTheFigure() throws {
        let desk = try QueryDesk()
        desk.ask("query.v1/Progress", ProgressRequest())
        #expect(try desk.figure(.newlyStored).notes.isEmpty)
        try desk.log([Sample.stored])
        desk.ask("query.v1/Progress", ProgressRequest())
        #expect(try desk.figure(.newlyStored).notes == ["fourEyesNotEnforced"])
        #expect(try desk.figure(.newlyStoredInvestment).notes == ["fourEyesNotEnforced"])
        let marks = desk.ledger.rows.filter { $0.cell.quantity == .fourEyesNotEnforced }
        #expect(marks.map(\.tally.amount) == [1, 1], "the unit's own and its subtree's")
    }

    @Test func aProjectIsAnsweredWithItsHistory() throws {
        let desk = try QueryDesk()
        try desk.log([Sample.stored])
        var body = ProjectRequest()
        body.project = ProjectID(text: "P")
        desk.ask("query.v1/Project", body)
        let reply = try #require(try desk.replies.last?.body(ProjectReply.self))
        #expect(reply.project?.stage == .stored)
        #expect(reply.history.map(\.position) == [2, 3])
        #expect(reply.history.map(\.fact) == [Sample.signed, Sample.stored])
        #expect(
            reply.history.map(\.principal) == Array(repeating: "unauthenticated:clerk", count: 2))
    }

    @Test func projectsComeInPages() throws {
        let desk = try QueryDesk()
        let more = (1...4).map { number in
            var fact = Sample.signed
            fact.id = FactID(high: 3, low: UInt64(number))
            fact.subject = "Q\(number)"
            return fact
        }
        try desk.log(more)
        var body = ProjectsRequest()
        body.max = 2
        var seen: [String] = []
        repeat {
            desk.ask("query.v1/Projects", body)
            let page = try #require(try desk.replies.last?.body(ProjectsReply.self))
            #expect(page.projects.count <= 2)
            seen += page.projects.compactMap(\.project?.text)
            body.afterProject = page.next
        } while body.afterProject != nil
        #expect(seen == ["P", "Q1", "Q2", "Q3", "Q4"])
    }
}
