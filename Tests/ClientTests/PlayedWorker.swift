// SPDX-License-Identifier: Apache-2.0
//
// A worker that one thread plays, with its answers laid down beforehand, and clients for it.

import Client
import Dispatch
import Foundation
import Pipeline
import Synchronization
import Wire
import ZeroMQ

/// Runs the body with a client of an endpoint.
func withClient(
    of endpoint: String, _ body: (borrowing Client) throws -> Void
) throws {
    let context = try Context()
    defer { _ = try? context.terminate(within: .seconds(5)) }
    try body(try Client(endpoint, context: context, name: "ClientTests"))
}

/// A worker that gives each request the next status, and the last of them for ever after; facts of a
/// request that is OK are created. After its OKs it is unavailable.
func withWorker(
    answers: [StatusCode], heard: HeardFacts = HeardFacts(),
    _ body: (String, Context) throws -> Void
) throws {
    let context = try Context()
    let endpoint = "ipc:///tmp/groundbreak-worker-\(UUID().uuidString.prefix(8))"
    let (ready, isOver, ended) = (
        DispatchSemaphore(value: 0), DispatchSemaphore(value: 0), DispatchSemaphore(value: 0)
    )
    Thread.detachNewThread {
        defer { ended.signal() }
        var rest = answers[...]
        guard let socket = try? Socket<Router>(context, label: "worker"),
            (try? socket.bind(endpoint)) != nil
        else {
            ready.signal()
            return
        }
        ready.signal()
        while isOver.wait(timeout: .now()) == .timedOut {
            guard let message = try? socket.receive(within: .milliseconds(20)),
                let request = try? Envelope(frames: message.frames)
            else { continue }
            heard.add(request)
            let reply = reply(to: request, rest.popFirst() ?? .unavailable)
            _ = try? socket.send(Message(frames: reply))
        }
    }
    ready.wait()
    defer {
        isOver.signal()
        ended.wait()
        _ = try? context.terminate(within: .seconds(5))
        let path = String(endpoint.dropFirst("ipc://".count))
        for name in [path, path + ".lock"] { try? FileManager.default.removeItem(atPath: name) }
    }
    try body(endpoint, context)
}

private func reply(to request: Envelope, _ status: StatusCode) -> [[UInt8]] {
    var header = Header()
    header.kind = .reply
    header.requestId = request.header.requestId
    header.status = status
    header.retryAfterMs = 10
    var body = LogFactsReply()
    body.outcomes = request.bodies.map { _ in
        var outcome = Outcome()
        outcome.kind = .created
        return outcome
    }
    return request.reply(
        header: header, bodies: [WireCodec.encode(body, as: request.encoding)])
}

/// The ids of the facts of each request, in the order in which they came.
final class HeardFacts: Sendable {
    private let lists = Mutex<[[FactID?]]>([])

    var ids: [[FactID?]] { lists.withLock { $0 } }

    fileprivate func add(_ request: Envelope) {
        let ids = request.bodies.map { body in
            try? WireCodec.decode(Fact.self, from: body, as: request.encoding, strictness: .strict)
                .id
        }
        lists.withLock { $0.append(ids) }
    }
}

/// A fact that any journal takes.
func unit(_ number: Int) throws -> Fact {
    try Fact(assignments: [
        "id=\(FactID(high: 7, low: UInt64(number)).text)", "subject=u\(number)",
        "effectiveOn=2024-01-01", "unitDefined.name=U\(number)", "unitDefined.kind=COUNTY",
    ])
}
