// SPDX-License-Identifier: Apache-2.0
//
// Rows of tasks, counts of business entities and indicators → levels. The key of each fact is the
// key of its subject, with the status for an indicator: the flash after an estimate is a new fact.
//
// A column without a unit in its brackets may hold money or counts: the measure decides for a task,
// the unit in the cell for an indicator.

import Pipeline

extension Clerk {
    mutating func taskFacts(_ row: inout Row) -> [Fact] {
        var task = AnnualTaskSet()
        task.measure = row.measure()
        task.unit = unit(&row)
        task.year = year(&row)
        task.issuer = row.takeText(.issuer)
        task.grade = row.word(.grade) == nil ? .base : row.choice(.grade, as: TaskGrade.self)
        setSchedule(&task, &row)
        let isCount = task.measure?.computedUnit == .count && !row.isMoneyColumn
        (task.amount, task.count) = value(&row, isCount: isCount)
        for (column, isEmpty) in [
            (Column.measure, task.measure == nil), (.issuer, task.issuer == nil),
        ] where isEmpty && row.text(column) == nil {
            row.flag(.fieldMissing, column, "a task needs this")
        }
        guard let measure = task.measure, let unit = task.unit, let year = task.year,
            let issuer = task.issuer, let grade = task.grade,
            task.amount != nil || task.count != nil
        else { return [] }
        let key = key(
            [unit.text, measure.text, "\(year)", issuer, grade.rawValue], in: &row,
            keyColumn: .measure)
        var fact = fact(.annualTaskSet(task), key, in: row)
        fact.unit = unit
        fact.effectiveOn = row.day(.date)
        return [fact]
    }

    private func year(_ row: inout Row) -> Int64? {
        guard var word = row.word(.year) else {
            row.flag(.fieldMissing, .year, "a task has a year")
            return nil
        }
        if word.hasSuffix("年") { word.removeLast() }
        if let year = CountText.parse(word), (1949...2199).contains(year) {
            row.take(.year)
            return year
        }
        row.flag(.dateOutOfRange, .year, "“\(word)” is no year from 1949 to 2199")
        return nil
    }

    /// 按月, 按日, or the twelve percentages of a curve, parted by blanks, commas or slashes.
    private func setSchedule(_ task: inout AnnualTaskSet, _ row: inout Row) {
        guard let word = row.word(.schedule) else { return }
        let points = word.split { " ,;/、".contains($0) }.map { percent($0) }
        if points.count == 12, points.allSatisfy({ $0 != nil }) {
            task.schedule = .curve
            task.curve = points.compactMap(\.self)
            row.take(.schedule)
        } else {
            task.schedule = row.choice(.schedule, as: Schedule.self)
        }
    }

    /// A percentage with at most two decimals, in basis points.
    private func percent(_ text: Substring) -> Int64? {
        let parts = (text.hasSuffix("%") ? text.dropLast() : text)
            .split(separator: ".", omittingEmptySubsequences: false)
        guard let first = parts.first, parts.count <= 2, (1...3).contains(first.count) else {
            return nil
        }
        let fraction = parts.count == 2 ? parts[1] : ""
        guard fraction.count <= 2 else { return nil }
        let padding = String(repeating: "0", count: 2 - fraction.count)
        return CountText.parse("\(first)\(fraction)\(padding)")
    }

    mutating func entityFacts(_ row: inout Row) -> [Fact] {
        let unit = unit(&row)
        let day = row.day(.date)
        let category = row.choice(.category, as: EntityCategory.self)
        for (column, isEmpty) in [(Column.date, day == nil), (.category, category == nil)]
        where isEmpty && row.text(column) == nil {
            row.flag(.fieldMissing, column, "a count of entities needs this")
        }
        let kinds: [(Column, (EntityCount) -> Content)] = [
            (.stock, Content.entityStockReported), (.registered, Content.entitiesRegistered),
            (.deregistered, Content.entitiesDeregistered), (.movedIn, Content.entitiesMovedIn),
            (.movedOut, Content.entitiesMovedOut),
        ]
        let counts = kinds.map { row.count($0.0) }
        guard let unit, let day, let category, counts.contains(where: { $0 != nil }) else {
            return []
        }
        let key = key(
            [day.text, unit.text, category.rawValue], in: &row, keyColumn: .category)
        var facts: [Fact] = []
        for (count, (_, content)) in zip(counts, kinds) {
            guard let count else { continue }
            var entities = EntityCount()
            entities.unit = unit
            entities.category = category
            entities.count = count
            var fact = fact(content(entities), key, in: row)
            fact.unit = unit
            fact.effectiveOn = day
            facts.append(fact)
        }
        return facts
    }

    mutating func indicatorFacts(_ row: inout Row) -> [Fact] {
        var indicator = IndicatorReported()
        indicator.measure = row.measure()
        indicator.unit = unit(&row)
        indicator.from = row.day(.from)
        indicator.to = row.day(.to)
        indicator.accumulation = row.choice(.accumulation, as: Accumulation.self)
        indicator.status = row.choice(.status, as: FigureStatus.self)
        (indicator.amount, indicator.count) = value(&row, isCount: false)
        for (column, isEmpty) in [
            (Column.measure, indicator.measure == nil), (.from, indicator.from == nil),
            (.to, indicator.to == nil), (.accumulation, indicator.accumulation == nil),
            (.status, indicator.status == nil),
        ] where isEmpty && row.text(column) == nil {
            row.flag(.fieldMissing, column, "an indicator needs this")
        }
        guard let measure = indicator.measure, let unit = indicator.unit,
            let from = indicator.from, let to = indicator.to,
            let accumulation = indicator.accumulation, let status = indicator.status,
            indicator.amount != nil || indicator.count != nil
        else { return [] }
        let parts = [
            to.text, measure.text, unit.text, from.text, accumulation.rawValue, status.rawValue,
        ]
        let key = key(parts, in: &row, keyColumn: .measure)
        var fact = fact(.indicatorReported(indicator), key, in: row)
        fact.unit = unit
        fact.effectiveOn = to
        return [fact]
    }

    /// Money or a count, whichever the row fills; both or neither is flagged.
    private func value(_ row: inout Row, isCount: Bool) -> (Money?, Int64?) {
        let isAmountFilled = row.text(.amount) != nil
        let isCountFilled = row.text(.count) != nil
        if isAmountFilled, isCountFilled {
            row.flag(.unitOfMeasure, .count, "a row holds money or a count, not both")
            return (nil, nil)
        }
        if isCountFilled { return (nil, row.count(.count)) }
        if row.cell(.amount) == nil {
            row.flag(.fieldMissing, .amount, "no value is given")
            return (nil, nil)
        }
        return isCount ? (nil, row.count(.amount)) : (row.money(.amount), nil)
    }
}

extension Row {
    /// Whether the heading of the amounts names a unit of money.
    fileprivate var isMoneyColumn: Bool { header.namesUnit(.amount) }
}
