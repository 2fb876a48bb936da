// SPDX-License-Identifier: Apache-2.0
//
// Signs of padding (DOMAIN.md, section 4): what they ask, by which limits, and what one of them finds.
//
// A sign is a reason to look, never a proof: honest figures bear some of them now and then. So each comes
// with its numbers, its limits and the facts behind it.

public import Pipeline

/// Something that is more frequent in padded figures than in honest ones.
public enum PaddingSign: String, NamedChoice {
    /// A unit's measure stands exactly at its task.
    case gapToTask = "GAP_TO_TASK"
    /// Many of a unit's arrivals are round.
    case roundNumbers = "ROUND_NUMBERS"
    /// Much of a unit's month or year arrived on its last day.
    case lastDaySpike = "LAST_DAY_SPIKE"
    /// Facts of a project came long after their day, and after the month had ended.
    case backDated = "BACK_DATED"
    /// Two projects of one investor, amount and site.
    case signedTwice = "SIGNED_TWICE"
}

/// The limits of the signs.
public struct PaddingLimits: Hashable, Sendable {
    /// An arrival is round when it is a whole multiple: 1,000万元.
    public var roundFen: Int64 = 1_000_000_000
    /// With fewer arrivals there is no statistic of round ones.
    public var roundArrivalsLeast = 10
    public var roundShareBasisPoints = 5_000
    /// With fewer arrivals in a period there is no spike …
    public var spikeArrivalsLeast = 5
    /// … nor with arrivals on fewer days: who reports once a month always does so on the last day.
    public var spikeDaysLeast = 3
    public var spikeShareBasisPoints = 5_000
    /// A fact may come so many days after its day.
    public var backDatedDays = 15

    /// The product's own.
    public init() {}
}

/// A sign that was found.
public struct PaddingFinding: Hashable, Sendable {
    public var sign: PaddingSign
    /// The unit it is about, or the one credited with the project.
    public var unit: UnitCode?
    public var project: ProjectID?
    /// Of `signedTwice`.
    public var other: ProjectID?
    /// Of `gapToTask`: the task's.
    public var measure: Measure?
    public var issuer: String?
    public var grade: TaskGrade?
    /// The days looked at.
    public var from: CivilDay?
    public var to: CivilDay?
    /// Round arrivals, arrivals of the last day, facts that came late …
    public var count: Int?
    /// … of so many.
    public var of: Int?
    /// The measure, what arrived on the last day, the investment of both …
    public var amountFen: Int128?
    /// … beside the task, and what arrived in all.
    public var ofFen: Int128?
    /// Of `lastDaySpike` on how many days anything arrived; of `backDated` the longest delay.
    public var days: Int?
    /// Some of the facts behind it.
    public var facts: [FactReference] = []
    public var factCount = 0

    public init(_ sign: PaddingSign, unit: UnitCode?) {
        self.sign = sign
        self.unit = unit
    }

    /// Shows the first of these facts, and says how many there are.
    public mutating func show(_ references: [FactReference]) {
        facts = Array(references.prefix(FactReference.shownMax))
        factCount = references.count
    }
}
