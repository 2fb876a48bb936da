// SPDX-License-Identifier: Apache-2.0
//
// Shares, duplicates, bundles and periods on the wire.

public import Pipeline

extension CreditSharesSet: Record {
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.records(1, "shares", &shares)
        visitor.text(2, "reason", &reason)
    }
}

extension CreditShare: Record {
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.coded(1, "unit", &unit)
        visitor.integer(2, "basisPoints", &basisPoints)
    }
}

extension DuplicateLinked: Record {
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.coded(1, "of", &of)
        visitor.flag(2, "sameMoney", &sameMoney)
        visitor.text(3, "reason", &reason)
    }
}

extension DuplicateUnlinked: Record {
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.text(1, "reason", &reason)
    }
}

extension BundleSet: Record {
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.records(1, "parts", &parts)
        visitor.flag(2, "dissolved", &dissolved)
        visitor.text(3, "reason", &reason)
    }
}

extension BundlePart: Record {
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.coded(1, "project", &project)
    }
}

extension PeriodClosed: Record {
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.coded(1, "unit", &unit)
        visitor.coded(2, "from", &from)
        visitor.coded(3, "to", &to)
        visitor.text(4, "reason", &reason)
    }
}

extension PeriodReopened: Record {
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.coded(1, "unit", &unit)
        visitor.coded(2, "from", &from)
        visitor.coded(3, "to", &to)
        visitor.text(4, "reason", &reason)
    }
}
