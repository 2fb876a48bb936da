// SPDX-License-Identifier: Apache-2.0
//
// The demo county's bulletins, read as a reader would: each number's question is asked again of the
// program, and no digit stands there that no question gave.
//
// The questions are taken from the printed text and run by a shell, so that what a reader copies is what
// is tested.

import Foundation
import Testing
import Wire

extension SystemTests {
    @Suite struct BulletinTests {
        @Test func eachNumberComesOutAgain() throws {
            try Installed.use { installed in
                try installed.launch("serve")
                try #require(
                    try installed.command(["import"] + Checkout.countyFiles).status == 0)
                for language in ["zh", "en"] {
                    let answers = try expectMarkdown(installed, language)
                    try expectPage(installed, language, answers)
                }
                try expectSameLater(installed)
                try expectFiles(installed)
            }
        }

        private func bulletin(
            _ installed: Installed, _ more: String...
        ) throws -> String {
            let ended = try installed.command(
                ["bulletin", "--as-of", "2024-06-30"] + more)
            try #require(ended.status == 0, "\(ended.error)")
            return ended.output
        }

        // MARK: Markdown

        /// - Returns: what the commands answered.
        private func expectMarkdown(
            _ installed: Installed, _ language: String
        ) throws -> [String: [String]] {
            let text = try bulletin(installed, "--lang", language)
            let halves = text.components(separatedBy: language == "zh" ? "## 依据" : "## Sources")
            try #require(halves.count == 2)
            let commands = halves[1].split(separator: "\n").map { line in
                String(line.drop { $0 != "`" }.dropFirst().dropLast())
            }
            #expect(commands.count > 80)
            let told = try told(by: commands, installed)
            var reader = NumberScan(text: halves[0], told: told)
            reader.read()
            #expect(reader.quoted >= 100)
            #expect(reader.strays == [], "digits without a question")
            if language == "zh" {
                #expect(
                    halves[0].replacing(/\[\^\d+\]/, with: "").contains(
                        """
                        1—6月，示范县新签约入库项目38个，总投资8.29亿元，完成年度任务60个的63.3%，超序时进度13.3个\
                        百分点；其中已开工33个，开工率86.8%。期内开工项目35个，总投资8.00亿元，完成年度任务50个的70.0%，\
                        超序时进度20.0个百分点。实际使用内资4.56亿元，完成年度任务6.00亿元的76.0%，超序时进度26.0个\
                        百分点；其中新建项目2.10亿元、续建项目2.46亿元。项目投资25.40亿元（预计），同比增长19.8%（预计）；\
                        工业投资5.85亿元（快报），同比增长192.5%（快报）；民间投资7.92亿元（快报），同比增长97.9%（快报）。\
                        经营主体实有30,018户，与年初持平，2023年11月30日首次突破30,000户。
                        """))
            }
            return Dictionary(uniqueKeysWithValues: zip(commands, told))
        }

        /// What each command answers: the figure's text and label, or a difference without its sign.
        private func told(by commands: [String], _ installed: Installed) throws -> [[String]] {
            // A shell has a limited time, in which hundreds of commands may not end on a busy machine.
            try stride(from: 0, to: commands.count, by: 40).flatMap { first in
                try told(by: commands[first..<min(first + 40, commands.count)], installed)
            }
        }

        private func told(
            by commands: ArraySlice<String>, _ installed: Installed
        ) throws -> [[String]] {
            let script = commands.map { "\($0) --output json || exit 1\n" }.joined()
            let folder = Checkout.program.deletingLastPathComponent().path
            let ended = try installed.foreign(
                URL(filePath: "/bin/sh"), ["-c", "PATH=\"\(folder):$PATH\"\n\(script)"])
            try #require(ended.status == 0, "\(ended.error)")
            let lines = ended.output.split(separator: "\n")
            try #require(lines.count == commands.count)
            return try zip(commands, lines).map { command, line in
                let bytes = Array(line.utf8)
                guard command.hasPrefix("groundbreak diff ") else {
                    let reply = try WireCodec.decode(
                        ExplainReply.self, from: bytes, as: .json, strictness: .strict)
                    return [reply.figure?.text, reply.figure?.label].compactMap(\.self)
                }
                let reply = try WireCodec.decode(
                    DiffReply.self, from: bytes, as: .json, strictness: .strict)
                return [reply.change?.text].compactMap { $0?.trimmingPrefix("+") }
                    .map(String.init)
            }
        }

        // MARK: HTML

        private func expectPage(
            _ installed: Installed, _ language: String, _ known: [String: [String]]
        ) throws {
            let page = try bulletin(installed, "--lang", language, "--format", "html")
            let pattern = /data-question="([^"]*)">([^<]*)</
            let quotes = page.matches(of: pattern).map {
                (command: unescaped($0.output.1), shown: unescaped($0.output.2))
            }
            #expect(quotes.count >= 100)
            // What stands in the charts alone is asked here, all else was.
            let others = Array(Set(quotes.map(\.command)).subtracting(known.keys)).sorted()
            let answers = known.merging(
                zip(others, try told(by: others, installed)), uniquingKeysWith: { $1 })
            for quote in quotes {
                let fits = answers[quote.command]!.contains {
                    $0.holds(quote.shown) || $0 == isoDay(quote.shown)
                }
                #expect(fits, "\(quote)")
            }
            let sources = page.matches(of: /<li id="source-\d+"><code>([^<]*)</).map {
                unescaped($0.output.1)
            }
            #expect(Set(sources) == Set(known.keys))
            #expect(!page.contains("<script") && !page.contains(" src="))
        }

        private func unescaped(_ text: Substring) -> String {
            String(text).replacing("&#39;", with: "'").replacing("&lt;", with: "<")
                .replacing("&gt;", with: ">").replacing("&quot;", with: "\"")
                .replacing("&amp;", with: "&")
        }

        // MARK: Both clocks, files

        private func expectSameLater(_ installed: Installed) throws {
            let head = try #require(try installed.info(installed.ingest).head)
            let before = try bulletin(installed, "--lang", "zh", "--format", "html")
            let logged = try installed.command(
                "log", "capitalArrived", "--subject", "P2023-005", "--unit", "yuanqu", "--on",
                "2024-06-29", "--set", "amount=600万元", "--wait")
            try #require(logged.status == 0, "\(logged.error)")
            let now = try bulletin(installed, "--lang", "zh", "--format", "html")
            #expect(now != before)
            let then = try bulletin(
                installed, "--lang", "zh", "--format", "html", "--known-at", "\(head)")
            #expect(then == before)
        }

        private func expectFiles(_ installed: Installed) throws {
            let path = "\(installed.folder)/june.md"
            #expect(try bulletin(installed, "--lang", "zh", "--out", path).isEmpty)
            let text = try String(contentsOfFile: path, encoding: .utf8)
            let names = text.matches(of: /\]\(<([^>]*)>\)/).map { String($0.output.1) }
            #expect(names == (1...names.count).map { "june-\($0).svg" })
            #expect(names.count >= 3)
            for name in names {
                let read = try installed.foreign(
                    URL(filePath: "/usr/bin/python3"),
                    [
                        "-c", "import sys, xml.dom.minidom as m; m.parse(sys.argv[1])",
                        "\(installed.folder)/\(name)",
                    ])
                #expect(read.status == 0, "\(name): \(read.error)")
            }
            let ended = try installed.command("bulletin", "--out", "/nonexistent/june.md")
            #expect(ended.status == 5)
        }
    }
}

