// SPDX-License-Identifier: Apache-2.0
//
// The journal's tables. Migrations only go forward; a released one is never edited.
//
// `journal`: a row an entry. `id` is the 16 bytes of the UUID, `leaf` the 32 of the hash,
// `recorded_at` microseconds since 1970 in UTC, `effective_day` days since 1970-01-01. The unique id
// is the only index beside the position: one more, on the subject, made appending six times as dear.
// `meta`: the epoch and the version of the schema.

import GRDB

enum JournalSchema {
    static let version = "1"

    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("journal 1") { try $0.execute(sql: first) }
        return migrator
    }

    private static let first = """
        CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
        INSERT INTO meta VALUES ('schema', '1');
        CREATE TABLE journal (
            position INTEGER PRIMARY KEY,
            leaf BLOB NOT NULL,
            id BLOB NOT NULL UNIQUE,
            recorded_at INTEGER NOT NULL,
            principal TEXT NOT NULL,
            encoding INTEGER NOT NULL,
            bytes BLOB NOT NULL,
            kind INTEGER NOT NULL,
            subject TEXT NOT NULL,
            unit TEXT,
            effective_day INTEGER
        ) STRICT;
        CREATE TRIGGER journal_is_never_updated BEFORE UPDATE ON journal
        BEGIN SELECT raise(ABORT, 'the journal is only appended to'); END;
        CREATE TRIGGER journal_is_never_deleted BEFORE DELETE ON journal
        BEGIN SELECT raise(ABORT, 'the journal is only appended to'); END;
        """
}
