// SPDX-License-Identifier: Apache-2.0
//
// `query.v1/Candidates` and `query.v1/Promotions`: who might be promoted above scale, and who was.

public import Pipeline

/// Asks for industrial projects in operation whose enterprise was not promoted.
public struct CandidatesRequest: Record {
    /// Credited to this unit or one below it; unset, all.
    public var unit: UnitCode?
    /// Unset, the default of the ledger; the answer says which day it was.
    public var asOf: CivilDay?
    /// As known then; unset, now.
    public var knownAt: KnownAtChoice?
    /// The page after this project.
    public var afterProject: ProjectID?
    /// At most so many; the server may give fewer.
    public var max: Int64?
    /// Read your own write.
    public var atLeastPosition: Int64?

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.coded(1, "unit", &unit)
        visitor.coded(2, "asOf", &asOf)
        visitor.record(3, "knownAt", &knownAt)
        visitor.coded(4, "afterProject", &afterProject)
        visitor.integer(5, "max", &max)
        visitor.integer(6, "atLeastPosition", &atLeastPosition)
    }
}

/// Projects in the order of their keys. One without its investor's credit code is among them, since nobody
/// can tell whether it was promoted.
public struct CandidatesReply: Record {
    public var asOf: CivilDay?
    public var projects: [ProjectMessage] = []
    /// The `afterProject` of the next page, which may be empty; unset on the last.
    public var next: ProjectID?
    /// The knowledge that it rests on; the next page is asked with it.
    public var knownAt: KnownAt?
    public var freshness: Freshness?

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.coded(1, "asOf", &asOf)
        visitor.records(2, "projects", &projects)
        visitor.coded(3, "next", &next)
        visitor.record(4, "knownAt", &knownAt)
        visitor.record(5, "freshness", &freshness)
    }
}

/// Asks for promotions in force.
public struct PromotionsRequest: Record {
    /// Of this unit or one below it; unset, all.
    public var unit: UnitCode?
    /// The first day; unset, 1 January.
    public var from: CivilDay?
    /// Unset, the default of the ledger; the answer says which day it was.
    public var asOf: CivilDay?
    /// As known then; unset, now.
    public var knownAt: KnownAtChoice?
    /// The page after the fact at this position.
    public var after: Int64?
    /// At most so many are looked at; the server may look at fewer.
    public var max: Int64?
    /// Read your own write.
    public var atLeastPosition: Int64?

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.coded(1, "unit", &unit)
        visitor.coded(2, "from", &from)
        visitor.coded(3, "asOf", &asOf)
        visitor.record(4, "knownAt", &knownAt)
        visitor.integer(5, "after", &after)
        visitor.integer(6, "max", &max)
        visitor.integer(7, "atLeastPosition", &atLeastPosition)
    }
}

/// Promotions by the days on which they were first said to be.
public struct PromotionsReply: Record {
    public var from: CivilDay?
    public var asOf: CivilDay?
    public var promotions: [PromotionMessage] = []
    /// The `after` of the next page, which may be empty; unset on the last.
    public var next: Int64?
    /// The knowledge that it rests on; the next page is asked with it.
    public var knownAt: KnownAt?
    public var freshness: Freshness?

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.coded(1, "from", &from)
        visitor.coded(2, "asOf", &asOf)
        visitor.records(3, "promotions", &promotions)
        visitor.integer(4, "next", &next)
        visitor.record(5, "knownAt", &knownAt)
        visitor.record(6, "freshness", &freshness)
    }
}

/// An enterprise, or a count of some, promoted above scale.
public struct PromotionMessage: Record {
    public var unit: UnitCode?
    public var unitName: String?
    /// Unset of a count.
    public var code: CreditCode?
    /// Unset of one enterprise.
    public var count: Int64?
    public var category: EntityCategory?
    public var fact: FactReferenceMessage?

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.coded(1, "unit", &unit)
        visitor.text(2, "unitName", &unitName)
        visitor.coded(3, "code", &code)
        visitor.integer(4, "count", &count)
        visitor.choice(5, "category", &category)
        visitor.record(6, "fact", &fact)
    }
}
