// SPDX-License-Identifier: Apache-2.0
//
// A small bulletin to its bytes, in each form; what people typed acts on nothing.

import Pipeline
import Rollup
import Testing

@testable import Present

@Suite struct BulletinTests {
    private let unit = UnitCode(text: "shifan")!
    private let asOf = CivilDay(text: "2024-06-30")!

    private func figure(
        _ name: FigureName, _ text: String, _ number: Fraction?, of measure: Measure? = nil,
        issuer: String? = nil
    ) -> AnsweredFigure {
        var question = FigureQuestion(
            name, unit: unit, asOf: asOf, epoch: "e1", position: 516, language: .zh)
        (question.measure, question.issuer) = (measure, issuer)
        var figure = AnsweredFigure(question, label: name.words(in: .zh), text: text)
        figure.number = number
        return figure
    }

    private var small: Bulletin {
        let capital = figure(.domesticCapital, "4.56亿元", Fraction(456))
        let growth = figure(
            .yearOnYear, "+192.5%（快报）", Fraction(385, over: 200), of: .industrialInvestment)
        let rest = QuotedNumber(growth, part: "192.5%（快报）")
        let chart = BulletinChart(
            form: .bars, title: "使用内资", summary: "两个单位", series: ["使用内资"],
            points: [
                .init("东岭镇", [.init(capital)]), .init("南<河>乡", [nil]),
                .init("西坪镇", [.init(figure(.started, "1亿元", Fraction(114)))]),
            ])
        return Bulletin(
            title: "示范县通报", dateline: "截至2024年6月30日", language: .zh,
            blocks: [
                .paragraph("使用内资\(capital)，工业投资增长\(rest)。"), .heading("分单位"),
                .table(
                    BulletinTable(
                        caption: "内资", headers: ["单位", "数值"],
                        rows: [["东岭|镇", "\(capital)"], ["<南河乡>", "未报送"]])), .chart(chart),
                .notes(["口径：default。"]),
            ])
    }

    private let commands = [
        "groundbreak explain domesticCapital --unit shifan --as-of 2024-06-30 --known-at e1:516"
            + " --lang zh",
        "groundbreak explain yearOnYear --of industrialInvestment --unit shifan"
            + " --as-of 2024-06-30 --known-at e1:516 --lang zh",
        "groundbreak explain started --unit shifan --as-of 2024-06-30 --known-at e1:516 --lang zh",
    ]

