// SPDX-License-Identifier: Apache-2.0
//
// The kinds of the ladder that carry little of their own; a lead, which has an agreement's terms,
// stands in `FactParts+Record.swift`.

public import Pipeline

extension NegotiationOpened: Record {
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {}
}

extension ContractFulfilled: Record {
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {}
}

extension StatisticsEntered: Record {
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.text(1, "statisticsNumber", &statisticsNumber)
    }
}

extension ProjectAtCapacity: Record {
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {}
}

extension ProgressReported: Record {
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.integer(1, "basisPoints", &basisPoints)
    }
}

extension ProjectSuspended: Record {
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.text(1, "reason", &reason)
    }
}

extension ProjectResumed: Record {
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.text(1, "reason", &reason)
    }
}
