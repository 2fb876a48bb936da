// SPDX-License-Identifier: Apache-2.0
//
// The ledger database in one SQLite file: the front's side, over a connection that can't write.
//
// A tally is the sum of the cell's rows less the deltas that came later: those with a later
// effective day, by the index on it, and those of the rest with a later position, by the key. The
// second half is skipped when all that is folded was known. The two do not overlap.

public import Journal
public import Pipeline
public import Rollup

/// Reads a ledger database, one snapshot a request.
public final class SQLiteLedgerReader: LedgerReader {
    private let connection: Connection

    /// Opens a ledger database that a rollup has created.
    public init(path: String) throws(JournalError) {
        connection = try Connection(readOnly: path)
        try connection.checkSchema(LedgerSchema.version)
    }

    /// What reading has cost so far: operations of SQLite's machine, of which every row looked at
    /// takes some, whether or not it passes a condition.
    public var stepsTaken: Int { connection.stepsTaken }

    /// See `LedgerReader.snapshot`.
    public func snapshot<Result>(
        _ body: (SQLiteLedgerView) throws(JournalError) -> Result
    ) throws(JournalError) -> Result {
        try connection.snapshot { () throws(JournalError) in
            try body(
                SQLiteLedgerView(connection: connection, cursor: try connection.readCursor()))
        }
    }
}

/// One state of the ledger database; lives as long as the body that it is lent to.
public struct SQLiteLedgerView: LedgerView {
    let connection: Connection
    /// How far this state has folded.
    public let cursor: LedgerCursor

    fileprivate init(connection: Connection, cursor: LedgerCursor) {
        self.connection = connection
        self.cursor = cursor
    }

    /// See `LedgerView.units`.
    public func units() throws(JournalError) -> [UnitRecord] { try connection.readUnits() }

    /// See `LedgerView.lastUnitFact`. The rollup writes it down with each batch that has one.
    public func lastUnitFact() throws(JournalError) -> Position {
        guard let number = try connection.meta("unit fact").flatMap({ Int64($0) }) else {
            throw .corrupt("there is no position of the last unit fact")
        }
        return Position(number)
    }

    /// See `LedgerView.unitFacts`. Subjects of one family stand together in their index.
    public func unitFacts(upTo position: Position) throws(JournalError) -> [LedgerFact]? {
        guard try lastUnitFact() > position else { return nil }
        return try facts(where: "subject >= 'unit/' AND subject < 'unit0'", upTo: position)
    }

    /// See `LedgerView.ruleSetFacts`.
    public func ruleSetFacts(upTo position: Position) throws(JournalError) -> [LedgerFact] {
        try facts(where: "subject >= 'ruleset/' AND subject < 'ruleset0'", upTo: position)
    }

    private func facts(
        where family: String, upTo position: Position
    ) throws(JournalError) -> [LedgerFact] {
        let statement = try connection.statement(
            """
            SELECT \(Connection.factColumns) FROM facts WHERE \(family) AND +position <= ?1 \
            ORDER BY position
            """)
        statement.bind(1, position.number)
        return try statement.map { (row) throws(JournalError) in try row.fact() }
    }

    /// See `LedgerView.lateFacts`.
    public func lateFacts(days: ClosedRange<CivilDay>) throws(JournalError) -> [LateFact] {
        let statement = try connection.statement(
            "SELECT position, unit, day FROM late_facts WHERE day BETWEEN ?1 AND ?2 ORDER BY day, unit"
        )
        statement.bind(1, days.lowerBound)
        statement.bind(2, days.upperBound)
        return try statement.map { (row) throws(JournalError) in
            LateFact(
                position: Position(row.integer(0)), unit: try row.code(1), day: row.day(2))
        }
    }

    /// See `LedgerView.lastReport`. Goes back from the last day in the index by unit and day.
    public func lastReport(
        by unit: UnitCode, days: ClosedRange<CivilDay>, knownAt: Position
    ) throws(JournalError) -> CivilDay? {
        let kinds = EntryColumns.kindsOfReports.map { "\($0)" }.joined(separator: ", ")
        let statement = try connection.statement(
            """
            SELECT effective_day FROM facts INDEXED BY facts_unit_day \
            WHERE unit = ?1 AND effective_day BETWEEN ?2 AND ?3 AND position <= ?4 \
            AND kind IN (\(kinds)) ORDER BY effective_day DESC LIMIT 1
            """)
        statement.bind(1, unit.text)
        statement.bind(2, days.lowerBound)
        statement.bind(3, days.upperBound)
        statement.bind(4, knownAt.number)
        return try statement.first { $0.day(0) }
    }

    /// The digest of all cells of this state; see `CellsDigest`.
    public func cellsDigest() throws(JournalError) -> [UInt8] { try connection.cellsDigest() }

    /// See `LedgerView.facts`.
    public func facts(of subject: Subject) throws(JournalError) -> [LedgerFact] {
        try connection.readFacts(of: subject)
    }

    /// See `LedgerView.fact`.
    public func fact(at position: Position) throws(JournalError) -> LedgerFact? {
        let statement = try connection.statement(
            "SELECT \(Connection.factColumns) FROM facts WHERE position = ?1")
        statement.bind(1, position.number)
        return try statement.first { (row) throws(JournalError) in try row.fact() }
    }

    /// See `LedgerView.project`.
    public func project(_ id: ProjectID) throws(JournalError) -> ProjectRecord? {
        try connection.readProject(id)
    }

    /// See `LedgerView.projects`.
    public func projects(_ filter: ProjectFilter) throws(JournalError) -> [ProjectRecord] {
        try connection.readProjects(filter)
    }

