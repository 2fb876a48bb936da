// SPDX-License-Identifier: Apache-2.0
//
// What the rollup writes of cells: a number for each, and a row for each of its days.
//
// A row of `cell_days` is the day's sum with the last of its deltas; once these are more than `bytesMax`
// they go to a row of `cell_deltas` and stay as they are. So a batch reads and writes one row for each cell
// and day that it moves, however many facts did, and there is no index beside.
//
// Law: amount and facts of a day are the sums over all its deltas; its position and its effective day are
// the last and the latest of all of them.

import Journal
import Pipeline
import Rollup

/// The numbers of the cells that were written last; what is in the database, or will be with the transaction.
struct CellNumbers {
    /// Some 150 bytes each; one more, and all are forgotten.
    private static let kept = 200_000
    private var numbers: [CellKey: Int64] = [:]
    /// The highest there is.
    private var last: Int64?

    /// The number of a cell, which gets one where it has none.
    fileprivate mutating func number(
        of cell: CellKey, in connection: Connection
    ) throws(JournalError) -> Int64 {
        if let known = numbers[cell] { return known }
        let found = try connection.statement(CellRows.number, during: .append)
        found.bind(cell)
        let number: Int64
        if let known = try found.first({ $0.integer(0) }) {
            number = known
        } else {
            if last == nil {
                let highest = try connection.statement(
                    "SELECT coalesce(max(cell), 0) FROM cells", during: .append)
                last = try highest.first { $0.integer(0) }
            }
            number = (last ?? 0) + 1
            last = number
            let insert = try connection.statement(
                "INSERT INTO cells (unit, scope, quantity, detail, cell) VALUES (?1, ?2, ?3, ?4, ?5)",
                during: .append)
            insert.bind(cell)
            insert.bind(5, number)
            try insert.run()
        }
        if numbers.count >= Self.kept { numbers = [:] }
        numbers[cell] = number
        return number
    }
}

enum CellRows {
    /// The number of the cell bound to the first four parameters.
    static let number =
        "SELECT cell FROM cells WHERE unit = ?1 AND scope = ?2 AND quantity = ?3 AND detail = ?4"
}

/// Writes deltas to the days of their cells, in a transaction that writes.
struct CellDays {
    private let select: Statement
    private let insert: Statement
    private let update: Statement
    private let putAway: Statement

    init(_ connection: Connection) throws(JournalError) {
        select = try connection.statement(
            """
            SELECT amount, facts, position, effective_day, deltas FROM cell_days \
            WHERE cell = ?1 AND day = ?2
            """, during: .append)
        insert = try connection.statement(
            "INSERT INTO cell_days VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)", during: .append)
        update = try connection.statement(
            """
            UPDATE cell_days SET amount = ?3, facts = ?4, position = ?5, effective_day = ?6, \
            deltas = ?7 WHERE cell = ?1 AND day = ?2
            """, during: .append)
        putAway = try connection.statement(
            "INSERT INTO cell_deltas VALUES (?1, ?2, ?3, ?4, ?5)", during: .append)
    }

    /// - Parameter deltas: of that cell and day, by position; none earlier than those that are there.
    func add(
        _ deltas: ArraySlice<Delta>, to cell: Int64, on day: CivilDay
    ) throws(JournalError) {
        guard let first = deltas.first else { return }
        select.bind(1, cell)
        select.bind(2, day)
        var sum = Tally.zero
        var last = DayDeltas()
        let found: Void? = try select.first { (row) throws(JournalError) in
            sum = try row.tally(0)
            last = DayDeltas(
                row.bytes(4), position: Position(row.integer(2)), effectiveDay: row.day(3))
        }
        guard last.position <= first.position else {
            throw .corrupt("a cell's day has deltas of position \(last.position) already")
        }
        for delta in deltas { sum = sum + delta.tally }
        let latestBefore = last.effectiveDay
        if last.bytes.count > Self.bytesMax {
            try putAway(last, of: cell, on: day)
            last = DayDeltas()
        }
        last.add(deltas)
        let write = found == nil ? insert : update
        write.bind(1, cell)
        write.bind(2, day)
        write.bind(3, tally: sum)
        write.bind(5, last.position.number)
        write.bind(6, max(latestBefore, last.effectiveDay))
        write.bind(7, last.bytes)
        try write.run()
    }

    private func putAway(
        _ deltas: DayDeltas, of cell: Int64, on day: CivilDay
    ) throws(JournalError) {
        putAway.bind(1, cell)
        putAway.bind(2, day)
        putAway.bind(3, deltas.position.number)
        putAway.bind(4, deltas.effectiveDay)
        putAway.bind(5, deltas.bytes)
        try putAway.run()
    }

    /// Bytes of deltas that are written with their day's sum.
    private static let bytesMax = 256
}

extension Connection {
    /// Adds deltas to their cells' days; a step of a commit, in its transaction.
    ///
    /// - Parameters:
    ///   - cells: the deltas of a batch.
    ///   - numbers: must be forgotten when the transaction fails.
    func add(_ cells: DeltasByCell, _ numbers: inout CellNumbers) throws(JournalError) {
        var numbered: [(number: Int64, place: Int)] = []
        numbered.reserveCapacity(cells.lists.count)
        for place in cells.lists.indices {
            let number = try numbers.number(of: cells.lists[place][0].cell, in: self)
            numbered.append((number, place))
        }
        let days = try CellDays(self)
        // In the order in which the rows stand.
        for (number, place) in numbered.sorted(by: { $0.number < $1.number }) {
            var rest = cells.lists[place][...]
            while let first = rest.first {
                let ofDay = rest.prefix { $0.bucketDay == first.bucketDay }
                try days.add(ofDay, to: number, on: first.bucketDay)
                rest = rest[ofDay.endIndex...]
            }
        }
    }

    /// The digest of all cells, in key order.
    func cellsDigest() throws(JournalError) -> [UInt8] {
        let sql = """
            SELECT unit, scope, quantity, detail, day, amount, facts \
            FROM cells CROSS JOIN cell_days USING (cell) WHERE amount <> 0 OR facts <> 0 \
            ORDER BY unit, scope, quantity, detail, day
            """
        return try use { () throws(JournalError) in
            var digest = CellsDigest()
            try statement(sql).eachRow { (row) throws(JournalError) in
                digest.add(try row.cellRow())
            }
            return digest.finish()
        }
    }
}

extension Statement {
    /// Unit, scope, quantity, detail, day, amount, facts.
    fileprivate func cellRow() throws(JournalError) -> CellRow {
        guard let scope = Scope(rawValue: Int(integer(1))),
            let quantity = Quantity(rawValue: Int(integer(2)))
        else { throw .corrupt("a cell of quantity \(integer(2)), scope \(integer(1))") }
        let cell = CellKey(unit: try code(0), scope: scope, quantity: quantity, detail: text(3))
        return CellRow(cell: cell, bucketDay: day(4), tally: try tally(5))
    }
}
