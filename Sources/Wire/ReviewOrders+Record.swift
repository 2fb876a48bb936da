// SPDX-License-Identifier: Apache-2.0
//
// Warnings, supervision orders, returns, projections and rule sets on the wire.

public import Pipeline

extension WarningIssued: Record {
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.coded(1, "unit", &unit)
        visitor.coded(2, "measure", &measure)
        visitor.choice(3, "lamp", &lamp)
        visitor.text(4, "advice", &advice)
        visitor.coded(5, "dueOn", &dueOn)
    }
}

extension WarningClosed: Record {
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.text(1, "reason", &reason)
    }
}

extension OrderOpened: Record {
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.coded(1, "unit", &unit)
        visitor.text(2, "what", &what)
        visitor.text(3, "owner", &owner)
        visitor.coded(4, "dueOn", &dueOn)
        visitor.coded(5, "warning", &warning)
        visitor.text(6, "rung", &rung)
        visitor.coded(7, "follows", &follows)
    }
}

extension OrderAnswered: Record {
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.text(1, "text", &text)
    }
}

extension OrderClosed: Record {
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.choice(1, "outcome", &outcome)
        visitor.text(2, "reason", &reason)
    }
}

extension ReviewReturned: Record {
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.coded(1, "of", &of)
        visitor.text(2, "reason", &reason)
    }
}

extension ProjectionMade: Record {
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.coded(1, "unit", &unit)
        visitor.coded(2, "measure", &measure)
        visitor.integer(3, "year", &year)
        visitor.coded(4, "asOf", &asOf)
        visitor.choice(5, "method", &method)
        visitor.record(6, "amount", &amount)
        visitor.integer(7, "count", &count)
    }
}

extension RuleSetAdopted: Record {
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.text(1, "title", &title)
        visitor.choice(2, "cohort", &cohort)
        visitor.choice(3, "rounding", &rounding)
        visitor.integer(4, "percentDecimals", &percentDecimals)
        visitor.integer(5, "pointsDecimals", &pointsDecimals)
        visitor.records(6, "lamps", &lamps)
        visitor.records(7, "rungs", &rungs)
    }
}

extension LampRule: Record {
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.choice(1, "lamp", &lamp)
        visitor.integer(2, "aheadFrom", &aheadFrom)
        visitor.integer(3, "aheadAbove", &aheadAbove)
        visitor.integer(4, "aheadUpTo", &aheadUpTo)
        visitor.integer(5, "aheadBelow", &aheadBelow)
        visitor.integer(6, "overdueFrom", &overdueFrom)
        visitor.integer(7, "overdueBelow", &overdueBelow)
    }
}

extension OrderRung: Record {
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.text(1, "name", &name)
        visitor.integer(2, "days", &days)
    }
}
