// SPDX-License-Identifier: Apache-2.0
//
// A network of one's own between clients and a worker: ROUTER towards the clients, DEALER towards
// the worker, and in between whatever a `Passage` makes of the messages.
//
// Law: one thread owns both sockets for life. A passage decides by counting messages and by the
// proxy's word that nothing came for a while; it reads no clock. What can't be sent on is dropped,
// as a network drops.

import Dispatch
import Foundation
import Synchronization
import Testing
import ZeroMQ

/// Where a message is going.
enum Direction: CaseIterable, Hashable, Sendable {
    case toWorker
    case toClient
}

/// A message on its way; towards a client its first frame is the client's routing id.
struct Passing: Sendable {
    var frames: [Frame]
    var direction: Direction
}

/// What happens to messages on their way.
protocol Passage: Sendable {
    /// Whether something is held that `rest` would let go.
    var isHolding: Bool { get }
    /// What goes on now that this message came, in order.
    mutating func take(_ message: Passing) -> [Passing]
    /// What goes on when nothing came for a while.
    mutating func rest() -> [Passing]
}

/// A proxy under way.
final class Proxy<P: Passage>: Sendable {
    private let passage: Mutex<P>
    private let stop: Mailbox
    private let isStopping = Atomic(false)
    private let bound = DispatchSemaphore(value: 0)
    private let ended = DispatchSemaphore(value: 0)
    private let failure = Mutex<String?>(nil)

    private init(_ passage: P) throws {
        self.passage = Mutex(passage)
        stop = try Mailbox()
    }

    /// Runs the body while messages to `endpoint` pass to `worker`, and back.
    static func use<Result>(
        _ endpoint: String, to worker: String, _ passage: P, _ body: (Proxy) throws -> Result
    ) throws -> Result {
        let proxy = try Proxy(passage)
        Thread.detachNewThread { proxy.run(endpoint, worker) }
        let limit = patience.dispatch
        defer {
            proxy.isStopping.store(true, ordering: .sequentiallyConsistent)
            proxy.stop.signal()
            if proxy.ended.wait(timeout: .now() + limit) == .timedOut {
                Issue.record("the proxy does not end")
            }
        }
        guard proxy.bound.wait(timeout: .now() + limit) == .success else {
            throw Unexpected("the proxy does not bind \(endpoint)")
        }
        let result = try body(proxy)
        if let failure = proxy.failure.withLock({ $0 }) { throw Unexpected(failure) }
        return result
    }

    /// Looks at the passage, or changes it, between two messages.
    func with<Result: Sendable>(_ body: (inout P) -> Result) -> Result {
        passage.withLock { body(&$0) }
    }

    private func run(_ endpoint: String, _ worker: String) {
        defer {
            bound.signal()
            ended.signal()
        }
        do {
            let context = try Context()
            defer { _ = try? context.terminate(within: .seconds(5)) }
            let sockets = try Sockets.open(context, endpoint, worker)
            bound.signal()
            try pass(sockets)
        } catch {
            failure.withLock { $0 = "proxy: \(error)" }
        }
    }

    private func pass(_ sockets: borrowing Sockets) throws {
        var poller = Poller()
        let (clients, worker) = (poller.add(sockets.clients), poller.add(sockets.worker))
        _ = poller.add(stop)
        while !isStopping.load(ordering: .sequentiallyConsistent) {
            let limit = with { $0.isHolding } ? Duration.milliseconds(2) : .milliseconds(500)
            if try poller.wait(upTo: limit) == 0 {
                try sockets.send(with { $0.rest() })
            }
            if poller[clients].contains(.readable) {
                try sockets.clients.takeSome { try pass($0, .toWorker, sockets) }
            }
            if poller[worker].contains(.readable) {
                try sockets.worker.takeSome { try pass($0, .toClient, sockets) }
            }
        }
    }

    private func pass(
        _ frames: [Frame], _ direction: Direction, _ sockets: borrowing Sockets
    ) throws {
        try sockets.send(with { $0.take(Passing(frames: frames, direction: direction)) })
    }
}

/// Both ends of a proxy.
private struct Sockets: ~Copyable {
    let clients: Socket<Router>
    let worker: Socket<Dealer>

    init(clients: consuming Socket<Router>, worker: consuming Socket<Dealer>) {
        self.clients = clients
        self.worker = worker
    }

    static func open(
        _ context: Context, _ endpoint: String, _ worker: String
    ) throws(ZeroMQError) -> Sockets {
        let front = try Socket<Router>(context, label: "proxy to clients") {
            $0.sendHighWater = 0
            $0.lingerMilliseconds = 0
        }
        let back = try Socket<Dealer>(context, label: "proxy to worker") {
            $0.sendHighWater = 0
            $0.lingerMilliseconds = 0
            $0.reconnectMilliseconds = 20...100
        }
        try front.bind(endpoint)
        try back.connect(worker)
        return Sockets(clients: front, worker: back)
    }

    func send(_ messages: [Passing]) throws(ZeroMQError) {
        for message in messages {
            switch message.direction {
            case .toWorker: _ = try worker.send(Message(frames: message.frames))
            case .toClient: _ = try clients.send(Message(frames: message.frames))
            }
        }
    }
}

extension Socket where R: ReceivingRole {
    /// Takes what is there, up to a hundred messages, so that the other side has its turn.
    fileprivate func takeSome(_ take: ([Frame]) throws -> Void) throws {
        for _ in 0..<100 {
            guard let message = try nextWhole() else { return }
            try take(message.frames)
        }
    }

    /// The next message; one whose sender vanished in its midst is lost.
    private func nextWhole() throws(ZeroMQError) -> Message? {
        while true {
            do throws(ZeroMQError) {
                return try receive()
            } catch {
                if error.code != .messageCutShort { throw error }
            }
        }
    }
}
