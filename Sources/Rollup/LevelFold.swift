// SPDX-License-Identifier: Apache-2.0
//
// Tasks, indicators and entity counts → levels. Levels stay in the unit's own cells.
//
// How a stock's level comes about stands in `EntityLevels.swift`. Of an indicator's values the highest
// status wins, then the position.
// What tells cells of one quantity apart stands in `detail`, one slash between parts.

import Pipeline

extension Fold {
    /// A task or an indicator.
    static func level(_ facts: [LoggedFact]) -> Fold {
        var fold = Fold()
        switch facts.last?.fact.derivedSubject {
        case .task(let key): fold.addTask(key, facts)
        case .indicator(let key): fold.addIndicator(key, facts)
        default: break
        }
        return fold
    }

    /// The amount set, or that of the latest adjustment by its day; in the cell of the day it was set.
    private mutating func addTask(_ key: TaskKey, _ facts: [LoggedFact]) {
        var latest: (day: CivilDay, amount: Int64)?
        var set: (day: CivilDay, task: AnnualTaskSet)?
        var count = 0
        for logged in facts {
            guard let day = logged.fact.dayOfEffect, let amount = logged.fact.content?.taskAmount
            else { continue }
            count += 1
            if case .annualTaskSet(let task)? = logged.fact.content { set = (day, task) }
            if day >= latest?.day ?? day { latest = (day, amount) }
        }
        guard let set, let latest else { return }
        add(
            Int128(latest.amount), facts: count, to: .task, of: key.unit, on: set.day,
            detail: TaskDetail(key, set.task).text)
    }

    private mutating func addIndicator(_ key: IndicatorKey, _ facts: [LoggedFact]) {
        var winner: IndicatorReported?
        for logged in facts {
            guard case .indicatorReported(let report)? = logged.fact.content,
                let status = report.status
            else { continue }
            if let best = winner?.status, best > status { continue }
            winner = report
        }
        guard let winner, let amount = winner.amount?.minorUnits ?? winner.count else { return }
        let detail = IndicatorDetail(key, isMoney: winner.amount != nil).text
        add(
            Int128(amount), facts: facts.count, to: .indicator, of: key.unit, on: key.to,
            detail: detail)
        add(
            Int128(winner.status!.number), facts: facts.count, to: .indicatorStatus, of: key.unit,
            on: key.to, detail: detail)
    }

    /// A stock and its flows: the level's change on each day.
    static func entities(_ facts: [LoggedFact]) -> Fold {
        var fold = Fold()
        guard case .entities(let unit, let category)? = facts.first?.fact.derivedSubject else {
            return fold
        }
        var levels = EntityLevels(of: unit, category)
        for logged in facts { fold.merge(levels.take(logged.fact)) }
        return fold
    }
}

extension Content {
    /// The amount or count of a task that is set or adjusted.
    fileprivate var taskAmount: Int64? {
        switch self {
        case .annualTaskSet(let task): task.amount?.minorUnits ?? task.count
        case .taskAdjusted(let task): task.amount?.minorUnits ?? task.count
        default: nil
        }
    }
}

/// The part of a task's cell key that is not its unit: year, measure, grade, schedule,
/// unit, issuer.
struct TaskDetail: Equatable {
    var year: Int
    var measure: Measure
    var grade: TaskGrade
    var schedule: Schedule
    var curve: [Int64]
    var isMoney: Bool
    var issuer: String

    init(_ key: TaskKey, _ task: AnnualTaskSet) {
        year = key.year
        measure = key.measure
        grade = key.grade
        schedule = task.schedule ?? .byMonths
        curve = task.curve
        isMoney = task.amount != nil
        issuer = key.issuer
    }

    var text: String {
        let points = curve.map(String.init).joined(separator: ",")
        let unit = isMoney ? "FEN" : "COUNT"
        return
            "\(year)/\(measure.text)/\(grade.rawValue)/\(schedule.rawValue)/\(points)/\(unit)/\(issuer)"
    }

    init?(text: String) {
        let parts = text.split(separator: "/", maxSplits: 6, omittingEmptySubsequences: false)
        guard parts.count == 7, let year = Int(parts[0]),
            let measure = Measure(text: String(parts[1])),
            let grade = TaskGrade(rawValue: String(parts[2])),
            let schedule = Schedule(rawValue: String(parts[3]))
        else { return nil }
        self.year = year
        self.measure = measure
        self.grade = grade
        self.schedule = schedule
        curve = parts[4].split(separator: ",").compactMap { Int64($0) }
        isMoney = parts[5] == "FEN"
        issuer = String(parts[6])
    }
}

/// The part of an indicator's cell key that is not its unit or last day.
struct IndicatorDetail: Equatable {
    var measure: Measure
    var accumulation: Accumulation
    var from: CivilDay
    var isMoney: Bool

    init(_ key: IndicatorKey, isMoney: Bool) {
        measure = key.measure
        accumulation = key.accumulation
        from = key.from
        self.isMoney = isMoney
    }

    var text: String {
        "\(measure.text)/\(accumulation.rawValue)/\(from)/\(isMoney ? "FEN" : "COUNT")"
    }

    init?(text: String) {
        let parts = text.split(separator: "/")
        guard parts.count == 4, let measure = Measure(text: String(parts[0])),
            let accumulation = Accumulation(rawValue: String(parts[1])),
            let from = CivilDay(text: String(parts[2]))
        else { return nil }
        self.measure = measure
        self.accumulation = accumulation
        self.from = from
        isMoney = parts[3] == "FEN"
    }
}
