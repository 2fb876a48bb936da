// SPDX-License-Identifier: Apache-2.0
//
// Resident memory of the workers, as the system counts it: of the rollup after it folded a ledger, when
// its cache of facts is on top (bounded by a setting), and after a launch on the same ledger; of ingest
// after a launch. What a project or a fact costs is the difference between a ledger and its longer self,
// so that what every process has is left out.

import Foundation
import Glibc
import Journal
import Measure
import Pipeline
import SQLiteJournal
import ZeroMQ

extension Bench {
    /// What the workers take of memory; a rollup keeps no projects after a launch, only what it folds.
    func memory() throws -> [MeasuredWork] {
        let places = try [options.memoryFacts / 2, options.memoryFacts].map {
            try ledger("county", projects: 20_000, facts: $0)
        }
        let full = "\(options.memoryFacts.formatted()) facts"
        return try measure(
            [
                ("rollup after a launch, resident a live project", "bytes", nil),
                ("rollup after a launch, \(full), resident", "MB", nil),
                ("rollup after folding \(full), resident", "MB", nil),
                ("ingest after a launch, resident a fact", "bytes", nil),
                ("ingest after a launch, \(full), resident", "MB", nil),
            ], rounds: options.rounds, say: say
        ) {
            let small = try Sizes(of: places[0], options.memoryFacts / 2, context)
            let large = try Sizes(of: places[1], options.memoryFacts, context)
            let projects = "\(small.projects), \(large.projects) projects"
            say("\(projects); rollup \(small.rollup), \(large.rollup) bytes")
            let facts = Double(options.memoryFacts - options.memoryFacts / 2)
            return [
                Run(
                    Double(large.rollup - small.rollup)
                        / Double(max(1, large.projects - small.projects)), digest: projects),
                Run(Double(large.rollup) / 1e6), Run(Double(large.folded) / 1e6),
                Run(Double(large.ingest - small.ingest) / facts), Run(Double(large.ingest) / 1e6),
            ]
        }
    }
}

/// The sizes of workers over one ledger, in bytes.
private struct Sizes {
    var ingest: Int
    var folded: Int
    var rollup: Int
    var projects: Int

    init(of place: DataPlace, _ facts: Int, _ context: Context) throws {
        let ingestion = try Service(["ingest"], folder: place)
        let peer = try Peer(ingestion.ingest, context: context)
        _ = try peer.ask(Requests.message("sys.v1/Ping", []))
        ingest = try Sizes.resident(ingestion.id)
        let target = try DataPlace.new()
        let folding = try Service(["rollup"], folder: target, follows: ingestion)
        while try Sizes.cursor(target) < facts { usleep(20_000) }
        folded = try Sizes.resident(folding.id)
        folding.stop()
        let launched = try Service(["rollup"], folder: target, follows: ingestion)
        rollup = try Sizes.resident(launched.id)
        launched.stop()
        projects =
            try Int(
                SQLiteFile(target.ledger).row(
                    "SELECT count(*) FROM projects WHERE stage IS NOT NULL AND closed_on IS NULL"
                )[0]) ?? 0
    }

    /// How far a ledger database is that a worker writes; 0 while it is not there.
    private static func cursor(_ place: DataPlace) throws -> Int {
        guard FileManager.default.fileExists(atPath: place.ledger),
            let reader = try? SQLiteLedgerReader(path: place.ledger),
            let cursor = try? reader.snapshot({ $0.cursor })
        else { return 0 }
        return Int(cursor.position.number)
    }

    /// Resident bytes of a process that has come to rest.
    private static func resident(_ id: Int32) throws -> Int {
        var last = -1
        for _ in 0..<50 {
            usleep(200_000)
            let status = try String(contentsOfFile: "/proc/\(id)/status", encoding: .utf8)
            let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") } ?? ""
            let size = (line.split(separator: " ").compactMap { Int($0) }.first ?? 0) * 1_024
            if size == last { break }
            last = size
        }
        return last
    }
}
