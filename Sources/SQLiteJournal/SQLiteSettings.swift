// SPDX-License-Identifier: Apache-2.0
//
// What can be set of a file that is written, and what can't: WAL with synchronous FULL is law. In
// simulated power cuts synchronous NORMAL lost acknowledged commits, FULL none. The setting is read
// back at launch, since SQLite keeps silent about a mode that a file system doesn't give.

public import Journal

/// Settings of a file that is written.
public struct SQLiteSettings: Hashable, Sendable {
    /// With less than this free on the file system, transactions are refused as `.full` before they
    /// begin. Must be above what the largest batch needs.
    public var minimumFreeBytes: Int64 = 16 << 20
    /// Memory that the connection keeps pages in; more than the pages that one batch touches, or
    /// they are read and written twice.
    public var cacheKibibytes = 16 << 10
    /// Pages in the log of changes after which a commit moves them into the file: the larger, the
    /// more changes of one page are moved at once, and the longer a launch after a crash.
    public var checkpointPages = 8_000
    /// Largest number of pages of the file; beyond it appending is `.full`. Nil for SQLite's own.
    public var maximumPages: Int?

    /// The defaults.
    public init() {}
}

/// What SQLite says of how it keeps commits.
public struct Durability: Hashable, Sendable {
    /// `wal` is wanted.
    public var journalMode: String
    /// 2 (FULL) or 3 (EXTRA) is wanted.
    public var synchronous: Int

    /// A pair as read back.
    public init(journalMode: String, synchronous: Int) {
        self.journalMode = journalMode
        self.synchronous = synchronous
    }

    /// Whether a commit that returned survives a power cut.
    public var isFull: Bool { journalMode == "wal" && synchronous >= 2 }

    /// Throws `.failed` when it isn't full.
    public func check() throws(JournalError) {
        guard isFull else {
            throw JournalError(
                .failed, during: .open,
                text: "journal_mode \(journalMode), synchronous \(synchronous): wal, 2 are wanted")
        }
    }
}

extension SQLiteSettings {
    /// Those of a ledger database, whose rows are written all over the file: more of it is kept in memory.
    public static let ledger: SQLiteSettings = {
        var settings = SQLiteSettings()
        settings.cacheKibibytes = 64 << 10
        return settings
    }()
}
