// SPDX-License-Identifier: Apache-2.0
//
// Facts that the rules decline: each is told which rule and where, and takes nothing else down.

import Foundation
import Pipeline
import Testing
import Wire

extension SystemTests {
    @Suite struct RefusalTests {
        /// A unit, a started project and a task.
        private func ground() throws -> [Fact] {
            [
                try fact("unitDefined", "u", unit: nil, on: "2024-01-01", "name=U", "kind=COUNTY"),
                try fact(
                    "projectSigned", "P", unit: "u", on: "2024-01-02", "agreement=CONTRACT",
                    "name=P"),
                try fact("projectStarted", "P", unit: "u", on: "2024-01-03"),
                try task(),
            ]
        }

        private func task() throws -> Fact {
            try fact(
                "annualTaskSet", nil, unit: "u", on: nil, "measure=newlyStored", "year=2024",
                "issuer=X", "grade=BASE", "count=9")
        }

        private func arrival(_ subject: String, fen: String, unit: String = "u") throws -> Fact {
            try fact(
                "capitalArrived", subject, unit: unit, on: "2024-02-01",
                "amount.minorUnits=\(fen)", "amount.currency=CNY")
        }

        /// What the rules must decline, with rule and path.
        private func unlawful() throws -> [(Fact, String, String)] {
            let amount = "capitalArrived.amount.minorUnits"
            return [
                (try arrival("P", fen: "1", unit: "nowhere"), "unknownUnit", "unit"),
                (try arrival("P", fen: "-1"), "amountNegative", amount),
                (try arrival("P", fen: "0"), "amountZero", amount),
                (try arrival("P", fen: "100000000000001"), "amountTooLarge", amount),
                (try arrival("nobody", fen: "1"), "unknownProject", "subject"),
                (
                    try fact("projectStored", "P", unit: "u", on: "2199-01-01"), "dateInFuture",
                    "effectiveOn"
                ),
                (
                    try fact("projectStarted", "P", unit: "u", on: "2199-01-01"), "dateInFuture",
                    "effectiveOn"
                ),
                (
                    try fact("projectStarted", "P", unit: "u", on: "2024-02-01"),
                    "alreadyStarted", "subject"
                ),
                (try task(), "taskAlreadySet", "annualTaskSet.measure"),
            ]
        }

        @Test(arguments: Wire.Encoding.allCases)
        func eachNamesRuleAndPath(as encoding: Wire.Encoding) throws {
            try Installed.use { installed in
                try installed.launch("serve")
                try installed.logAll(try ground())
                let cases = try unlawful()
                let good = try arrival("P", fen: "100000000000000")
                let outcomes = try installed.log(cases.map(\.0) + [good], as: encoding)
                for ((_, rule, path), outcome) in zip(cases, outcomes) {
                    #expect(outcome.kind == .refused, "\(rule)")
                    #expect(
                        outcome.violations.contains { $0.rule == rule && $0.path == path },
                        "\(rule): \(outcome.violations)")
                }
                #expect(outcomes.last?.kind == .created)
                #expect(outcomes.last?.position == 5)
                #expect(try installed.info(installed.ingest).head == 5)
            }
        }

        @Test func allOrNothingKeepsNone() throws {
            try Installed.use { installed in
                try installed.launch("serve")
                try installed.logAll(try ground())
                let batch = [
                    try arrival("P", fen: "1"), try arrival("P", fen: "2"),
                    try arrival("nobody", fen: "3"), try arrival("P", fen: "4"),
                ]
                let none = try installed.log(batch, allOrNothing: true)
                #expect(none.map(\.kind) == [.notTaken, .notTaken, .refused, .notTaken])
                #expect(none.map(\.failedIndex) == [2, 2, nil, 2])
                #expect(none[2].violations.map(\.rule) == ["unknownProject"])
                #expect(try installed.info(installed.ingest).head == 4)
                let some = try installed.log(batch)
                #expect(some.map(\.kind) == [.created, .created, .refused, .created])
                #expect(some.map(\.position) == [5, 6, nil, 7])
            }
        }

        /// What a clerk types: the command says what is wrong and exits with 1.
        @Test(arguments: [
            (
                ["capitalArrived", "--set", "amount=0.001元"], "subFenAmount",
                "capitalArrived.amount"
            ),
            (
                ["capitalArrived", "--set", "amount=-5万元"], "amountNegative",
                "capitalArrived.amount"
            ),
            (["capitalArrived", "--set", "amount=TBC"], "wrongType", "capitalArrived.amount"),
            (["capitalArrived", "--set", "amonut=5"], "unknownField", "capitalArrived.amonut"),
            (
                ["projectSigned", "--set", "agreement=CONTRAKT"], "unknownChoice",
                "projectSigned.agreement"
            ),
            (
                ["projectSigned", "--set", "investorCode=91990102MABEMAH9PF"],
                "malformedCreditCode", "projectSigned.investorCode"
            ),
        ])
        func atTheCommandLine(words: [String], rule: String, path: String) throws {
            try Installed.use { installed in
                try installed.launch("serve")
                try installed.logAll(try ground())
                let ended = try installed.command(
                    ["log"] + words
                        + ["--subject", "P", "--unit", "u", "--on", "2024-02-01", "--lang", "en"])
                #expect(ended.status == 1, "\(ended.error)")
                #expect(ended.error.contains("\(path)"), "\(ended.error)")
                #expect(ended.error.contains("(\(rule))"), "\(ended.error)")
                #expect(try installed.info(installed.ingest).head == 4)
            }
        }

        @Test func whatHasNoAnswer() throws {
            try Installed.use { installed in
                let alone = try installed.command("progress")
                #expect(alone.status == 3, "\(alone.error)")
                try installed.launch("serve")
                try installed.logAll(try ground())
                let unknown = try installed.command("progress", "--unit", "nowhere")
                #expect(unknown.status == 2)
                #expect(unknown.error.contains("no unit nowhere"), "\(unknown.error)")
            }
        }
    }
}
