// SPDX-License-Identifier: Apache-2.0
//
// Civil days of the proleptic Gregorian calendar, in the one time zone that the figures know, UTC+8.
//
// Law: days are whole numbers, so that "on or before" is `<=` and no clock, locale or time zone
// database can move a figure. Range: years 1900 to 2199.

/// A civil day in UTC+8.
public struct CivilDay: Hashable, Comparable, Sendable {
    /// Days since 1970-01-01; negative before.
    public let ordinal: Int32

    public init(ordinal: Int32) { self.ordinal = ordinal }

    /// A day that no fact lies after.
    static let distantFuture = CivilDay(ordinal: .max)

    /// The day with that year, month (1–12) and day of the month; nil when there is none such.
    public init?(year: Int, month: Int, day: Int) {
        guard (1900...2199).contains(year), (1...12).contains(month),
            (1...CivilDay.length(ofMonth: month, year: year)).contains(day)
        else { return nil }
        self.init(ordinal: CivilDay.ordinal(year: year, month: month, day: day))
    }

    public static func < (left: CivilDay, right: CivilDay) -> Bool { left.ordinal < right.ordinal }

    public var year: Int { parts.year }
    public var month: Int { parts.month }
    public var dayOfMonth: Int { parts.day }

    /// This day moved by a number of days, back when negative.
    public func advanced(by days: Int) -> CivilDay { CivilDay(ordinal: ordinal + Int32(days)) }

    /// The first of January of the same year.
    public var firstOfYear: CivilDay { CivilDay.firstOfYear(year) }

    /// The last of December of the same year.
    public var lastOfYear: CivilDay { CivilDay.firstOfYear(year + 1).advanced(by: -1) }

    /// The first day of the same month.
    public var firstOfMonth: CivilDay { advanced(by: 1 - dayOfMonth) }

    /// The last day of the same month.
    public var lastOfMonth: CivilDay {
        let (year, month, _) = parts
        return CivilDay(
            ordinal: CivilDay.ordinal(
                year: year, month: month, day: CivilDay.length(ofMonth: month, year: year)))
    }

    /// The last days of the months from that of `first` on, and this day as the last; empty where
    /// that month begins after it.
    public func monthEnds(since first: CivilDay) -> [CivilDay] {
        guard first.firstOfMonth <= self else { return [] }
        var days: [CivilDay] = []
        var day = first.lastOfMonth
        while day < self {
            days.append(day)
            day = day.advanced(by: 1).lastOfMonth
        }
        return days + [self]
    }

    /// The last day of the same quarter.
    public var lastOfQuarter: CivilDay {
        let (year, month, _) = parts
        let last = (month + 2) / 3 * 3
        return CivilDay(
            ordinal: CivilDay.ordinal(
                year: year, month: last, day: CivilDay.length(ofMonth: last, year: year)))
    }

    /// The same day a year earlier; a month's last day goes to that month's last day.
    public var yearEarlier: CivilDay {
        let (year, month, day) = parts
        let length = CivilDay.length(ofMonth: month, year: year - 1)
        let kept = self == lastOfMonth ? length : min(day, length)
        return CivilDay(ordinal: CivilDay.ordinal(year: year - 1, month: month, day: kept))
    }

    /// The last day of a span of so many months after this day: the same day of a later month, or that
    /// month's last where it has none such (民法典, articles 201 and 202: the first day is not counted).
    ///
    /// - Parameter months: 0 or more.
    public func after(months: Int) -> CivilDay {
        let (year, month, day) = parts
        let (laterYear, laterMonth) = (
            year + (month - 1 + months) / 12, (month - 1 + months) % 12 + 1
        )
        let length = CivilDay.length(ofMonth: laterMonth, year: laterYear)
        return CivilDay(
            ordinal: CivilDay.ordinal(year: laterYear, month: laterMonth, day: min(day, length)))
    }

    /// Months of the same year whose last day is on or before this day: 0–12.
    public var monthsCompleted: Int {
        let (_, month, _) = parts
        return self == lastOfMonth ? month : month - 1
    }

    /// The first of January of a year.
    public static func firstOfYear(_ year: Int) -> CivilDay {
        CivilDay(ordinal: ordinal(year: year, month: 1, day: 1))
    }

    /// 28 to 31.
    public static func length(ofMonth month: Int, year: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    public static func isLeap(_ year: Int) -> Bool {
        year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    }
}

// Years begin in March here, so that the leap day comes last and month lengths follow one line;
// 400 years are 146,097 days, and 719,468 days lie between 0000-03-01 and 1970-01-01.
extension CivilDay {
    private static func ordinal(year: Int, month: Int, day: Int) -> Int32 {
        let marchYear = month <= 2 ? year - 1 : year
        let marchMonth = (month + 9) % 12
        let era = marchYear / 400
        let yearOfEra = marchYear - era * 400
        let dayOfYear = (153 * marchMonth + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return Int32(era * 146_097 + dayOfEra - 719_468)
    }

    private var parts: (year: Int, month: Int, day: Int) {
        let shifted = Int(ordinal) + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        return (
            yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month,
            dayOfYear - (153 * marchMonth + 2) / 5 + 1
        )
    }
}

extension CivilDay: TextCoded, CustomStringConvertible {
    public static var formRule: Rule { .malformedDay }

    /// Reads `2024-06-30`: four, two and two digits.
    public init?(text: String) { self.init(utf8: text.utf8.span) }

    public init?(utf8: borrowing Span<UInt8>) {
        guard utf8.count == 10 else { return nil }
        var (year, month, day) = (0, 0, 0)
        for place in utf8.indices {
            let byte = utf8[place]
            let digit = Int(byte) - 0x30
            switch place {
            case 4, 7: guard byte == 0x2D else { return nil }
            default: guard (0...9).contains(digit) else { return nil }
            }
            switch place {
            case 0..<4: year = year * 10 + digit
            case 5..<7: month = month * 10 + digit
            case 8..<10: day = day * 10 + digit
            default: break
            }
        }
        self.init(year: year, month: month, day: day)
    }

    public var text: String {
        let (year, month, day) = parts
        guard (1_000...9_999).contains(year) else {
            return "\(year)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
        }
        // An answer writes hundreds of days: no text is put together from pieces.
        return String(unsafeUninitializedCapacity: 10) { bytes in
            func put(_ number: Int, at place: Int, digits: Int) {
                var rest = number
                for offset in (0..<digits).reversed() {
                    bytes[place + offset] = UInt8(0x30 + rest % 10)
                    rest /= 10
                }
            }
            put(year, at: 0, digits: 4)
            put(month, at: 5, digits: 2)
            put(day, at: 8, digits: 2)
            bytes[4] = 0x2D
            bytes[7] = 0x2D
            return 10
        }
    }

    public var description: String { text }
}
