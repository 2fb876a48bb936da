// SPDX-License-Identifier: Apache-2.0
//
// `query.v1/Explain`: a figure taken apart to the facts that it is made of.
//
// Law: the amounts of the lines of all pages, each times its term's factor, sum to the numerator and
// the denominator of the figure; `docs/MEASURES.md` names the two figures with one word more.

public import Pipeline
import Rollup

/// Which figure of an answer.
public struct FigureChoice: Record {
    /// As `completionRate`.
    public var measure: String?
    /// Of which measure, for a rate.
    public var of: Measure?
    /// Unset, the first: base before stretch.
    public var grade: TaskGrade?
    public var issuer: String?
    /// A figure of `query.v1/Entities` of this category.
    public var category: EntityCategory?
    /// A figure of `query.v1/Entities` since this day.
    public var from: CivilDay?

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.text(1, "measure", &measure)
        visitor.coded(2, "of", &of)
        visitor.choice(3, "grade", &grade)
        visitor.text(4, "issuer", &issuer)
        visitor.choice(5, "category", &category)
        visitor.coded(6, "from", &from)
    }
}

/// A line within the pages of an answer; what `next` says is given back as it came.
public struct LinePlace: Record {
    public var part: Int64?
    public var bucketDay: CivilDay?
    public var effectiveDay: CivilDay?
    public var position: Int64?

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.integer(1, "part", &part)
        visitor.coded(2, "bucketDay", &bucketDay)
        visitor.coded(3, "effectiveDay", &effectiveDay)
        visitor.integer(4, "position", &position)
    }
}

/// Asks what a figure is made of.
public struct ExplainRequest: Record {
    public var question: ProgressRequest?
    public var figure: FigureChoice?
    /// The page after this line; the knowledge must be that of the first page.
    public var after: LinePlace?
    /// At most so many lines; the server may give fewer.
    public var max: Int64?

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.record(1, "question", &question)
        visitor.record(2, "figure", &figure)
        visitor.record(3, "after", &after)
        visitor.integer(4, "max", &max)
    }
}

/// The figure, its rule, its terms and a page of lines.
public struct ExplainReply: Record {
    public var unit: UnitCode?
    public var unitName: String?
    public var asOf: CivilDay?
    /// As `query.v1/Progress` gives it.
    public var figure: FigureMessage?
    /// The formula in words, in the language asked.
    public var rule: String?
    public var terms: [TermMessage] = []
    /// By term, then the day that counts, then position.
    public var lines: [LineMessage] = []
    /// The `after` of the next page; unset on the last.
    public var next: LinePlace?
    public var freshness: Freshness?

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.coded(1, "unit", &unit)
        visitor.text(2, "unitName", &unitName)
        visitor.coded(3, "asOf", &asOf)
        visitor.record(4, "figure", &figure)
        visitor.text(5, "rule", &rule)
        visitor.records(6, "terms", &terms)
        visitor.records(7, "lines", &lines)
        visitor.record(8, "next", &next)
        visitor.record(9, "freshness", &freshness)
    }
}
