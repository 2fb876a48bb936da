// SPDX-License-Identifier: Apache-2.0
//
// Days and spans that a text names: 2023年, 上半年, 1—6月, 2024-06-30, the first half of 2024.
//
// Law: a number that is part of one is no figure. A span without a year is of the year in question.
// What a figure is compared with (比2023年, 同比) is no span that it is of.

public import Pipeline

/// A span named in a text.
public struct SpokenPeriod: Hashable, Sendable {
    public var place: Range<Int>
    /// Unset where the text names none.
    public var year: Int?
    /// 去年, last year: of the year before the one in question.
    public var isLastYear = false
    public var firstMonth = 1
    public var lastMonth = 12
    /// Of a day.
    public var day: Int?
    /// A whole year and no part of it.
    public var isYear: Bool { firstMonth == 1 && lastMonth == 12 && day == nil }
    /// Until then (截至6月末, 6月底), and not that month alone.
    public var isUntil = false
    /// 去年同期: the span in question, a year before.
    public var isSameSpan = false

    /// The last day, in the year in question where none is named.
    public func last(in asked: Int) -> CivilDay? {
        let year = year ?? (isLastYear ? asked - 1 : asked)
        guard let first = CivilDay(year: year, month: lastMonth, day: 1) else { return nil }
        return day.map { CivilDay(year: year, month: lastMonth, day: $0) } ?? first.lastOfMonth
    }

    /// The first day.
    public func first(in asked: Int) -> CivilDay? {
        let year = year ?? (isLastYear ? asked - 1 : asked)
        return CivilDay(year: year, month: day == nil ? firstMonth : lastMonth, day: day ?? 1)
    }

    /// Whether it is a month or quarter alone, of which the year so far says nothing.
    public var isAlone: Bool { firstMonth > 1 && day == nil && !isUntil }
}

/// Finds spans.
struct PeriodReader {
    let text: SpokenText

    /// The span that begins at an index.
    func period(at start: Int) -> SpokenPeriod? {
        let found = isoDay(at: start) ?? chinese(at: start) ?? english(at: start)
        guard var found, !found.place.isEmpty else { return nil }
        if text[start - 1]?.digit != nil { return nil }
        found.isUntil =
            found.isUntil || text.has("截至", before: start) || text.has("至", before: start)
        return found
    }

    /// Whether it is what a figure is compared with.
    func isBase(_ period: SpokenPeriod) -> Bool {
        ["比", "较", "与", "同", "than", "than in", "over", "compared with", "compared to"].contains {
            text.has($0, before: period.place.lowerBound)
        }
            || period.isSameSpan
                && ["from", "on"].contains { text.has($0, before: period.place.lowerBound) }
    }

    private func number(at start: Int, digits: ClosedRange<Int>) -> (value: Int, end: Int)? {
        var (value, index) = (0, start)
        while let digit = text[index]?.digit, index - start < 5 {
            value = value * 10 + digit
            index += 1
        }
        if index == start { return chineseNumber(at: start, digits: digits) }
        return digits.contains(index - start) ? (value, index) : nil
    }

    /// A month or a day in numerals (十一), or a year by its digits (二〇二四).
    private func chineseNumber(
        at start: Int, digits: ClosedRange<Int>
    ) -> (value: Int, end: Int)? {
        guard digits.upperBound == 4 else {
            guard let numeral = Numeral.chinese(in: text, at: start), numeral.decimals == 0,
                (1...99).contains(numeral.mantissa)
            else { return nil }
            return (Int(numeral.mantissa), start + numeral.length)
        }
        let figures: [Character] = ["〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"]
        var value = 0
        for index in start..<(start + 4) {
            guard let character = text[index],
                let digit = figures.firstIndex(of: character == "零" ? "〇" : character)
            else { return nil }
            value = value * 10 + digit
        }
        return (value, start + 4)
    }

    private func year(at start: Int) -> (value: Int, end: Int)? {
        guard let (year, end) = number(at: start, digits: 4...4), (1900...2199).contains(year)
        else { return nil }
        return (year, end)
    }

    private func isoDay(at start: Int) -> SpokenPeriod? {
        guard let (year, afterYear) = year(at: start), let sign = text[afterYear],
            "-/.".contains(sign),
            let (month, afterMonth) = number(at: afterYear + 1, digits: 1...2),
            text[afterMonth] == sign,
            let (day, end) = number(at: afterMonth + 1, digits: 1...2)
        else { return nil }
        return SpokenPeriod(
            place: start..<end, year: year, firstMonth: month, lastMonth: month, day: day)
    }

    // MARK: Chinese

