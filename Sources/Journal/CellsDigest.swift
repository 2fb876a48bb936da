// SPDX-License-Identifier: Apache-2.0
//
// The digest of all cells: what two ledger databases of one journal must have in common, however
// their batches were cut and whatever engine keeps them.
//
// SHA-256 over the rows in the order of `CellRow.precedes`, each in this form: the unit's UTF-8
// after its length, scope and quantity as their numbers, the detail's UTF-8 after its length,
// bucketDay's ordinal, the amount, the number of facts. Lengths are big-endian UInt64, numbers
// big-endian Int64, the amount is a big-endian Int128 of sixteen bytes. Positions and effective
// days are left out: they are the deltas', not the cells'.

import Crypto
import Pipeline
public import Rollup

/// Takes rows in order and gives their digest.
public struct CellsDigest {
    private var hasher = SHA256()
    private var form: [UInt8] = []

    /// The digest of no rows so far.
    public init() {}

    /// Adds the next row in the order of `CellRow.precedes`.
    public mutating func add(_ row: CellRow) {
        form.append(counted: row.cell.unit.text.utf8)
        form.append(bigEndian: Int64(row.cell.scope.rawValue))
        form.append(bigEndian: Int64(row.cell.quantity.rawValue))
        form.append(counted: row.cell.detail.utf8)
        form.append(bigEndian: Int64(row.bucketDay.ordinal))
        form.append(bigEndian: row.tally.amount)
        form.append(bigEndian: Int64(row.tally.facts))
        if form.count >= 1 << 16 { flush() }
    }

    private mutating func flush() {
        hasher.update(data: form)
        form.removeAll(keepingCapacity: true)
    }

    /// 32 bytes.
    public mutating func finish() -> [UInt8] {
        flush()
        return Array(hasher.finalize())
    }
}

extension CellRow {
    /// The order of the ledger database's key: unit, scope, quantity, detail, bucketDay; texts by
    /// their UTF-8 bytes.
    public static func precedes(_ left: CellRow, _ right: CellRow) -> Bool {
        left.cell == right.cell ? left.bucketDay < right.bucketDay : left.cell < right.cell
    }
}
