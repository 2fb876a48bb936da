// SPDX-License-Identifier: Apache-2.0
//
// `check` against the demo county: the half-year paragraph of the domain, in both languages, as it was
// spoken and with a digit changed; the county's own bulletin; and what the ledger knows nothing of.

import Foundation
import Testing

extension SystemTests {
    @Suite struct SpeechTests {
        private static let english = """
            new signed-and-stored projects 38, started 33, total investment 8.29亿元, 76 % of the
            annual task of domestic capital utilized; project investment of the half-year (an
            estimate) 25.4亿元, of which industrial +192.5 % and private +97.9 % on the year before;
            business entities passed 30,000 for the first time in 2023
            """
        private static let chinese = """
            2024年上半年，全县新签约入库项目38个，开工33个，总投资8.29亿元，使用内资完成年度任务的76%；上半年\
            项目投资（预计）25.4亿元，其中工业投资增长192.5%、民间投资增长97.9%；经营主体2023年首次突破3万户。
            """

        /// A row of the program's answer.
        private struct Told: Decodable, Equatable {
            var number: String
            var verdict: String
            var ledger: String
            var remarks: String
            var question: String
        }

        @Test func theHalfYearIsReproducedAndOneNumberAmbiguous() throws {
            try Installed.use { installed in
                try installed.launch("serve")
                try #require(
                    try installed.command(["import"] + Checkout.countyFiles).status == 0)
                try expectParagraph(Self.english, installed)
                try expectParagraph(Self.chinese, installed)
                try expectDigitsMatter(installed)
                try expectUnrelated(installed)
                try expectOwnBulletin(installed)
                try expectStandardInput(installed)
            }
        }

        private func check(
            _ text: String, _ installed: Installed, _ more: String...
        ) throws -> (told: [Told], status: Int32) {
            let path = try installed.write("speech.txt", text.utf8)
            let ended = try installed.command(
                ["check", path, "--output", "json", "--lang", "en"] + more)
            try #require(ended.status == 0 || ended.status == 7, "\(ended.error)")
            return (
                try JSONDecoder().decode([Told].self, from: Data(ended.output.utf8)),
                ended.status
            )
        }

        private func expectParagraph(_ text: String, _ installed: Installed) throws {
            let (told, status) = try check(text, installed)
            #expect(status == 7)
            #expect(told.count == 8)
            for (index, row) in told.enumerated() {
                #expect(row.verdict == (index == 2 ? "ambiguous" : "reproduced"), "\(row)")
            }
            #expect(told[2].number == "8.29亿元")
            #expect(
                told[2].ledger == "Total investment of newly signed and stored projects: 8.29亿元 ✓; "
                    + "Total investment of projects started in the period: 8.00亿元 ✗")
            #expect(told[1].remarks == "apart from it, Projects started in the period: 35")
            #expect(told[7].ledger == "First day at or above 30,000: 2023-11-30")
            // What reproduces a number is asked again as it is printed.
            for row in told {
                for question in row.question.split(separator: "; ") {
                    let folder = Checkout.program.deletingLastPathComponent().path
                    let ended = try installed.foreign(
                        URL(filePath: "/bin/sh"), ["-c", "PATH=\"\(folder):$PATH\"; \(question)"])
                    #expect(ended.status == 0, "\(question): \(ended.error)")
                }
            }
        }

        /// Each number with its last digit changed, alone: different, and the ledger's figure named.
        private func expectDigitsMatter(_ installed: Installed) throws {
            let changes = [
                ("38个", "39个", "Projects newly signed and stored: 38", "off by +1"),
                ("33个", "34个", "Of which started: 33", "off by +1"),
                ("76%", "77%", "completion rate: 76.0 %", "off by +1.0 points"),
                ("25.4", "25.5", "Project investment: 25.40亿元 (estimate)", "off by +1,000万元"),
                ("192.5", "192.4", "+192.5 % (flash)", "off by -0.1 points"),
                ("增长97.9", "下降97.9", "+97.9 % (flash)", "off by -195.8 points"),
                ("3万户", "4万户", "First day at or above 40,000: not reached yet", "not reached yet"),
                (
                    "2023年首次", "2024年首次", "First day at or above 30,000: 2023-11-30",
                    "not in the span told"
                ),
            ]
            for (old, new, ledger, remark) in changes {
                let (told, status) = try check(Self.chinese.replacing(old, with: new), installed)
                let wrong = told.filter { $0.verdict == "different" }
                #expect(status == 7)
                try #require(wrong.count == 1, "\(old) → \(new): \(told)")
                #expect(wrong[0].ledger.contains(ledger), "\(wrong)")
                #expect(wrong[0].remarks == remark)
            }
            // 8.28 is neither of the 38 nor of the started.
            let (told, _) = try check(Self.chinese.replacing("8.29", with: "8.28"), installed)
            #expect(told[2].verdict == "different")
        }

        private func expectUnrelated(_ installed: Installed) throws {
            // The digits are those of figures; the words are not.
            let text = "全县召开会议38次，下发文件33份，粮食产量增长192.5%，财政收入8.29亿元，绿化76亩。"
            let (told, status) = try check(text, installed)
            #expect(status == 0)
            #expect(told.map(\.verdict) == Array(repeating: "not found", count: 5))
            #expect(told.allSatisfy { $0.question.isEmpty })
        }

        private func expectOwnBulletin(_ installed: Installed) throws {
            for language in ["zh", "en"] {
                let ended = try installed.command(
                    "bulletin", "--as-of", "2024-06-30", "--lang", language)
                let (told, status) = try check(ended.output, installed)
                #expect(status == 0)
                #expect(told.count >= 27)
                let others = told.filter { $0.verdict != "reproduced" }
                #expect(others == [], "\(language)")
            }
        }

        private func expectStandardInput(_ installed: Installed) throws {
            let folder = Checkout.program.deletingLastPathComponent().path
            let path = try installed.write("speech.txt", Self.chinese.utf8)
            let ended = try installed.foreign(
                URL(filePath: "/bin/sh"),
                ["-c", "PATH=\"\(folder):$PATH\"; groundbreak check - --lang zh < \(path)"])
            #expect(ended.status == 7)
            #expect(ended.output.contains("共 8 个数：相符 7 个，不符 0 个，有歧义 1 个，无对应指标 0 个"))
            let missing = try installed.command("check", "\(installed.folder)/none.txt")
            #expect(missing.status == 5)
            let bytes = try installed.write("bytes.txt", [0xFF, 0xFE, 0x00])
            #expect(try installed.command("check", bytes).status == 5)
        }
    }
}
