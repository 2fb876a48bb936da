// SPDX-License-Identifier: Apache-2.0
//
// The commands of the READMEs, run by a shell as they stand: against the demo county, in its folder.
//
// Only the data folder is another one. Commands that launch workers are what the harness does. A comment
// that ends with "exits with N" (退出码 N) names the exit code, 0 without. Transcripts: `TranscriptTests`.

import Foundation
import Testing

extension SystemTests {
    @Suite struct ReadmeTests {
        @Test(arguments: ["README.md", "README.zh.md"])
        func theCommandsRun(_ file: String) throws {
            let commands = try commands(in: Checkout.root.appending(path: file))
            #expect(commands.count >= 5)
            try Installed.use { installed in
                try installed.launch("serve")
                try #require(
                    try installed.command(["import"] + Checkout.countyFiles).status == 0)
                let folder = Checkout.program.deletingLastPathComponent().path
                for command in commands {
                    let line = command.replacing("/srv/county", with: "\(installed.folder)/data")
                    let script = """
                        PATH="\(folder):$PATH"; cd "\(Checkout.county.path)"; \(line)
                        """
                    let ended = try installed.foreign(
                        URL(filePath: "/bin/sh"), ["-c", script])
                    let code =
                        command.firstMatch(of: /# .*(?:exits with|退出码) (\d+)$/)?.output.1 ?? "0"
                    #expect(ended.status == Int32(code), "\(line): \(ended.error)")
                    #expect(!(ended.output + ended.error).isEmpty, "\(line) says nothing")
                }
            }
        }

        /// The lines of `sh` fences that call the program as a client, continued lines joined.
        private func commands(in file: URL) throws -> [String] {
            let text = try String(contentsOf: file, encoding: .utf8)
                .replacing("\\\n", with: " ")
            var isShell = false
            var found: [String] = []
            for line in text.split(separator: "\n") {
                if line.hasPrefix("```") { isShell = line == "```sh" }
                if isShell, line.hasPrefix("groundbreak ") { found.append(String(line)) }
            }
            return found.filter {
                !$0.hasPrefix("groundbreak serve") && !$0.hasPrefix("groundbreak ingest|")
            }
        }
    }
}
