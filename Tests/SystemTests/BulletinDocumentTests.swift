// SPDX-License-Identifier: Apache-2.0
//
// The commands of docs/BULLETINS.md, run by a shell as they stand against the demo county; a comment behind
// one names its exit code.

import Foundation
import Testing

extension SystemTests {
    @Suite struct BulletinDocumentTests {
        @Test func theCommandsRun() throws {
            let text = try String(
                contentsOf: Checkout.root.appending(path: "docs/BULLETINS.md"), encoding: .utf8)
            let commands = text.components(separatedBy: "```sh\n").dropFirst()
                .flatMap { $0.components(separatedBy: "```")[0].split(separator: "\n") }
            #expect(commands.count >= 8)
            try Installed.use { installed in
                try installed.launch("serve")
                try #require(
                    try installed.command(["import"] + Checkout.countyFiles).status == 0)
                for name in ["speech.zh.txt", "speech.en.txt"] {
                    let bytes = try Data(contentsOf: Checkout.county.appending(path: name))
                    _ = try installed.write(name, bytes)
                }
                let program = Checkout.program.deletingLastPathComponent().path
                for command in commands {
                    let code = command.firstMatch(of: /# exits with (\d+)$/)?.output.1 ?? "0"
                    let ended = try installed.foreign(
                        URL(filePath: "/bin/sh"),
                        ["-c", "PATH=\"\(program):$PATH\"; cd \"\(installed.folder)\"; \(command)"])
                    #expect(ended.status == Int32(code), "\(command): \(ended.error)")
                    #expect(!ended.output.isEmpty || command.contains("--out "), "\(command)")
                }
            }
        }
    }
}
