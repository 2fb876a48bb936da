// SPDX-License-Identifier: Apache-2.0
//
// Moments as people write them.

import Pipeline
import Testing

@Suite struct MomentTests {
    @Test func oneMomentHasManyForms() {
        let forms = [
            "2024-06-30T17:00:00+08:00", "2024-06-30T09:00:00Z", "2024-06-30 09:00:00.000Z",
            "2024-06-30T04:30:00-04:30",
        ]
        for form in forms {
            #expect(Moment(text: form)?.text == "2024-06-30T17:00:00+08:00", "\(form)")
        }
        #expect(
            Moment(text: "1970-01-01T00:00:00.25Z") == Moment(microseconds: 250_000))
    }

    @Test(arguments: [
        "", "2024-06-30", "2024-06-30T17:00:00", "2024-02-30T17:00:00Z", "2024-06-30T24:00:00Z",
        "2024-06-30T17:60:00Z", "2024-06-30T17:00:00.Z", "2024-06-30T17:00:00.1234567Z",
        "2024-06-30T17:00:00+0800", "2024-06-30T17:00:00+08:00Z", "2024-06-30T17:00:0xZ",
    ])
    func anotherFormIsNone(_ text: String) { #expect(Moment(text: text) == nil) }

    @Test func aDayBeginsAtItsStart() {
        for ordinal: Int32 in [-1, 0, 19_904] {
            let start = Moment(startOf: CivilDay(ordinal: ordinal))
            #expect(start.text.hasSuffix("T00:00:00+08:00"))
            #expect(Moment(text: start.text) == start)
        }
    }
}
