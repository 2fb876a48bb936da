// SPDX-License-Identifier: Apache-2.0
//
// A figure as an answer carries it: exact as a fraction, and rounded once as text, so that a client
// of ten lines need not round. Numbers that may outgrow 64 bits travel as decimal digits.

public import Pipeline

/// One figure. A function of the question, as-of, known-at and rule set alone.
public struct FigureMessage: Record {
    /// As `completionRate`.
    public var measure: String?
    /// Of which measure, for a rate.
    public var of: String?
    /// The measure's name in the language asked.
    public var label: String?
    /// What the value counts.
    public var unit: String?
    /// A whole number or a day, in digits; unset for a rate and for what is missing.
    public var value: String?
    /// Decimal digits, at most 128 bits.
    public var numerator: String?
    /// Decimal digits, positive.
    public var denominator: String?
    /// Rounded, with its unit, in the language asked.
    public var text: String?
    public var status: FigureStatus?
    /// Why there is no value; a stable code.
    public var missing: String?
    public var grade: TaskGrade?
    public var issuer: String?
    public var asOf: CivilDay?
    public var knownAt: KnownAt?
    public var ruleSet: String?
    public var rounding: RoundingRule?
    /// How many facts contributed.
    public var facts: Int64?
    /// Stable codes of what a reader should know beside the figure.
    public var notes: [String] = []
    /// The days that the figure covers.
    public var from: CivilDay?
    public var to: CivilDay?
    /// Of a first crossing: the number crossed.
    public var threshold: Int64?
    /// SHA-256 over the protobuf bytes of the figure without its label and this; on request.
    public var digest: DigestText?

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.text(1, "measure", &measure)
        visitor.text(2, "of", &of)
        visitor.text(3, "label", &label)
        visitor.text(4, "unit", &unit)
        visitor.text(5, "value", &value)
        visitor.text(6, "numerator", &numerator)
        visitor.text(7, "denominator", &denominator)
        visitor.text(8, "text", &text)
        visitor.choice(9, "status", &status)
        visitor.text(10, "missing", &missing)
        visitor.choice(11, "grade", &grade)
        visitor.text(12, "issuer", &issuer)
        visitor.coded(13, "asOf", &asOf)
        visitor.record(14, "knownAt", &knownAt)
        visitor.text(15, "ruleSet", &ruleSet)
        visitor.choice(16, "rounding", &rounding)
        visitor.integer(17, "facts", &facts)
        visitor.texts(18, "notes", &notes)
        visitor.coded(19, "from", &from)
        visitor.coded(20, "to", &to)
        visitor.integer(21, "threshold", &threshold)
        visitor.coded(22, "digest", &digest)
    }
}

/// The knowledge a figure rests on: facts up to a position of an epoch.
public struct KnownAt: Record {
    public var epoch: String?
    public var position: Int64?

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.text(1, "epoch", &epoch)
        visitor.integer(2, "position", &position)
    }
}

/// How fresh an answer is; no part of its figures.
public struct Freshness: Record {
    public var epoch: String?
    /// The rollup's last position.
    public var cursor: Int64?
    /// The journal's last position.
    public var head: Int64?
    /// Facts that came late for a closed period.
    public var lateFacts: Int64?
    /// Who has not reported this month; on request.
    public var completeness: Completeness?

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.text(1, "epoch", &epoch)
        visitor.integer(2, "cursor", &cursor)
        visitor.integer(3, "head", &head)
        visitor.integer(4, "lateFacts", &lateFacts)
        visitor.record(5, "completeness", &completeness)
    }
}
