// SPDX-License-Identifier: Apache-2.0
//
// `import FILE…`: an office's ledgers, row by row. Safe to run twice: ids derive from ledger and row,
// so that what is journaled already is answered with its first position.
//
// Facts go in requests of `batchFacts`, in the order of the rows: a row's later facts rest on its
// earlier ones. A row that is refused takes no other down.

import ArgumentParser
import Client
import Crypto
import Foundation
import Ledgers
import Pipeline
import Present
import Wire

struct Import: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Imports ledgers kept as CSV (UTF-8 or GB18030, one row of headings).")

    @Argument(
        help: "The files, in order: units first.", completion: .file(extensions: ["csv"]))
    var files: [String]
    @Option(
        help: "The name of the ledger that the rows are known by; by default the file's name.")
    var ledger: String?
    @Flag(help: "Read and report, send nothing.")
    var dryRun = false
    @OptionGroup var endpoints: EndpointOptions
    @OptionGroup var format: OutputOptions

    static let batchFacts = 256

    func run() throws {
        var units = UnitDirectory()
        if !dryRun { try enterKnownUnits(&units) }
        var total = ImportTally(language: format.language)
        for path in files {
            let reading = try read(path, units: &units)
            var tally = ImportTally(reading, language: format.language)
            // What was journaled before a worker was lost is reported all the same.
            defer { report(reading, tally, path) }
            if !dryRun { try send(reading, from: path, &tally) }
            total.add(tally)
        }
        Console.say(total.sentence(dryRun: dryRun))
        if let last = total.lastPosition {
            try Console.awaitFigures(at: last, from: try endpoints.query())
        }
        if total.refused + total.conflicts > 0 { throw ExitCode.refused }
    }

    private func enterKnownUnits(_ units: inout UnitDirectory) throws {
        let reply = try Console.with(try endpoints.query()) {
            try $0.call("query.v1/Units", UnitsRequest(), as: UnitsReply.self)
        }
        for row in reply.units {
            if let code = row.unit { units.enter(code, name: row.name ?? "") }
        }
    }

    private func read(_ path: String, units: inout UnitDirectory) throws -> LedgerReading {
        guard let data = FileManager.default.contents(atPath: path) else {
            Console.say("\(path) can't be read")
            throw ExitCode.unreadable
        }
        let file = URL(fileURLWithPath: path).lastPathComponent
        let name = ledger ?? (file.hasSuffix(".csv") ? String(file.dropLast(4)) : file)
        let reader = LedgerReader(ledger: name, units: units) { Array(SHA256.hash(data: $0)) }
        do {
            let reading = try reader.read(Array(data), file: file)
            units.enter(reading.facts)
            return reading
        } catch {
            Console.say("\(path): \(error.description)")
            throw ExitCode.unreadable
        }
    }

    private func send(
        _ reading: LedgerReading, from path: String, _ tally: inout ImportTally
    ) throws {
        let facts = reading.facts
        var done = 0
        try Console.with(try endpoints.ingest()) { client in
            while done < facts.count {
                let batch = Array(facts[done..<min(done + Import.batchFacts, facts.count)])
                let outcomes = try client.log(batch)
                for (fact, outcome) in zip(batch, outcomes) { tally.count(outcome, fact) }
                done += batch.count
                Console.progress("\(path): \(done) of \(facts.count) facts")
            }
            Console.progress("")
        }
    }

    private func report(_ reading: LedgerReading, _ tally: ImportTally, _ path: String) {
        let lines = self.lines(reading, tally)
        let table = Table(
            headers: format.language == .zh
                ? ["行", "结果", "说明"] : ["row", "outcome", "detail"],
            rows: lines.map { [.text("\($0.row)"), .text($0.outcome), .text($0.detail)] })
        switch format.output {
        case .table:
            Console.print("\(path): \(tally.sentence(dryRun: dryRun))")
            if !lines.isEmpty { Console.print(table.text()) }
        case .csv: Console.print(table.csv)
        case .json: Console.print(table.json)
        }
    }
}

