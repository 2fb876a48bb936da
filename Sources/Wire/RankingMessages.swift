// SPDX-License-Identifier: Apache-2.0
//
// `query.v1/Ranking` and `query.v1/Trend`: one figure of the units below, ranked, and month by month.

public import Pipeline

/// Asks who is ahead among the units directly below one.
public struct RankingRequest: Record {
    /// The unit above, day and knowledge.
    public var question: ProgressRequest?
    public var figure: FigureChoice?
    /// The day of the ranking before; unset, the last of the month before, in the same year.
    public var against: CivilDay?
    /// Only these peers.
    public var peerGroup: String?

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.record(1, "question", &question)
        visitor.record(2, "figure", &figure)
        visitor.coded(3, "against", &against)
        visitor.text(4, "peerGroup", &peerGroup)
    }
}

/// The peer groups, each in the order of ranks.
public struct RankingReply: Record {
    public var unit: UnitCode?
    public var unitName: String?
    public var asOf: CivilDay?
    /// Unset where there is no ranking before.
    public var against: CivilDay?
    public var groups: [RankingGroup] = []
    public var freshness: Freshness?

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.coded(1, "unit", &unit)
        visitor.text(2, "unitName", &unitName)
        visitor.coded(3, "asOf", &asOf)
        visitor.coded(4, "against", &against)
        visitor.records(5, "groups", &groups)
        visitor.record(6, "freshness", &freshness)
    }
}

/// Units that are ranked against each other.
public struct RankingGroup: Record {
    public var peerGroup: String?
    /// Of units without a peer group.
    public var kind: UnitKind?
    public var rows: [RankingRow] = []

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.text(1, "peerGroup", &peerGroup)
        visitor.choice(2, "kind", &kind)
        visitor.records(3, "rows", &rows)
    }
}

/// A unit among its peers.
public struct RankingRow: Record {
    public var unit: UnitCode?
    public var unitName: String?
    /// From 1, shared by equals; unset, listed apart.
    public var rank: Int64?
    public var isTied: Bool?
    /// On the day of the ranking before, among the same peers.
    public var rankBefore: Int64?
    /// Unset where the unit has none, as a rate without a task.
    public var figure: FigureMessage?
    /// What it lacks to the next better rank.
    public var gap: ChangeMessage?
    /// `withinRounding`, `withinUnverified`, `otherDays`.
    public var notes: [String] = []
    /// Of the task that the figure is of, or of the base task of the measure that it is.
    public var lamp: LampMessage?

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.coded(1, "unit", &unit)
        visitor.text(2, "unitName", &unitName)
        visitor.integer(3, "rank", &rank)
        visitor.flag(4, "isTied", &isTied)
        visitor.integer(5, "rankBefore", &rankBefore)
        visitor.record(6, "figure", &figure)
        visitor.record(7, "gap", &gap)
        visitor.texts(8, "notes", &notes)
        visitor.record(9, "lamp", &lamp)
    }
}

/// Asks for a figure at the end of each month.
public struct TrendRequest: Record {
    /// The unit, the last day and the knowledge; with `children` the units directly below too.
    public var question: ProgressRequest?
    public var figure: FigureChoice?
    /// A day of the first month; unset, January of the year asked.
    public var from: CivilDay?

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.record(1, "question", &question)
        visitor.record(2, "figure", &figure)
        visitor.coded(3, "from", &from)
    }
}

/// Units by months.
public struct TrendReply: Record {
    /// The unit asked, then those below by code.
    public var rows: [TrendRow] = []
    public var freshness: Freshness?

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.records(1, "rows", &rows)
        visitor.record(2, "freshness", &freshness)
    }
}

/// A unit's figure month by month.
public struct TrendRow: Record {
    public var unit: UnitCode?
    /// On the last day.
    public var unitName: String?
    public var points: [TrendPoint] = []

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.coded(1, "unit", &unit)
        visitor.text(2, "unitName", &unitName)
        visitor.records(3, "points", &points)
    }
}

/// A figure as of a day, all of one knowledge.
public struct TrendPoint: Record {
    public var asOf: CivilDay?
    /// Unset where there was none.
    public var figure: FigureMessage?

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.coded(1, "asOf", &asOf)
        visitor.record(2, "figure", &figure)
    }
}
