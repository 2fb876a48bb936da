// SPDX-License-Identifier: Apache-2.0
//
// The ingest machine: what is acknowledged, when, and what a retry hears.

import Journal
import Pipeline
import Testing
import Wire
import Workers

@Suite struct IngestMachineTests {
    @Test func nothingIsAcknowledgedBeforeItsCommit() throws {
        let world = try IngestWorld()
        world.send([Sample.unit], request: 1)
        #expect(world.replies.isEmpty && world.pending.count == 1)
        world.send([Sample.signed], request: 2)
        world.send([Sample.stored], request: 3)
        #expect(world.pending.count == 1, "one commit on its way; the next is gathered")
        world.commit()
        #expect(world.replies.count == 1 && world.pending.map(\.entries.count) == [2])
        world.commit()
        #expect(world.replies.count == 3 && world.journal.head.position.number == 3)
    }

    @Test func eachFactHasItsOwnOutcome() throws {
        let world = try IngestWorld()
        var changed = Sample.signed
        changed.note = "另一份"
        let outcomes = world.log(
            [Sample.unit, Sample.signed, Sample.startedElsewhere, Sample.signed, changed],
            request: 1)
        #expect(outcomes.map(\.kind) == [.created, .created, .refused, .exists, .conflict])
        #expect(outcomes.map(\.position) == [1, 2, nil, 2, 2])
        #expect(outcomes[2].violations.map(\.rule) == ["unknownProject"])
        #expect(outcomes[4].fields == ["note"])
    }

    @Test func allOrNothingTakesNoneAndNamesTheOneThatFailed() throws {
        let world = try IngestWorld()
        _ = world.log([Sample.unit], request: 1)
        let failed = world.log(
            [Sample.unit, Sample.signed, Sample.startedElsewhere], request: 2, allOrNothing: true)
        #expect(failed.map(\.kind) == [.exists, .notTaken, .refused])
        #expect(failed[1].failedIndex == 2)
        #expect(world.journal.head.position.number == 1)
        let taken = world.log([Sample.signed, Sample.started], request: 3, allOrNothing: true)
        #expect(taken.map(\.kind) == [.created, .created])
    }

    @Test func whatStandsInTheWayOfAVoidIsListedOrTakenCareOfByItsBatch() throws {
        let world = try IngestWorld()
        _ = world.log([Sample.unit, Sample.signed, Sample.stored, Sample.arrival(6)], request: 1)
        let voids = [Sample.voided(11, 2), Sample.voided(12, 3), Sample.voided(13, 6)]
        let alone = world.log([voids[0]], request: 2)
        #expect(alone[0].violations.map(\.rule) == ["laterFactUnlawful", "laterFactUnlawful"])
        #expect(alone[0].violations.map(\.position) == [3, 4])
        let half = world.log(Array(voids.prefix(2)), request: 3, allOrNothing: true)
        #expect(half.map(\.kind) == [.notTaken, .refused])
        #expect(half[1].violations.map(\.position) == [4])
        #expect(world.journal.head.position.number == 4)
        let whole = world.log(voids, request: 4, allOrNothing: true)
        #expect(whole.map(\.kind) == [.created, .created, .created])
        // A relaunched worker knows the same.
        try world.relaunch()
        let back = world.log([Sample.voided(14, 12)], request: 5)
        #expect(back[0].violations.map(\.rule) == ["laterFactUnlawful"])
        #expect(world.log([Sample.voided(15, 11)], request: 6).map(\.kind) == [.created])
    }

    @Test func whatExistsIsNotRefusedForWhatItsBatchWouldDo() throws {
        let world = try IngestWorld()
        _ = world.log([Sample.unit, Sample.signed, Sample.stored, Sample.arrival(6)], request: 1)
        let known = Sample.voided(13, 6)
        #expect(world.log([known], request: 2).map(\.kind) == [.created])
        let again = world.log([Sample.voided(11, 2), known], request: 3, allOrNothing: true)
        #expect(again.map(\.kind) == [.refused, .exists])
    }

    @Test func aRetryHearsTheSameRefusalInItsOwnEncoding() throws {
        let world = try IngestWorld()
        _ = world.log([Sample.unit], request: 1)
        let facts = [Sample.signed, Sample.startedElsewhere]
        _ = world.log(facts, request: 2)
        world.send(facts, request: 2, as: .json)
        #expect(world.pending.isEmpty && world.replies.last?.encoding == .json)
        #expect(world.outcomes.map(\.kind) == [.exists, .refused])
        #expect(world.outcomes[1].violations.map(\.rule) == ["unknownProject"])
        world.send([Sample.stored], request: 2)
        #expect(world.replies.last?.header.reason == "REQUEST_ID_REUSED")
        world.steady = 60_001
        world.send([Sample.stored], request: 2)
        #expect(world.pending.count == 1, "judged anew once it is forgotten")
        world.commitAll()
        world.send(facts, request: 2)
        #expect(world.outcomes.map(\.kind) == [.exists, .refused])
        world.send([Sample.stored], request: 2)
        #expect(world.replies.last?.header.reason == "REQUEST_ID_REUSED", "and kept anew")
    }

