// SPDX-License-Identifier: Apache-2.0
//
// `query.v1/ReviewQueue`: what waits for a reviewer, and what was sent back to its unit.

public import Pipeline
public import Rollup

/// Asks what waits; every filter that is set must hold.
public struct ReviewQueueRequest: Record {
    /// Projects credited to this unit or one below it.
    public var unit: UnitCode?
    public var kind: ReviewKind?
    /// The page after this project.
    public var afterProject: ProjectID?
    /// At most so many; the server may give fewer.
    public var max: Int64?
    /// Read your own write.
    public var atLeastPosition: Int64?
    /// Unset, today.
    public var asOf: CivilDay?
    public var knownAt: KnownAtChoice?
    /// Within `afterProject`, the page after this claim.
    public var afterClaim: FactID?

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.coded(1, "unit", &unit)
        visitor.choice(2, "kind", &kind)
        visitor.coded(3, "afterProject", &afterProject)
        visitor.integer(4, "max", &max)
        visitor.integer(5, "atLeastPosition", &atLeastPosition)
        visitor.coded(6, "asOf", &asOf)
        visitor.record(7, "knownAt", &knownAt)
        visitor.coded(8, "afterClaim", &afterClaim)
    }
}

/// A page, in the order of the projects' keys.
public struct ReviewQueueReply: Record {
    public var asOf: CivilDay?
    public var items: [ReviewItemMessage] = []
    /// The `afterProject` of the next page; unset on the last.
    public var next: ProjectID?
    public var freshness: Freshness?
    public var knownAt: KnownAt?
    /// The `afterClaim` of the next page, where it goes on within the project.
    public var nextClaim: FactID?

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.coded(1, "asOf", &asOf)
        visitor.records(2, "items", &items)
        visitor.coded(3, "next", &next)
        visitor.record(4, "freshness", &freshness)
        visitor.record(5, "knownAt", &knownAt)
        visitor.coded(6, "nextClaim", &nextClaim)
    }
}

/// One thing that waits.
public struct ReviewItemMessage: Record {
    public var kind: ReviewKind?
    public var project: ProjectID?
    public var projectName: String?
    public var unit: UnitCode?
    public var unitName: String?
    /// The day of the contract, or of the arrival.
    public var since: CivilDay?
    /// From that day, or from the one on which it was sent back, to the day asked.
    public var waitingDays: Int64?
    /// The arrival by the id under which it is verified or sent back.
    public var claim: FactID?
    /// Of the arrival as claimed, or the total investment; fen of CNY.
    public var amountFen: Int64?
    /// Fields without which the project can't be stored.
    public var lacks: [String] = []
    /// When a reviewer sent it back; set, it waits for the unit.
    public var returnedOn: CivilDay?
    /// Why it was sent back.
    public var reason: String?

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.choice(1, "kind", &kind)
        visitor.coded(2, "project", &project)
        visitor.text(3, "projectName", &projectName)
        visitor.coded(4, "unit", &unit)
        visitor.text(5, "unitName", &unitName)
        visitor.coded(6, "since", &since)
        visitor.integer(7, "waitingDays", &waitingDays)
        visitor.coded(8, "claim", &claim)
        visitor.integer(9, "amountFen", &amountFen)
        visitor.texts(10, "lacks", &lacks)
        visitor.coded(11, "returnedOn", &returnedOn)
        visitor.text(12, "reason", &reason)
    }
}
