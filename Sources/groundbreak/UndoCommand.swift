// SPDX-License-Identifier: Apache-2.0
//
// `undo`: takes one import back, in the open: each of its facts gets a void with a reason, newest first.
// Without a name it lists the imports that there are.
//
// Law: a fact on which others rest is refused by the rules and named; the others are taken back all the
// same. Undone twice is undone once: what is voided already is not voided again.

import ArgumentParser
import Client
import Foundation
import Ledgers
import Pipeline
import Present
import Wire

struct UndoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "undo",
        abstract:
            "Takes an import back by voiding its facts, newest first; without a name, lists imports.",
        discussion: """
            An import is known by its name, csv: and sixteen digits, which `import` prints; or by the \
            very file that was imported. What it corrected is back as it was before. To bring back what was \
            taken back, import the file again with --again.
            """)

    @Argument(help: "The import's name, or the file.", completion: .file(extensions: ["csv"]))
    var name: String?
    @Option(help: "Why.")
    var reason: String?
    @Option(help: "Of a file: the name of its ledger; by default the file's name.")
    var ledger: String?
    @Flag(help: "Show what would be voided; send nothing.")
    var dryRun = false
    @Option(help: "Why it comes after a period was closed; only facts of closed periods get it.")
    var lateReason: String?
    @OptionGroup var endpoints: EndpointOptions
    @OptionGroup var format: OutputOptions

    func validate() throws {
        if name != nil, reason?.isEmpty ?? true, !dryRun {
            throw ValidationError("--reason: say why the import is taken back")
        }
    }

    func run() throws {
        guard let name else { return try list() }
        var undo =
            name.hasPrefix("csv:")
            ? LedgerUndo(run: name, digest: Sheet.digest)
            : LedgerUndo(lastOf: try runName(ofFile: name), digest: Sheet.digest)
        try JournalWalk.run(endpoints) { undo.take($0) }
        let run = undo.run
        guard undo.facts > 0 else {
            Console.say(format.language == .zh ? "没有名为 \(run) 的导入" : "there is no import \(run)")
            throw ExitCode.noSuchThing
        }
        let voids = undo.voids(reason: reason ?? "")
        if dryRun { return show(voids) }
        let refused = try send(voids)
        let done = voids.count - refused
        Console.say(
            format.language == .zh
                ? "\(run)：作废 \(done) 条，此前已作废 \(undo.facts - voids.count) 条，拒绝 \(refused) 条"
                : "\(run): \(done) voided, \(undo.facts - voids.count) voided before, \(refused) refused"
        )
        if refused > 0 { throw ExitCode.refused }
    }

    private func runName(ofFile path: String) throws -> String {
        let bytes = try Sheet.bytes(path)
        do throws(LedgerError) {
            return try Sheet.reader(ledger ?? Sheet.ledgerName(path)).run(bytes)
        } catch {
            Console.say("\(path): \(error.description)")
            throw ExitCode.unreadable
        }
    }

    private func list() throws {
        var imports = LedgerImports()
        try JournalWalk.run(endpoints) { imports.take($0) }
        let table = Table(
            headers: format.language == .zh
                ? ["导入", "文件", "事实数", "起", "止", "登记时间"]
                : ["import", "file", "facts", "first", "last", "recorded"],
            rows: imports.all.map { one in
                [
                    .text(one.run), .text(one.file), .number("\(one.facts)"),
                    .number("\(one.first.number)"), .number("\(one.last.number)"),
                    .text(one.recordedAt.text),
                ]
            })
        print(table)
    }

    private func print(_ table: Table) {
        switch format.output {
        case .table: Console.print(table.text())
        case .csv: Console.print(table.csv)
        case .json: Console.print(table.json)
        }
    }

    private func show(_ voids: [LedgerVoid]) {
        print(
            Table(
                headers: format.language == .zh
                    ? ["序号", "事实", "对象"] : ["position", "fact", "subject"],
                rows: voids.map { void in
                    [
                        .number("\(void.position.number)"),
                        .text(void.kind.words(in: format.language)), .text(void.subject),
                    ]
                }))
    }

    /// Sends the voids; prints those that were refused and gives their number.
    private func send(_ voids: [LedgerVoid]) throws -> Int {
        var lines: [[TableCell]] = []
        var last: Int64?
        try Console.with(try endpoints.ingest()) { client in
            for start in stride(from: 0, to: voids.count, by: Import.batchFacts) {
                let batch = Array(voids[start..<min(start + Import.batchFacts, voids.count)])
                for (void, outcome) in zip(batch, try log(batch.map(\.fact), client)) {
                    if let position = outcome.position { last = max(last ?? 0, position) }
                    if outcome.kind == .created || outcome.kind == .exists { continue }
                    let why = outcome.violations.map { Console.line($0, language: format.language) }
                    lines.append([
                        .number("\(void.position.number)"),
                        .text(void.kind.words(in: format.language)), .text(void.subject),
                        .text(
                            why.isEmpty ? outcome.kind?.rawValue ?? "" : why.joined(separator: "; ")
                        ),
                    ])
                }
            }
        }
        if !lines.isEmpty {
            print(
                Table(
                    headers: format.language == .zh
                        ? ["序号", "事实", "对象", "拒绝的原因"]
                        : ["position", "fact", "subject", "refused because"], rows: lines))
        }
        if let last { try Console.awaitFigures(at: last, from: try endpoints.query()) }
        return lines.count
    }

    private func log(_ facts: [Fact], _ client: borrowing Client) throws -> [Outcome] {
        try Import.log(facts, client, lateReason: lateReason)
    }
}
