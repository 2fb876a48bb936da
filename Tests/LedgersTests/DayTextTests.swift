// SPDX-License-Identifier: Apache-2.0
//
// Days and counts as offices write them.

import Pipeline
import Testing

@testable import Ledgers

@Suite struct DayTextTests {
    @Test(arguments: [
        "2024-01-05", "2024-1-5", "2024/1/5", "2024/01/05", "2024.1.5", "2024年1月5日", "2024年01月05日",
        "2024年1月5", "20240105", "２０２４年１月５日", "2024 年 1 月 5 日", "2024/1/5 0:00:00",
        "2024-01-05 00:00",
        "2024-01-05T00:00:00", "45296",
    ])
    func oneDay(text: String) {
        #expect(DayText.parse(Spelling.folded(text))?.text == "2024-01-05")
    }

    @Test(arguments: [
        "2024-02-30", "2024-13-01", "2024年1月", "2024-01", "24/1/5", "2024-1/5", "2024", "30000",
        "60000", "4529",
        "待定",
        "2024-01-05起", "2024-001-05", "20240105 12:30", "2024-01-05-06", "１", "",
    ])
    func noDay(text: String) {
        #expect(DayText.parse(Spelling.folded(text)) == nil)
    }

    @Test(arguments: ["2024年3月", "2024.3", "2024-03", "2024/3", "2024年12月"])
    func aMonthIsNoDayAndSaysSo(text: String) throws {
        let row = try Desk.read("项目编号,单位,项目名称,总投资(万元),合同签约时间,开工时间\nP,u,甲,1,2024-01-05,\(text)\n")
            .rows[0]
        #expect(row.findings.map(\.rule) == [.malformedDay])
        #expect(row.findings[0].detail.contains("a month and no day"))
        #expect(row.details == ["开工时间": text])
    }

    @Test func theNumbersOfASpreadsheet() {
        for (serial, day) in [
            ("32874", "1990-01-01"), ("45356", "2024-03-05"), ("54788", "2049-12-31"),
        ] {
            #expect(DayText.parse(serial)?.text == day)
        }
    }

    @Test func counts() {
        #expect(CountText.parse("29,640户") == 29_640)
        #expect(CountText.parse("38个") == 38)
        #expect(CountText.parse("-3") == -3)
        for text in ["", "3.5", "1,23", "abc", "1-2", "9999999999999999999", "个"] {
            #expect(CountText.parse(text) == nil, "\(text)")
        }
    }

    @Test func aDayThatCanNotBeReadLeavesTheOthers() throws {
        let reading = try Desk.read(
            """
            项目编号,责任单位,项目名称,总投资(万元),合同签约时间,入库时间,开工时间,备注
            P-1,dongling,甲,2180,2024-01-05,2024/1/20,预计6月,用地已批
            P-2,dongling,乙,2180,2024-01-05,-,/,
            """)
        #expect(
            reading.rows[0].facts.map(\.content?.kind)
                == [.projectSigned, .projectStored, .detailsSet])
        #expect(reading.rows[0].findings.map(\.rule) == [.malformedDay])
        #expect(reading.rows[0].findings.map(\.path) == ["开工时间"])
        #expect(reading.rows[0].facts[0].note == "用地已批")
        #expect(reading.rows[0].details == ["开工时间": "预计6月"])
        #expect(reading.rows[0].facts[1].note == nil)
        #expect(reading.rows[1].outcome == .made(reading.rows[1].facts))
        #expect(reading.rows[1].details == ["入库时间": "-", "开工时间": "/"])
    }
}
