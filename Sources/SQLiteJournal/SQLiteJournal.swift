// SPDX-License-Identifier: Apache-2.0
//
// The journal in one SQLite file: its appender.
//
// Law: WAL and synchronous FULL, read back at launch; a lock file keeps a second process out; one
// connection alone writes and checkpoints. What it does to the file is in `Connection`, what the rows are
// in `JournalSchema`.

public import Journal
public import Pipeline
import Synchronization

/// Appends to a journal file. A second opener of the file is refused with `.busy`.
///
/// What looks for single entries has a connection of its own, so that the next facts are judged on one thread
/// while those before are kept on another. Each connection is used by one thread at a time, and the head is
/// behind a lock: hence `@unchecked Sendable`.
public final class SQLiteJournal: JournalStore, @unchecked Sendable {
    /// The journal's epoch.
    public let epoch: Epoch
    /// The last committed entry's stamps, from memory.
    public var head: Head { last.withLock { $0 } }

    // Closed in this order: the last one to close moves the log of changes into the file, which a reader can't;
    // in another order the log would stay beside it.
    private let looking: Connection
    private let writing: Connection
    private let last: Mutex<Head>

    /// Opens a journal, and creates it when it isn't there.
    ///
    /// - Parameter epoch: Taken when the file is new; else the file's own stays.
    public init(
        path: String, epoch newEpoch: Epoch, settings: SQLiteSettings = SQLiteSettings()
    ) throws(JournalError) {
        writing = try Connection(
            writing: path, settings: settings, migrator: JournalSchema.migrator)
        looking = try Connection(readOnly: path)
        epoch = try Self.establish(newEpoch, on: writing)
        last = Mutex(try writing.readHead())
    }

    private static func establish(
        _ newEpoch: Epoch, on connection: Connection
    ) throws(JournalError) -> Epoch {
        if let epoch = try connection.readEpoch() { return epoch }
        try connection.write { () throws(JournalError) in
            let insert = try connection.statement(
                "INSERT INTO meta VALUES ('epoch', ?1)", during: .append)
            insert.bind(1, newEpoch.text)
            try insert.run()
        }
        return newEpoch
    }

    /// What SQLite says of its settings now.
    public var durability: Durability {
        get throws(JournalError) { try writing.durability() }
    }

    /// See `JournalStore.lookUp`.
    public func lookUp(_ id: FactID) throws(JournalError) -> Entry? {
        try looking.readEntry(Connection.lookUp) { $0.bind(1, id) }
    }

    /// See `JournalStore.entry`.
    public func entry(at position: Position) throws(JournalError) -> Entry? {
        try looking.readEntry(Connection.find) { $0.bind(1, position.number) }
    }

    /// See `JournalStore.append`.
    public func append(_ entries: [Entry]) throws(JournalError) {
        var head = head
        try writing.write { () throws(JournalError) in
            let insert = try writing.statement(Connection.insert, during: .append)
            for entry in entries {
                head = head.advanced(over: entry)
                insert.bind(entry)
                try insert.run()
            }
        }
        last.withLock { $0 = head }
    }

    /// See `JournalReader.read`.
    public func read(
        after position: Position, max: Int, maxBytes: Int
    ) throws(JournalError) -> [Entry] {
        try writing.readEntries(after: position, max: max, maxBytes: maxBytes)
    }
}

/// Reads a journal file over a connection of its own, which can't write.
public final class SQLiteJournalReader: JournalReader {
    /// The journal's epoch.
    public let epoch: Epoch
    private let connection: Connection

    /// Opens a journal that an appender has created.
    public init(path: String) throws(JournalError) {
        connection = try Connection(readOnly: path)
        try connection.checkSchema(JournalSchema.version)
        guard let epoch = try connection.readEpoch() else { throw .corrupt("there is no epoch") }
        self.epoch = epoch
    }

    /// The last committed entry's stamps.
    public var head: Head { get throws(JournalError) { try connection.readHead() } }

    /// See `JournalReader.read`.
    public func read(
        after position: Position, max: Int, maxBytes: Int
    ) throws(JournalError) -> [Entry] {
        try connection.readEntries(after: position, max: max, maxBytes: maxBytes)
    }
}
