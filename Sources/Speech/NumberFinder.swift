// SPDX-License-Identifier: Apache-2.0
//
// Finds the numbers of a text that may be figures, and the spans that it names.
//
// Law: every character belongs to at most one number or span, and is left to neither where it is part of
// a code, an ordinal, a year, a day, a duration, a footnote or a table. Tables are no prose: their lines
// are passed over whole.

/// Numbers and spans of a text, each in the order of the text.
public struct FoundNumbers: Hashable, Sendable {
    public var numbers: [SpokenNumber] = []
    public var periods: [SpokenPeriod] = []
    /// Spans that a figure is compared with.
    var bases: [SpokenPeriod] = []

    public init(in text: String) { self.init(in: SpokenText(text)) }

    init(in text: SpokenText) {
        var finder = NumberFinder(text: text)
        finder.run()
        (numbers, periods, bases) = (finder.numbers, finder.periods, finder.bases)
    }
}

private struct NumberFinder {
    let text: SpokenText
    var numbers: [SpokenNumber] = []
    var periods: [SpokenPeriod] = []
    var bases: [SpokenPeriod] = []

    init(text: SpokenText) { self.text = text }

    mutating func run() {
        let reader = PeriodReader(text: text)
        var index = 0
        while index < text.count, numbers.count <= SpeechReader.numbersMax {
            if let end = passedOver(at: index) {
                index = end
            } else if let period = reader.period(at: index) {
                if reader.isBase(period) { bases.append(period) } else { periods.append(period) }
                index = period.place.upperBound
            } else if let found = number(at: index) {
                if let number = found.number { numbers.append(number) }
                index = found.end
            } else {
                index += 1
            }
        }
    }

    /// The end of what holds no figure: a line of a table, a footnote, a list's own number, an ordinal.
    private func passedOver(at index: Int) -> Int? {
        if text.beginsLine(index) {
            if text[index] == "|" || text.hasBare("[^", at: index) { return endOfLine(index) }
            if let end = listNumber(at: index) { return end }
        }
        if text.hasBare("[^", at: index) {
            return text.characters[index...].firstIndex(of: "]").map { $0 + 1 }
        }
        for word in ["第", "position ", "no. ", "#"] where text.has(word, at: index) {
            let start = index + word.count
            let numeral =
                Numeral.figures(in: text, at: start) ?? Numeral.chinese(in: text, at: start)
            return numeral.map { start + $0.length }
        }
        return nil
    }

    private func endOfLine(_ index: Int) -> Int {
        text.characters[index...].firstIndex(of: "\n") ?? text.count
    }

    /// `1.`, `2、`, `（3）`.
    private func listNumber(at index: Int) -> Int? {
        let isOpened = text[index] == "(" || text[index] == "（"
        let start = isOpened ? index + 1 : index
        guard let numeral = Numeral.figures(in: text, at: start), numeral.decimals == 0,
            let sign = text[start + numeral.length],
            (isOpened ? ")）" : ".、)）").contains(sign),
            text[start + numeral.length + 1]?.digit == nil
        else { return nil }
        return start + numeral.length + 1
    }

    /// A number or something that looks like one, and where it ends.
    private func number(at index: Int) -> (number: SpokenNumber?, end: Int)? {
        for word in ["百分之"] where text.has(word, at: index) {
            let start = index + word.count
            guard
                let numeral = Numeral.figures(in: text, at: start)
                    ?? Numeral.chinese(in: text, at: start)
            else { return nil }
            var suffix = Suffix(end: start + numeral.length)
            suffix.unit = .percent
            return (spoken(numeral, from: index, suffix), suffix.end)
        }
        if text[index]?.digit != nil { return figures(at: index) }
        return Numeral.isChinese(text[index]) ? chinese(at: index) : nil
    }

    private func figures(at index: Int) -> (number: SpokenNumber?, end: Int) {
        guard !isPartOfCode(index), let first = Numeral.figures(in: text, at: index) else {
            return (nil, endOfDigits(endOfCode(index)))
        }
        var (numeral, end) = (first, index + first.length)
        if let whole = compound(numeral, at: end) {
            (numeral, end) = (whole, index + whole.length)
        }
        guard let suffix = Suffix(in: text, at: end) else { return (nil, end) }
        if suffix.end == end, text[end]?.isLatin == true { return (nil, endOfCode(end)) }
        let isYear =
            suffix.unit == .bare && suffix.scale == 0 && numeral.length == 4
            && (1900...2199).contains(numeral.mantissa)
        return (isYear ? nil : spoken(numeral, from: index, suffix), suffix.end)
    }

