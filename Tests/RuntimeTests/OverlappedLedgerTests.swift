// SPDX-License-Identifier: Apache-2.0
//
// A batch kept while the next is folded: the same rows as one after the other, and after any failure the
// folder goes on from where the database stands.

import Journal
import Pipeline
import Rollup
import Runtime
import Simulator
import TestKit
import Testing
import Wire
import Workers

@Suite struct OverlappedLedgerTests {
    private static let day = Moment(startOf: CivilDay(text: "2024-07-01")!)

    private static func journal(seed: UInt64) throws -> MemoryJournal {
        let journal = MemoryJournal(epoch: .sample)
        var committer = try Committer(store: journal)
        let drafts = RandomFacts(seed: seed).interleaved(by: seed).map { Draft($0, as: .protobuf) }
        _ = try committer.commit(
            [
                DraftRequest(
                    drafts: drafts, allOrNothing: false,
                    principal: Principal(name: "clerk", isAuthenticated: false))
            ], at: day)
        #expect(journal.head.position.number > 80)
        return journal
    }

    /// Folds to the end, going on after failures of known outcome.
    ///
    /// - Returns: how many there were.
    private static func fold<Database: LedgerDatabase>(
        _ journal: MemoryJournal, into database: Database
    ) throws -> Int {
        var folder = try Folder(database: database, factsMax: 20)
        var failures = 0
        while true {
            do throws(JournalError) {
                let page = try journal.read(
                    after: folder.cursor.position, max: 7, maxBytes: .max)
                guard page.isEmpty else {
                    #expect(try folder.fold(page, epoch: journal.epoch) == nil)
                    continue
                }
                try folder.settle()
                #expect(try database.cursor() == folder.cursor)
                return failures
            } catch {
                guard error.isOutcomeKnown else { throw error }
                failures += 1
                #expect(try database.cursor() == folder.cursor)
            }
        }
    }

    /// The same rows whether a batch is kept by another thread or as late as the port lets it: when the next is
    /// handed over or the folder waits, so that all that is read before that is of the state before.
    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func theRowsAreThoseOfOneAfterTheOther(_ seed: UInt64) throws {
        let journal = try Self.journal(seed: seed)
        let (plain, overlapped, late) = (MemoryLedger(), MemoryLedger(), MemoryLedger())
        _ = try Self.fold(journal, into: plain)
        _ = try Self.fold(journal, into: OverlappedLedger(overlapped))
        _ = try Self.fold(journal, into: LateLedger(late))
        #expect(try overlapped.cellsDigest() == plain.cellsDigest())
        #expect(try late.cellsDigest() == plain.cellsDigest())
    }

    @Test func afterAFailureThatKeptNothingItGoesOnFromTheDatabase() throws {
        let journal = try Self.journal(seed: 9)
        let clean = MemoryLedger()
        _ = try Self.fold(journal, into: clean)
        var call = 0
        while true {
            call += 1
            let ledger = MemoryLedger()
            ledger.fail(FailurePlan(call: call, operation: .begin, kind: .full))
            let failures = try Self.fold(journal, into: OverlappedLedger(ledger))
            #expect(ledger.rows == clean.rows, "call \(call)")
            if failures == 0 { break }
            #expect(failures == 1, "call \(call)")
        }
        #expect(call > 12)
    }

    /// Whether the batch was kept is not known: nobody folds on, and a launch finds what stands.
    @Test(arguments: [false, true])
    func afterAFailureOfUnknownOutcomeItEnds(_ takesEffect: Bool) throws {
        let journal = try Self.journal(seed: 9)
        let clean = MemoryLedger()
        _ = try Self.fold(journal, into: clean)
        let ledger = MemoryLedger()
        ledger.fail(FailurePlan(call: 5, operation: .commit, takesEffect: takesEffect))
        let error = #expect(throws: JournalError.self) {
            try Self.fold(journal, into: OverlappedLedger(ledger))
        }
        #expect(error?.isOutcomeKnown == false)
        ledger.fail(nil)
        ledger.relaunch()
        #expect(try ledger.cursor().position.number == (takesEffect ? 35 : 28))
        _ = try Self.fold(journal, into: OverlappedLedger(ledger))
        #expect(ledger.rows == clean.rows)
    }

    /// Where the database can't be read after a failure, nobody knows where it stands.
    @Test func whoCannotReadAfterAFailureEnds() throws {
        let journal = try Self.journal(seed: 9)
        let ledger = MemoryLedger()
        let overlapped = OverlappedLedger(ledger)
        var folder = try Folder(database: overlapped)
        _ = try folder.fold(
            try journal.read(after: .origin, max: 7, maxBytes: .max), epoch: journal.epoch)
        try folder.settle()
        ledger.fail(FailurePlan(call: 1, isLasting: true, kind: .busy))
        let error = #expect(throws: JournalError.self) {
            _ = try folder.fold(
                try journal.read(after: folder.cursor.position, max: 7, maxBytes: .max),
                epoch: journal.epoch)
            try folder.settle()
        }
        #expect(error?.isOutcomeKnown == false)
    }
}
