// SPDX-License-Identifier: Apache-2.0
//
// One connection to one file: opened and migrated by GRDB, used through SQLite's C interface.
//
// Law: everything happens inside `use`, which is GRDB's own gate to the connection, so that it can
// be used on one thread at a time only. A writer begins its transactions IMMEDIATE; a reader's are
// DEFERRED and see one state. After an error whose outcome is not known a writer takes no further
// transaction. Prepared statements are kept for the connection's life and finalized before it ends.

import GRDB
import GRDBSQLite
import Journal

@safe final class Connection {
    private let queue: DatabaseQueue
    private let handle: OpaquePointer
    private let path: String
    private let minimumFreeBytes: Int64?
    private var statements: [String: Statement] = [:]
    /// Deltas unpacked from the rows of days.
    var deltasRead = 0
    private var isStopped = false
    private var isInUse = false
    /// Nil for a reader. Let go after the file is closed.
    private let lock: FileLock?

    /// Opens for reading only.
    convenience init(readOnly path: String) throws(JournalError) {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(2)
        try self.init(path: path, configuration: configuration, minimumFreeBytes: nil, lock: nil)
        try execute("PRAGMA query_only = 1", during: .open)
    }

    /// Opens for writing, settles what an earlier process left, creates and migrates; refuses
    /// anything but WAL and synchronous FULL.
    convenience init(
        writing path: String, settings: SQLiteSettings, migrator: DatabaseMigrator
    ) throws(JournalError) {
        let lock = try FileLock(beside: path)
        try FileSystem.settle(path + "-wal")
        var configuration = Configuration()
        configuration.journalMode = .wal
        configuration.busyMode = .immediateError
        try self.init(
            path: path, configuration: configuration, minimumFreeBytes: settings.minimumFreeBytes,
            lock: lock)
        // GRDB turns WAL connections to NORMAL, which loses acknowledged commits in a power cut.
        try execute("PRAGMA synchronous = FULL", during: .open)
        try durability().check()
        checkpoint(every: settings.checkpointPages)
        try migrate(with: migrator)
        try FileSystem.syncFolder(of: path)
        try execute("PRAGMA cache_size = -\(settings.cacheKibibytes)", during: .open)
        if let pages = settings.maximumPages {
            try execute("PRAGMA max_page_count = \(pages)", during: .open)
        }
    }

    private init(
        path: String, configuration: Configuration, minimumFreeBytes: Int64?, lock: FileLock?
    ) throws(JournalError) {
        do {
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            self.queue = queue
            guard let handle = unsafe queue.writeWithoutTransaction({ unsafe $0.sqliteConnection })
            else { throw DatabaseError(resultCode: .SQLITE_MISUSE, message: "no connection") }
            unsafe self.handle = handle
        } catch {
            throw JournalError(engine: error, during: .open)
        }
        self.path = path
        self.minimumFreeBytes = minimumFreeBytes
        self.lock = lock
    }

    deinit {
        // Statements before the file, which stays open while there are any; the lock after both.
        for statement in statements.values { statement.finalize() }
        try? queue.close()
    }

    /// Moves the log of changes into the file after each commit that leaves it so long.
    ///
    /// SQLite's own way ignores the errors of this and goes on. Here they fail the commit, whose
    /// outcome is then unknown: a disk that fails once is not asked to keep anything more. A full
    /// disk or a reader in the way is let pass: the log keeps all, and the next commit tries again.
    private func checkpoint(every pages: Int) {
        _ = unsafe sqlite3_wal_hook(
            handle,
            { pages, database, name, count in
                guard Int(count) >= Int(bitPattern: pages) else { return SQLITE_OK }
                let code = unsafe sqlite3_wal_checkpoint(database, name)
                switch code & 0xFF {
                case SQLITE_OK, SQLITE_BUSY, SQLITE_LOCKED, SQLITE_FULL: return SQLITE_OK
                default: return code
                }
            }, UnsafeMutableRawPointer(bitPattern: pages))
    }

