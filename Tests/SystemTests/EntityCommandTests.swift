// SPDX-License-Identifier: Apache-2.0
//
// Single business entities on the command line: logged under their credit codes, shown and explained, and
// refused where the county's entities of the year are counted.

import Foundation
import Pipeline
import Testing
import Wire

extension SystemTests {
    @Suite struct EntityCommandTests {
        private static let shop = "92330127MA0000001G"
        private static let firm = "91350100M000100Y43"

        @Test func aConversionIsLoggedShownAndTakenBack() throws {
            try Installed.use { installed in
                try installed.launch("serve")
                try installed.command(["import"] + Checkout.countyFiles)
                try log(
                    installed, "entityRegistered", Self.shop, "2024-03-01",
                    "category=INDIVIDUAL_BUSINESS")
                let converted = try log(
                    installed, "entityConverted", Self.firm, "2024-04-01", "former=\(Self.shop)")

                let reply = try entities(installed)
                let all = reply.figures
                #expect(try all.the("entityStock").value == "1")
                #expect(try all.the("converted").value == "1")
                #expect(try all.the("registered").value == "1")
                let told = try explain(installed, "converted")
                #expect(told.lines.map(\.position) == [converted])
                let stock = try explain(installed, "entityStock", "--category", "ENTERPRISE")
                #expect(stock.lines.map(\.position) == [converted])

                // The shop is no more, and the county's own entities are counted in that year.
                let gone = try installed.command(
                    "log", "entityDeregistered", "--subject", Self.shop, "--unit", "yuanqu", "--on",
                    "2024-05-01")
                #expect(gone.status != 0 && gone.error.contains("entityClosed"), "\(gone.error)")
                let counted = try installed.command(
                    "log", "entityRegistered", "--subject", "91110000600037341L", "--unit",
                    "shifan", "--on", "2023-05-01", "--set", "category=ENTERPRISE")
                #expect(
                    counted.status != 0 && counted.error.contains("otherKeeping"),
                    "\(counted.error)")

                let void = try installed.command(
                    "void", "\(converted)", "--reason", "未转", "--wait")
                #expect(void.status == 0, "\(void.error)")
                #expect(try !entities(installed).figures.contains { $0.measure == "converted" })
            }
        }

        @discardableResult
        private func log(
            _ installed: Installed, _ kind: String, _ code: String, _ day: String, _ field: String
        ) throws -> Int64 {
            let ended = try installed.command(
                "log", kind, "--subject", code, "--unit", "yuanqu", "--on", day, "--set", field,
                "--wait")
            try #require(ended.status == 0, "\(ended.output) \(ended.error)")
            return try #require(try installed.info(installed.ingest).head)
        }

        private func entities(_ installed: Installed) throws -> EntitiesReply {
            let ended = try installed.command(
                "entities", "--unit", "yuanqu", "--as-of", "2024-06-30", "--output", "json")
            return try decoded(ended, EntitiesReply.self)
        }

        private func explain(
            _ installed: Installed, _ figure: String, _ more: String...
        ) throws -> ExplainReply {
            let words = ["explain", figure, "--unit", "yuanqu", "--as-of", "2024-06-30"]
            let ended = try installed.command(words + ["--output", "json"] + more)
            return try decoded(ended, ExplainReply.self)
        }

        private func decoded<Message: Record>(
            _ ended: Ended, _ type: Message.Type
        ) throws -> Message {
            try #require(ended.status == 0, "\(ended.error)")
            return try WireCodec.decode(
                type, from: Array(ended.output.trimmed.utf8), as: .json, strictness: .strict)
        }
    }
}
