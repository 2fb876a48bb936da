// SPDX-License-Identifier: Apache-2.0
//
// The stock of business entities of a unit over time: day by day changes, summed when asked.
//
// A unit's own report wins over the sum of its categories, and that over the sum of the units below;
// categories that are not all reported stand only where no unit below reports. The notes say which
// was used, and what it lacks. Without any report or single entity there is no stock, which is not
// zero.
//
// What single entities change is in cells apart. A report is the end of its day and contains all
// before it, so that a single change counts until the next report: the stock of a day is the counted
// level and the single changes since the last report by that day. A total that was reported goes on
// with the single changes of all categories.

public import Pipeline

/// Whose stock is asked, until when, and by which tree.
public struct StockQuestion: Hashable, Sendable {
    public var unit: UnitCode
    /// All together where none is given.
    public var category: EntityCategory?
    public var until: CivilDay
    /// Whose tree says which units are below.
    public var treeDay: CivilDay

    public init(
        unit: UnitCode, category: EntityCategory?, until: CivilDay, treeDay: CivilDay
    ) {
        (self.unit, self.category, self.until, self.treeDay) = (unit, category, until, treeDay)
    }
}

/// The changes of a stock, ascending by day.
public struct StockHistory: Sendable {
    public private(set) var facts = 0
    public private(set) var notes: [FigureNote] = []
    private var changes: [CivilDay: Int128] = [:]
    /// The stock from each day of a change on, ascending.
    private var levels: [Level] = []
    private var isReported = false
    private var reportedFrom: CivilDay?
    private var parts: [Part] = []

    private struct Level {
        var day: CivilDay
        var stock: Int128
    }

    /// Whose changes these are: a level that was counted, and what single entities changed since.
    fileprivate struct Part {
        var counted: CellKey
        var singles: [CellKey]
        /// Days of reports, ascending.
        var reports: [CivilDay]

        func lastReport(by day: CivilDay) -> CivilDay? { reports.last { $0 <= day } }
    }

    static func allDays(to day: CivilDay) -> ClosedRange<CivilDay> {
        CivilDay(ordinal: .min / 2)...day
    }

    /// The history of one category of a unit, or of all.
    ///
    /// - Parameter treeDay: whose tree says which units are below; that of `day` where none is given.
    ///   A unit that is closed by then has no stock of its own.
    public init<Source: CellSource>(
        of unit: UnitCode, category: EntityCategory? = nil, until day: CivilDay, tree: UnitTree,
        on treeDay: CivilDay? = nil, source: Source
    ) throws(Source.Failure) {
        self = try StockHistory(
            of: unit, category: category, changesUntil: day, tree: tree, on: treeDay ?? day,
            source: source)
        settle()
    }

    /// The history that the source remembers, or else as it is.
    static func remembered<Source: CellSource>(
        _ question: StockQuestion, tree: UnitTree, source: Source
    ) throws(Source.Failure) -> StockHistory {
        try source.history(question) { () throws(Source.Failure) in
            try StockHistory(
                of: question.unit, category: question.category, until: question.until, tree: tree,
                on: question.treeDay, source: source)
        }
    }

    private mutating func settle() {
        var stock: Int128 = 0
        levels = changes.sorted { $0.key < $1.key }.map { day, change in
            stock += change
            return Level(day: day, stock: stock)
        }
    }

    private init<Source: CellSource>(
        of unit: UnitCode, category: EntityCategory?, changesUntil day: CivilDay, tree: UnitTree,
        on treeDay: CivilDay, source: Source
    ) throws(Source.Failure) {
        let days = StockHistory.allDays(to: day)
        try add([category ?? .total], of: unit, days: days, source: source)
        if isReported { return }
        if category == nil {
            let all = EntityCategory.parts
            let count = try add(all, of: unit, days: days, source: source)
            notes = count == all.count ? [.sumOfCategories] : [.sumOfCategories, .partsMissing]
            if count == all.count { return }
        }
        var below = self
        below.reset()
        try below.addUnitsBelow(
            unit, category: category, until: day, tree: tree, on: treeDay, source: source)
        if below.isReported || !isReported { self = below }
    }

    private mutating func reset() {
        (facts, notes, changes, isReported, reportedFrom) = (0, [], [:], false, nil)
        parts = []
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
        return [[.total], EntityCategory.parts]
    }

    private mutating func add<Source: CellSource>(
        _ category: EntityCategory, of unit: UnitCode, days: ClosedRange<CivilDay>, source: Source
    ) throws(Source.Failure) -> Bool {
        func key(_ quantity: Quantity) -> CellKey {
            CellKey(unit: unit, scope: .own, quantity: quantity, detail: category.rawValue)
        }
        let reports = try source.rows(key(.entityStockReports), days: days).map(\.bucketDay)
        // A total that nobody counted is the sum of the categories, and those have their own parts.
        if category == .total, reports.isEmpty { return false }
        let part = Part(
            counted: key(.entityStock), singles: category.singleStocks(of: unit), reports: reports)
        var singles: [CellRow] = []
        for cell in part.singles { singles += try source.rows(cell, days: days) }
        if category == .total { singles.removeAll { $0.bucketDay <= reports[0] } }
        guard let first = (reports.prefix(1) + singles.map(\.bucketDay)).min() else {
            return false
        }
        isReported = true
        reportedFrom = max(first, reportedFrom ?? first)
        parts.append(part)
        for row in try source.rows(part.counted, days: days) {
            changes[row.bucketDay, default: 0] += row.tally.amount
            facts += row.tally.facts
        }
        for row in singles { take(row, reports) }
        if category == .total, let last = reports.last,
            singles.contains(where: { $0.bucketDay > last })
        {
            try noteCounts(of: unit, days: last.advanced(by: 1)...days.upperBound, source: source)
        }
        return true
    }

