// SPDX-License-Identifier: Apache-2.0
//
// `query.v1/Padding`: signs of padding, each with its numbers, its limits and the facts behind it.

public import Pipeline
public import Rollup

/// Asks for the signs of padding of a unit's year so far.
public struct PaddingRequest: Record {
    /// With those directly below it; not needed where the tree has one root.
    public var unit: UnitCode?
    /// Unset, the default of the ledger; the answer says which day it was.
    public var asOf: CivilDay?
    /// As known then; unset, now.
    public var knownAt: KnownAtChoice?
    /// As `ROUND_NUMBERS`; none, all.
    public var signs: [String] = []
    /// The page after so many findings.
    public var after: Int64?
    /// At most so many; the server may give fewer.
    public var max: Int64?
    /// Read your own write.
    public var atLeastPosition: Int64?
    public var language: LanguageChoice?

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.coded(1, "unit", &unit)
        visitor.coded(2, "asOf", &asOf)
        visitor.record(3, "knownAt", &knownAt)
        visitor.texts(4, "signs", &signs)
        visitor.integer(5, "after", &after)
        visitor.integer(6, "max", &max)
        visitor.integer(7, "atLeastPosition", &atLeastPosition)
        visitor.choice(8, "language", &language)
    }
}

/// What was found of units, the one asked first; then of projects and of pairs, by their keys.
public struct PaddingReply: Record {
    public var asOf: CivilDay?
    public var findings: [PaddingMessage] = []
    /// Of all pages.
    public var total: Int64?
    /// The `after` of the next page; unset on the last.
    public var next: Int64?
    public var limits: PaddingLimitsMessage?
    /// The knowledge that it rests on; the next page is asked with it.
    public var knownAt: KnownAt?
    public var freshness: Freshness?

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.coded(1, "asOf", &asOf)
        visitor.records(2, "findings", &findings)
        visitor.integer(3, "total", &total)
        visitor.integer(4, "next", &next)
        visitor.record(5, "limits", &limits)
        visitor.record(6, "knownAt", &knownAt)
        visitor.record(7, "freshness", &freshness)
    }
}

/// A sign; which numbers it has stands in docs/HEALTH.md.
public struct PaddingMessage: Record {
    public var sign: PaddingSign?
    /// It is about, or credited with the project.
    public var unit: UnitCode?
    public var unitName: String?
    public var project: ProjectMessage?
    /// Of a pair.
    public var other: ProjectMessage?
    public var measure: Measure?
    public var issuer: String?
    public var grade: TaskGrade?
    /// The days looked at.
    public var from: CivilDay?
    public var to: CivilDay?
    public var count: Int64?
    /// Of so many.
    public var of: Int64?
    /// Whole numbers in decimal.
    public var amountFen: String?
    public var ofFen: String?
    public var days: Int64?
    /// The numbers in a sentence.
    public var text: String?
    /// Behind it: up to twenty.
    public var facts: [FactReferenceMessage] = []
    /// How many there are.
    public var factCount: Int64?

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.choice(1, "sign", &sign)
        visitor.coded(2, "unit", &unit)
        visitor.text(3, "unitName", &unitName)
        visitor.record(4, "project", &project)
        visitor.record(5, "other", &other)
        visitor.coded(6, "measure", &measure)
        visitor.text(7, "issuer", &issuer)
        visitor.choice(8, "grade", &grade)
        visitor.coded(9, "from", &from)
        visitor.coded(10, "to", &to)
        visitor.integer(11, "count", &count)
        visitor.integer(12, "of", &of)
        visitor.text(13, "amountFen", &amountFen)
        visitor.text(14, "ofFen", &ofFen)
        visitor.integer(15, "days", &days)
        visitor.text(16, "text", &text)
        visitor.records(17, "facts", &facts)
        visitor.integer(18, "factCount", &factCount)
    }
}

/// From where on something is a sign.
public struct PaddingLimitsMessage: Record {
    public var roundFen: Int64?
    public var roundArrivalsLeast: Int64?
    public var roundShareBasisPoints: Int64?
    public var spikeArrivalsLeast: Int64?
    public var spikeDaysLeast: Int64?
    public var spikeShareBasisPoints: Int64?
    public var backDatedDays: Int64?

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.integer(1, "roundFen", &roundFen)
        visitor.integer(2, "roundArrivalsLeast", &roundArrivalsLeast)
        visitor.integer(3, "roundShareBasisPoints", &roundShareBasisPoints)
        visitor.integer(4, "spikeArrivalsLeast", &spikeArrivalsLeast)
        visitor.integer(5, "spikeDaysLeast", &spikeDaysLeast)
        visitor.integer(6, "spikeShareBasisPoints", &spikeShareBasisPoints)
        visitor.integer(7, "backDatedDays", &backDatedDays)
    }
}
