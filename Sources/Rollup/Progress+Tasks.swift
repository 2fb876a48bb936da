// SPDX-License-Identifier: Apache-2.0
//
// A measure against its annual tasks: completion rate, pro-rata schedule, ahead or behind, what is
// still needed a month, what the quarter lacks, and how the task was split. The unit's own base task comes first, the others beside it.
//
// Differences of rates are taken as fractions, before any rounding (DOMAIN.md, R7).

import Pipeline

/// A task of a unit for the year of a question.
public struct AnnualTask: Sendable {
    var detail: TaskDetail
    var sum: Addend
    /// What the units directly below have of it; nil where none has a task of the measure and grade.
    var split: Addend?
    /// A unit directly below, and not closed, has none.
    var isSplitShort = false
}

extension Progress {
    /// The unit's own tasks of the year, base before stretch, then by issuer.
    func tasks() throws(Source.Failure) -> [AnnualTask] {
        try source.tasks(of: question.unit, on: question.asOf) { () throws(Source.Failure) in
            try annualTasks()
        }
    }

    private func annualTasks() throws(Source.Failure) -> [AnnualTask] {
        var tasks = try tasks(of: question.unit)
        guard !tasks.isEmpty else { return [] }
        for child in tree.children(of: question.unit, on: question.asOf) {
            let isClosed = tree[child]?.state(on: question.asOf).isClosed ?? true
            let below = try self.tasks(of: child)
            for index in tasks.indices {
                let detail = tasks[index].detail
                let part = below.first {
                    $0.detail.measure == detail.measure && $0.detail.grade == detail.grade
                }
                if let part { tasks[index].split = (tasks[index].split ?? .zero) + part.sum }
                if part == nil, !isClosed { tasks[index].isSplitShort = true }
            }
        }
        return tasks
    }

    func tasks(of code: UnitCode) throws(Source.Failure) -> [AnnualTask] {
        var tasks: [AnnualTask] = []
        for text in try source.details(of: code, quantity: .task) {
            guard let detail = TaskDetail(text: text), detail.year == question.asOf.year else {
                continue
            }
            let cell = CellKey(unit: code, scope: .own, quantity: .task, detail: text)
            let sum = try source.addend(cell, days: question.allDays)
            if sum.facts != 0 { tasks.append(AnnualTask(detail: detail, sum: sum)) }
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
        _ tasks: [AnnualTask], of measure: Measure, actual: Addend?,
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
            addShortfall(to: &sheet, unit: unit)
            addMarkUp(to: &sheet)
            for figure in sheet.figures { add(figure) }
        }
        measuresDone.insert(measure)
    }

    /// Tasks of measures that nobody reported: shown with what is missing.
    mutating func addTasksWithoutActual(_ tasks: [AnnualTask]) {
        for task in tasks where !measuresDone.contains(task.detail.measure) {
            addTasks(tasks, of: task.detail.measure, actual: nil)
        }
    }

    /// What the year so far lacks to what the schedule wants at the end of the quarter.
    private func addShortfall(to sheet: inout TaskSheet, unit: FigureUnit) {
        let due = proRata(sheet.task.detail, on: question.asOf.lastOfQuarter)
        let terms =
            sheet.task.sum.terms.times(due.numerator) + sheet.actualTerms.times(-due.denominator)
        guard let actual = sheet.actual else {
            return sheet.add(
                .quarterShortfall, .missing(sheet.reason), isActual: true, terms: terms)
        }
        let gap = sheet.task.sum.amount * due.numerator - actual.amount * due.denominator
        sheet.add(
            .quarterShortfall, .number(Fraction(max(0, gap), over: due.denominator), unit),
            facts: actual.facts + sheet.task.sum.facts, isActual: true, terms: terms)
    }

    /// By how much the tasks of the units directly below are more than the task.
    private func addMarkUp(to sheet: inout TaskSheet) {
        guard let split = sheet.task.split else { return }
        let task = sheet.task.sum
        let value: FigureValue =
            task.amount > 0
            ? .number(Fraction(split.amount - task.amount, over: task.amount), .percent)
            : .missing(.taskIsZero)
        sheet.add(
            .targetMarkUp, value, facts: split.facts + task.facts,
            terms: split.terms + task.terms.times(-1) + task.terms.below)
        if sheet.task.isSplitShort {
            sheet.figures[sheet.figures.count - 1].notes = [.partsMissing]
        }
    }

    private func addCompletion(to sheet: inout TaskSheet) {
        let schedule = proRata(sheet.task.detail, on: question.asOf)
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
        let task: AnnualTask
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

    /// The part of the year's task that is due by a day.
    private func proRata(_ task: TaskDetail, on day: CivilDay) -> Fraction {
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
