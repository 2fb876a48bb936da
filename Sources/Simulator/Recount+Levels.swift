// SPDX-License-Identifier: Apache-2.0
//
// The oracle's tasks, stocks and indicators. Levels stay with their unit.

import Journal
import Pipeline
import Rollup

extension Recount {
    /// The task last set, with the amount of its last adjustment by day.
    mutating func countTask(_ key: TaskKey, _ facts: [LoggedFact]) {
        let sets = facts.filter { $0.fact.content?.kind == .annualTaskSet }
        let words = sets + facts.filter { $0.fact.content?.kind == .taskAdjusted }
        guard let last = sets.last, case .annualTaskSet(let task)? = last.fact.content,
            let day = last.fact.dayOfEffect,
            let latest = words.compactMap(\.fact.dayOfEffect).max(),
            let amount = words.last(where: { $0.fact.dayOfEffect == latest }).flatMap(naiveTask)
        else { return }
        let spoken = words.count
        let points = task.curve.map { "\($0)" }.joined(separator: ",")
        let detail = [
            "\(key.year)", key.measure.text, key.grade.rawValue,
            (task.schedule ?? .byMonths).rawValue, points, task.amount == nil ? "COUNT" : "FEN",
            key.issuer,
        ]
        add(
            Int128(amount), facts: spoken, to: .task, of: key.unit, on: day,
            detail: detail.joined(separator: "/"), isSummed: false)
    }

    private func naiveTask(_ logged: LoggedFact) -> Int64? {
        switch logged.fact.content {
        case .annualTaskSet(let task): task.amount?.minorUnits ?? task.count
        case .taskAdjusted(let task): task.amount?.minorUnits ?? task.count
        default: nil
        }
    }

    /// The value of the highest status, of those the last.
    mutating func countIndicator(_ key: IndicatorKey, _ facts: [LoggedFact]) {
        let reports = facts.compactMap { logged -> IndicatorReported? in
            guard case .indicatorReported(let report)? = logged.fact.content else { return nil }
            return report
        }
        guard let status = reports.compactMap(\.status).max(),
            let report = reports.last(where: { $0.status == status }),
            let amount = report.amount?.minorUnits ?? report.count
        else { return }
        let unit = report.amount == nil ? "COUNT" : "FEN"
        let detail = "\(key.measure.text)/\(key.accumulation.rawValue)/\(key.from.text)/\(unit)"
        add(
            Int128(amount), facts: facts.count, to: .indicator, of: key.unit, on: key.to,
            detail: detail, isSummed: false)
        add(
            Int128(status.number), facts: facts.count, to: .indicatorStatus, of: key.unit,
            on: key.to, detail: detail, isSummed: false)
    }

    /// The flows of each day, and by how much the stock at its end differs from the day before.
    mutating func countEntities(
        _ unit: UnitCode, _ category: EntityCategory, _ facts: [LoggedFact]
    ) {
        for day in Set(facts.compactMap(\.fact.dayOfEffect)) {
            let today = facts.filter { $0.fact.dayOfEffect == day }
            countConversions(unit, today)
            let change = stock(facts, endOf: day) - stock(facts, endOf: day.advanced(by: -1))
            add(
                change, facts: today.filter { naiveCount($0) != nil }.count, to: .entityStock,
                of: unit, on: day, detail: category.rawValue, isSummed: false)
            for logged in today {
                guard let (count, quantity) = naiveCount(logged) else { continue }
                add(
                    quantity == .entityStockReports ? 1 : count, facts: 1, to: quantity, of: unit,
                    on: day, detail: category.rawValue, isSummed: false)
            }
        }
    }

    /// The last stock reported on the last day of one, and the flows of the days after.
    private func stock(_ facts: [LoggedFact], endOf day: CivilDay) -> Int128 {
        let known = facts.filter { $0.fact.dayOfEffect! <= day }
        let reports = known.filter { $0.fact.content?.kind == .entityStockReported }
        let lastDay = reports.compactMap(\.fact.dayOfEffect).max()
        let report = reports.last { $0.fact.dayOfEffect == lastDay }
        let flows = known.filter { lastDay == nil || $0.fact.dayOfEffect! > lastDay! }
        return flows.reduce(report.flatMap { naiveCount($0)?.0 } ?? 0) { sum, logged in
            switch naiveCount(logged) {
            case (let count, .entitiesRegistered)?, (let count, .entitiesMovedIn)?: sum + count
            case (let count, .entitiesDeregistered)?, (let count, .entitiesMovedOut)?: sum - count
            default: sum
            }
        }
    }

    private func naiveCount(_ logged: LoggedFact) -> (Int128, Quantity)? {
        func counted(_ entities: EntityCount, _ quantity: Quantity) -> (Int128, Quantity)? {
            entities.count.map { (Int128($0), quantity) }
        }
        return switch logged.fact.content {
        case .entityStockReported(let value): counted(value, .entityStockReports)
        case .entitiesRegistered(let value): counted(value, .entitiesRegistered)
        case .entitiesDeregistered(let value): counted(value, .entitiesDeregistered)
        case .entitiesMovedIn(let value): counted(value, .entitiesMovedIn)
        case .entitiesMovedOut(let value): counted(value, .entitiesMovedOut)
        default: nil
        }
    }
}
