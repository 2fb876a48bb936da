// SPDX-License-Identifier: Apache-2.0
//
// Rounding: published figures that must come out, ties on both signs, and the law that the digits
// agree with a long division done by hand on decimal strings, in no fixed width at all.

import Pipeline
import Rollup
import Seeded
import TestKit
import Testing

@testable import Present

struct RoundingCase: CustomTestStringConvertible {
    var part: Int128
    var whole: Int128
    var decimals: Int
    var rule: RoundingRule
    var text: String
    var testDescription: String { "\(part)/\(whole) at \(decimals) by \(rule.rawValue)" }

    init(_ part: Int128, _ whole: Int128, _ decimals: Int, _ rule: RoundingRule, _ text: String) {
        self.part = part
        self.whole = whole
        self.decimals = decimals
        self.rule = rule
        self.text = text
    }
}

@Suite struct DecimalTextTests {
    static let sum: Int128 = 412_678 + 176_031 + 416_427

    @Test(arguments: [
        RoundingCase(61, 63, 2, .halfUp, "96.83"),
        RoundingCase(61, 63, 2, .truncate, "96.82"),
        RoundingCase(1_005_136, 800_000, 2, .halfUp, "125.64"),
        RoundingCase(412_678, sum, 2, .halfUp, "41.06"),
        RoundingCase(176_031, sum, 2, .halfUp, "17.51"),
        RoundingCase(416_427, sum, 2, .halfUp, "41.43"),
        RoundingCase(907, 1_093, 2, .halfUp, "82.98"),
        RoundingCase(401, 1_093, 2, .halfUp, "36.69"),
        RoundingCase(279_449, 612_909, 2, .halfUp, "45.59"),
        RoundingCase(939_421, 1_075_200, 1, .halfUp, "87.4"),
        RoundingCase(88_140, 679_318, 2, .halfUp, "12.97"),
        RoundingCase(45_600, 60_000, 1, .halfUp, "76.0"),
        RoundingCase(33, 38, 1, .halfUp, "86.8"),
        RoundingCase(58_500 - 20_000, 20_000, 1, .halfUp, "192.5"),
        RoundingCase(79_160 - 40_000, 40_000, 1, .halfUp, "97.9"),
    ])
    func publishedRatesComeOut(_ example: RoundingCase) {
        let rate = Fraction(example.part, over: example.whole)
        #expect(
            DecimalText.round(
                rate, timesPowerOfTen: 2, decimals: example.decimals, rule: example.rule)
                == example.text)
    }

    @Test func differencesAreTakenBeforeRounding() {
        let ahead = Fraction(1_005_136, over: 800_000) - Fraction(10, over: 12)
        #expect(
            DecimalText.round(ahead, timesPowerOfTen: 2, decimals: 2, rule: .halfUp) == "42.31")
        let half = Fraction(45_600, over: 60_000) - Fraction(6, over: 12)
        #expect(DecimalText.round(half, timesPowerOfTen: 2, decimals: 1, rule: .halfUp) == "26.0")
    }

    @Test(arguments: [
        RoundingCase(5, 10, 0, .halfUp, "1"), RoundingCase(-5, 10, 0, .halfUp, "-1"),
        RoundingCase(5, 10, 0, .halfEven, "0"), RoundingCase(-5, 10, 0, .halfEven, "0"),
        RoundingCase(15, 10, 0, .halfEven, "2"), RoundingCase(-15, 10, 0, .halfEven, "-2"),
        RoundingCase(25, 10, 0, .halfEven, "2"), RoundingCase(-25, 10, 0, .halfEven, "-2"),
        RoundingCase(25, 10, 0, .halfUp, "3"), RoundingCase(-25, 10, 0, .halfUp, "-3"),
        RoundingCase(29, 10, 0, .truncate, "2"), RoundingCase(-29, 10, 0, .truncate, "-2"),
        RoundingCase(999, 1_000, 1, .halfUp, "1.0"), RoundingCase(-1, 1_000, 1, .halfUp, "0.0"),
        RoundingCase(-1, 1_000, 1, .truncate, "0.0"), RoundingCase(0, 7, 4, .halfEven, "0.0000"),
        RoundingCase(25, 1_000, 2, .halfUp, "0.03"), RoundingCase(25, 1_000, 2, .halfEven, "0.02"),
        RoundingCase(251, 10_000, 2, .halfEven, "0.03"),
    ])
    func tiesAndSigns(_ example: RoundingCase) {
        let number = Fraction(example.part, over: example.whole)
        #expect(
            DecimalText.round(
                number, timesPowerOfTen: 0, decimals: example.decimals, rule: example.rule)
                == example.text)
    }

    @Test func whatTheDivisionLeavesBreaksATie() {
        let above = Fraction(11, over: 2)
        #expect(DecimalText.round(above, timesPowerOfTen: -1, decimals: 0, rule: .halfEven) == "1")
        let even = Fraction(10, over: 2)
        #expect(DecimalText.round(even, timesPowerOfTen: -1, decimals: 0, rule: .halfEven) == "0")
    }

    @Test func amountsBeyondSixtyFourBitsKeepEveryDigit() {
        let huge: Int128 = 1_000_000_000_000_000_000_000_000_000_005
        func text(_ number: Int128, _ power: Int, _ rule: RoundingRule) -> String {
            DecimalText.round(
                Fraction(number), timesPowerOfTen: power, decimals: 0, rule: rule)
        }
        #expect(text(huge, -1, .halfUp) == "100000000000000000000000000001")
        #expect(text(-huge, -1, .halfEven) == "-100000000000000000000000000000")
        #expect(text(huge, 4, .halfUp) == "10000000000000000000000000000050000")
        #expect(text(.min, 0, .halfUp) == "\(Int128.min)")
        #expect(text(5, -40, .halfUp) == "0")
        let almost = Fraction(.max - 1, over: .max)
        #expect(
            DecimalText.round(almost, timesPowerOfTen: 0, decimals: 4, rule: .truncate)
                == "0.9999")
    }

    @Test(arguments: 1...40)
    func digitsAgreeWithLongDivisionByHand(seed: Int) {
        var random = Generator(seed: UInt64(seed))
        for _ in 0..<50 {
            let number = Fraction(
                random.magnitude(below: 30) * (Bool.random(using: &random) ? 1 : -1),
                over: max(1, random.magnitude(below: Int.random(in: 1...30, using: &random))))
            let power = Int.random(in: -12...3, using: &random)
            let decimals = Int.random(in: 0...4, using: &random)
            for rule in RoundingRule.allCases {
                let text = DecimalText.round(
                    number, timesPowerOfTen: power, decimals: decimals, rule: rule)
                let expected = LongDivision.text(
                    number, power: power, decimals: decimals, rule: rule)
                #expect(text == expected, "\(number) × 10^\(power), \(decimals), \(rule)")
            }
        }
    }

    @Test(arguments: [
        ("0", "0"), ("999", "999"), ("1000", "1,000"), ("-30018", "-30,018"),
        ("1234567.8901", "1,234,567.8901"), ("-100.50", "-100.50"), ("+1000", "+1,000"),
    ])
    func thousandsAreGrouped(plain: String, grouped: String) {
        #expect(DecimalText.grouped(plain) == grouped)
    }
}

extension Generator {
    /// A number of up to that many digits; small ones and ties as likely as great ones.
    fileprivate mutating func magnitude(below digits: Int) -> Int128 {
        var value: Int128 = 0
        for _ in 0..<Int.random(in: 1...digits, using: &self) {
            let digit = [0, 0, 1, 2, 5, 5, 7, 9].randomElement(using: &self)!
            value = value * 10 + Int128(digit)
        }
        return value
    }
}
