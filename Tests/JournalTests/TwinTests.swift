// SPDX-License-Identifier: Apache-2.0
//
// The in-memory twins under the laws of their ports, and told to fail at every call.

import Journal
import Pipeline
import TestKit
import Testing

@Suite struct TwinTests {
    @Test(arguments: JournalLaw.allCases)
    func journal(_ law: JournalLaw) throws {
        try JournalSuite { MemoryJournal(epoch: .sample) }.check(law)
    }

    @Test(arguments: LedgerLaw.allCases)
    func ledger(_ law: LedgerLaw) throws {
        try LedgerSuite {
            let ledger = MemoryLedger()
            return (ledger, ledger)
        }.check(law)
    }

    /// Fails call 1, 2, 3 … until nothing fails; the journal is whole each time.
    @Test(arguments: [false, true])
    func journalFailsAtEveryCall(takesEffect: Bool) throws {
        for call in 1...100 {
            let journal = MemoryJournal(epoch: .sample)
            try journal.append([.sample(1)])
            journal.fail(FailurePlan(call: call, takesEffect: takesEffect))
            var failure: JournalError?
            do throws(JournalError) {
                try journal.append([.sample(2), .sample(3)])
            } catch {
                failure = error
            }
            journal.fail(nil)
            let isKept = failure == nil || takesEffect && failure?.operation == .commit
            #expect(try journal.readAll() == Entry.samples(1...(isKept ? 3 : 1)))
            guard failure != nil else {
                #expect(call == 5)
                return
            }
            #expect(throws: JournalError.self) { try journal.append([.sample(4)]) }
            journal.relaunch()
            try journal.append([.sample(isKept ? 4 : 2)])
        }
        Issue.record("it never ended")
    }

    @Test func fullBeforeCommitIsKnownAndPasses() throws {
        let journal = MemoryJournal(epoch: .sample)
        journal.fail(FailurePlan(call: 1, operation: .append, kind: .full))
        let error = #expect(throws: JournalError.self) { try journal.append([.sample(1)]) }
        #expect(error?.kind == .full)
        #expect(error?.isOutcomeKnown == true)
        try journal.append([.sample(1)])
        #expect(journal.head.position == Position(1))
    }

    /// Faults, not failures: the process dies rather than journal them.
    @Test func gapsAndTimeTurnedBackKillTheProcess() async {
        await #expect(processExitsWith: .failure) {
            try MemoryJournal(epoch: .sample).append([.sample(1), .sample(3)])
        }
        await #expect(processExitsWith: .failure) {
            let early = Moment(microseconds: 0)
            _ = Head(position: Position(1), recordedAt: Moment(microseconds: 1)).advanced(
                over: Entry(
                    position: Position(2), recordedAt: early,
                    principal: Principal(text: "li"), encoding: 1, id: FactID(high: 0, low: 0),
                    bytes: [], columns: EntryColumns(kind: 32, subject: "project/P")))
        }
        await #expect(processExitsWith: .failure) {
            let world = LedgerWorld(seed: 1, facts: 10)
            var batch = world.batch(from: 0, to: 5)
            batch.to = Position(6)
            try MemoryLedger().commit(batch)
        }
    }

    @Test func whatIsTornIsNeverReadAndDroppedAtRelaunch() throws {
        let journal = MemoryJournal(epoch: .sample)
        try journal.append([.sample(1)])
        journal.fail(FailurePlan(call: 1, operation: .commit, tears: true))
        #expect(throws: JournalError.self) { try journal.append([.sample(2), .sample(3)]) }
        #expect(try journal.readAll() == [.sample(1)] && journal.head.position == Position(1))
        journal.fail(nil)
        journal.relaunch()
        try journal.append([.sample(2)])
        #expect(try journal.readAll() == Entry.samples(1...2))
    }

    @Test func aPowerCutLeavesWhatWasSynced() throws {
        for (commitsPerSync, left) in [(1, 5), (2, 4), (9, 0)] {
            let journal = MemoryJournal(epoch: .sample, commitsPerSync: commitsPerSync)
            for number in 1...Int64(5) { try journal.append([.sample(number)]) }
            journal.cutPower()
            #expect(try journal.readAll() == Entry.samples(1...5).prefix(left).map(\.self))
            try journal.append([.sample(Int64(left + 1))])
            #expect(journal.head.position == Position(Int64(left + 1)))
        }
    }

    @Test func ledgerCommitFailsWholeOrAfterItsEffect() throws {
        let world = LedgerWorld(seed: 20, facts: 10)
        for takesEffect in [false, true] {
            let ledger = MemoryLedger()
            ledger.fail(
                FailurePlan(call: 1, operation: .commit, kind: .full, takesEffect: takesEffect))
            let error = #expect(throws: JournalError.self) {
                try ledger.commit(world.batch(from: 0, to: 10))
            }
            #expect(error?.isOutcomeKnown == false)
            #expect(try ledger.cursor().position == Position(takesEffect ? 10 : 0))
            #expect(ledger.rows.isEmpty == !takesEffect)
        }
    }
}
