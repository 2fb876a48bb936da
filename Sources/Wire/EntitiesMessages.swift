// SPDX-License-Identifier: Apache-2.0
//
// `query.v1/Entities`: business entities of a unit: stock, net increase, flows, first crossing.

public import Pipeline

/// Asks for the entities of a unit in a span of days.
public struct EntitiesRequest: Record {
    public var unit: UnitCode?
    /// The first day of the flows; unset, the first of January.
    public var from: CivilDay?
    public var asOf: CivilDay?
    /// For the first crossing.
    public var threshold: Int64?
    /// Decimals of rates, 0–4.
    public var decimals: Int64?
    public var language: LanguageChoice?
    /// Read your own write.
    public var atLeastPosition: Int64?
    /// Unset, all that the ledger knows.
    public var knownAt: KnownAtChoice?

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.coded(1, "unit", &unit)
        visitor.coded(2, "from", &from)
        visitor.coded(3, "asOf", &asOf)
        visitor.integer(4, "threshold", &threshold)
        visitor.integer(5, "decimals", &decimals)
        visitor.choice(6, "language", &language)
        visitor.integer(7, "atLeastPosition", &atLeastPosition)
        visitor.record(8, "knownAt", &knownAt)
    }
}

/// A unit's entities, in all and by category.
public struct EntitiesReply: Record {
    public var unit: UnitCode?
    public var unitName: String?
    public var asOf: CivilDay?
    public var figures: [FigureMessage] = []
    public var byCategory: [CategoryFigures] = []
    public var freshness: Freshness?

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.coded(1, "unit", &unit)
        visitor.text(2, "unitName", &unitName)
        visitor.coded(3, "asOf", &asOf)
        visitor.records(4, "figures", &figures)
        visitor.records(5, "byCategory", &byCategory)
        visitor.record(6, "freshness", &freshness)
    }
}

/// The figures of one category.
public struct CategoryFigures: Record {
    public var category: EntityCategory?
    public var figures: [FigureMessage] = []

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.choice(1, "category", &category)
        visitor.records(2, "figures", &figures)
    }
}
