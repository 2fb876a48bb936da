// SPDX-License-Identifier: Apache-2.0
//
// `query.v1/Duplicates`: projects that may be one, for a person to decide.

public import Pipeline

/// Asks for pairs of projects that may be one.
public struct DuplicatesRequest: Record {
    /// Credited to this unit or one below it; unset, all.
    public var unit: UnitCode?
    /// The least score, 50 to 100; unset, 60.
    public var minimum: Int64?
    /// The page after so many pairs.
    public var after: Int64?
    /// At most so many; the server may give fewer.
    public var max: Int64?
    /// Read your own write.
    public var atLeastPosition: Int64?
    /// As of this day; unset, by every day that is known.
    public var asOf: CivilDay?
    /// As known then; unset, now.
    public var knownAt: KnownAtChoice?

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.coded(1, "unit", &unit)
        visitor.integer(2, "minimum", &minimum)
        visitor.integer(3, "after", &after)
        visitor.integer(4, "max", &max)
        visitor.integer(5, "atLeastPosition", &atLeastPosition)
        visitor.coded(6, "asOf", &asOf)
        visitor.record(7, "knownAt", &knownAt)
    }
}

/// Pairs by falling score.
public struct DuplicatesReply: Record {
    public var candidates: [DuplicateMessage] = []
    /// Of all pages.
    public var total: Int64?
    /// The `after` of the next page; unset on the last.
    public var next: Int64?
    public var freshness: Freshness?
    /// The knowledge that it rests on; the next page is asked with it.
    public var knownAt: KnownAt?

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.records(1, "candidates", &candidates)
        visitor.integer(2, "total", &total)
        visitor.integer(3, "next", &next)
        visitor.record(4, "freshness", &freshness)
        visitor.record(5, "knownAt", &knownAt)
    }
}

/// Two projects that may be one.
public struct DuplicateMessage: Record {
    public var project: ProjectMessage?
    public var other: ProjectMessage?
    /// Up to 100.
    public var score: Int64?
    /// As `INVESTOR_CODE`.
    public var reasons: [String] = []

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.record(1, "project", &project)
        visitor.record(2, "other", &other)
        visitor.integer(3, "score", &score)
        visitor.texts(4, "reasons", &reasons)
    }
}
