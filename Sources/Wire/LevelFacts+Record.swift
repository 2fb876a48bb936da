// SPDX-License-Identifier: Apache-2.0
//
// The kinds of levels: tasks, counts of business entities (one message, six kinds), single
// entities, indicators.

public import Pipeline

extension AnnualTaskSet: Record {
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.coded(1, "measure", &measure)
        visitor.coded(2, "unit", &unit)
        visitor.integer(3, "year", &year)
        visitor.text(4, "issuer", &issuer)
        visitor.choice(5, "grade", &grade)
        visitor.record(6, "amount", &amount)
        visitor.integer(7, "count", &count)
        visitor.choice(8, "schedule", &schedule)
        visitor.integers(9, "curve", &curve)
    }
}

extension TaskAdjusted: Record {
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.coded(1, "measure", &measure)
        visitor.coded(2, "unit", &unit)
        visitor.integer(3, "year", &year)
        visitor.text(4, "issuer", &issuer)
        visitor.choice(5, "grade", &grade)
        visitor.record(6, "amount", &amount)
        visitor.integer(7, "count", &count)
        visitor.text(8, "reason", &reason)
    }
}

extension OwnerAssigned: Record {
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.coded(1, "of", &of)
        visitor.text(2, "owner", &owner)
        visitor.coded(3, "dueOn", &dueOn)
    }
}

extension EntityCount: Record {
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.coded(1, "unit", &unit)
        visitor.choice(2, "category", &category)
        visitor.integer(3, "count", &count)
    }
}

extension EntityConverted: Record {
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.coded(1, "former", &former)
        visitor.choice(2, "formerCategory", &formerCategory)
        visitor.coded(3, "unit", &unit)
        visitor.integer(4, "count", &count)
        visitor.text(5, "name", &name)
    }
}

extension EntityRegistered: Record {
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.coded(1, "unit", &unit)
        visitor.choice(2, "category", &category)
        visitor.text(3, "name", &name)
        visitor.choice(4, "entry", &entry)
    }
}

extension EntityDeregistered: Record {
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.text(1, "reason", &reason)
    }
}

extension EntityMoved: Record {
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.coded(1, "to", &to)
    }
}

extension IndicatorReported: Record {
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.coded(1, "measure", &measure)
        visitor.coded(2, "unit", &unit)
        visitor.coded(3, "from", &from)
        visitor.coded(4, "to", &to)
        visitor.choice(5, "accumulation", &accumulation)
        visitor.record(6, "amount", &amount)
        visitor.integer(7, "count", &count)
        visitor.choice(8, "status", &status)
    }
}
