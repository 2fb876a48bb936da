// SPDX-License-Identifier: Apache-2.0
//
// A SQLite file by its C interface, as far as peers and limits need it.

import GRDBSQLite

/// An open file.
final class SQLiteFile {
    private var database: OpaquePointer?

    struct Failed: Error, CustomStringConvertible {
        var description: String
    }

    init(_ path: String) throws { try check(sqlite3_open(path, &database)) }

    deinit { sqlite3_close(database) }

    func run(_ sql: String) throws { try check(sqlite3_exec(database, sql, nil, nil, nil)) }

    /// The first row of a question, each value as text.
    func row(_ sql: String) throws -> [String] {
        let statement = try Statement(self, sql)
        guard try statement.step() else { return [] }
        return statement.texts
    }

    func check(_ code: Int32) throws {
        guard code == SQLITE_OK else { throw failure }
    }

    var failure: Failed { Failed(description: String(cString: sqlite3_errmsg(database))) }

    /// A prepared statement.
    final class Statement {
        private let file: SQLiteFile
        private(set) var pointer: OpaquePointer?

        init(_ file: SQLiteFile, _ sql: String) throws {
            self.file = file
            try file.check(sqlite3_prepare_v2(file.database, sql, -1, &pointer, nil))
        }

        deinit { sqlite3_finalize(pointer) }

        /// Whether there is a row.
        func step() throws -> Bool {
            switch sqlite3_step(pointer) {
            case SQLITE_ROW: return true
            case SQLITE_DONE: return false
            default: throw file.failure
            }
        }

        /// Runs it for one row of values, and makes it ready for the next.
        func insert(_ values: [SQLiteValue]) throws {
            let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
            for (index, value) in values.enumerated() {
                let place = Int32(index + 1)
                switch value {
                case .null: sqlite3_bind_null(pointer, place)
                case .integer(let number): sqlite3_bind_int64(pointer, place, number)
                case .text(let text):
                    sqlite3_bind_text(pointer, place, text, Int32(text.utf8.count), transient)
                }
            }
            _ = try step()
            sqlite3_reset(pointer)
        }

        fileprivate var texts: [String] {
            (0..<sqlite3_column_count(pointer)).map { column in
                sqlite3_column_text(pointer, column).map { String(cString: $0) } ?? ""
            }
        }
    }
}

enum SQLiteValue {
    case null
    case integer(Int64)
    case text(String)

    init(_ number: Int64?) { self = number.map(SQLiteValue.integer) ?? .null }
    init(_ text: String?) { self = text.map(SQLiteValue.text) ?? .null }
}
