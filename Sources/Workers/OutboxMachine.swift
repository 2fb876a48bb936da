// SPDX-License-Identifier: Apache-2.0
//
// A client's outbox as a machine: facts that were kept before they were sent, delivered in order.
//
// Law: a parcel is put in once its storage has it, and leaves once what became of each of its facts
// is known; whatever dies in between, it is sent again with the same ids, so it counts once. One
// parcel is under way at a time, because a later fact may rest on an earlier one. It is never given
// up for want of an answer; one that the worker says can never be taken is set aside for a person,
// and those behind it go on.

public import Pipeline
public import Wire

/// The facts of one request, as they are kept and sent.
public struct Parcel: Hashable, Sendable {
    /// The id of the request.
    public var id: FactID
    public var encoding: Encoding
    public var allOrNothing: Bool
    /// A fact each.
    public var bodies: [[UInt8]]

    /// A parcel.
    public init(id: FactID, encoding: Encoding, allOrNothing: Bool = false, bodies: [[UInt8]]) {
        self.id = id
        self.encoding = encoding
        self.allOrNothing = allOrNothing
        self.bodies = bodies
    }
}

/// What happens to an outbox.
public enum OutboxInput: Sendable {
    /// A parcel that its storage has.
    case put(Parcel)
    case received([[UInt8]])
    case tick
}

/// What an outbox wants done.
public enum OutboxOutput: Sendable {
    case send([[UInt8]])
    /// Take the parcel out of the storage: what became of its facts, in their order.
    case settled(FactID, [Outcome])
    /// Set the parcel aside: it can't be taken as it is.
    case setAside(FactID, SetAside)
}

/// Why a parcel was set aside.
public enum SetAside: Hashable, Sendable {
    case declined(Header)
    /// The body at that index is larger than a frame may be.
    case tooLarge(Int)
    case notUnderstood
}

/// The outbox of one client towards one worker.
public struct OutboxMachine {
    /// How long a worker may take over a parcel before it is sent anew.
    static let callMilliseconds: Int64 = 30_000
    /// How long to rest after a worker said that it takes no facts at all.
    static let restMilliseconds: Int64 = 8_000

    private var waiting: [Parcel] = []
    private var calls = CallMachine()
    /// Whether the first parcel is under way.
    private var isUnderWay = false
    private var restUntil: Int64?
    private let client: String?

    /// - Parameter client: the program that sends.
    public init(client: String? = nil) { self.client = client }

    /// When a tick is due on the steady clock; nil while it is empty.
    public var wakeAt: Int64? { calls.wakeAt ?? (waiting.isEmpty ? nil : restUntil) }

    /// Whether everything was delivered.
    public var isEmpty: Bool { waiting.isEmpty }

    /// Takes one input and says what is to be done, in order.
    public mutating func step(_ input: OutboxInput, at time: Time) -> [OutboxOutput] {
        var outputs: [OutboxOutput] = []
        switch input {
        case .put(let parcel): waiting.append(parcel)
        case .received(let frames):
            take(calls.step(.received(frames), at: time), at: time, &outputs)
        case .tick: take(calls.step(.tick, at: time), at: time, &outputs)
        }
        while !isUnderWay, let next = waiting.first {
            if let restUntil, restUntil > time.steadyMilliseconds { break }
            (isUnderWay, restUntil) = (true, nil)
            take(calls.step(.call(call(next)), at: time), at: time, &outputs)
        }
        return outputs
    }

    private func call(_ parcel: Parcel) -> Call {
        var call = Call(
            id: parcel.id, method: "ingest.v1/LogFacts", bodies: parcel.bodies,
            encoding: parcel.encoding, timeoutMilliseconds: OutboxMachine.callMilliseconds)
        call.allOrNothing = parcel.allOrNothing
        call.client = client
        return call
    }

    private mutating func take(
        _ news: [CallOutput], at time: Time, _ outputs: inout [OutboxOutput]
    ) {
        for output in news {
            switch output {
            case .send(let frames): outputs.append(.send(frames))
            case .ended(_, let end): finish(end, at: time, &outputs)
            }
        }
    }

    private mutating func finish(
        _ end: CallEnd, at time: Time, _ outputs: inout [OutboxOutput]
    ) {
        isUnderWay = false
        let parcel = waiting[0]
        switch end {
        case .unanswered, .declined: return
        case .tooLarge(let index): outputs.append(.setAside(parcel.id, .tooLarge(index)))
        case .answered(let envelope):
            if envelope.header.status == .failedPrecondition {
                restUntil = time.steadyMilliseconds + OutboxMachine.restMilliseconds
                return
            }
            outputs.append(OutboxMachine.reading(envelope, of: parcel))
        }
        waiting.removeFirst()
    }

    private static func reading(_ envelope: Envelope, of parcel: Parcel) -> OutboxOutput {
        guard envelope.header.status == .ok else {
            return .setAside(parcel.id, .declined(envelope.header))
        }
        guard let reply = try? envelope.body(LogFactsReply.self),
            reply.outcomes.count == parcel.bodies.count
        else { return .setAside(parcel.id, .notUnderstood) }
        return .settled(parcel.id, reply.outcomes)
    }
}
