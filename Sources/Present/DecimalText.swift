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
        let bytes = Array(text.utf8)
        let start = bytes.prefix { $0 == 0x2D || $0 == 0x2B }.count
        let end = bytes[start...].firstIndex(of: 0x2E) ?? bytes.count
        guard end - start > 3 else { return text }
        var result = Array(bytes[..<start])
        for index in start..<end {
            if index > start, (end - index).isMultiple(of: 3) { result.append(0x2C) }
            result.append(bytes[index])
        }
        return String(decoding: result + bytes[end...], as: UTF8.self)
    }

    /// What was cut off, measured against one half of the last digit kept.
    enum Tail {
        case nothing, belowHalf, half, aboveHalf
    }

    /// The digits of |fraction| × 10^places, and what is cut off behind them.
    private static func divide(_ fraction: Fraction, places: Int) -> ([UInt8], Tail) {
        let denominator = fraction.denominator.magnitude
        let (whole, remainder) = fraction.numerator.magnitude.quotientAndRemainder(
            dividingBy: denominator)
        var rest = remainder
        var digits = digits(of: whole)
        if places < 0 { return cut(digits, last: -places, isExact: rest == 0) }
        for _ in 0..<places {
            let (digit, remainder) = next(rest, over: denominator)
            digits.append(digit)
            rest = remainder
        }
        return (digits, tail(of: rest, over: denominator))
    }

    private static func digits(of whole: UInt128) -> [UInt8] {
        var digits: [UInt8] = []
        var rest = whole
        while rest > UInt64.max {
            digits.append(UInt8(rest % 10))
            rest /= 10
        }
        var word = UInt64(rest)
        while word > 0 {
            digits.append(UInt8(word % 10))
            word /= 10
        }
        digits.reverse()
        return digits
    }

    /// The next digit of a remainder, and what then remains; in 64 bits where ten times as much fits.
    private static func next(_ rest: UInt128, over denominator: UInt128) -> (UInt8, UInt128) {
        if denominator <= UInt64.max / 10 {
            let (digit, next) = (UInt64(rest) * 10).quotientAndRemainder(
                dividingBy: UInt64(denominator))
            return (UInt8(digit), UInt128(next))
        }
        let (digit, next) = denominator.dividingFullWidth(rest.multipliedFullWidth(by: 10))
        return (UInt8(digit), next)
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
        let point = padding + digits.count - decimals
        var bytes: [UInt8] = []
        bytes.reserveCapacity(padding + digits.count + 1)
        for index in 0..<padding + digits.count {
            if index == point { bytes.append(0x2E) }
            let digit = index < padding ? 0 : digits[index - padding]
            // Zeros before the first digit, but for the one right before the point.
            if digit == 0, bytes.isEmpty, index < point - 1 { continue }
            bytes.append(digit + 0x30)
        }
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
