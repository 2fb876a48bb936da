// SPDX-License-Identifier: Apache-2.0
//
// `journal.v1/Read`: the journal in pages by position, with the bytes as they were received, so
// that a reader can hash them itself.

import Pipeline

/// Asks for the entries after a position.
public struct ReadRequest: Record {
    /// Entries with a greater position are given; 0 for the first.
    public var after: Int64?
    /// At most so many; the server may give fewer.
    public var max: Int64?

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.integer(1, "after", &after)
        visitor.integer(2, "max", &max)
    }
}

/// A page of the journal, positions rising without gaps.
public struct ReadReply: Record {
    public var epoch: String?
    public var head: Int64?
    public var entries: [JournalEntry] = []

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.text(1, "epoch", &epoch)
        visitor.integer(2, "head", &head)
        visitor.records(3, "entries", &entries)
    }
}

/// One journaled fact with the server's stamps.
public struct JournalEntry: Record {
    public var position: Int64?
    /// Microseconds since 1970-01-01T00:00:00Z.
    public var recordedAt: Int64?
    /// `Principal.text`.
    public var principal: String?
    /// Of `bytes`.
    public var encoding: Encoding?
    /// The hash that the journal keeps of the entry.
    public var leaf: [UInt8]?
    /// The fact as received.
    public var bytes: [UInt8]?

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.integer(1, "position", &position)
        visitor.integer(2, "recordedAt", &recordedAt)
        visitor.text(3, "principal", &principal)
        visitor.choice(4, "encoding", &encoding)
        visitor.bytes(5, "leaf", &leaf)
        visitor.bytes(6, "bytes", &bytes)
    }
}
