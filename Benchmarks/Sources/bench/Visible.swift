// SPDX-License-Identifier: Apache-2.0
//
// Delays under load: half of what `serve` takes in at its fastest, measured just before, or `--load`. A client sends
// batches of 256 at even intervals; after each reply a question asks for figures that know the batch.
// Between batches, at every phase of the interval in turn, the client sends one fact alone.
//
// The first part of the ledger is the measure of the full load; the load goes on from there. All goes by
// one socket a worker, in the order of the ledger, since later facts rest on earlier ones.

import Foundation
import Measure
import Pipeline
import Wire
import ZeroMQ

extension Bench {
    /// Acknowledged to visible, and the delay of one fact under load.
    func visible() throws -> [MeasuredWork] {
        // Enough for the load, which is known only once it runs.
        let bodies = FactLoad(facts(options.loadSeconds * Bench.loadFactsMax, projects: 10_000))
            .bodies
        let name = options.load.map { "\($0) facts/s" } ?? "half load"
        let p50: (String, String, Aim?) = (
            "acknowledged to visible at \(name), p50", "ms", .atMost(5)
        )
        let p99: (String, String, Aim?) = (
            "acknowledged to visible at \(name), p99", "ms", .atMost(50)
        )
        let lone: (String, String, Aim?) = ("one fact at \(name), p99", "ms", .atMost(5))
        return try measure([p50, p99, lone], rounds: options.rounds, say: say) {
            let service = try Service(["serve"], folder: .new())
            let full = Array(bodies.prefix(options.loadSeconds * 2_000))
            let rate = try Double(full.count) / fullLoad(full, service)
            let most = Double(bodies.count - full.count) / Double(options.loadSeconds)
            let pace = min(options.load.map(Double.init) ?? rate / 2, most)
            say("full load \(rate.short) facts/s; the load is \(pace.short) facts/s")
            let count = Int(pace) * options.loadSeconds
            var load = try PacedLoad(
                Array(bodies[full.count..<full.count + count]), rate: pace, service: service,
                context: context)
            try load.run()
            let answer = try service.waitUntilVisible(Int64(full.count + count), context: context)
            guard answer.freshness?.cursor == Int64(full.count + count) else {
                throw DigestsDiffer(description: "visible: not as many facts as were sent")
            }
            return [
                Run(load.visibleDelays.percentile(50)), Run(load.visibleDelays.percentile(99)),
                Run(load.loneDelays.percentile(99)),
            ]
        }
    }

    /// More facts a second than half of any load that was ever measured.
    private static let loadFactsMax = 17_000

    /// Until all are acknowledged while the rollup keeps folding; the figures then catch up.
    private func fullLoad(_ bodies: [[UInt8]], _ service: Service) throws -> Double {
        let start = ContinuousClock.now
        let peer = try Peer(service.ingest, context: context)
        var created = 0
        try peer.exchange(Requests.log(bodies, each: 256), window: 8) {
            created += try Requests.created($0)
        }
        let acknowledged = (ContinuousClock.now - start).seconds
        try service.waitUntilVisible(Int64(created), context: context)
        let visible = (ContinuousClock.now - start).seconds
        say(
            "\(created) facts acknowledged after \(acknowledged.short) s, visible after \(visible.short) s"
        )
        return acknowledged
    }
}

/// A load at even intervals, and the delays that were seen.
struct PacedLoad: ~Copyable {
    private(set) var visibleDelays: [Double] = []
    private(set) var loneDelays: [Double] = []

    private let ingest: Peer
    private let query: Peer
    private let sendings: [(at: Double, request: Message, isLone: Bool)]
    private var sent: [FactID: (at: ContinuousClock.Instant, isLone: Bool)] = [:]
    private var asked: [FactID: (at: ContinuousClock.Instant, position: Int64)] = [:]

