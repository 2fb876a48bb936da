// SPDX-License-Identifier: Apache-2.0
//
// A peer that goes while it is spoken to, again and again.
//
// The moment between two frames of a message can't be commanded from outside the engine; a sender
// without a pause meets it within some hundred departures.

import Dispatch
import Foundation
import Synchronization
import Testing
import ZeroMQ

@testable import Runtime

@Suite(.serialized) struct SendingTests {
    /// A dealer that sends without a pause, on a thread of its own.
    private final class Sender: Sendable {
        let failure = Mutex<ZeroMQError?>(nil)
        let isEnding = Atomic(false)
        private let ended = DispatchSemaphore(value: 0)

        init(_ endpoint: String) {
            Thread.detachNewThread { [self] in
                defer { ended.signal() }
                do throws(ZeroMQError) {
                    let context = try Context()
                    defer { _ = try? context.terminate(within: .seconds(5)) }
                    let socket = try Socket<Dealer>(context, label: "sender") {
                        $0.reconnectMilliseconds = 1...1
                        $0.lingerMilliseconds = 0
                    }
                    try socket.connect(endpoint)
                    let message = Message(frames: [[]] + (0..<20).map { [UInt8($0)] })
                    while !isEnding.load(ordering: .relaxed) {
                        _ = try socket.sendWhole(message)
                    }
                } catch {
                    failure.withLock { $0 = error }
                }
            }
        }

        func end() -> ZeroMQError? {
            isEnding.store(true, ordering: .relaxed)
            ended.wait()
            return failure.withLock { $0 }
        }
    }

    @Test func aPeerThatVanishesCostsNoMoreThanTheMessage() throws {
        let endpoint = "ipc:///tmp/groundbreak-\(UUID().uuidString.prefix(8)).ipc"
        defer {
            for path in [endpoint.dropFirst(6), endpoint.dropFirst(6) + ".lock"] {
                try? FileManager.default.removeItem(atPath: String(path))
            }
        }
        let context = try Context()
        defer { _ = try? context.terminate(within: .seconds(5)) }
        let socket = try Socket<Router>(context, label: "peer")
        try socket.bind(endpoint)
        let sender = Sender(endpoint)
        for _ in 0..<200 {
            guard let message = try next(socket, from: sender) else { break }
            #expect(message.frames.count == 22)
            try socket.unbind(endpoint)
            while try socket.nextWhole() != nil {}
            try socket.bind(endpoint)
        }
        #expect(sender.end() == nil)
    }

    /// The next whole message; nil when the sender has failed.
    private func next(
        _ socket: borrowing Socket<Router>, from sender: Sender
    ) throws -> Message? {
        let deadline = ContinuousClock.now + .seconds(60)
        while sender.failure.withLock({ $0 == nil }) {
            if let message = try socket.nextWhole() { return message }
            try #require(ContinuousClock.now < deadline)
        }
        return nil
    }
}
