// SPDX-License-Identifier: Apache-2.0
//
// Ledgers as offices send them: their encodings, their sum rows, their cells that hold no number. A
// row that is not sound is named and takes no other down.

import Foundation
import Pipeline
import Testing
import Wire

extension SystemTests {
    @Suite struct LedgerFileTests {
        private static let projects = """
            序号,项目编号,单位代码,项目名称,投资方,资金来源,行业代码,总投资额(万元),协议类型,签约时间,入库时间
            合计,,,,,,,"6,000",,,
            1,P1,u,甲项目,某公司,省外,C39,1000,合同,2024-01-03,2024-01-04
            2,P2,u,乙项目,某公司,省外,C39,TBC,合同,2024-01-03,2024-01-04
            3,P3,u,丙项目,某公司,省外,C39,2000,合同,2024-01-03,2024-01-04

            """

        private func use(_ body: (Installed) throws -> Void) throws {
            try Installed.use { installed in
                try installed.launch("serve")
                let units = try installed.write(
                    "units.csv", "代码,名称,类型,设立日期\nu,某县,县,2020-01-01\n".utf8)
                #expect(try installed.command("import", units).status == 0)
                try body(installed)
            }
        }

        /// The text in GB18030, by the system's own converter.
        private func gb18030(_ text: String, _ installed: Installed) throws -> String {
            let source = try installed.write("utf8.csv", text.utf8)
            let path = "\(installed.folder)/projects.csv"
            let ended = try installed.foreign(
                URL(filePath: "/usr/bin/iconv"),
                ["-f", "UTF-8", "-t", "GB18030", "-o", path, source])
            try #require(ended.status == 0, "\(ended.error)")
            return path
        }

        private func expectImport(_ path: String, _ installed: Installed) throws {
            let ended = try installed.command("import", path, "--output", "csv", "--lang", "en")
            #expect(ended.output.contains("2,skipped,a sum row: 合计"), "\(ended.output)")
            #expect(ended.output.contains("4,flagged,"), "\(ended.output)")
            #expect(ended.output.contains("TBC"), "\(ended.output)")
            let figures = try installed.progress("u", asOf: "2024-06-30").figures
            #expect(try figures.the("newlyStored").value == "2")
            #expect(try figures.the("newlyStoredInvestment").value == fen(3_000))
            #expect(try figures.the("signed").value == "3")
            var question = ProjectRequest()
            question.project = ProjectID(text: "P1")
            let reply = try installed.ask(
                installed.query, "query.v1/Project", question, as: ProjectReply.self)
            #expect(reply.project?.name == "甲项目")
        }

        @Test func inUTF8() throws {
            try use { installed in
                let path = try installed.write("projects.csv", LedgerFileTests.projects.utf8)
                try expectImport(path, installed)
            }
        }

        @Test func withAByteOrderMark() throws {
            try use { installed in
                let text = "\u{FEFF}" + LedgerFileTests.projects.replacing("\n", with: "\r\n")
                try expectImport(try installed.write("projects.csv", text.utf8), installed)
            }
        }

        @Test func inGB18030() throws {
            try use { installed in
                try expectImport(try gb18030(LedgerFileTests.projects, installed), installed)
            }
        }

        /// The same ledger in another encoding is the same ledger: nothing is new.
        @Test func theEncodingIsNoPartOfIt() throws {
            try use { installed in
                let path = try installed.write("projects.csv", LedgerFileTests.projects.utf8)
                try installed.command("import", path)
                let head = try installed.info(installed.ingest).head
                try installed.command("import", try gb18030(LedgerFileTests.projects, installed))
                #expect(try installed.info(installed.ingest).head == head)
            }
        }

        @Test func whatIsNoLedger() throws {
            try use { installed in
                let path = try installed.write("letter.csv", "您好,\n再见,\n".utf8)
                #expect(try installed.command("import", path).status == 5)
                #expect(try installed.command("import", "\(path).gone").status == 5)
                #expect(try installed.info(installed.ingest).head == 1)
            }
        }
    }
}
