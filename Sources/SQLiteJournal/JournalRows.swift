// SPDX-License-Identifier: Apache-2.0
//
// Rows of the journal, and how both the appender and readers get them.

import Journal
import Pipeline

extension FactID {
    /// The sixteen bytes of the UUID, as they are written.
    init?(blob: [UInt8]) {
        guard blob.count == 16 else { return nil }
        let words = [blob[..<8], blob[8...]].map { half in
            half.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        }
        self.init(high: words[0], low: words[1])
    }
}

extension Connection {
    private static let columns = """
        position, leaf, id, recorded_at, principal, encoding, bytes, kind, subject, unit, \
        effective_day
        """
    static let lookUp = "SELECT \(columns) FROM journal WHERE id = ?1"
    static let find = "SELECT \(columns) FROM journal WHERE position = ?1"
    private static let page =
        "SELECT \(columns) FROM journal WHERE position > ?1 ORDER BY position LIMIT ?2"

    static let insert =
        "INSERT INTO journal VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)"

    func readHead() throws(JournalError) -> Head {
        let sql = "SELECT position, recorded_at FROM journal ORDER BY position DESC LIMIT 1"
        return try use { () throws(JournalError) in
            try statement(sql).first { row in
                Head(
                    position: Position(row.integer(0)),
                    recordedAt: Moment(microseconds: row.integer(1)))
            } ?? .origin
        }
    }

    /// - Parameter sql: `lookUp` or `find`.
    func readEntry(
        _ sql: String, _ bind: (Statement) -> Void
    ) throws(JournalError) -> Entry? {
        try use { () throws(JournalError) in
            let statement = try statement(sql, during: .lookUp)
            bind(statement)
            return try statement.first { (row) throws(JournalError) in try row.entry() }
        }
    }

    func readEntries(
        after position: Position, max: Int, maxBytes: Int
    ) throws(JournalError) -> [Entry] {
        try use { () throws(JournalError) in
            let statement = try statement(Self.page)
            defer { statement.reset() }
            statement.bind(1, position.number)
            statement.bind(2, Swift.max(0, max))
            var budget = maxBytes
            var entries: [Entry] = []
            while try statement.step() {
                let entry = try statement.entry()
                budget -= entry.bytes.count
                if budget < 0, !entries.isEmpty { break }
                entries.append(entry)
            }
            return entries
        }
    }

    /// A value of `meta`; nil when there is none.
    func meta(_ key: String) throws(JournalError) -> String? {
        try use { () throws(JournalError) in
            let statement = try statement("SELECT value FROM meta WHERE key = ?1")
            statement.bind(1, key)
            return try statement.first { $0.text(0) }
        }
    }

    /// The epoch in `meta`.
    func readEpoch() throws(JournalError) -> Epoch? {
        guard let text = try meta("epoch") else { return nil }
        guard let epoch = Epoch(text: text) else { throw .corrupt("the epoch is \(text)") }
        return epoch
    }

    /// Refuses a file of another schema; a reader can't migrate it.
    func checkSchema(_ version: String) throws(JournalError) {
        let found = try meta("schema")
        guard found == version else {
            throw JournalError(
                .failed, during: .open,
                text: "schema \(found ?? "none"), this release reads \(version)")
        }
    }
}

extension Statement {
    func dayNumberIfAny(_ column: Int32) throws(JournalError) -> Int32? {
        guard let number = integerIfAny(column) else { return nil }
        guard let day = Int32(exactly: number) else { throw .corrupt("\(number) is no day") }
        return day
    }

    /// The entry in a row of `Connection.columns`.
    func entry() throws(JournalError) -> Entry {
        guard let id = FactID(blob: bytes(2)), let encoding = UInt8(exactly: integer(5)) else {
            throw .corrupt("the row at \(integer(0)) is no entry")
        }
        return Entry(
            position: Position(integer(0)), recordedAt: Moment(microseconds: integer(3)),
            principal: Principal(text: text(4)), encoding: encoding, id: id, bytes: bytes(6),
            leaf: bytes(1),
            columns: EntryColumns(
                kind: Int(integer(7)), subject: text(8), unit: textIfAny(9),
                effectiveDay: try dayNumberIfAny(10)))
    }

    func bind(_ entry: Entry) {
        bind(1, entry.position.number)
        bind(2, entry.leaf)
        bind(3, entry.id)
        bind(4, entry.recordedAt.microseconds)
        bind(5, entry.principal.text)
        bind(6, Int(entry.encoding))
        bind(7, entry.bytes)
        bind(8, entry.columns.kind)
        bind(9, entry.columns.subject)
        bind(10, entry.columns.unit)
        bind(11, entry.columns.effectiveDay)
    }
}
