// SPDX-License-Identifier: Apache-2.0
//
// Facts of the review on the wire.

public import Pipeline

extension Published: Record {
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.coded(1, "unit", &unit)
        visitor.coded(2, "asOf", &asOf)
        visitor.text(3, "epoch", &epoch)
        visitor.integer(4, "knownAt", &knownAt)
        visitor.integer(5, "threshold", &threshold)
        visitor.choice(6, "cohort", &cohort)
        visitor.integer(7, "decimals", &decimals)
        visitor.choice(8, "rounding", &rounding)
        visitor.choice(9, "language", &language)
        visitor.records(10, "figures", &figures)
        visitor.choice(11, "bundles", &bundles)
        visitor.choice(12, "tree", &tree)
    }
}

extension PublishedFigure: Record {
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.text(1, "measure", &measure)
        visitor.coded(2, "of", &of)
        visitor.choice(3, "grade", &grade)
        visitor.text(4, "issuer", &issuer)
        visitor.text(5, "text", &text)
        visitor.coded(6, "digest", &digest)
    }
}
