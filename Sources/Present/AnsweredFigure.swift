// SPDX-License-Identifier: Apache-2.0
//
// A figure as the query front gave it, with the question that gives it again.
//
// Law: the text is the front's and is never made anew here; the exact number stands beside it for
// charts and for comparisons.

public import Pipeline
public import Rollup

/// A figure of an answer.
public struct AnsweredFigure: Hashable, Sendable {
    public var name: FigureName
    /// Of which measure, for a rate, a task or an indicator.
    public var measure: Measure?
    /// Of business entities of one category.
    public var category: EntityCategory?
    /// In the language asked.
    public var label: String
    /// Rounded once, by the front, in the language asked; words where the number is missing.
    public var text: String
    /// Exact; unset for a day and for what is missing.
    public var number: Fraction?
    /// Of a first crossing.
    public var day: CivilDay?
    public var unit: FigureUnit?
    public var status: FigureStatus?
    public var grade: TaskGrade?
    public var issuer: String?
    /// The days that it covers.
    public var from: CivilDay?
    public var to: CivilDay?
    public var notes: [FigureNote] = []
    public var question: FigureQuestion

    public init(_ question: FigureQuestion, label: String, text: String) {
        self.name = question.figure
        self.measure = question.measure
        self.category = question.category
        self.grade = question.grade
        self.issuer = question.issuer
        self.label = label
        self.text = text
        self.question = question
    }

    /// Whether a first crossing is one: where the first stock known was as high already, nobody knows
    /// when it was crossed.
    public var isCrossing: Bool { day.map { from == nil || from! < $0 } ?? false }

    /// Neither a number nor a day; never the same as zero.
    public var isMissing: Bool { number == nil && day == nil }
}
