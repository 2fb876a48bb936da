// SPDX-License-Identifier: Apache-2.0
//
// A made-up ledger is written as a journal that the workers serve, or printed for a client to send.

import Foundation
import Pipeline
import Testing
import Wire

extension SystemTests {
    @Suite struct BenchTests {
        private static let small = ["--units", "30", "--projects", "80", "--facts", "3000"]

        @Test func aGeneratedJournalIsServed() throws {
            try Installed.use { installed in
                let folder = "\(installed.folder)/data"
                let made = try generate(installed, ["--into", folder] + Self.small)
                #expect(made.status == 0 && made.output.isEmpty, "\(made.error)")
                let last = try #require(made.error.split(separator: "\n").last)
                let next = last.split(separator: " ").map(String.init)
                try #require(next.prefix(3) == ["groundbreak", "progress", "--unit"], "\(last)")

                try installed.launch("serve")
                #expect(try installed.info(installed.ingest).head == 3_000)
                let reply = try installed.progress(next[3], asOf: next[5])
                let stored = try #require(Int(try reply.figures.the("newlyStored").value ?? ""))
                #expect(stored > 0)
                #expect(try reply.figures.the("completionRate", of: "domesticCapital").text != nil)
                try installed.stop("serve")

                let sound = try installed.command("verify", "--data", folder)
                #expect(sound.output.hasPrefix("sound: 3000 facts"), "\(sound.output)")
                let again = try generate(installed, ["--into", folder] + Self.small)
                #expect(again.status == 1 && again.error.contains("holds a journal"))
            }
        }

        /// What a client sends line by line gives the journal that was written at once.
        @Test func linesAreFacts() throws {
            try Installed.use { installed in
                let made = try generate(installed, ["--lines"] + Self.small)
                #expect(made.status == 0)
                let facts = try made.output.split(separator: "\n").map { line in
                    try WireCodec.decode(
                        Fact.self, from: Array(line.utf8), as: .json, strictness: .strict)
                }
                #expect(facts.count == 3_000)
                try installed.launch("serve")
                try installed.logAll(facts)
                #expect(try installed.info(installed.ingest).head == 3_000)
            }
        }

        @Test func aLedgerEndsBeforeToday() throws {
            try Installed.use { installed in
                let year = Calendar(identifier: .gregorian).component(.year, from: Date())
                let folder = "\(installed.folder)/data"
                let words = ["--into", folder, "--units", "1", "--projects", "1"]
                let made = try generate(
                    installed, words + ["--facts", "1000000", "--first-year", "\(year - 1)"])
                #expect(
                    made.status == 0 && made.error.contains("reached yesterday"), "\(made.error)")
                let chinese = try generate(
                    installed, ["--lines", "--units", "1", "--facts", "1", "--lang", "zh"])
                #expect(chinese.error.contains("虚构事实"))
            }
        }

        @Test(
            arguments: [
                [], ["--lines", "--into", "x"], ["--lines", "--units", "0"],
                ["--lines", "--projects", "0"], ["--lines", "--facts", "0"],
                ["--lines", "--first-year", "9999"],
            ])
        func whatCanNotBeUnderstoodIsRefused(words: [String]) throws {
            try Installed.use { installed in
                let refused = try generate(installed, words)
                #expect(refused.status == 64, "\(refused.error)")
            }
        }

        private func generate(_ installed: Installed, _ words: [String]) throws -> Ended {
            try installed.command(["bench", "generate"] + words)
        }
    }
}
