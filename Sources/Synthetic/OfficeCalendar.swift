// SPDX-License-Identifier: Apache-2.0
//
// When offices work: little in a month, most in its last days, twice as much at the end of a quarter.
//
// Everything here is a function of the day; what differs from fact to fact is drawn elsewhere.

import Pipeline

enum OfficeCalendar {
    /// How busy a day is, beside others of its year.
    static func weight(of day: CivilDay) -> Int {
        let left = Int(day.lastOfMonth.ordinal - day.ordinal)
        let last = [40, 28, 20, 14, 9, 6, 4]
        guard left < last.count else { return 2 }
        return last[left] * (day.month % 3 == 0 ? 2 : 1)
    }

    /// The sum of the weights of an average year.
    static let weightOfYear = 12 * (2 * 23 + 121) + 4 * 121 + 12

    /// The part of things due once a month that falls on a day: those from the first number up to,
    /// and without, the second. Over the days of a month each comes once.
    static func part(of count: Int, on day: CivilDay) -> Range<Int> {
        var before = 0
        var all = 0
        let first = day.firstOfMonth
        for offset in 0...Int(day.lastOfMonth.ordinal - first.ordinal) {
            let weight = weight(of: first.advanced(by: offset))
            if first.advanced(by: offset) < day { before += weight }
            all += weight
        }
        return count * before / all..<count * (before + weight(of: day)) / all
    }
}

/// A month by its number since the ledger's first January.
struct OfficeMonth: Hashable, Sendable {
    let number: Int
    let first: CivilDay
    let last: CivilDay

    init(of day: CivilDay, since firstYear: Int) {
        number = (day.year - firstYear) * 12 + day.month - 1
        first = day.firstOfMonth
        last = day.lastOfMonth
    }

    /// 1 to 12.
    var month: Int { number % 12 + 1 }
    var isQuarterEnd: Bool { month % 3 == 0 }
}
