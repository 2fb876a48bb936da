// SPDX-License-Identifier: Apache-2.0
//
// Projections: what an office expects a measure to come to at the end of a year. They are kept as they
// were made, one beside the other, and are held against what came; no figure rests on them.

/// A measure's value at the end of a year was projected.
public struct ProjectionMade: Hashable, Sendable {
    /// The unit whose value it is; unset, the unit that reports.
    public var unit: UnitCode?
    public var measure: Measure?
    public var year: Int64?
    /// The day on whose figures it rests.
    public var asOf: CivilDay?
    public var method: ProjectionMethod?
    /// For a measure in money; CNY.
    public var amount: Money?
    /// For a measure that counts.
    public var count: Int64?

    public init() {}
}

/// What a projection rests on.
public enum ProjectionMethod: String, NamedChoice {
    /// What came so far, carried on.
    case trend = "TREND"
    /// The same, and what is planned beside it.
    case trendAndPlans = "TREND_AND_PLANS"
}

/// The key of a projection; of several the days on which they rest differ.
public struct ProjectionKey: Hashable, Sendable {
    public var measure: Measure
    public var unit: UnitCode
    public var year: Int
    public var method: ProjectionMethod

    public init(measure: Measure, unit: UnitCode, year: Int, method: ProjectionMethod) {
        self.measure = measure
        self.unit = unit
        self.year = year
        self.method = method
    }
}

extension ProjectionKey {
    init?(words: [String]) {
        guard words.count == 4, let measure = Measure(text: words[0]),
            let unit = UnitCode(text: words[1]), let year = Int(words[2]),
            let method = ProjectionMethod(rawValue: words[3])
        else { return nil }
        self.init(measure: measure, unit: unit, year: year, method: method)
    }
}
