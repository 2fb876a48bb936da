// SPDX-License-Identifier: Apache-2.0
//
// Indicators: the latest cumulative value of the year that was reported by the as-of day, with its
// status, and the same span a year earlier.
//
// No value is made by subtraction. A base that is missing or not above zero gives no rate, with the
// reason.

import Pipeline

extension Progress {
    /// A reported value of the year, and its base a year earlier.
    struct Indicator {
        var detail: IndicatorDetail
        var value: CellRow
        var status: FigureStatus?
        var base: Tally?
    }

    /// One indicator a measure: cumulative since 1 January if there is such, else the latest alone.
    func indicators() throws(Source.Failure) -> [Indicator] {
        var found: [Measure: Indicator] = [:]
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

    private func indicator(_ detail: IndicatorDetail) throws(Source.Failure) -> Indicator? {
        if detail.accumulation == .cumulative, detail.from != question.period.lowerBound {
            return nil
        }
        guard
            let value = try source.rows(
                cell(.indicator, detail.text), days: question.period
            ).last
        else { return nil }
        let day = value.bucketDay
        let status = try source.tally(
            cell(.indicatorStatus, detail.text), days: day...day)
        var indicator = Indicator(detail: detail, value: value)
        indicator.status = FigureStatus(number: Int(status.amount))
        var earlier = detail
        earlier.from = detail.from.yearEarlier
        let baseDay = day.yearEarlier
        let base = try source.tally(
            cell(.indicator, earlier.text), days: baseDay...baseDay)
        if base.facts != 0 { indicator.base = base }
        return indicator
    }

    private func cell(_ quantity: Quantity, _ detail: String) -> CellKey {
        CellKey(unit: question.unit, scope: .own, quantity: quantity, detail: detail)
    }

    /// Indicators that every office reports, in money; in the order of a review.
    private var known: [Measure] {
        [.projectInvestment, .industrialInvestment, .privateInvestment]
    }

    /// Tasks of a measure in money of which nothing was reported this year. What the task of another
    /// indicator is measured in, only its report says.
    mutating func addUnreported(_ tasks: [Task], besides indicators: [Indicator]) {
        let reported = Set(indicators.map(\.detail.measure))
        for measure in known where !reported.contains(measure) {
            addTasks(tasks, of: measure, missing: .noReport, unit: .fen)
        }
    }

    private func rank(_ indicator: Indicator) -> (Int, Measure) {
        let measure = indicator.detail.measure
        return (known.firstIndex(of: measure) ?? known.count, measure)
    }

    mutating func addIndicator(_ indicator: Indicator, _ tasks: [Task]) {
        let unit: FigureUnit = indicator.detail.isMoney ? .fen : .count
        let tally = indicator.value.tally
        let measure = indicator.detail.measure
        var figure = Figure(
            .indicator, of: measure, .number(Fraction(tally.amount), unit), facts: tally.facts)
        figure.status = indicator.status
        figure.from = indicator.detail.from
        figure.to = indicator.value.bucketDay
        if indicator.value.bucketDay < question.asOf { figure.notes = [.earlierPeriod] }
        add(figure)
        figure.name = .yearOnYear
        figure.value = indicator.yearOnYear
        figure.facts += indicator.base?.facts ?? 0
        add(figure)
        addTasks(tasks, of: measure, actual: tally, unit: unit)
    }
}

extension Progress.Indicator {
    /// Cumulative before alone, then the later period.
    fileprivate func isPreferred(to other: Self) -> Bool {
        if detail.accumulation != other.detail.accumulation {
            return detail.accumulation == .cumulative
        }
        return (value.bucketDay, detail.from) > (other.value.bucketDay, other.detail.from)
    }

    fileprivate var yearOnYear: FigureValue {
        guard let base else { return .missing(.noBase) }
        guard base.amount > 0 else { return .missing(.baseNotPositive) }
        return .number(Fraction(value.tally.amount - base.amount, over: base.amount), .percent)
    }
}
