// SPDX-License-Identifier: Apache-2.0
//
// The deltas of a batch in one blob, and the table that keeps those of the last batches.
//
// Format: a run of deltas for each cell. A run is the unit (length, UTF-8), scope, quantity, the detail (length,
// UTF-8), the number of deltas, and for each its position less the batch's start, bucket day, effective day
// less the bucket day, amount, facts. Numbers are as in `Varint.swift`.
//
// Law: the rows of `moves` hang together, each starts where the one before it ends, and the last ends at the
// cursor. A batch whose deltas are too many breaks the chain: nothing is kept of it and of what came before.

public import Journal
public import Pipeline
public import Rollup

/// The blob of a batch.
enum DeltaLog {
    /// The blob of a batch that starts from a position.
    static func encode(_ cells: DeltasByCell, from start: Position) -> [UInt8] {
        var log = VarintWriter()
        for deltas in cells.lists {
            let cell = deltas[0].cell
            log.put(cell.unit.text)
            log.put(UInt64(cell.scope.rawValue))
            log.put(UInt64(cell.quantity.rawValue))
            log.put(cell.detail)
            log.put(UInt64(deltas.count))
            for delta in deltas {
                let (bucket, effective) = (delta.bucketDay.ordinal, delta.effectiveDay.ordinal)
                log.put(UInt64(delta.position.number - start.number))
                log.put(signed: Int64(bucket))
                log.put(signed: Int64(effective) - Int64(bucket))
                log.put(signed: delta.tally.amount)
                log.put(signed: Int64(delta.tally.facts))
            }
        }
        return log.bytes
    }

    /// Adds the deltas of a blob to a list.
    static func decode(
        _ bytes: [UInt8], from start: Position, into deltas: inout [Delta]
    ) throws(JournalError) {
        var log = VarintReader(bytes, of: "a batch's deltas")
        while !log.isAtEnd {
            let cell = try log.cell()
            for _ in 0..<(try log.number()) {
                let position = try log.position(after: start)
                let bucketDay = try log.day(from: CivilDay(ordinal: 0))
                deltas.append(
                    Delta(
                        cell: cell, bucketDay: bucketDay,
                        effectiveDay: try log.day(from: bucketDay), position: position,
                        tally: try log.tally()))
            }
        }
    }
}

extension VarintReader {
    fileprivate mutating func cell() throws(JournalError) -> CellKey {
        let unit = try text()
        guard let code = UnitCode(text: unit), let scope = Scope(rawValue: try number()),
            let quantity = Quantity(rawValue: try number())
        else { throw .corrupt("a cell of \(unit) in a batch's deltas") }
        return CellKey(unit: code, scope: scope, quantity: quantity, detail: try text())
    }
}

extension Connection {
    /// How many positions back the batches are kept, and the most deltas of one that is kept.
    private static let positionsKept: Int64 = 16_384
    private static let deltasMax = 200_000

    /// A step of a commit, in its transaction.
    ///
    /// - Parameter deltas: those of the batch.
    func keepMoves(of batch: LedgerBatch, _ deltas: DeltasByCell) throws(JournalError) {
        let isKept = batch.deltas.count <= Self.deltasMax
        // Those beyond the cursor are of a fold that was begun anew.
        let forget = try statement(
            "DELETE FROM moves WHERE position <= ?1 OR position > ?2", during: .append)
        forget.bind(1, isKept ? batch.from.number - Self.positionsKept : .max)
        forget.bind(2, batch.from.number)
        try forget.run()
        guard isKept, batch.from < batch.to else { return }
        let insert = try statement("INSERT INTO moves VALUES (?1, ?2, ?3)", during: .append)
        insert.bind(1, batch.to.number)
        insert.bind(2, batch.from.number)
        insert.bind(3, DeltaLog.encode(deltas, from: batch.from))
        try insert.run()
    }
}

extension SQLiteLedgerView {
    /// See `LedgerView.deltas`.
    public func deltas(after position: Position) throws(JournalError) -> [Delta]? {
        let statement = try connection.statement(
            "SELECT position, start, deltas FROM moves WHERE position > ?1 ORDER BY position")
        statement.bind(1, position.number)
        var deltas: [Delta] = []
        var reached: Position? = position
        try statement.eachRow { (row) throws(JournalError) in
            let start = Position(row.integer(1))
            guard start == reached else {
                reached = nil
                return
            }
            try DeltaLog.decode(row.bytes(2), from: start, into: &deltas)
            reached = Position(row.integer(0))
        }
        return reached == cursor.position ? deltas : nil
    }
}
