// SPDX-License-Identifier: Apache-2.0
//
// An office's sheet through the real program: imported, edited, previewed, corrected, undone; and the
// commands of docs/LEDGERS.md as they stand, in `Examples/office`.

import Foundation
import Pipeline
import Testing
import Wire

extension SystemTests {
    @Suite struct OfficeLedgerTests {
        private func use(_ body: (Installed) throws -> Void) throws {
            try Installed.use { installed in
                try installed.launch("serve")
                let ended = try installed.command("import", office("units.csv"))
                try #require(ended.status == 0, "\(ended.error)")
                try body(installed)
            }
        }

        private func office(_ file: String) -> String {
            Checkout.root.appending(path: "Examples/office/\(file)").path
        }

        private func run(_ installed: Installed, _ words: String...) throws -> Ended {
            try installed.command(words + ["--output", "csv", "--lang", "en"])
        }

        private func head(_ installed: Installed) throws -> Int64 {
            try #require(try installed.info(installed.ingest).head)
        }

        private func project(_ text: String, _ installed: Installed) throws -> ProjectReply {
            var search = ProjectsRequest()
            search.text = text
            search.atLeastPosition = try head(installed)
            let found = try installed.ask(
                installed.query, "query.v1/Projects", search, as: ProjectsReply.self)
            var question = ProjectRequest()
            question.project = found.projects.first?.project
            return try installed.ask(
                installed.query, "query.v1/Project", question, as: ProjectReply.self)
        }

