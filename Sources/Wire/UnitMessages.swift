// SPDX-License-Identifier: Apache-2.0
//
// `query.v1/Units`: the tree of units, for whoever has to turn names into codes.

public import Pipeline

/// Asks for all units.
public struct UnitsRequest: Record {
    public var atLeastPosition: Int64?
    /// As of this day; unset, by every day that is known.
    public var asOf: CivilDay?
    /// As known then; unset, now.
    public var knownAt: KnownAtChoice?

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.integer(1, "atLeastPosition", &atLeastPosition)
        visitor.coded(2, "asOf", &asOf)
        visitor.record(3, "knownAt", &knownAt)
    }
}

/// All units, by code.
public struct UnitsReply: Record {
    public var units: [UnitMessage] = []
    public var freshness: Freshness?
    /// The knowledge that it rests on.
    public var knownAt: KnownAt?

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.records(1, "units", &units)
        visitor.record(2, "freshness", &freshness)
        visitor.record(3, "knownAt", &knownAt)
    }
}

/// One unit.
public struct UnitMessage: Record {
    public var unit: UnitCode?
    public var name: String?
    /// Unset for a root.
    public var parent: UnitCode?
    public var kind: UnitKind?
    /// Units are ranked against those of their peer group.
    public var peerGroup: String?
    public var division: DivisionCode?
    /// Closed, split or merged.
    public var isClosed: Bool?
    /// The day since which all this is so.
    public var since: CivilDay?

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.coded(1, "unit", &unit)
        visitor.text(2, "name", &name)
        visitor.coded(3, "parent", &parent)
        visitor.choice(4, "kind", &kind)
        visitor.text(5, "peerGroup", &peerGroup)
        visitor.coded(6, "division", &division)
        visitor.flag(7, "isClosed", &isClosed)
        visitor.coded(8, "since", &since)
    }
}
