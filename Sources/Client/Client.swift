// SPDX-License-Identifier: Apache-2.0
//
// A client of the message API: asks, waits, asks again with the same ids, until its deadline.
//
// Law: when to send and when to give up is decided by the machines of `Workers`; here are only the
// socket, the clock and the types. What a machine wants sent waits for a connection, and is replaced
// by what it wants sent next; a message that is cut short when the worker dies counts as lost, and
// the machine sends it again.

public import Pipeline
public import Wire
import Workers
public import ZeroMQ

/// A connection to one worker. It belongs to the thread that made it.
public struct Client: ~Copyable {
    private let socket: Socket<Dealer>
    private let endpoint: String
    let name: String
    let clock = SteadyClock()
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
        let bodies = [WireCodec.encode(body, as: encoding)]
        return try reply(exchange(request(method, bodies, within: limit)), type)
    }

    /// Logs facts, each a frame of its own.
    ///
    /// - Returns: an outcome each, in the order of the facts.
    public func log(
        _ facts: [Fact], allOrNothing: Bool = false, within limit: Duration = .seconds(30)
    ) throws(ClientError) -> [Outcome] {
        var call = logging(facts, within: limit)
        call.allOrNothing = allOrNothing
        return try reply(exchange(call), LogFactsReply.self).outcomes
    }

    /// Logs batches in their order: each is sent once the one before it is answered, and put into bytes while
    /// that one is on its way.
    ///
    /// Throws as `log` does; then no later batch was sent.
    ///
    /// - Parameters:
    ///   - limit: for each, from when it is sent.
    ///   - take: the facts of each batch and an outcome each, while the next is on its way.
    public func log(
        inOrder batches: some Sequence<[Fact]>, within limit: Duration = .seconds(30),
        _ take: ([Fact], [Outcome]) -> Void
    ) throws(ClientError) {
        var underWay: (facts: [Fact], exchange: Exchange)?
        var rest = batches.makeIterator()
        while true {
            let next = rest.next().map { ($0, logging($0, within: limit)) }
            var answered: (facts: [Fact], outcomes: [Outcome])?
            if let (facts, exchange) = underWay {
                answered = (facts, try reply(end(exchange), LogFactsReply.self).outcomes)
                underWay = nil
            }
            var failure: ClientError?
            if let (facts, call) = next {
                do throws(ClientError) {
                    underWay = (facts, try begin(call))
                } catch {
                    failure = error
                }
            }
            // What was answered is told, whatever becomes of the next.
            if let (facts, outcomes) = answered { take(facts, outcomes) }
            if let failure { throw failure }
            if underWay == nil { return }
        }
    }

    private func logging(_ facts: [Fact], within limit: Duration) -> Call {
        let bodies = facts.map { WireCodec.encode($0, as: encoding) }
        return request("ingest.v1/LogFacts", bodies, within: limit)
    }

    private func request(_ method: String, _ bodies: [[UInt8]], within limit: Duration) -> Call {
        var call = Call(
            id: .random(), method: method, bodies: bodies, encoding: encoding,
            timeoutMilliseconds: limit.milliseconds)
        call.client = name
        return call
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
    /// A call on its way.
    private struct Exchange {
        var machine = CallMachine()
        var unsent: [[UInt8]]?
        var end: CallEnd?

        mutating func take(_ news: [CallOutput]) {
            for output in news {
                switch output {
                case .send(let frames): unsent = frames
                case .ended(_, let end): self.end = end
                }
            }
        }
    }

    /// Runs one call to its end.
    private func exchange(_ call: Call) throws(ClientError) -> Envelope {
        try end(begin(call))
    }

    /// Sends a call, where there is a connection.
    private func begin(_ call: Call) throws(ClientError) -> Exchange {
        var exchange = Exchange()
        exchange.take(exchange.machine.step(.call(call), at: clock.now))
        try send(&exchange.unsent, within: .zero)
        return exchange
    }

    private func end(_ begun: Exchange) throws(ClientError) -> Envelope {
        var exchange = begun
        while true {
            if let end = exchange.end { return try answer(end) }
            let received = try turn(&exchange.unsent, until: exchange.machine.wakeAt ?? 0)
            let input = received.map(CallInput.received) ?? .tick
            exchange.take(exchange.machine.step(input, at: clock.now))
        }
    }

    private func answer(_ end: CallEnd) throws(ClientError) -> Envelope {
        switch end {
        case .answered(let envelope): return envelope
        case .declined(let header): throw .declined(header)
        case .unanswered: throw .noAnswer(endpoint: endpoint)
        case .tooLarge(let index): throw .tooLarge(index: index)
        }
    }

    /// Sends what is unsent once there is a connection, then waits for a message.
    ///
    /// - Parameter wakeAt: until when, on the client's steady clock.
    /// - Returns: nil once that moment has passed.
    func turn(
        _ unsent: inout [[UInt8]]?, until wakeAt: Int64
    ) throws(ClientError) -> [[UInt8]]? {
        try send(&unsent, within: clock.left(until: wakeAt))
        guard unsent == nil else { return nil }
        do throws(ZeroMQError) {
            return try socket.receive(within: clock.left(until: wakeAt))?.frames
        } catch  where error.code == .messageCutShort {
            return nil
        } catch {
            throw .connection(error)
        }
    }

    /// Sends what is unsent; it stays so while there is no connection.
    private func send(_ unsent: inout [[UInt8]]?, within limit: Duration) throws(ClientError) {
        guard let frames = unsent else { return }
        do throws(ZeroMQError) {
            if try socket.send(Message(frames: frames), within: limit) == .sent { unsent = nil }
        } catch  where error.code == .messageCutShort {
            unsent = nil
        } catch {
            throw .connection(error)
        }
    }
}

extension FactID {
    /// 128 random bits.
    static func random() -> FactID {
        FactID(high: .random(in: .min ... .max), low: .random(in: .min ... .max))
    }
}