    private static let parts: [(String, ClosedRange<Int>)] = [
        ("上半年", 1...6), ("前三季度", 1...9), ("一季度", 1...3), ("首季", 1...3), ("二季度", 4...6),
        ("三季度", 7...9), ("四季度", 10...12), ("下半年", 7...12), ("全年", 1...12),
    ]

    private func chinese(at start: Int) -> SpokenPeriod? {
        if let (year, end) = year(at: start), text[end] == "年" {
            if let inner = part(at: end + 1) ?? months(at: end + 1) {
                var dated = inner
                (dated.place, dated.year) = (start..<inner.place.upperBound, year)
                return dated
            }
            var end = end + 1
            let isUntil = text[end] == "末" || text[end] == "底"
            if isUntil || text[end] == "度" { end += 1 }
            return SpokenPeriod(place: start..<end, year: year, isUntil: isUntil)
        }
        for word in ["去年同期", "上年同期"] where text.has(word, at: start) {
            return SpokenPeriod(
                place: start..<(start + word.count), isLastYear: true, isSameSpan: true)
        }
        for word in ["去年", "上年"] where text.has(word, at: start) {
            let end = start + word.count
            var inner =
                part(at: end) ?? months(at: end)
                ?? SpokenPeriod(place: end..<end, isUntil: text[end] == "末" || text[end] == "底")
            inner.place =
                start..<max(inner.place.upperBound, inner.isYear && inner.isUntil ? end + 1 : end)
            inner.isLastYear = true
            return inner
        }
        return part(at: start) ?? months(at: start)
    }

    private func part(at start: Int) -> SpokenPeriod? {
        for (word, months) in Self.parts where text.has(word, at: start) {
            return SpokenPeriod(
                place: start..<(start + word.count), firstMonth: months.lowerBound,
                lastMonth: months.upperBound)
        }
        if text[start] == "前", let (last, end) = number(at: start + 1, digits: 1...2),
            (1...12).contains(last), text.has("个月", at: end)
        {
            return SpokenPeriod(place: start..<(end + 2), lastMonth: last)
        }
        return nil
    }

    /// `1—6月`, `6月`, `6月30日`, `1月1日—6月15日`, `6月末`.
    private func months(at start: Int) -> SpokenPeriod? {
        guard let (first, afterFirst) = number(at: start, digits: 1...2), (1...12).contains(first)
        else { return nil }
        if let range = range(from: first, start: start, end: afterFirst) { return range }
        guard text[afterFirst] == "月" else { return nil }
        var end = afterFirst + 1
        if let (day, afterDay) = number(at: end, digits: 1...2),
            text[afterDay] == "日" || text[afterDay] == "号"
        {
            end = afterDay + 1
            // From January on it is the year so far, to that day.
            if isDash(text[end]), let last = months(at: end + 1), last.day != nil {
                var whole = last
                whole.place = start..<last.place.upperBound
                return whole
            }
            return SpokenPeriod(
                place: start..<end, firstMonth: first, lastMonth: first, day: day)
        }
        let isUntil = text[end] == "末" || text[end] == "底"
        if isUntil || text[end] == "份" { end += 1 }
        return SpokenPeriod(
            place: start..<end, firstMonth: first, lastMonth: first, isUntil: isUntil)
    }

    private func range(from first: Int, start: Int, end: Int) -> SpokenPeriod? {
        var end = end
        if text[end] == "月" { end += 1 }
        guard isDash(text[end]), let (last, after) = number(at: end + 1, digits: 1...2),
            (first...12).contains(last), text[after] == "月"
        else { return nil }
        end = after + 1
        if text[end] == "份" { end += 1 }
        return SpokenPeriod(place: start..<end, firstMonth: first, lastMonth: last)
    }

    private func isDash(_ character: Character?) -> Bool {
        character.map { "-—~至到".contains($0) } ?? false
    }

    // MARK: English

