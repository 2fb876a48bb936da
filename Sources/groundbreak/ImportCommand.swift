// SPDX-License-Identifier: Apache-2.0
//
// `import FILE…`: an office's ledgers, row by row, compared with what is journaled before anything is
// sent. Safe to run twice: ids derive from ledger and row, and what is in force as the sheet says is not
// sent again.
//
// Facts go in requests of `batchFacts`: corrections first where they are asked for, then what is new in
// the order of the rows, and at the end of the run the projects' details, on which nothing rests.

import ArgumentParser
import Client
import Foundation
import Ledgers
import Pipeline
import Present
import Wire

struct Import: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Imports ledgers kept as CSV, and keeps up with their edited sheets.",
        discussion: """
            CSV as a spreadsheet saves it: UTF-8 or GB18030, title rows, one to three rows of \
            headings, rows of sums anywhere. A sheet that was edited is imported again: equal rows send \
            nothing, newly filled cells new facts; changed cells are proposed as corrections, and sent \
            with --correct. See docs/LEDGERS.md.
            """)

    @Argument(
        help: "The files, in order: units first.", completion: .file(extensions: ["csv"]))
    var files: [String]
    @Option(
        help: "The name of the ledger that the rows are known by; by default the file's name.")
    var ledger: String?
    @Flag(help: "Read, compare and report; send nothing.")
    var dryRun = false
    @Flag(help: "Send the corrections that the sheet proposes.")
    var correct = false
    @Option(help: "Why, for each correction; by default the cells that changed.")
    var reason: String?
    @Option(help: "Why facts come after their period was closed; only those get it.")
    var lateReason: String?
    @Flag(help: "State anew what an undo voided; what a person voided stays void.")
    var again = false
    @Flag(help: "Take new rows as new, though they look like rows that are gone.")
    var newRows = false
    @Flag(help: "Go on though a heading that filled a field is gone, or a unit changed.")
    var acceptHeadings = false
    @OptionGroup var mappings: MappingOptions
    @OptionGroup var endpoints: EndpointOptions
    @OptionGroup var format: OutputOptions

    static let batchFacts = 256

    func run() throws {
        try refuseSameNames()
        let isServed = try dryRun ? isServiceThere() : true
        var units = UnitDirectory()
        if isServed { try enterKnownUnits(&units) }
        let journaled = isServed ? try JournaledLedgers(Set(files.map(name)), endpoints) : nil
        var total = ImportTally(language: format.language)
        var last: [Sheet] = []
        var isStopped = false
        for path in files {
            var sheet = try read(path, units: &units, journaled)
            var mayGoOn = try tellHeadings(of: sheet)
            if let journaled { sheet.compare(with: journaled, options) }
            mayGoOn = tellStranger(sheet) && mayGoOn
            if !mayGoOn { isStopped = true }
            if !mayGoOn, !dryRun {
                report(sheet, ImportTally(sheet, language: format.language))
                throw ExitCode.refused
            }
            if !dryRun {
                try mappings.folder(endpoints.config).keep(sheet.reading.file.mapping)
            }
            var tally = ImportTally(sheet, language: format.language)
            // What was journaled before a worker was lost is reported all the same.
            defer { report(sheet, tally) }
            if !dryRun { try send(sheet, &tally, details: false) }
            total.add(tally)
            last.append(sheet)
        }
        for sheet in last where !dryRun { try sendDetails(of: sheet, &total) }
        try finish(last, total, isStopped: isStopped)
    }

    /// Two files of one ledger would be taken for each other's edits.
    private func refuseSameNames() throws {
        var paths: [String: String] = [:]
        for path in files {
            let name = name(of: path)
            if let other = paths.updateValue(path, forKey: name) {
                say(
                    "未报送：\(other) 与 \(path) 同为台账 \(name)；请分次导入，各以 --ledger 命名",
                    "nothing was sent: \(other) and \(path) are both the ledger \(name); import them "
                        + "one by one, each with a --ledger of its own")
                throw ExitCode.refused
            }
        }
    }

    private var options: LedgerSyncOptions {
        var options = LedgerSyncOptions()
        (options.reason, options.again, options.takesLookAlikes) = (reason, again, newRows)
        return options
    }

    private func isServiceThere() throws -> Bool {
        if Console.answers(try endpoints.ingest()), Console.answers(try endpoints.query()) {
            return true
        }
        say(
            "没有服务应答：只读取并报告，未与台账比对",
            "no service answers: read and reported only, not compared with what is journaled")
        return false
    }

    func say(_ chinese: String, _ english: String) {
        Console.say(format.language == .zh ? chinese : english)
    }

    private func enterKnownUnits(_ units: inout UnitDirectory) throws {
        let reply = try Console.with(try endpoints.query()) {
            try $0.call("query.v1/Units", UnitsRequest(), as: UnitsReply.self)
        }
        for row in reply.units {
            if let code = row.unit { units.enter(code, name: row.name ?? "") }
        }
    }

    func name(of path: String) -> String { ledger ?? Sheet.ledgerName(path) }

    private func read(
        _ path: String, units: inout UnitDirectory, _ journaled: JournaledLedgers?
    ) throws -> Sheet {
        let bytes = try Sheet.bytes(path)
        var reader = Sheet.reader(name(of: path), units)
        let folder = try mappings.folder(endpoints.config)
        reader.mapping = try folder.mapping(of: reader.ledger)
        reader.state = journaled?.state(of: reader.ledger)
        do {
            let reading = try reader.read(
                bytes, file: URL(fileURLWithPath: path).lastPathComponent)
            units.enter(reading.facts)
            return Sheet(path: path, reader: reader, reading: reading)
        } catch {
            let file = error.isOfTheMapping ? folder.file(of: reader.ledger) : path
            Console.say("\(file): \(error.description)")
            throw ExitCode.unreadable
        }
    }

    /// What changed in the headings, before anything is sent; whether the import may go on.
    private func tellHeadings(of sheet: Sheet) throws -> Bool {
        let news = sheet.reading.file.news
        let isChinese = format.language == .zh
        for (words, headings) in [
            (isChinese ? "新增列" : "new column", news.appeared),
            (isChinese ? "缺少列" : "column gone", news.vanished),
            (isChinese ? "单位改变" : "unit changed", news.unitsChanged),
            (
                isChinese ? "标题单位不同，以映射为准" : "the title has another unit; the mapping holds",
                news.titlesOverruled
            ),
        ] {
            for heading in headings { Console.say("\(sheet.path): \(words): \(heading)") }
        }
        guard news.mustStop, !acceptHeadings else { return true }
        let folder = try mappings.folder(endpoints.config)
        say(
            "未报送：请在 \(folder.file(of: sheet.reader.ledger)) 中指明这些列及其单位，或加 --accept-headings",
            "nothing was sent: say in \(folder.file(of: sheet.reader.ledger)) which heading it is "
                + "now, and in which unit, or go on with --accept-headings")
        return false
    }

    /// Whether the sheet may be of the ledger whose name it has.
    private func tellStranger(_ sheet: Sheet) -> Bool {
        guard sheet.plan.isOfAnotherLedger, !newRows else { return true }
        say(
            "未报送：台账 \(sheet.reader.ledger) 已登记的行，\(sheet.path) 中一行也没有；另一台账请用 --ledger 命名，"
                + "确为同一台账则加 --new-rows",
            "nothing was sent: \(sheet.path) has none of the rows journaled of the ledger "
                + "\(sheet.reader.ledger); name another ledger with --ledger, or add --new-rows where it is "
                + "this one")
        return false
    }
}

