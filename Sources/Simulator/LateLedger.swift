// SPDX-License-Identifier: Apache-2.0
//
// A ledger database that keeps a batch as late as its port lets it: when it is settled, or the next comes.

public import Journal
public import Pipeline
public import Rollup

public final class LateLedger<Base: LedgerDatabase>: LedgerDatabase {
    private let base: Base
    private var held: LedgerBatch?

    public init(_ base: Base) { self.base = base }

    public func commit(_ batch: LedgerBatch) throws(JournalError) {
        try settle()
        held = batch
    }

    public func settle() throws(JournalError) {
        guard let batch = held else { return }
        held = nil
        try base.commit(batch)
    }

    public func cursor() throws(JournalError) -> LedgerCursor { try base.cursor() }
    public func facts(of subject: Subject) throws(JournalError) -> [LedgerFact] {
        try base.facts(of: subject)
    }
    public func units() throws(JournalError) -> [UnitRecord] { try base.units() }
    public func projects(creditedTo units: Set<UnitCode>) throws(JournalError) -> [ProjectID] {
        try base.projects(creditedTo: units)
    }
    public func relations() throws(JournalError) -> [ProjectRelations] { try base.relations() }
    public func cellsDigest() throws(JournalError) -> [UInt8] { try base.cellsDigest() }
}