    /// A copy of a request that arrives while its first sending is in flight, and facts between the
    /// two that would make lawful what was refused: the copy hears the refusal all the same.
    @Test func aRepeatInFlightHearsTheRefusalOfTheFirst() throws {
        let world = try IngestWorld()
        world.send([Sample.unit], request: 1)
        world.send([Sample.started], request: 2)
        world.send([Sample.signed], request: 3)
        world.send([Sample.started], request: 2)
        world.send([Sample.stored], request: 2)
        #expect(world.replies.isEmpty)
        world.commitAll()
        let replies = world.replies.filter { $0.header.requestId?.low == 2 }
        for reply in replies.prefix(2) {
            #expect(try reply.body(LogFactsReply.self).outcomes.map(\.kind) == [.refused])
        }
        #expect(replies[2].header.reason == "REQUEST_ID_REUSED")
        #expect(world.journal.head.position.number == 2)
    }

    /// However many copies wait, they are answered in one go once the first has its outcome.
    @Test func tenThousandCopiesAreAnsweredWithOneCommit() throws {
        let world = try IngestWorld()
        world.send([Sample.unit], request: 1)
        for _ in 0..<10_000 { world.send([Sample.started], request: 2) }
        #expect(world.replies.isEmpty)
        world.commit()
        #expect(world.pending.isEmpty && world.replies.count == 10_001)
        #expect(world.outcomes.map(\.kind) == [.refused])
    }

    /// What is new to nobody waits for no disk, but for what it rests on.
    @Test func whatBringsNothingNewIsAnsweredOnceAllBeforeItIsCommitted() throws {
        let world = try IngestWorld()
        world.send([Sample.unit], request: 1)
        world.send([Sample.unit], request: 2)
        #expect(world.replies.isEmpty, "it exists nowhere yet")
        world.commit()
        #expect(world.replies.count == 2 && world.pending.isEmpty)
        #expect(world.outcomes.map(\.kind) == [.exists])
        world.send([Sample.unit, Sample.started], request: 3)
        #expect(world.pending.isEmpty)
        #expect(world.outcomes.map(\.kind) == [.exists, .refused])
    }

