// SPDX-License-Identifier: Apache-2.0
//
// Deltas of a cell along one of three indexes.
//
// A page begins by seeking the place after which it goes on: the place is compared as one row of
// the index's own columns, and where none is given the path's lower bound stands for it. The unary
// plus keeps SQLite from any other index than the one meant.

public import Journal
import Pipeline
public import Rollup

extension SQLiteLedgerView {
    static let cell = "unit = ?1 AND scope = ?2 AND quantity = ?3 AND detail = ?4"

    /// See `LedgerView.deltas`.
    public func deltas(
        _ selection: DeltaSelection, after place: DeltaPlace?, max: Int
    ) throws(JournalError) -> [Delta] {
        let statement = try connection.statement(selection.path.sql)
        statement.bind(selection.cell)
        statement.bind(5, Int64(selection.days.lowerBound.ordinal))
        statement.bind(6, Int64(selection.days.upperBound.ordinal))
        statement.bind(7, Int64(selection.effective.lowerBound.ordinal))
        statement.bind(8, Int64(selection.effective.upperBound.ordinal))
        statement.bind(9, selection.positions.lowerBound.number)
        statement.bind(10, selection.positions.upperBound.number)
        let (first, second, third) = selection.start(after: place)
        statement.bind(11, first)
        statement.bind(12, second)
        statement.bind(13, third)
        statement.bind(14, Swift.max(0, max))
        return try statement.map { (row) throws(JournalError) in
            Delta(
                cell: selection.cell, bucketDay: row.day(0), effectiveDay: row.day(1),
                position: Position(row.integer(2)), tally: try row.tally(3))
        }
    }
}

extension DeltaPath {
    fileprivate var sql: String {
        let columns = "bucket_day, effective_day, position, amount, facts"
        let days = "bucket_day BETWEEN ?5 AND ?6"
        let effective = "effective_day BETWEEN ?7 AND ?8"
        let positions = "position BETWEEN ?9 AND ?10"
        let (index, order, end, rest) =
            switch self {
            case .bucketDay:
                (
                    "INDEXED BY deltas_bucket", "bucket_day, position, effective_day",
                    "bucket_day <= ?6", "+bucket_day >= ?5 AND +\(effective) AND +\(positions)"
                )
            case .effectiveDay:
                (
                    "INDEXED BY deltas_effective", "effective_day, position, bucket_day",
                    "effective_day <= ?8", "+effective_day >= ?7 AND +\(days) AND +\(positions)"
                )
            case .position:
                (
                    "", "position, bucket_day, effective_day", "position <= ?10",
                    "+position >= ?9 AND +\(days) AND +\(effective)"
                )
            }
        return """
            SELECT \(columns) FROM deltas \(index) WHERE \(SQLiteLedgerView.cell) \
            AND (\(order)) > (?11, ?12, ?13) AND \(end) AND \(rest) ORDER BY \(order) LIMIT ?14
            """
    }
}

extension DeltaSelection {
    /// The place after which a page begins, in the order of the path's columns.
    fileprivate func start(after place: DeltaPlace?) -> (Int64, Int64, Int64) {
        guard let place else {
            let bound =
                switch path {
                case .bucketDay: Int64(days.lowerBound.ordinal)
                case .effectiveDay: Int64(effective.lowerBound.ordinal)
                case .position: positions.lowerBound.number
                }
            return (bound, .min, .min)
        }
        let (bucket, effective) = (place.bucketDay.ordinal, place.effectiveDay.ordinal)
        return switch path {
        case .bucketDay: (Int64(bucket), place.position.number, Int64(effective))
        case .effectiveDay: (Int64(effective), place.position.number, Int64(bucket))
        case .position: (place.position.number, Int64(bucket), Int64(effective))
        }
    }
}
