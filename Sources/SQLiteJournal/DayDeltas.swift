// SPDX-License-Identifier: Apache-2.0
//
// The deltas of one cell on one of its days, in a blob.
//
// Format: for each delta, in the order of positions, its position less the one before it (the first: its
// position), effective day less the day, amount, facts; numbers as in `Varint.swift`. So what comes
// later is put at the end, and a delta takes some ten bytes.

import Journal
import Pipeline
import Rollup

/// Deltas of one cell and bucket day.
struct DayDeltas {
    private(set) var bytes: [UInt8] = []
    /// Of the last delta.
    private(set) var position = Position.origin
    /// The latest day of effect, of these and of those that were put away before them.
    private(set) var effectiveDay = CivilDay(ordinal: .min)

    init() {}

    /// Those of a row: its blob and what it says of it.
    init(_ bytes: [UInt8], position: Position, effectiveDay: CivilDay) {
        (self.bytes, self.position, self.effectiveDay) = (bytes, position, effectiveDay)
    }

    /// Adds deltas of this cell and day, none of an earlier position than those that are there.
    mutating func add(_ deltas: some Collection<Delta>) {
        var writer = VarintWriter(bytes: bytes)
        bytes = []
        writer.bytes.reserveCapacity(writer.bytes.count + 16 * deltas.count)
        for delta in deltas {
            writer.put(UInt64(delta.position.number - position.number))
            writer.put(
                signed: Int64(delta.effectiveDay.ordinal) - Int64(delta.bucketDay.ordinal))
            writer.put(signed: delta.tally.amount)
            writer.put(signed: Int64(delta.tally.facts))
            position = delta.position
            effectiveDay = max(effectiveDay, delta.effectiveDay)
        }
        bytes = writer.bytes
    }

    /// Calls `body` for each delta of a blob, in the order of positions.
    ///
    /// - Returns: how many there are.
    static func each(
        _ bytes: [UInt8], of cell: CellKey, on day: CivilDay, _ body: (Delta) -> Void
    ) throws(JournalError) -> Int {
        var reader = VarintReader(bytes, of: "the deltas of a day")
        var position = Position.origin
        var count = 0
        while !reader.isAtEnd {
            position = try reader.position(after: position)
            body(
                Delta(
                    cell: cell, bucketDay: day, effectiveDay: try reader.day(from: day),
                    position: position, tally: try reader.tally()))
            count += 1
        }
        return count
    }
}
