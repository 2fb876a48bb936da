// SPDX-License-Identifier: Apache-2.0
//
// `query.v1/EntityMonths`: stock and flows of business entities, month by month, by unit and category.

public import Pipeline

/// Asks for the entities of a unit in each month.
public struct EntityMonthsRequest: Record {
    /// The unit, the last day and the knowledge; with `children` the units directly below too.
    public var question: ProgressRequest?
    /// A day of the first month; unset, January of the year asked.
    public var from: CivilDay?
    /// Unset, all together and each of them; `TOTAL`, all together alone.
    public var category: EntityCategory?

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.record(1, "question", &question)
        visitor.coded(2, "from", &from)
        visitor.choice(3, "category", &category)
    }
}

/// The unit asked, then those below by code; of each, all together before the categories.
public struct EntityMonthsReply: Record {
    public var asOf: CivilDay?
    public var rows: [EntityMonthsRow] = []
    public var freshness: Freshness?

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.coded(1, "asOf", &asOf)
        visitor.records(2, "rows", &rows)
        visitor.record(3, "freshness", &freshness)
    }
}

/// A unit's category.
public struct EntityMonthsRow: Record {
    public var unit: UnitCode?
    public var unitName: String?
    /// `TOTAL`, all together.
    public var category: EntityCategory?
    /// The stock on the day before the first month.
    public var before: FigureMessage?
    public var months: [EntityMonth] = []
    /// Of the question's threshold, else of the last full ten thousand; of all together, or where a
    /// threshold is named.
    public var crossing: FigureMessage?

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.coded(1, "unit", &unit)
        visitor.text(2, "unitName", &unitName)
        visitor.choice(3, "category", &category)
        visitor.record(4, "before", &before)
        visitor.records(5, "months", &months)
        visitor.record(6, "crossing", &crossing)
    }
}

/// The figures of `query.v1/Entities` of one month, the first crossing apart.
public struct EntityMonth: Record {
    public var from: CivilDay?
    /// Its last day, or the day asked.
    public var to: CivilDay?
    public var figures: [FigureMessage] = []

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.coded(1, "from", &from)
        visitor.coded(2, "to", &to)
        visitor.records(3, "figures", &figures)
    }
}
