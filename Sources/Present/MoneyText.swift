// SPDX-License-Identifier: Apache-2.0
//
// Amounts of CNY as the field writes them, in both languages: 亿元 from 1亿元 up, 万元 below.
//
// The unit is chosen by the exact amount, before rounding. An amount that is not zero and below
// 1万元 is written in 元 to the fen, so that it never prints as zero.

import Pipeline
public import Rollup

/// Text of amounts.
public enum MoneyText {
    private static let fenOfYi: Int128 = 10_000_000_000
    private static let fenOfWan: Int128 = 1_000_000

    /// The power of ten, the decimals and the unit in which an amount is written.
    private static func scale(of fen: Fraction, _ rounding: Rounding) -> (Int, Int, String) {
        let whole = fen.numerator.magnitude / fen.denominator.magnitude
        if whole >= fenOfYi.magnitude { return (-10, rounding.yiDecimals, "亿元") }
        if whole >= fenOfWan.magnitude || fen.numerator == 0 {
            return (-6, rounding.wanDecimals, "万元")
        }
        return (-2, 2, "元")
    }

    /// One unit of the last decimal with which an amount prints, in fen.
    static func step(fen: Fraction, rounding: Rounding) -> Fraction {
        let (power, decimals, _) = scale(of: fen, rounding)
        let ten = (0..<abs(power + decimals)).reduce(Int128(1)) { ten, _ in ten * 10 }
        return power + decimals <= 0 ? Fraction(ten) : Fraction(1, over: ten)
    }

    /// An amount of fen, perhaps a fraction of one: `8.29亿元`, `600万元`, `3,000.00元`.
    public static func text(fen: Fraction, rounding: Rounding) -> String {
        let (power, decimals, unit) = scale(of: fen, rounding)
        let digits = DecimalText.round(
            fen, timesPowerOfTen: power, decimals: decimals, rule: rounding.rule)
        return DecimalText.grouped(digits) + unit
    }

    /// An amount in 万元 with all its decimals and no more, so that a column adds up as printed.
    public static func exactText(fen: Int128) -> String {
        var digits = DecimalText.round(
            Fraction(fen), timesPowerOfTen: -6, decimals: 6, rule: .truncate)
        while digits.last == "0" { digits.removeLast() }
        if digits.last == "." { digits.removeLast() }
        return DecimalText.grouped(digits) + "万元"
    }

    /// A whole number of fen.
    public static func text(fen: Int128, rounding: Rounding) -> String {
        text(fen: Fraction(fen), rounding: rounding)
    }
}
