// SPDX-License-Identifier: Apache-2.0
//
// What follows the digits of a number: its scale, and what it counts.

/// Scale and unit behind a number.
struct Suffix {
    var scale = 0
    var unit = SpokenUnit.bare
    /// 多, 余 behind the scale.
    var bound: Bound?
    /// Where the number ends with them.
    var end: Int

    init(end: Int) { self.end = end }

    /// Nil where what follows makes it a duration (5个月), which is no figure.
    init?(in text: SpokenText, at start: Int) {
        end = start
        var index = text.afterBlanks(start)
        for (word, power) in Self.scales where text.hasScale(word, at: index) {
            (scale, end) = (power, index + word.count)
            index = text.afterBlanks(end)
            break
        }
        if text[end] == "多" || text[end] == "余" {
            (bound, end) = (.above, end + 1)
            index = text.afterBlanks(end)
        }
        for word in Self.durations where text.has(word, at: index) { return nil }
        for (word, kind) in Self.units where text.has(word, at: index) {
            unit = kind
            // English nouns name what is counted and are read again as such.
            if !(kind == .count && word.first!.isLatin) { end = index + word.count }
            break
        }
        // 8.29亿 is money; 3万 may be either.
        if unit == .bare, scale >= 8 { unit = .money }
        if text.has("人民币", at: end) { end += 3 }
        if text.has("以上", at: end) { bound = .above }
        if text.has("以内", at: end) || text.has("以下", at: end) { bound = .atMost }
    }

    private static let scales: [(String, Int)] = [
        ("万亿", 12), ("亿", 8), ("千万", 7), ("百万", 6), ("万", 4), ("billion", 9), ("bn", 9),
        ("million", 6), ("thousand", 3),
    ]

    private static let durations = [
        "个月", "个季度", "个工作日", "个小时", "年", "天", "日", "月", "周", "岁", "小时", "分钟",
        "months", "month", "years", "year", "days", "day", "weeks", "week", "hours",
    ]

    /// Longer words first.
    private static let units: [(String, SpokenUnit)] = [
        ("个百分点", .points), ("百分点", .points), ("percentage points", .points),
        ("percentage point", .points), ("points", .points), ("point", .points), ("pp", .points),
        ("%", .percent), ("per cent", .percent), ("percent", .percent), ("元", .money),
        ("yuan", .money), ("rmb", .money), ("cny", .money), ("平方米", .foreign),
        ("公里", .foreign), ("千瓦", .foreign), ("个", .count), ("户", .count), ("家", .count),
        ("项", .count), ("宗", .count), ("projects", .count), ("project", .count),
        ("contracts", .count), ("entities", .count), ("enterprises", .count),
        ("businesses", .count), ("亩", .foreign), ("人", .foreign), ("吨", .foreign),
        ("件", .foreign), ("次", .foreign), ("名", .foreign), ("条", .foreign),
        ("场", .foreign), ("倍", .foreign), ("台", .foreign), ("美元", .foreign),
        ("people", .foreign), ("jobs", .foreign), ("times", .foreign), ("hectares", .foreign),
        ("dollars", .foreign),
    ]
}

extension SpokenText {
    /// A scale may stand at the digits without a blank: 829million.
    fileprivate func hasScale(_ word: String, at index: Int) -> Bool {
        hasBare(word, at: index)
            && !(word.first!.isLatin && self[index + word.count]?.isLatin == true)
    }
}
