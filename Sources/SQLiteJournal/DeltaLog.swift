// SPDX-License-Identifier: Apache-2.0
//
// The deltas of a batch in one blob, and the table that keeps those of the last batches.
//
// Format: runs of deltas of one cell. A run is the unit (length, UTF-8), scope, quantity, the detail (length,
// UTF-8), the number of deltas, and for each its position less the batch's start, bucket day, effective day
// less the bucket day, amount, facts. All numbers are varints of seven bits a byte, least significant first;
// those that may be below zero are folded (0, -1, 1, -2 …).
//
// Law: the rows of `moves` hang together, each starts where the one before it ends, and the last ends at the
// cursor. A batch whose deltas are too many breaks the chain: nothing is kept of it and of what came before.

public import Journal
public import Pipeline
public import Rollup

/// Writes and reads the blob of a batch.
struct DeltaLog {
    private var bytes: [UInt8]
    private var place = 0

    /// The blob of a batch that starts from a position.
    static func encode(_ deltas: [Delta], from start: Position) -> [UInt8] {
        var log = DeltaLog(bytes: [])
        var rest = deltas[...]
        while let first = rest.first {
            let run = rest.prefix { $0.cell == first.cell }
            log.put(first.cell.unit.text)
            log.put(UInt128(first.cell.scope.rawValue))
            log.put(UInt128(first.cell.quantity.rawValue))
            log.put(first.cell.detail)
            log.put(UInt128(run.count))
            for delta in run { log.put(delta, from: start) }
            rest = rest[run.endIndex...]
        }
        return log.bytes
    }

    /// Adds the deltas of a blob to a list.
    static func decode(
        _ bytes: [UInt8], from start: Position, into deltas: inout [Delta]
    ) throws(JournalError) {
        var log = DeltaLog(bytes: bytes)
        while log.place < bytes.count {
            let cell = try log.cell()
            for _ in 0..<(try log.number()) {
                let position = Position(start.number + Int64(try log.number()))
                let bucket = Int32(truncatingIfNeeded: try log.signed())
                let effective = bucket + Int32(truncatingIfNeeded: try log.signed())
                deltas.append(
                    Delta(
                        cell: cell, bucketDay: CivilDay(ordinal: bucket),
                        effectiveDay: CivilDay(ordinal: effective), position: position,
                        tally: Tally(amount: try log.signed(), facts: Int(try log.signed()))))
            }
        }
    }
}

extension DeltaLog {
    private mutating func put(_ delta: Delta, from start: Position) {
        put(UInt128(delta.position.number - start.number))
        put(signed: Int128(delta.bucketDay.ordinal))
        put(signed: Int128(delta.effectiveDay.ordinal) - Int128(delta.bucketDay.ordinal))
        put(signed: delta.tally.amount)
        put(signed: Int128(delta.tally.facts))
    }

    private mutating func put(_ value: UInt128) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    private mutating func put(signed value: Int128) {
        put(UInt128(bitPattern: value << 1 ^ value >> 127))
    }

    private mutating func put(_ text: String) {
        put(UInt128(text.utf8.count))
        bytes.append(contentsOf: text.utf8)
    }

    private mutating func next() throws(JournalError) -> UInt128 {
        var (value, shift) = (UInt128(0), UInt128(0))
        while place < bytes.count, shift < 128 {
            let byte = bytes[place]
            place += 1
            value |= UInt128(byte & 0x7F) << shift
            if byte < 0x80 { return value }
            shift += 7
        }
        throw .corrupt("a batch's deltas end in the middle")
    }

    private mutating func number() throws(JournalError) -> Int {
        guard let number = Int(exactly: try next()) else {
            throw .corrupt("a number in a batch's deltas is too large")
        }
        return number
    }

    private mutating func signed() throws(JournalError) -> Int128 {
        let folded = try next()
        return Int128(bitPattern: folded >> 1) ^ -Int128(bitPattern: folded & 1)
    }

    private mutating func text() throws(JournalError) -> String {
        let count = try number()
        guard count <= bytes.count - place else {
            throw .corrupt("a text in a batch's deltas is too long")
        }
        defer { place += count }
        return String(decoding: bytes[place..<place + count], as: UTF8.self)
    }

    private mutating func cell() throws(JournalError) -> CellKey {
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
    func keepMoves(of batch: LedgerBatch) throws(JournalError) {
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
        insert.bind(3, DeltaLog.encode(batch.deltas, from: batch.from))
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
