// SPDX-License-Identifier: Apache-2.0
//
// A ledger database whose batches are kept on a thread of their own, so that the next is folded meanwhile.
//
// Law: one batch is on its way at most, and the next is begun only once it is kept. What became of it is
// told by the next call of `commit` or `settle`; where it was not kept, nothing after it is.

public import Journal
public import Pipeline
public import Rollup

/// Belongs to one thread for life; what is beneath it takes batches on another while it is read on this one.
public final class OverlappedLedger<Base: LedgerDatabase & Sendable>: LedgerDatabase {
    private let base: Base
    private let batches = WorkQueue<(base: Base, batch: LedgerBatch)?>()
    private let outcomes = WorkQueue<Result<Void, JournalError>>()
    private let writer: WorkerThread
    private var isUnderWay = false

    public init(_ base: Base) {
        self.base = base
        let (batches, outcomes) = (batches, outcomes)
        writer = WorkerThread("ledger", isDeferring: true) {
            // It holds no database of its own, so that this one is closed on the thread that it belongs to.
            while let job = batches.take() {
                do throws(JournalError) {
                    try job.base.commit(job.batch)
                    outcomes.put(.success(()))
                } catch {
                    outcomes.put(.failure(error))
                }
            }
        }
    }

    deinit {
        batches.put(nil)
        writer.join()
    }

    /// See `LedgerDatabase.commit`.
    public func commit(_ batch: LedgerBatch) throws(JournalError) {
        try settle()
        batches.put((base, batch))
        isUnderWay = true
    }

    /// See `LedgerDatabase.settle`.
    public func settle() throws(JournalError) {
        guard isUnderWay else { return }
        isUnderWay = false
        try outcomes.take().get()
    }

    /// See `LedgerDatabase.cursor`.
    public func cursor() throws(JournalError) -> LedgerCursor { try base.cursor() }

    /// See `LedgerDatabase.facts`.
    public func facts(of subject: Subject) throws(JournalError) -> [LedgerFact] {
        try base.facts(of: subject)
    }

    /// See `LedgerDatabase.units`.
    public func units() throws(JournalError) -> [UnitRecord] { try base.units() }

    /// See `LedgerDatabase.projects`.
    public func projects(creditedTo units: Set<UnitCode>) throws(JournalError) -> [ProjectID] {
        try base.projects(creditedTo: units)
    }

    /// See `LedgerDatabase.relations`.
    public func relations() throws(JournalError) -> [ProjectRelations] { try base.relations() }

    /// See `LedgerDatabase.cellsDigest`.
    public func cellsDigest() throws(JournalError) -> [UInt8] { try base.cellsDigest() }
}
