// SPDX-License-Identifier: Apache-2.0
//
// What can fail under the ports, and what a caller may conclude.
//
// Law: only what is known is claimed. A disk that is full before COMMIT, or a lock held by another,
// leaves nothing behind: say so and ask for the fact again. After any other error, and after any
// error of COMMIT itself, the facts may be on disk or not, and only a relaunch that reads the
// journal tells.

/// A failure of the journal or the ledger database.
public struct JournalError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What went wrong.
    public var kind: Kind
    /// What was being done.
    public var operation: Operation
    /// The engine's code (SQLite: the extended result code); 0 where no engine spoke.
    public var code: Int
    /// The engine's own text, for the log, never for a client.
    public var text: String

    /// A failure of an operation.
    public init(_ kind: Kind, during operation: Operation, code: Int = 0, text: String = "") {
        self.kind = kind
        self.operation = operation
        self.code = code
        self.text = text
    }

    /// Whether it is certain that nothing of the transaction was kept.
    ///
    /// When false the only honest answer is "unknown: send the same id again", and the process must
    /// not acknowledge anything further.
    public var isOutcomeKnown: Bool {
        operation != .commit && (kind == .full || kind == .busy || kind == .stale)
    }

    /// For a log: what, during what, and the engine's words.
    public var description: String { "\(operation) failed (\(kind), code \(code)): \(text)" }

    /// Kinds of failure.
    public enum Kind: Hashable, Sendable {
        /// Another process or connection holds a lock. A retry may help.
        case busy
        /// No space. Before COMMIT nothing was kept, and a retry helps once space is freed.
        case full
        /// What is on disk is not what was written, or no database at all. No retry helps.
        case corrupt
        /// The ledger database's cursor or epoch is not the one that a batch starts from. Nothing
        /// was kept; read the cursor again.
        case stale
        /// Any other failure.
        case failed
    }

    /// What was being done when it failed.
    public enum Operation: Hashable, Sendable, CaseIterable {
        /// Opening, migrating, locking, reading back the settings.
        case open
        /// Beginning a transaction.
        case begin
        /// Looking for an id or for one entry.
        case lookUp
        /// Adding an entry, or any change of the ledger database.
        case append
        /// Making a transaction durable.
        case commit
        /// Any other reading.
        case read
    }
}
