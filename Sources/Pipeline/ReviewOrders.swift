// SPDX-License-Identifier: Apache-2.0
//
// Facts of the review that ask somebody to act: warnings (预警), supervision orders (督办), claims sent
// back. A warning and an order have a name, which is their subject; what is sent back is a project's.
//
// None of them moves a figure. The ladder of an order (reminder, order, interview …) is the office's
// own: the rung is a text, and an escalation is a new order that follows the former one.

/// A unit is warned of a measure that lags.
public struct WarningIssued: Hashable, Sendable {
    /// The unit warned; unset, the unit that reports.
    public var unit: UnitCode?
    public var measure: Measure?
    /// Yellow or red.
    public var lamp: Lamp?
    /// What the unit is advised to do.
    public var advice: String?
    /// The day by which it should be done.
    public var dueOn: CivilDay?

    public init() {}
}

/// A warning ended.
public struct WarningClosed: Hashable, Sendable {
    public var reason: String?

    public init() {}
}

/// A unit is ordered to do something by a day.
public struct OrderOpened: Hashable, Sendable {
    /// The unit ordered; unset, the unit that reports.
    public var unit: UnitCode?
    /// What is to be done.
    public var what: String?
    /// Who answers for it, by name.
    public var owner: String?
    public var dueOn: CivilDay?
    /// The warning that it follows from.
    public var warning: WarningName?
    /// The rung of the office's ladder, by its name.
    public var rung: String?
    /// The order that was escalated to this one.
    public var follows: OrderName?

    public init() {}
}

/// The unit answered an order; what vouches for the answer is the envelope's evidence.
public struct OrderAnswered: Hashable, Sendable {
    public var text: String?

    public init() {}
}

/// An order ended.
public struct OrderClosed: Hashable, Sendable {
    public var outcome: OrderOutcome?
    /// Needed unless it was done.
    public var reason: String?

    public init() {}
}

/// A reviewer sent something back to the project's unit.
public struct ReviewReturned: Hashable, Sendable {
    /// The arrival of capital that was claimed; unset, the application for the library.
    public var of: FactID?
    public var reason: String?

    public init() {}
}

/// How a measure stands (红黄绿灯).
public enum Lamp: String, NamedChoice {
    case green = "GREEN"
    case yellow = "YELLOW"
    case red = "RED"
}

/// How an order ended.
public enum OrderOutcome: String, NamedChoice {
    case done = "DONE"
    /// A new order of a higher rung follows it.
    case escalated = "ESCALATED"
    case dropped = "DROPPED"
}

/// The name of a warning: 1–64 bytes, no blanks.
public struct WarningName: KeyCoded {
    public let text: String
    public static var formRule: Rule { .malformedCode }
    public init?(text: String) {
        guard text.isPlainWord else { return nil }
        self.text = text
    }
}

/// The name of a supervision order: 1–64 bytes, no blanks.
public struct OrderName: KeyCoded {
    public let text: String
    public static var formRule: Rule { .malformedCode }
    public init?(text: String) {
        guard text.isPlainWord else { return nil }
        self.text = text
    }
}
