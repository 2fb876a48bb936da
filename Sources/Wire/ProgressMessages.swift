// SPDX-License-Identifier: Apache-2.0
//
// `query.v1/Progress`: how far a unit, and the units below it, have come with their year.

public import Pipeline

/// Asks for the figures of a unit's year so far.
public struct ProgressRequest: Record {
    public var unit: UnitCode?
    public var year: Int64?
    /// Unset, the default of the ledger; the answer says which day it was.
    public var asOf: CivilDay?
    /// Read your own write: the answer knows at least this position, or says how far it is.
    public var atLeastPosition: Int64?
    /// Decimals of rates, 0–4; unset, the measure's own.
    public var decimals: Int64?
    public var rounding: RoundingRule?
    public var language: LanguageChoice?
    /// Whether the units below are given too.
    public var children: Bool?
    /// For the first crossing of a stock of entities.
    public var threshold: Int64?
    public var cohort: Cohort?
    /// Unset, all that the ledger knows.
    public var knownAt: KnownAtChoice?
    /// Whether each figure bears its digest.
    public var digests: Bool?
    public var bundles: BundleChoice?
    public var tree: TreeChoice?
    /// Whether the freshness says which units have not reported this month.
    public var completeness: Bool?

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.coded(1, "unit", &unit)
        visitor.integer(2, "year", &year)
        visitor.coded(3, "asOf", &asOf)
        visitor.integer(4, "atLeastPosition", &atLeastPosition)
        visitor.integer(5, "decimals", &decimals)
        visitor.choice(6, "rounding", &rounding)
        visitor.choice(7, "language", &language)
        visitor.flag(8, "children", &children)
        visitor.integer(9, "threshold", &threshold)
        visitor.choice(10, "cohort", &cohort)
        visitor.record(11, "knownAt", &knownAt)
        visitor.flag(12, "digests", &digests)
        visitor.choice(13, "bundles", &bundles)
        visitor.choice(14, "tree", &tree)
        visitor.flag(15, "completeness", &completeness)
    }
}

/// A unit's figures, and those of the units below it.
public struct ProgressReply: Record {
    public var unit: UnitCode?
    public var unitName: String?
    public var asOf: CivilDay?
    public var figures: [FigureMessage] = []
    /// By unit code.
    public var children: [UnitProgress] = []
    public var freshness: Freshness?

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.coded(1, "unit", &unit)
        visitor.text(2, "unitName", &unitName)
        visitor.coded(3, "asOf", &asOf)
        visitor.records(4, "figures", &figures)
        visitor.records(5, "children", &children)
        visitor.record(6, "freshness", &freshness)
    }
}

/// The figures of a unit below.
public struct UnitProgress: Record {
    public var unit: UnitCode?
    public var unitName: String?
    public var figures: [FigureMessage] = []

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.coded(1, "unit", &unit)
        visitor.text(2, "unitName", &unitName)
        visitor.records(3, "figures", &figures)
    }
}
