// SPDX-License-Identifier: Apache-2.0
//
// Figures as a reader sees them, in both languages: the review's own numbers, missing against zero,
// and that nothing lacks words.

import Pipeline
import Present
import Rollup
import Testing

struct TextCase: CustomTestStringConvertible {
    var figure: Figure
    var zh: String
    var en: String
    var testDescription: String { "\(figure.name) \(en)" }

    init(
        _ name: FigureName, _ number: Fraction, _ unit: FigureUnit, _ zh: String, _ en: String,
        status: FigureStatus? = nil
    ) {
        figure = Figure(name, .number(number, unit))
        figure.status = status
        self.zh = zh
        self.en = en
    }
}

/// 万元 in fen.
private func wan(_ amount: Int128) -> Fraction { Fraction(amount * 1_000_000) }

@Suite struct FigureTextTests {
    @Test(arguments: [
        TextCase(.newlyStoredInvestment, wan(82_900), .fen, "8.29亿元", "8.29亿元"),
        TextCase(.domesticCapital, wan(45_600), .fen, "4.56亿元", "4.56亿元"),
        TextCase(.task, wan(60_000), .fen, "6.00亿元", "6.00亿元"),
        TextCase(.task, wan(800_000), .fen, "80.00亿元", "80.00亿元"),
        TextCase(.domesticCapital, Fraction(61_290_900_000_000), .fen, "6,129.09亿元", "6,129.09亿元"),
        TextCase(.domesticCapital, wan(600), .fen, "600万元", "600万元"),
        TextCase(.domesticCapital, wan(9_999), .fen, "9,999万元", "9,999万元"),
        TextCase(.domesticCapital, wan(10_000), .fen, "1.00亿元", "1.00亿元"),
        TextCase(.domesticCapital, wan(-45_600), .fen, "-4.56亿元", "-4.56亿元"),
        TextCase(.domesticCapital, wan(0), .fen, "0万元", "0万元"),
        TextCase(.domesticCapital, Fraction(300_001), .fen, "3,000.01元", "3,000.01元"),
        TextCase(.domesticCapital, Fraction(-1), .fen, "-0.01元", "-0.01元"),
        TextCase(
            .indicator, wan(254_000), .fen, "25.40亿元（预计）", "25.40亿元 (estimate)",
            status: .estimate),
        TextCase(
            .indicator, wan(58_500), .fen, "5.85亿元（快报）", "5.85亿元 (flash)", status: .flash),
        TextCase(.indicator, wan(79_160), .fen, "7.92亿元", "7.92亿元", status: .final),
        TextCase(
            .stillNeeded, Fraction(14_400_000_000, over: 6), .fenPerMonth, "2,400万元/月",
            "2,400万元 a month"),
    ])
    func amounts(_ example: TextCase) { check(example) }

    @Test(arguments: [
        TextCase(.completionRate, Fraction(45_600, over: 60_000), .percent, "76.0%", "76.0 %"),
        TextCase(.proRata, Fraction(6, over: 12), .percent, "50.0%", "50.0 %"),
        TextCase(.yearOnYear, Fraction(38_500, over: 20_000), .percent, "+192.5%", "+192.5 %"),
        TextCase(.yearOnYear, Fraction(39_160, over: 40_000), .percent, "+97.9%", "+97.9 %"),
        TextCase(.yearOnYear, Fraction(-1, over: 8), .percent, "-12.5%", "-12.5 %"),
        TextCase(.yearOnYear, Fraction(0, over: 8), .percent, "0.0%", "0.0 %"),
        TextCase(.yearOnYear, Fraction(-1, over: 9_999), .percent, "0.0%", "0.0 %"),
        TextCase(.yearOnYear, Fraction(1, over: 9_999), .percent, "0.0%", "0.0 %"),
        TextCase(
            .aheadBehind, Fraction(26, over: 100), .points, "超序时26.0个百分点",
            "26.0 points ahead"),
        TextCase(
            .aheadBehind, Fraction(-8, over: 100), .points, "欠序时8.0个百分点",
            "8.0 points behind"),
        TextCase(
            .aheadBehind, Fraction(-4, over: 10_000), .points, "欠序时0.0个百分点",
            "0.0 points behind"),
        TextCase(
            .aheadBehind, Fraction(0, over: 12), .points, "与序时持平（0.0个百分点）",
            "0.0 points, on schedule"),
        TextCase(.entityStock, Fraction(30_018), .count, "30,018", "30,018"),
        TextCase(.netIncrease, Fraction(-1_378), .count, "-1,378", "-1,378"),
        TextCase(.newlyStored, Fraction(0), .count, "0", "0"),
        TextCase(.stillNeeded, Fraction(22, over: 6), .countPerMonth, "3.7/月", "3.7 a month"),
        TextCase(.stillNeeded, Fraction(24, over: 6), .countPerMonth, "4/月", "4 a month"),
    ])
    func ratesAndCounts(_ example: TextCase) { check(example) }

    @Test func decimalsAndRuleAreThoseAsked() {
        let rounding = Rounding(
            rule: .truncate, percentDecimals: 2, yiDecimals: 4, wanDecimals: 1)
        func text(_ number: Fraction, _ unit: FigureUnit) -> String {
            FigureText.text(
                of: Figure(.share, .number(number, unit)), language: .en, rounding: rounding)
        }
        #expect(text(Fraction(61, over: 63), .percent) == "96.82 %")
        #expect(text(wan(79_169), .fen) == "7.9169亿元")
        #expect(text(Fraction(6_009_900), .fen) == "6.0万元")
    }

    @Test func aDayIsWrittenOut() {
        let day = CivilDay(text: "2023-11-30")!
        for language in Language.allCases {
            #expect(text(Figure(.firstCrossing, .day(day)), language) == "2023-11-30")
        }
    }

    @Test(arguments: [
        MissingReason.noReport, .noBase, .baseNotPositive, .yearOver, .noneCounted,
        .neverCrossed, .taskIsZero,
    ])
    func missingIsWordsAndNeverANumber(_ reason: MissingReason) {
        var figure = Figure(.yearOnYear, .missing(reason))
        figure.status = .estimate
        for language in Language.allCases {
            let words = text(figure, language)
            #expect(!words.isEmpty)
            #expect(!words.contains { $0.isNumber && $0.isASCII })
        }
    }

    private func check(_ example: TextCase) {
        #expect(text(example.figure, .zh) == example.zh)
        #expect(text(example.figure, .en) == example.en)
    }

    private func text(_ figure: Figure, _ language: Language) -> String {
        FigureText.text(of: figure, language: language, rounding: Rounding())
    }

    /// What is smaller than a step of the last decimal is not seen.
    @Test func aStepIsOneOfTheLastDecimal() {
        func step(_ number: Int128, _ unit: FigureUnit) -> Fraction {
            FigureText.step(of: Fraction(number), unit, rounding: Rounding())
        }
        #expect(step(1, .percent) == Fraction(1, over: 1_000))
        #expect(step(30_000_000_000, .fen) == Fraction(100_000_000))
        #expect(step(-5_000_000, .fen) == Fraction(1_000_000))
        #expect(step(5, .fen) == Fraction(1))
        #expect(step(5, .count) == Fraction(1, over: 10), "what a division left has a decimal")
    }
}
