// SPDX-License-Identifier: Apache-2.0
//
// Rounding as one does it on paper, to test the product against: numbers are lists of decimal
// digits, division is repeated subtraction, and nothing has a width that could overflow.

import Pipeline
import Rollup

enum LongDivision {
    /// Digits, the highest first, no leading zeros; empty is zero.
    typealias Digits = [Int]

    static func text(_ number: Fraction, power: Int, decimals: Int, rule: RoundingRule) -> String {
        let shift = power + decimals
        let zeros = Digits(repeating: 0, count: abs(shift))
        let top = trimmed(digits(number.numerator.magnitude) + (shift > 0 ? zeros : []))
        let bottom = digits(number.denominator.magnitude) + (shift < 0 ? zeros : [])
        var (quotient, rest) = divide(top, by: bottom)
        let order = compare(add(rest, rest), bottom)
        let isOdd = (quotient.last ?? 0) % 2 == 1
        let grows =
            switch rule {
            case .halfUp: order >= 0
            case .halfEven: order > 0 || (order == 0 && isOdd)
            case .truncate: false
            }
        if grows { quotient = add(quotient, [1]) }
        rest = quotient
        while rest.count <= decimals { rest.insert(0, at: 0) }
        var text = rest.map(String.init).joined()
        if decimals > 0 { text.insert(".", at: text.index(text.endIndex, offsetBy: -decimals)) }
        return (number.numerator < 0 && !quotient.isEmpty ? "-" : "") + text
    }

    private static func digits(_ number: UInt128) -> Digits {
        trimmed("\(number)".map { Int(String($0))! })
    }

    private static func trimmed(_ digits: Digits) -> Digits { Array(digits.drop { $0 == 0 }) }

    private static func compare(_ left: Digits, _ right: Digits) -> Int {
        if left.count != right.count { return left.count < right.count ? -1 : 1 }
        for (a, b) in zip(left, right) where a != b { return a < b ? -1 : 1 }
        return 0
    }

    private static func add(_ left: Digits, _ right: Digits) -> Digits {
        var result: Digits = []
        var carry = 0
        for place in 0..<(max(left.count, right.count) + 1) {
            let a = place < left.count ? left[left.count - 1 - place] : 0
            let b = place < right.count ? right[right.count - 1 - place] : 0
            result.append((a + b + carry) % 10)
            carry = (a + b + carry) / 10
        }
        return trimmed(result.reversed())
    }

    private static func subtract(_ left: Digits, _ right: Digits) -> Digits {
        var result: Digits = []
        var borrow = 0
        for place in 0..<left.count {
            let b = place < right.count ? right[right.count - 1 - place] : 0
            let difference = left[left.count - 1 - place] - b - borrow
            result.append((difference + 10) % 10)
            borrow = difference < 0 ? 1 : 0
        }
        return trimmed(result.reversed())
    }

    private static func divide(_ top: Digits, by bottom: Digits) -> (Digits, Digits) {
        var quotient: Digits = []
        var rest: Digits = []
        for digit in top {
            rest = trimmed(rest + [digit])
            var count = 0
            while compare(rest, bottom) >= 0 {
                rest = subtract(rest, bottom)
                count += 1
            }
            quotient.append(count)
        }
        return (trimmed(quotient), rest)
    }
}
