// SPDX-License-Identifier: Apache-2.0
//
// The progress table: what follows from a task stands behind it, everything else keeps its order.

import Pipeline
import Present
import Rollup
import Testing

@Suite struct ProgressTableTests {
    static let figures: [Figure] = {
        var stock = Figure(.entityStock, .number(Fraction(30_018), .count))
        stock.notes = [.sumOfCategories, .partsMissing]
        var late = Figure(.indicator, of: .projectInvestment, .missing(.noReport))
        late.notes = [.earlierPeriod]
        late.to = CivilDay(text: "2024-05-31")
        return [
            Figure(.domesticCapital, .number(Fraction(45_600_000_000), .fen)),
            task(.task, .base, .number(Fraction(60_000_000_000), .fen)),
            task(.task, .stretch, .number(Fraction(76_000_000_000), .fen)),
            task(.completionRate, .base, .number(Fraction(456, over: 600), .percent)),
            task(.completionRate, .stretch, .number(Fraction(456, over: 760), .percent)),
            stock, late,
        ]
    }()

    static func task(_ name: FigureName, _ grade: TaskGrade, _ value: FigureValue) -> Figure {
        var figure = Figure(name, of: .domesticCapital, value)
        figure.grade = grade
        figure.issuer = "市政府"
        return figure
    }

    @Test func whatFollowsFromATaskStandsBehindIt() {
        let rows = ProgressTable(Self.figures, language: .zh).rows
        #expect(
            rows.map(\.label) == [
                "使用内资", "使用内资年度任务(基本)", "使用内资完成率", "使用内资年度任务(奋斗)",
                "使用内资完成率(奋斗)", "经营主体实有(户)", "项目投资",
            ])
        #expect(
            rows.map(\.value) == [
                "4.56亿元", "6.00亿元", "76.0%", "7.60亿元", "60.0%", "30,018", "未报送",
            ])
        #expect(rows[1].notes == "市政府下达")
        #expect(rows[5].notes == "未报送总数，为各类别合计；有下级单位或类别未报送，合计不完整")
        #expect(rows[6].notes == "数据截至2024-05-31")
    }

    @Test func theTableHasNotesOnlyWhereThereAreSome() {
        #expect(ProgressTable(Self.figures, language: .en).table.headers.count == 3)
        let bare = ProgressTable([Self.figures[0]], language: .en)
        #expect(
            bare.table.csv == "Figure,Value\r\nDomestic capital utilized,4.56亿元\r\n")
    }
}
