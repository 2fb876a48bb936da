// SPDX-License-Identifier: Apache-2.0
//
// What a front remembers is never another answer than the one that it would make.

import Pipeline
import Testing
import Wire

@testable import Workers

@Suite struct AnswerMemoryTests {
    private func midyear(_ change: (inout ProgressRequest) -> Void = { _ in }) -> ProgressRequest {
        var body = ProgressRequest()
        body.asOf = CivilDay(text: "2024-06-30")
        change(&body)
        return body
    }

    @Test func theSameQuestionIsAnsweredAlikeWhileTheLedgerStandsStill() throws {
        let desk = try QueryDesk()
        desk.ask("query.v1/Progress", midyear())
        desk.ask("query.v1/Progress", midyear())
        #expect(desk.replies[0].bodies == desk.replies[1].bodies)
        try desk.log([Sample.stored])
        desk.ask("query.v1/Progress", midyear())
        #expect(desk.replies[2].bodies != desk.replies[1].bodies)
        #expect(try desk.progress().freshness?.cursor == 3)
    }

    @Test func anotherQuestionIsAnotherAnswer() throws {
        let desk = try QueryDesk()
        desk.ask("query.v1/Progress", midyear { $0.decimals = 2 })
        desk.ask("query.v1/Progress", midyear { $0.decimals = 3 })
        #expect(desk.replies[0].bodies != desk.replies[1].bodies)
        desk.ask("query.v1/Entities", midyear { $0.decimals = 3 })
        #expect(desk.replies[2].bodies != desk.replies[1].bodies)
    }

    @Test func theHeadIsPartOfTheAnswer() throws {
        let desk = try QueryDesk()
        desk.ask("query.v1/Progress", midyear())
        desk.hear(head: 9)
        desk.ask("query.v1/Progress", midyear())
        #expect(try desk.progress().freshness?.head == 9)
    }

    /// One that came when less was journaled has waited for less.
    @Test func whoAsksLaterForTheKnowledgeOfTodayWaitsForMore() throws {
        let desk = try QueryDesk()
        let today = midyear {
            $0.knownAt = KnownAtChoice()
            $0.knownAt?.day = CivilDay(text: "2024-07-20")
        }
        desk.hear(head: 3)
        desk.ask("query.v1/Progress", today)
        #expect(desk.replies.isEmpty, "the ledger stands at 2")
        desk.hear(head: 10)
        try desk.log([Sample.stored])
        desk.tick(at: 10)
        #expect(try desk.progress().freshness?.cursor == 3)
        desk.ask("query.v1/Progress", today)
        #expect(desk.replies.count == 1, "the journal is known to go to 10")
    }

    /// Units are read again once one of them was corrected.
    @Test func aUnitThatChangedIsSeen() throws {
        let desk = try QueryDesk()
        desk.ask("query.v1/Progress", midyear())
        let before = try desk.progress().unitName
        let renamed = Sample.fact(
            77, "subject=U", "unit=U", "effectiveOn=2024-06-01", "unitRenamed.name=新名县")
        try desk.log([renamed])
        desk.ask("query.v1/Progress", midyear())
        #expect(before != "新名县")
        #expect(try desk.progress().unitName == "新名县")
    }
}
