// SPDX-License-Identifier: Apache-2.0
//
// The oracle's monthly review: what lamps, ranks, reports and projections must be, read off the facts known,
// in whole numbers and by plain words.

import Pipeline
import Rollup
import Wire

/// The facts known, as of a day.
struct NaiveReview {
    private let facts: [LoggedFact]
    private let statements: [LoggedFact]
    private let asOf: CivilDay
    private let count: Recount
    private let rules: [LampRule]
    private let figures: [UnitCode: [Figure]]
    /// As of the last end of a month in the year; nil before it.
    private let figuresOfMonths: [UnitCode: [Figure]]?

    init(_ facts: [LoggedFact], asOf: CivilDay) {
        (self.facts, self.asOf) = (facts, asOf)
        statements = Recount.statements(facts)
        let tree = UnitTree(Recount.units(facts))
        let count = Recount(facts, asOf: asOf)
        self.count = count
        rules = Recount.ruleSet(facts, on: asOf)?.adopted.lamps ?? []
        func figures(_ count: Recount, on day: CivilDay) -> [UnitCode: [Figure]] {
            tree.units.mapValues { unit in
                var progress = Progress(
                    ProgressQuestion(unit: unit.code, asOf: day), tree: tree, source: count)
                return progress.answer()
            }
        }
        self.figures = figures(count, on: asOf)
        let months = asOf.monthsCompleted
        let end = months > 0 ? CivilDay(year: asOf.year, month: months, day: 1)?.lastOfMonth : nil
        figuresOfMonths = end.map { figures(Recount(facts, asOf: $0), on: $0) }
    }

    var words: String { "as of \(asOf), known at \(facts.count)" }

    func number(_ name: FigureName, of unit: UnitCode) -> Int128 {
        let figure = figures[unit]?.first { $0.name == name }
        guard case .number(let number, _)? = figure?.value else { return 0 }
        return number.numerator
    }

    func lamp(of task: TaskMessage) -> Lamp? {
        let own = (figures[task.unit!] ?? []).filter {
            $0.measure == task.measure && $0.grade == task.grade && $0.issuer == task.issuer
        }
        func number(_ name: FigureName) -> Fraction? {
            guard case .number(let number, _)? = own.first(where: { $0.name == name })?.value else {
                return nil
            }
            return number
        }
        guard let ahead = number(.aheadBehind), let rate = number(.completionRate) else {
            return nil
        }
        let (above, below) = (ahead.numerator, ahead.denominator)
        guard !rules.isEmpty else {
            return above >= 0 ? .green : above * 10 > -below ? .yellow : .red
        }
        let late = rate.numerator >= rate.denominator ? 0 : overdueDays(of: task)
        return rules.first { rule in
            rule.aheadFrom.map { above * 10_000 >= Int128($0) * below } ?? true
                && rule.aheadAbove.map { above * 10_000 > Int128($0) * below } ?? true
                && rule.aheadUpTo.map { above * 10_000 <= Int128($0) * below } ?? true
                && rule.aheadBelow.map { above * 10_000 < Int128($0) * below } ?? true
                && rule.overdueFrom.map { late >= $0 } ?? true
                && rule.overdueBelow.map { late < $0 } ?? true
        }?.lamp
    }

    /// By the owner named with the latest day, of one day the one said last.
    private func overdueDays(of task: TaskMessage) -> Int64 {
        var latest: (day: CivilDay, dueOn: CivilDay?)?
        for logged in statements {
            guard case .ownerAssigned(let owner)? = logged.fact.content,
                case .task(let key)? = owner.of, key.unit == task.unit,
                key.measure == task.measure, key.issuer == task.issuer, key.grade == task.grade,
                key.year == asOf.year, let day = logged.fact.effectiveOn, day <= asOf,
                day >= latest?.day ?? day
            else { continue }
            latest = (day, owner.dueOn)
        }
        return latest?.dueOn.map { max(0, Int64(asOf.ordinal - $0.ordinal)) } ?? 0
    }

    /// Open units at or below one that have no open unit below them.
    func expected(below root: UnitCode) -> Set<UnitCode> {
        let units = Recount.units(facts).filter { unit in
            unit.definedOn <= asOf && !unit.state(on: asOf).isClosed
        }
        let parents = Set(units.compactMap { $0.state(on: asOf).parent })
        return Set(units.map(\.code)).subtracting(parents).filter {
            count.line(of: $0, on: asOf).contains(root)
        }
    }

    func hasReported(_ unit: UnitCode) -> Bool {
        let reported = facts.contains { logged in
            guard logged.fact.unit == unit, let day = logged.fact.dayOfEffect, day <= asOf,
                day.year == asOf.year, day.month == asOf.month
            else { return false }
            switch logged.fact.content?.kind.rawValue ?? 0 {
            case 30...61, 80...90: return true
            default: return false
            }
        }
        return reported || hasClosedMonth(unit)
    }

    private func hasClosedMonth(_ unit: UnitCode) -> Bool {
        let said = statements.filter { logged in
            guard case .period(let key)? = logged.fact.derivedSubject, key.unit == unit else {
                return false
            }
            return key.from.dayOfMonth == 1 && key.from <= asOf && key.to == asOf.lastOfMonth
                && key.to == key.from.lastOfMonth
        }
        return said.last?.fact.content?.kind == .periodClosed
    }

    /// Twelve times what came by the last end of a month, and how many months that was; nil before it.
    func projectedTimesMonths(of unit: UnitCode) -> (sum: Int128, months: Int)? {
        let figure = figuresOfMonths?[unit]?.first { $0.name == .domesticCapital }
        guard case .number(let number, _)? = figure?.value else { return nil }
        return (number.numerator * 12, asOf.monthsCompleted)
    }
}
