// SPDX-License-Identifier: Apache-2.0
//
// `log --outbox` and `outbox` as a clerk meets them: what they say, in which language, and the codes.

import Client
import Foundation
import Pipeline
import Testing
import Wire

extension SystemTests {
    @Suite struct OutboxCommandTests {
        private func log(_ name: String, _ outbox: String, _ more: String...) -> [String] {
            [
                "log", "unitDefined", "--subject", name, "--on", "2024-01-01", "--set",
                "name=\(name)", "--set", "kind=COUNTY", "--outbox", outbox,
            ] + more
        }

        @Test func keptAndThenDelivered() throws {
            try Installed.use { installed in
                let folder = "\(installed.folder)/outbox"
                let kept = try installed.command(log("a", folder, "--within", "10ms"))
                #expect(kept.status == 6)
                let way = "groundbreak outbox send --outbox \(folder)"
                #expect(kept.error.contains("is kept in the outbox \(folder)"), "\(kept.error)")
                #expect(kept.error.contains(way))
                let zh = try installed.command(
                    log("b", folder, "--within", "10ms", "--lang", "zh"))
                #expect(zh.status == 6 && zh.error.contains("已保存在发件箱"), "\(zh.error)")
                #expect(zh.error.contains(way))
                let list = try installed.command("outbox", "--outbox", folder, "--output", "csv")
                #expect(list.output.contains("1,waiting,1,unitDefined a,"), "\(list.output)")
                let away = try installed.command(
                    "outbox", "send", "--outbox", folder, "--wait", "10ms")
                #expect(away.status == 6)
                #expect(away.error.contains("0 journaled, 0 set aside, 2 waiting"), "\(away.error)")

                try installed.launch("ingest")
                // Older ones go before.
                let last = try installed.command(log("c", folder, "--within", "60s"))
                #expect(last.status == 0)
                #expect(last.error.contains("number 1: journaled at position 1\n"))
                #expect(last.error.contains("number 2: journaled at position 2\n"))
                #expect(last.error.contains("journaled at position 3, id "), "\(last.error)")
                let sent = try installed.command("outbox", "send", "--outbox", folder)
                #expect(sent.status == 0 && sent.error.contains("0 waiting"), "\(sent.error)")
            }
        }

        /// Killed after the answer and before the file was removed: it is delivered again.
        @Test func aLeftoverIsKnown() throws {
            try Installed.use { installed in
                try installed.launch("ingest")
                let outbox = try Outbox(folder: "\(installed.folder)/outbox")
                let kept = try outbox.put([
                    fact("unitDefined", "a", unit: nil, on: "2024-01-01", "name=a", "kind=COUNTY")
                ])
                let path = "\(outbox.folder)/\(kept.name)"
                let bytes = try Data(contentsOf: URL(filePath: path))
                for expected in [OutcomeKind.created, .exists, .exists] {
                    try bytes.write(to: URL(filePath: path))
                    var kinds: [OutcomeKind?] = []
                    let left = try installed.with(installed.ingest) { client in
                        try client.deliver(outbox, within: patience) { delivery in
                            guard case .journaled(_, let outcomes) = delivery else { return }
                            kinds += outcomes.map(\.kind)
                        }
                    }
                    #expect(left == 0 && kinds == [expected])
                }
                #expect(try installed.info(installed.ingest).head == 1)
            }
        }

        /// A refused fact is not lost, and those behind it go on.
        @Test func theRefusedAndTheTornAreSetAside() throws {
            try Installed.use { installed in
                let outbox = try Outbox(folder: "\(installed.folder)/outbox")
                let refused = try outbox.put([
                    fact("projectStarted", "P", unit: "nowhere", on: "2024-01-01")
                ])
                let torn = try outbox.put([
                    fact("unitDefined", "a", unit: nil, on: "2024-01-01", "name=a", "kind=COUNTY")
                ])
                let path = "\(outbox.folder)/\(torn.name)"
                try Data(contentsOf: URL(filePath: path)).dropLast(5)
                    .write(to: URL(filePath: path))
                try outbox.put([
                    fact("unitDefined", "b", unit: nil, on: "2024-01-01", "name=b", "kind=COUNTY")
                ])
                try installed.launch("ingest")
                let sent = try installed.command("outbox", "send", "--outbox", outbox.folder)
                #expect(sent.status == 1)
                #expect(sent.error.contains("1 journaled, 2 set aside, 0 waiting"), "\(sent.error)")
                #expect(sent.error.contains("set-aside/\(torn.name)"), "\(sent.error)")
                #expect(sent.error.contains("unknown"), "\(sent.error)")
                #expect(try outbox.setAside() == [refused, torn])
                let list = try installed.command(
                    "outbox", "--outbox", outbox.folder, "--output", "csv")
                #expect(list.output.contains("NOT_TAKEN: 1 of 1"), "\(list.output)")
                #expect(list.output.contains("DAMAGED: "), "\(list.output)")
                // The torn one can't be put back and is named; the other goes its way again.
                let all = try installed.command("outbox", "retry", "--outbox", outbox.folder)
                #expect(all.status == 5 && all.error.contains(torn.name), "\(all.error)")
                #expect(try outbox.waiting().count == 1)
                #expect(try outbox.setAside() == [torn])
                let own = try installed.command(log("c", outbox.folder, "--unit", "nowhere"))
                #expect(own.status == 1 && own.error.contains("set aside as"), "\(own.error)")
            }
        }
    }
}
