// SPDX-License-Identifier: Apache-2.0
//
// What is sent twice counts once, and what is sent again with other content is told so, in either
// encoding and whichever came first.

import Foundation
import Pipeline
import Testing
import Wire

extension SystemTests {
    @Suite struct RepeatTests {
        @Test func importedTwiceCountsOnce() throws {
            try Installed.use { installed in
                try installed.launch("serve")
                let first = try installed.command(["import"] + Checkout.countyFiles)
                #expect(first.status == 0, "\(first.error)")
                let head = try #require(try installed.info(installed.ingest).head)
                #expect(
                    first.error.contains("\(head) facts: \(head) new, 0 known"), "\(first.error)")
                let second = try installed.command(["import"] + Checkout.countyFiles)
                #expect(second.status == 0, "\(second.error)")
                #expect(
                    second.error.contains("0 new, \(head) known, 0 in conflict, 0 refused"),
                    "\(second.error)")
                #expect(try installed.info(installed.ingest).head == head)
                let figures = try installed.progress("shifan", asOf: "2024-06-30").figures
                #expect(
                    try figures.the("completionRate", of: "domesticCapital").text == "76.0 %")
            }
        }

        @Test(arguments: Wire.Encoding.allCases, Wire.Encoding.allCases)
        func sameIDOtherAmount(first: Wire.Encoding, second: Wire.Encoding) throws {
            try Installed.use { installed in
                try installed.launch("serve")
                try installed.logAll([
                    try fact(
                        "unitDefined", "u", unit: nil, on: "2024-01-01", "name=U", "kind=COUNTY"),
                    try fact(
                        "projectSigned", "P", unit: "u", on: "2024-01-02", "agreement=CONTRACT",
                        "name=P"),
                ])
                let arrival = try fact(
                    "capitalArrived", "P", unit: "u", on: "2024-02-01", "amount.minorUnits=100",
                    "amount.currency=CNY")
                var other = arrival
                try other.assign("capitalArrived.amount.minorUnits", "101")
                #expect(try installed.log([arrival], as: first)[0].kind == .created)
                #expect(try installed.log([arrival], as: second)[0].kind == .exists)
                let outcome = try installed.log([other], as: second)[0]
                #expect(outcome.kind == .conflict)
                #expect(outcome.fields == ["capitalArrived.amount.minorUnits"])
                #expect(outcome.position == 3)
                #expect(try installed.info(installed.ingest).head == 3)
            }
        }

        @Test func theSameRequestAndTheSameBatch() throws {
            try Installed.use { installed in
                try installed.launch("serve")
                let unit = try fact(
                    "unitDefined", "u", unit: nil, on: "2024-01-01", "name=U", "kind=COUNTY")
                let outcomes = try installed.log([unit, unit])
                #expect(outcomes.map(\.kind) == [.created, .exists])
                #expect(outcomes.map(\.position) == [1, 1])
            }
        }
    }
}
