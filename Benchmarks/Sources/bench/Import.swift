// SPDX-License-Identifier: Apache-2.0
//
// An office's sheets through the program: `groundbreak import` of so many rows of CSV from its launch until it
// tells that all are acknowledged, and until it ends, which is when the figures know them. Beside it pandas reads and groups the same CSV, and the same rows as a
// spreadsheet; it journals nothing, and neither its launch nor its import of itself is counted.
//
// The sheets are those of Examples/county: arrivals of capital, a row a fact, of projects that are known;
// and projects with their milestones, a row some three facts.

import Foundation
import Journal
import Measure
import Pipeline
import Workers

extension Bench {
    /// Sheets through the program.
    func imports() throws -> [MeasuredWork] {
        let sheets = OfficeSheets(rows: options.rows)
        let folder = try Scratch()
        let python = Peers.python
        if python == nil { say("without pandas; scripts/bench-peers installs it") }
        return try imports(
            "arrivals", after: [("units", sheets.units), ("projects", sheets.fewProjects)],
            sheet: sheets.arrivals, kind: .capitalArrived, amounts: "到位资金(万元)", folder, python)
            + imports(
                "projects", after: [("units", sheets.units)], sheet: sheets.projects,
                kind: .projectSigned, amounts: "总投资额(万元)", folder, python)
    }

    private func imports(
        _ name: String, after known: [(String, String)], sheet: String, kind: FactKind,
        amounts: String, _ folder: Scratch, _ python: String?
    ) throws -> [MeasuredWork] {
        var toFigures: [Double] = []
        let path = "\(folder.path)/\(name).csv"
        try Data(sheet.utf8).write(to: URL(fileURLWithPath: path))
        let ours = Way("groundbreak import") {
            let service = try Service(["serve"], folder: .new())
            let words = [
                "import", "--ingest-endpoint", service.ingest, "--query-endpoint", service.query,
                "--mappings", service.folder.path + "/mappings",
            ]
            let program = Service.program("groundbreak")
            for (name, text) in known {
                let path = "\(folder.path)/known-\(name).csv"
                try Data(text.utf8).write(to: URL(fileURLWithPath: path))
                try Child.run(program, words + [path])
            }
            let before = try RowSums(of: service.folder, kind)
            let times = try Child.times(program, words + [path], untilItSays: " new, ")
            service.stop()
            toFigures.append(times.ended)
            let sums = try RowSums(of: service.folder, kind) - before
            return Run(times.said, digest: sums.text)
        }
        let rows = "import of \(options.rows.formatted()) rows of \(name)"
        let work = rows + ", to acknowledged"
        func inFigures() -> [MeasuredWork] {
            [MeasuredWork(rows + ", to its figures", unit: "s", figures: toFigures)]
        }
        guard let python else {
            return try measure([(work, "s", .atMost(2))], rounds: options.rounds, say: say) {
                [try ours.run()]
            } + inFigures()
        }
        let spreadsheet = "\(folder.path)/\(name).xlsx"
        try Child.run(python, [Peers.script("sheet.py"), "write", path, spreadsheet])
        func pandas(_ path: String) throws -> Run {
            let words = try Child.run(python, [Peers.script("sheet.py"), "read", path, amounts])
                .split(separator: "\n")
            guard words.count == 2, let seconds = Double(words[0]) else {
                throw Child.Failed(description: "sheet.py: \(words)")
            }
            return Run(seconds, digest: String(words[1]))
        }
        // The aim is one of seconds; pandas is shown beside it.
        var findings = try contest(
            work, unit: "s", rounds: options.rounds, ours: ours,
            others: [
                (Way("pandas reads and groups the CSV") { try pandas(path) }, nil),
                (Way("pandas reads and groups the xlsx") { try pandas(spreadsheet) }, nil),
            ], say: say)
        findings.insert(findings[0].alone(.atMost(2)), at: 0)
        return findings + inFigures()
    }
}

/// Facts of a kind in a journal, and their amounts in 万元, in which sheets have them.
private struct RowSums {
    var facts = 0
    var amount: Int64 = 0

    init(of folder: DataPlace, _ kind: FactKind) throws {
        for entry in try JournalRows(of: folder.journal).entries
        where entry.columns.kind == kind.rawValue {
            facts += 1
            amount += (try entry.decodedFact().content?.amountFen ?? 0) / 1_000_000
        }
    }

    static func - (left: RowSums, right: RowSums) -> RowSums {
        var difference = left
        difference.facts -= right.facts
        difference.amount -= right.amount
        return difference
    }

    var text: String { "\(facts) rows, \(amount) 万元" }
}

/// Sheets in the columns of Examples/county.
struct OfficeSheets {
    let rows: Int
    private let towns = 60
    private let knownProjects = 1_000

    var units: String {
        "代码,名称,上级,类型,设立日期\nxian,某县,,县,2020-01-01\n"
            + (0..<towns).map { "zhen\($0),第\($0)镇,某县,镇,2020-01-01\n" }.joined()
    }

    /// Those that the arrivals are of, signed before any of them.
    var fewProjects: String {
        header + (0..<min(knownProjects, rows)).map { project($0, year: 2022) }.joined()
    }

    var projects: String { header + (0..<rows).map { project($0, year: 2023) }.joined() }

    var arrivals: String {
        "项目编号,项目名称,单位代码,责任单位,到位时间,到位资金(万元),资金来源,凭证号\n"
            + (0..<rows).map { row in
                let project = row % min(knownProjects, rows)
                return "P\(project),第\(project)号厂房项目,zhen\(project % towns),第\(project % towns)镇,"
                    + "\(day(row, year: 2023 + row % 2)),\(10 + row % 97),,ZJ-\(row)\n"
            }.joined()
    }

    private var header: String {
        "序号,项目编号,单位代码,责任单位,项目名称,外来投资方,资金来源,行业代码,所有制,总投资额(万元),协议类型,合同签约时间,入库时间,开工时间\n"
    }

    private func project(_ number: Int, year: Int) -> String {
        let town = number % towns
        let (signed, stored) = (day(number, year: year), day(number + 13, year: year + 1))
        let started = number % 3 == 0 ? "" : day(number + 26, year: year + 2)
        return
            "\(number + 1),P\(number),zhen\(town),第\(town)镇,第\(number)号厂房项目,某公司\(number),县外,C18,民营,"
            + "\(100_000 + number % 9_000),合同,\(signed),\(stored),\(started)\n"
    }

    private func day(_ number: Int, year: Int) -> String {
        let (month, day) = (1 + number % 12, 1 + number / 12 % 28)
        return "\(year)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
    }
}
