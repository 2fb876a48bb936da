// SPDX-License-Identifier: Apache-2.0
//
// What a number of a text may mean: figures of the ledger that its words fit.
//
// Law: a reading comes from words alone, never from digits. The ledger is asked afterwards, all of one
// knowledge, and no figure is sought that happens to have the same digits.

public import Pipeline
public import Rollup

/// What has to be asked for a reading: the figures of a unit as of a day.
public struct Inquiry: Hashable, Sendable {
    /// Unset, the unit that the whole text is of.
    public var unit: UnitCode?
    public var asOf: CivilDay
    /// Of a first crossing.
    public var threshold: Int64?

    public init(unit: UnitCode?, asOf: CivilDay, threshold: Int64? = nil) {
        (self.unit, self.asOf, self.threshold) = (unit, asOf, threshold)
    }
}

/// A figure that a number's words fit.
public struct Reading: Hashable, Sendable {
    public var inquiry: Inquiry
    public var figure: FigureName
    public var measure: Measure?
    public var category: EntityCategory?
    public var grade: TaskGrade?
    /// Of growth, ahead and behind: the sign that the words give.
    public var direction = 1
    /// Of a first crossing: the days in which it is said to lie.
    public var span: ClosedRange<CivilDay>?
    /// Whether the words say just this; the others are what a hearer may take them for.
    public var isPrimary = true

    public init(_ figure: FigureName, of measure: Measure? = nil, _ inquiry: Inquiry) {
        self.figure = figure
        self.measure = measure
        self.inquiry = inquiry
    }
}

/// Why a number has no reading.
public enum Unread: Hashable, Sendable {
    /// No word beside it names a measure of the ledger.
    case noMeasure
    /// What it counts is not what the measure named is counted in.
    case otherUnit
    /// It is of a month or quarter alone, and the ledger tells the year so far.
    case partOfYear
    /// By how much something rose or fell, held against no level.
    case increment
    case negated
    /// A mean by month, day, head.
    case average
    /// A share, or growth against another base than the year before.
    case otherGrowth
    /// Words that are not understood, or that narrow what is counted.
    case unknownWords
    /// Of a place that is no unit here, or of several at once.
    case otherPlace
    /// Planned or expected, and not so yet.
    case planned
    case noSuchDay
    /// One end of a range, or what a figure rose from.
    case range
    /// 分别 with other than a number for each thing named.
    case respective
    /// Of a sentence without an end.
    case tooLong

    /// Whether the ledger might know it, but the words are not sure enough to judge.
    public var isDoubt: Bool { self != .noMeasure && self != .otherUnit }
}

/// A number with all that its words may mean.
public struct Statement: Hashable, Sendable {
    public var number: SpokenNumber
    /// The words around it.
    public var context: String
    /// Those that the words say first.
    public var readings: [Reading]
    /// Where there is none.
    public var unread: Unread?
}
