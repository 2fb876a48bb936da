// SPDX-License-Identifier: Apache-2.0
//
// Which deltas of a cell are asked for, and in which order they come.
//
// Law: the three ranges alone say which deltas belong to a selection; the path says only in which
// order they come. Reading them costs the days asked of, and the deltas of those days on which any is as
// late as is asked; a page by bucket day, its own days. A page goes on after a place, which is a delta's
// whole key within its cell, so that a fact that moved many days at once is never cut in a way that loses
// or repeats a line.

public import Pipeline
public import Rollup

/// The order in which deltas come.
public enum DeltaPath: Hashable, Sendable, CaseIterable {
    /// By bucketDay, position, effectiveDay: for what a figure rests on.
    case bucketDay
    /// By effectiveDay, position, bucketDay: for what took effect between two days.
    case effectiveDay
    /// By position, bucketDay, effectiveDay: for what was learned between two positions.
    case position
}

/// Deltas of one cell.
public struct DeltaSelection: Hashable, Sendable {
    public var cell: CellKey
    /// The bucket days.
    public var days: ClosedRange<CivilDay>
    /// The days of effect.
    public var effective: ClosedRange<CivilDay>
    /// The positions.
    public var positions: ClosedRange<Position>
    public var path: DeltaPath

    public init(
        _ cell: CellKey, days: ClosedRange<CivilDay>, effective: ClosedRange<CivilDay>,
        positions: ClosedRange<Position>, along path: DeltaPath
    ) {
        self.cell = cell
        self.days = days
        self.effective = effective
        self.positions = positions
        self.path = path
    }

    /// All deltas in force as of a day, known at a position: those whose sum is the cell's tally.
    public init(
        _ cell: CellKey, days: ClosedRange<CivilDay>, asOf: CivilDay, knownAt: Position
    ) {
        self.init(
            cell, days: days, effective: CivilDay(ordinal: .min)...asOf,
            positions: Position.origin...knownAt, along: .bucketDay)
    }

    /// Whether a delta belongs to it.
    public func contains(_ delta: Delta) -> Bool {
        delta.cell == cell && days.contains(delta.bucketDay)
            && effective.contains(delta.effectiveDay) && positions.contains(delta.position)
    }
}

/// A delta's key within its cell.
public struct DeltaPlace: Hashable, Sendable {
    public var bucketDay: CivilDay
    public var effectiveDay: CivilDay
    public var position: Position

    public init(bucketDay: CivilDay, effectiveDay: CivilDay, position: Position) {
        self.bucketDay = bucketDay
        self.effectiveDay = effectiveDay
        self.position = position
    }

    /// The place of a delta.
    public init(_ delta: Delta) {
        self.init(
            bucketDay: delta.bucketDay, effectiveDay: delta.effectiveDay, position: delta.position)
    }

    /// Whether this place comes before another one on a path.
    public func precedes(_ other: DeltaPlace, along path: DeltaPath) -> Bool {
        order(along: path) < other.order(along: path)
    }

    private func order(along path: DeltaPath) -> (Int64, Int64, Int64) {
        let (bucket, effective) = (Int64(bucketDay.ordinal), Int64(effectiveDay.ordinal))
        return switch path {
        case .bucketDay: (bucket, position.number, effective)
        case .effectiveDay: (effective, position.number, bucket)
        case .position: (position.number, bucket, effective)
        }
    }
}
