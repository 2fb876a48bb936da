// SPDX-License-Identifier: Apache-2.0
//
// A request as every worker sees it, and the replies that every worker gives: Hello, Ping, Info,
// Stats, and the refusals of a message that can't be understood.
//
// Law: a message that is not ours gets an answer if a return path can be read, and nothing else; no
// byte of it reaches a rule.

public import Pipeline
public import Wire

/// A request with its return path.
public struct Request: Sendable {
    public var envelope: Envelope
    /// When it is too late to do it, on the steady clock.
    public var deadline: Int64

    /// The longest time that a client may give, and what is taken where it gives none.
    public static let timeoutMaximum: Int64 = 60_000
    public static let timeoutDefault: Int64 = 8_000

    public var header: Header { envelope.header }
    public var encoding: Encoding { envelope.encoding }

    /// The method, or an empty word.
    public var method: String { header.method ?? "" }

    /// Reads a message of a ROUTER socket.
    static func read(_ frames: [[UInt8]], at time: Time) -> Reading {
        do throws(WireError) {
            let envelope = try Envelope(frames: frames)
            let header = envelope.header
            let timeout = min(max(header.timeoutMs ?? timeoutDefault, 0), timeoutMaximum)
            let request = Request(
                envelope: envelope, deadline: time.steadyMilliseconds + timeout)
            if let kind = header.kind, kind != .request { return .unanswerable }
            if let version = header.version, version != 1 {
                return .refused(
                    request.refusal(
                        .unimplemented, "VERSION_UNKNOWN", "this side speaks version 1"))
            }
            return .request(request)
        } catch {
            return refusing(frames, error.finding)
        }
    }

    /// The answer to a message of which only the return path can be read.
    private static func refusing(_ frames: [[UInt8]], _ finding: Finding) -> Reading {
        guard let path = try? ReturnPath(of: frames), frames.count > path.frames.count else {
            return .unanswerable
        }
        let encoding = Encoding(ofHeader: frames[path.frames.count])
        let request = Request(
            envelope: Envelope(path: path, encoding: encoding, header: Header()), deadline: 0)
        return .refused(request.refusal(finding, of: "header"))
    }

    enum Reading {
        case request(Request)
        case refused([[UInt8]])
        case unanswerable
    }
}

extension Request {
    /// A reply without outcomes: a status, a reason that never changes, a sentence.
    func refusal(
        _ status: StatusCode, _ reason: String, _ message: String, retryAfterMs: Int64? = nil
    ) -> [[UInt8]] {
        var reply = replyHeader(status)
        reply.reason = reason
        reply.message = message
        reply.retryAfterMs = retryAfterMs
        return envelope.reply(header: reply)
    }

    /// A refusal of what the message says, with the path.
    func refusal(_ finding: Finding, of part: String) -> [[UInt8]] {
        var reply = replyHeader(.invalidArgument)
        reply.reason = "MALFORMED_MESSAGE"
        reply.message = "the \(part) can't be read: \(finding.detail)"
        reply.violations = [Violation(finding)]
        return envelope.reply(header: reply)
    }

    /// A reply with a body.
    func reply<Body: Record>(_ body: Body, position: LedgerPosition? = nil) -> [[UInt8]] {
        var header = replyHeader(.ok)
        header.position = position
        return envelope.reply(
            header: header, bodies: [WireCodec.encode(body, as: encoding)])
    }

    /// The request's only body, or the refusal.
    func body<Body: Record>(_ type: Body.Type) -> Result<Body, Refused> {
        guard envelope.bodies.count <= 1 else {
            return .failure(
                Refused(refusal(.invalidArgument, "MALFORMED_MESSAGE", "one body is expected")))
        }
        do throws(WireError) {
            return .success(try envelope.body(type))
        } catch {
            return .failure(Refused(refusal(error.finding, of: "body")))
        }
    }

    private func replyHeader(_ status: StatusCode) -> Header {
        var reply = Header()
        reply.version = 1
        reply.kind = .reply
        reply.method = header.method
        reply.requestId = header.requestId
        reply.status = status
        return reply
    }
}

/// The frames that say no.
struct Refused: Error {
    var frames: [[UInt8]]
    init(_ frames: [[UInt8]]) { self.frames = frames }
}

/// What a worker says of itself.
public struct ServiceCard: Sendable {
    /// `ingest` or `query`.
    public var service: String
    public var version: String
    public var methods: [String]
    public var principal: Principal?

    public init(service: String, version: String, methods: [String], principal: Principal? = nil) {
        self.service = service
        self.version = version
        self.methods = methods
        self.principal = principal
    }

    /// What every worker answers beside its own methods.
    static let systemMethods = ["sys.v1/Hello", "sys.v1/Ping", "sys.v1/Info", "sys.v1/Stats"]

    /// The answer to `Hello`, with the epoch of the journal served.
    func hello(epoch: String?) -> HelloReply {
        var reply = HelloReply()
        reply.service = service
        reply.version = version
        reply.epoch = epoch
        reply.methods = methods + ServiceCard.systemMethods
        return reply
    }
}

/// Numbers that a worker counts, in the order of their names.
struct Counters {
    private var values: [String: Int64] = [:]

    mutating func add(_ name: String, _ amount: Int = 1) {
        values[name, default: 0] += Int64(amount)
    }

    var reply: StatsReply {
        var reply = StatsReply()
        reply.counters = values.sorted { $0.key < $1.key }.map { name, value in
            var counter = Counter()
            counter.name = name
            counter.value = value
            return counter
        }
        return reply
    }
}
