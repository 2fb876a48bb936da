// SPDX-License-Identifier: Apache-2.0
//
// A fact: one change, as a client states it. Appended, never altered.
//
// Every scalar is optional, because missing and zero are never the same; which of them a kind needs
// is a rule of admission, not of the type. Two facts have the same content when all client fields
// but `source` are equal.

/// One fact as the client gives it.
public struct Fact: Hashable, Sendable {
    /// Made once by the client and kept for all retries.
    public var id: FactID?
    /// The project, unit or single entity that the fact speaks of. Tasks, entity counts and indicators are named by
    /// their key fields instead, and leave it unset.
    public var subject: String?
    /// The unit that reports.
    public var unit: UnitCode?
    /// The civil day on which it was true.
    public var effectiveOn: CivilDay?
    /// Where the client has it from; no part of the content.
    public var source: Source?
    public var evidence: [Evidence] = []
    public var note: String?
    /// Why it comes after a period that it changes was closed; unset while that is open.
    public var lateReason: String?
    public var content: Content?

    public init() {}
}

/// Where a client has a fact from: a form, or a row of an imported file, and the system.
public struct Source: Hashable, Sendable {
    public var form: String?
    public var file: String?
    /// The row of the file, from 1, headings counted.
    public var row: Int64?
    public var system: String?

    public init() {}
}

/// A document that vouches for a fact: its kind, its number, the SHA-256 of its bytes.
public struct Evidence: Hashable, Sendable {
    public var kind: String?
    public var number: String?
    public var sha256: DigestText?

    public init() {}
}

/// A fact with the server's stamps.
public struct LoggedFact: Hashable, Sendable {
    public var position: Position
    public var recordedAt: Moment
    public var principal: Principal
    public var fact: Fact

    public init(position: Position, recordedAt: Moment, principal: Principal, fact: Fact) {
        self.position = position
        self.recordedAt = recordedAt
        self.principal = principal
        self.fact = fact
    }
}
