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
        let bodies = facts.map { WireCodec.encode($0, as: encoding) }
        var call = request("ingest.v1/LogFacts", bodies, within: limit)
        call.allOrNothing = allOrNothing
        return try reply(exchange(call), LogFactsReply.self).outcomes
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
    /// Runs one call to its end.
    private func exchange(_ call: Call) throws(ClientError) -> Envelope {
        var machine = CallMachine()
        var unsent: [[UInt8]]?
        var news = machine.step(.call(call), at: clock.now)
        while true {
            for output in news {
                switch output {
                case .send(let frames): unsent = frames
                case .ended(_, let end): return try answer(end)
                }
            }
            let received = try turn(&unsent, until: machine.wakeAt ?? 0)
            news = machine.step(received.map(CallInput.received) ?? .tick, at: clock.now)
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
        do throws(ZeroMQError) {
            if let frames = unsent {
                let outcome = try socket.send(
                    Message(frames: frames), within: clock.left(until: wakeAt))
                guard outcome == .sent else { return nil }
                unsent = nil
            }
            return try socket.receive(within: clock.left(until: wakeAt))?.frames
        } catch  where error.code == .messageCutShort {
            unsent = nil
            return nil
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
