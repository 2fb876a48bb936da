// SPDX-License-Identifier: Apache-2.0
//
// `query.v1/Projects` and `query.v1/Project`: lists of projects in pages by key, and one project
// with its whole history.

public import Pipeline
public import Rollup

/// Asks for projects; every filter that is set must hold.
public struct ProjectsRequest: Record {
    /// As `STORED`; the stages are the rollup's.
    public var stage: Stage?
    /// Credited to this unit or one below it.
    public var unit: UnitCode?
    /// The code or one below it: `C` finds `C3974`.
    public var industry: String?
    /// The first day of the stage's milestone.
    public var from: CivilDay?
    /// The last day of the stage's milestone.
    public var to: CivilDay?
    /// A part of the name, the investor or the key.
    public var text: String?
    /// The page after this project.
    public var afterProject: ProjectID?
    /// At most so many; the server may give fewer.
    public var max: Int64?
    /// Read your own write.
    public var atLeastPosition: Int64?
    /// As of this day; unset, by every day that is known.
    public var asOf: CivilDay?
    /// As known then; unset, now.
    public var knownAt: KnownAtChoice?

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.choice(1, "stage", &stage)
        visitor.coded(2, "unit", &unit)
        visitor.text(3, "industry", &industry)
        visitor.coded(4, "from", &from)
        visitor.coded(5, "to", &to)
        visitor.text(6, "text", &text)
        visitor.coded(7, "afterProject", &afterProject)
        visitor.integer(8, "max", &max)
        visitor.integer(9, "atLeastPosition", &atLeastPosition)
        visitor.coded(10, "asOf", &asOf)
        visitor.record(11, "knownAt", &knownAt)
    }
}

/// A page of projects by key.
public struct ProjectsReply: Record {
    public var projects: [ProjectMessage] = []
    /// The `afterProject` of the next page; unset on the last.
    public var next: ProjectID?
    public var freshness: Freshness?
    /// The knowledge that it rests on; the next page is asked with it.
    public var knownAt: KnownAt?

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.records(1, "projects", &projects)
        visitor.coded(2, "next", &next)
        visitor.record(3, "freshness", &freshness)
        visitor.record(4, "knownAt", &knownAt)
    }
}

/// A project by all that is known of it, or as the question's clocks say.
public struct ProjectMessage: Record {
    public var project: ProjectID?
    public var name: String?
    /// As `STORED`; the stages are the rollup's.
    public var stage: Stage?
    /// The unit credited.
    public var unit: UnitCode?
    public var unitName: String?
    public var investor: String?
    public var investorCode: CreditCode?
    public var origin: Origin?
    public var industry: IndustryCode?
    public var ownership: Ownership?
    public var totalInvestment: Money?
    /// The contract's day.
    public var signedOn: CivilDay?
    public var storedOn: CivilDay?
    public var startedOn: CivilDay?
    public var operationalOn: CivilDay?
    /// Terminated or withdrawn.
    public var closedOn: CivilDay?
    /// Capital in place, fen in decimal digits.
    public var capitalFen: String?
    public var leadOn: CivilDay?
    public var negotiatingOn: CivilDay?
    /// The contract fulfilled.
    public var fulfilledOn: CivilDay?
    /// Entered in the statistics bureau's library.
    public var inStatisticsOn: CivilDay?
    public var atCapacityOn: CivilDay?
    /// While it is suspended: since when.
    public var suspendedOn: CivilDay?
    /// Construction progress last reported, in basis points.
    public var progressBasisPoints: Int64?
    /// The project that it is a duplicate of; it counts there.
    public var duplicateOf: ProjectID?

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.coded(1, "project", &project)
        visitor.text(2, "name", &name)
        visitor.choice(3, "stage", &stage)
        visitor.coded(4, "unit", &unit)
        visitor.text(5, "unitName", &unitName)
        visitor.text(6, "investor", &investor)
        visitor.coded(7, "investorCode", &investorCode)
        visitor.coded(8, "origin", &origin)
        visitor.coded(9, "industry", &industry)
        visitor.choice(10, "ownership", &ownership)
        visitor.record(11, "totalInvestment", &totalInvestment)
        visitor.coded(12, "signedOn", &signedOn)
        visitor.coded(13, "storedOn", &storedOn)
        visitor.coded(14, "startedOn", &startedOn)
        visitor.coded(15, "operationalOn", &operationalOn)
        visitor.coded(16, "closedOn", &closedOn)
        visitor.text(17, "capitalFen", &capitalFen)
        visitor.coded(18, "leadOn", &leadOn)
        visitor.coded(19, "negotiatingOn", &negotiatingOn)
        visitor.coded(20, "fulfilledOn", &fulfilledOn)
        visitor.coded(21, "inStatisticsOn", &inStatisticsOn)
        visitor.coded(22, "atCapacityOn", &atCapacityOn)
        visitor.coded(23, "suspendedOn", &suspendedOn)
        visitor.integer(24, "progressBasisPoints", &progressBasisPoints)
        visitor.coded(25, "duplicateOf", &duplicateOf)
    }
}

/// Asks for one project.
public struct ProjectRequest: Record {
    public var project: ProjectID?
    /// Read your own write.
    public var atLeastPosition: Int64?
    /// As of this day; unset, by every day that is known.
    public var asOf: CivilDay?
    /// As known then; unset, now.
    public var knownAt: KnownAtChoice?

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.coded(1, "project", &project)
        visitor.integer(2, "atLeastPosition", &atLeastPosition)
        visitor.coded(3, "asOf", &asOf)
        visitor.record(4, "knownAt", &knownAt)
    }
}

/// A project and its facts in the order of the journal.
public struct ProjectReply: Record {
    public var project: ProjectMessage?
    public var history: [HistoryMessage] = []
    public var freshness: Freshness?
    /// By name: every other column of the office's ledger.
    public var details: [Detail] = []
    /// Who answers for it, by the last word by day.
    public var owner: OwnerAssigned?
    /// The knowledge that it rests on.
    public var knownAt: KnownAt?

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.record(1, "project", &project)
        visitor.records(2, "history", &history)
        visitor.record(3, "freshness", &freshness)
        visitor.records(4, "details", &details)
        visitor.record(5, "owner", &owner)
        visitor.record(6, "knownAt", &knownAt)
    }
}

/// A fact with the server's stamps and the warnings it was taken with.
public struct HistoryMessage: Record {
    public var position: Int64?
    /// Microseconds since 1970-01-01T00:00:00Z.
    public var recordedAt: Int64?
    /// `Principal.text`.
    public var principal: String?
    public var fact: Fact?
    public var warnings: [Violation] = []

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.integer(1, "position", &position)
        visitor.integer(2, "recordedAt", &recordedAt)
        visitor.text(3, "principal", &principal)
        visitor.record(4, "fact", &fact)
        visitor.records(5, "warnings", &warnings)
    }
}