    /// - Parameter rate: facts a second.
    init(_ bodies: [[UInt8]], rate: Double, service: Service, context: Context) throws {
        let ingest = try Peer(service.ingest, context: context)
        let query = try Peer(service.query, context: context)
        var sendings: [(Double, Message, Bool)] = []
        for (index, batch) in bodies.batches(of: PacedLoad.each).enumerated() {
            let interval = Double(PacedLoad.each) / rate
            let start = Double(index) * interval
            sendings.append(
                (start, Requests.message("ingest.v1/LogFacts", Array(batch.dropLast())), false))
            // The golden ratio brings every phase evenly.
            let phase = (Double(index) * 0.618_034).truncatingRemainder(dividingBy: 1)
            sendings.append(
                (
                    start + phase * interval,
                    Requests.message("ingest.v1/LogFacts", batch.suffix(1)),
                    true
                ))
        }
        self.ingest = ingest
        self.query = query
        self.sendings = sendings.filter { !$0.1.frames.dropFirst(2).isEmpty }
    }

    /// A batch and the fact after it.
    private static let each = 257

    mutating func run() throws {
        _ = try ingest.ask(Requests.message("sys.v1/Ping", []))
        _ = try query.ask(Requests.message("sys.v1/Ping", []))
        let start = ContinuousClock.now
        for sending in sendings {
            let due = start + .seconds(sending.at)
            while ContinuousClock.now < due { try hear(until: due) }
            let id = try Envelope(frames: sending.request.frames).header.requestId!
            sent[id] = (.now, sending.isLone)
            guard try ingest.socket.send(sending.request, within: .seconds(60)) == .sent else {
                throw Peer.Declined(description: "a batch can't be sent")
            }
        }
        let end = ContinuousClock.now + .seconds(600)
        while !sent.isEmpty || !asked.isEmpty, ContinuousClock.now < end { try hear(until: end) }
        guard sent.isEmpty, asked.isEmpty else {
            throw Peer.Declined(
                description: "\(sent.count) batches and \(asked.count) questions have no answer")
        }
    }

    /// Takes what has come, or waits for it until then, a millisecond at most.
    private mutating func hear(until due: ContinuousClock.Instant) throws {
        var poller = Poller()
        _ = poller.add(ingest.socket)
        _ = poller.add(query.socket)
        _ = try poller.wait(upTo: min(.milliseconds(1), max(.zero, due - .now)))
        while let reply = try ingest.socket.receive() { try take(acknowledgement: reply) }
        while let reply = try query.socket.receive() { try take(answer: reply) }
    }

    private mutating func take(acknowledgement reply: Message) throws {
        let now = ContinuousClock.now
        _ = try Requests.created(reply)
        let envelope = try Envelope(frames: reply.frames)
        guard let id = envelope.header.requestId, let (at, isLone) = sent.removeValue(forKey: id),
            let position = try envelope.body(LogFactsReply.self).outcomes.last?.position
        else { return }
        guard !isLone else { return loneDelays.append((now - at).seconds * 1e3) }
        try ask(for: position, since: now)
    }

    private mutating func ask(for position: Int64, since at: ContinuousClock.Instant) throws {
        var question = ProgressRequest()
        question.atLeastPosition = position
        let request = Requests.message(
            "query.v1/Progress", [WireCodec.encode(question, as: .protobuf)])
        asked[try Envelope(frames: request.frames).header.requestId!] = (at, position)
        _ = try query.socket.send(request, within: .seconds(60))
    }

    private mutating func take(answer reply: Message) throws {
        let now = ContinuousClock.now
        let header = try Envelope(frames: reply.frames).header
        guard let id = header.requestId, let (at, position) = asked.removeValue(forKey: id)
        else { return }
        // A question may wait for a minute, a rollup that is far behind takes longer.
        if header.status == .deadlineExceeded { return try ask(for: position, since: at) }
        try Requests.check(reply)
        visibleDelays.append((now - at).seconds * 1e3)
    }
}
