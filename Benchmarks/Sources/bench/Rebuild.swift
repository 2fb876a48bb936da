// SPDX-License-Identifier: Apache-2.0
//
// The journal folded again from its first fact, by the rollup's own fold and in its batches, in this
// process: into cells in memory, which is the fold alone, and into a new ledger database with facts and
// deltas. Entries are read from the file in pages and hashed as always; no message is in between.
//
// Beside it databases sum a table of columns that were decoded for them beforehand. That is less than
// the fold does: contents in force by unit, all units above, kind and day; no credit, no state of a
// project, no day of effect, no measure.

import Foundation
import Journal
import Measure
import Pipeline
import Runtime
import SQLiteJournal
import Workers

extension Bench {
    /// The journal folded again.
    func rebuild() throws -> [MeasuredWork] {
        let count = options.rebuildFacts
        let place = try ledger("county", facts: count)
        let columns = DecodedColumns(try JournalRows(of: place.journal).entries)
        let facts = Double(columns.rows.count)
        let folded = try measure(
            [
                ("rebuild into cells in memory", "facts/s", .atLeast(1_000_000)),
                ("rebuild with facts and deltas written", "facts/s", .atLeast(250_000)),
            ], rounds: options.rounds, say: say
        ) {
            let memory = try fold(place, into: CellsInMemory())
            let scratch = try DataPlace.new()
            let file = try fold(
                place, into: OverlappedLedger(SQLiteLedger(path: scratch.ledger)))
            guard memory.digest == file.digest else {
                throw DigestsDiffer(description: "rebuild: the cells in memory are others")
            }
            return [memory, file].map { Run(facts / $0.seconds, digest: $0.digest) }
        }
        let sums = columns.sums
        say("the totals of others: \(sums)")
        let ours = Way("rebuild into cells in memory") {
            Run(facts / (try fold(place, into: CellsInMemory()).seconds), digest: sums)
        }
        let scratch = try Scratch()
        let sqlite = try columns.table(in: scratch.path + "/columns.sqlite")
        let statement = Way("one SQL statement over decoded columns, SQLite") {
            var row: [String] = []
            let seconds = try seconds { row = try sqlite.row(DecodedColumns.statement) }
            return Run(facts / seconds, digest: row.joined(separator: " "))
        }
        return try folded
            + contest(
                "totals of the journal", unit: "facts/s", rounds: options.rounds, ours: ours,
                others: [(statement, .atLeast(10))]
                    + pythonWays(columns, scratch).map { ($0, nil) },
                say: say)
    }

    /// Folds a journal from its first entry.
    private func fold<Database: LedgerDatabase>(
        _ place: DataPlace, into database: Database
    ) throws -> (seconds: Double, digest: String) {
        let reader = try SQLiteJournalReader(path: place.journal)
        let start = ContinuousClock.now
        var folder = try Folder(database: database, factsMax: Database.factsMax)
        while true {
            let entries = try reader.read(
                after: folder.cursor.position, max: 4_096, maxBytes: 1 << 20)
            if entries.isEmpty { break }
            if let stuck = try folder.fold(entries, epoch: reader.epoch) { throw stuck }
        }
        try folder.settle()
        let seconds = (ContinuousClock.now - start).seconds
        return (seconds, sha256(try database.cellsDigest()))
    }

    private func pythonWays(_ columns: DecodedColumns, _ scratch: Scratch) throws -> [Way] {
        guard let python = Peers.python else {
            say("without DuckDB and polars; scripts/bench-peers installs them")
            return []
        }
        try columns.write(to: scratch.path)
        return ["DuckDB", "polars"].map { name in
            Way("\(name), the same columns") {
                let lines = try Child.run(
                    python, [Peers.script("columns.py"), name, scratch.path]
                ).split(separator: "\n")
                guard lines.count == 2, let seconds = Double(lines[0]) else {
                    throw Child.Failed(description: "columns.py: \(lines)")
                }
                return Run(Double(columns.rows.count) / seconds, digest: String(lines[1]))
            }
        }
    }
}

extension LedgerDatabase {
    /// Facts that the fold may keep: all where the database keeps none, else the product's setting.
    fileprivate static var factsMax: Int { self == CellsInMemory.self ? .max : 200_000 }
}
