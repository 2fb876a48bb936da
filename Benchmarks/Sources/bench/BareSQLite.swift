// SPDX-License-Identifier: Apache-2.0
//
// The limit that ingest is held against: SQLite's C interface committing the rows of the same journal,
// known beforehand, in commits of the same size, WAL and synchronous FULL, the same cache, position and
// unique id.

import Crypto
import GRDBSQLite
import Journal
import Measure
import Pipeline
import SQLiteJournal

/// Rows of a journal, as values that need only be bound.
struct JournalRows {
    var entries: [Entry]

    /// Those of a journal file.
    init(of path: String) throws {
        let reader = try SQLiteJournalReader(path: path)
        entries = try reader.read(after: .origin, max: .max, maxBytes: .max)
    }

    /// SHA-256 over the ids and bytes in the order of positions.
    var digest: String {
        var hash = SHA256()
        for entry in entries {
            hash.update(data: Array(entry.id.text.utf8))
            hash.update(data: entry.bytes)
        }
        return hash.finalize().prefix(8).map { String($0, radix: 16) }.joined()
    }
}

enum BareSQLite {
    struct Failed: Error {
        var code: Int32
    }

    /// Commits the rows to a new file.
    ///
    /// - Returns: the seconds that it took.
    static func commit(_ rows: JournalRows, each count: Int, to path: String) throws -> Double {
        var database: OpaquePointer?
        try check(sqlite3_open(path, &database))
        defer { sqlite3_close(database) }
        func run(_ sql: String) throws { try check(sqlite3_exec(database, sql, nil, nil, nil)) }
        let cache = SQLiteSettings().cacheKibibytes
        try run(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -\(cache)")
        try run(
            """
            CREATE TABLE journal (position INTEGER PRIMARY KEY, leaf BLOB NOT NULL,
                id BLOB NOT NULL UNIQUE, recorded_at INTEGER NOT NULL, principal TEXT NOT NULL,
                encoding INTEGER NOT NULL, bytes BLOB NOT NULL, kind INTEGER NOT NULL,
                subject TEXT NOT NULL, unit TEXT, effective_day INTEGER) STRICT
            """)
        var insert: OpaquePointer?
        let sql = "INSERT INTO journal VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11)"
        try check(sqlite3_prepare_v2(database, sql, -1, &insert, nil))
        defer { sqlite3_finalize(insert) }
        let start = ContinuousClock.now
        for first in stride(from: 0, to: rows.entries.count, by: count) {
            try run("BEGIN IMMEDIATE")
            for entry in rows.entries[first..<min(first + count, rows.entries.count)] {
                bind(entry, to: insert)
                guard sqlite3_step(insert) == SQLITE_DONE else {
                    throw Failed(code: sqlite3_errcode(database))
                }
                sqlite3_reset(insert)
            }
            try run("COMMIT")
        }
        return (ContinuousClock.now - start).seconds
    }

    private static func check(_ code: Int32) throws {
        guard code == SQLITE_OK else { throw Failed(code: code) }
    }

    private static func bind(_ entry: Entry, to insert: OpaquePointer?) {
        let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        func blob(_ index: Int32, _ bytes: [UInt8]) {
            sqlite3_bind_blob(insert, index, bytes, Int32(bytes.count), transient)
        }
        func text(_ index: Int32, _ text: String) {
            sqlite3_bind_text(insert, index, text, Int32(text.utf8.count), transient)
        }
        sqlite3_bind_int64(insert, 1, entry.position.number)
        blob(2, entry.leaf)
        blob(3, entry.id.bytes)
        sqlite3_bind_int64(insert, 4, entry.recordedAt.microseconds)
        text(5, entry.principal.text)
        sqlite3_bind_int64(insert, 6, Int64(entry.encoding))
        blob(7, entry.bytes)
        sqlite3_bind_int64(insert, 8, Int64(entry.columns.kind))
        text(9, entry.columns.subject)
        if let unit = entry.columns.unit { text(10, unit) } else { sqlite3_bind_null(insert, 10) }
        if let day = entry.columns.effectiveDay {
            sqlite3_bind_int64(insert, 11, Int64(day))
        } else {
            sqlite3_bind_null(insert, 11)
        }
    }
}

extension FactID {
    var bytes: [UInt8] {
        [high, low].flatMap { word in
            stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: word >> $0) }
        }
    }
}
