// SPDX-License-Identifier: Apache-2.0
//
// The client's side of a call as a machine: send, wait, send again with the same id, until the
// deadline.
//
// Law: a call keeps its id and its bodies over all retries, so a worker can tell a repeat from a new
// call; what comes back for another call is passed over. A call that got no answer is sent again
// after 1 s, 2 s, 4 s, 8 s, 8 s …, a quarter more or less, so that clients cut off together do not
// come back together; one that was declined for now, after as long as the worker says. The jitter is
// a function of the id and the attempt: a machine has no generator.

public import Pipeline
public import Wire

/// What a client asks of a worker.
public struct Call: Sendable {
    public var id: FactID
    public var method: String
    public var bodies: [[UInt8]]
    public var encoding: Encoding
    public var allOrNothing = false
    /// How long the caller waits in all.
    public var timeoutMilliseconds: Int64
    /// The program that calls.
    public var client: String?

    /// A call.
    public init(
        id: FactID, method: String, bodies: [[UInt8]], encoding: Encoding,
        timeoutMilliseconds: Int64
    ) {
        self.id = id
        self.method = method
        self.bodies = bodies
        self.encoding = encoding
        self.timeoutMilliseconds = timeoutMilliseconds
    }

    /// The frames to send when so much of the caller's patience is left.
    fileprivate func frames(timeoutMilliseconds: Int64) -> [[UInt8]] {
        var header = Header()
        header.version = 1
        header.kind = .request
        header.method = method
        header.requestId = id
        header.timeoutMs = timeoutMilliseconds
        header.allOrNothing = allOrNothing ? true : nil
        header.client = client
        return Envelope(encoding: encoding, header: header, bodies: bodies).frames
    }
}

/// How a call ended.
public enum CallEnd: Sendable {
    /// A reply that more patience would not change; its status may be any but a transient one.
    case answered(Envelope)
    /// The deadline came, and this is what the worker last said. The same ids may be sent again.
    case declined(Header)
    /// The deadline came, and nothing else. The same ids may be sent again.
    case unanswered
    /// The body at that index can't be sent: a worker drops the connection of who sends it.
    case tooLarge(Int)
}

/// What happens to a client's calls.
public enum CallInput: Sendable {
    case call(Call)
    case received([[UInt8]])
    case tick
}

/// What a client's calls want done.
public enum CallOutput: Sendable {
    case send([[UInt8]])
    case ended(FactID, CallEnd)
}

/// The calls of one connection.
public struct CallMachine {
    /// The largest frame that a worker takes.
    public static let frameBytesMax = 4 << 20
    static let firstWait: Int64 = 1_000
    static let longestWait: Int64 = 8_000
    /// How long to rest after a worker declined and did not say, and the range that it may say.
    static let usualRest: Int64 = 500
    static let restRange: ClosedRange<Int64> = 10...8_000

    private struct Open {
        var call: Call
        var deadline: Int64
        var sendAt: Int64
        var attempts = 0
        var lastDeclined: Header?

        /// How long to wait for an answer to the last attempt.
        var wait: Int64 {
            let base = min(longestWait, firstWait << Int64(min(attempts - 1, 16)))
            let word = (call.id.high ^ call.id.low &+ UInt64(attempts)) &* 0x9E37_79B9_7F4A_7C15
            return base - base / 4 + Int64((word >> 33) % UInt64(base / 2 + 1))
        }

        /// How it ends when the deadline comes.
        var end: CallEnd { lastDeclined.map(CallEnd.declined) ?? .unanswered }
    }

    /// In the order in which they were made.
    private var open: [Open] = []

    public init() {}

    /// When a tick is due on the steady clock; nil while nothing is open.
    public var wakeAt: Int64? { open.map { min($0.sendAt, $0.deadline) }.min() }

    /// Takes one input and says what is to be done, in order.
    public mutating func step(_ input: CallInput, at time: Time) -> [CallOutput] {
        let now = time.steadyMilliseconds
        switch input {
        case .call(let call):
            if let index = call.bodies.firstIndex(where: { $0.count > Self.frameBytesMax }) {
                return [.ended(call.id, .tooLarge(index))]
            }
            open.append(Open(call: call, deadline: now + call.timeoutMilliseconds, sendAt: now))
            return tick(now)
        case .received(let frames): return receive(frames, now)
        case .tick: return tick(now)
        }
    }

    private mutating func tick(_ now: Int64) -> [CallOutput] {
        var outputs: [CallOutput] = []
        for index in open.indices where open[index].sendAt <= now && open[index].deadline > now {
            let left = open[index].deadline - now
            outputs.append(.send(open[index].call.frames(timeoutMilliseconds: left)))
            open[index].attempts += 1
            open[index].sendAt = now + open[index].wait
        }
        for late in open where late.deadline <= now {
            outputs.append(.ended(late.call.id, late.end))
        }
        open.removeAll { $0.deadline <= now }
        return outputs
    }

    private mutating func receive(_ frames: [[UInt8]], _ now: Int64) -> [CallOutput] {
        guard let envelope = try? Envelope(frames: frames),
            let index = open.firstIndex(where: { $0.call.id == envelope.header.requestId })
        else { return tick(now) }
        if envelope.header.isTransient {
            open[index].lastDeclined = envelope.header
            open[index].sendAt = now + envelope.header.rest
            return tick(now)
        }
        return [.ended(open.remove(at: index).call.id, .answered(envelope))] + tick(now)
    }
}

extension Header {
    /// Whether the same call may succeed when it is sent again.
    fileprivate var isTransient: Bool {
        status == .unavailable || status == .resourceExhausted
            || (status == .deadlineExceeded && reason == "DEADLINE_EXCEEDED")
    }

    fileprivate var rest: Int64 {
        let range = CallMachine.restRange
        return min(max(retryAfterMs ?? CallMachine.usualRest, range.lowerBound), range.upperBound)
    }
}
