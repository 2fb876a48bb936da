// SPDX-License-Identifier: Apache-2.0
//
// `ingest.v1/LogFacts`: each fact of the request is a body frame of its own, in the header's
// encoding; the reply has one outcome a fact, in the same order, and status OK whatever they are.

public import Pipeline

/// What became of a fact.
public enum OutcomeKind: String, NamedChoice {
    /// New and lawful; journaled at `position`.
    case created = "CREATED"
    /// Logged before with the same content; `position` is its first.
    case exists = "EXISTS"
    /// Logged before with other content; `fields` names all that differ.
    case conflict = "CONFLICT"
    /// A rule declines it; see `violations`.
    case refused = "REFUSED"
    /// The fact at `failedIndex` of an all-or-nothing batch failed.
    case notTaken = "NOT_TAKEN"
    /// Surely not journaled, for want of room: send it again.
    case notJournaled = "NOT_JOURNALED"
    /// Perhaps journaled: send the same id again.
    case unknown = "UNKNOWN"
}

/// The outcome of one fact.
public struct Outcome: Record {
    public var kind: OutcomeKind?
    /// The fact's id, when it could be read.
    public var id: FactID?
    /// Of created and exists, and of conflict where the other fact is journaled.
    public var position: Int64?
    /// Of refused.
    public var violations: [Violation] = []
    /// Of created.
    public var warnings: [Violation] = []
    /// Of conflict: paths of the fields that differ.
    public var fields: [String] = []
    /// Of not taken: the index of the fact that failed, from 0.
    public var failedIndex: Int64?

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.choice(1, "kind", &kind)
        visitor.coded(2, "id", &id)
        visitor.integer(3, "position", &position)
        visitor.records(4, "violations", &violations)
        visitor.records(5, "warnings", &warnings)
        visitor.texts(6, "fields", &fields)
        visitor.integer(7, "failedIndex", &failedIndex)
    }
}

/// One outcome a fact, in the order of the request.
public struct LogFactsReply: Record {
    public var outcomes: [Outcome] = []

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.records(1, "outcomes", &outcomes)
    }
}
