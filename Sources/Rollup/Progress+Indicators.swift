// SPDX-License-Identifier: Apache-2.0
//
// Indicators: the latest cumulative value of the year that was reported by the as-of day, with its
// status, and the same span a year earlier.
//
// No value is made by subtraction. A base that is missing or not above zero gives no rate, with the
// reason.

import Pipeline

/// A reported value of the year, and its base a year earlier.
public struct ReportedIndicator: Sendable {
    var detail: IndicatorDetail
    var value: Addend
    /// The last day of its period.
    var day: CivilDay
    var status: FigureStatus?
    var base: Addend?
}

extension Progress {
    /// One indicator a measure: cumulative since 1 January if there is such, else the latest alone.
    func indicators() throws(Source.Failure) -> [ReportedIndicator] {
        try source.indicators(of: question.unit, on: question.asOf) {
            () throws(Source.Failure) in try reportedIndicators()
        }
    }

    private func reportedIndicators() throws(Source.Failure) -> [ReportedIndicator] {
        var found: [Measure: ReportedIndicator] = [:]
        for text in try source.details(of: question.unit, quantity: .indicator) {
            guard let detail = IndicatorDetail(text: text),
                question.period.contains(detail.from),
                let indicator = try indicator(detail)
            else { continue }
            if let known = found[detail.measure], !indicator.isPreferred(to: known) { continue }
            found[detail.measure] = indicator
        }
        return found.values.sorted { rank($0) < rank($1) }
    }

    private func indicator(_ detail: IndicatorDetail) throws(Source.Failure) -> ReportedIndicator? {
        if detail.accumulation == .cumulative, detail.from != question.period.lowerBound {
            return nil
        }
        let reported = cell(.indicator, detail.text)
        guard let row = try source.rows(reported, days: question.period).last else { return nil }
        let day = row.bucketDay
        let value = Addend(tally: row.tally, terms: source.terms(of: reported, days: day...day))
        let status = try source.tally(
            cell(.indicatorStatus, detail.text), days: day...day)
        var indicator = ReportedIndicator(detail: detail, value: value, day: day)
        indicator.status = FigureStatus(number: Int(status.amount))
        var earlier = detail
        earlier.from = detail.from.yearEarlier
        let baseDay = day.yearEarlier
        let base = try source.addend(
            cell(.indicator, earlier.text), days: baseDay...baseDay)
        if base.facts != 0 { indicator.base = base }
        return indicator
    }

    private func cell(_ quantity: Quantity, _ detail: String) -> CellKey {
        CellKey(unit: question.unit, scope: .own, quantity: quantity, detail: detail)
    }

    private func rank(_ indicator: ReportedIndicator) -> (Int, Measure) {
        let known: [Measure] = [.projectInvestment, .industrialInvestment, .privateInvestment]
        let measure = indicator.detail.measure
        return (known.firstIndex(of: measure) ?? known.count, measure)
    }

    mutating func addIndicator(_ indicator: ReportedIndicator, _ tasks: [AnnualTask]) {
        let unit: FigureUnit = indicator.detail.isMoney ? .fen : .count
        let value = indicator.value
        let measure = indicator.detail.measure
        var figure = Figure(
            .indicator, of: measure, .number(Fraction(value.amount), unit), facts: value.facts,
            terms: value.terms)
        figure.status = indicator.status
        figure.from = indicator.detail.from
        figure.to = indicator.day
        if indicator.day < question.asOf { figure.notes = [.earlierPeriod] }
        add(figure)
        figure.name = .yearOnYear
        figure.value = indicator.yearOnYear
        figure.facts += indicator.base?.facts ?? 0
        let base = indicator.base?.terms ?? []
        figure.terms += base.times(-1) + base.below
        add(figure)
        // A task is of the year so far: what was reported for a month alone says nothing of it.
        let isYearSoFar = indicator.detail.from == question.period.lowerBound
        addTasks(
            tasks, of: measure, actual: isYearSoFar ? value : nil, to: figure.to,
            notes: figure.notes)
    }
}

extension ReportedIndicator {
    /// Cumulative before alone, then the later period.
    fileprivate func isPreferred(to other: Self) -> Bool {
        if detail.accumulation != other.detail.accumulation {
            return detail.accumulation == .cumulative
        }
        return (day, detail.from) > (other.day, other.detail.from)
    }

    fileprivate var yearOnYear: FigureValue {
        guard let base else { return .missing(.noBase) }
        guard base.amount > 0 else { return .missing(.baseNotPositive) }
        return .number(Fraction(value.amount - base.amount, over: base.amount), .percent)
    }
}