    /// `4亿5600` of 4亿5600万元.
    private func compound(_ high: Numeral, at end: Int) -> Numeral? {
        guard high.decimals == 0, high.mantissa < 100_000_000, text[end] == "亿",
            let low = Numeral.figures(in: text, at: end + 1), low.decimals == 0,
            low.mantissa < 10_000, text[end + 1 + low.length] == "万"
        else { return nil }
        return Numeral(
            mantissa: high.mantissa * 10_000 + low.mantissa, decimals: 0,
            length: high.length + 1 + low.length)
    }

    /// The end of groups of digits that are too many for a number.
    private func endOfDigits(_ index: Int) -> Int {
        var end = index
        while let sign = text[end], sign == "," || sign == "." || sign.digit != nil,
            sign.digit != nil || text[end + 1]?.digit != nil
        {
            end += 1
        }
        return end
    }

    /// Whether letters and digits stand before it, as in P2024-001 or H1.
    private func isPartOfCode(_ index: Int) -> Bool {
        guard let before = text[index - 1] else { return false }
        if before.isLatin || before == "_" { return true }
        guard "-:/.".contains(before), let further = text[index - 2] else { return false }
        return further.isLatin || further.digit != nil
    }

    private func endOfCode(_ index: Int) -> Int {
        var end = index
        while let next = text[end], next.isLatin || next.digit != nil { end += 1 }
        return max(end, index + 1)
    }

    /// Numerals count where a unit or 万, 亿 says that they do; 一个 is mostly no figure.
    private func chinese(at index: Int) -> (number: SpokenNumber?, end: Int) {
        guard let numeral = Numeral.chinese(in: text, at: index) else { return (nil, index + 1) }
        let end = index + numeral.length
        guard let suffix = Suffix(in: text, at: end), suffix.end > end, suffix.unit != .foreign,
            suffix.scale > 0 || suffix.unit != .bare
        else { return (nil, end) }
        let isArticle =
            numeral.length == 1 && text[index] == "一" && suffix.unit == .count
            && suffix.scale == 0 && !text.has("项目", at: suffix.end)
            && !text.has("项目", before: index)
        return (isArticle ? nil : spoken(numeral, from: index, suffix), suffix.end)
    }

    private func spoken(_ numeral: Numeral, from index: Int, _ suffix: Suffix) -> SpokenNumber {
        var (start, sign): (Int, Int?) = (index, nil)
        if let before = text[index - 1], before == "+" || before == "-",
            text[index - 2].map({ !$0.isLatin && $0.digit == nil }) ?? true
        {
            (start, sign) = (index - 1, before == "+" ? 1 : -1)
        }
        let place = start..<suffix.end
        let (line, column) = text.place(of: start)
        var number = SpokenNumber(
            written: String(text.written[place]), line: line, column: column, place: place,
            mantissa: numeral.mantissa, decimals: numeral.decimals, scale: suffix.scale,
            unit: suffix.unit, sign: sign)
        if ["¥", "￥", "rmb", "cny"].contains(where: { text.has($0, before: start) }) {
            number.unit = .money
        }
        number.bound = suffix.bound ?? bound(before: start)
        return number
    }

    private static let bounds: [(String, Bound)] = [
        ("不低于", .above), ("不少于", .above), ("不小于", .above), ("至少", .above),
        ("at least", .above), ("no less than", .above), ("not less than", .above),
        ("no fewer than", .above), ("不超过", .atMost), ("不高于", .atMost), ("不多于", .atMost),
        ("最多", .atMost), ("至多", .atMost), ("at most", .atMost), ("no more than", .atMost),
        ("not more than", .atMost), ("not over", .atMost), ("not exceeding", .atMost),
        ("约", .about), ("大约", .about), ("about", .about), ("some", .about),
        ("approximately", .about), ("超过", .above), ("超", .above), ("逾", .above),
        ("more than", .above), ("over", .above), ("exceeding", .above), ("above", .above),
        ("近", .below), ("不足", .below), ("不到", .below), ("nearly", .below),
        ("almost", .below), ("less than", .below), ("under", .below),
    ]

    private func bound(before index: Int) -> Bound {
        Self.bounds.first { text.has($0.0, before: index) }?.1 ?? .exactly
    }
}
