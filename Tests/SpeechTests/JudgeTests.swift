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
        ("使用内资增加4.56亿元", "notJudged"),
        ("新签约入库项目增加38个", "notJudged"),
        ("新签约入库项目38个，比上年同期多38个", "notJudged"),
        ("domestic capital rose by 456.78 million yuan", "notJudged"),
        ("newly stored projects: 38 more than last year", "notJudged"),
        ("工业投资负增长8.0%", "reproduced exact"),
        ("工业投资不增长8.0%", "notJudged"),
        ("使用内资并非4.56亿元", "notJudged"),
        ("使用内资未完成年度任务的96.83%", "notJudged"),
        ("No 38 projects were newly stored", "notJudged"),
        ("industrial investment did not grow 8.0 %", "notJudged"),
        ("当月使用内资4.56亿元", "notJudged"),
        ("月均使用内资4.56亿元", "notJudged"),
        ("domestic capital of 456.78 million yuan per month", "notJudged"),
        ("工业投资环比下降8.0%", "notJudged"),
        ("工业投资比2019年下降8.0%", "notJudged"),
        ("工业投资占比8.0%", "notJudged"),
        ("工业投资8.0%", "notJudged"),
        ("新签约入库工业项目38个", "notJudged"),
        ("新签约入库制造业项目38个", "notJudged"),
        ("新签约入库亿元以上项目38个", "notJudged"),
        ("Newly stored industrial projects: 38", "notJudged"),
        ("新签约入库制造业项目12个，总投资8.29亿元", "notJudged"),
        ("全市使用内资4.56亿元", "notJudged"),
        ("西山镇，使用内资4.56亿元", "notJudged"),
        ("In Westhill, domestic capital came to 456.78 million yuan", "notJudged"),
        ("全县使用内资4.57亿元", "reproduced exact"),
        ("西山镇使用内资1亿元，全县使用内资4.57亿元", "reproduced exact"),
        ("计划使用内资4.56亿元", "notJudged"),
        ("力争到年底，使用内资4.56亿元", "notJudged"),
        ("明年新签约入库项目38个", "notJudged"),
        ("domestic capital next year 456.78 million yuan", "notJudged"),
        ("截至2024年2月30日使用内资4.56亿元", "notJudged"),
        ("截至2024-13-45使用内资4.56亿元", "notJudged"),
        ("使用内资不低于4.5亿元", "reproduced bound"),
        ("使用内资不低于5亿元", "different none"),
        ("使用内资至少4.5亿元", "reproduced bound"),
        ("使用内资最多5亿元", "reproduced bound"),
        ("使用内资最多4亿元", "different none"),
        ("使用内资5亿元以内", "reproduced bound"),
        ("使用内资4亿元以下", "different none"),
        ("domestic capital of at least 450 million yuan", "reproduced bound"),
        ("domestic capital of at most 450 million yuan", "different none"),
        ("使用内资4至5亿元", "notJudged"),
        ("使用内资4—5亿元", "notJudged"),
        ("使用内资-4.57亿元", "different none"),
        ("使用内资超序时进度76%", "different none"),
        ("使用内资落后序时进度26.0个百分点", "reproduced exact"),
        ("使用内资领先序时进度26.0个百分点", "different none"),
        ("新签约入库项目由13个增加到38个", "reproduced exact"),
        ("newly stored projects rose from 13 to 38", "reproduced exact"),
        ("使用内资四亿五千六百七十八万元", "reproduced exact"),
        ("使用内资4亿5678万元", "reproduced exact"),
        ("使用内资45678万", "reproduced exact"),
        ("使用内资45677万", "different none"),
        ("使用内资12345678901234567890亿元，新签约入库项目38个", "reproduced exact"),
        ("使用内资999999999999999999万亿元", "different none"),
        ("使用内资近999999999999999999万亿元", "different none"),
    ])
    func digitsAreHeldAgainstTheLedger(_ text: String, _ expected: String) throws {
        let verdict = try #require(verdicts(text).last)
        let told = [verdict.kind.rawValue, verdict.answer.map { "\($0.match)" }]
        #expect(told.compactMap(\.self).joined(separator: " ") == expected)
    }

    @Test func anEndlessSentenceIsNotJudged() {
        let clause = "使用内资4.57亿元，"
        #expect(
            verdicts(String(repeating: clause, count: 300)).allSatisfy { $0.kind == .reproduced })
        #expect(
            verdicts(String(repeating: clause, count: 600)).allSatisfy { $0.kind == .notJudged })
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
