// SPDX-License-Identifier: Apache-2.0
//
// A bulletin (通报) as a value: a title, and blocks of prose, tables, charts and notes.
//
// Law: it is a function of the answers that it was written from, all of one knowledge; nothing here
// knows a clock or a locale. Its renderers add no number, and the same bulletin gives the same bytes.

public import Rollup

/// A document of figures.
public struct Bulletin: Hashable, Sendable {
    public var title: String
    /// Of which unit, as of when, known at what.
    public var dateline: String
    public var language: Language
    public var blocks: [BulletinBlock]

    public init(title: String, dateline: String, language: Language, blocks: [BulletinBlock]) {
        self.title = title
        self.dateline = dateline
        self.language = language
        self.blocks = blocks
    }

    /// Its charts in their order.
    public var charts: [BulletinChart] {
        blocks.compactMap { if case .chart(let chart) = $0 { chart } else { nil } }
    }

    /// Each question of prose, tables and notes once, by where its number stands first. A chart carries
    /// the questions of what it draws in its own elements.
    public var sources: [FigureQuestion] {
        var seen: Set<FigureQuestion> = []
        return blocks.flatMap(\.questions).filter { seen.insert($0).inserted }
    }
}

/// A part of a bulletin.
public enum BulletinBlock: Hashable, Sendable {
    case heading(String)
    case paragraph(Prose)
    case table(BulletinTable)
    case chart(BulletinChart)
    /// Remarks, one an item.
    case notes([Prose])

    var questions: [FigureQuestion] {
        switch self {
        case .heading, .chart: []
        case .paragraph(let prose): prose.questions
        case .table(let table): table.rows.flatMap { $0.flatMap(\.questions) }
        case .notes(let notes): notes.flatMap(\.questions)
        }
    }
}

/// A table whose numbers carry their questions.
public struct BulletinTable: Hashable, Sendable {
    public var caption: String
    public var headers: [String]
    /// A cell for each header.
    public var rows: [[Prose]]
    /// One a column.
    public var alignment: [ColumnAlignment]

    /// Columns with a number stand right, others left.
    public init(caption: String, headers: [String], rows: [[Prose]]) {
        precondition(rows.allSatisfy { $0.count == headers.count }, "a cell for each header")
        self.caption = caption
        self.headers = headers
        self.rows = rows
        alignment = headers.indices.map { column in
            rows.contains { !$0[column].questions.isEmpty } ? .right : .left
        }
    }
}

/// A chart: a bar a unit, or a line by month.
public struct BulletinChart: Hashable, Sendable {
    public enum Form: Hashable, Sendable { case bars, lines }

    /// A figure drawn to scale.
    public struct Value: Hashable, Sendable {
        public var figure: AnsweredFigure
        public var number: Fraction

        /// Nil where there is no number: what is missing is not drawn.
        public init?(_ figure: AnsweredFigure?) {
            guard let figure, let number = figure.number else { return nil }
            (self.figure, self.number) = (figure, number)
        }
    }

    /// What stands at one place of the axis: a value for each series.
    public struct Point: Hashable, Sendable {
        public var label: String
        public var values: [Value?]

        public init(_ label: String, _ values: [Value?]) {
            (self.label, self.values) = (label, values)
        }
    }

    public var form: Form
    public var title: String
    /// For who can't see it.
    public var summary: String
    /// The first one is drawn and told in numbers; the second, as a schedule, is a mark beside it.
    public var series: [String]
    public var points: [Point]

    /// - Precondition: one series or two, and a place for each in every point.
    public init(form: Form, title: String, summary: String, series: [String], points: [Point]) {
        precondition((1...2).contains(series.count), "one series or two")
        precondition(points.allSatisfy { $0.values.count == series.count }, "a value a series")
        (self.form, self.title, self.summary) = (form, title, summary)
        (self.series, self.points) = (series, points)
    }
}