extension Import {
    /// Sends a sheet's facts: all but details, or these.
    private func send(_ sheet: Sheet, _ tally: inout ImportTally, details: Bool) throws {
        var facts = correct ? sheet.plan.corrections.map(\.fact) : []
        facts += sheet.plan.new
        facts = facts.filter { $0.isDetails == details }
        guard !facts.isEmpty else { return }
        var done = 0
        let batches = stride(from: 0, to: facts.count, by: Import.batchFacts).lazy.map {
            Array(facts[$0..<min($0 + Import.batchFacts, facts.count)])
        }
        func take(_ batch: [Fact], _ outcomes: [Outcome]) {
            for (fact, outcome) in zip(batch, outcomes) { tally.count(outcome, fact, sheet) }
            done += batch.count
            Console.progress("\(sheet.path): \(done) of \(facts.count) facts")
        }
        try Console.with(try endpoints.ingest()) { client in
            if lateReason == nil {
                try client.log(inOrder: batches, take)
            } else {
                // What is sent again with the reason goes before the batch behind it.
                for batch in batches {
                    take(batch, try Import.log(batch, client, lateReason: lateReason))
                }
            }
            Console.progress("")
        }
    }

    /// Logs facts; those that came late are sent again with the reason, where one is given.
    static func log(
        _ batch: [Fact], _ client: borrowing Client, lateReason: String?
    ) throws -> [Outcome] {
        var outcomes = try client.log(batch)
        guard let lateReason else { return outcomes }
        let late = outcomes.indices.filter { index in
            outcomes[index].kind == .refused
                && outcomes[index].violations.allSatisfy {
                    $0.rule == Rule.lateWithoutReason.rawValue
                }
        }
        guard !late.isEmpty else { return outcomes }
        let facts = late.map { index in
            var fact = batch[index]
            fact.lateReason = lateReason
            return fact
        }
        for (index, outcome) in zip(late, try client.log(facts)) { outcomes[index] = outcome }
        return outcomes
    }

