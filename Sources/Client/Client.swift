// SPDX-License-Identifier: Apache-2.0
//
// A client of the message API: asks, waits, asks again with the same ids, until its deadline.
//
// Law: a request keeps its id over all retries, and so do its facts; what comes back for another
// request is passed over. Retries wait 1 s, 2 s, 4 s, 8 s …, or as long as the worker says.

public import Pipeline
public import Wire
public import ZeroMQ

/// Why a call has no answer.
public enum ClientError: Error, Sendable, Equatable {
    /// Nothing came within the deadline. The same ids may be sent again.
    case noAnswer(endpoint: String)
    /// The worker declined the call.
    case declined(Header)
    /// What came is not an answer of this protocol.
    case notUnderstood(String)
    case connection(ZeroMQError)
}

/// A connection to one worker. It belongs to the thread that made it.
public struct Client: ~Copyable {
    private let socket: Socket<Dealer>
    private let endpoint: String
    private let name: String
    /// The encoding of requests, and so of replies.
    public var encoding = Encoding.protobuf

    /// Connects; the worker need not be there yet.
    public init(_ endpoint: String, context: Context, name: String) throws(ClientError) {
        self.endpoint = endpoint
        self.name = name
        socket = try Client.open(endpoint, context: context)
    }

    private static func open(
        _ endpoint: String, context: Context
    ) throws(ClientError) -> Socket<Dealer> {
        do throws(ZeroMQError) {
            let socket = try Socket<Dealer>(context, label: "client") {
                $0.lingerMilliseconds = 0
                $0.reconnectMilliseconds = 20...500
            }
            try socket.connect(endpoint)
            return socket
        } catch {
            throw .connection(error)
        }
    }

    /// Calls a method with a body and waits for the reply.
    public func call<Body: Record, Reply: Record>(
        _ method: String, _ body: Body, as type: Reply.Type, within limit: Duration = .seconds(8)
    ) throws(ClientError) -> Reply {
        let answer = try exchange(
            request(method), [WireCodec.encode(body, as: encoding)], within: limit)
        return try reply(answer, type)
    }

    /// Logs facts, each a frame of its own.
    ///
    /// - Returns: an outcome each, in the order of the facts.
    public func log(
        _ facts: [Fact], allOrNothing: Bool = false, within limit: Duration = .seconds(30)
    ) throws(ClientError) -> [Outcome] {
        var header = request("ingest.v1/LogFacts")
        if allOrNothing { header.allOrNothing = true }
        let bodies = facts.map { WireCodec.encode($0, as: encoding) }
        return try reply(exchange(header, bodies, within: limit), LogFactsReply.self).outcomes
    }

    private func request(_ method: String) -> Header {
        var header = Header()
        header.version = 1
        header.kind = .request
        header.method = method
        header.requestId = FactID(high: .random(in: .min ... .max), low: .random(in: .min ... .max))
        header.client = name
        return header
    }

    private func reply<Reply: Record>(
        _ envelope: Envelope, _ type: Reply.Type
    ) throws(ClientError) -> Reply {
        guard envelope.header.status == .ok else { throw .declined(envelope.header) }
        do throws(WireError) {
            return try envelope.body(type)
        } catch {
            throw .notUnderstood(error.finding.detail)
        }
    }
}

extension Client {
    private func exchange(
        _ header: Header, _ bodies: [[UInt8]], within limit: Duration
    ) throws(ClientError) -> Envelope {
        let deadline = ContinuousClock.now + limit
        var wait = Duration.seconds(1)
        var last: Header?
        while true {
            let left = deadline - .now
            guard left > .zero else { break }
            var header = header
            header.timeoutMs = left.milliseconds
            let message = Message(
                frames: Envelope(encoding: encoding, header: header, bodies: bodies).frames)
            let round = min(left, max(wait, .seconds(1)))
            if let answer = try send(message, for: header, within: round) {
                guard answer.header.isTransient else { return answer }
                last = answer.header
                try pause(min(answer.header.retryPause, deadline - .now))
            }
            wait = min(wait * 2, .seconds(8))
        }
        if let last { throw .declined(last) }
        throw .noAnswer(endpoint: endpoint)
    }

    /// Sends once and waits; nil when no answer came in this round.
    private func send(
        _ message: Message, for header: Header, within round: Duration
    ) throws(ClientError) -> Envelope? {
        let deadline = ContinuousClock.now + round
        do throws(ZeroMQError) {
            guard try socket.send(message, within: round) == .sent else { return nil }
            while true {
                let left = deadline - .now
                guard left > .zero, let answer = try socket.receive(within: left) else {
                    return nil
                }
                if let envelope = try? Envelope(frames: answer.frames),
                    envelope.header.requestId == header.requestId
                {
                    return envelope
                }
            }
        } catch {
            throw .connection(error)
        }
    }

    private func pause(_ duration: Duration) throws(ClientError) {
        guard duration > .zero else { return }
        do throws(ZeroMQError) {
            _ = try socket.receive(within: duration)
        } catch {
            throw .connection(error)
        }
    }
}

extension Header {
    /// Whether the same call may succeed when it is sent again.
    fileprivate var isTransient: Bool {
        status == .unavailable || status == .resourceExhausted
            || (status == .deadlineExceeded && reason == "DEADLINE_EXCEEDED")
    }

    fileprivate var retryPause: Duration { .milliseconds(min(max(retryAfterMs ?? 500, 10), 8_000)) }
}

extension Duration {
    var milliseconds: Int64 {
        components.seconds * 1_000 + components.attoseconds / 1_000_000_000_000_000
    }
}
