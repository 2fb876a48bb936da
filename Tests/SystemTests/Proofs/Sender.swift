// SPDX-License-Identifier: Apache-2.0
//
// Sends each request once and keeps what it was answered: a client that never asks again by itself,
// so that a proof knows what was acknowledged and when.

import Foundation
import Pipeline
import Testing
import Wire
import ZeroMQ

/// A connection to a worker that may end at any moment.
struct Sender: ~Copyable {
    /// What came back for a request.
    enum Answer {
        case outcomes([Outcome])
        /// Status UNAVAILABLE and the like, with the reason.
        case declined(String)
        /// The worker ended, and nothing came.
        case nothing
    }

    private let socket: Socket<Dealer>

    fileprivate init(_ endpoint: String, context: Context) throws {
        socket = try Sender.open(endpoint, context: context)
    }

    private static func open(_ endpoint: String, context: Context) throws -> Socket<Dealer> {
        let socket = try Socket<Dealer>(context, label: "sender") {
            $0.lingerMilliseconds = 0
            $0.reconnectMilliseconds = 20...500
        }
        try socket.connect(endpoint)
        return socket
    }

    /// Logs facts in one request and waits for the answer or the worker's end.
    func log(_ facts: [Fact], to worker: Running) throws -> Answer {
        guard let id = try post(facts, to: worker) else { return .nothing }
        while let (answered, answer) = try next(from: worker) {
            if answered == id { return answer }
        }
        return .nothing
    }

    /// Sends facts in one request; nil when the worker ended before.
    func post(_ facts: [Fact], to worker: Running) throws -> FactID? {
        let id = FactID(high: .random(in: .min ... .max), low: .random(in: .min ... .max))
        let frames = Envelope.logging(facts, as: id).frames
        return try send(Message(frames: frames), to: worker) ? id : nil
    }

    /// The next answer and the request that it is for; nil when the worker ended.
    func next(from worker: Running) throws -> (FactID, Answer)? {
        let deadline = ContinuousClock.now + patience
        var isLast = false
        while ContinuousClock.now < deadline {
            if let message = try socket.receive(within: .milliseconds(20)) {
                let answer = try Envelope(frames: message.frames)
                let id = try #require(answer.header.requestId)
                guard answer.header.status == .ok else {
                    return (id, .declined(answer.header.reason ?? ""))
                }
                return (id, .outcomes(try answer.body(LogFactsReply.self).outcomes))
            }
            if isLast { return nil }
            isLast = !worker.isRunning
        }
        Issue.record("neither an answer nor an end: \(worker.errorText)")
        return nil
    }

    /// Sends once there is a connection; false when the worker ended before.
    private func send(_ message: Message, to worker: Running) throws -> Bool {
        let deadline = ContinuousClock.now + patience
        while worker.isRunning, ContinuousClock.now < deadline {
            if try socket.send(message, within: .milliseconds(50)) == .sent { return true }
        }
        return false
    }
}

extension Installed {
    /// Runs the body with a sender to an endpoint.
    func sending<Result>(
        to endpoint: String, _ body: (borrowing Sender) throws -> Result
    ) throws -> Result {
        let context = try Context()
        defer { _ = try? context.terminate(within: .seconds(5)) }
        let sender = try Sender(endpoint, context: context)
        return try body(sender)
    }
}

extension Envelope {
    /// A request to log facts.
    static func logging(_ facts: [Fact], as id: FactID) -> Envelope {
        var header = Header()
        header.version = 1
        header.kind = .request
        header.method = "ingest.v1/LogFacts"
        header.requestId = id
        return Envelope(
            encoding: .protobuf, header: header,
            bodies: facts.map { WireCodec.encode($0, as: .protobuf) })
    }
}
