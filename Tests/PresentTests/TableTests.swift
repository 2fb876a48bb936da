// SPDX-License-Identifier: Apache-2.0
//
// Tables: widths of what county offices type, columns that line up, and text that can't act.

import Testing

@testable import Present

@Suite struct TableTests {
    @Test(arguments: [
        ("", 0), ("abc", 3), ("完成率", 6), ("年度任务(基本)", 14), ("（预计）", 8),
        ("8.29亿元", 8), ("76.0 %", 6), ("ＡＢ", 4), ("ｱ", 1), ("e\u{301}", 1), ("한", 2),
        ("\u{1112}\u{1161}\u{11AB}", 2), ("か\u{3099}", 2), ("𠮷", 2), ("\u{200B}", 0), ("、。", 4),
        ("·…", 2), ("a\u{FE0F}", 1),
    ])
    func widths(text: String, columns: Int) { #expect(text.columns == columns) }

    static let table = Table(
        headers: ["指标", "数值"],
        rows: [
            [.text("使用内资"), .number("4.56亿元")], [.text("完成率"), .number("76.0%")],
        ])

    @Test func columnsLineUp() {
        #expect(
            Self.table.text()
                == "指标          数值\n--------  --------\n使用内资  4.56亿元\n完成率       76.0%\n")
    }

    @Test func wordsGiveWayAndNumbersDoNot() {
        let table = Table(
            headers: ["名称", "金额"], rows: [[.text("某某新材料有限公司"), .number("1,234.56亿元")]])
        let lines = table.text(maxWidth: 24).split(separator: "\n")
        #expect(lines[2] == "某某新材..  1,234.56亿元")
        #expect(lines.allSatisfy { $0.columns <= 24 })
        #expect(table.text(maxWidth: 1).contains("1,234.56亿元"))
    }

    @Test func textMovesNoCursor() {
        let table = Table(headers: ["a"], rows: [[.text("x\u{1B}[2J\ny\u{202E}z")]])
        #expect(table.text() == "a\n---------\nx?[2J y?z\n")
    }

    @Test(arguments: [
        (TableCell.text("=1+1"), "'=1+1"), (.text("+86"), "'+86"), (.text("-8.0"), "'-8.0"),
        (.text("@x"), "'@x"), (.text("\tx"), "'\tx"), (.text("\rx"), "\"'\rx\""),
        (.text("＝1"), "'＝1"), (.text("－1"), "'－1"), (.text(" =1"), "' =1"),
        (.number("-8.0"), "-8.0"), (.number("+192.5 %"), "+192.5 %"),
        (.number("-cmd"), "'-cmd"), (.number("=1"), "'=1"), (.number("30,018"), "\"30,018\""),
        (.text("a\"b"), "\"a\"\"b\""), (.text("a\r\nb"), "\"a\r\nb\""), (.text(""), ""),
        (.text(" a"), "\" a\""), (.text("使用内资"), "使用内资"),
    ])
    func cellsInCSV(cell: TableCell, field: String) {
        #expect(Table(headers: ["h"], rows: [[cell]]).csv == "h\r\n\(field)\r\n")
    }

    @Test func json() {
        let table = Table(
            headers: ["名称", "n"],
            rows: [[.text("a\"\\\n\u{1}"), .number("-8.0")], [.text("乙"), .number("1")]])
        #expect(
            table.json
                == "[{\"名称\":\"a\\\"\\\\\\n\\u0001\",\"n\":\"-8.0\"},\n"
                + "{\"名称\":\"乙\",\"n\":\"1\"}]\n")
        #expect(Table(headers: [], rows: []).json == "[]\n")
    }
}
