// SPDX-License-Identifier: Apache-2.0
//
// The one place where SQLite's codes become the port's kinds of failure.
//
// SQLITE_FULL, and an I/O error behind which the system says "no space": full. SQLITE_BUSY and
// SQLITE_LOCKED: busy. SQLITE_CORRUPT and SQLITE_NOTADB: corrupt. All else: failed.

import GRDB
import GRDBSQLite
import Journal

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension JournalError {
    /// What the connection's last call said.
    init(database: OpaquePointer, during operation: Operation) {
        let code = unsafe sqlite3_extended_errcode(database)
        let text = unsafe String(cString: sqlite3_errmsg(database))
        let isOutOfSpace = unsafe sqlite3_system_errno(database) == ENOSPC
        self.init(
            JournalError.kind(code, isOutOfSpace: isOutOfSpace), during: operation,
            code: Int(code), text: text)
    }

    /// What GRDB threw.
    init(engine error: any Error, during operation: Operation) {
        guard let error = error as? DatabaseError else {
            self.init(.failed, during: operation, text: "\(error)")
            return
        }
        let code = error.extendedResultCode.rawValue
        self.init(
            JournalError.kind(code, isOutOfSpace: false), during: operation, code: Int(code),
            text: error.message ?? "\(error)")
    }

    private static func kind(_ code: Int32, isOutOfSpace: Bool) -> Kind {
        switch code & 0xFF {
        case SQLITE_FULL: .full
        case SQLITE_IOERR where isOutOfSpace: .full
        case SQLITE_BUSY, SQLITE_LOCKED: .busy
        case SQLITE_CORRUPT, SQLITE_NOTADB: .corrupt
        default: .failed
        }
    }

    /// A value on disk that could never have been written.
    static func corrupt(_ what: String) -> JournalError {
        JournalError(.corrupt, during: .read, text: what)
    }
}
