// SPDX-License-Identifier: Apache-2.0
//
// A sheet with every trap through a real service: imported whole, edited in so many places, and as many
// changes proposed. 50,000 rows and 100 edits in its long form.

import Foundation
import Seeded
import TestKit
import Testing

extension SystemTests {
    @Suite struct SheetScaleTests {
        @Test func asManyChangesAsEdits() throws {
            let rows = Proof.times(300, full: 50_000)
            let edits = Proof.times(20, full: 100)
            var sheet = NastySheet(seed: 11, rows: rows)
            try Installed.use { installed in
                try installed.launch("serve")
                let units = try installed.write("units.csv", sheet.units.utf8)
                try #require(try installed.command("import", units).status == 0)
                let path = try installed.write("sheet.csv", sheet.text.utf8)
                let start = ContinuousClock.now
                let first = try run(installed, path)
                // Starts of projects that nobody signed are refused, and told with all their cells.
                try #require(first.status == 1, "\(first.error)")
                #expect(first.output.contains("cells,"))
                let whole = ContinuousClock.now - start
                var random = Generator(seed: 12)
                // A record without a day of signing gives no fact.
                let signed = sheet.records.map { $0.cells[NastySheet.signed] }
                let edited = sheet.edit(edits, &random) { index in
                    signed[index].contains { "0123456789".contains($0) }
                        && !signed[index].hasSuffix("月")
                }
                _ = try installed.write("sheet.csv", sheet.text.utf8)
                let again = try run(installed, path, "--correct")
                #expect(again.error.contains("; \(edited.count) cells changed"), "\(again.error)")
                #expect(again.error.contains("0 in conflict"), "\(again.error)")
                let rest = try run(installed, path, "--dry-run")
                #expect(!rest.error.contains("changed") && rest.status == 0, "\(rest.error)")
                Proof.report(
                    "sheets", "\(rows) rows in \(whole); \(edits) edits: \(again.error)")
            }
        }

        private func run(_ installed: Installed, _ words: String...) throws -> Ended {
            try installed.command(["import"] + words + ["--output", "csv", "--lang", "en"])
        }
    }
}
