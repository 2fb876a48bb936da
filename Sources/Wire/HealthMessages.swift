// SPDX-License-Identifier: Apache-2.0
//
// `query.v1/Health`: the health tests that projects fail, each with the facts behind it.

public import Pipeline
public import Rollup

/// Asks which projects fail which test.
public struct HealthRequest: Record {
    /// Credited to this unit or one below it; unset, all.
    public var unit: UnitCode?
    /// Unset, the default of the ledger; the answer says which day it was.
    public var asOf: CivilDay?
    /// As known then; unset, now.
    public var knownAt: KnownAtChoice?
    /// As `SIGNED_NOT_STARTED`; none, all.
    public var tests: [String] = []
    /// The page after this project.
    public var afterProject: ProjectID?
    /// Of at most so many projects; the server may give fewer.
    public var max: Int64?
    /// Read your own write.
    public var atLeastPosition: Int64?
    public var language: LanguageChoice?

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.coded(1, "unit", &unit)
        visitor.coded(2, "asOf", &asOf)
        visitor.record(3, "knownAt", &knownAt)
        visitor.texts(4, "tests", &tests)
        visitor.coded(5, "afterProject", &afterProject)
        visitor.integer(6, "max", &max)
        visitor.integer(7, "atLeastPosition", &atLeastPosition)
        visitor.choice(8, "language", &language)
    }
}

/// Findings in the order of the projects' keys, those of one project in the order of the tests.
public struct HealthReply: Record {
    public var asOf: CivilDay?
    public var findings: [HealthMessage] = []
    /// The `afterProject` of the next page, which may be empty; unset on the last.
    public var next: ProjectID?
    public var limits: HealthLimitsMessage?
    /// The knowledge that it rests on; the next page is asked with it.
    public var knownAt: KnownAt?
    public var freshness: Freshness?

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.coded(1, "asOf", &asOf)
        visitor.records(2, "findings", &findings)
        visitor.coded(3, "next", &next)
        visitor.record(4, "limits", &limits)
        visitor.record(5, "knownAt", &knownAt)
        visitor.record(6, "freshness", &freshness)
    }
}

/// A test that a project fails.
public struct HealthMessage: Record {
    public var project: ProjectMessage?
    public var test: HealthTest?
    /// The day from which the time is counted.
    public var from: CivilDay?
    /// The last day that was in time.
    public var lastDay: CivilDay?
    /// The first day of those, up to the day asked, on all of which it fails.
    public var since: CivilDay?
    /// From `since` to the day asked, both counted.
    public var days: Int64?
    /// The numbers in a sentence.
    public var text: String?
    /// On which it rests, milestones before money, the newest money first: up to twenty.
    public var facts: [FactReferenceMessage] = []
    /// How many there are.
    public var factCount: Int64?

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.record(1, "project", &project)
        visitor.choice(2, "test", &test)
        visitor.coded(3, "from", &from)
        visitor.coded(4, "lastDay", &lastDay)
        visitor.coded(5, "since", &since)
        visitor.integer(6, "days", &days)
        visitor.text(7, "text", &text)
        visitor.records(8, "facts", &facts)
        visitor.integer(9, "factCount", &factCount)
    }
}

/// What the tests allow.
public struct HealthLimitsMessage: Record {
    public var startMonths: Int64?
    public var capitalMonths: Int64?
    public var lowCapitalMonths: Int64?
    public var lowCapitalBasisPoints: Int64?
    public var stepBasisPoints: Int64?
    public var negotiatingDays: Int64?
    public var signedDays: Int64?

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.integer(1, "startMonths", &startMonths)
        visitor.integer(2, "capitalMonths", &capitalMonths)
        visitor.integer(3, "lowCapitalMonths", &lowCapitalMonths)
        visitor.integer(4, "lowCapitalBasisPoints", &lowCapitalBasisPoints)
        visitor.integer(5, "stepBasisPoints", &stepBasisPoints)
        visitor.integer(6, "negotiatingDays", &negotiatingDays)
        visitor.integer(7, "signedDays", &signedDays)
    }
}

/// A fact in force, as it can be asked for.
public struct FactReferenceMessage: Record {
    /// Of the link that says it: a correction's own, where there is one.
    public var position: Int64?
    public var subject: Subject?
    /// Its name, as `capitalArrived`.
    public var kind: String?
    public var effectiveOn: CivilDay?
    /// Microseconds since 1970-01-01T00:00:00Z.
    public var recordedAt: Int64?

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.integer(1, "position", &position)
        visitor.coded(2, "subject", &subject)
        visitor.text(3, "kind", &kind)
        visitor.coded(4, "effectiveOn", &effectiveOn)
        visitor.integer(5, "recordedAt", &recordedAt)
    }
}
