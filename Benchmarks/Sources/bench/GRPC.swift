// SPDX-License-Identifier: Apache-2.0
//
// `Progress` beside gRPC: Python's grpcio, whose transport is in C, answers a constant of the same bytes to
// a client of its own kind, which is what gRPC costs before it thinks.

import Foundation
import Measure
import Pipeline
import Wire
import ZeroMQ

extension Bench {
    /// `Progress`, remembered, beside gRPC.
    func grpc() throws -> [MeasuredWork] {
        guard let python = Peers.python else {
            throw Child.Failed(description: "grpcio is not installed; next: scripts/bench-peers")
        }
        let (service, units) = try county(options.questionFacts)
        let unit = units.first
        let peer = try Peer(service.query, context: context)
        let request = question(of: unit)
        let reply = try peer.ask(request)
        try Requests.check(reply)
        let same = Array(repeating: request, count: options.questions)
        let asked = ["\(request.byteCount)", "\(options.questions)"]
        let server = try GRPCServer(python, bytes: reply.byteCount)
        let alone = Way("grpcio, a constant of the same bytes") { try server.ask(asked)[0] }
        let crowd = Way("grpcio, 64 in flight") { try server.ask(asked)[1] }
        return try contest(
            "Progress, remembered, p50", unit: "µs", rounds: options.rounds,
            ours: Way("remembered") { try oneAtATime(peer, same, true) },
            others: [(alone, .atMost(0.2))], say: say)
            + contest(
                "Progress, remembered, \(options.flying) in flight", unit: "questions/s",
                rounds: options.rounds,
                ours: Way("remembered") { try inFlight(peer, same, true) },
                others: [(crowd, .atLeast(6))], say: say)
    }
}

/// A running server on gRPC.
private final class GRPCServer {
    private let python: String
    private let port = "\(Int.random(in: 10_000..<20_000))"
    private let child: Child

    init(_ python: String, bytes: Int) throws {
        self.python = python
        child = try Child(python, [Peers.script("grpc_peer.py"), "serve", port, "\(bytes)"])
    }

    /// The median delay of one request in µs, and requests a second.
    func ask(_ words: [String]) throws -> [Run] {
        let lines = try Child.run(python, [Peers.script("grpc_peer.py"), "ask", port] + words)
        let figures = lines.split(separator: "\n").compactMap { Double($0) }
        guard figures.count == 2 else { throw Child.Failed(description: "grpcio: no figures") }
        return figures.map { Run($0) }
    }
}