    private func sendDetails(of sheet: Sheet, _ total: inout ImportTally) throws {
        var tally = ImportTally(language: format.language)
        try send(sheet, &tally, details: true)
        if !tally.problems.isEmpty {
            Console.say("\(sheet.path):")
            for problem in tally.problems {
                Console.say("  \(problem.row): \(problem.outcome): \(problem.detail)")
            }
        }
        total.add(tally)
    }

    /// What came of it all, and what to do next.
    private func finish(_ sheets: [Sheet], _ total: ImportTally, isStopped: Bool) throws {
        Console.say(total.sentence(dryRun: dryRun))
        if let last = total.lastPosition {
            try Console.awaitFigures(at: last, from: try endpoints.query())
        }
        for sheet in sheets where !dryRun && sheet.sends(corrections: correct) {
            let run = sheet.reading.file.run
            say(
                "\(sheet.path)：本次导入为 \(run)，撤销用 groundbreak undo \(run) --reason …",
                "\(sheet.path): this import is \(run); undo it with groundbreak undo \(run) --reason …"
            )
        }
        let proposed = correct && !dryRun ? 0 : sheets.reduce(0) { $0 + $1.plan.corrections.count }
        let held = sheets.reduce(0) { $0 + $1.plan.held.count }
        if proposed > 0 {
            say(
                "提出更正 \(proposed) 条，尚未报送；核对后加 --correct 报送",
                "\(proposed.words("correction")) proposed and not sent; look through what changed, then add --correct"
            )
        }
        if held > 0 {
            say(
                "\(held) 行疑似改名，未报送：同一项目则写入映射文件的 renamed，确为新项目则加 --new-rows",
                "\(held.words("row")) held back, alike to what is gone, and not sent: where they are the same, "
                    + "write it into the mapping's renamed; where they are new, add --new-rows")
        }
        let replaced = newRows ? 0 : sheets.count { $0.plan.mayReplace }
        if replaced > 0 {
            say(
                "表中有行不见、又有新行：请核对是否同一行改了；原来的行仍然有效，确为新行则加 --new-rows",
                "rows are gone and others are new: see whether one is the other, mended, for the gone ones "
                    + "stay in force and both count; where they are new, add --new-rows")
        }
        if dryRun, proposed + held + replaced == 0, !isStopped {
            say("去掉 --dry-run 即可导入", "to import, leave out --dry-run")
        }
        if total.refused + total.conflicts + proposed + held + replaced > 0 || isStopped {
            throw ExitCode.refused
        }
    }
}

extension Fact {
    /// Whether it sets a project's details, or corrects that.
    var isDetails: Bool {
        switch content {
        case .detailsSet: true
        case .corrected(let corrected): corrected.restated?.isDetails ?? false
        default: false
        }
    }
}
