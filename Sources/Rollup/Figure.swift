// SPDX-License-Identifier: Apache-2.0
//
// A figure: one number of an answer with everything that explains it, or the reason why there is
// none. Missing and zero are never the same, so a value is a number or a `MissingReason`.

public import Pipeline

/// What a figure says; the raw value is its name in messages.
public enum FigureName: String, CaseIterable, Hashable, Sendable {
    case newlyStored, newlyStoredInvestment, newlyStoredSinceWithdrawn, participated
    case started, startedInvestment, startedOfCohort
    case signed, signedInvestment
    case startRate, fulfilmentRate, operationRate, capitalInPlaceRate
    case domesticCapital, domesticCapitalNew, domesticCapitalCarryOver
    case domesticCapitalVerified, water
    case capitalOriginMissing, capitalForeign, capitalInside, capitalUnjudged, capitalNotStored
    case task, completionRate, proRata, aheadBehind, stillNeeded, quarterShortfall, targetMarkUp
    case indicator, yearOnYear
    case entityStock, netIncrease, firstCrossing
    case registered, deregistered, movedIn, movedOut, converted, promoted
    /// What a stock changed by that no flow told.
    case stockDifference
    /// A unit's part of its parent's domestic capital.
    case share
}

/// What a figure's number is a number of.
public enum FigureUnit: String, Hashable, Sendable {
    case fen, count, percent, points, day
    case fenPerMonth, countPerMonth
}

/// A figure's number, or why there is none.
public enum FigureValue: Hashable, Sendable {
    /// An exact number; percent and points are fractions of one, not yet times a hundred.
    case number(Fraction, FigureUnit)
    case day(CivilDay)
    case missing(MissingReason)
}

/// Why there is no number.
public enum MissingReason: String, Hashable, Sendable {
    case noReport, noBase, baseNotPositive, yearOver, noneCounted, neverCrossed
    case taskIsZero
}

/// What a reader of the figure has to know beside it.
public enum FigureNote: String, CaseIterable, Hashable, Sendable {
    /// The reviewer of a library entry was not proved to be another person than who signed it.
    case fourEyesNotEnforced
    /// The sum of the units below, since the unit reported none of its own.
    case sumOfUnitsBelow
    /// The sum of the categories, since no total was reported.
    case sumOfCategories
    /// A unit below reported nothing, so the sum lacks it.
    case partsMissing
    /// Some of the flows were not told; the others are held against the stock.
    case flowsMissing
    /// Shown beside the figure and in no sum.
    case notCounted
    /// The indicator's last reported period ends before the day asked.
    case earlierPeriod
    /// Parts are rounded apart and may not add up as printed.
    case mayNotAdd
    /// Of the contracts signed in the period, not of the projects newly stored.
    case cohortSigned
    /// There are bundles, and each counts as one project.
    case bundlesAsOne
    /// There are bundles, and each counts by its parts.
    case bundlesByParts
    /// The units' own figures, summed by the tree of the as-of day (可比口径).
    case treeOfToday
}

/// One number of an answer. A function of the question, as-of, known-at and rule set alone.
public struct Figure: Hashable, Sendable {
    public var name: FigureName
    /// The measure that a rate, a task or an indicator is about.
    public var measure: Measure?
    public var value: FigureValue
    /// Of an indicator: how firm its value is.
    public var status: FigureStatus?
    /// Of a task and what follows from it.
    public var grade: TaskGrade?
    public var issuer: String?
    /// The days that it covers; for an indicator those reported, for a stock its day.
    public var from: CivilDay?
    public var to: CivilDay?
    /// Of `firstCrossing`: the number crossed.
    public var threshold: Int64?
    /// How many facts contributed.
    public var facts: Int
    public var notes: [FigureNote] = []
    /// The cells that the number is made of; see `Term`.
    public var terms: [Term] = []

    public init(
        _ name: FigureName, of measure: Measure? = nil, _ value: FigureValue, facts: Int = 0,
        terms: [Term] = []
    ) {
        self.name = name
        self.measure = measure
        self.value = value
        self.facts = facts
        self.terms = terms
    }
}
