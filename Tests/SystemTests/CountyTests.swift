// SPDX-License-Identifier: Apache-2.0
//
// The demo county from its ledgers to its completion rate: one process, then three, over both
// transports. How the workers are spread over processes and folders must not show in any figure.

import Foundation
import Pipeline
import Testing
import Wire

extension SystemTests {
    @Suite struct CountyTests {
        /// Imports the county and gives the figures as the program prints them.
        private func figures(_ installed: Installed) throws -> (text: String, head: Int64) {
            let imported = try installed.command(["import"] + Checkout.countyFiles)
            #expect(imported.status == 0, "\(imported.output)\(imported.error)")
            let head = try #require(try installed.info(installed.ingest).head)
            return (try progress(installed, atLeast: head), head)
        }

        private func progress(_ installed: Installed, atLeast head: Int64) throws -> String {
            let ended = try installed.command(
                "progress", "--unit", "shifan", "--as-of", "2024-06-30", "--at-least", "\(head)",
                "--output", "json", "--lang", "en")
            try #require(ended.status == 0, "\(ended.error)")
            return ended.output
        }

        private func decoded(_ text: String) throws -> [FigureMessage] {
            try WireCodec.decode(
                ProgressReply.self, from: Array(text.trimmed.utf8), as: .json, strictness: .strict
            ).figures
        }

        @Test func aSigningBecomesACompletionRate() throws {
            try Installed.use { installed in
                try installed.launch("serve")
                let (text, head) = try figures(installed)
                try expectHalfYear(try decoded(text))
                let logged = try installed.command(
                    "log", "capitalArrived", "--subject", "P2023-005", "--unit", "yuanqu", "--on",
                    "2024-06-29", "--set", "amount=600万元", "--output", "json")
                #expect(logged.status == 0, "\(logged.error)")
                let outcome = try WireCodec.decode(
                    Outcome.self, from: Array(logged.output.trimmed.utf8), as: .json,
                    strictness: .strict)
                #expect(outcome.position == head + 1)
                let after = try decoded(try progress(installed, atLeast: head + 1))
                #expect(try after.the("domesticCapital").value == fen(46_200))
                #expect(
                    try after.the("completionRate", of: "domesticCapital").text == "77.0 %")
                #expect(try after.the("domesticCapital").knownAt?.position == head + 1)
                #expect(try installed.stop("serve").status == 0)
            }
        }

        private func expectHalfYear(_ figures: [FigureMessage]) throws {
            #expect(try figures.the("newlyStored").value == "38")
            #expect(try figures.the("newlyStoredInvestment").value == fen(82_900))
            #expect(try figures.the("startedOfCohort").value == "33")
            #expect(try figures.the("started").value == "35")
            let capital = "domesticCapital"
            #expect(try figures.the(capital).value == fen(45_600))
            #expect(try figures.the("domesticCapitalNew").value == fen(21_000))
            #expect(try figures.the("domesticCapitalCarryOver").value == fen(24_600))
            #expect(try figures.the("task", of: capital).value == fen(60_000))
            #expect(try figures.the("completionRate", of: capital).text == "76.0 %")
            #expect(try figures.the("proRata", of: capital).text == "50.0 %")
            #expect(try figures.the("aheadBehind", of: capital).text == "26.0 points ahead")
            let project = try figures.the("indicator", of: "projectInvestment")
            #expect(project.value == fen(254_000))
            #expect(project.status == .estimate)
            #expect(try figures.the("yearOnYear", of: "industrialInvestment").bare == "+192.5 %")
            #expect(try figures.the("yearOnYear", of: "privateInvestment").bare == "+97.9 %")
            #expect(try figures.the("entityStock").value == "30018")
            let crossing = try figures.the("firstCrossing")
            #expect(crossing.value == "2023-11-30")
            #expect(crossing.threshold == 30_000)
        }

        @Test(arguments: Transport.allCases)
        func threeProcessesSayTheSame(over transport: Transport) throws {
            let whole = try Installed.use { installed in
                try installed.launch("serve")
                return try figures(installed).text
            }
            let parts = try Installed.use(transport) { installed in
                try installed.launchThree()
                return try figures(installed).text
            }
            #expect(try figuresAlone(parts) == figuresAlone(whole))
            #expect(try decoded(parts)[0].knownAt?.position == decoded(whole)[0].knownAt?.position)
        }

        /// The bytes of the figures, the epoch blanked out: it is another one in every journal.
        private func figuresAlone(_ text: String) throws -> String {
            let epoch = try #require(try decoded(text)[0].knownAt?.epoch)
            let end = try #require(text.range(of: #","freshness":"#))
            return String(text[..<end.lowerBound]).replacing(epoch, with: "")
        }
    }
}

extension String {
    var trimmed: String { trimmingCharacters(in: .whitespacesAndNewlines) }
}

extension FigureMessage {
    /// The text without the status behind it.
    fileprivate var bare: String? {
        text.map { String($0.prefix { $0 != "(" }).trimmed }
    }
}
