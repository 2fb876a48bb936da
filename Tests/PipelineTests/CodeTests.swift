// SPDX-License-Identifier: Apache-2.0
//
// Codes, days and ids: the written forms that must be read, and those that must not.

import Pipeline
import Testing

@Suite struct CodeTests {
    @Test(arguments: [
        "91350100M000100Y43", "91110000600037341L", "91990000XX00000197", "91990000XX00000940",
    ])
    func creditCodeWithRightCheckCharacterIsRead(_ text: String) {
        #expect(CreditCode(text: text)?.text == text)
    }

    @Test(arguments: [
        "91350100M000100Y44", "91350100M000100Y4Z", "91350100M000100Y4", "", "91350100m000100y43",
    ])
    func creditCodeOfAnotherFormIsNotRead(_ text: String) {
        #expect(CreditCode(text: text) == nil)
    }

    @Test func everyDayOfThreeCenturiesComesBack() {
        var day = CivilDay(year: 1900, month: 1, day: 1)!
        let last = CivilDay(year: 2199, month: 12, day: 31)!
        var count = 0
        while day <= last {
            #expect(CivilDay(text: day.text) == day)
            day = day.advanced(by: 1)
            count += 1
        }
        #expect(count == 109_573)
    }

    @Test(arguments: [
        "2023-02-29", "2024-13-01", "2024-00-10", "2024-6-30", "20240630", "2024-06-31", "",
        "1899-12-31", "２０２４-06-30",
    ])
    func daysThatAreNoneAreNotRead(_ text: String) { #expect(CivilDay(text: text) == nil) }

    @Test(arguments: [
        ("2024-06-30", 6), ("2024-06-29", 5), ("2024-01-30", 0), ("2024-02-29", 2),
        ("2023-02-28", 2), ("2024-12-31", 12), ("2024-10-31", 10),
    ])
    func monthsAreCountedOnceTheirLastDayIsReached(_ text: String, months: Int) {
        #expect(CivilDay(text: text)!.monthsCompleted == months)
    }

    @Test(arguments: [
        ("2024-02-29", "2023-02-28"), ("2023-02-28", "2022-02-28"), ("2025-02-28", "2024-02-29"),
        ("2024-06-30", "2023-06-30"), ("2024-06-15", "2023-06-15"),
    ])
    func theDayAYearEarlierKeepsMonthEnds(_ day: String, earlier: String) {
        #expect(CivilDay(text: day)!.yearEarlier.text == earlier)
    }

    @Test func theCivilDayOfAMomentIsThatOfUTCPlus8() {
        let day = CivilDay(text: "2024-06-30")!
        let first = Moment(startOf: day)
        #expect(first.civilDay == day)
        #expect(Moment(microseconds: first.microseconds - 1).civilDay == day.advanced(by: -1))
        #expect(Moment(microseconds: -1).civilDay.text == "1970-01-01")
    }

    @Test func idsAreReadInEitherCaseAndWrittenInLowerCase() {
        let text = "018fb2a0-7C3E-7d11-9a55-0242AC120002"
        #expect(FactID(text: text)?.text == text.lowercased())
        for broken in [
            "018fb2a07c3e7d119a550242ac120002", text + "0", String(text.dropLast()), "-",
        ] {
            #expect(FactID(text: broken) == nil)
        }
    }

    @Test(arguments: ["A", "C", "C39", "C397", "C3974", "T97", "B06"])
    func industriesOfAKnownDivisionAreRead(_ text: String) {
        #expect(IndustryCode(text: text)?.text == text)
    }

    @Test(arguments: ["U", "C4", "C05", "C98", "39", "c39", "C39741", ""])
    func industriesOfNoDivisionAreNotRead(_ text: String) {
        #expect(IndustryCode(text: text) == nil)
    }

    @Test func codesThatOnlyLookAlikeAreTwo() {
        let composed = UnitCode(text: "caf\u{E9}")!
        let decomposed = UnitCode(text: "cafe\u{301}")!
        #expect(composed.text == decomposed.text)
        #expect(composed != decomposed)
        #expect(Set([composed, decomposed]).count == 2)
        #expect(decomposed < composed)
    }

    @Test func foreignIsNeverDomestic() {
        for text in ["FOREIGN", "710000", "810000", "820000"] {
            #expect(Origin(text: text)!.standing(seenFrom: "330127") == .foreign)
        }
        #expect(Origin(text: "330127")!.standing(seenFrom: "330127") == .inside)
        #expect(Origin(text: "330127003000")!.standing(seenFrom: "330127") == .inside)
        #expect(Origin(text: "330100")!.standing(seenFrom: "330127") == .outside)
        #expect(Origin(text: "330100")!.standing(seenFrom: nil) == .unjudged)
        #expect(Origin(text: "OUT_OF_COUNTY")!.standing(seenFrom: nil) == .outside)
        #expect(Origin(text: "ABROAD") == nil)
    }
}
