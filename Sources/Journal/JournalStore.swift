// SPDX-License-Identifier: Apache-2.0
//
// The ports of the journal: one appender, any number of readers.
//
// Law: positions are 1, 2, 3 … without a gap, ids are unique, and what is appended at once is kept whole
// or not at all: when `append` returns, its entries are durable. Whether a fact is new and lawful is
// the caller's to decide before; nobody else appends meanwhile.
//
// `append` and `read` of an appender are called by one thread at a time, `lookUp` and `entry` by one, which may
// be another, so that the next facts are judged while these are kept. A reader has a connection of its
// own and so may live on a further one. Each sees committed entries only, and an entry from the moment its
// `append` returned.

public import Pipeline

/// The last entry's stamps; position 0 and moment 0 for an empty journal.
public struct Head: Hashable, Sendable {
    /// Of the last entry.
    public var position: Position
    /// Of the last entry; the next one's is the same or later.
    public var recordedAt: Moment

    /// The head of an empty journal.
    public static let origin = Head(position: .origin, recordedAt: Moment(microseconds: 0))

    /// A head.
    public init(position: Position, recordedAt: Moment) {
        self.position = position
        self.recordedAt = recordedAt
    }
}

/// Reads a journal.
public protocol JournalReader {
    /// The journal's epoch; fixed for life.
    var epoch: Epoch { get }

    /// The last committed entry's stamps.
    var head: Head { get throws(JournalError) }

    /// Committed entries after a position, in order of position.
    ///
    /// Stops before the entry that would be one more than `max` or would bring the sum of their
    /// `bytes` above `maxBytes`; the first entry is given even when it is larger, so that a reader
    /// always gets on. Empty at the head, and when `max` is 0.
    func read(
        after position: Position, max: Int, maxBytes: Int
    ) throws(JournalError) -> [Entry]
}

/// Appends to a journal; the only one that does.
public protocol JournalStore: JournalReader {
    /// The last committed entry's stamps, from memory.
    var head: Head { get }

    /// The committed entry with that id.
    func lookUp(_ id: FactID) throws(JournalError) -> Entry?

    /// The committed entry at a position.
    func entry(at position: Position) throws(JournalError) -> Entry?

    /// Keeps entries in one transaction: all of them are durable when this returns.
    ///
    /// The first one's position must be the next, each other's one more than that before it, and no
    /// `recordedAt` earlier than the one before, else the process dies. An id that is there already is
    /// `.failed`: look it up first.
    ///
    /// - Throws: nothing stays in memory of them then; whether they may be on disk says
    ///   `JournalError.isOutcomeKnown`. After an error of which the outcome is not known nothing more is
    ///   appended: relaunch it.
    func append(_ entries: [Entry]) throws(JournalError)
}

extension Head {
    /// The head after one more entry; dies where the entry would leave a gap or turn time back.
    public func advanced(over entry: Entry) -> Head {
        precondition(entry.position == position.next, "a gap in positions")
        precondition(entry.recordedAt >= recordedAt, "recordedAt runs backwards")
        return Head(position: entry.position, recordedAt: entry.recordedAt)
    }
}
