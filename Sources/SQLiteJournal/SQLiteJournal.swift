// SPDX-License-Identifier: Apache-2.0
//
// The journal in one SQLite file: its appender.
//
// Law: WAL and synchronous FULL, read back at launch; a lock file keeps a second process out; this
// connection alone writes and checkpoints. The appender belongs to one thread. What it does to the
// file is in `Connection`, what the rows are in `JournalSchema`.

public import Journal
public import Pipeline

/// Appends to a journal file. A second opener of the file is refused with `.busy`.
public final class SQLiteJournal: JournalStore {
    /// The journal's epoch.
    public let epoch: Epoch
    /// The last committed entry's stamps, from memory.
    public private(set) var head: Head

    private let connection: Connection
    private let lookUp: Statement
    private let find: Statement
    private let append: Statement

    /// Opens a journal, and creates it when it isn't there.
    ///
    /// - Parameter epoch: Taken when the file is new; else the file's own stays.
    public init(
        path: String, epoch newEpoch: Epoch, settings: SQLiteSettings = SQLiteSettings()
    ) throws(JournalError) {
        let connection = try Connection(
            writing: path, settings: settings, migrator: JournalSchema.migrator)
        epoch = try Self.establish(newEpoch, on: connection)
        head = try connection.readHead()
        (lookUp, find, append) = try connection.use { () throws(JournalError) in
            (
                try connection.statement(Connection.lookUp, during: .lookUp),
                try connection.statement(Connection.find, during: .lookUp),
                try connection.statement(Self.insert, during: .append)
            )
        }
        self.connection = connection
    }

    private static let insert =
        "INSERT INTO journal VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)"

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
        get throws(JournalError) { try connection.durability() }
    }

    /// See `JournalStore.transaction`.
    public func transaction<Result>(
        _ body: (inout Transaction) throws(JournalError) -> Result
    ) throws(JournalError) -> Result {
        var transaction = Transaction(
            head: head, lookUp: lookUp, find: find, append: append)
        let result = try connection.write { () throws(JournalError) in try body(&transaction) }
        head = transaction.head
        return result
    }

    /// See `JournalReader.read`.
    public func read(
        after position: Position, max: Int, maxBytes: Int
    ) throws(JournalError) -> [Entry] {
        try connection.readEntries(after: position, max: max, maxBytes: maxBytes)
    }
}

extension SQLiteJournal {
    /// A transaction of the appender.
    public struct Transaction: JournalTransaction {
        fileprivate var head: Head
        fileprivate let lookUp: Statement
        fileprivate let find: Statement
        fileprivate let append: Statement

        /// See `JournalTransaction.lookUp`.
        public mutating func lookUp(_ id: FactID) throws(JournalError) -> Entry? {
            lookUp.bind(1, id.blob)
            return try lookUp.first { (row) throws(JournalError) in try row.entry() }
        }

        /// See `JournalTransaction.entry`.
        public mutating func entry(at position: Position) throws(JournalError) -> Entry? {
            find.bind(1, position.number)
            return try find.first { (row) throws(JournalError) in try row.entry() }
        }

        /// See `JournalTransaction.append`.
        public mutating func append(_ entry: Entry) throws(JournalError) {
            let advanced = head.advanced(over: entry)
            append.bind(entry)
            try append.run()
            head = advanced
        }
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
