// SPDX-License-Identifier: Apache-2.0
//
// Corrections and voids on the wire. What a correction states anew is a message of its own: a fact
// without id and source, and of any kind but these two, so that a fact never nests deeper than once.

public import Pipeline

extension Corrected: Record {
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.coded(1, "of", &of)
        visitor.text(2, "reason", &reason)
        var value = restated.map(Restated.init)
        visitor.record(3, "restated", &value)
        restated = value?.fact
    }
}

extension Voided: Record {
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.coded(1, "of", &of)
        visitor.coded(2, "subject", &subject)
        visitor.text(3, "reason", &reason)
    }
}

/// The whole new content of a corrected fact; its fields have the numbers that they have in `Fact`.
struct Restated: Record {
    var fact = Fact()

    init() {}

    init(_ fact: Fact) { self.fact = fact }

    mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.text(2, "subject", &fact.subject)
        visitor.coded(3, "unit", &fact.unit)
        visitor.coded(4, "effectiveOn", &fact.effectiveOn)
        visitor.records(6, "evidence", &fact.evidence)
        visitor.text(7, "note", &fact.note)
        fact.visitStatement(&visitor)
    }
}
