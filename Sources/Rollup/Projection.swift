// SPDX-License-Identifier: Apache-2.0
//
// What a measure will come to at the end of a year, by the months that are over; and how projections and
// estimates compare with what came.
//
// Law: exact fractions; nothing is rounded here. By trend a value of m months becomes twelve m-ths of it;
// with plans, what is dated between that day and the end of the year is added. So the second counts twice what
// is both usual and planned: it is the upper one of the two.

public import Pipeline

/// A projection of one measure.
public struct Projection: Hashable, Sendable {
    public var measure: Measure
    public var method: ProjectionMethod
    /// What it rests on: the value of the months that are over.
    public var actual: Figure
    /// Dated between that day and the end of the year: projects, or their total investment.
    public var planned: Int128?
    public var value: Fraction

    /// By trend; nil where the figure is no number or nothing of a year.
    ///
    /// - Parameter months: how many the figure covers, from January; 1 to 12.
    public init?(trendOf figure: Figure, months: Int) {
        guard (1...12).contains(months), let measure = figure.projectedMeasure,
            case .number(let number, let unit) = figure.value, unit == .fen || unit == .count
        else { return nil }
        self.measure = measure
        method = .trend
        actual = figure
        value = Fraction(
            number.numerator * 12, over: number.denominator * Int128(months))
    }

    /// The same and what is planned beside it.
    public func with(planned: Int128) -> Projection {
        var projection = self
        projection.method = .trendAndPlans
        projection.planned = planned
        projection.value = Fraction(
            value.numerator + planned * value.denominator, over: value.denominator)
        return projection
    }
}

extension Figure {
    /// The measure of which it says what came since 1 January; nil for a level, a rate, a task, and an
    /// indicator of another span.
    public var projectedMeasure: Measure? {
        switch name {
        case .newlyStored, .newlyStoredInvestment, .started, .startedInvestment, .signed,
            .signedInvestment, .domesticCapital, .netIncrease:
            return Measure(text: name.rawValue)
        case .indicator:
            guard let from, let to, from == to.firstOfYear, to == to.lastOfMonth else { return nil }
            return measure
        default: return nil
        }
    }

    /// Whether projects with a day by which they are due add to it.
    public var isOfPlans: Bool {
        [.newlyStored, .newlyStoredInvestment, .started, .startedInvestment].contains(name)
    }
}

/// Something said beforehand, and what came.
public struct Score: Hashable, Sendable {
    public var unit: UnitCode
    public var measure: Measure
    /// Unset for an estimate that a unit reported.
    public var method: ProjectionMethod?
    /// The day on whose figures it rests, or the last day that it is of.
    public var restsOn: CivilDay?
    /// In fen, or counted.
    public var isMoney: Bool
    public var said: Int128
    public var came: Int128

    public init(
        unit: UnitCode, measure: Measure, method: ProjectionMethod?, restsOn: CivilDay?,
        isMoney: Bool, said: Int128, came: Int128
    ) {
        (self.unit, self.measure, self.method) = (unit, measure, method)
        (self.restsOn, self.isMoney) = (restsOn, isMoney)
        (self.said, self.came) = (said, came)
    }

    /// What was said too much, as a part of what came; nil where nothing came.
    public static func bias(of scores: some Sequence<Score>) -> Fraction? {
        let (said, came) = scores.reduce((0, 0)) { ($0.0 + $1.said, $0.1 + $1.came) }
        return came > 0 ? Fraction(said - came, over: came) : nil
    }
}
