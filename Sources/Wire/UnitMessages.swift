// SPDX-License-Identifier: Apache-2.0
//
// `query.v1/Units`: the tree of units, for whoever has to turn names into codes.

public import Pipeline

/// Asks for all units.
public struct UnitsRequest: Record {
    public var atLeastPosition: Int64?

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.integer(1, "atLeastPosition", &atLeastPosition)
    }
}

/// All units, by code.
public struct UnitsReply: Record {
    public var units: [UnitMessage] = []
    public var freshness: Freshness?

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.records(1, "units", &units)
        visitor.record(2, "freshness", &freshness)
    }
}

/// One unit.
public struct UnitMessage: Record {
    public var unit: UnitCode?
    public var name: String?
    /// Unset for a root.
    public var parent: UnitCode?
    public var kind: UnitKind?

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.coded(1, "unit", &unit)
        visitor.text(2, "name", &name)
        visitor.coded(3, "parent", &parent)
        visitor.choice(4, "kind", &kind)
    }
}