/// Reads a text with footnotes: which digits a footnote's answer holds, and which nothing does.
private struct NumberScan {
    let text: String
    let told: [[String]]
    var quoted = 0
    var strays: [String] = []

    mutating func read() {
        for line in text.split(separator: "\n") where !line.hasPrefix("#") {
            var rest = String(line)
            while let note = rest.firstMatch(of: /\[\^(\d+)\]/) {
                let before = String(rest[..<note.range.lowerBound])
                let answers = told[Int(note.output.1)! - 1]
                let shown = before.replacing("\\", with: "")
                look(at: withoutQuote(shown, answers), in: line)
                quoted += 1
                rest = String(rest[note.range.upperBound...])
            }
            look(at: rest, in: line)
        }
    }

    /// The text before a footnote less the longest end of it that an answer holds.
    private func withoutQuote(_ text: String, _ answers: [String]) -> String {
        var best = 0
        for length in 1...max(1, min(text.count, 40)) {
            let end = String(text.suffix(length))
            if answers.contains(where: { $0.holds(end) || $0 == isoDay(end) }) { best = length }
        }
        // Labels are the front's words too: 首次突破30,000户.
        return String(text.dropLast(best))
    }

    private mutating func look(at words: String, in line: Substring) {
        var words = words
        for label in told.flatMap({ $0.dropFirst() })

        where label.contains(where: { $0.isASCII && $0.isNumber }) {
            let lower = label.prefix(1).lowercased() + label.dropFirst()
            words = words.replacing(label, with: "").replacing(lower, with: "")
        }
        words = words.replacing(/\d{4}-\d\d-\d\d/, with: "")
            .replacing(/(\d{4}年)?(\d{1,2}(—\d{1,2})?月末?(\d{1,2}日)?)|\d{4}年/, with: "")
            .replacing(/(January|June)[^,]{0,8} \d{4}/, with: "")
            // A rank, and how it moved.
            .replacing(/^\| [^|]* \| \d+ \| [↑↓→]\d* \|/, with: "")
            // The knowledge: position and epoch.
            .replacing(/台账至第\d+条（[^）]*）|position \d+ \([^)]*\)/, with: "")
        if words.contains(where: { $0.isASCII && $0.isNumber }) {
            strays.append("\(words) … \(line)")
        }
    }
}

/// `2023年11月30日` → `2023-11-30`.
private func isoDay(_ text: String) -> String? {
    guard let match = text.wholeMatch(of: /(\d{4})年(\d{1,2})月(\d{1,2})日/) else { return nil }
    func two(_ digits: Substring) -> String { digits.count == 1 ? "0\(digits)" : String(digits) }
    return "\(match.output.1)-\(two(match.output.2))-\(two(match.output.3))"
}

extension String {
    /// Whether a part of it is that text, and no number is cut in two.
    fileprivate func holds(_ part: String) -> Bool {
        func isNumeral(_ character: Character?) -> Bool {
            character.map { $0.isNumber || $0 == "." || $0 == "," } ?? false
        }
        return ranges(of: part).contains { range in
            let before = self[..<range.lowerBound].last
            let after = self[range.upperBound...].first
            return !(isNumeral(before) && isNumeral(part.first))
                && !(isNumeral(after) && isNumeral(part.last))
        }
    }
}
