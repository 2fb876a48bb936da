// SPDX-License-Identifier: Apache-2.0
//
// The kinds that change a project beside its ladder.

public import Pipeline

extension InvestmentRevised: Record {
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.record(1, "totalInvestment", &totalInvestment)
        visitor.text(2, "reason", &reason)
    }
}

extension DetailsSet: Record {
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.records(1, "details", &details)
    }
}

extension Detail: Record {
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.text(1, "name", &name)
        visitor.text(2, "text", &text)
    }
}
