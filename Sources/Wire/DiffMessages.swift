// SPDX-License-Identifier: Apache-2.0
//
// `query.v1/Diff`: one figure of two questions, and the facts that make the difference.
//
// Law: for each role the amounts of the lines of all pages, each times its term's factor, those of
// the side `FROM` taken off, sum to what the second figure has more than the first.

public import Pipeline

/// Asks why a figure is another one: on another day, with other knowledge, or of another unit.
public struct DiffRequest: Record {
    public var from: ProgressRequest?
    public var to: ProgressRequest?
    public var figure: FigureChoice?
    /// The page after this line; the knowledge must be that of the first page.
    public var after: LinePlace?
    /// At most so many lines; the server may give fewer.
    public var max: Int64?

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.record(1, "from", &from)
        visitor.record(2, "to", &to)
        visitor.record(3, "figure", &figure)
        visitor.record(4, "after", &after)
        visitor.integer(5, "max", &max)
    }
}

/// Both figures, the difference, and a page of the lines that make it.
public struct DiffReply: Record {
    public var from: DiffFigure?
    public var to: DiffFigure?
    /// Unset where either has no number.
    public var change: ChangeMessage?
    /// The formula in words, in the language asked.
    public var rule: String?
    public var terms: [TermMessage] = []
    /// What one has and the other has not; the term tells the side.
    public var lines: [LineMessage] = []
    /// The `after` of the next page; unset on the last.
    public var next: LinePlace?
    public var freshness: Freshness?

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.record(1, "from", &from)
        visitor.record(2, "to", &to)
        visitor.record(3, "change", &change)
        visitor.text(4, "rule", &rule)
        visitor.records(5, "terms", &terms)
        visitor.records(6, "lines", &lines)
        visitor.record(7, "next", &next)
        visitor.record(8, "freshness", &freshness)
    }
}

/// The figure of one of the two questions.
public struct DiffFigure: Record {
    public var unit: UnitCode?
    public var unitName: String?
    public var asOf: CivilDay?
    /// Unset where this question has no such figure.
    public var figure: FigureMessage?

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.coded(1, "unit", &unit)
        visitor.text(2, "unitName", &unitName)
        visitor.coded(3, "asOf", &asOf)
        visitor.record(4, "figure", &figure)
    }
}

/// The second number less the first, before rounding.
public struct ChangeMessage: Record {
    /// Decimal digits, at most 128 bits.
    public var numerator: String?
    /// Decimal digits, positive.
    public var denominator: String?
    /// Of two rates: `points`.
    public var unit: String?
    /// Rounded, with sign and unit, in the language asked.
    public var text: String?

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.text(1, "numerator", &numerator)
        visitor.text(2, "denominator", &denominator)
        visitor.text(3, "unit", &unit)
        visitor.text(4, "text", &text)
    }
}
