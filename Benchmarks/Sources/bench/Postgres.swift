// SPDX-License-Identifier: Apache-2.0
//
// Ingest beside PostgreSQL, for the whole of the same work. The peer is spoken to by libpq from this
// process, with nothing in front of it and parameters made beforehand, which is generous; ours is spoken
// to by messages over tcp. One connection, as from one client, whose later facts rest on earlier ones.
//
// Ours is measured twice: until all facts are acknowledged, and until all figures know them, as the
// peer's totals do when it commits.

import Foundation
import Measure
import Pipeline
import Workers

extension Bench {
    /// Ingest, beside a service on PostgreSQL.
    func postgres() throws -> [MeasuredWork] {
        let facts = Array(facts(options.ingestFacts))
        let load = FactLoad(facts)
        let server = try PostgresServer()
        let rows = facts.compactMap(PostgresRow.init)
        let acknowledged = Way("to acknowledged") {
            let service = try Service(["ingest"], folder: .new())
            let seconds = try logAll(load, to: service)
            service.stop()
            return Run(
                Double(facts.count) / seconds, digest: try FactSums(of: service.folder).text)
        }
        let visible = Way("to visible in the figures") {
            let service = try Service(["serve"], folder: .new())
            let start = ContinuousClock.now
            _ = try logAll(load, to: service)
            try service.waitUntilVisible(Int64(facts.count), context: context)
            let seconds = (ContinuousClock.now - start).seconds
            service.stop()
            return Run(
                Double(facts.count) / seconds, digest: try FactSums(of: service.folder).text)
        }
        // Ours takes some thousand waiting facts into a commit.
        let peers = [256, 1_024].flatMap { each in
            [
                (unnest(rows, each: each, server), Aim.atLeast(2)),
                (copy(rows, each: each, server), Aim.atLeast(1.3)),
            ]
        }
        let unjudged = peers.map { ($0.0, Aim?.none) }
        return try contest(
            "durable ingest to acknowledged", unit: "facts/s", rounds: options.rounds,
            ours: acknowledged, others: peers.map { ($0.0, Aim?.some($0.1)) }, say: say)
            + contest(
                "durable ingest to visible in the figures", unit: "facts/s",
                rounds: options.rounds, ours: visible, others: unjudged, say: say)
    }

    private func unnest(_ rows: [PostgresRow], each count: Int, _ server: PostgresServer) -> Way {
        let batches = rows.batches(of: count).map { ($0.count, $0.arrays) }
        return Way("PostgreSQL, unnest, batches of \(count)") {
            let connection = try server.emptied()
            try connection.prepare("log", "SELECT unnested($1, $2, $3, $4, $5, $6, $7)")
            let seconds = try seconds {
                for (count, parameters) in batches {
                    try check(try connection.run(prepared: "log", parameters), count)
                }
            }
            return Run(Double(rows.count) / seconds, digest: try connection.sums())
        }
    }

    private func copy(_ rows: [PostgresRow], each count: Int, _ server: PostgresServer) -> Way {
        let batches = rows.batches(of: count).map { ($0.count, $0.stream) }
        return Way("PostgreSQL, COPY, batches of \(count)") {
            let connection = try server.emptied()
            let seconds = try seconds {
                for (count, stream) in batches {
                    let taken = try connection.copy(
                        "BEGIN; COPY stage FROM STDIN (FORMAT binary)", stream,
                        "SELECT staged(); COMMIT")
                    try check(taken, count)
                }
            }
            return Run(Double(rows.count) / seconds, digest: try connection.sums())
        }
    }

    private func check(_ taken: String?, _ count: Int) throws {
        guard taken == "\(count)" else {
            throw PostgresConnection.Failed(
                description: "PostgreSQL took \(taken ?? "no") of \(count) facts")
        }
    }
}

/// How long something takes, in seconds.
func seconds(_ body: () throws -> Void) rethrows -> Double { try delay(body) / 1e6 }

extension Array {
    func batches(of count: Int) -> [[Element]] {
        stride(from: 0, to: self.count, by: count).map {
            Array(self[$0..<Swift.min($0 + count, self.count)])
        }
    }
}

extension PostgresServer {
    /// A connection to empty tables.
    fileprivate func emptied() throws -> PostgresConnection {
        let connection = try connection()
        try connection.run("SET client_min_messages = warning")
        try connection.run(PostgresSchema.text)
        try connection.run("CHECKPOINT")
        try connection.run(PostgresSchema.session)
        return connection
    }
}

extension PostgresConnection {
    /// What its totals say.
    fileprivate func sums() throws -> String {
        try run(
            """
            SELECT sum(facts) || ' facts, ' || sum(fen) FILTER (WHERE kind = 60) || ' fen' FROM totals
            """) ?? ""
    }
}

extension FactSums {
    /// What a journal holds.
    init(of folder: DataPlace) throws {
        for entry in try JournalRows(of: folder.journal).entries { add(try entry.decodedFact()) }
    }
}
