// SPDX-License-Identifier: Apache-2.0
//
// The outcome of each fact, whatever its encoding: what is new, what exists, which fields conflict,
// which rule refuses and where, and that no outcome names a position that was never journaled.

import Journal
import Pipeline
import Testing
import Wire
import Workers

@Suite struct OutcomeTests {
    @Test func theSameContentExistsInEitherEncodingAtItsFirstPosition() throws {
        let world = try IngestWorld()
        _ = world.log([Sample.unit, Sample.signed], request: 1)
        var again = Sample.signed
        again.source = Source()
        again.source?.file = "招商台账.csv"
        let outcomes = world.log([again], request: 2, as: .json)
        #expect(outcomes.map(\.kind) == [.exists] && outcomes[0].position == 2)
        #expect(outcomes[0].warnings.isEmpty)
        #expect(world.journal.head.position == Position(2))
    }

    @Test func aConflictNamesEveryFieldThatDiffersInEitherEncoding() throws {
        let world = try IngestWorld()
        _ = world.log([Sample.unit, Sample.signed], request: 1)
        var other = Sample.signed
        try other.assign("effectiveOn", "2024-06-09")
        try other.assign("projectSigned.totalInvestment.minorUnits", "101")
        try other.assign("projectSigned.site", "园区")
        other.note = "改"
        for (request, encoding) in [(2, Encoding.json), (3, .protobuf)] {
            let outcome = world.log([other], request: UInt64(request), as: encoding)[0]
            #expect(outcome.kind == .conflict && outcome.position == 2)
            #expect(
                Set(outcome.fields) == [
                    "effectiveOn", "projectSigned.totalInvestment.minorUnits",
                    "projectSigned.site", "note",
                ])
        }
    }

    @Test func aRefusalNamesTheRuleAndThePath() throws {
        let world = try IngestWorld()
        _ = world.log([Sample.unit], request: 1)
        var bad = Sample.signed
        try bad.assign("projectSigned.hostUnit", "NOWHERE")
        try bad.assign("projectSigned.totalInvestment.minorUnits", "-1")
        try bad.assign("effectiveOn", "2024-07-02")
        let outcome = world.log([bad], request: 2, as: .json)[0]
        #expect(outcome.kind == .refused && outcome.position == nil)
        #expect(
            Set(outcome.violations.map { "\($0.rule!)@\($0.path!)" }) == [
                "unknownUnit@projectSigned.hostUnit",
                "amountNegative@projectSigned.totalInvestment.minorUnits",
                "dateInFuture@effectiveOn",
            ])
    }

    @Test func aFactThatCannotBeReadIsRefusedWithItsPathAndTakesNoOtherDown() throws {
        let world = try IngestWorld()
        let misspelt = Array(
            #"{"id":"00000000-0000-0000-0000-000000000009","projectSined":{}}"#.utf8)
        world.send(
            bodies: [misspelt, WireCodec.encode(Sample.unit, as: .json)], request: 1, as: .json)
        world.commitAll()
        #expect(world.outcomes.map(\.kind) == [.refused, .created])
        #expect(world.outcomes[0].violations.map(\.rule) == ["unknownField"])
        #expect(world.outcomes[0].violations.map(\.path) == ["projectSined"])
    }

    /// A retry of an accepted signing must not hear that the project is signed already.
    @Test func newStandsBeforeLawful() throws {
        let world = try IngestWorld()
        _ = world.log([Sample.unit, Sample.signed], request: 1)
        #expect(world.log([Sample.signed], request: 2).map(\.kind) == [.exists])
        var another = Sample.signed
        another.id = FactID(high: 0, low: 77)
        let outcome = world.log([another], request: 3)[0]
        #expect(outcome.violations.map(\.rule) == ["alreadySigned"])
    }

    @Test func oneThatExistsDoesNotFailAllOrNothing() throws {
        let world = try IngestWorld()
        _ = world.log([Sample.unit], request: 1)
        let outcomes = world.log([Sample.unit, Sample.signed], request: 2, allOrNothing: true)
        #expect(outcomes.map(\.kind) == [.exists, .created])
    }

    /// In a batch that fails, the second of two equal facts exists nowhere.
    @Test func noOutcomeNamesAPositionThatWasNeverJournaled() throws {
        let world = try IngestWorld()
        _ = world.log([Sample.unit], request: 1)
        var changed = Sample.signed
        changed.note = "改"
        let outcomes = world.log(
            [Sample.signed, Sample.signed, Sample.startedElsewhere, changed], request: 2,
            allOrNothing: true)
        #expect(outcomes.map(\.kind) == [.notTaken, .notTaken, .refused, .conflict])
        #expect(outcomes.map(\.failedIndex) == [2, 2, nil, nil])
        #expect(outcomes.allSatisfy { $0.position == nil })
        #expect(outcomes[3].fields == ["note"])
        #expect(world.log([Sample.signed], request: 3)[0].position == 2)
    }

    @Test func aClockThatRunsBackDoesNotTurnTheJournalBack() throws {
        let world = try IngestWorld()
        _ = world.log([Sample.unit], request: 1)
        world.wall = Moment(startOf: CivilDay(text: "2024-06-30")!)
        _ = world.log([Sample.signed], request: 2)
        let stamps = try world.journal.read(after: .origin, max: 9, maxBytes: .max)
            .map(\.recordedAt)
        #expect(stamps.count == 2 && stamps[0] == stamps[1])
    }

    /// What an unproved reviewer did is taken, and said.
    @Test func fourEyesAreEnforcedByKeysAndElseSaidToBeNot() throws {
        let world = try IngestWorld()
        let taken = world.log([Sample.unit, Sample.signed, Sample.stored], request: 1)
        #expect(taken[2].kind == .created)
        #expect(taken[2].warnings.map(\.rule) == ["fourEyesNotEnforced"])
        let keyed = try IngestWorld(principal: Principal(name: "李", isAuthenticated: true))
        let refused = keyed.log([Sample.unit, Sample.signed, Sample.stored], request: 1)
        #expect(refused[2].violations.map(\.rule) == ["fourEyes"])
    }

    /// A journal that is not what was journaled takes nothing more, and is still read.
    @Test func anUnsoundJournalTakesNothing() throws {
        let world = try IngestWorld(flaw: Flaw(position: Position(3), reason: "leaf"))
        world.send([Sample.unit], request: 1)
        #expect(world.pending.isEmpty)
        #expect(world.replies.last?.header.reason == "JOURNAL_UNSOUND")
    }

    @Test func aFullDiskFailsTheWholeBatchAndWhatWasJudgedBehindIt() throws {
        let world = try IngestWorld()
        _ = world.log([Sample.unit], request: 1)
        world.journal.fail(FailurePlan(call: 2, isLasting: false, operation: .append, kind: .full))
        world.send([Sample.signed, Sample.started], request: 2)
        world.send([Sample.stored], request: 3)
        world.commit()
        let reasons = world.replies.suffix(2).map(\.header.reason)
        #expect(reasons == ["NOT_JOURNALED", "NOT_JOURNALED"] && world.pending.isEmpty)
        let alone = world.log([Sample.stored], request: 3)
        #expect(alone[0].violations.map(\.rule) == ["unknownProject"])
        let again = world.log([Sample.signed, Sample.started], request: 2)
        #expect(again.map(\.kind) == [.created, .created])
        #expect(world.log([Sample.stored], request: 4).map(\.kind) == [.created])
    }

    /// After a relaunch the facts of an unknown commit are found, whether they were kept or not.
    @Test(arguments: [true, false])
    func anUnknownOutcomeIsKnownAfterARelaunch(_ takesEffect: Bool) throws {
        let world = try IngestWorld()
        _ = world.log([Sample.unit], request: 1)
        world.journal.fail(
            FailurePlan(
                call: 1, isLasting: true, operation: .commit, kind: .full,
                takesEffect: takesEffect))
        world.send([Sample.signed], request: 2)
        world.send([Sample.stored], request: 3)
        world.commit()
        #expect(world.replies.last?.header.reason == "OUTCOME_UNKNOWN")
        #expect(world.exits.count == 1 && world.pending.isEmpty)
        try world.relaunch()
        #expect(
            world.log([Sample.signed], request: 2).map(\.kind)
                == [takesEffect ? .exists : .created])
        #expect(world.journal.head.position == Position(2))
    }
}
