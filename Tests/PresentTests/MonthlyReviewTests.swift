// SPDX-License-Identifier: Apache-2.0
//
// What a bulletin says of what is missing, behind, zero or lit, which the demo county does not have.

import Pipeline
import Rollup
import Testing

@testable import Present

@Suite struct MonthlyReviewTests {
    private func review(
        _ language: Language, asOf: String = "2024-06-30", _ figures: [AnsweredFigure] = []
    ) -> MonthlyReview {
        var review = MonthlyReview(
            unitName: "示范县", asOf: CivilDay(text: asOf)!, epoch: "e1", position: 7,
            language: language)
        review.figures = figures
        return review
    }

    private func figure(
        _ name: FigureName, _ text: String, _ number: Int128? = 1, of measure: Measure? = nil,
        label: String = ""
    ) -> AnsweredFigure {
        var question = FigureQuestion(
            name, unit: UnitCode(text: "shifan")!, asOf: CivilDay(text: "2024-06-30")!,
            epoch: "e1", position: 7, language: .zh)
        question.measure = measure
        let followsTask = name == .task || name == .completionRate || name == .aheadBehind
        question.grade = followsTask ? .base : nil
        var figure = AnsweredFigure(question, label: label, text: text)
        figure.number = number.map { Fraction($0) }
        return figure
    }

    private func paragraph(_ review: MonthlyReview) -> String? {
        review.bulletin.blocks.compactMap {
            if case .paragraph(let prose) = $0 { prose.plain } else { nil }
        }.first
    }

    @Test func whatIsMissingIsLeftOutAndZeroIsNot() {
        let figures = [
            figure(.newlyStored, "0", 0), figure(.startRate, "无可计算基数", nil),
            figure(.domesticCapital, "0万元", 0), figure(.entityStock, "未报送", nil),
            figure(.indicator, "未报送", nil, of: .projectInvestment, label: "项目投资"),
        ]
        #expect(paragraph(review(.zh, figures)) == "1—6月，示范县新签约入库项目0个。实际使用内资0万元。")
        #expect(paragraph(review(.zh)) == "截至当日没有可通报的数据。")
        #expect(paragraph(review(.en)) == "There is no figure to tell yet.")
    }

    @Test func aheadAndBehindMoreAndLessAreTold() {
        let figures = [
            figure(.newlyStored, "8"), figure(.task, "60", of: .newlyStored),
            figure(.completionRate, "13.3%", of: .newlyStored),
            figure(.aheadBehind, "欠序时36.7个百分点", -1, of: .newlyStored),
            figure(.indicator, "1.00亿元（预计）", of: .projectInvestment, label: "项目投资"),
            figure(.yearOnYear, "-8.0%（预计）", -1, of: .projectInvestment),
            figure(.indicator, "2.00亿元", of: .privateInvestment, label: "民间投资"),
            figure(.yearOnYear, "0.0%", 0, of: .privateInvestment),
        ]
        #expect(
            paragraph(review(.zh, figures))
                == "1—6月，示范县新签约入库项目8个，完成年度任务60个的13.3%，欠序时进度36.7个百分点。"
                + "项目投资1.00亿元（预计），同比下降8.0%（预计）；民间投资2.00亿元，同比持平（0.0%）。")
    }

    @Test func aStockThatFellOrStayedIsTold() {
        func told(_ language: Language, _ text: String, _ number: Int128) -> String? {
            paragraph(
                review(
                    language,
                    [figure(.entityStock, "30"), figure(.netIncrease, text, number)]))
        }
        #expect(told(.zh, "-9", -9) == "1—6月，示范县经营主体实有30户，比年初净减9户。")
        #expect(told(.zh, "0", 0) == "1—6月，示范县经营主体实有30户，与年初持平。")
        #expect(
            told(.en, "-9", -9)
                == "Business entities number 30, a net decrease of 9 since the year began.")
        #expect(told(.en, "0", 0) == "Business entities number 30, unchanged since the year began.")
    }

    @Test func aFirstStockAboveIsNoCrossing() {
        var crossing = figure(.firstCrossing, "2023-11-30", nil, label: "首次突破30,000户")
        crossing.day = CivilDay(text: "2023-11-30")
        func told(from day: String) -> String? {
            crossing.from = CivilDay(text: day)
            return paragraph(review(.zh, [figure(.entityStock, "30,018"), crossing]))
        }
        #expect(told(from: "2023-11-30") == "1—6月，示范县经营主体实有30,018户。")
        #expect(
            told(from: "2023-10-31") == "1—6月，示范县经营主体实有30,018户，2023年11月30日首次突破30,000户。")
    }

    @Test func englishSpansAndOneProject() {
        let figures = [figure(.newlyStored, "1", 1), figure(.startedOfCohort, "1", 1)]
        #expect(
            paragraph(review(.en, asOf: "2024-05-15", figures))
                == "From 1 January to 15 May 2024 示范县 had 1 project newly signed and stored; "
                + "of them 1 has started.")
        #expect(
            paragraph(review(.en, asOf: "2024-01-01", figures))?.hasPrefix("On 1 January 2024 ")
                == true)
        #expect(review(.zh, asOf: "2024-01-01").period == "1月1日")
    }

    @Test func aSectionWithoutAFigureSaysSo() {
        let blocks = review(.zh, [figure(.newlyStored, "1", 1)]).bulletin.markdown()
        #expect(blocks.contains("## 统计指标\n\n未报送。\n\n## 经营主体\n\n未报送。"))
        #expect(!review(.zh).bulletin.markdown().contains("未报送"))
    }

    @Test(arguments: [
        ("2024-01-31", "1月", "January"), ("2024-06-30", "1—6月", "January–June"),
        ("2024-06-15", "1月1日—6月15日", "1 January–15 June"),
        ("2024-12-31", "1—12月", "January–December"),
    ])
    func periods(_ asOf: String, _ chinese: String, _ english: String) {
        #expect(review(.zh, asOf: asOf).period == chinese)
        #expect(review(.en, asOf: asOf).period == english)
    }

    @Test func lampsAndUnitsThatHaveNotReportedHaveAPlace() throws {
        var line = RankingLine(unitName: "东岭镇")
        (line.rank, line.rankBefore, line.isTied) = (1, 3, true)
        var sheet = RankingSheet(
            label: "完成率", against: CivilDay(text: "2024-05-31"),
            groups: [PeerSheet(name: "一类", lines: [line])])
        var review = review(.zh)
        review.rankings = [sheet]
        func table(_ review: MonthlyReview) throws -> BulletinTable {
            try #require(
                review.bulletin.blocks.compactMap {
                    if case .table(let table) = $0 { table } else { nil }
                }.first)
        }
        #expect(try table(review).headers == ["组别", "名次", "升降（与5月末比）", "单位", "数值", "距上一名", "备注"])
        #expect(
            try table(review).rows[0].map(\.plain)
                == ["一类", "1", "↑2", "东岭镇", "—", "", "并列；无此指标，单列"])
        sheet.groups[0].lines[0].lamp = "红灯"
        review.rankings = [sheet]
        review.notReported = ["南河乡", "西坪镇"]
        #expect(try table(review).headers[4] == "灯")
        #expect(try table(review).rows[0][4].plain == "红灯")
        #expect(review.bulletin.markdown().contains("- 本月尚未报送：南河乡、西坪镇。\n"))
    }
}
