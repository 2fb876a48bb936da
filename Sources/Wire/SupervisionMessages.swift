// SPDX-License-Identifier: Apache-2.0
//
// `query.v1/RuleSet`, `query.v1/Warnings` and `query.v1/Orders`: by which rules lamps burn, who was
// warned and of what, and what was ordered.

public import Pipeline

/// The lamp of a task, and the rule by which it burns.
public struct LampMessage: Record {
    public var lamp: Lamp?
    public var rule: LampRule?
    /// Days since the task's owner had to be done; 0 where the task is done or no day is named.
    public var overdueDays: Int64?

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.choice(1, "lamp", &lamp)
        visitor.record(2, "rule", &rule)
        visitor.integer(3, "overdueDays", &overdueDays)
    }
}

/// Asks which rule set is in force.
public struct RuleSetRequest: Record {
    /// Unset, today.
    public var asOf: CivilDay?
    public var knownAt: KnownAtChoice?
    /// Read your own write.
    public var atLeastPosition: Int64?

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.coded(1, "asOf", &asOf)
        visitor.record(2, "knownAt", &knownAt)
        visitor.integer(3, "atLeastPosition", &atLeastPosition)
    }
}

/// The rule set in force on a day.
public struct RuleSetReply: Record {
    /// `default` is the product's own.
    public var name: String?
    public var asOf: CivilDay?
    /// What it says, the product's own where it leaves something unset.
    public var holds: RuleSetAdopted?
    public var knownAt: KnownAt?
    public var freshness: Freshness?

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.text(1, "name", &name)
        visitor.coded(2, "asOf", &asOf)
        visitor.record(3, "holds", &holds)
        visitor.record(4, "knownAt", &knownAt)
        visitor.record(5, "freshness", &freshness)
    }
}

/// Asks for the warnings of a unit and those below it.
public struct WarningsRequest: Record {
    /// The unit, day and knowledge; without a day warnings are those of today, and lamps of the day of the
    /// latest figures.
    public var question: ProgressRequest?
    /// Only those that are not closed.
    public var open: Bool?

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.record(1, "question", &question)
        visitor.flag(2, "open", &open)
    }
}

/// Warnings by the day of issue, and what calls for one.
public struct WarningsReply: Record {
    public var unit: UnitCode?
    public var unitName: String?
    /// The day of the warnings.
    public var asOf: CivilDay?
    public var warnings: [WarningMessage] = []
    /// Base tasks of the unit and of those directly below whose lamp is not green, and of which no
    /// warning is open.
    public var proposed: [TaskMessage] = []
    public var freshness: Freshness?
    /// The day of the lamps.
    public var figuresAsOf: CivilDay?

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.coded(1, "unit", &unit)
        visitor.text(2, "unitName", &unitName)
        visitor.coded(3, "asOf", &asOf)
        visitor.records(4, "warnings", &warnings)
        visitor.records(5, "proposed", &proposed)
        visitor.record(6, "freshness", &freshness)
        visitor.coded(7, "figuresAsOf", &figuresAsOf)
    }
}

/// One warning.
public struct WarningMessage: Record {
    public var name: WarningName?
    public var unit: UnitCode?
    public var unitName: String?
    public var issued: WarningIssued?
    public var issuedOn: CivilDay?
    public var closedOn: CivilDay?
    /// Why it was closed.
    public var reason: String?
    /// Days past its due day, until it was closed.
    public var overdueDays: Int64?
    /// How the measure stands; unset where its base task has no lamp, and of a closed one.
    public var now: Lamp?

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.coded(1, "name", &name)
        visitor.coded(2, "unit", &unit)
        visitor.text(3, "unitName", &unitName)
        visitor.record(4, "issued", &issued)
        visitor.coded(5, "issuedOn", &issuedOn)
        visitor.coded(6, "closedOn", &closedOn)
        visitor.text(7, "reason", &reason)
        visitor.integer(8, "overdueDays", &overdueDays)
        visitor.choice(9, "now", &now)
    }
}

/// Asks for the supervision orders of a unit and those below it.
public struct OrdersRequest: Record {
    /// The unit, day and knowledge; without a day, today.
    public var question: ProgressRequest?
    /// Only those that are not closed.
    public var open: Bool?
    /// Only those that are open, unanswered and past their day.
    public var overdue: Bool?

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.record(1, "question", &question)
        visitor.flag(2, "open", &open)
        visitor.flag(3, "overdue", &overdue)
    }
}

/// Orders by the day of opening.
public struct OrdersReply: Record {
    public var unit: UnitCode?
    public var unitName: String?
    public var asOf: CivilDay?
    public var orders: [OrderMessage] = []
    /// The ladder in force on the day, from the first rung up.
    public var rungs: [OrderRung] = []
    public var freshness: Freshness?

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.coded(1, "unit", &unit)
        visitor.text(2, "unitName", &unitName)
        visitor.coded(3, "asOf", &asOf)
        visitor.records(4, "orders", &orders)
        visitor.records(5, "rungs", &rungs)
        visitor.record(6, "freshness", &freshness)
    }
}

/// One order.
public struct OrderMessage: Record {
    public var name: OrderName?
    public var unit: UnitCode?
    public var unitName: String?
    public var opened: OrderOpened?
    public var openedOn: CivilDay?
    public var answers: [OrderAnswerMessage] = []
    public var outcome: OrderOutcome?
    public var closedOn: CivilDay?
    /// Why it was closed.
    public var reason: String?
    /// Days past its due day, until it was answered or closed.
    public var overdueDays: Int64?
    /// Open, unanswered and past its day.
    public var isOverdue: Bool?
    /// The rung to which it would be escalated: the next one of the ladder, or the last once more.
    public var nextRung: OrderRung?
    /// The order to which it was escalated.
    public var followedBy: OrderName?

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.coded(1, "name", &name)
        visitor.coded(2, "unit", &unit)
        visitor.text(3, "unitName", &unitName)
        visitor.record(4, "opened", &opened)
        visitor.coded(5, "openedOn", &openedOn)
        visitor.records(6, "answers", &answers)
        visitor.choice(7, "outcome", &outcome)
        visitor.coded(8, "closedOn", &closedOn)
        visitor.text(9, "reason", &reason)
        visitor.integer(10, "overdueDays", &overdueDays)
        visitor.flag(11, "isOverdue", &isOverdue)
        visitor.record(12, "nextRung", &nextRung)
        visitor.coded(13, "followedBy", &followedBy)
    }
}

/// An answer to an order.
public struct OrderAnswerMessage: Record {
    public var on: CivilDay?
    public var text: String?
    /// What vouches for it.
    public var evidence: [Evidence] = []
    public var position: Int64?

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.coded(1, "on", &on)
        visitor.text(2, "text", &text)
        visitor.records(3, "evidence", &evidence)
        visitor.integer(4, "position", &position)
    }
}
