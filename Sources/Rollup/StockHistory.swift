// SPDX-License-Identifier: Apache-2.0
//
// The stock of business entities of a unit over time: day by day changes, summed when asked.
//
// A unit's own report wins over the sum of its categories, and that over the sum of the units below;
// categories that are not all reported stand only where no unit below reports. The notes say which
// was used, and what it lacks. Without any report there is no stock, which is not zero.

public import Pipeline

/// The changes of a stock, ascending by day.
public struct StockHistory: Sendable {
    public private(set) var facts = 0
    public private(set) var notes: [FigureNote] = []
    private var changes: [CivilDay: Int128] = [:]
    private var isReported = false
    private var reportedFrom: CivilDay?
    /// Whose changes these are.
    private var cells: [CellKey] = []

    static func allDays(to day: CivilDay) -> ClosedRange<CivilDay> {
        CivilDay(ordinal: .min / 2)...day
    }

    /// The history of one category of a unit, or of all.
    public init<Source: CellSource>(
        of unit: UnitCode, category: EntityCategory? = nil, until day: CivilDay, tree: UnitTree,
        source: Source
    ) throws(Source.Failure) {
        let days = StockHistory.allDays(to: day)
        try add([category ?? .total], of: unit, days: days, source: source)
        if isReported { return }
        if category == nil {
            let parts: [EntityCategory] = [.enterprise, .individualBusiness, .farmersCooperative]
            let count = try add(parts, of: unit, days: days, source: source)
            notes = count == parts.count ? [.sumOfCategories] : [.sumOfCategories, .partsMissing]
            if count == parts.count { return }
        }
        var below = self
        below.reset()
        try below.addUnitsBelow(unit, category: category, until: day, tree: tree, source: source)
        if below.isReported || !isReported { self = below }
    }

    private mutating func reset() {
        (facts, notes, changes, isReported, reportedFrom) = (0, [], [:], false, nil)
        cells = []
    }

    /// - Returns: how many of the categories were reported.
    @discardableResult
    private mutating func add<Source: CellSource>(
        _ categories: [EntityCategory], of unit: UnitCode, days: ClosedRange<CivilDay>,
        source: Source
    ) throws(Source.Failure) -> Int {
        var count = 0
        for category in categories
        where try add(category, of: unit, days: days, source: source) { count += 1 }
        return count
    }

    /// What to look for, the best first: the total, else the categories.
    static func choices(_ category: EntityCategory?) -> [[EntityCategory]] {
        if let category { return [[category]] }
        return [[.total], [.enterprise, .individualBusiness, .farmersCooperative]]
    }

    private mutating func add<Source: CellSource>(
        _ category: EntityCategory, of unit: UnitCode, days: ClosedRange<CivilDay>, source: Source
    ) throws(Source.Failure) -> Bool {
        func key(_ quantity: Quantity) -> CellKey {
            CellKey(unit: unit, scope: .own, quantity: quantity, detail: category.rawValue)
        }
        let reports = try source.rows(key(.entityStockReports), days: days)
        guard let first = reports.first?.bucketDay else { return false }
        isReported = true
        reportedFrom = max(first, reportedFrom ?? first)
        cells.append(key(.entityStock))
        for row in try source.rows(key(.entityStock), days: days) {
            changes[row.bucketDay, default: 0] += row.tally.amount
            facts += row.tally.facts
        }
        return true
    }

    private mutating func addUnitsBelow<Source: CellSource>(
        _ unit: UnitCode, category: EntityCategory?, until day: CivilDay, tree: UnitTree,
        source: Source
    ) throws(Source.Failure) {
        var isMissing = false
        for child in tree.children(of: unit, on: day) {
            let part = try StockHistory(
                of: child, category: category, until: day, tree: tree, source: source)
            guard part.isReported else {
                isMissing = true
                continue
            }
            isReported = true
            isMissing = isMissing || part.notes.contains(.partsMissing)
            changes.merge(part.changes, uniquingKeysWith: +)
            facts += part.facts
            cells += part.cells
            reportedFrom = part.reportedFrom.map { max($0, reportedFrom ?? $0) }
        }
        guard isReported else { return }
        notes.append(.sumOfUnitsBelow)
        if isMissing { notes.append(.partsMissing) }
    }
}

extension StockHistory {
    /// The changes over days, as terms.
    func terms(over days: ClosedRange<CivilDay>) -> [Term] {
        cells.map { Term(.numerator, $0, days: days) }
    }

    /// The figure of the earliest day with at least so many: it rests on the changes to that day,
    /// or on all to the day asked where there is none.
    func crossing(of threshold: Int64, by day: CivilDay) -> Figure {
        let value = firstCrossing(threshold)
        var last = day
        if case .day(let found) = value { last = found }
        var figure = Figure(
            .firstCrossing, value, facts: facts,
            terms: terms(over: StockHistory.allDays(to: last)))
        figure.threshold = threshold
        figure.notes = notes
        figure.from = firstDay
        figure.to = day
        return figure
    }

    /// The day of the first change known.
    public var firstDay: CivilDay? { changes.keys.min() }

    /// The stock at the end of a day.
    public func stock(on day: CivilDay) -> FigureValue {
        guard let reportedFrom, reportedFrom <= day else { return .missing(.noReport) }
        return .number(Fraction(sum(until: day)), .count)
    }

    /// The stock at the end of a period less that at the end of the day before it.
    public func netIncrease(over period: ClosedRange<CivilDay>) -> FigureValue {
        let eve = period.lowerBound.advanced(by: -1)
        guard let reportedFrom, reportedFrom <= period.upperBound else {
            return .missing(.noReport)
        }
        guard reportedFrom <= eve else { return .missing(.noBase) }
        return .number(Fraction(sum(until: period.upperBound) - sum(until: eve)), .count)
    }

    /// The earliest day on whose end the stock was at least that many.
    public func firstCrossing(_ threshold: Int64) -> FigureValue {
        guard let reportedFrom else { return .missing(.noReport) }
        var level: Int128 = 0
        for (day, change) in changes.sorted(by: { $0.key < $1.key }) {
            level += change
            if day >= reportedFrom, level >= Int128(threshold) { return .day(day) }
        }
        return .missing(.neverCrossed)
    }

    /// The last full ten thousand that the latest stock has reached; nil below the first.
    public var lastFullTenThousand: Int64? {
        guard let reportedFrom, let last = changes.keys.max(), reportedFrom <= last else {
            return nil
        }
        let full = Int64(sum(until: last) / 10_000) * 10_000
        return full > 0 ? full : nil
    }

    private func sum(until day: CivilDay) -> Int128 {
        changes.reduce(0) { $1.key <= day ? $0 + $1.value : $0 }
    }
}