    private static let names = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september",
        "october", "november", "december",
    ]
    private static let spans: [(String, ClosedRange<Int>)] = [
        ("first half of the year", 1...6), ("half-year", 1...6), ("half year", 1...6),
        ("first half", 1...6), ("first three quarters", 1...9), ("first quarter", 1...3),
        ("second quarter", 4...6), ("third quarter", 7...9), ("fourth quarter", 10...12),
        ("second half", 7...12),
    ]
    private static let countedSpans: [(String, ClosedRange<Int>)] = zip(
        ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"], 2...11
    ).flatMap { word, count -> [(String, ClosedRange<Int>)] in
        [
            ("first \(word) months of the year", 1...count), ("first \(word) months", 1...count),
            ("first \(count) months", 1...count),
        ]
    }

    private func english(at start: Int) -> SpokenPeriod? {
        if let found = dayAndMonth(at: start) ?? span(at: start) ?? namedMonths(at: start) {
            return withYear(found)
        }
        for word in ["a year earlier", "the same period last year", "the same period of last year"]
        where text.has(word, at: start) {
            return SpokenPeriod(
                place: start..<(start + word.count), isLastYear: true, isSameSpan: true)
        }
        if text.has("last year", at: start) {
            return SpokenPeriod(place: start..<(start + 9), isLastYear: true)
        }
        for word in ["in ", "of ", "by ", "end of ", "for "]
        where text.has(word.dropLast(), at: start) {
            guard let (year, end) = year(at: start + word.count), !isFollowedByUnit(end) else {
                continue
            }
            return SpokenPeriod(
                place: start..<end, year: year, isUntil: word == "by " || word == "end of ")
        }
        return nil
    }

    private func isFollowedByUnit(_ index: Int) -> Bool {
        let next = text[text.afterBlanks(index)]
        return next == "," && text[index + 1]?.digit != nil
            || next == "." && text[index + 1]?.digit != nil
            || next.map { "万亿元个户家%项".contains($0) } ?? false
    }

    private func span(at start: Int) -> SpokenPeriod? {
        for (word, months) in Self.spans + Self.countedSpans where text.has(word, at: start) {
            return SpokenPeriod(
                place: start..<(start + word.count), firstMonth: months.lowerBound,
                lastMonth: months.upperBound)
        }
        return nil
    }

    private func namedMonths(at start: Int) -> SpokenPeriod? {
        guard let (first, afterFirst) = month(at: start) else { return nil }
        for link in ["—", "-", " — ", " to "] where text.hasBare(link, at: afterFirst) {
            guard let (last, end) = month(at: afterFirst + link.count), last >= first else {
                continue
            }
            return SpokenPeriod(place: start..<end, firstMonth: first, lastMonth: last)
        }
        // "may" is a word too.
        guard
            first != 5 || year(at: afterFirst + 1) != nil
                || Self.until.contains(where: { text.has($0, before: start) })
        else { return nil }
        let isUntil = Self.until.contains { text.has($0, before: start) }
        // As of March 31, 2024; but "in March 12 projects" has no day.
        if let (day, end) = number(at: text.afterBlanks(afterFirst), digits: 1...2),
            text[afterFirst] == " ", isUntil || text.has("on", before: start) || followingYear(end)
        {
            return SpokenPeriod(
                place: start..<ordinalEnd(end), firstMonth: first, lastMonth: first, day: day)
        }
        return SpokenPeriod(
            place: start..<afterFirst, firstMonth: first, lastMonth: first, isUntil: isUntil)
    }

    private static let until = ["end of", "by", "as of", "until", "through", "to", "up to"]

    private func followingYear(_ end: Int) -> Bool {
        text.hasBare(", ", at: end) && year(at: end + 2) != nil
    }

    private func ordinalEnd(_ end: Int) -> Int {
        for word in ["st", "nd", "rd", "th"]
        where text.hasBare(word, at: end) && text[end + 2]?.isLatin != true {
            return end + 2
        }
        return end
    }

    /// `31 March`; of "may" only with a year behind it, or by, as of before it.
    private func dayAndMonth(at start: Int) -> SpokenPeriod? {
        guard text[start]?.digit != nil, let (day, digits) = number(at: start, digits: 1...2)
        else { return nil }
        let end = ordinalEnd(digits)
        guard text.isBlank(end), let (found, last) = month(at: end + 1),
            found != 5 || year(at: last + 1) != nil
                || Self.until.contains(where: { text.has($0, before: start) })
        else { return nil }
        return SpokenPeriod(place: start..<last, firstMonth: found, lastMonth: found, day: day)
    }

    private func month(at start: Int) -> (value: Int, end: Int)? {
        for (index, name) in Self.names.enumerated() where text.has(name, at: start) {
            return (index + 1, start + name.count)
        }
        return nil
    }

    /// With a year behind it: `of 2024`, ` 2024`.
    private func withYear(_ period: SpokenPeriod) -> SpokenPeriod {
        var period = period
        for link in [" of ", " in ", ", ", " "]
        where text.hasBare(link, at: period.place.upperBound) {
            guard let (year, end) = year(at: period.place.upperBound + link.count) else { continue }
            period.place = period.place.lowerBound..<end
            period.year = year
            return period
        }
        return period
    }
}

extension SpokenText {
    /// Whether characters stand at an index, words or not.
    func hasBare(_ word: String, at index: Int) -> Bool {
        index >= 0 && index + word.count <= count
            && characters[index..<(index + word.count)].elementsEqual(word)
    }

    func has(_ word: Substring, at index: Int) -> Bool { has(Array(word), at: index) }
}
