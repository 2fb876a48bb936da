// SPDX-License-Identifier: Apache-2.0
//
// Processes that die, files that vanish, bytes that change.
//
// Law: after any death a relaunch and a second import give what one undisturbed import gives; the
// ledger database can be thrown away at any time; a journal that was tampered with is told, and no
// figure is made of it.

import Client
import Foundation
import Pipeline
import Testing
import Wire

extension SystemTests {
    @Suite struct CrashTests {
        private static let projects = 4_000
        /// A unit, and four milestones a project.
        private static let facts = Int64(4 * projects + 1)

        /// Ledgers of one unit with many projects.
        private func ledgers(in installed: Installed) throws -> [String] {
            let units = "代码,名称,类型,设立日期\nu,某县,县,2020-01-01\n"
            var rows = "项目编号,单位代码,项目名称,投资方,资金来源,行业代码,总投资额(万元),协议类型,签约时间,入库时间,开工时间,投产时间\n"
            for number in 1...CrashTests.projects {
                let month = String(format: "%02d", number % 12 + 1)
                rows += "P\(number),u,Project \(number),某公司,省外,C39,\(100 + number % 900),合同,"
                rows += "2023-\(month)-03,2023-\(month)-04,2023-\(month)-05,2023-\(month)-06\n"
            }
            return [
                try installed.write("units.csv", units.utf8),
                try installed.write("many.csv", rows.utf8),
            ]
        }

        private func digest(_ installed: Installed, _ folder: String) throws -> String {
            let path = "\(installed.folder)/\(folder)"
            let verified = try installed.command("verify", "--data", path)
            #expect(verified.status == 0, "\(verified.output)\(verified.error)")
            let line = verified.output.split(separator: "\n").last { $0.hasPrefix("cellsDigest") }
            return String(try #require(line))
        }

        /// The figures of the unit without what differs from journal to journal.
        private func figures(_ installed: Installed) throws -> [FigureMessage] {
            var figures = try installed.progress("u", asOf: "2023-12-31").figures
            for index in figures.indices { figures[index].knownAt?.epoch = nil }
            return figures
        }

        @Test func killedInTheMidstOfAnImport() throws {
            let clean = try Installed.use { installed in
                try installed.launch("serve")
                let imported = try installed.command(["import"] + ledgers(in: installed))
                #expect(imported.status == 0, "\(imported.error)")
                #expect(try installed.info(installed.ingest).head == CrashTests.facts)
                return (try figures(installed), try digest(installed, "data"))
            }
            let crashed = try Installed.use { installed in
                let files = try ledgers(in: installed)
                try installed.launch("ingest")
                try installed.launch("rollup")
                try installed.launch("query")
                let first = try installed.launchCommand("import", files[0], files[1])
                let killedAt = try waitForHead(5_000, installed)
                try installed.stop("ingest", with: SIGKILL)
                try #require(first.isRunning, "the import was over before the kill")
                first.signal(SIGKILL)
                first.end()
                try installed.launch("ingest")
                let kept = try #require(try installed.info(installed.ingest).head)
                #expect(kept >= killedAt && kept < CrashTests.facts)
                let second = try installed.command("import", files[0], files[1])
                #expect(second.status == 0, "\(second.error)")
                #expect(
                    second.error.contains("\(CrashTests.facts - kept) new, \(kept) known"),
                    "\(second.error)")
                #expect(try installed.info(installed.ingest).head == CrashTests.facts)
                return (try figures(installed), try digest(installed, "data"))
            }
            #expect(clean.0 == crashed.0)
            #expect(clean.1 == crashed.1)
        }

        /// An import whose worker dies under it goes on once the worker is back.
        @Test func theImportOutlivesTheWorker() throws {
            try Installed.use(.tcp) { installed in
                let files = try ledgers(in: installed)
                try installed.launch("ingest")
                try installed.launch("rollup")
                try installed.launch("query")
                let running = try installed.launchCommand("import", files[0], files[1])
                _ = try waitForHead(5_000, installed)
                try installed.stop("ingest", with: SIGKILL)
                try installed.launch("ingest")
                let ended = running.end()
                #expect(ended.status == 0, "\(ended.error)")
                #expect(try installed.info(installed.ingest).head == CrashTests.facts)
                let stored = try installed.progress("u", asOf: "2023-12-31").figures
                #expect(try stored.the("newlyStored").value == "\(CrashTests.projects)")
            }
        }

