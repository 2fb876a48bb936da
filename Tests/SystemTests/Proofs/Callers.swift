// SPDX-License-Identifier: Apache-2.0
//
// Many callers upon one socket, each with one call in hand, so that messages are there to be
// reordered and a lost one costs nobody a second.
//
// More than thirty-two at once lose answers: of a connection a worker keeps 64 replies, at worst
// half of them long since read, and a commit gives its replies all at once.
//
// Law: a caller makes its next call once the last was answered. What has no answer while many later
// messages came, or when nothing comes any more, is sent again: the same facts with the same ids,
// and the same requestId unless `renewsRequestID`.

import Client
import Foundation
import Pipeline
import Seeded
import Wire
import ZeroMQ

/// Calls of `ingest.v1/LogFacts` under way.
struct Callers: ~Copyable {
    private struct Call {
        let caller: Int
        let facts: [Addend]
        var sentAt: Int
    }

    /// So many messages may come before a call without an answer is sent again.
    private static let messagesMax = 1_000
    private let socket: Socket<Dealer>
    private let renewsRequestID: Bool
    private var generator: Generator
    private var calls: [FactID: Call] = [:]
    /// Ids in the order of sending, some of them answered since.
    private var order: [FactID] = []
    private var received = 0
    private(set) var sentAgain = 0

    private init(_ socket: consuming Socket<Dealer>, seed: UInt64, renewsRequestID: Bool) {
        self.socket = socket
        self.renewsRequestID = renewsRequestID
        generator = Generator(seed: seed)
    }

    /// Runs callers to their ends.
    ///
    /// - Parameters:
    ///   - silence: how long nothing comes before all calls without an answer are sent again.
    ///   - next: the facts of a caller's next call; nil when it has no more.
    ///   - take: what became of them.
    /// - Returns: how many requests were sent again.
    static func run(
        _ count: Int, on endpoint: String, seed: UInt64, silence: Duration,
        renewsRequestID: Bool = false,
        next: (Int) -> [Addend]?, take: ([Addend], [Outcome]) throws -> Void
    ) throws -> Int {
        let context = try Context()
        defer { _ = try? context.terminate(within: .seconds(5)) }
        let socket = try Socket<Dealer>(context, label: "callers") {
            $0.sendHighWater = 0
            $0.lingerMilliseconds = 0
        }
        try socket.connect(endpoint)
        var callers = Callers(socket, seed: seed, renewsRequestID: renewsRequestID)
        for caller in 0..<count { try callers.call(caller, next(caller)) }
        var deadline = ContinuousClock.now + patience
        while !callers.calls.isEmpty {
            guard ContinuousClock.now < deadline else { throw Unexpected("no caller is answered") }
            guard let message = try callers.socket.receive(within: silence) else {
                try callers.sendAllAgain()
                continue
            }
            guard let (call, outcomes) = try callers.answered(message) else { continue }
            deadline = .now + patience
            try take(call.facts, outcomes)
            try callers.call(call.caller, next(call.caller))
        }
        return callers.sentAgain
    }

    private mutating func call(_ caller: Int, _ facts: [Addend]?) throws {
        guard let facts else { return }
        try send(
            FactID(high: generator.next(), low: generator.next()),
            Call(caller: caller, facts: facts, sentAt: 0))
    }

    private mutating func send(_ id: FactID, _ call: Call) throws {
        var request = Envelope.logging(call.facts.map(\.fact), as: id)
        request.header.timeoutMs = 60_000
        var call = call
        call.sentAt = received
        calls[id] = call
        order.append(id)
        guard try socket.send(Message(frames: request.frames), within: patience) == .sent else {
            throw Unexpected("nobody takes a request")
        }
    }

    /// The call that a message answers; nil when it answers none, or says to send again.
    private mutating func answered(_ message: Message) throws -> (Call, [Outcome])? {
        received += 1
        defer { if received.isMultiple(of: 100) { try? sendOverdueAgain() } }
        let reply = try Envelope(frames: message.frames)
        guard let id = reply.header.requestId, let call = calls[id] else { return nil }
        switch reply.header.status {
        case .ok: break
        case .unavailable, .deadlineExceeded, .resourceExhausted: return nil
        default: throw Unexpected("\(reply.header)")
        }
        calls[id] = nil
        return (call, try reply.body(LogFactsReply.self).outcomes)
    }
}

extension Callers {
    private mutating func sendOverdueAgain() throws {
        let limit = received - Callers.messagesMax
        try sendAgain { $0.sentAt < limit }
    }

    private mutating func sendAllAgain() throws { try sendAgain { _ in true } }

    /// Sends again, oldest first, until one is met that is not due.
    private mutating func sendAgain(while isDue: (Call) -> Bool) throws {
        var due: [FactID] = []
        var looked = 0
        for id in order {
            if let call = calls[id] {
                guard isDue(call) else { break }
                due.append(id)
            }
            looked += 1
        }
        order.removeFirst(looked)
        for id in due {
            let call = calls.removeValue(forKey: id)!
            sentAgain += 1
            let isRenewed = renewsRequestID && generator.pick(0...1) == 1
            try send(
                isRenewed ? FactID(high: generator.next(), low: generator.next()) : id, call)
        }
    }
}
