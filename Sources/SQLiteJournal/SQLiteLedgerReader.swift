// SPDX-License-Identifier: Apache-2.0
//
// The ledger database in one SQLite file: the front's side, over a connection that can't write.
//
// A tally is the sum of the cell's rows less the deltas that came later or are of effect later; how they
// are found is told in `DeltaRows.swift`.

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
    /// takes some, whether or not it passes a condition; and deltas unpacked from rows.
    public var stepsTaken: Int { connection.stepsTaken + connection.deltasRead }

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

    /// See `LedgerView.details`.
    public func details(
        unit: UnitCode, scope: Scope, quantity: Quantity
    ) throws(JournalError) -> [String] {
        let statement = try connection.statement(
            """
            SELECT detail FROM cells WHERE unit = ?1 AND scope = ?2 AND quantity = ?3 ORDER BY detail
            """)
        statement.bind(1, unit.text)
        statement.bind(2, scope.rawValue)
        statement.bind(3, quantity.rawValue)
        return try statement.map { $0.text(0) }
    }
}