extension Import {
    /// The report's lines by row: on a terminal those that need a look, else every row.
    private func lines(_ reading: LedgerReading, _ tally: ImportTally) -> [RowProblem] {
        let found = reading.rows.flatMap { $0.problems(in: format.language) } + tally.problems
        guard format.output != .table else { return found.sorted { $0.row < $1.row } }
        let seen = Set(found.map(\.row))
        let sound = reading.rows.filter { !seen.contains(Int64($0.number)) }.map { row in
            RowProblem(
                row: Int64(row.number), outcome: "ok",
                detail: row.facts.compactMap(\.content?.kind.name).joined(separator: ", "))
        }
        return (found + sound).sorted { $0.row < $1.row }
    }
}

/// One line of the report.
struct RowProblem {
    var row: Int64
    var outcome: String
    var detail: String
}

extension RowReport {
    /// What the reading itself found, or why the row is no record.
    fileprivate func problems(in language: Language) -> [RowProblem] {
        let row = Int64(number)
        switch outcome {
        case .made: return []
        case .flagged(_, let findings):
            return findings.map { finding in
                let detail = Console.line(Violation(finding), language: language)
                return RowProblem(row: row, outcome: "flagged", detail: detail)
            }
        case .skipped(let reason):
            let detail = reason.wording[language]
            return [RowProblem(row: row, outcome: "skipped", detail: detail)]
        }
    }
}

extension SkipReason {
    fileprivate var wording: Wording {
        switch self {
        case .total(let label, let heading):
            Wording("合计行：“\(heading)”列为“\(label)”", "a sum row: \(label) in \(heading)")
        case .blank: Wording("空行", "empty")
        case .title(let text): Wording("标题：\(text)", "a title: \(text)")
        }
    }
}

/// What became of the facts of a file.
struct ImportTally {
    var rows = 0
    var flagged = 0
    var skipped = 0
    var facts = 0
    var created = 0
    var existing = 0
    var conflicts = 0
    var refused = 0
    var problems: [RowProblem] = []
    /// The highest position that a fact was journaled at.
    var lastPosition: Int64?

    let language: Language

    init(language: Language) { self.language = language }

    init(_ reading: LedgerReading, language: Language) {
        self.language = language
        rows = reading.rows.count
        flagged = reading.tally.flagged
        skipped = reading.tally.skipped
        facts = reading.facts.count
    }

    mutating func count(_ outcome: Outcome, _ fact: Fact) {
        let row = fact.source?.row ?? 0
        if let position = outcome.position { lastPosition = max(position, lastPosition ?? 0) }
        switch outcome.kind {
        case .created: created += 1
        case .exists: existing += 1
        case .conflict:
            conflicts += 1
            problems.append(
                RowProblem(
                    row: row, outcome: "conflict", detail: outcome.fields.joined(separator: ", ")))
        default:
            refused += 1
            for finding in outcome.violations {
                problems.append(
                    RowProblem(
                        row: row, outcome: "refused",
                        detail: Console.line(finding, language: language)))
            }
        }
    }

    mutating func add(_ other: ImportTally) {
        rows += other.rows
        flagged += other.flagged
        skipped += other.skipped
        facts += other.facts
        created += other.created
        existing += other.existing
        conflicts += other.conflicts
        refused += other.refused
        if let last = other.lastPosition { lastPosition = max(last, lastPosition ?? 0) }
    }

    func sentence(dryRun: Bool) -> String {
        if language == .zh {
            let read = "\(rows) 行（\(flagged) 行有疑问，\(skipped) 行跳过），\(facts) 条事实"
            if dryRun { return read + "；试读，未报送" }
            return read
                + "：新增 \(created)，已有 \(existing)，冲突 \(conflicts)，拒绝 \(refused)"
        }
        let read = "\(rows) rows (\(flagged) flagged, \(skipped) skipped), \(facts) facts"
        if dryRun { return read + "; nothing was sent" }
        return read
            + ": \(created) new, \(existing) known, \(conflicts) in conflict, \(refused) refused"
    }
}