    /// What was judged against facts that are not journaled after all is taken back with them.
    @Test func aCommitThatFailsTakesWithItWhatWasJudgedSince() throws {
        let world = try IngestWorld()
        _ = world.log([Sample.unit], request: 1)
        world.journal.fail(FailurePlan(call: 1, operation: .begin, kind: .full))
        world.send([Sample.signed], request: 2)
        world.send([Sample.started], request: 3)
        world.send([Sample.signed], request: 4)
        world.send([Sample.signed], request: 2)
        world.commit()
        #expect(
            world.replies.suffix(3).map(\.header.reason)
                == .init(repeating: "NOT_JOURNALED", count: 3))
        #expect(world.pending.map(\.entries.count) == [1], "the copy of the second is judged anew")
        world.commit()
        #expect(world.outcomes.map(\.kind) == [.created] && world.outcomes[0].position == 2)
        #expect(world.log([Sample.started], request: 3).map(\.position) == [3])
        #expect(world.journal.committed(after: .origin).map(\.id.low) == [1, 2, 4])
    }

    /// Of a request for which the journal can't be read nothing is taken; a lock lets go again.
    @Test func aJournalThatCannotBeLookedInTakesNothing() throws {
        for kind in [JournalError.Kind.busy, .failed] {
            let world = try IngestWorld()
            _ = world.log([Sample.unit, Sample.signed], request: 1)
            world.journal.fail(FailurePlan(call: 1, operation: .lookUp, kind: kind))
            world.send([Sample.stored, Sample.unit], request: 2)
            let reason = kind == .busy ? "NOT_JOURNALED" : "OUTCOME_UNKNOWN"
            #expect(world.replies.last?.header.reason == reason && world.pending.isEmpty)
            #expect(world.exits.isEmpty == (kind == .busy))
            if kind == .failed { try world.relaunch() }
            #expect(
                world.log([Sample.stored, Sample.unit], request: 2).map(\.kind) == [
                    .created, .exists,
                ])
        }
    }

    /// A commit takes what was judged while the one before was on its way, up to its limit: what comes then
    /// is judged when there is room, or too late.
    @Test func whatHasNoRoomInTheNextCommitWaitsUnjudged() throws {
        var limits = IngestLimits()
        limits.commitFactsMax = 2
        let world = try IngestWorld(limits: limits)
        world.send([Sample.unit], request: 1)
        world.send([Sample.signed, Sample.stored], request: 2)
        world.send([Sample.started, Sample.arrival(6)], request: 3)
        world.send([Sample.arrival(7)], request: 4, timeout: 10)
        world.commit()
        #expect(world.pending.map(\.entries.count) == [2])
        world.steady = 11
        world.commitAll()
        #expect(world.replies.map(\.header.status) == [.ok, .ok, .ok, .deadlineExceeded])
        #expect(world.journal.head.position.number == 5)
    }

    /// The journal can't be read for one request while another is on its way: what was committed is
    /// acknowledged, and nothing is committed any more, whatever became of the one on its way.
    @Test(arguments: [nil, FailurePlan(call: 1, operation: .begin, kind: .full)])
    func behindAFailedReadNothingIsCommitted(_ plan: FailurePlan?) throws {
        let world = try IngestWorld()
        _ = world.log([Sample.unit], request: 1)
        world.send([Sample.signed], request: 2)
        world.journal.fail(FailurePlan(call: 2, operation: .lookUp))
        world.send([Sample.stored], request: 3)
        world.send([Sample.unit], request: 4)
        world.send([Sample.started], request: 5)
        world.journal.fail(plan)
        world.commit()
        #expect(world.exits.count == 1 && world.pending.isEmpty)
        #expect(
            world.replies.dropFirst().map(\.header.reason)
                == [plan == nil ? nil : "OUTCOME_UNKNOWN", "OUTCOME_UNKNOWN", "OUTCOME_UNKNOWN"])
        #expect(world.journal.head.position.number == (plan == nil ? 2 : 1))
    }

    /// A copy that has waited for its first until it was too late is not judged.
    @Test func aCopyThatComesTooLateIsNotDone() throws {
        let world = try IngestWorld()
        world.send([Sample.unit], request: 1)
        world.send([Sample.unit], request: 1, timeout: 10)
        world.steady = 11
        world.commitAll()
        #expect(world.replies.map(\.header.status) == [.ok, .deadlineExceeded])
        #expect(world.journal.head.position.number == 1)
    }

    @Test func overItsLimitItSheds() throws {
        var limits = IngestLimits()
        limits.pendingBytesMax = 4 * 1_024
        let world = try IngestWorld(limits: limits)
        for request in 1...5 { world.send([Sample.unit], request: UInt64(request)) }
        let shed = world.replies.filter { $0.header.status == .resourceExhausted }
        #expect(shed.count == 1)
        #expect(shed.allSatisfy { $0.header.retryAfterMs != nil })
    }

    @Test func aFullDiskIsNotJournaledAndHurtsNothing() throws {
        let world = try IngestWorld()
        _ = world.log([Sample.unit], request: 1)
        world.journal.fail(
            FailurePlan(call: 1, isLasting: false, operation: .begin, kind: .full))
        world.send([Sample.signed], request: 2)
        world.commit()
        #expect(world.replies.last?.header.reason == "NOT_JOURNALED")
        #expect(world.exits.isEmpty)
        #expect(world.log([Sample.signed], request: 2).map(\.kind) == [.created])
    }

    @Test func anUnknownOutcomeEndsAllAcknowledging() throws {
        let world = try IngestWorld()
        _ = world.log([Sample.unit], request: 1)
        world.journal.fail(
            FailurePlan(
                call: 1, isLasting: true, operation: .commit, kind: .failed, takesEffect: true))
        world.send([Sample.signed], request: 2)
        world.commit()
        #expect(world.replies.last?.header.reason == "OUTCOME_UNKNOWN")
        #expect(world.exits.count == 1)
        let count = world.replies.count
        world.send([Sample.stored], request: 3)
        #expect(world.replies.count == count && world.pending.isEmpty)
    }

    @Test func aReadAtTheHeadWaitsForTheNextCommitOrItsDeadline() throws {
        let world = try IngestWorld()
        world.read(after: 0, timeout: 1_000)
        #expect(world.replies.isEmpty)
        _ = world.log([Sample.unit], request: 1)
        let pages = try world.replies.filter { $0.header.method == "journal.v1/Read" }
            .map { try $0.body(ReadReply.self) }
        #expect(pages.map(\.entries.count) == [1])
        world.read(after: 1, timeout: 1_000)
        world.steady = 1_001
        world.step(.tick)
        #expect(try world.replies.last?.body(ReadReply.self).entries.isEmpty == true)
        world.read(after: 2, timeout: 1_000)
        #expect(world.replies.last?.header.reason == "BEYOND_HEAD")
    }

    /// A read that fails may do better next time, unless what is on disk is not what was written.
    @Test func aReadThatFailsOnceIsAskedAgain() throws {
        let kinds: [JournalError.Kind: StatusCode] = [
            .failed: .unavailable, .busy: .unavailable, .corrupt: .dataLoss,
        ]
        for (kind, status) in kinds {
            let world = try IngestWorld()
            _ = world.log([Sample.unit], request: 1)
            world.failsReads = JournalError(kind, during: .read)
            world.read(after: 0, timeout: 1_000)
            #expect(world.replies.last?.header.status == status)
            #expect(world.replies.last?.header.reason == "READ_FAILED")
        }
    }

    @Test func whatIsNotOursIsPassedOverOrDeclined() throws {
        let world = try IngestWorld()
        world.step(.received([[1], [2], [3]]))
        world.step(.received([]))
        #expect(world.replies.isEmpty)
        world.step(.received([[7], [], Array("{\"version\":".utf8)]))
        world.step(.received([[7], [], [0xFF, 0xFF]]))
        #expect(world.replies.map(\.header.reason) == ["MALFORMED_MESSAGE", "MALFORMED_MESSAGE"])
        #expect(world.replies.map(\.encoding) == [.json, .protobuf])
    }
}
