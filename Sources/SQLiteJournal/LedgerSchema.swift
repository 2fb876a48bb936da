// SPDX-License-Identifier: Apache-2.0
//
// The ledger database's tables. Migrations only go forward; a released one is never edited.
//
// Days are whole days since 1970-01-01, moments microseconds since then in UTC. An amount is an
// INTEGER when it fits in 64 bits, else a BLOB: the sixteen bytes of the Int128, big-endian.
//
// `cells` gives each cell a number, `cell_days` has the sum of each of its days with the last deltas behind
// it, `cell_deltas` those before these (`CellDays.swift`); a day whose sum is zero stays, since its deltas do.
// `credits` names every
// unit that a project was ever credited to, for the day when a unit's place is corrected. `moves` has the
// deltas of the last batches once more, a batch in one row (`DeltaLog`), for a reader that goes on from an
// earlier state. `meta` holds the schema's version, the epoch, the cursor and the position of the last
// fact of a unit.

import GRDB

enum LedgerSchema {
    static let version = "8"

    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("ledger 1") {
            try $0.execute(sql: facts)
            try $0.execute(sql: figures)
            try $0.execute(sql: rows)
            try $0.execute(sql: LedgerViews.first)
        }
        migrator.registerMigration("ledger 2") { try $0.execute(sql: second) }
        migrator.registerMigration("ledger 3") {
            try $0.execute(sql: wholeLadder)
            try $0.execute(sql: LedgerViews.wholeLadder)
        }
        migrator.registerMigration("ledger 4") {
            try $0.execute(sql: unitsOverTime)
            try $0.execute(sql: LedgerViews.unitsOverTime)
        }
        migrator.registerMigration("ledger 5") { try $0.execute(sql: reports) }
        migrator.registerMigration("ledger 6") { try $0.execute(sql: lastUnitFact) }
        migrator.registerMigration("ledger 7") { try $0.execute(sql: moves) }
        migrator.registerMigration("ledger 8") {
            try $0.execute(sql: numberedCells)
            try $0.execute(sql: LedgerViews.numberedCells)
        }
        return migrator
    }

    private static let facts = """
        CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
        INSERT INTO meta VALUES ('schema', '1'), ('cursor', '0');
        CREATE TABLE facts (
            position INTEGER PRIMARY KEY,
            id BLOB NOT NULL,
            recorded_at INTEGER NOT NULL,
            principal TEXT NOT NULL,
            encoding INTEGER NOT NULL,
            bytes BLOB NOT NULL,
            kind INTEGER NOT NULL,
            subject TEXT NOT NULL,
            unit TEXT,
            effective_day INTEGER
        ) STRICT;
        CREATE INDEX facts_subject ON facts (subject);
        CREATE INDEX facts_kind_day ON facts (kind, effective_day);
        """

    private static let figures = """
        CREATE TABLE cells (
            unit TEXT NOT NULL,
            scope INTEGER NOT NULL,
            quantity INTEGER NOT NULL,
            detail TEXT NOT NULL,
            day INTEGER NOT NULL,
            amount ANY NOT NULL,
            facts INTEGER NOT NULL,
            PRIMARY KEY (unit, scope, quantity, detail, day)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE deltas (
            unit TEXT NOT NULL,
            scope INTEGER NOT NULL,
            quantity INTEGER NOT NULL,
            detail TEXT NOT NULL,
            position INTEGER NOT NULL,
            bucket_day INTEGER NOT NULL,
            effective_day INTEGER NOT NULL,
            amount ANY NOT NULL,
            facts INTEGER NOT NULL,
            PRIMARY KEY (unit, scope, quantity, detail, position, bucket_day, effective_day)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX deltas_effective ON deltas (unit, scope, quantity, detail, effective_day);
        """

    /// The figures are folded anew from the journal: which units a project was ever credited to was
    /// not written down before.
    private static let second = """
        CREATE INDEX deltas_bucket ON deltas
            (unit, scope, quantity, detail, bucket_day, position, effective_day);
        CREATE TABLE credits (
            unit TEXT NOT NULL,
            project TEXT NOT NULL,
            PRIMARY KEY (unit, project)
        ) STRICT, WITHOUT ROWID;
        DELETE FROM facts;
        DELETE FROM cells;
        DELETE FROM deltas;
        DELETE FROM projects;
        DELETE FROM units;
        DELETE FROM meta WHERE key = 'epoch';
        UPDATE meta SET value = '0' WHERE key = 'cursor';
        UPDATE meta SET value = '2' WHERE key = 'schema';
        """

    /// Of use to facts of kinds that no earlier release took, so that old rows need no value.
    private static let wholeLadder = """
        ALTER TABLE projects ADD COLUMN lead_on INTEGER;
        ALTER TABLE projects ADD COLUMN negotiating_on INTEGER;
        ALTER TABLE projects ADD COLUMN fulfilled_on INTEGER;
        ALTER TABLE projects ADD COLUMN in_statistics_on INTEGER;
        ALTER TABLE projects ADD COLUMN at_capacity_on INTEGER;
        ALTER TABLE projects ADD COLUMN suspended_on INTEGER;
        ALTER TABLE projects ADD COLUMN progress INTEGER;
        UPDATE meta SET value = '3' WHERE key = 'schema';
        """

    /// Units by the day from which they are so; duplicates, bundles and what came late; lists of facts,
    /// and which subjects were ever corrected or voided. The figures are folded anew: in how many
    /// projects a unit takes part was not counted before.
    private static let unitsOverTime = """
        CREATE TABLE unit_states (
            code TEXT NOT NULL,
            from_day INTEGER NOT NULL,
            name TEXT NOT NULL,
            parent TEXT,
            kind TEXT,
            peer_group TEXT,
            division TEXT,
            is_closed INTEGER NOT NULL,
            PRIMARY KEY (code, from_day)
        ) STRICT, WITHOUT ROWID;
        DROP TABLE units;
        CREATE TABLE relations (
            project TEXT NOT NULL,
            is_part INTEGER NOT NULL,
            other TEXT NOT NULL,
            PRIMARY KEY (project, is_part, other)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE late_facts (
            day INTEGER NOT NULL,
            unit TEXT NOT NULL,
            position INTEGER NOT NULL,
            PRIMARY KEY (day, unit, position)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX facts_unit ON facts (unit);
        CREATE INDEX facts_orders ON facts (subject) WHERE kind >= 120;
        ALTER TABLE projects ADD COLUMN duplicate_of TEXT;
        DELETE FROM facts;
        DELETE FROM cells;
        DELETE FROM deltas;
        DELETE FROM projects;
        DELETE FROM credits;
        DELETE FROM meta WHERE key = 'epoch';
        UPDATE meta SET value = '0' WHERE key = 'cursor';
        UPDATE meta SET value = '4' WHERE key = 'schema';
        """

    /// Of which days a unit has reported.
    private static let reports = """
        CREATE INDEX facts_unit_day ON facts (unit, effective_day);
        UPDATE meta SET value = '5' WHERE key = 'schema';
        """

    /// Since when the units are as they are, so that a reader need not read them again.
    private static let lastUnitFact = """
        INSERT OR REPLACE INTO meta SELECT 'unit fact', coalesce(max(position), 0) FROM facts
            WHERE subject >= 'unit/' AND subject < 'unit0';
        UPDATE meta SET value = '6' WHERE key = 'schema';
        """

    /// What each of the last batches changed, from the cursor that it starts from to its own.
    private static let moves = """
        CREATE TABLE moves (
            position INTEGER PRIMARY KEY,
            start INTEGER NOT NULL,
            deltas BLOB NOT NULL
        ) STRICT;
        UPDATE meta SET value = '7' WHERE key = 'schema';
        """

    /// A cell by a number, and its deltas in the rows of its days. The figures are folded anew.
    private static let numberedCells = """
        DROP VIEW capital;
        DROP VIEW progress;
        DROP TABLE cells;
        DROP TABLE deltas;
        CREATE TABLE cells (
            cell INTEGER PRIMARY KEY,
            unit TEXT NOT NULL,
            scope INTEGER NOT NULL,
            quantity INTEGER NOT NULL,
            detail TEXT NOT NULL,
            UNIQUE (unit, scope, quantity, detail)
        ) STRICT;
        CREATE TABLE cell_days (
            cell INTEGER NOT NULL,
            day INTEGER NOT NULL,
            amount ANY NOT NULL,
            facts INTEGER NOT NULL,
            position INTEGER NOT NULL,
            effective_day INTEGER NOT NULL,
            deltas BLOB NOT NULL,
            PRIMARY KEY (cell, day)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE cell_deltas (
            cell INTEGER NOT NULL,
            day INTEGER NOT NULL,
            position INTEGER NOT NULL,
            effective_day INTEGER NOT NULL,
            deltas BLOB NOT NULL,
            PRIMARY KEY (cell, day, position)
        ) STRICT, WITHOUT ROWID;
        DELETE FROM facts;
        DELETE FROM projects;
        DELETE FROM credits;
        DELETE FROM relations;
        DELETE FROM late_facts;
        DELETE FROM unit_states;
        DELETE FROM moves;
        DELETE FROM meta WHERE key = 'epoch';
        UPDATE meta SET value = '0' WHERE key IN ('cursor', 'unit fact');
        UPDATE meta SET value = '8' WHERE key = 'schema';
        """

    private static let rows = """
        CREATE TABLE projects (
            project TEXT PRIMARY KEY,
            name TEXT,
            credited_unit TEXT,
            stage TEXT,
            signed_on INTEGER,
            stored_on INTEGER,
            started_on INTEGER,
            operational_on INTEGER,
            closed_on INTEGER,
            capital ANY NOT NULL,
            investor TEXT,
            investor_code TEXT,
            origin TEXT,
            host_unit TEXT,
            industry TEXT,
            ownership TEXT,
            investment INTEGER,
            currency TEXT,
            has_investment INTEGER NOT NULL,
            approval_code TEXT,
            site TEXT
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX projects_unit ON projects (credited_unit);
        CREATE INDEX projects_stage ON projects (stage);
        CREATE TABLE units (
            code TEXT PRIMARY KEY,
            name TEXT NOT NULL,
            parent TEXT,
            kind TEXT,
            peer_group TEXT,
            division TEXT,
            defined_on INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        """
}
