// SPDX-License-Identifier: Apache-2.0
//
// A prepared statement of SQLite's C interface. Parameters count from 1, columns from 0.
//
// Values are copied in and out. Whoever steps a statement resets it: `run`, `first` and `eachRow`
// do so on every path. Interrupted or failed steps become a `JournalError` with SQLite's own words.

import GRDBSQLite
import Journal
import Pipeline

@safe final class Statement {
    private let handle: OpaquePointer
    private let database: OpaquePointer
    private let operation: JournalError.Operation

    init(
        _ sql: String, on database: OpaquePointer, during operation: JournalError.Operation
    ) throws(JournalError) {
        var prepared: OpaquePointer?
        let flags = UInt32(SQLITE_PREPARE_PERSISTENT)
        let code = unsafe sqlite3_prepare_v3(database, sql, -1, flags, &prepared, nil)
        guard code == SQLITE_OK, let prepared = unsafe prepared else {
            throw unsafe JournalError(database: database, during: operation)
        }
        unsafe self.handle = prepared
        unsafe self.database = database
        self.operation = operation
    }

    /// Ends the statement; it must not be used afterwards.
    func finalize() { unsafe sqlite3_finalize(handle) }

    /// Operations of SQLite's machine since it was prepared.
    var stepsTaken: Int {
        Int(unsafe sqlite3_stmt_status(handle, SQLITE_STMTSTATUS_VM_STEP, 0))
    }

    /// Whether there is a row.
    func step() throws(JournalError) -> Bool {
        switch unsafe sqlite3_step(handle) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        default: throw unsafe JournalError(database: database, during: operation)
        }
    }

    /// Makes it ready for the next use; parameters stay.
    func reset() { unsafe sqlite3_reset(handle) }

    /// Runs it to its end.
    func run() throws(JournalError) {
        defer { reset() }
        while try step() {}
    }

    /// What `body` makes of the first row; nil when there is none.
    func first<Value>(
        _ body: (Statement) throws(JournalError) -> Value
    ) throws(JournalError) -> Value? {
        defer { reset() }
        return try step() ? try body(self) : nil
    }

    /// Calls `body` for each row.
    func eachRow(
        _ body: (Statement) throws(JournalError) -> Void
    ) throws(JournalError) {
        defer { reset() }
        while try step() { try body(self) }
    }

    /// Calls `body` for each row until it returns false.
    func goOverRows(
        while body: (Statement) throws(JournalError) -> Bool
    ) throws(JournalError) {
        defer { reset() }
        while try step(), try body(self) {}
    }

    /// What `body` makes of each row.
    func map<Value>(
        _ body: (Statement) throws(JournalError) -> Value
    ) throws(JournalError) -> [Value] {
        var values: [Value] = []
        try eachRow { (row) throws(JournalError) in values.append(try body(row)) }
        return values
    }
}

// Binding can only fail for a parameter that isn't there or a value above a gigabyte: both are
// ours.
extension Statement {
    func bind(_ index: Int32, _ value: Int64) {
        check(unsafe sqlite3_bind_int64(handle, index, value))
    }

    func bind(_ index: Int32, _ value: Int) { bind(index, Int64(value)) }

    func bind(_ index: Int32, _ value: Int32?) {
        if let value { bind(index, Int64(value)) } else { bindNull(index) }
    }

    func bind(_ index: Int32, _ value: String?) {
        guard var value else { return bindNull(index) }
        let code = value.withUTF8 { bytes in
            // Without an address it would be NULL, which an empty text is not.
            guard let start = bytes.baseAddress else {
                return unsafe sqlite3_bind_text(handle, index, "", 0, Statement.copied)
            }
            return unsafe sqlite3_bind_text(
                handle, index, UnsafeRawPointer(start).assumingMemoryBound(to: CChar.self),
                Int32(bytes.count), Statement.copied)
        }
        check(code)
    }

    func bind(_ index: Int32, _ id: FactID) {
        let words = (id.high.bigEndian, id.low.bigEndian)
        let code = unsafe withUnsafeBytes(of: words) { bytes in
            unsafe sqlite3_bind_blob(
                handle, index, bytes.baseAddress, Int32(bytes.count), Statement.copied)
        }
        check(code)
    }

    func bind(_ index: Int32, _ value: [UInt8]) {
        if value.isEmpty {
            check(unsafe sqlite3_bind_zeroblob(handle, index, 0))
        } else {
            let count = Int32(value.count)
            check(unsafe sqlite3_bind_blob(handle, index, value, count, Statement.copied))
        }
    }

    func bindNull(_ index: Int32) { check(unsafe sqlite3_bind_null(handle, index)) }

    private func check(_ code: Int32) {
        precondition(code == SQLITE_OK, "a parameter that the statement doesn't have")
    }

    /// SQLITE_TRANSIENT: SQLite makes its own copy.
    private static var copied: sqlite3_destructor_type {
        unsafe unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    }
}

extension Statement {
    func isNull(_ column: Int32) -> Bool {
        unsafe sqlite3_column_type(handle, column) == SQLITE_NULL
    }

    func isBlob(_ column: Int32) -> Bool {
        unsafe sqlite3_column_type(handle, column) == SQLITE_BLOB
    }

    func integer(_ column: Int32) -> Int64 { unsafe sqlite3_column_int64(handle, column) }

    func text(_ column: Int32) -> String {
        guard let start = unsafe sqlite3_column_text(handle, column) else { return "" }
        let count = Int(unsafe sqlite3_column_bytes(handle, column))
        return unsafe String(
            decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    }

    func bytes(_ column: Int32) -> [UInt8] {
        guard let start = unsafe sqlite3_column_blob(handle, column) else { return [] }
        let count = Int(unsafe sqlite3_column_bytes(handle, column))
        return unsafe Array(UnsafeRawBufferPointer(start: start, count: count))
    }

    func textIfAny(_ column: Int32) -> String? { isNull(column) ? nil : text(column) }

    func integerIfAny(_ column: Int32) -> Int64? { isNull(column) ? nil : integer(column) }
}