    /// See `LedgerView.position`. Positions have no gaps, so halves are found by key.
    public func position(recordedBy moment: Moment) throws(JournalError) -> Position {
        let statement = try connection.statement(
            "SELECT recorded_at FROM facts WHERE position = ?1")
        var (known, unknown) = (Int64(0), cursor.position.number + 1)
        while unknown - known > 1 {
            let middle = known + (unknown - known) / 2
            statement.bind(1, middle)
            guard let recorded = try statement.first({ $0.integer(0) }) else {
                throw .corrupt("there is no fact at \(middle)")
            }
            if recorded <= moment.microseconds { known = middle } else { unknown = middle }
        }
        return Position(known)
    }

    /// See `LedgerView.latestFactOfEffect`. Goes back from the day in the index by kind and day.
    public func latestFactOfEffect(
        notAfter day: CivilDay, knownAt: Position, before fact: LedgerFact?
    ) throws(JournalError) -> LedgerFact? {
        let statement = try connection.statement(
            """
            SELECT \(Connection.factColumns) FROM facts INDEXED BY facts_kind_day \
            WHERE kind = ?1 AND effective_day <= ?2 AND (effective_day < ?2 OR position < ?3) \
            AND +position <= ?4 ORDER BY effective_day DESC, position DESC LIMIT 1
            """)
        var latest: LedgerFact?
        for kind in EntryColumns.kindsOfEffect {
            statement.bind(1, kind)
            statement.bind(2, fact?.columns.effectiveDay ?? day.ordinal)
            statement.bind(3, fact?.position.number ?? .max)
            statement.bind(4, knownAt.number)
            let found = try statement.first { (row) throws(JournalError) in try row.fact() }
            guard let found else { continue }
            if latest.map({ found.isLater(than: $0) }) ?? true { latest = found }
        }
        return latest
    }
}

extension LedgerFact {
    fileprivate func isLater(than other: LedgerFact) -> Bool {
        (columns.effectiveDay ?? .min, position) > (
            other.columns.effectiveDay ?? .min, other.position
        )
    }
}

extension SQLiteLedgerView {
    /// Calls `body` with each part of the tally: a bucket day and what it adds to it.
    private func parts(
        _ cell: CellKey, _ days: ClosedRange<CivilDay>, _ asOf: CivilDay, _ knownAt: Position,
        _ body: (CivilDay, Tally) -> Void
    ) throws(JournalError) {
        let sums = try connection.statement(
            "SELECT day, amount, facts FROM cells WHERE \(Self.cell) AND day BETWEEN ?5 AND ?6")
        sums.bind(cell, days)
        try sums.eachRow { (row) throws(JournalError) in body(row.day(0), try row.tally(1)) }

        let later = try connection.statement(
            """
            SELECT bucket_day, amount, facts FROM deltas INDEXED BY deltas_effective \
            WHERE \(Self.cell) AND bucket_day BETWEEN ?5 AND ?6 AND effective_day > ?7
            """)
        later.bind(cell, days)
        later.bind(7, asOf)
        try later.eachRow { (row) throws(JournalError) in
            body(row.day(0), .zero - (try row.tally(1)))
        }

        guard knownAt < cursor.position else { return }
        // The unary plus keeps SQLite from the index by effective day, which matches nearly all.
        let unknown = try connection.statement(
            """
            SELECT bucket_day, amount, facts FROM deltas WHERE \(Self.cell) \
            AND bucket_day BETWEEN ?5 AND ?6 AND +effective_day <= ?7 AND position > ?8
            """)
        unknown.bind(cell, days)
        unknown.bind(7, asOf)
        unknown.bind(8, knownAt.number)
        try unknown.eachRow { (row) throws(JournalError) in
            body(row.day(0), .zero - (try row.tally(1)))
        }
    }

    /// See `LedgerView.tally`.
    public func tally(
        _ cell: CellKey, days: ClosedRange<CivilDay>, asOf: CivilDay, knownAt: Position
    ) throws(JournalError) -> Tally {
        var sum = Tally.zero
        try parts(cell, days, asOf, knownAt) { _, tally in sum = sum + tally }
        return sum
    }

    /// See `LedgerView.days`.
    public func days(
        _ cell: CellKey, days: ClosedRange<CivilDay>, asOf: CivilDay, knownAt: Position
    ) throws(JournalError) -> [CellRow] {
        var sums: [CivilDay: Tally] = [:]
        try parts(cell, days, asOf, knownAt) { day, tally in
            sums[day] = (sums[day] ?? .zero) + tally
        }
        return sums.filter { $0.value != .zero }.sorted { $0.key < $1.key }
            .map { CellRow(cell: cell, bucketDay: $0.key, tally: $0.value) }
    }

    /// See `LedgerView.details`. Leaps from one detail to the next, so that it costs the details
    /// and not the deltas.
    public func details(
        unit: UnitCode, scope: Scope, quantity: Quantity
    ) throws(JournalError) -> [String] {
        let statement = try connection.statement(
            """
            WITH RECURSIVE leap(detail) AS (
                SELECT min(detail) FROM deltas WHERE unit = ?1 AND scope = ?2 AND quantity = ?3
                UNION ALL
                SELECT (SELECT min(detail) FROM deltas WHERE unit = ?1 AND scope = ?2
                    AND quantity = ?3 AND detail > leap.detail)
                FROM leap WHERE leap.detail IS NOT NULL)
            SELECT detail FROM leap WHERE detail IS NOT NULL
            """)
        statement.bind(1, unit.text)
        statement.bind(2, scope.rawValue)
        statement.bind(3, quantity.rawValue)
        return try statement.map { $0.text(0) }
    }
}

extension Statement {
    fileprivate func bind(_ cell: CellKey, _ days: ClosedRange<CivilDay>) {
        bind(cell)
        bind(5, days.lowerBound)
        bind(6, days.upperBound)
    }
}
