// SPDX-License-Identifier: Apache-2.0
//
// A ledger database with somebody between it and the rollup, who sees each batch before it is kept
// and may change it: the world's digest, or a test that loses something on the way.

import Journal
import Pipeline
import Rollup

struct InterposedLedger<Base: LedgerDatabase>: LedgerDatabase {
    let base: Base
    let interpose: (inout LedgerBatch) -> Void

    func cursor() throws(JournalError) -> LedgerCursor { try base.cursor() }
    func facts(of subject: Subject) throws(JournalError) -> [LedgerFact] {
        try base.facts(of: subject)
    }
    func relations() throws(JournalError) -> [ProjectRelations] { try base.relations() }
    func units() throws(JournalError) -> [UnitRecord] { try base.units() }

    func projects(creditedTo units: Set<UnitCode>) throws(JournalError) -> [ProjectID] {
        try base.projects(creditedTo: units)
    }
    func settle() throws(JournalError) { try base.settle() }
    func cellsDigest() throws(JournalError) -> [UInt8] { try base.cellsDigest() }

    func commit(_ batch: LedgerBatch) throws(JournalError) {
        var batch = batch
        interpose(&batch)
        try base.commit(batch)
    }
}
