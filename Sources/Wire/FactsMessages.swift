// SPDX-License-Identifier: Apache-2.0
//
// `query.v1/Facts`: journaled facts of any kind, in pages, each with what became of it.

public import Pipeline

/// Asks for journaled facts; every filter that is set must hold.
public struct FactsRequest: Record {
    /// Family and key, as `project/P-17`.
    public var subject: Subject?
    /// The kind as it was logged, by its name.
    public var kind: String?
    /// The unit that reported.
    public var unit: UnitCode?
    /// Of effect on this day or later.
    public var from: CivilDay?
    /// Of effect on this day or earlier.
    public var to: CivilDay?
    /// The page after the fact at this position.
    public var after: Int64?
    /// At most so many; the server may give fewer.
    public var max: Int64?
    /// Read your own write.
    public var atLeastPosition: Int64?
    /// As known then, with what had become of each by then; unset, now.
    public var knownAt: KnownAtChoice?

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.coded(1, "subject", &subject)
        visitor.text(2, "kind", &kind)
        visitor.coded(3, "unit", &unit)
        visitor.coded(4, "from", &from)
        visitor.coded(5, "to", &to)
        visitor.integer(6, "after", &after)
        visitor.integer(7, "max", &max)
        visitor.integer(8, "atLeastPosition", &atLeastPosition)
        visitor.record(9, "knownAt", &knownAt)
    }
}

/// A page of facts: with a kind or days and neither subject nor unit by day of effect and then by
/// position, else by position.
public struct FactsReply: Record {
    public var facts: [FactMessage] = []
    /// The `after` of the next page; unset on the last.
    public var next: Int64?
    public var freshness: Freshness?
    /// The knowledge that it rests on; the next page is asked with it.
    public var knownAt: KnownAt?

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.records(1, "facts", &facts)
        visitor.integer(2, "next", &next)
        visitor.record(3, "freshness", &freshness)
        visitor.record(4, "knownAt", &knownAt)
    }
}

/// A fact with the server's stamps, and where to read what became of it.
public struct FactMessage: Record {
    public var position: Int64?
    /// Microseconds since 1970-01-01T00:00:00Z.
    public var recordedAt: Int64?
    /// `Principal.text`.
    public var principal: String?
    public var fact: Fact?
    /// Where it is no longer in force: the position of the correction that stands in its place, or of
    /// the void that took it away.
    public var replacedBy: Int64?

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.integer(1, "position", &position)
        visitor.integer(2, "recordedAt", &recordedAt)
        visitor.text(3, "principal", &principal)
        visitor.record(4, "fact", &fact)
        visitor.integer(5, "replacedBy", &replacedBy)
    }
}
