// SPDX-License-Identifier: Apache-2.0
//
// `explain`, `diff` and `--known-at` against the demo county: every page is followed, the lines add
// up as JSON and as printed, and one arrival more explains a completion rate that rose.

import Foundation
import Pipeline
import Testing
import Wire

extension SystemTests {
    @Suite struct ExplanationCommandTests {
        @Test func aRateThatRoseIsExplained() throws {
            try Installed.use { installed in
                try installed.launch("serve")
                try #require(
                    try installed.command(["import"] + Checkout.countyFiles).status == 0)
                let head = try #require(try installed.info(installed.ingest).head)
                let told = try explain(installed)
                #expect(told.figure?.value == fen(45_600))
                #expect(sum(told.lines) == fen(45_600))
                #expect(told.lines.allSatisfy { $0.fact?.content?.kind == .capitalArrived })
                #expect(told.next == nil)
                try logOneMore(installed)

                let now = try explain(installed)
                #expect(now.figure?.value == fen(46_200))
                #expect(try explain(installed, "--known-at", "\(head)").figure == told.figure)
                try expectDifference(installed, head)
            }
        }

        private func explain(_ installed: Installed, _ more: String...) throws -> ExplainReply {
            let ended = try installed.command(
                ["explain", "domesticCapital", "--as-of", "2024-06-30", "--output", "json"] + more)
            try #require(ended.status == 0, "\(ended.error)")
            return try WireCodec.decode(
                ExplainReply.self, from: Array(ended.output.trimmed.utf8), as: .json,
                strictness: .strict)
        }

        private func sum(_ lines: [LineMessage]) -> String {
            lines.reduce(Int128(0)) { $0 + (Int128($1.amount ?? "") ?? 0) }.description
        }

        private func logOneMore(_ installed: Installed) throws {
            let logged = try installed.command(
                "log", "capitalArrived", "--subject", "P2023-005", "--unit", "yuanqu", "--on",
                "2024-06-29", "--set", "amount=600万元", "--wait")
            try #require(logged.status == 0, "\(logged.error)")
        }

        private func expectDifference(_ installed: Installed, _ head: Int64) throws {
            let words = [
                "diff", "completionRate", "--of", "domesticCapital", "--as-of", "2024-06-30",
                "--known-at", "\(head)",
            ]
            let ended = try installed.command(words + ["--output", "json", "--lang", "en"])
            try #require(ended.status == 0, "\(ended.error)")
            let told = try WireCodec.decode(
                DiffReply.self, from: Array(ended.output.trimmed.utf8), as: .json,
                strictness: .strict)
            #expect(told.from?.figure?.text == "76.0 %" && told.to?.figure?.text == "77.0 %")
            #expect(told.change?.text == "+1.0 points")
            #expect(told.lines.map(\.position) == [head + 1])
            #expect(sum(told.lines) == fen(600))

            let printed = try installed.command(words + ["--lang", "zh"])
            #expect(printed.output.contains("差额：+1.0个百分点"))
            #expect(printed.output.contains("600万元"))
            let none = try installed.command("explain", "nothing", "--as-of", "2024-06-30")
            #expect(none.status == 2, "\(none.error)")
            let past = try installed.command("progress", "--known-at", "soon")
            #expect(past.status == 64, "\(past.error)")
        }
    }
}