        /// Asks ingest until its journal has come so far.
        private func waitForHead(_ wanted: Int64, _ installed: Installed) throws -> Int64 {
            try installed.with(installed.ingest) { client in
                let deadline = ContinuousClock.now + patience
                while ContinuousClock.now < deadline {
                    let info = try client.call("sys.v1/Info", HelloRequest(), as: InfoReply.self)
                    if let head = info.head, head >= wanted { return head }
                }
                throw Stalled()
            }
        }

        private struct Stalled: Error {}

        @Test func theLedgerDatabaseCanBeThrownAway() throws {
            try Installed.use { installed in
                try installed.launch("serve")
                try installed.command(["import"] + Checkout.countyFiles)
                let before = try installed.progress("shifan", asOf: "2024-06-30").figures
                try installed.stop("serve")
                let digest = try digest(installed, "data")
                try installed.removeLedger()
                try installed.launch("serve")
                #expect(try installed.progress("shifan", asOf: "2024-06-30").figures == before)
                #expect(try self.digest(installed, "data") == digest)
            }
        }

        @Test func aChangedByteIsNamed() throws {
            try Installed.use { installed in
                try installed.launch("serve")
                try installed.command(["import"] + Checkout.countyFiles)
                try installed.stop("serve")
                let head = try tamper(installed, position: 100)
                let verified = try installed.command("verify", "--data", "\(installed.folder)/data")
                #expect(verified.status == 4)
                #expect(verified.output.hasPrefix("position 100: "), "\(verified.output)")
                try installed.removeLedger()
                try installed.launch("serve")
                #expect(try installed.cursor(atLeast: 99) == 99)
                #expect(try installed.info(installed.ingest).head == head)
                let status = try installed.command("status", "--output", "csv")
                #expect(status.output.contains(",99,"), "\(status.output)")
                let told = try installed.stop("serve").error
                #expect(told.contains("rollup stuck at position 100"), "\(told)")
            }
        }

        /// Changes one letter of the file's name within a journaled fact, as an intruder would.
        private func tamper(_ installed: Installed, position: Int) throws -> Int64 {
            let script = """
                import sqlite3, sys
                base = sqlite3.connect(sys.argv[1])
                rule = "select sql from sqlite_master where name = 'journal_is_never_updated'"
                sql = base.execute(rule).fetchone()[0]
                base.execute("drop trigger journal_is_never_updated")
                row = base.execute("select bytes from journal where position = ?", [sys.argv[2]])
                old = row.fetchone()[0]
                new = old.replace(b".csv", b".csw")
                assert new != old and len(new) == len(old)
                base.execute("update journal set bytes = ? where position = ?", [new, sys.argv[2]])
                base.execute(sql)
                base.commit()
                print(base.execute("select max(position) from journal").fetchone()[0])
                """
            let done = try installed.foreign(
                URL(filePath: "/usr/bin/python3"),
                ["-c", script, "\(installed.folder)/data/journal.sqlite", "\(position)"])
            return try #require(Int64(done.output.trimmed), "\(done.error)")
        }
    }
}

extension Installed {
    /// Removes the ledger database with all that stands beside it.
    func removeLedger(of data: String = "data") throws {
        let files = FileManager.default
        for name in try files.contentsOfDirectory(atPath: "\(folder)/\(data)")
        where name.hasPrefix("ledger.sqlite") {
            try files.removeItem(atPath: "\(folder)/\(data)/\(name)")
        }
    }

    /// The rollup's cursor once it has reached a position.
    func cursor(atLeast position: Int64) throws -> Int64? {
        var question = UnitsRequest()
        question.atLeastPosition = position
        return try ask(query, "query.v1/Units", question, as: UnitsReply.self).freshness?.cursor
    }
}
