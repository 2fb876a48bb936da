// SPDX-License-Identifier: Apache-2.0
//
// Holds what a text says against what the ledger answers.
//
// Law: the ledger's exact number is rounded once, to the digits that the text has, and compared digit by
// digit; a number that only a cut reproduces is said to be cut off. A number is reproduced where every
// figure that its words name has its digits; where some have and some have not, the words leave it open,
// and it is ambiguous; where only a meaning that the words do not say first has them, too.

import Pipeline
public import Present
import Rollup

/// Judges the numbers of a text.
public struct SpeechJudge {
    /// The figures of each question asked, all of one knowledge.
    public var answers: [Inquiry: [AnsweredFigure]]
    public var language: Language

    public init(answers: [Inquiry: [AnsweredFigure]], language: Language) {
        self.answers = answers
        self.language = language
    }

    public func verdict(on statement: Statement) -> SpokenVerdict {
        let told = statement.readings.compactMap { reading in
            figure(of: reading).map { answered(reading, $0, statement.number) }
        }
        return SpokenVerdict(statement: statement, kind: kind(of: told, statement), answers: told)
    }

    private func kind(
        of told: [AnsweredReading], _ statement: Statement
    ) -> SpokenVerdict.Kind {
        if statement.unread?.isDoubt == true { return .notJudged }
        let numbers = told.filter { $0.match != .missing }
        let primary = numbers.filter(\.reading.isPrimary)
        guard !numbers.isEmpty else { return .notFound }
        let reproduced = primary.count { $0.match.isReproduced }
        if !primary.isEmpty, reproduced == primary.count { return .reproduced }
        return numbers.contains { $0.match.isReproduced } ? .ambiguous : .different
    }

    private func figure(of reading: Reading) -> AnsweredFigure? {
        answers[reading.inquiry]?.first { figure in
            figure.name == reading.figure && figure.measure == reading.measure
                && (figure.category ?? .total) == (reading.category ?? .total)
                && (reading.grade == nil || figure.grade == reading.grade)
        }
    }

    // MARK: One reading

    private func answered(
        _ reading: Reading, _ figure: AnsweredFigure, _ number: SpokenNumber
    ) -> AnsweredReading {
        if reading.figure == .firstCrossing {
            return AnsweredReading(
                reading: reading, figure: figure, match: crossed(reading, figure))
        }
        guard let value = figure.number, let unit = figure.unit else {
            return AnsweredReading(reading: reading, figure: figure, match: .missing)
        }
        let told = SpokenValue(number, unit: unit, direction: reading.direction)
        return AnsweredReading(
            reading: reading, figure: figure, match: told.match(with: value),
            difference: told.difference(from: value).map {
                FigureText.change($0, of: unit, language: language, rounding: Rounding())
            })
    }

    /// A crossing is reproduced by its day: in the span that the text names, or by the day asked.
    private func crossed(_ reading: Reading, _ figure: AnsweredFigure) -> Match {
        guard let day = figure.day else { return .none }
        guard figure.isCrossing else { return .missing }
        return reading.span.map { $0.contains(day) } ?? true ? .exact : .none
    }
}

/// A number of a text as a figure's unit counts it.
private struct SpokenValue {
    let number: SpokenNumber
    let unit: FigureUnit
    let direction: Int

    init(_ number: SpokenNumber, unit: FigureUnit, direction: Int) {
        (self.number, self.unit, self.direction) = (number, unit, direction)
    }

    /// The power of ten from the figure's exact number to the number as written.
    private var power: Int {
        switch unit {
        case .percent, .points: 2
        case .fen, .fenPerMonth: -2 - number.scale
        case .count, .countPerMonth, .day: -number.scale
        }
    }

    func match(with value: Fraction) -> Match {
        let seen = Fraction(value.numerator * Int128(direction), over: value.denominator)
        func digits(_ rule: RoundingRule) -> String {
            DecimalText.round(
                seen, timesPowerOfTen: power, decimals: number.decimals, rule: rule)
        }
        let (rounded, cut) = (digits(.halfUp), digits(.truncate))
        switch number.bound {
        case .exactly, .about: return rounded == number.digits ? .exact : isCut(cut)
        case .above:
            if cut == number.digits { return .bound }
            return isAbove(seen) ? .bound : .none
        case .atMost:
            if rounded == number.digits || exact.equals(seen) { return .bound }
            return isAbove(seen) ? .none : .bound
        case .below:
            if rounded == number.digits { return .bound }
            return isAbove(seen) ? .none : isNearly(seen)
        }
    }

    private func isCut(_ cut: String) -> Match { cut == number.digits ? .cutOff : .none }

    private func isAbove(_ seen: Fraction) -> Bool { exact.isBelow(seen) || exact.equals(seen) }

    /// Nearly: below by less than a twentieth.
    private func isNearly(_ seen: Fraction) -> Match {
        let floor = Fraction(exact.numerator * 19, over: exact.denominator * 20)
        return floor.isBelow(seen) ? .bound : .none
    }

    /// What is written, in the figure's own unit.
    private var exact: Fraction {
        let exponent = -power - number.decimals
        func ten(_ power: Int) -> Int128 { (0..<max(0, power)).reduce(1) { ten, _ in ten * 10 } }
        return Fraction(number.mantissa * ten(exponent), over: ten(-exponent))
    }

    func difference(from value: Fraction) -> Fraction? {
        Fraction(exact.numerator * Int128(direction), over: exact.denominator)
            .exactDifference(from: value)
    }
}