    @Test func markdown() {
        #expect(
            small.markdown(chartNames: ["a-1.svg"]) == """
                # 示范县通报

                截至2024年6月30日

                使用内资4.56亿元[^1]，工业投资增长192.5%（快报）[^2]。

                ## 分单位

                **内资**

                | 单位 | 数值 |
                | --- | ---: |
                | 东岭\\|镇 | 4.56亿元[^1] |
                | \\<南河乡\\> | 未报送 |

                ![使用内资](<a-1.svg>)

                - 口径：default。

                ## 依据

                [^1]: `\(commands[0])`
                [^2]: `\(commands[1])`

                """)
        #expect(small.markdown().contains("\n\n*使用内资* 两个单位\n\n"))
    }

    @Test func html() throws {
        let html = small.html
        let body = try #require(
            html.firstRange(of: "<body>\n").map { String(html[$0.upperBound...]) })
        let chart = small.charts[0].svg(isInline: true)
        #expect(
            body == """
                <h1>示范县通报</h1>
                <p class="dateline">截至2024年6月30日</p>
                <p>使用内资<data data-question="\(commands[0])">4.56亿元</data>&#8288;<sup><a \
                href="#source-1">1</a></sup>，工业投资增长<data data-question="\(commands[1])">\
                192.5%（快报）</data>&#8288;<sup><a href="#source-2">2</a></sup>。</p>
                <h2>分单位</h2>
                <table>
                <caption>内资</caption>
                <thead>
                <tr><th>单位</th><th class="right">数值</th></tr>
                </thead>
                <tbody>
                <tr><td>东岭|镇</td><td class="right"><data data-question="\(commands[0])">4.56亿元\
                </data>&#8288;<sup><a href="#source-1">1</a></sup></td></tr>
                <tr><td>&lt;南河乡&gt;</td><td class="right">未报送</td></tr>
                </tbody>
                </table>
                <figure>
                \(chart)</figure>
                <ul class="notes">
                <li>口径：default。</li>
                </ul>
                <h2>依据</h2>
                <ol class="sources">
                <li id="source-1"><code>\(commands[0])</code></li>
                <li id="source-2"><code>\(commands[1])</code></li>
                </ol>
                </body>
                </html>

                """)
        #expect(html.contains("@page { size: A4;"))
        #expect(html.contains("thead { display: table-header-group; }"))
        #expect(!html.contains("<script"))
        #expect(!html.replacing("http://www.w3.org/2000/svg", with: "").contains("http:"))
        #expect(!html.contains(" src=") && !html.contains("@import") && !html.contains("url("))
    }

    @Test func svg() {
        let halo = " stroke=\"#fff\" stroke-width=\"3\" paint-order=\"stroke\""
        // Labels of six columns: bars from 12 + 6 × 7 + … on; 114 of 456 is a quarter of the room.
        #expect(
            small.charts[0].svg() == """
                <?xml version="1.0" encoding="UTF-8"?>
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 124" role="img" \
                font-family="'Noto Sans CJK SC','Source Han Sans SC','Microsoft YaHei',SimHei,\
                sans-serif" font-size="12">
                <title>使用内资</title>
                <desc>两个单位</desc>
                <text x="0" y="16" font-size="14" font-weight="bold">使用内资</text>
                <text x="60" y="44" text-anchor="end">东岭镇</text>
                <rect x="68" y="33" width="452" height="14" fill="#1f5f8b"/>
                <text x="526" y="44" text-anchor="start"\(halo) data-question="\(commands[0])">4.56亿元</text>
                <text x="60" y="68" text-anchor="end">南&lt;河&gt;乡</text>
                <text x="60" y="92" text-anchor="end">西坪镇</text>
                <rect x="68" y="81" width="113" height="14" fill="#1f5f8b"/>
                <text x="187" y="92" text-anchor="start"\(halo) data-question="\(commands[2])">1亿元</text>
                <path d="M68 28V102" stroke="#555" fill="none"/>
                <rect x="120" y="106" width="14" height="8" fill="#1f5f8b"/><text x="140" y="115">\
                使用内资</text>
                </svg>

                """)
    }

    @Test func aLineHasAHoleWhereNothingIsKnown() throws {
        func value(_ number: Int128?) -> BulletinChart.Value? {
            .init(
                figure(
                    .domesticCapital, number.map { "\($0)" } ?? "未报送", number.map { Fraction($0) }))
        }
        let chart = BulletinChart(
            form: .lines, title: "走势", summary: "逐月", series: ["内资"],
            points: [1, 2, nil, 4].enumerated().map { .init("\($0 + 1)月末", [value($1)]) })
        let path = try #require(
            chart.svg().split(separator: "\n").first { $0.contains("stroke-width=\"2\"") })
        // A quarter of 150 is cut to 37.
        #expect(path.contains("d=\"M50 157L230 119M590 44\""))
    }

    @Test func whatIsBelowZeroIsDrawnLeftOfTheAxis() {
        let chart = BulletinChart(
            form: .bars, title: "超欠", summary: "", series: ["超欠", "序时"],
            points: [
                .init("甲", [.init(figure(.aheadBehind, "-", Fraction(-1))), nil]),
                .init("乙", [.init(figure(.aheadBehind, "+", Fraction(1))), nil]),
            ])
        let bars = chart.svg().split(separator: "\n").filter { $0.contains("height=\"14\"") }
        #expect(bars.map { $0.prefix { $0 != "y" } } == ["<rect x=\"26\" ", "<rect x=\"273\" "])
    }

    @Test func aShellTakesACommandAsItIs() {
        var question = figure(.task, "60", Fraction(60), of: .newlyStored, issuer: "某'市 $(rm)")
            .question
        #expect(question.command.contains("--issuer '某'\\''市 $(rm)' --unit shifan"))
        question.better = UnitCode(text: "dongling")
        question.decimals = 2
        question.rounding = .truncate
        #expect(
            question.command == "groundbreak diff task --of newlyStored --issuer '某'\\''市 $(rm)' "
                + "--unit shifan --to-unit dongling --as-of 2024-06-30 --known-at e1:516 "
                + "--to-known-at e1:516 --decimals 2 --rounding TRUNCATE --lang zh")
    }

    @Test func numbersOfOneQuestionShareASource() {
        #expect(small.sources.map(\.command) == Array(commands.prefix(2)))
    }
}
