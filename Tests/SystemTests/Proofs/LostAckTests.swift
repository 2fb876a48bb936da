// SPDX-License-Identifier: Apache-2.0
//
// Row 7 of docs/RELIABILITY.md: acknowledgements that never arrive, and requests that are played
// back.
//
// Law: what is sent again under an id once journaled adds nothing and hears `exists` and the first
// position.

import Client
import Foundation
import Pipeline
import Seeded
import Synchronization
import TestKit
import Testing
import Wire
import ZeroMQ

/// A network that loses the first acknowledgement of each fact. It reads what it loses.
private struct FirstAcknowledgementLost: Passage {
    /// The position that the lost acknowledgement told.
    private(set) var positions: [FactID: Int64] = [:]
    private(set) var unreadable = 0

    var isHolding: Bool { false }

    mutating func take(_ message: Passing) -> [Passing] {
        guard message.direction == .toClient else { return [message] }
        guard let reply = try? Envelope(frames: message.frames),
            let outcomes = try? reply.body(LogFactsReply.self).outcomes,
            let outcome = outcomes.first, outcomes.count == 1, let id = outcome.id
        else {
            unreadable += 1
            return [message]
        }
        // A worker may have lost the first one itself; then the retry is answered `exists`.
        guard positions[id] == nil, outcome.kind == .created else { return [message] }
        positions[id] = outcome.position
        return []
    }

    mutating func rest() -> [Passing] { [] }
}

extension SystemTests {
    @Suite struct LostAckTests {
        /// Row 7: half of the retries have the requestId of the first attempt, half a new one.
        @Test func everyFirstAcknowledgementIsLost() throws {
            let losses = Proof.times(1_000, full: 100_000)
            try Installed.use { installed in
                try installed.launchForProof()
                let way = "ipc://\(installed.folder)/lossy.ipc"
                let network = FirstAcknowledgementLost()
                let (facts, lost) = try Proxy.use(way, to: installed.ingest, network) { proxy in
                    let facts = try retried(on: way) {
                        proxy.with { $0.positions.count + $0.unreadable } < losses
                    }
                    return (facts, proxy.with(\.positions))
                }
                try #require(lost.count >= losses && facts.count >= lost.count)
                for fact in facts {
                    try #require((lost[fact.id] ?? fact.position) == fact.position, "\(fact)")
                }
                try installed.settle(facts)
                Proof.report(
                    row: 7,
                    "\(lost.count) acknowledgements lost, each retry of \(facts.count) facts "
                        + "answered `exists` with the first position")
            }
        }

        /// Logs facts, a request each, all of which must be known when the answer comes.
        private func retried(
            on endpoint: String, while goesOn: () -> Bool
        ) throws -> [Acknowledged] {
            var projects = (0..<32).map { SingleFacts("R\($0)", seed: 7_000 + UInt64($0)) }
            var facts: [Acknowledged] = []
            _ = try Callers.run(
                projects.count, on: endpoint, seed: 7, silence: .milliseconds(30),
                renewsRequestID: true,
                next: { goesOn() ? [projects[$0].next()] : nil },
                take: { sent, outcomes in
                    try #require(outcomes.map(\.kind) == [.exists], "\(outcomes)")
                    facts += try Load.acknowledgements(of: sent, outcomes)
                })
            return facts
        }

        /// Row 7: the very frames of a request, as anyone on the way could record them.
        @Test func aRecordedRequestIsPlayedBack() throws {
            let times = 1_000
            try Installed.use { installed in
                try installed.launchForProof()
                var projects = Projects("P", seed: 77, arrivals: 16...16)
                var facts: [Acknowledged] = []
                for batch in [projects.next(), projects.next()] {
                    let frames = recorded(batch)
                    let first = try played(frames, 1, installed)[0]
                    try #require(first.allSatisfy { $0.kind == .created })
                    facts += try Load.acknowledgements(of: batch, first)
                    for again in try played(frames, times, installed) {
                        try #require(again.allSatisfy { $0.kind == .exists })
                        try #require(again.map(\.position) == first.map(\.position))
                    }
                }
                try installed.settle(facts)
                Proof.report(row: 7, "2 recorded requests played back \(times) times: 0 entries")
            }
        }

        private func recorded(_ batch: [Addend]) -> [Frame] {
            Envelope.logging(
                batch.map(\.fact), as: FactID(high: 7, low: UInt64(batch.count))
            ).frames
        }

        /// The outcomes of the same frames sent so often, no more than thirty at once.
        private func played(
            _ frames: [Frame], _ times: Int, _ installed: Installed
        ) throws -> [[Outcome]] {
            let context = try Context()
            defer { _ = try? context.terminate(within: .seconds(5)) }
            let socket = try Socket<Dealer>(context, label: "recorder")
            try socket.connect(installed.ingest)
            var outcomes: [[Outcome]] = []
            for start in stride(from: 0, to: times, by: 30) {
                let count = min(30, times - start)
                for _ in 0..<count {
                    try #require(
                        try socket.send(Message(frames: frames), within: patience) == .sent)
                }
                for _ in 0..<count {
                    let message = try #require(try socket.receive(within: patience))
                    let reply = try Envelope(frames: message.frames)
                    try #require(reply.header.status == .ok, "\(reply.header)")
                    outcomes.append(try reply.body(LogFactsReply.self).outcomes)
                }
            }
            return outcomes
        }
    }
}

/// The same facts as `Projects`, one at a time.
private struct SingleFacts {
    private var projects: Projects
    private var waiting: ArraySlice<Addend> = []

    init(_ name: String, seed: UInt64) { projects = Projects(name, seed: seed) }

    mutating func next() -> Addend {
        if waiting.isEmpty { waiting = projects.next()[...] }
        return waiting.removeFirst()
    }
}
