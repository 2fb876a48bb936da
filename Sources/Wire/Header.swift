// SPDX-License-Identifier: Apache-2.0
//
// The header of every message: what it is, which call it belongs to, how the call ended.
//
// Read leniently, so that versions can meet. Field 15 stays reserved for ever: its tag would begin
// with `{`, by which a JSON header is known.

public import Pipeline

/// What a message is.
public enum MessageKind: String, NamedChoice {
    case request = "REQUEST"
    case reply = "REPLY"
    case cancel = "CANCEL"
    case heartbeat = "HEARTBEAT"
    case welcome = "WELCOME"
    case event = "EVENT"
    case goodbye = "GOODBYE"
}

/// How a call ended: `OK` or one of the sixteen canonical codes. The number is not that of gRPC but
/// one more, since 0 means unset.
public enum StatusCode: String, NamedChoice {
    case ok = "OK"
    case cancelled = "CANCELLED"
    case unknown = "UNKNOWN"
    case invalidArgument = "INVALID_ARGUMENT"
    case deadlineExceeded = "DEADLINE_EXCEEDED"
    case notFound = "NOT_FOUND"
    case alreadyExists = "ALREADY_EXISTS"
    case permissionDenied = "PERMISSION_DENIED"
    case resourceExhausted = "RESOURCE_EXHAUSTED"
    case failedPrecondition = "FAILED_PRECONDITION"
    case aborted = "ABORTED"
    case outOfRange = "OUT_OF_RANGE"
    case unimplemented = "UNIMPLEMENTED"
    case `internal` = "INTERNAL"
    case unavailable = "UNAVAILABLE"
    case dataLoss = "DATA_LOSS"
    case unauthenticated = "UNAUTHENTICATED"
}

/// The header of a message.
public struct Header: Record {
    /// Of the protocol; 1.
    public var version: Int64?
    public var kind: MessageKind?
    /// As `ingest.v1/LogFacts`.
    public var method: String?
    /// Made once for a call and the same over all its retries.
    public var requestId: FactID?
    /// What is left of the caller's patience, relative, so that clocks need not agree.
    public var timeoutMs: Int64?
    /// Of a batch of facts: all or none.
    public var allOrNothing: Bool?
    /// Replies only.
    public var status: StatusCode?
    /// A stable word in UPPER_SNAKE, finer than the status.
    public var reason: String?
    /// A sentence for a person; may change.
    public var message: String?
    /// After how long a retry is worth while.
    public var retryAfterMs: Int64?
    public var violations: [Violation] = []
    /// Where the journal and the rollup are.
    public var position: LedgerPosition?
    /// W3C Trace Context, passed on as it is.
    public var traceparent: String?
    /// The program that calls, and its version.
    public var client: String?

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.integer(1, "version", &version)
        visitor.choice(2, "kind", &kind)
        visitor.text(3, "method", &method)
        visitor.coded(4, "requestId", &requestId)
        visitor.integer(5, "timeoutMs", &timeoutMs)
        visitor.flag(6, "allOrNothing", &allOrNothing)
        visitor.choice(7, "status", &status)
        visitor.text(8, "reason", &reason)
        visitor.text(9, "message", &message)
        visitor.integer(10, "retryAfterMs", &retryAfterMs)
        visitor.records(11, "violations", &violations)
        visitor.record(12, "position", &position)
        visitor.text(13, "traceparent", &traceparent)
        visitor.text(14, "client", &client)
    }
}

/// A rule that was broken, or a warning: the rule's wire code, the field's path, a sentence.
public struct Violation: Record {
    /// `Rule.rawValue`; a text, since a newer server knows more rules.
    public var rule: String?
    public var path: String?
    public var detail: String?
    /// The other fact that it is about, where there is one.
    public var position: Int64?

    public init() {}

    public init(_ finding: Finding) {
        rule = finding.rule.rawValue
        path = finding.path
        detail = finding.detail
        position = finding.position?.number
    }

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.text(1, "rule", &rule)
        visitor.text(2, "path", &path)
        visitor.text(3, "detail", &detail)
        visitor.integer(4, "position", &position)
    }
}

/// Where a ledger is: its epoch, the rollup's cursor, the journal's head.
public struct LedgerPosition: Record {
    public var epoch: String?
    public var cursor: Int64?
    public var head: Int64?

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.text(1, "epoch", &epoch)
        visitor.integer(2, "cursor", &cursor)
        visitor.integer(3, "head", &head)
    }
}
