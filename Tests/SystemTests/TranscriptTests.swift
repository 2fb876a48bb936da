// SPDX-License-Identifier: Apache-2.0
//
// The transcripts of the documents (`console` fences), run in their order against one service: each
// command ends as it says, and each line shown is printed, in the order shown.
//
// `$ ` begins a command; `# exits with N` (退出码 N) behind it names its exit code, 0 without. A line `…` stands for
// lines left out, `…` at a line's end for its rest. Blanks at the end of a line do not count. Standard error
// is read behind standard output.

import Foundation
import Testing

extension SystemTests {
    @Suite struct TranscriptTests {
        @Test(arguments: [
            ("README.md", "county", 2), ("README.zh.md", "county", 2),
            ("docs/TUTORIAL.md", "office", 30), ("docs/TUTORIAL.zh.md", "office", 30),
        ])
        func theTranscriptIsPrinted(_ file: String, _ example: String, _ count: Int) throws {
            let steps = Transcript(
                try String(contentsOf: Checkout.root.appending(path: file), encoding: .utf8)
            ).steps
            #expect(steps.count >= count)
            #expect(steps.reduce(0) { $0 + $1.shown.count } >= 2 * count)
            try Installed.use { installed in
                try installed.launch("serve")
                try FileManager.default.copyItem(
                    atPath: Checkout.root.appending(path: "Examples/\(example)").path,
                    toPath: "\(installed.folder)/\(example)")
                let program = Checkout.program.deletingLastPathComponent().path
                for step in steps {
                    let ended = try installed.foreign(
                        URL(filePath: "/bin/sh"),
                        [
                            "-c",
                            "PATH=\"\(program):$PATH\"; cd \"\(installed.folder)/\(example)\"; \(step.command)",
                        ])
                    #expect(ended.status == step.status, "\(step.command): \(ended.error)")
                    let missing = step.missing(in: ended.output + ended.error)
                    #expect(missing == nil, "\(step.command): \(ended.output)\(ended.error)")
                }
            }
        }

        /// A line that is not printed, is printed too early, or is printed otherwise, is found.
        @Test func whatIsNotPrintedIsFound() {
            let step = Transcript("```console\n$ x # exits with 2\nab\n…\ncd…\n```\n").steps[0]
            #expect(step.command == "x # exits with 2")
            #expect(step.status == 2)
            #expect(step.missing(in: "ab  \nother\ncde\n") == nil)
            #expect(step.missing(in: "cde\nab\n") == "cd…")
            #expect(step.missing(in: "abc\ncde\n") == "ab")
            #expect(step.missing(in: "") == "ab")
        }
    }
}

/// The commands that a document shows, with what they print.
private struct Transcript {
    struct Step {
        let command: String
        /// Without the lines that stand for lines left out.
        var shown: [String] = []

        var status: Int32 {
            command.firstMatch(of: /# (?:exits with|退出码) (\d+)$/).flatMap { Int32($0.output.1) }
                ?? 0
        }

        /// The first line shown that is not printed behind the one before it.
        func missing(in output: String) -> String? {
            var rest = output.components(separatedBy: "\n").map(trimmed)[...]
            for line in shown {
                let place = rest.firstIndex {
                    line.hasSuffix("…") ? $0.hasPrefix(trimmed(line.dropLast())) : $0 == line
                }
                guard let place else { return line }
                rest = rest[(place + 1)...]
            }
            return nil
        }
    }

    private(set) var steps: [Step] = []

    init(_ text: String) {
        var isShown = false
        for line in text.components(separatedBy: "\n") {
            if line.hasPrefix("```") {
                isShown = line == "```console"
            } else if isShown, line.hasPrefix("$ ") {
                steps.append(Step(command: String(line.dropFirst(2))))
            } else if isShown, line.contains(where: { $0 != "…" }), !steps.isEmpty {
                steps[steps.count - 1].shown.append(trimmed(line))
            }
        }
    }
}

/// Without blanks at its end.
private func trimmed(_ line: some StringProtocol) -> String {
    String(line.reversed().drop { $0 == " " }.reversed())
}
