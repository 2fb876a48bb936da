// SPDX-License-Identifier: Apache-2.0
//
// Numbers of a text: their spellings, what is no number, and numbers planted at seeded places.

import Seeded
import Testing

@testable import Speech

/// A text with one number, and what must be found.
struct Spelling: CustomTestStringConvertible, Sendable {
    var text: String
    var written: String
    var digits: String
    var scale = 0
    var unit: SpokenUnit
    var sign: Int?
    var bound = Bound.exactly

    var testDescription: String { text }

    init(
        _ text: String, _ written: String, _ digits: String, _ scale: Int = 0, _ unit: SpokenUnit,
        sign: Int? = nil, _ bound: Bound = .exactly
    ) {
        (self.text, self.written, self.digits) = (text, written, digits)
        (self.scale, self.unit, self.sign, self.bound) = (scale, unit, sign, bound)
    }
}

@Suite struct NumberFinderTests {
    static let spellings: [Spelling] = [
        Spelling("总投资8.29亿元，", "8.29亿元", "8.29", 8, .money),
        Spelling("总投资 8.29 亿元。", "8.29 亿元", "8.29", 8, .money),
        Spelling("总投资８．２９亿，", "８．２９亿", "8.29", 8, .money),
        Spelling("总投资八点二九亿元", "八点二九亿元", "8.29", 8, .money),
        Spelling("45,600万元", "45,600万元", "45600", 4, .money),
        Spelling("投资3000元人民币", "3000元人民币", "3000", 0, .money),
        Spelling("829 million yuan", "829 million yuan", "829", 6, .money),
        Spelling("CNY 0.83 billion", "0.83 billion", "0.83", 9, .money),
        Spelling("项目38个", "38个", "38", 0, .count),
        Spelling("38 projects", "38", "38", 0, .count),
        Spelling("项目三十八个", "三十八个", "38", 0, .count),
        Spelling("实有30,018户", "30,018户", "30018", 0, .count),
        Spelling("三万零一十八户", "三万零一十八户", "30018", 0, .count),
        Spelling("突破3万户", "3万户", "3", 4, .count),
        Spelling("突破三万", "三万", "3", 4, .bare),
        Spelling("passed 30,000 for", "30,000", "30000", 0, .bare),
        Spelling("完成76%", "76%", "76", 0, .percent),
        Spelling("完成76.0 ％，", "76.0 ％", "76.0", 0, .percent),
        Spelling("完成百分之七十六", "百分之七十六", "76", 0, .percent),
        Spelling("76 per cent of", "76 per cent", "76", 0, .percent),
        Spelling("industrial +192.5 % and", "+192.5 %", "192.5", 0, .percent, sign: 1),
        Spelling("增速为-8.0%", "-8.0%", "8.0", 0, .percent, sign: -1),
        Spelling("超26.0个百分点", "26.0个百分点", "26.0", 0, .points, .above),
        Spelling("26.0 percentage points", "26.0 percentage points", "26.0", 0, .points),
        Spelling("超过8亿元", "8亿元", "8", 8, .money, .above),
        Spelling("近3万户", "3万户", "3", 4, .count, .below),
        Spelling("约38个", "38个", "38", 0, .count, .about),
        Spelling("3万余户", "3万余户", "3", 4, .count, .above),
        Spelling("占地120亩", "120亩", "120", 0, .foreign),
        Spelling("新签约项目一个", "一个", "1", 0, .count),
        Spelling("38[^1]个", "38", "38", 0, .bare),
    ]

    @Test(arguments: spellings)
    func spellingsAreRead(_ spelling: Spelling) throws {
        let numbers = FoundNumbers(in: spelling.text).numbers
        try #require(numbers.count == 1, "\(numbers)")
        let number = numbers[0]
        #expect(number.written == spelling.written)
        #expect(number.digits == spelling.digits)
        #expect(number.scale == spelling.scale)
        #expect(number.unit == spelling.unit)
        #expect(number.sign == spelling.sign)
        #expect(number.bound == spelling.bound)
    }

