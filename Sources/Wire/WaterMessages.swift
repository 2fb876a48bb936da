// SPDX-License-Identifier: Apache-2.0
//
// `query.v1/Water`: what units claim, what was verified of it, and what the statistics bureau says, side by
// side.

public import Pipeline

/// Asks for the amounts of a unit and of those directly below it.
public struct WaterRequest: Record {
    /// The unit, day and knowledge; `children` plays no part.
    public var question: ProgressRequest?
    /// Which indicator stands beside; unset, `projectInvestment`.
    public var indicator: Measure?

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.record(1, "question", &question)
        visitor.coded(2, "indicator", &indicator)
    }
}

/// The unit asked, then those directly below by code.
public struct WaterReply: Record {
    public var asOf: CivilDay?
    public var rows: [WaterRow] = []
    public var freshness: Freshness?

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.coded(1, "asOf", &asOf)
        visitor.records(2, "rows", &rows)
        visitor.record(3, "freshness", &freshness)
    }
}

/// A unit's amounts; what is unset nobody verified or reported.
public struct WaterRow: Record {
    public var unit: UnitCode?
    public var unitName: String?
    public var claimed: FigureMessage?
    public var verified: FigureMessage?
    public var water: FigureMessage?
    /// The indicator, with its status.
    public var statistical: FigureMessage?
    /// Projects newly stored in the year, by the unit credited on the day asked.
    public var storedProjects: Int64?
    /// Of these, those that are in the statistics bureau's library.
    public var inStatistics: Int64?

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.coded(1, "unit", &unit)
        visitor.text(2, "unitName", &unitName)
        visitor.record(3, "claimed", &claimed)
        visitor.record(4, "verified", &verified)
        visitor.record(5, "water", &water)
        visitor.record(6, "statistical", &statistical)
        visitor.integer(7, "storedProjects", &storedProjects)
        visitor.integer(8, "inStatistics", &inStatistics)
    }
}