        @Test func fromTheFirstSheetToTheUndo() throws {
            try use { installed in
                let before = try head(installed)
                let preview = try run(
                    installed, "import", office("ledger-05.csv"), "--ledger", "office", "--dry-run")
                #expect(preview.status == 0, "\(preview.error)")
                #expect(try head(installed) == before)
                try expectFindings(preview)
                let first = try run(
                    installed, "import", office("ledger-05.csv"), "--ledger", "office")
                #expect(first.status == 0, "\(first.output)\(first.error)")
                let project = try project("冷链", installed)
                #expect(project.project?.totalInvestment?.fen == 30_000_000_000)
                #expect(
                    project.details.first { $0.name == "投资额/一期投资额" }?.text == "1亿")
                let imported = try head(installed)
                #expect(
                    try run(installed, "import", office("ledger-05.csv"), "--ledger", "office")
                        .status
                        == 0)
                #expect(try head(installed) == imported)
                try edit(installed, imported)
            }
        }

        private func expectFindings(_ preview: Ended) throws {
            for line in [
                "sum,投资额/总投资额[亿元]: \"the row says 6.28亿元", "skipped,a sum row: 清溪镇小计 in 单位",
                "flagged,合同签约时间: “待定” names no day", "cells,序号=6; 类别=待定; 单位=商务局",
                "flagged,投资额/总投资额[亿元]: “30-35” is no amount", "skipped,a title: 填表人：张某",
                "flagged,开工时间: “2024年5月” names a month and no day",
            ] {
                let isThere = preview.output.replacing("\"", with: "").contains(
                    line.replacing("\"", with: ""))
                #expect(isThere, "\(line) is not in \(preview.output)")
            }
        }

        private func edit(_ installed: Installed, _ imported: Int64) throws {
            let june = office("ledger-06.csv")
            let preview = try run(installed, "import", june, "--ledger", "office", "--dry-run")
            #expect(preview.status == 1)
            #expect(preview.output.contains("changed,投资额/总投资额[亿元]: 8000万元 → 8500万元"))
            #expect(preview.output.contains("changed,开工时间: (blank) → 2024-06-12"))
            #expect(preview.error.contains("1 correction proposed and not sent"))
            #expect(try head(installed) == imported)
            let proposed = try run(installed, "import", june, "--ledger", "office")
            #expect(proposed.status == 1)
            // The start, and the new row with its details.
            #expect(try head(installed) == imported + 3)
            #expect(try project("竹木", installed).project?.totalInvestment?.fen == 8_000_000_000)
            let sent = try run(
                installed, "import", june, "--ledger", "office", "--correct", "--reason", "核对")
            #expect(sent.status == 0, "\(sent.output)\(sent.error)")
            #expect(try head(installed) == imported + 4)
            #expect(try project("竹木", installed).project?.totalInvestment?.fen == 8_500_000_000)
            let again = try run(installed, "import", june, "--ledger", "office", "--correct")
            #expect(again.status == 0, "\(again.output)\(again.error)")
            #expect(try head(installed) == imported + 4)
            try undo(installed, june, imported + 4)
        }

        private func undo(_ installed: Installed, _ june: String, _ last: Int64) throws {
            let list = try run(installed, "undo")
            #expect(list.output.split(whereSeparator: \.isNewline).count == 4, "\(list.output)")
            #expect(list.output.contains("ledger-06.csv,4,"))
            #expect(try installed.command("undo", june).status == 64)
            let undone = try run(installed, "undo", june, "--ledger", "office", "--reason", "导错了")
            #expect(undone.status == 0, "\(undone.output)\(undone.error)")
            #expect(try head(installed) == last + 4)
            #expect(try project("竹木", installed).project?.totalInvestment?.fen == 8_000_000_000)
            #expect(try project("冷链", installed).project?.startedOn == nil)
            #expect(
                try run(installed, "undo", june, "--ledger", "office", "--reason", "再次").status == 0
            )
            #expect(try head(installed) == last + 4)
            // May's facts rest on nothing new and are taken back too; the units they speak of are not.
            let may = try run(
                installed, "undo", office("ledger-05.csv"), "--ledger", "office", "--reason", "导错了")
            #expect(may.status == 0, "\(may.output)\(may.error)")
            let none = try run(installed, "undo", "csv:0000000000000000", "--reason", "x")
            #expect(none.status == 2)
            let back = try run(
                installed, "import", june, "--ledger", "office", "--correct", "--again")
            #expect(back.status == 0, "\(back.output)\(back.error)")
            #expect(try project("竹木", installed).project?.totalInvestment?.fen == 8_500_000_000)
        }

        @Test func whatOthersRestOnIsNotUndone() throws {
            try use { installed in
                try installed.command("import", office("ledger-05.csv"), "--ledger", "office")
                let ended = try run(installed, "undo", office("units.csv"), "--reason", "x")
                #expect(ended.status == 1)
                #expect(ended.output.contains("unit/qingxi"), "\(ended.output)\(ended.error)")
                #expect(ended.output.contains("laterFactUnlawful"))
            }
        }

        @Test func withoutAServiceItReadsAndReports() throws {
            try Installed.use { installed in
                let ended = try run(
                    installed, "import", office("ledger-05.csv"), "--ledger", "office", "--dry-run")
                #expect(ended.status == 0, "\(ended.error)")
                #expect(ended.error.contains("no service answers"))
                try expectFindings(ended)
                #expect(!FileManager.default.fileExists(atPath: "\(installed.folder)/.config"))
            }
        }

        @Test func theMappingIsKeptAndAsked() throws {
            try use { installed in
                let maps = "\(installed.folder)/maps"
                let head = "单位,项目名称,总投资额(万元),合同签约时间\n"
                let first = try installed.write("sheet.csv", (head + "清溪镇,甲,1,2024-01-05\n").utf8)
                #expect(try run(installed, "import", first, "--mappings", maps).status == 0)
                let file = "\(maps)/sheet.mapping.json"
                let kept = try String(contentsOfFile: file, encoding: .utf8)
                #expect(kept.contains("\"总投资额(万元)\""))
                let lost = try installed.write(
                    "sheet.csv", ("单位,项目名称,总投资额(万元),签字之日,入库时间\n清溪镇,甲,1,2024-01-05,\n").utf8)
                let before = try self.head(installed)
                let stopped = try run(installed, "import", lost, "--mappings", maps)
                #expect(stopped.status == 1)
                #expect(stopped.error.contains("column gone: 合同签约时间"))
                #expect(stopped.error.contains("new column: 签字之日"))
                #expect(try self.head(installed) == before)
                let edited = kept.replacing("\"合同签约时间\"", with: "\"签字之日\"")
                try edited.write(toFile: file, atomically: true, encoding: .utf8)
                let mapped = try run(installed, "import", lost, "--mappings", maps)
                #expect(mapped.error.contains("new column: 入库时间"))
                #expect(try self.head(installed) == before, "\(mapped.output)\(mapped.error)")
                try "{".write(toFile: file, atomically: true, encoding: .utf8)
                #expect(try run(installed, "import", lost, "--mappings", maps).status == 5)
            }
        }

        @Test func whatMustNotBeMixedUpStops() throws {
            try use { installed in
                let head = "单位,项目名称,总投资额(万元),合同签约时间\n"
                let before = try self.head(installed)
                let one = try installed.write("台账.csv", (head + "清溪镇,甲,1,2024-01-05\n").utf8)
                // Two files of one ledger.
                let twice = try run(installed, "import", one, office("units.csv"), "--ledger", "x")
                #expect(twice.status == 1 && twice.error.contains("are both the ledger x"))
                #expect(try self.head(installed) == before)
                #expect(try run(installed, "import", one).status == 0)
                // The sheet of another office under the same name.
                let other = try installed.write("台账.csv", (head + "白石乡,乙,2,2024-03-05\n").utf8)
                let known = try self.head(installed)
                for words in [["--dry-run"], []] {
                    let ended = try installed.command(
                        ["import", other, "--lang", "en", "--output", "csv"] + words)
                    #expect(ended.status == 1 && ended.error.contains("none of the rows journaled"))
                    #expect(!ended.error.contains("leave out --dry-run"))
                }
                #expect(try self.head(installed) == known)
                // Rows gone and rows new.
                let both = try installed.write(
                    "台账.csv", (head + "清溪镇,甲,1,2024-01-05\n白石乡,乙,2,2024-03-05\n").utf8)
                #expect(try run(installed, "import", both).status == 0)
                let mended = try installed.write(
                    "台账.csv", (head + "清溪镇,甲,1,2024-01-05\n白石乡,丙,3,2024-04-05\n").utf8)
                let ended = try run(installed, "import", mended)
                #expect(
                    ended.status == 1 && ended.error.contains("rows are gone and others are new"))
            }
        }

        @Test func aMappingOfAnotherLedgerStops() throws {
            try use { installed in
                let maps = "\(installed.folder)/maps"
                let head = "单位,项目名称,总投资额(万元),合同签约时间\n"
                let sheet = try installed.write("a.csv", (head + "清溪镇,甲,1,2024-01-05\n").utf8)
                let words = ["import", sheet, "--mappings", maps, "--lang", "en"]
                #expect(try installed.command(words + ["--ledger", ".a/b"]).status == 0)
                let file = "\(maps)/%2Ea%2Fb.mapping.json"
                let kept = try String(contentsOfFile: file, encoding: .utf8)
                try kept.replacing("\"amount\"", with: "\"amuont\"").write(
                    toFile: file, atomically: true, encoding: .utf8)
                let typo = try installed.command(words + ["--ledger", ".a/b"])
                #expect(typo.status == 5 && typo.error.contains(file), "\(typo.error)")
                try kept.write(
                    toFile: "\(maps)/c.mapping.json", atomically: true, encoding: .utf8)
                let other = try installed.command(words + ["--ledger", "c"])
                #expect(other.status == 5 && other.error.contains("not of “c”"), "\(other.error)")
                // A unit that changed stops a dry run too.
                try kept.write(toFile: file, atomically: true, encoding: .utf8)
                let large = try installed.write(
                    "a.csv", (head.replacing("万元", with: "亿元") + "清溪镇,甲,1,2024-01-05\n").utf8)
                let ended = try installed.command(
                    ["import", large, "--mappings", maps, "--lang", "en", "--ledger", ".a/b"]
                        + ["--dry-run"])
                #expect(ended.status == 1 && ended.error.contains("unit changed"), "\(ended.error)")
                #expect(!ended.error.contains("leave out --dry-run"))
            }
        }

        /// The commands of the document, and what each ends with.
        @Test func theCommandsOfTheDocument() throws {
            let text = try String(
                contentsOf: Checkout.root.appending(path: "docs/LEDGERS.md"), encoding: .utf8)
            let commands = text.split(separator: "\n").filter { $0.hasPrefix("    groundbreak ") }
            let statuses: [Int32] = [0, 0, 0, 1, 0, 0, 0, 0]
            try #require(commands.count == statuses.count)
            try Installed.use { installed in
                try installed.launch("serve")
                let folder = Checkout.program.deletingLastPathComponent().path
                let example = Checkout.root.appending(path: "Examples/office").path
                for (command, status) in zip(commands, statuses) {
                    let ended = try installed.foreign(
                        URL(filePath: "/bin/sh"),
                        ["-c", "PATH=\"\(folder):$PATH\"; cd \"\(example)\"; \(command)"])
                    #expect(ended.status == status, "\(command): \(ended.output)\(ended.error)")
                }
            }
        }
    }
}
