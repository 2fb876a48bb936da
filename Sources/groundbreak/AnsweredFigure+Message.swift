// SPDX-License-Identifier: Apache-2.0
//
// From figures of answers to what bulletins and the speech checker are made of: each with its question.

import Pipeline
import Present
import Rollup
import Wire

/// What all questions of one paper have in common.
struct Asking {
    /// Its knowledge and language; the unit and day of each question are set anew.
    var question: ProgressRequest
    var language: Language
    var epoch: String?
    var position: Int64

    /// Fixes the knowledge to that of a first answer.
    ///
    /// - Returns: nil where the answer has no figure with a knowledge.
    init?(_ question: ProgressRequest, _ reply: ProgressReply, _ language: Language) {
        guard let known = reply.figures.first?.knownAt, let position = known.position,
            let choice = KnownAtChoice(known)
        else { return nil }
        self.question = question
        self.question.unit = reply.unit
        self.question.asOf = reply.asOf
        self.question.year = nil
        self.question.knownAt = choice
        self.language = language
        (epoch, self.position) = (known.epoch, position)
    }

    /// A figure with the question that gives it again; nil where this program does not know its name.
    func answered(
        _ message: FigureMessage?, of unit: UnitCode?, category: EntityCategory? = nil
    ) -> AnsweredFigure? {
        guard let message, let name = message.measure.flatMap(FigureName.init(rawValue:)),
            let unit, let day = message.asOf, let text = message.text
        else { return nil }
        var question = FigureQuestion(
            name, unit: unit, asOf: day, epoch: epoch, position: position, language: language)
        question.measure = message.of.flatMap(Measure.init(text:))
        (question.grade, question.issuer) = (message.grade, message.issuer)
        (question.category, question.threshold) = (category, message.threshold)
        (question.decimals, question.rounding) = (self.question.decimals, self.question.rounding)
        var figure = AnsweredFigure(question, label: message.label ?? name.rawValue, text: text)
        figure.unit = message.unit.flatMap(FigureUnit.init(rawValue:))
        figure.number = message.exactNumber
        if figure.number == nil { figure.day = message.value.flatMap(CivilDay.init(text:)) }
        (figure.status, figure.from, figure.to) = (message.status, message.from, message.to)
        figure.notes = message.notes.compactMap(FigureNote.init(rawValue:))
        return figure
    }

    /// The figures of an answer.
    func answered(
        _ messages: [FigureMessage], of unit: UnitCode?, category: EntityCategory? = nil
    ) -> [AnsweredFigure] {
        messages.compactMap { answered($0, of: unit, category: category) }
    }

    /// The figures of an answer about business entities, in all and by category.
    func answered(_ reply: EntitiesReply) -> [EntitySheet] {
        let whole = EntitySheet(
            category: .total, figures: answered(reply.figures, of: reply.unit))
        return [whole]
            + reply.byCategory.compactMap { row in
                row.category.map {
                    EntitySheet(
                        category: $0,
                        figures: answered(row.figures, of: reply.unit, category: $0))
                }
            }
    }
}

extension FigureMessage {
    /// The exact number; nil for a day and for what is missing.
    var exactNumber: Fraction? {
        guard let numerator = numerator.flatMap({ Int128($0) }),
            let denominator = denominator.flatMap({ Int128($0) }), denominator > 0
        else { return nil }
        return Fraction(numerator, over: denominator)
    }
}