    private func migrate(with migrator: DatabaseMigrator) throws(JournalError) {
        do {
            if try queue.writeWithoutTransaction(migrator.hasBeenSuperseded) {
                throw DatabaseError(message: "the file is of a later release")
            }
            try migrator.migrate(queue)
        } catch {
            throw JournalError(engine: error, during: .open)
        }
    }

    /// Runs `body` inside GRDB's gate; may be nested.
    func use<Result>(
        _ body: () throws(JournalError) -> Result
    ) throws(JournalError) -> Result {
        if isInUse { return try body() }
        let outcome: Swift.Result<Result, JournalError> = queue.writeWithoutTransaction { _ in
            isInUse = true
            defer { isInUse = false }
            do throws(JournalError) {
                return .success(try body())
            } catch {
                return .failure(error)
            }
        }
        return try outcome.get()
    }

    /// The statement of that text; prepared once. Call it inside `use`.
    func statement(
        _ sql: String, during operation: JournalError.Operation = .read
    ) throws(JournalError) -> Statement {
        if let statement = statements[sql] { return statement }
        let statement = try unsafe Statement(sql, on: handle, during: operation)
        statements[sql] = statement
        return statement
    }

    /// Operations of SQLite's machine over all statements kept.
    var stepsTaken: Int { statements.values.reduce(0) { $0 + $1.stepsTaken } }

    /// Runs one statement that gives no rows worth reading.
    func execute(_ sql: String, during operation: JournalError.Operation) throws(JournalError) {
        try use { () throws(JournalError) in
            let statement = try unsafe Statement(sql, on: handle, during: operation)
            defer { statement.finalize() }
            try statement.run()
        }
    }

    /// What SQLite says of its settings now.
    func durability() throws(JournalError) -> Durability {
        try use { () throws(JournalError) in
            let mode = try statement("PRAGMA journal_mode").first { $0.text(0) } ?? ""
            let level = try statement("PRAGMA synchronous").first { $0.integer(0) } ?? -1
            return Durability(journalMode: mode, synchronous: Int(level))
        }
    }
}

extension Connection {
    /// One transaction that writes; kept whole when `body` returns, not at all when it throws.
    func write<Result>(
        _ body: () throws(JournalError) -> Result
    ) throws(JournalError) -> Result {
        guard !isStopped else {
            throw JournalError(.failed, during: .begin, text: "stopped by an earlier error")
        }
        do {
            try checkSpace()
            return try use { () throws(JournalError) in
                try transaction(begin: "BEGIN IMMEDIATE", body)
            }
        } catch {
            isStopped = !error.isOutcomeKnown
            throw error
        }
    }

    /// One state of the file for `body` to read.
    func snapshot<Result>(
        _ body: () throws(JournalError) -> Result
    ) throws(JournalError) -> Result {
        try use { () throws(JournalError) in try transaction(begin: "BEGIN", body) }
    }

    private func transaction<Result>(
        begin: String, _ body: () throws(JournalError) -> Result
    ) throws(JournalError) -> Result {
        try statement(begin, during: .begin).run()
        do {
            let result = try body()
            try statement("COMMIT", during: .commit).run()
            return result
        } catch {
            // SQLite may have rolled back by itself; then there is nothing left to roll back.
            if unsafe sqlite3_get_autocommit(handle) == 0 {
                try? statement("ROLLBACK", during: .commit).run()
            }
            throw error
        }
    }

    /// Pages are written at COMMIT, where a full disk leaves the outcome unknown; so a disk that is
    /// all but full is told before the transaction begins, where it is known.
    private func checkSpace() throws(JournalError) {
        guard let minimumFreeBytes, let free = FileSystem.freeBytes(beside: path),
            free < minimumFreeBytes
        else { return }
        throw JournalError(
            .full, during: .begin, text: "\(free) bytes are free, \(minimumFreeBytes) are wanted")
    }
}
