// SPDX-License-Identifier: Apache-2.0
//
// Amounts of 128 bits in a database of 64: an INTEGER when it fits, else a BLOB of the sixteen bytes,
// most significant first. One amount has one form only. SQL's own `sum` is never used on amounts
// that figures are made of.

import Journal
import Pipeline
import Rollup

extension Statement {
    func bind(_ index: Int32, amount: Int128) {
        if let small = Int64(exactly: amount) {
            bind(index, small)
        } else {
            bind(
                index,
                (0..<16).map { UInt8(truncatingIfNeeded: amount >> Int128((15 - $0) * 8)) })
        }
    }

    func amount(_ column: Int32) throws(JournalError) -> Int128 {
        guard isBlob(column) else { return Int128(integer(column)) }
        let bytes = bytes(column)
        guard bytes.count == 16 else { throw .corrupt("an amount of \(bytes.count) bytes") }
        let bits = bytes.reduce(UInt128(0)) { $0 << 8 | UInt128($1) }
        return Int128(truncatingIfNeeded: bits)
    }

    /// A tally in a column and the next.
    func tally(_ column: Int32) throws(JournalError) -> Tally {
        Tally(amount: try amount(column), facts: Int(integer(column + 1)))
    }

    func bind(_ index: Int32, tally: Tally) {
        bind(index, amount: tally.amount)
        bind(index + 1, tally.facts)
    }

    func day(_ column: Int32) -> CivilDay {
        CivilDay(ordinal: Int32(truncatingIfNeeded: integer(column)))
    }

    func dayIfAny(_ column: Int32) -> CivilDay? { isNull(column) ? nil : day(column) }

    func bind(_ index: Int32, _ day: CivilDay) { bind(index, Int64(day.ordinal)) }

    /// Unit, scope, quantity, detail from the first parameter on.
    func bind(_ cell: CellKey) {
        bind(1, cell.unit.text)
        bind(2, cell.scope.rawValue)
        bind(3, cell.quantity.rawValue)
        bind(4, cell.detail)
    }
}
