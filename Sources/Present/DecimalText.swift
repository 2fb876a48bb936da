// SPDX-License-Identifier: Apache-2.0
//
// A fraction → decimal digits, rounded once.
//
// Long division: the whole part first, then a digit at a time from the remainder, which stays below
// the denominator. The one product (remainder times ten) is taken at double width, so no numerator
// or denominator of 128 bits can overflow. What is cut off is compared with one half exactly.
//
// Law: the text is the decimal nearest by the rule, has exactly the decimals asked, and has a minus
// sign only where a digit is not zero.

public import Pipeline
public import Rollup

/// Exact decimal text of fractions.
public enum DecimalText {
    /// The fraction times a power of ten, rounded to a number of decimals.
    ///
    /// - Parameters:
    ///   - power: 2 prints a rate in percent, -10 an amount of fen in 亿元.
    ///   - decimals: digits after the point, 0 or more; without decimals there is no point.
    /// - Returns: digits with a point and perhaps a minus sign; no grouping.
    public static func round(
        _ fraction: Fraction, timesPowerOfTen power: Int, decimals: Int, rule: RoundingRule
    ) -> String {
        precondition(decimals >= 0, "decimals are 0 or more")
        var (digits, tail) = divide(fraction, places: power + decimals)
        let isOdd = !(digits.last ?? 0).isMultiple(of: 2)
        if rule.roundsAway(tail, isOdd: isOdd) { increment(&digits) }
        let isNegative = fraction.numerator < 0 && digits.contains { $0 != 0 }
        return (isNegative ? "-" : "") + text(of: digits, decimals: decimals)
    }

    /// The same digits with a comma between thousands: `30018` → `30,018`.
    public static func grouped(_ text: String) -> String {
        let sign = text.prefix { $0 == "-" || $0 == "+" }
        let unsigned = text.dropFirst(sign.count)
        let whole = unsigned.prefix { $0 != "." }
        var result = String(sign)
        for (index, digit) in whole.enumerated() {
            if index > 0, (whole.count - index).isMultiple(of: 3) { result.append(",") }
            result.append(digit)
        }
        return result + unsigned.dropFirst(whole.count)
    }

    /// What was cut off, measured against one half of the last digit kept.
    enum Tail {
        case nothing, belowHalf, half, aboveHalf
    }

    /// The digits of |fraction| × 10^places, and what is cut off behind them.
    private static func divide(_ fraction: Fraction, places: Int) -> ([UInt8], Tail) {
        let denominator = fraction.denominator.magnitude
        var (whole, rest) = fraction.numerator.magnitude.quotientAndRemainder(
            dividingBy: denominator)
        var digits: [UInt8] = []
        while whole > 0 {
            digits.append(UInt8(whole % 10))
            whole /= 10
        }
        digits.reverse()
        if places < 0 { return cut(digits, last: -places, isExact: rest == 0) }
        for _ in 0..<places {
            let (digit, next) = denominator.dividingFullWidth(rest.multipliedFullWidth(by: 10))
            digits.append(UInt8(digit))
            rest = next
        }
        return (digits, tail(of: rest, over: denominator))
    }

    private static func tail(of rest: UInt128, over denominator: UInt128) -> Tail {
        if rest == 0 { return .nothing }
        let complement = denominator - rest
        return rest == complement ? .half : rest < complement ? .belowHalf : .aboveHalf
    }

    private static func cut(_ digits: [UInt8], last count: Int, isExact: Bool) -> ([UInt8], Tail) {
        let padded = Array(repeating: 0, count: max(0, count - digits.count)) + digits
        let dropped = padded.suffix(count)
        let isBare = isExact && dropped.dropFirst().allSatisfy { $0 == 0 }
        let first = dropped.first ?? 0
        let tail: Tail =
            switch first {
            case 0 where isBare: .nothing
            case 5 where isBare: .half
            case 0..<5: .belowHalf
            default: .aboveHalf
            }
        return (padded.dropLast(count), tail)
    }

    private static func increment(_ digits: inout [UInt8]) {
        for index in digits.indices.reversed() {
            digits[index] += 1
            if digits[index] < 10 { return }
            digits[index] = 0
        }
        digits.insert(1, at: 0)
    }

    private static func text(of digits: [UInt8], decimals: Int) -> String {
        let padding = max(0, decimals + 1 - digits.count)
        let padded = Array(repeating: 0, count: padding) + digits
        let whole = padded.dropLast(decimals).drop { $0 == 0 }
        let shown = whole.isEmpty ? [0] : whole
        let point: [UInt8] = decimals > 0 ? [0x2E] : []
        let bytes = shown.map { $0 + 0x30 } + point + padded.suffix(decimals).map { $0 + 0x30 }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension RoundingRule {
    /// Whether the digits kept grow by one.
    fileprivate func roundsAway(_ tail: DecimalText.Tail, isOdd: Bool) -> Bool {
        switch self {
        case .halfUp: tail == .half || tail == .aboveHalf
        case .halfEven: tail == .aboveHalf || (tail == .half && isOdd)
        case .truncate: false
        }
    }
}
