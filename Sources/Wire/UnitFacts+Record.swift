// SPDX-License-Identifier: Apache-2.0
//
// What becomes of a unit, on the wire.

public import Pipeline

extension UnitRenamed: Record {
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.text(1, "name", &name)
    }
}

extension UnitMoved: Record {
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.coded(1, "parent", &parent)
        visitor.text(2, "reason", &reason)
    }
}

extension UnitSplit: Record {
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.records(1, "into", &into)
        visitor.text(2, "reason", &reason)
    }
}

extension UnitPart: Record {
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.coded(1, "unit", &unit)
    }
}

extension UnitMerged: Record {
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.coded(1, "into", &into)
        visitor.text(2, "reason", &reason)
    }
}

extension UnitClosed: Record {
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.text(1, "reason", &reason)
    }
}
