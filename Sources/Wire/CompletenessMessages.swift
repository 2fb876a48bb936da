// SPDX-License-Identifier: Apache-2.0
//
// `query.v1/Completeness`: which units have reported anything of the month, beside every total that
// lacks those that have not.

public import Pipeline

/// Asks which units have reported this month.
public struct CompletenessRequest: Record {
    /// The unit, day and knowledge.
    public var question: ProgressRequest?

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.record(1, "question", &question)
    }
}

/// What was expected of a unit and those below it.
public struct CompletenessReply: Record {
    public var unit: UnitCode?
    public var unitName: String?
    public var asOf: CivilDay?
    /// With all units expected, by code.
    public var completeness: Completeness?
    public var freshness: Freshness?

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.coded(1, "unit", &unit)
        visitor.text(2, "unitName", &unitName)
        visitor.coded(3, "asOf", &asOf)
        visitor.record(4, "completeness", &completeness)
        visitor.record(5, "freshness", &freshness)
    }
}

/// Who has reported of a month, up to the day asked.
public struct Completeness: Record {
    /// The first day of the month.
    public var from: CivilDay?
    /// The day asked.
    public var to: CivilDay?
    /// How many units were to report: those below the unit asked, or itself, that are open and have none
    /// below them.
    public var expected: Int64?
    /// How many of them have not.
    public var unreported: Int64?
    /// Beside a figure, the first ten that have not.
    public var units: [UnitReport] = []

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.coded(1, "from", &from)
        visitor.coded(2, "to", &to)
        visitor.integer(3, "expected", &expected)
        visitor.integer(4, "unreported", &unreported)
        visitor.records(5, "units", &units)
    }
}

/// A unit that was to report.
public struct UnitReport: Record {
    public var unit: UnitCode?
    public var unitName: String?
    /// The latest day in the year so far of which it reported anything.
    public var lastReportedOn: CivilDay?
    /// It closed the month itself: what it reported, were it nothing, is all.
    public var isClosed: Bool?
    public var hasReported: Bool?

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.coded(1, "unit", &unit)
        visitor.text(2, "unitName", &unitName)
        visitor.coded(3, "lastReportedOn", &lastReportedOn)
        visitor.flag(4, "isClosed", &isClosed)
        visitor.flag(5, "hasReported", &hasReported)
    }
}
