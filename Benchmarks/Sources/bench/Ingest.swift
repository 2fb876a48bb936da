// SPDX-License-Identifier: Apache-2.0
//
// Facts made durable: in batches from one client, and one at a time.

import Foundation
import Measure
import Pipeline
import Wire
import ZeroMQ

/// Facts to be logged, encoded.
struct FactLoad {
    var bodies: [[UInt8]]

    init(_ facts: some Sequence<Fact>) { bodies = facts.map { $0.encoded(as: .protobuf) } }

    var bytesEach: Int { bodies.reduce(0) { $0 + $1.count } / max(1, bodies.count) }
}

extension Bench {
    /// A client's batches of 256 to acknowledged, against bare SQLite with the same rows.
    func ingest() throws -> [MeasuredWork] {
        let load = FactLoad(facts(options.ingestFacts))
        say("\(load.bodies.count) facts of \(load.bytesEach) bytes")
        let folder = try DataPlace.new()
        let first = try Service(["ingest"], folder: folder)
        _ = try logAll(load, to: first)
        // Ingest takes what waits into one commit: the bare side commits as many rows at once.
        let each = load.bodies.count / max(1, try commits(of: first))
        first.stop()
        say("\(each) facts a commit")
        let rows = try JournalRows(of: folder.journal)
        let ours = Way("ingest, batches of 256") {
            let folder = try DataPlace.new()
            let service = try Service(["ingest"], folder: folder)
            let seconds = try logAll(load, to: service)
            service.stop()
            let digest = try JournalRows(of: folder.journal).digest
            return Run(Double(load.bodies.count) / seconds, digest: digest)
        }
        let bare = Way("bare SQLite, the same rows") {
            let folder = try Scratch()
            let path = folder.path + "/bare.sqlite"
            let seconds = try BareSQLite.commit(rows, each: each, to: path)
            return Run(Double(load.bodies.count) / seconds, digest: rows.digest)
        }
        return try contest(
            "durable ingest", unit: "facts/s", rounds: options.rounds, ours: ours,
            others: [(bare, .atLeast(0.5))], say: say)
    }

    /// How many commits a worker has made.
    private func commits(of service: Service) throws -> Int {
        let peer = try Peer(service.ingest, context: context)
        let reply = try peer.ask(Requests.message("sys.v1/Stats", []))
        let stats = try Envelope(frames: reply.frames).body(StatsReply.self)
        return Int(stats.counters.first { $0.name == "commits" }?.value ?? 0)
    }

    func logAll(_ load: FactLoad, to service: Service) throws -> Double {
        let peer = try Peer(service.ingest, context: context)
        _ = try peer.ask(Requests.message("sys.v1/Ping", []))
        let requests = Requests.log(load.bodies, each: 256)
        let start = ContinuousClock.now
        var created = 0
        try peer.exchange(requests, window: 8) { created += try Requests.created($0) }
        let seconds = (ContinuousClock.now - start).seconds
        guard created == load.bodies.count else {
            throw Peer.Declined(description: "\(created) of \(load.bodies.count) facts created")
        }
        return seconds
    }

    /// One fact at a time, against a bare round trip of the same bytes and one fdatasync.
    func lone() throws -> [MeasuredWork] {
        let count = options.loneFacts
        let load = FactLoad(facts(count))
        let requests = Requests.log(load.bodies, each: 1)
        var reply = Message(frames: [])
        let ours = Way("one fact, to acknowledged") {
            let folder = try DataPlace.new()
            let service = try Service(["ingest"], folder: folder)
            let peer = try Peer(service.ingest, context: context)
            _ = try peer.ask(Requests.message("sys.v1/Ping", []))
            let delays = try requests.map { request in
                try delay {
                    reply = try peer.ask(request)
                    _ = try Requests.created(reply)
                }
            }
            return Run(delays.median)
        }
        _ = try ours.run()
        let bare = Way("bare round trip + fdatasync of 4 KiB") {
            let echo = try Echo(reply: reply)
            let peer = try Peer(echo.endpoint, context: context)
            let file = try SyncedFile()
            for _ in 0..<200 { _ = try peer.ask(requests[0]) }
            return Run(
                try requests.map { request in try delay { _ = try peer.ask(request) } }.median
                    + (try requests.map { _ in try delay { try file.append() } }.median))
        }
        return try contest(
            "one fact to acknowledged, p50", unit: "µs", rounds: options.rounds, ours: ours,
            others: [(bare, .atMost(1.5))], say: say)
    }
}

/// How long something takes, in microseconds.
func delay(_ body: () throws -> Void) rethrows -> Double {
    let start = ContinuousClock.now
    try body()
    return (ContinuousClock.now - start).microseconds
}

/// A file that is appended to and synced.
final class SyncedFile {
    private let folder: Scratch
    private let descriptor: Int32
    private let block = [UInt8](repeating: 1, count: 4_096)

    init() throws {
        folder = try Scratch()
        descriptor = open(folder.path + "/synced", O_CREAT | O_WRONLY | O_APPEND, 0o600)
        guard descriptor >= 0 else { throw POSIXError(.EIO) }
    }

    func append() throws {
        guard write(descriptor, block, block.count) == block.count, fdatasync(descriptor) == 0
        else { throw POSIXError(.EIO) }
    }

    deinit { close(descriptor) }
}
