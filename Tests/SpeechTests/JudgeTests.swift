// SPDX-License-Identifier: Apache-2.0
//
// Verdicts: by the digits written, and by nothing else.

import Pipeline
import Present
import Rollup
import Testing

@testable import Speech

@Suite struct JudgeTests {
    private let asOf = CivilDay(text: "2024-06-30")!
    private let unit = UnitCode(text: "shifan")!

    private func figure(
        _ name: FigureName, of measure: Measure? = nil, _ number: Fraction?, _ unit: FigureUnit,
        grade: TaskGrade? = nil
    ) -> AnsweredFigure {
        var question = FigureQuestion(
            name, unit: self.unit, asOf: asOf, epoch: nil, position: 516, language: .zh)
        question.measure = measure
        question.grade = grade
        var figure = AnsweredFigure(question, label: name.rawValue, text: "…")
        (figure.number, figure.unit) = (number, unit)
        return figure
    }

    private var ledger: [AnsweredFigure] {
        let fen: Int128 = 1_000_000
        return [
            figure(.newlyStored, Fraction(38), .count),
            figure(.newlyStoredInvestment, Fraction(82_900 * fen), .fen),
            figure(.startedOfCohort, Fraction(33), .count), figure(.started, Fraction(35), .count),
            figure(.startedInvestment, Fraction(80_000 * fen), .fen),
            figure(.domesticCapital, Fraction(45_678 * fen), .fen),
            figure(
                .completionRate, of: .domesticCapital, Fraction(61, over: 63), .percent,
                grade: .base),
            figure(
                .aheadBehind, of: .domesticCapital, Fraction(-26, over: 100), .points, grade: .base),
            figure(.yearOnYear, of: .industrialInvestment, Fraction(-8, over: 100), .percent),
            figure(.indicator, of: .industrialInvestment, nil, .fen),
        ]
    }

    private func verdicts(_ text: String) -> [SpokenVerdict] {
        let statements = SpeechReader(asOf: asOf, isDayGiven: true, units: [], indicators: [])
            .statements(in: text)
        var answers: [Inquiry: [AnsweredFigure]] = [:]
        for reading in statements.flatMap(\.readings) { answers[reading.inquiry] = ledger }
        let judge = SpeechJudge(answers: answers, language: .zh)
        return statements.map(judge.verdict)
    }

    @Test(arguments: [
        ("新签约入库项目38个", "reproduced exact"), ("新签约入库项目39个", "different none"),
        ("新签约入库项目38个，总投资8.29亿元", "reproduced exact"),
        ("新签约入库项目38个，总投资8.3亿元", "reproduced exact"),
        ("新签约入库项目38个，总投资8.2亿元", "reproduced cutOff"),
        ("新签约入库项目38个，总投资82,900万元", "reproduced exact"),
        ("新签约入库项目38个，总投资8.28亿元", "different none"),
        ("新签约入库项目38个，开工33个，总投资8.29亿元", "ambiguous exact"),
        ("新签约入库项目38个，开工33个，总投资8.00亿元", "ambiguous exact"),
        ("新签约入库项目38个，开工33个，总投资8.11亿元", "different none"),
        ("新签约入库项目38个，开工33个", "reproduced exact"),
        ("新签约入库项目38个，开工35个", "ambiguous exact"),
        ("新签约入库项目38个，开工34个", "different none"),
        ("使用内资4.57亿元", "reproduced exact"), ("使用内资4.56亿元", "reproduced cutOff"),
        ("使用内资超过4.5亿元", "reproduced bound"), ("使用内资超过5亿元", "different none"),
        ("使用内资近4.6亿元", "reproduced bound"), ("使用内资近9亿元", "different none"),
        ("使用内资完成年度任务的96.83%", "reproduced exact"),
        ("使用内资完成年度任务的96.82%", "reproduced cutOff"),
        ("使用内资完成年度任务的97%", "reproduced exact"),
        ("使用内资欠序时进度26.0个百分点", "reproduced exact"),
        ("使用内资超序时进度26.0个百分点", "different none"),
        ("工业投资下降8.0%", "reproduced exact"), ("工业投资增长8.0%", "different none"),
        ("工业投资5.85亿元", "notFound missing"), ("民间投资5.85亿元", "notFound"),
        ("下发文件38份", "notFound"),
    ])
    func digitsAreHeldAgainstTheLedger(_ text: String, _ expected: String) throws {
        let verdict = try #require(verdicts(text).last)
        let told = [verdict.kind.rawValue, verdict.answer.map { "\($0.match)" }]
        #expect(told.compactMap(\.self).joined(separator: " ") == expected)
    }

    @Test func aDifferenceIsTold() throws {
        let verdict = try #require(verdicts("使用内资4.86亿元").first)
        #expect(verdict.answer?.difference == "+2,922万元")
        #expect(verdict.remark(in: .zh) == "相差+2,922万元")
    }

    @Test func anAmbiguityNamesTheReadingThatFits() throws {
        let verdict = try #require(verdicts("新签约入库项目38个，开工33个，总投资8.29亿元").last)
        #expect(verdict.remark(in: .en).contains("newlyStoredInvestment"))
        #expect(verdict.ledger(in: .en) == "newlyStoredInvestment: … ✓; startedInvestment: … ✗")
    }
}