    @Test(arguments: [
        "2023年", "2024年1—6月", "2024年上半年", "1-6月", "6月30日", "2024-06-30", "2024/6/30",
        "in 2023", "by the end of 2023", "January–June 2024", "第3名", "第三季度", "前5个月",
        "近3年", "30 days", "1. 招商", "（2）招商", "二、招商", "P2024-001", "H1", "统一部署，一是抓项目",
        "| 38 | 45 |", "[^12]: explain 38", "GB 32100", "一个好的开端", "十四五规划", "3f2a-41",
        "1,234,567,890,123,456,789个",
        "192.500000000000000000000%",
    ])
    func whatIsNoFigureIsPassedOver(_ text: String) {
        #expect(
            FoundNumbers(in: text).numbers.map(\.written) == (text == "GB 32100" ? ["32100"] : []))
    }

    @Test(
        arguments: [
            ("2024年上半年", 2024, 1, 6, false), ("2024年1—6月", 2024, 1, 6, false),
            ("1-6月", nil, 1, 6, false), ("2023年", 2023, 1, 12, false),
            ("2023年末", 2023, 1, 12, false),
            ("6月份", nil, 6, 6, true), ("截至6月末", nil, 6, 6, false), ("二季度", nil, 4, 6, true),
            ("the first half of 2024", 2024, 1, 6, false), ("the half-year", nil, 1, 6, false),
            ("in 2023", 2023, 1, 12, false), ("January–June 2024", 2024, 1, 6, false),
        ] as [(String, Int?, Int, Int, Bool)])
    func spansAreRead(_ text: String, _ year: Int?, _ first: Int, _ last: Int, _ isAlone: Bool)
        throws
    {
        let periods = FoundNumbers(in: text).periods
        try #require(periods.count == 1, "\(periods)")
        #expect(periods[0].year == year)
        #expect(periods[0].firstMonth == first)
        #expect(periods[0].lastMonth == last)
        #expect(periods[0].isAlone == isAlone)
    }

    @Test func whatAFigureIsComparedWithIsNoSpan() {
        #expect(FoundNumbers(in: "比2023年增长").periods.isEmpty)
    }

    @Test func placesAreLinesAndColumns() throws {
        let numbers = FoundNumbers(in: "新签约38个，\n其中 开工33个\r\n内资4.56亿元").numbers
        #expect(numbers.map(\.line) == [1, 2, 3])
        #expect(numbers.map(\.column) == [4, 6, 3])
    }

    /// Numbers planted among words are found: all of them, with place and value, and nothing else.
    @Test(arguments: 1...40)
    func plantedNumbersAreFound(_ seed: Int) throws {
        var random = Generator(seed: UInt64(seed))
        let words = ["使用内资", "，总投资", "；其中开工", "。\n", "（预计）", " of the task, ", "2023年", "第2名"]
        var (text, planted) = ("", [(written: String, offset: Int, digits: String)]())
        for _ in 0..<random.pick(1...12) {
            for _ in 0..<random.pick(1...3) { text += random.pick(words) }
            let whole = random.pick(0...999_999)
            let decimals = random.pick(0...2)
            let fraction = String(String(random.pick(100...199)).suffix(2).prefix(decimals))
            let digits = "\(whole)" + (decimals > 0 ? ".\(fraction)" : "")
            let written = digits + random.pick(["亿元", "万元", "个", "%", "个百分点", "户"])
            planted.append((written, text.count, digits))
            text += written + "、"
        }
        let found = FoundNumbers(in: text).numbers
        #expect(found.map(\.written) == planted.map(\.written), "\(text)")
        #expect(found.map(\.place.lowerBound) == planted.map(\.offset))
        #expect(found.map(\.digits) == planted.map(\.digits))
    }
}
