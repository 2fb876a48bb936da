// SPDX-License-Identifier: Apache-2.0
//
// A day as an office spells it: 2024-01-05, 2024/1/5, 2024.1.5, 2024年1月5日, 20240105, with a
// midnight that a spreadsheet may have put behind it; or the number under which a spreadsheet keeps a
// day (45296), which shows where a column lost its format. Such numbers are taken from 1990 to 2049.
//
// Law: a day is written whole. A month alone, a year of two digits, a day that the calendar lacks
// are refused, since a guess would move the project to another period.

import Pipeline

enum DayText {
    /// The day that a folded text names; nil when it names none.
    static func parse(_ folded: String) -> CivilDay? {
        var bytes = Array(folded.utf8)
        for midnight in midnights where bytes.count > 8 && bytes.hasSuffix(midnight) {
            bytes.removeLast(midnight.count)
            break
        }
        bytes.removeAll { $0 == 0x20 }
        if bytes.count == 8, let year = number(bytes[0..<4], digits: 4...4),
            let month = number(bytes[4..<6], digits: 2...2),
            let day = number(bytes[6..<8], digits: 2...2)
        {
            return CivilDay(year: year, month: month, day: day)
        }
        if bytes.count == 5, let serial = number(bytes[...], digits: 5...5) {
            return day(serial: serial)
        }
        for (first, second, ends) in separators {
            if let day = parse(bytes[...], first, second, ends) { return day }
        }
        return nil
    }

    /// Whether a text that is no day names a year and a month: 2024年3月, 2024.3, 2024-03.
    static func isMonth(_ folded: String) -> Bool {
        let word = Spelling.withoutBlanks(folded)
        let parts = word.split(whereSeparator: { "年月-/.".contains($0) })
        guard parts.count == 2, parts[0].count == 4, Int(parts[0]) != nil,
            let month = Int(parts[1])
        else { return false }
        return (1...12).contains(month)
    }

    /// Days since 30 December 1899, which is how spreadsheets count from March 1900 on.
    private static func day(serial: Int) -> CivilDay? {
        guard (32_874...54_788).contains(serial) else { return nil }
        return epoch.advanced(by: serial - 32_874)
    }

    /// 1 January 1990, day 32,874.
    private static let epoch = CivilDay(year: 1990, month: 1, day: 1)!

    private static func parse(
        _ bytes: ArraySlice<UInt8>, _ first: [UInt8], _ second: [UInt8], _ ends: [[UInt8]]
    ) -> CivilDay? {
        guard let year = number(bytes.prefix(4), digits: 4...4) else { return nil }
        var rest = bytes.dropFirst(4)
        guard rest.starts(with: first) else { return nil }
        rest = rest.dropFirst(first.count)
        let monthDigits = rest.prefix { $0 >= 0x30 && $0 <= 0x39 }
        rest = rest.dropFirst(monthDigits.count)
        guard let month = number(monthDigits, digits: 1...2), rest.starts(with: second) else {
            return nil
        }
        rest = rest.dropFirst(second.count)
        let dayDigits = rest.prefix { $0 >= 0x30 && $0 <= 0x39 }
        guard let day = number(dayDigits, digits: 1...2),
            ends.contains(Array(rest.dropFirst(dayDigits.count)))
        else { return nil }
        return CivilDay(year: year, month: month, day: day)
    }

    private static func number(_ bytes: ArraySlice<UInt8>, digits: ClosedRange<Int>) -> Int? {
        guard digits.contains(bytes.count) else { return nil }
        var value = 0
        for byte in bytes {
            guard byte >= 0x30, byte <= 0x39 else { return nil }
            value = value * 10 + Int(byte - 0x30)
        }
        return value
    }

    private static let midnights = ["T00:00:00", " 00:00:00", " 0:00:00", " 00:00", " 0:00"]
        .map { Array($0.utf8) }

    private static let separators: [([UInt8], [UInt8], [[UInt8]])] = [
        (Array("-".utf8), Array("-".utf8), [[]]),
        (Array("/".utf8), Array("/".utf8), [[]]),
        (Array(".".utf8), Array(".".utf8), [[]]),
        (Array("年".utf8), Array("月".utf8), [[], Array("日".utf8), Array("号".utf8)]),
    ]
}

extension [UInt8] {
    fileprivate func hasSuffix(_ other: [UInt8]) -> Bool {
        count >= other.count && suffix(other.count).elementsEqual(other)
    }
}
