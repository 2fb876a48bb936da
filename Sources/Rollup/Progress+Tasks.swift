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
        var sum: Addend
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
            let sum = try source.addend(cell, days: question.allDays)
            if sum.facts != 0 { tasks.append(Task(detail: detail, sum: sum)) }
        }
        return tasks.sorted { left, right in
            (left.detail.grade.number, left.detail.issuer)
                < (right.detail.grade.number, right.detail.issuer)
        }
    }

    /// The figures of each task of a measure.
    ///
    /// - Parameters:
    ///   - actual: what the measure came to; nil when there is no such value, which is not zero.
    ///   - reason: why there is none.
    mutating func addTasks(
        _ tasks: [Task], of measure: Measure, actual: Addend?,
        missing reason: MissingReason = .noReport,
        to day: CivilDay? = nil, notes: [FigureNote] = []
    ) {
        for task in tasks where task.detail.measure == measure {
            let unit: FigureUnit = task.detail.isMoney ? .fen : .count
            var sheet = TaskSheet(
                task: task, actual: actual, reason: reason, to: day, notes: notes)
            sheet.add(
                .task, .number(Fraction(task.sum.amount), unit), facts: task.sum.facts,
                terms: task.sum.terms)
            addCompletion(to: &sheet)
            sheet.add(
                .stillNeeded, stillNeeded(sheet, unit: unit), isActual: true,
                terms: task.sum.terms + sheet.actualTerms.times(-1))
            for figure in sheet.figures { add(figure) }
        }
        measuresDone.insert(measure)
    }

    /// Tasks of measures that nobody reported: shown with what is missing.
    mutating func addTasksWithoutActual(_ tasks: [Task]) {
        for task in tasks where !measuresDone.contains(task.detail.measure) {
            addTasks(tasks, of: task.detail.measure, actual: nil)
        }
    }

    private func addCompletion(to sheet: inout TaskSheet) {
        let schedule = proRata(sheet.task.detail)
        let task = sheet.task.sum
        let terms = sheet.actualTerms + task.terms.below
        let gapTerms = sheet.gapTerms(to: schedule)
        guard let actual = sheet.actual, task.amount > 0 else {
            let reason = sheet.actual == nil ? sheet.reason : .taskIsZero
            sheet.add(.completionRate, .missing(reason), isActual: true, terms: terms)
            sheet.add(.proRata, .number(schedule, .percent))
            return sheet.add(.aheadBehind, .missing(reason), isActual: true, terms: gapTerms)
        }
        let facts = actual.facts + task.facts
        let rate = Fraction(actual.amount, over: task.amount)
        sheet.add(
            .completionRate, .number(rate, .percent), facts: facts, isActual: true, terms: terms)
        sheet.add(.proRata, .number(schedule, .percent))
        sheet.add(
            .aheadBehind, .number(rate - schedule, .points), facts: facts, isActual: true,
            terms: gapTerms)
    }

    /// The figures of one task.
    private struct TaskSheet {
        let task: Task
        let actual: Addend?
        /// Why there is no actual, where there is none.
        let reason: MissingReason
        /// The last day that the actual covers; nil for the as-of day.
        let to: CivilDay?
        let notes: [FigureNote]
        var figures: [Figure] = []

        var actualTerms: [Term] { actual?.terms ?? [] }

        /// Of the rate less the schedule: `(actual × d − task × n) / (task × d)`.
        func gapTerms(to schedule: Fraction) -> [Term] {
            actualTerms.times(schedule.denominator)
                + task.sum.terms.times(-schedule.numerator)
                + task.sum.terms.below.times(schedule.denominator)
        }

        mutating func add(
            _ name: FigureName, _ value: FigureValue, facts: Int = 0, isActual: Bool = false,
            terms: [Term] = []
        ) {
            var figure = Figure(name, of: task.detail.measure, value, facts: facts, terms: terms)
            figure.grade = task.detail.grade
            figure.issuer = task.detail.issuer
            if isActual {
                figure.to = to
                figure.notes = notes
            }
            figures.append(figure)
        }
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

    private func stillNeeded(_ sheet: TaskSheet, unit: FigureUnit) -> FigureValue {
        let months = question.asOf.monthsCompleted
        guard months < 12 else { return .missing(.yearOver) }
        guard let actual = sheet.actual else { return .missing(sheet.reason) }
        let gap = max(0, sheet.task.sum.amount - actual.amount)
        return .number(
            Fraction(gap, over: Int128(12 - months)), unit == .fen ? .fenPerMonth : .countPerMonth)
    }
}
