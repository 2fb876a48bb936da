// SPDX-License-Identifier: Apache-2.0
//
// A measure against its annual tasks: completion rate, pro-rata schedule, ahead or behind, and what
// is still needed a month. The unit's own base task comes first, the others beside it.
//
// Differences of rates are taken as fractions, before any rounding (DOMAIN.md, R7).

import Pipeline

extension Progress {
    /// A task of the unit for the year of the question.
    struct Task {
        var detail: TaskDetail
        var tally: Tally
    }

    /// The unit's own tasks of the year, base before stretch, then by issuer.
    func tasks() throws(Source.Failure) -> [Task] {
        var tasks: [Task] = []
        for text in try source.details(of: question.unit, quantity: .task) {
            guard let detail = TaskDetail(text: text), detail.year == question.asOf.year else {
                continue
            }
            let cell = CellKey(
                unit: question.unit, scope: .own, quantity: .task, detail: text)
            let tally = try source.tally(cell, days: question.allDays)
            if tally.facts != 0 { tasks.append(Task(detail: detail, tally: tally)) }
        }
        return tasks.sorted { left, right in
            (left.detail.grade.number, left.detail.issuer)
                < (right.detail.grade.number, right.detail.issuer)
        }
    }

    /// The figures of each task of a measure.
    mutating func addTasks(
        _ tasks: [Task], of measure: Measure, actual: Tally, unit: FigureUnit? = nil
    ) {
        let unit = unit ?? (measure.computedUnit == .fen ? .fen : .count)
        for task in tasks where task.detail.measure == measure {
            add(task, .task, .number(Fraction(task.tally.amount), unit), facts: task.tally.facts)
            addCompletion(task, actual: actual)
            let months = question.asOf.monthsCompleted
            add(task, .stillNeeded, stillNeeded(task, actual: actual, months: months, unit: unit))
        }
    }

    /// The figures of each task of a measure that has no value: the task, what is due, and why the
    /// rest is missing.
    mutating func addTasks(
        _ tasks: [Task], of measure: Measure, missing reason: MissingReason, unit: FigureUnit
    ) {
        for task in tasks where task.detail.measure == measure {
            add(task, .task, .number(Fraction(task.tally.amount), unit), facts: task.tally.facts)
            add(task, .completionRate, .missing(reason), facts: task.tally.facts)
            add(task, .proRata, .number(proRata(task.detail), .percent))
            add(task, .aheadBehind, .missing(reason), facts: task.tally.facts)
            add(task, .stillNeeded, .missing(reason))
        }
    }

    private mutating func addCompletion(_ task: Task, actual: Tally) {
        let schedule = proRata(task.detail)
        let facts = actual.facts + task.tally.facts
        if task.tally.amount > 0 {
            let rate = Fraction(actual.amount, over: task.tally.amount)
            add(task, .completionRate, .number(rate, .percent), facts: facts)
            add(task, .proRata, .number(schedule, .percent))
            add(task, .aheadBehind, .number(rate - schedule, .points), facts: facts)
        } else {
            add(task, .completionRate, .missing(.taskIsZero), facts: facts)
            add(task, .proRata, .number(schedule, .percent))
            add(task, .aheadBehind, .missing(.taskIsZero), facts: facts)
        }
    }

    private mutating func add(
        _ task: Task, _ name: FigureName, _ value: FigureValue, facts: Int = 0
    ) {
        var figure = Figure(name, of: task.detail.measure, value, facts: facts)
        figure.grade = task.detail.grade
        figure.issuer = task.detail.issuer
        add(figure)
    }

    /// The part of the year's task that is due by the as-of day.
    private func proRata(_ task: TaskDetail) -> Fraction {
        let day = question.asOf
        let months = day.monthsCompleted
        switch task.schedule {
        case .byMonths: return Fraction(Int128(months), over: 12)
        case .byDays:
            let first = day.firstOfYear
            let whole = day.lastOfYear.ordinal - first.ordinal + 1
            return Fraction(Int128(day.ordinal - first.ordinal + 1), over: Int128(whole))
        case .curve:
            let point = months == 0 || task.curve.count < months ? 0 : task.curve[months - 1]
            return Fraction(Int128(point), over: 10_000)
        }
    }

    private func stillNeeded(
        _ task: Task, actual: Tally, months: Int, unit: FigureUnit
    ) -> FigureValue {
        guard months < 12 else { return .missing(.yearOver) }
        let gap = max(0, task.tally.amount - actual.amount)
        return .number(
            Fraction(gap, over: Int128(12 - months)), unit == .fen ? .fenPerMonth : .countPerMonth)
    }
}
