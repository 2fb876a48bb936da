// SPDX-License-Identifier: Apache-2.0
//
// The client's side of a measurement: requests that are encoded beforehand, so many in flight.

import Foundation
import Pipeline
import Wire
import ZeroMQ

/// A DEALER that keeps requests in flight.
struct Peer: ~Copyable {
    let socket: Socket<Dealer>

    struct Declined: Error, CustomStringConvertible {
        var description: String
    }

    init(_ endpoint: String, context: Context) throws {
        let socket = try Socket<Dealer>(context, label: "bench") {
            $0.lingerMilliseconds = 0
            // A worker that is still launching is found as soon as it listens.
            $0.reconnectMilliseconds = 5...20
        }
        try socket.connect(endpoint)
        self.socket = socket
    }

    /// Sends all requests, at most `window` of them unanswered, and gives each reply to `body`.
    func exchange(
        _ requests: [Message], window: Int, _ body: (Message) throws -> Void
    ) throws {
        var (sent, answered) = (0, 0)
        while answered < requests.count {
            while sent < requests.count, sent - answered < window {
                guard try socket.send(requests[sent], within: .seconds(60)) == .sent else {
                    throw Declined(description: "request \(sent) can't be sent")
                }
                sent += 1
            }
            guard let reply = try socket.receive(within: .seconds(60)) else {
                throw Declined(description: "no reply within a minute")
            }
            try body(reply)
            answered += 1
        }
    }

    /// Sends one request and waits for its reply.
    func ask(_ request: Message) throws -> Message {
        var reply: Message?
        try exchange([request], window: 1) { reply = $0 }
        return reply!
    }
}

/// Requests of the protocol.
enum Requests {
    /// A message of a method, as a client sends it.
    static func message(_ method: String, _ bodies: [[UInt8]], timeout: Int64 = 60_000) -> Message {
        var header = Header()
        header.version = 1
        header.kind = .request
        header.method = method
        header.requestId = FactID(high: .random(in: .min ... .max), low: .random(in: .min ... .max))
        header.timeoutMs = timeout
        let envelope = Envelope(encoding: .protobuf, header: header, bodies: bodies)
        return Message(frames: envelope.frames)
    }

    /// Facts in requests of so many.
    static func log(_ facts: [[UInt8]], each count: Int) -> [Message] {
        stride(from: 0, to: facts.count, by: count).map { start in
            message("ingest.v1/LogFacts", Array(facts[start..<min(start + count, facts.count)]))
        }
    }

    /// Sees that a reply says OK.
    static func check(_ reply: Message) throws {
        let header = try Envelope(frames: reply.frames).header
        guard header.status == .ok else {
            throw Peer.Declined(description: "\(header.reason ?? ""): \(header.message ?? "")")
        }
    }

    /// How many facts a reply says were created.
    ///
    /// - Throws: when any was not.
    static func created(_ reply: Message) throws -> Int {
        let envelope = try Envelope(frames: reply.frames)
        let outcomes = try envelope.body(LogFactsReply.self).outcomes
        guard envelope.header.status == .ok, outcomes.allSatisfy({ $0.kind == .created }) else {
            let first = outcomes.first { $0.kind != .created }
            throw Peer.Declined(
                description: "not created: \(envelope.header.message ?? "") "
                    + "\(first.map { "\($0)" } ?? "")")
        }
        return outcomes.count
    }
}
