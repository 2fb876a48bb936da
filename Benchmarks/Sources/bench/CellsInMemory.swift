// SPDX-License-Identifier: Apache-2.0
//
// A ledger database that keeps the cells and nothing else, so that a fold into it is the fold alone. It
// gives no facts back: who folds into it keeps all of them.

import Journal
import Pipeline
import Rollup

final class CellsInMemory: LedgerDatabase {
    private var last = LedgerCursor.origin
    private var cells: [CellKey: [CivilDay: Tally]] = [:]
    private var credits: [UnitCode: Set<ProjectID>] = [:]
    private var known: [UnitCode: UnitRecord] = [:]

    func cursor() -> LedgerCursor { last }

    func settle() {}

    func facts(of subject: Subject) -> [LedgerFact] { [] }

    func units() -> [UnitRecord] { known.values.sorted { $0.code < $1.code } }

    func projects(creditedTo units: Set<UnitCode>) -> [ProjectID] {
        Set(units.flatMap { credits[$0] ?? [] }).sorted()
    }

    func relations() -> [ProjectRelations] { [] }

    func commit(_ batch: LedgerBatch) {
        batch.checkPositions()
        for delta in batch.deltas {
            cells[delta.cell, default: [:]][delta.bucketDay, default: .zero] =
                (cells[delta.cell]?[delta.bucketDay] ?? .zero) + delta.tally
        }
        for credit in batch.credits { credits[credit.unit, default: []].insert(credit.project) }
        for unit in batch.units { known[unit.code] = unit }
        for code in batch.unitsVoided { known[code] = nil }
        last = LedgerCursor(epoch: batch.epoch, position: batch.to)
    }

    func cellsDigest() -> [UInt8] {
        let rows = cells.flatMap { cell, days in
            days.map { day, tally in CellRow(cell: cell, bucketDay: day, tally: tally) }
        }
        var digest = CellsDigest()
        for row in rows.filter({ $0.tally != .zero }).sorted(by: CellRow.precedes) {
            digest.add(row)
        }
        return digest.finish()
    }
}
