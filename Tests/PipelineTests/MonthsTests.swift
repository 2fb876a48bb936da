// SPDX-License-Identifier: Apache-2.0
//
// Months counted to the civil day: the same day of a later month, or that month's last.

import Pipeline
import Testing

@Suite struct MonthsTests {
    @Test(arguments: [
        ("2024-01-15", 1, "2024-02-15"), ("2024-01-31", 1, "2024-02-29"),
        ("2023-01-31", 1, "2023-02-28"), ("2023-11-30", 3, "2024-02-29"),
        ("2024-02-29", 12, "2025-02-28"), ("2023-02-28", 12, "2024-02-28"),
        ("2024-12-31", 6, "2025-06-30"), ("2024-05-31", 0, "2024-05-31"),
        ("2024-08-31", 30, "2027-02-28"),
    ])
    func aSpanOfMonthsEndsOnTheSameDayOrTheMonthsLast(day: String, months: Int, end: String) {
        #expect(CivilDay(text: day)?.after(months: months) == CivilDay(text: end))
    }

    /// A later beginning never ends earlier, and a span of months lies within their lengths.
    @Test func spansKeepTheOrderOfDays() throws {
        let first = try #require(CivilDay(text: "2023-01-01"))
        for months in [1, 3, 6, 12] {
            for offset in 0..<1_500 {
                let day = first.advanced(by: offset)
                let end = day.after(months: months)
                #expect(end <= day.advanced(by: 1).after(months: months))
                #expect((28 * months...31 * months).contains(Int(end.ordinal - day.ordinal)))
            }
        }
    }
}
