// SPDX-License-Identifier: Apache-2.0
//
// The ledger database in one SQLite file: the rollup's side, which alone writes.
//
// Law: facts, deltas, cells, rows and cursor of a batch are one transaction, and only a batch that
// starts from the stored cursor is taken. Synchronous FULL here too: with NORMAL a power cut could
// take back a cursor that watchers and "at least position p" have already been told.
//
// A batch's deltas are gathered by cell and day first, so that a row is read and written once a batch
// however many facts moved it.

public import Journal
public import Pipeline
public import Rollup

/// Writes a ledger database. A second opener of the file is refused with `.busy`.
///
/// `commit` may be called on one thread while what reads figures and facts is on another: each has a
/// connection of its own, and nothing is read that is not kept.
public final class SQLiteLedger: LedgerDatabase, @unchecked Sendable {
    // Closed in this order: the last one to close moves the log of changes into the file, which a reader can't.
    private let reading: Connection
    private let writing: Connection
    /// Of `commit` alone.
    private var numbers = CellNumbers()

    /// Opens a ledger database, and creates it when it isn't there.
    public init(
        path: String, settings: SQLiteSettings = .ledger
    ) throws(JournalError) {
        writing = try Connection(
            writing: path, settings: settings, migrator: LedgerSchema.migrator)
        reading = try Connection(readOnly: path)
    }

    /// What SQLite says of its settings now.
    public var durability: Durability {
        get throws(JournalError) { try writing.durability() }
    }

    /// See `LedgerDatabase.settle`.
    public func settle() {}

    /// See `LedgerDatabase.cursor`.
    public func cursor() throws(JournalError) -> LedgerCursor { try reading.readCursor() }

    /// See `LedgerDatabase.facts`.
    public func facts(of subject: Subject) throws(JournalError) -> [LedgerFact] {
        try reading.readFacts(of: subject)
    }

    /// See `LedgerDatabase.units`.
    public func units() throws(JournalError) -> [UnitRecord] { try reading.readUnits() }

    /// See `LedgerDatabase.projects`.
    public func projects(creditedTo units: Set<UnitCode>) throws(JournalError) -> [ProjectID] {
        try reading.readProjects(creditedTo: units)
    }

    /// See `LedgerDatabase.relations`.
    public func relations() throws(JournalError) -> [ProjectRelations] {
        try reading.readRelations()
    }

    /// See `LedgerDatabase.cellsDigest`.
    public func cellsDigest() throws(JournalError) -> [UInt8] {
        try reading.cellsDigest()
    }

    /// See `LedgerDatabase.commit`.
    public func commit(_ batch: LedgerBatch) throws(JournalError) {
        batch.checkPositions()
        let deltas = DeltasByCell(batch.deltas)
        var numbers = numbers
        // Only one of the two may hold them, else they are copied; and a commit that fails takes back those
        // that it gave.
        self.numbers = CellNumbers()
        try writing.write { () throws(JournalError) in
            try writing.checkCursor(of: batch)
            try writing.insert(batch.facts)
            try writing.add(deltas, &numbers)
            try writing.keepMoves(of: batch, deltas)
            try writing.put(batch.projects)
            try writing.insert(batch.credits)
            try writing.put(batch.relations)
            try writing.insert(batch.lateFacts)
            try writing.put(batch.units)
            try writing.remove(batch.unitsVoided)
            if let last = batch.facts.last(where: \.isOfUnit) {
                try writing.setMeta("unit fact", "\(last.position)")
            }
            try writing.setMeta("epoch", batch.epoch.text)
            try writing.setMeta("cursor", "\(batch.to)")
        }
        self.numbers = numbers
    }
}

// The steps of a commit, in its transaction.
extension Connection {
    fileprivate func checkCursor(of batch: LedgerBatch) throws(JournalError) {
        let stored = try readCursor()
        let epoch = stored.epoch ?? batch.epoch
        guard stored.position == batch.from, epoch == batch.epoch else {
            throw JournalError(
                .stale, during: .begin,
                text: "the cursor is \(stored.position) of \(epoch), not \(batch.from)")
        }
    }

    fileprivate func setMeta(_ key: String, _ value: String) throws(JournalError) {
        let statement = try statement(
            "INSERT OR REPLACE INTO meta VALUES (?1, ?2)", during: .append)
        statement.bind(1, key)
        statement.bind(2, value)
        try statement.run()
    }

    fileprivate func insert(_ facts: [LedgerFact]) throws(JournalError) {
        let insert = try statement(
            "INSERT INTO facts VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)", during: .append)
        for fact in facts {
            insert.bind(fact)
            try insert.run()
        }
    }

    fileprivate func put(_ projects: [ProjectRecord]) throws(JournalError) {
        let places = (1...29).map { "?\($0)" }.joined(separator: ", ")
        let put = try statement(
            "INSERT OR REPLACE INTO projects VALUES (\(places))", during: .append)
        for project in projects {
            put.bind(project)
            try put.run()
        }
    }

    fileprivate func insert(_ credits: Set<ProjectCredit>) throws(JournalError) {
        let insert = try statement("INSERT OR IGNORE INTO credits VALUES (?1, ?2)", during: .append)
        for credit in credits {
            insert.bind(1, credit.unit.text)
            insert.bind(2, credit.project.text)
            try insert.run()
        }
    }

    fileprivate func remove(_ units: [UnitCode]) throws(JournalError) {
        let delete = try statement("DELETE FROM unit_states WHERE code = ?1", during: .append)
        for code in units {
            delete.bind(1, code.text)
            try delete.run()
        }
    }

    fileprivate func put(_ units: [UnitRecord]) throws(JournalError) {
        try remove(units.map(\.code))
        let insert = try statement(
            "INSERT INTO unit_states VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)", during: .append)
        for unit in units {
            for state in unit.states {
                insert.bind(state, of: unit.code)
                try insert.run()
            }
        }
    }

    fileprivate func put(_ relations: [ProjectRelations]) throws(JournalError) {
        let delete = try statement("DELETE FROM relations WHERE project = ?1", during: .append)
        let insert = try statement("INSERT INTO relations VALUES (?1, ?2, ?3)", during: .append)
        for row in relations {
            delete.bind(1, row.project.text)
            try delete.run()
            insert.bind(1, row.project.text)
            for (isPart, others) in [
                (0, row.duplicateOf.map { [$0] } ?? []), (1, row.parts.sorted()),
            ] {
                insert.bind(2, isPart)
                for other in others {
                    insert.bind(3, other.text)
                    try insert.run()
                }
            }
        }
    }

    fileprivate func insert(_ late: [LateFact]) throws(JournalError) {
        let insert = try statement("INSERT INTO late_facts VALUES (?1, ?2, ?3)", during: .append)
        for fact in late {
            insert.bind(1, fact.day)
            insert.bind(2, fact.unit.text)
            insert.bind(3, fact.position.number)
            try insert.run()
        }
    }
}
