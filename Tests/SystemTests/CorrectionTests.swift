// SPDX-License-Identifier: Apache-2.0
//
// July's corrections of the demo county: June's figure changes for who asks now and not for who asks as
// known then; the difference is told fact by fact; what was published comes out again byte for byte.

import Foundation
import Pipeline
import Testing
import Wire

extension SystemTests {
    @Suite struct CorrectionTests {
        @Test func whatJulyCorrectsJuneStillSays() throws {
            try Installed.use { installed in
                try installed.launch("serve")
                try installed.command(["import"] + Checkout.countyFiles)
                let june = try #require(try installed.info(installed.ingest).head)
                let before = try rate(installed, knownAt: june)
                #expect(before.text == "76.0 %")
                let publish = try installed.command(
                    "publish", "2024上半年", "--unit", "shifan", "--as-of", "2024-06-30",
                    "--known-at", "\(june)", "--on", "2024-07-01", "--lang", "en")
                #expect(publish.status == 0, "\(publish.error)")

                let (wrong, twice) = try arrivals(installed)
                let correct = try installed.command(
                    "correct", "\(wrong)", "--set", "amount=70万元", "--reason", "回单金额为70万元")
                #expect(correct.status == 0, "\(correct.error)")
                let void = try installed.command(
                    "void", "\(twice)", "--reason", "与上月重复", "--wait")
                #expect(void.status == 0, "\(void.error)")

                let now = try rate(installed, knownAt: june + 3)
                #expect(now.text == "74.2 %")
                #expect(now.numerator == fen(44_520))
                #expect(try rate(installed, knownAt: june) == before)
                try expectDifference(installed, june, [june + 2, june + 3])
                try expectPublished(installed, june)
            }
        }

        /// The completion rate of June, whole.
        private func rate(_ installed: Installed, knownAt position: Int64) throws -> FigureMessage {
            let ended = try installed.command(
                "progress", "--unit", "shifan", "--as-of", "2024-06-30", "--known-at",
                "\(position)", "--output", "json", "--lang", "en")
            let reply = try decoded(ended, ProgressReply.self)
            return try reply.figures.the("completionRate", of: "domesticCapital")
        }

        /// The positions of two arrivals of one project: 560万元 of May and 590万元 of March.
        private func arrivals(_ installed: Installed) throws -> (Int64, Int64) {
            let ended = try installed.command("project", "P2023-005", "--output", "json")
            let history = try decoded(ended, ProjectReply.self).history
            func position(of day: String) throws -> Int64 {
                let line = history.first {
                    $0.fact?.effectiveOn?.text == day
                        && $0.fact?.content?.kind == .capitalArrived
                }
                return try #require(line?.position)
            }
            return (try position(of: "2024-05-17"), try position(of: "2024-03-27"))
        }

        private func expectDifference(
            _ installed: Installed, _ june: Int64, _ positions: [Int64]
        ) throws {
            let ended = try installed.command(
                "diff", "completionRate", "--of", "domesticCapital", "--unit", "shifan", "--as-of",
                "2024-06-30", "--known-at", "\(june)", "--output", "json", "--lang", "en")
            let reply = try decoded(ended, DiffReply.self)
            #expect(reply.from?.figure?.text == "76.0 %")
            #expect(reply.to?.figure?.text == "74.2 %")
            #expect(Set(reply.lines.compactMap(\.position)) == Set(positions))
            let amounts = reply.lines.compactMap { $0.amount.flatMap { Int64($0) } }
            #expect(amounts.sorted() == [-590, -490].map { $0 * 1_000_000 })
            let reasons = reply.lines.compactMap { line -> String? in
                switch line.fact?.content {
                case .corrected(let corrected): corrected.reason
                case .voided(let voided): voided.reason
                default: nil
                }
            }
            #expect(Set(reasons) == ["回单金额为70万元", "与上月重复"])
        }

        private func expectPublished(_ installed: Installed, _ june: Int64) throws {
            let ended = try installed.command(
                "published", "2024上半年", "--output", "json", "--lang", "en")
            #expect(ended.status == 0, "\(ended.error)")
            let reply = try decoded(ended, PublishedReply.self)
            #expect(reply.knownAt?.position == june)
            #expect(reply.publishedOn?.text == "2024-07-01")
            #expect(reply.figures.count > 20)
            #expect(reply.figures.allSatisfy { $0.isReproduced == true })
            let rate = reply.figures.first {
                $0.published?.measure == "completionRate"
                    && $0.published?.of?.text == "domesticCapital"
            }
            #expect(rate?.published?.text == "76.0 %")
            #expect(rate?.recomputed?.text == "76.0 %")
            #expect(rate?.now?.text == "74.2 %")
            let again = try installed.command(
                "publish", "2024上半年", "--unit", "shifan", "--as-of", "2024-06-30")
            #expect(again.status == 1)
            #expect(again.error.contains("alreadyPublished"))
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
