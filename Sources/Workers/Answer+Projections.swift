// SPDX-License-Identifier: Apache-2.0
//
// `query.v1/Projections`: what a year will come to, by the figures of its last month's end.

import Journal
import Pipeline
import Present
import Rollup
import Wire

/// The most projects whose owners are looked at for plans.
private let plansMax = 5_000

extension Answer {
    func projections(_ body: ProjectionsRequest) throws(JournalError) -> [[UInt8]] {
        let question = body.question ?? ProgressRequest()
        return try from(question) { (stand) throws(JournalError) in
            guard let end = stand.asOf.lastMonthEnd else {
                return request.refusal(
                    .invalidArgument, "NO_MONTH_OVER",
                    "no month of \(stand.asOf.year) is over on \(stand.asOf)")
            }
            let stands = [stand] + (question.children == true ? stand.children : [])
            guard let plans = try plans(of: stand, after: end) else {
                return request.refusal(
                    .resourceExhausted, "TOO_MANY_PROJECTS",
                    "more than \(plansMax) projects wait: ask about a unit below")
            }
            var reply = ProjectionsReply()
            (reply.unit, reply.unitName) = (stand.unit.code, stand.state.name)
            (reply.asOf, reply.restsOn) = (stand.asOf, end)
            for stand in stands {
                let then = try at(end, stand, question)
                reply.projections += try rows(
                    of: then, only: body.measure, plans, Style(question, stand.ruleSet))
            }
            reply.freshness = try freshness(of: stand, for: question)
            return request.reply(reply, position: place)
        }
    }

    private func rows(
        of stand: Standpoint<View>, only measure: Measure?, _ plans: [Plan], _ style: Style
    ) throws(JournalError) -> [ProjectionMessage] {
        let figures = try stand.progress()
        let plans = plans.filter { stand.holds($0.unit) }
        var rows: [ProjectionMessage] = []
        for figure in figures where measure == nil || figure.projectedMeasure == measure {
            let months = (figure.name == .indicator ? figure.to : nil) ?? stand.asOf
            guard let trend = Projection(trendOf: figure, months: months.monthsCompleted) else {
                continue
            }
            rows.append(row(trend, of: stand, figures, style))
            guard figure.isOfPlans else { continue }
            let planned = plans.filter { $0.adds(to: figure.name) }
            guard !planned.isEmpty else { continue }
            let sum = planned.reduce(0) { $0 + $1.amount(of: figure.name) }
            rows.append(row(trend.with(planned: sum), of: stand, figures, style))
        }
        return rows
    }

    private func row(
        _ projection: Projection, of stand: Standpoint<View>, _ figures: [Figure], _ style: Style
    ) -> ProjectionMessage {
        var row = ProjectionMessage()
        (row.unit, row.unitName) = (stand.unit.code, stand.state.name)
        (row.measure, row.method) = (projection.measure, projection.method)
        row.actual = messages([projection.actual], of: stand, style: style)[0]
        guard case .number(_, let unit) = projection.actual.value else { return row }
        func message(_ number: Fraction, _ unit: FigureUnit) -> ChangeMessage {
            var message = ChangeMessage(number, of: unit, isSigned: false, style: style)
            message.unit = unit.rawValue
            return message
        }
        row.projected = message(projection.value, unit)
        row.planned = projection.planned.map { message(Fraction($0), unit) }
        let task = figures.first {
            $0.name == .task && $0.measure == projection.measure && $0.grade == .base
        }
        if case .number(let task, _)? = task?.value, task.numerator > 0 {
            let value = projection.value
            let rate = Fraction(
                value.numerator, over: value.denominator * task.numerator)
            row.rate = ChangeMessage(rate, rateIn: style)
        }
        return row
    }

    /// Projects that a day is set for after the end of the month, within its year; nil where too many wait.
    private func plans(
        of stand: Standpoint<View>, after end: CivilDay
    ) throws(JournalError) -> [Plan]? {
        let list = try ProjectList(view: view, tree: stand.tree, asOf: end, knownAt: stand.knownAt)
        var plans: [Plan] = []
        var looked = 0
        for stage in [Stage.signed, .stored] {
            var filter = ProjectFilter(max: 500)
            (filter.stage, filter.units) = (stage, list.units(below: stand.unit.code))
            repeat {
                let page = try list.page(filter)
                looked += page.rows.count
                guard looked <= plansMax else { return nil }
                for row in page.rows {
                    let facts = try view.logged(.project(row.project), knownAt: stand.knownAt)
                    let owner = OwnerAssigned.inForce(of: facts, by: stand.asOf)
                    guard let due = owner?.dueOn, due > end, due <= end.lastOfYear,
                        let unit = row.creditedUnit, row.duplicateOf == nil
                    else { continue }
                    plans.append(
                        Plan(
                            unit: unit, stage: stage,
                            investmentFen: row.terms.totalInvestment?.fen ?? 0))
                }
                filter.after = page.next
            } while filter.after != nil
        }
        return plans
    }
}

/// A project with a day by which its next milestone is due.
private struct Plan {
    var unit: UnitCode
    /// Signed, it is to be stored; stored, to be started.
    var stage: Stage
    var investmentFen: Int64

    func adds(to name: FigureName) -> Bool {
        let isStoring = name == .newlyStored || name == .newlyStoredInvestment
        return isStoring == (stage == .signed)
    }

    func amount(of name: FigureName) -> Int128 {
        name == .newlyStored || name == .started ? 1 : Int128(investmentFen)
    }
}

extension ChangeMessage {
    /// A rate, and no difference of rates.
    init(_ rate: Fraction, rateIn style: Style) {
        self.init()
        let figure = Figure(.completionRate, .number(rate, .percent))
        (numerator, denominator) = (rate.numerator.description, rate.denominator.description)
        unit = FigureUnit.percent.rawValue
        text = FigureText.text(of: figure, language: style.language, rounding: style.rounding)
    }
}

extension CivilDay {
    /// The last end of a month in its year that is not after it; nil in January before its end.
    fileprivate var lastMonthEnd: CivilDay? {
        if self == lastOfMonth { return self }
        let last = advanced(by: -dayOfMonth)
        return last.year == year ? last : nil
    }
}
