// SPDX-License-Identifier: Apache-2.0
//
// Load for a worker that is to be killed: clients that log without a pause and write down each
// acknowledgement.
//
// Law: a client is a thread with a `Client` and projects of its own. What was not acknowledged
// within its patience, which is often short, is sent again with the same ids until it is; a client
// that gets nowhere for the patience of the tests fails the load. So at the end every fact ever sent
// was acknowledged, and the acknowledgements are the whole account.

import Client
import Dispatch
import Foundation
import Pipeline
import Seeded
import Synchronization
import Testing
import Wire
import ZeroMQ

/// Clients under way.
final class Load: Sendable {
    private struct State {
        var acknowledged: [Acknowledged] = []
        var failures: [String] = []
        var sentAgain = 0
        var isEnding = false
        var isAbandoned = false
    }

    private let endpoint: String
    private let state = Mutex(State())
    private let requestDone = DispatchSemaphore(value: 0)
    private let clientEnded = DispatchSemaphore(value: 0)

    private init(_ endpoint: String) { self.endpoint = endpoint }

    /// Runs the body under the load of clients, then lets them finish what they have in hand.
    ///
    /// - Returns: all acknowledgements, and how many requests were sent again.
    static func use(
        _ endpoint: String, clients: Int = 2, seed: UInt64, _ body: (Load) throws -> Void
    ) throws -> (acknowledged: [Acknowledged], sentAgain: Int) {
        let load = Load(endpoint)
        for number in 0..<clients {
            Thread.detachNewThread { load.run(number, seed: seed &* 1_000 &+ UInt64(number)) }
        }
        var ended = 0
        func wait() {
            let deadline = DispatchTime.now() + (patience * 2).dispatch
            while ended < clients {
                guard load.clientEnded.wait(timeout: deadline) == .success else {
                    Issue.record("\(clients - ended) clients do not end")
                    return load.state.withLock { $0.failures.append("a client does not end") }
                }
                ended += 1
            }
        }
        defer {
            load.state.withLock { $0.isAbandoned = true }
            wait()
        }
        try body(load)
        load.state.withLock { $0.isEnding = true }
        wait()
        return try load.state.withLock { state in
            if let failure = state.failures.first { throw Unexpected(failure) }
            return (state.acknowledged, state.sentAgain)
        }
    }

    /// What was acknowledged so far, in the order of the acknowledgements.
    ///
    /// Each is copied under the lock: of an array that is shared, the next append sees by its count
    /// of references that the reader is done, and ThreadSanitizer does not hear of those.
    var acknowledged: [Acknowledged] { state.withLock { $0.acknowledged.map { $0 } } }

    /// Waits until so many more requests were acknowledged.
    func wait(forRequests count: Int) throws {
        while requestDone.wait(timeout: .now()) == .success {}
        for _ in 0..<count {
            guard requestDone.wait(timeout: .now() + patience.dispatch) == .success else {
                throw Unexpected("no client is acknowledged: \(state.withLock { $0.failures })")
            }
        }
    }
}

extension Load {
    private func run(_ number: Int, seed: UInt64) {
        defer { clientEnded.signal() }
        do {
            let context = try Context()
            defer { _ = try? context.terminate(within: .seconds(5)) }
            let client = try Client(endpoint, context: context, name: "load \(number)")
            var projects = Projects("C\(number)", seed: seed)
            var generator = Generator(seed: ~seed)
            while !state.withLock({ $0.isEnding || $0.isAbandoned || !$0.failures.isEmpty }) {
                try log(projects.next(), with: client, &generator)
            }
        } catch {
            state.withLock { $0.failures.append("client \(number): \(error)") }
        }
    }

    /// Sends the facts until they are acknowledged.
    private func log(
        _ facts: [Addend], with client: borrowing Client, _ generator: inout Generator
    ) throws {
        let deadline = ContinuousClock.now + patience
        while !state.withLock({ $0.isAbandoned }) {
            guard ContinuousClock.now < deadline else {
                throw Unexpected("nothing is acknowledged")
            }
            let limit = Duration.milliseconds(generator.pick([100, 300, 2_500]))
            if let outcomes = try client.tryToLog(facts.map(\.fact), within: limit) {
                let acknowledged = try Load.acknowledgements(of: facts, outcomes)
                state.withLock { $0.acknowledged += acknowledged }
                requestDone.signal()
                return
            }
            state.withLock { $0.sentAgain += 1 }
        }
    }

    /// Holds outcomes against the facts sent: each is journaled, now or before.
    static func acknowledgements(
        of facts: [Addend], _ outcomes: [Outcome]
    ) throws -> [Acknowledged] {
        guard facts.count == outcomes.count else {
            throw Unexpected("\(outcomes.count) outcomes of \(facts.count) facts")
        }
        return try zip(facts, outcomes).map { addend, outcome in
            guard outcome.kind == .created || outcome.kind == .exists,
                let position = outcome.position, let id = addend.fact.id, outcome.id == id
            else { throw Unexpected("\(addend.fact): \(outcome)") }
            return Acknowledged(id: id, position: position, sums: addend.sums)
        }
    }
}

extension Client {
    /// Logs facts; nil when there was no answer in time, or one that says to send them again.
    borrowing func tryToLog(_ facts: [Fact], within limit: Duration) throws -> [Outcome]? {
        do throws(ClientError) {
            return try log(facts, within: limit)
        } catch {
            if error.isTransient { return nil }
            throw error
        }
    }
}

extension ClientError {
    /// Whether the same may be sent again.
    var isTransient: Bool {
        switch self {
        case .noAnswer: true
        case .declined(let header):
            [.unavailable, .deadlineExceeded, .resourceExhausted].contains(header.status)
        case .connection, .notUnderstood, .tooLarge, .outbox: false
        }
    }
}
