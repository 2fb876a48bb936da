// SPDX-License-Identifier: Apache-2.0
//
// A figure → the text a reader sees, rounded here and nowhere before.
//
// Law: missing is words, zero is a number, and neither is ever the other. Ahead and behind are told
// by the exact value: 0.04 points behind prints "0.0 points behind", for it is behind. What rests
// on an estimate or a flash value says so.

import Pipeline
public import Rollup

/// Text of figures.
public enum FigureText {
    /// The figure's value with its unit, in a language.
    public static func text(
        of figure: Figure, language: Language, rounding: Rounding
    ) -> String {
        let bare: String
        switch figure.value {
        case .missing(let reason): return reason.words(in: language)
        case .day(let day): bare = day.text
        case .number(let number, let unit):
            let style = FigureStyle(language: language, rounding: rounding)
            bare = style.text(number, unit, isChange: figure.name == .yearOnYear)
        }
        guard let status = figure.status, status != .final else { return bare }
        let words = status.words(in: language)
        return bare + language.choose("（\(words)）", " (\(words))")
    }
}

extension FigureText {
    /// The difference of two figures, as a rule with its sign: `+1.8 points`, `-300万元`.
    ///
    /// - Parameter unit: of the figures; the difference of two rates is in points.
    public static func change(
        _ difference: Fraction, of unit: FigureUnit, isSigned: Bool = true, language: Language,
        rounding: Rounding
    ) -> String {
        let style = FigureStyle(language: language, rounding: rounding)
        let text =
            unit == .percent || unit == .points
            ? style.pointsOfChange(difference) : style.text(difference, unit, isChange: false)
        let isAboveZero =
            isSigned && difference.numerator > 0 && text.hasDigitAboveZero
        return (isAboveZero ? "+" : "") + text
    }
}

extension FigureText {
    /// One unit of the last decimal with which a number prints: smaller differences are not seen.
    public static func step(
        of number: Fraction, _ unit: FigureUnit, rounding: Rounding
    ) -> Fraction {
        func part(_ decimals: Int) -> Fraction {
            Fraction(1, over: (0..<decimals).reduce(Int128(1)) { ten, _ in ten * 10 })
        }
        return switch unit {
        case .percent: part(2 + rounding.percentDecimals)
        case .points: part(2 + rounding.pointsDecimals)
        case .fen, .fenPerMonth: MoneyText.step(fen: number, rounding: rounding)
        case .count, .countPerMonth: part(1)
        case .day: Fraction(1)
        }
    }
}

/// How numbers are written in one answer.
private struct FigureStyle {
    var language: Language
    var rounding: Rounding

    func text(_ number: Fraction, _ unit: FigureUnit, isChange: Bool) -> String {
        switch unit {
        case .fen: MoneyText.text(fen: number, rounding: rounding)
        case .fenPerMonth: MoneyText.text(fen: number, rounding: rounding) + perMonth
        case .count: count(number)
        case .countPerMonth: count(number) + perMonth
        case .percent: percent(number, isSigned: isChange)
        case .points: points(number)
        case .day: whole(number)
        }
    }

    private var perMonth: String { Wording("/月", " a month")[language] }

    /// Whole numbers as they are; what a division left, with one decimal.
    private func count(_ number: Fraction) -> String {
        number.numerator.isMultiple(of: number.denominator)
            ? whole(number) : round(number, power: 0, decimals: 1)
    }

    private func whole(_ number: Fraction) -> String { round(number, power: 0, decimals: 0) }

    private func percent(_ number: Fraction, isSigned: Bool) -> String {
        let digits = round(number, power: 2, decimals: rounding.percentDecimals)
        let isAboveZero = isSigned && number.numerator > 0 && digits.hasDigitAboveZero
        return (isAboveZero ? "+" : "") + digits + language.choose("%", " %")
    }

    private func points(_ number: Fraction) -> String {
        let size = Fraction(abs(number.numerator), over: number.denominator)
        let digits = round(size, power: 2, decimals: rounding.pointsDecimals)
        return switch number.numerator.signum() {
        case 1: language.choose("超序时\(digits)个百分点", "\(digits) points ahead")
        case -1: language.choose("欠序时\(digits)个百分点", "\(digits) points behind")
        default: language.choose("与序时持平（\(digits)个百分点）", "\(digits) points, on schedule")
        }
    }

    func pointsOfChange(_ number: Fraction) -> String {
        round(number, power: 2, decimals: rounding.pointsDecimals)
            + Wording("个百分点", " points")[language]
    }

    private func round(_ number: Fraction, power: Int, decimals: Int) -> String {
        DecimalText.grouped(
            DecimalText.round(
                number, timesPowerOfTen: power, decimals: decimals, rule: rounding.rule))
    }
}

extension String {
    fileprivate var hasDigitAboveZero: Bool { utf8.contains { (0x31...0x39).contains($0) } }
}
