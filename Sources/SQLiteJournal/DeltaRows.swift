// SPDX-License-Identifier: Apache-2.0
//
// The days of a cell as the front reads them: their sums, and the deltas behind these.
//
// A day's row says the last position and the latest effective day of its deltas, so that only those days
// are opened on which something is later than what is asked; each piece of a day that has many says it of
// itself and those before it. Days stand in their order: a page by bucket day ends with the day on which it is
// full. By effective day or by position all days asked of are gone through, and what may be of the page is
// sorted.

public import Journal
import Pipeline
public import Rollup

extension SQLiteLedgerView {
    /// Calls `body` with the sum of each day, and with what takes off those of its deltas that came to be
    /// known or to be of effect only later.
    func parts(
        _ cell: CellKey, _ days: ClosedRange<CivilDay>, _ asOf: CivilDay, _ knownAt: Position,
        _ body: (CivilDay, Tally) -> Void
    ) throws(JournalError) {
        guard let number = try number(of: cell) else { return }
        let reach = Reach(test: .later, effectiveDay: asOf, position: knownAt)
        let sums = try connection.statement(
            """
            SELECT day, amount, facts, CASE WHEN \(reach.sql) THEN deltas END FROM cell_days \
            WHERE cell = ?1 AND day BETWEEN ?4 AND ?5
            """)
        sums.bind(number, reach)
        sums.bind(4, days.lowerBound)
        sums.bind(5, days.upperBound)
        try sums.eachRow { (row) throws(JournalError) in
            let day = row.day(0)
            body(day, try row.tally(1))
            guard !row.isNull(3) else { return }
            try eachDelta(of: cell, number, on: day, reach, last: row.bytes(3)) { delta in
                if delta.effectiveDay > asOf || delta.position > knownAt {
                    body(day, .zero - delta.tally)
                }
            }
        }
    }

    /// See `LedgerView.deltas`.
    public func deltas(
        _ selection: DeltaSelection, after place: DeltaPlace?, max: Int
    ) throws(JournalError) -> [Delta] {
        var page = DeltaPage(selection, after: place, max: max)
        var days = selection.days
        if selection.path == .bucketDay, let place, place.bucketDay > days.lowerBound {
            guard place.bucketDay <= days.upperBound else { return [] }
            days = place.bucketDay...days.upperBound
        }
        guard let number = try number(of: selection.cell) else { return [] }
        let reach = Reach(
            test: .notEarlier, effectiveDay: selection.effective.lowerBound,
            position: selection.positions.lowerBound)
        let open = try connection.statement(
            """
            SELECT day, deltas FROM cell_days WHERE cell = ?1 AND day BETWEEN ?4 AND ?5 \
            AND \(reach.sql) ORDER BY day
            """)
        open.bind(number, reach)
        open.bind(4, days.lowerBound)
        open.bind(5, days.upperBound)
        try open.goOverRows(while: { (row) throws(JournalError) in
            guard selection.path != .bucketDay || !page.isFull else { return false }
            try eachDelta(
                of: selection.cell, number, on: row.day(0), reach, last: row.bytes(1)
            ) { page.take($0) }
            return true
        })
        return page.deltas
    }

    /// Calls `body` with the deltas of a day; pieces of it that are out of reach are left out.
    ///
    /// - Parameter last: those of the day's own row.
    private func eachDelta(
        of cell: CellKey, _ number: Int64, on day: CivilDay, _ reach: Reach, last: [UInt8],
        _ body: (Delta) -> Void
    ) throws(JournalError) {
        let pieces = try connection.statement(
            "SELECT deltas FROM cell_deltas WHERE cell = ?1 AND day = ?4 AND \(reach.sql)")
        pieces.bind(number, reach)
        pieces.bind(4, day)
        try pieces.eachRow { (row) throws(JournalError) in
            connection.deltasRead += try DayDeltas.each(row.bytes(0), of: cell, on: day, body)
        }
        connection.deltasRead += try DayDeltas.each(last, of: cell, on: day, body)
    }

    private func number(of cell: CellKey) throws(JournalError) -> Int64? {
        let statement = try connection.statement(CellRows.number)
        statement.bind(cell)
        return try statement.first { $0.integer(0) }
    }
}

/// Which days, and which pieces of a day, may hold what is looked for.
private struct Reach {
    enum Test {
        /// A delta that is of effect later or came later.
        case later
        /// A delta that is neither of effect earlier nor came earlier.
        case notEarlier
    }

    var test: Test
    var effectiveDay: CivilDay
    var position: Position

    var sql: String {
        switch test {
        case .later: "(effective_day > ?2 OR position > ?3)"
        case .notEarlier: "(effective_day >= ?2 AND position >= ?3)"
        }
    }
}

extension Statement {
    fileprivate func bind(_ cell: Int64, _ reach: Reach) {
        bind(1, cell)
        bind(2, reach.effectiveDay)
        bind(3, reach.position.number)
    }
}

/// The first deltas of a selection after a place, whatever order they are met in.
private struct DeltaPage {
    private let selection: DeltaSelection
    private let place: DeltaPlace?
    private let max: Int
    private var found: [Delta] = []

    init(_ selection: DeltaSelection, after place: DeltaPlace?, max: Int) {
        (self.selection, self.place, self.max) = (selection, place, Swift.max(0, max))
    }

    var isFull: Bool { found.count >= max }

    mutating func take(_ delta: Delta) {
        guard selection.contains(delta) else { return }
        if let place {
            guard place.precedes(DeltaPlace(delta), along: selection.path) else { return }
        }
        found.append(delta)
        // Memory follows the page, not the cell.
        if found.count > 1_024, found.count / 4 > max { found = deltas }
    }

    /// In the order of the path, as many as the page has.
    var deltas: [Delta] {
        let sorted = found.sorted {
            DeltaPlace($0).precedes(DeltaPlace($1), along: selection.path)
        }
        return Array(sorted.prefix(max))
    }
}
