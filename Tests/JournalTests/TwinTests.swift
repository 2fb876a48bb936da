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