    /// A single change counts until the next report, which contains it.
    private mutating func take(_ single: CellRow, _ reports: [CivilDay]) {
        let next = reports.first { $0 >= single.bucketDay }
        if next == single.bucketDay { return }
        changes[single.bucketDay, default: 0] += single.tally.amount
        if let next {
            changes[next, default: 0] -= single.tally.amount
        } else {
            facts += single.tally.facts
        }
    }

    /// A total that goes on by single entities lacks a category that goes on by counts.
    private mutating func noteCounts<Source: CellSource>(
        of unit: UnitCode, days: ClosedRange<CivilDay>, source: Source
    ) throws(Source.Failure) {
        for category in EntityCategory.parts {
            let cell = CellKey(
                unit: unit, scope: .own, quantity: .entityStock, detail: category.rawValue)
            if try !source.rows(cell, days: days).isEmpty, notes.isEmpty { notes = [.partsMissing] }
        }
    }

    private mutating func addUnitsBelow<Source: CellSource>(
        _ unit: UnitCode, category: EntityCategory?, until day: CivilDay, tree: UnitTree,
        on treeDay: CivilDay, source: Source
    ) throws(Source.Failure) {
        var isMissing = false
        for child in tree.children(of: unit, on: treeDay)
        where tree[child]?.state(on: treeDay).isClosed == false {
            let part = try StockHistory.remembered(
                StockQuestion(unit: child, category: category, until: day, treeDay: treeDay),
                tree: tree, source: source)
            guard part.isReported else {
                isMissing = true
                continue
            }
            isReported = true
            isMissing = isMissing || part.notes.contains(.partsMissing)
            changes.merge(part.changes, uniquingKeysWith: +)
            facts += part.facts
            parts += part.parts
            reportedFrom = part.reportedFrom.map { max($0, reportedFrom ?? $0) }
        }
        guard isReported else { return }
        notes.append(.sumOfUnitsBelow)
        if isMissing { notes.append(.partsMissing) }
    }
}

extension StockHistory.Part {
    /// The single changes of days that no report among these days contains.
    fileprivate func singleTerms(_ days: ClosedRange<CivilDay>) -> [Term] {
        let first = lastReport(by: days.upperBound)?.advanced(by: 1) ?? days.lowerBound
        if first > days.upperBound { return [] }
        return singles.map { Term(.numerator, $0, days: first...days.upperBound) }
    }
}

extension EntityCategory {
    /// The cells of what single entities change in the stock of the category, or in the total.
    fileprivate func singleStocks(of unit: UnitCode) -> [CellKey] {
        let categories = self == .total ? EntityCategory.parts : [self]
        return categories.map {
            CellKey(unit: unit, scope: .own, quantity: .entityStock, detail: $0.single)
        }
    }
}

extension StockHistory {
    /// The stock at the end of a day, as terms.
    func terms(by day: CivilDay) -> [Term] {
        let days = StockHistory.allDays(to: day)
        return parts.flatMap { part in
            [Term(.numerator, part.counted, days: days)] + part.singleTerms(days)
        }
    }

    /// By how much the stock at the end of days differs from that before them, as terms.
    func terms(over days: ClosedRange<CivilDay>) -> [Term] {
        let eve = days.lowerBound.advanced(by: -1)
        return parts.flatMap { part in
            let counted = Term(.numerator, part.counted, days: days)
            if part.lastReport(by: days.upperBound) == part.lastReport(by: eve) {
                return [counted] + part.singles.map { Term(.numerator, $0, days: days) }
            }
            return [counted] + part.singleTerms(StockHistory.allDays(to: days.upperBound))
                + part.singleTerms(StockHistory.allDays(to: eve)).times(-1)
        }
    }

    /// Whether there is any stock.
    var isKnown: Bool { isReported }

    /// The day of the first change known.
    public var firstDay: CivilDay? { levels.first?.day }

    /// How much it holds: of this many parts and days.
    public var size: Int { parts.count + levels.count }

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

    /// The earliest of these days on whose end the stock was at least that many.
    public func firstDay(
        reaching threshold: Int64, within days: ClosedRange<CivilDay>
    ) -> CivilDay? {
        guard let reportedFrom, reportedFrom <= days.upperBound else { return nil }
        let first = max(days.lowerBound, reportedFrom)
        if sum(until: first) >= Int128(threshold) { return first }
        for next in levels[count(until: first)...] where next.day <= days.upperBound {
            if next.stock >= Int128(threshold) { return next.day }
        }
        return nil
    }

    /// The last full ten thousand that the latest stock has reached; nil below the first.
    public var lastFullTenThousand: Int64? {
        guard let reportedFrom, let last = levels.last, reportedFrom <= last.day else {
            return nil
        }
        let full = Int64(last.stock / 10_000) * 10_000
        return full > 0 ? full : nil
    }

    private func sum(until day: CivilDay) -> Int128 {
        let count = count(until: day)
        return count == 0 ? 0 : levels[count - 1].stock
    }

    /// How many of the levels begin by a day.
    private func count(until day: CivilDay) -> Int {
        var (low, high) = (0, levels.count)
        while low < high {
            let middle = (low + high) / 2
            if levels[middle].day <= day { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
