// SPDX-License-Identifier: Apache-2.0
//
// What a front keeps of the ledger database as it stands: the cells that were asked for, and what was
// derived from the levels of units.
//
// Law: it stands at one cursor, and a cell in it is, for every day that it answers, what the database has
// there. A later state is reached by the deltas since, which the database tells; where it does not, or is
// of another epoch or an earlier position, all is forgotten and read again as it is asked for. Questions
// about what was known before go to the database. What is kept is bounded.

import Journal
import Pipeline
import Rollup

final class LedgerImage {
    /// Days and deltas of all cells, and as many for each cell itself; some 50 bytes each. Two million are
    /// 100 MB; one more, and the cells are forgotten.
    static let cellsMax = 2_000_000
    static let overhead = 6
    /// Parts and days of all histories of stocks, some 500 bytes each.
    static let levelsMax = 100_000

    private var cursor = LedgerCursor.origin
    private var cells: [CellKey: CellImage] = [:]
    private var cellsSize = 0
    private var details: [UnitQuantity: [String]] = [:]
    private var levels: [UnitCode: Levels] = [:]
    private var levelsSize = 0
    /// The units by which `levels` were derived.
    private var units: KnownUnits?

    private struct UnitQuantity: Hashable {
        var unit: UnitCode
        var quantity: Quantity
    }

    /// What is remembered of a unit while no level changes of it or of a unit ever below it.
    private struct Levels {
        var histories: [StockQuestion: StockHistory] = [:]
        var tasks: [CivilDay: [AnnualTask]] = [:]
        var indicators: [CivilDay: [ReportedIndicator]] = [:]
        var size = 0
    }

    /// Comes to the state of a view. Where that fails it stays as it was.
    ///
    /// - Parameter units: those of the view.
    func follow(_ view: some LedgerView, units: KnownUnits) throws(JournalError) {
        let isLater = view.cursor.epoch == cursor.epoch && view.cursor.position > cursor.position
        if view.cursor != cursor {
            let deltas = isLater && !isEmpty ? try view.deltas(after: cursor.position) : nil
            if let deltas { take(deltas) } else { forget() }
            cursor = view.cursor
        }
        if self.units?.isAs(units) != true { forgetLevels() }
        self.units = units
    }

    private var isEmpty: Bool { cells.isEmpty && details.isEmpty && levels.isEmpty }

    private func forget() {
        forgetCells()
        forgetLevels()
        details = [:]
    }

    private func forgetLevels() {
        levels = [:]
        levelsSize = 0
    }

    private func forgetCells() {
        cells = [:]
        cellsSize = 0
    }

    private func take(_ deltas: [Delta]) {
        var changed: Set<UnitCode> = []
        for delta in deltas {
            let key = delta.cell
            if key.scope == .own, key.quantity.isLevel {
                changed.insert(key.unit)
                let list = UnitQuantity(unit: key.unit, quantity: key.quantity)
                if details[list]?.contains(key.detail) == false { details[list] = nil }
            }
            guard let index = cells.index(forKey: key) else { continue }
            let size = cells.values[index].size
            cells.values[index].add(delta)
            cellsSize += cells.values[index].size - size
            if cells.values[index].isOverfull {
                cellsSize -= cells.values[index].size + Self.overhead
                cells.remove(at: index)
            }
        }
        for unit in Set(changed.flatMap { units?.tree.everAbove($0) ?? [$0] }) {
            guard let gone = levels.removeValue(forKey: unit) else { continue }
            levelsSize -= gone.size
        }
    }
}

// Cells, each read when it is asked for first.
extension LedgerImage {
    private static let always = CivilDay(ordinal: .min)...CivilDay(ordinal: .max - 1)

    /// The image of a cell that answers for a day; nil where it has too many deltas of later effect.
    func cell(
        _ key: CellKey, asOf: CivilDay, in view: some LedgerView
    ) throws(JournalError) -> CellImage? {
        precondition(view.cursor == cursor, "an image of another state")
        if let cell = cells[key], cell.floor <= asOf { return cell }
        let selection = DeltaSelection(
            key, days: Self.always,
            effective: asOf.advanced(by: 1)...max(asOf.advanced(by: 1), Self.always.upperBound),
            positions: .origin ... .latest, along: .effectiveDay)
        let later = try view.deltas(selection, after: nil, max: CellImage.laterMax + 1)
        guard later.count <= CellImage.laterMax else { return nil }
        let rows = try view.days(
            key, days: Self.always, asOf: Self.always.upperBound, knownAt: cursor.position)
        let cell = CellImage(floor: asOf, rows: rows, later: later)
        if cellsSize > Self.cellsMax { forgetCells() }
        if let old = cells.updateValue(cell, forKey: key) { cellsSize -= old.size + Self.overhead }
        cellsSize += cell.size + Self.overhead
        return cell
    }

    /// See `LedgerView.details`, of a unit's own.
    func details(
        of unit: UnitCode, quantity: Quantity, in view: some LedgerView
    ) throws(JournalError) -> [String] {
        let key = UnitQuantity(unit: unit, quantity: quantity)
        if let found = details[key] { return found }
        let found = try view.details(unit: unit, scope: .own, quantity: quantity)
        if details.count * Self.overhead > Self.cellsMax { details = [:] }
        details[key] = found
        return found
    }
}

// What is derived from levels.
extension LedgerImage {
    /// Histories of less are not kept, of a unit without others below it.
    private static let sizeMin = 16

    func history(
        _ question: StockQuestion, asOf: CivilDay, _ make: () throws(JournalError) -> StockHistory
    ) throws(JournalError) -> StockHistory {
        guard question.until == asOf else { return try make() }
        if let found = levels[question.unit]?.histories[question] { return found }
        let history = try make()
        // A small one is made again as fast as it is found, but where it took looking at others.
        guard history.size >= Self.sizeMin || units?.tree.hasUnitsBelow(question.unit) == true
        else { return history }
        keep(1 + history.size, of: question.unit) { $0.histories[question] = history }
        return history
    }

    func tasks(
        of unit: UnitCode, on day: CivilDay, asOf: CivilDay,
        _ make: () throws(JournalError) -> [AnnualTask]
    ) throws(JournalError) -> [AnnualTask] {
        try list(\.tasks, of: unit, on: day, asOf: asOf, make)
    }

    func indicators(
        of unit: UnitCode, on day: CivilDay, asOf: CivilDay,
        _ make: () throws(JournalError) -> [ReportedIndicator]
    ) throws(JournalError) -> [ReportedIndicator] {
        try list(\.indicators, of: unit, on: day, asOf: asOf, make)
    }

    /// What is of effect on the day that is asked of; what is of effect later is not remembered.
    private func list<Value>(
        _ lists: WritableKeyPath<Levels, [CivilDay: [Value]]>, of unit: UnitCode,
        on day: CivilDay, asOf: CivilDay, _ make: () throws(JournalError) -> [Value]
    ) throws(JournalError) -> [Value] {
        guard day == asOf else { return try make() }
        if let found = levels[unit]?[keyPath: lists][day] { return found }
        let values = try make()
        keep(1 + values.count, of: unit) { $0[keyPath: lists][day] = values }
        return values
    }

    private func keep(_ size: Int, of unit: UnitCode, _ change: (inout Levels) -> Void) {
        guard size <= Self.levelsMax else { return }
        if levelsSize + size > Self.levelsMax { forgetLevels() }
        levelsSize += size
        levels[unit, default: Levels()].size += size
        change(&levels[unit]!)
    }
}

extension Quantity {
    /// Whether it is a level: of a unit's own cells only.
    fileprivate var isLevel: Bool { self >= .task }
}
