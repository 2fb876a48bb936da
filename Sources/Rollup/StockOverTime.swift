// SPDX-License-Identifier: Apache-2.0
//
// A unit's stock on days between which the units below it changed: on each day the sum of those that
// stand below it then. An increase is the difference of two such stocks, and a crossing is looked for
// between one change of the tree and the next. By the tree of the day asked (可比口径) there is one
// history for all days.

import Pipeline

/// The stock of a unit as of a day, and how it came to be.
struct StockOverTime<Source: CellSource> {
    let unit: UnitCode
    let category: EntityCategory?
    let day: CivilDay
    let tree: UnitTree
    let basis: TreeChoice
    let source: Source
    /// By the tree of the day.
    let history: StockHistory

    init(
        of unit: UnitCode, category: EntityCategory? = nil, until day: CivilDay, tree: UnitTree,
        basis: TreeChoice, source: Source
    ) throws(Source.Failure) {
        (self.unit, self.category, self.day) = (unit, category, day)
        (self.tree, self.basis, self.source) = (tree, basis, source)
        history = try StockHistory.remembered(
            StockQuestion(unit: unit, category: category, until: day, treeDay: day), tree: tree,
            source: source)
    }

    func stock() -> Figure {
        figure(.entityStock, history.stock(on: day), terms(of: history, by: day), from: day)
    }

    func netIncrease(over period: ClosedRange<CivilDay>) throws(Source.Failure) -> Figure {
        let eve = period.lowerBound.advanced(by: -1)
        guard !changes(in: period).isEmpty else {
            return figure(
                .netIncrease, history.netIncrease(over: period),
                source.namesTerms ? history.terms(over: period) : [], from: period.lowerBound)
        }
        let before = try history(on: eve)
        let terms = terms(of: history, by: day) + terms(of: before, by: eve).times(-1)
        let value: FigureValue =
            switch (history.stock(on: day), before.stock(on: eve)) {
            case (.number(let now, let unit), .number(let then, _)): .number(now - then, unit)
            case (.number, _): .missing(.noBase)
            default: .missing(.noReport)
            }
        return figure(.netIncrease, value, terms, from: period.lowerBound)
    }

    /// The earliest day with at least so many: it rests on the changes to that day, or on all to the
    /// day asked where there is none.
    func crossing(of threshold: Int64) throws(Source.Failure) -> Figure {
        var found = figure(
            .firstCrossing, .missing(history.isKnown ? .neverCrossed : .noReport),
            terms(of: history, by: day), from: history.firstDay)
        var first = CivilDay(ordinal: .min / 2)
        for next in changes(in: first...day) + [day.advanced(by: 1)] {
            let last = next.advanced(by: -1)
            let then = last == day ? history : try history(on: last)
            if let crossed = then.firstDay(reaching: threshold, within: first...last) {
                found.value = .day(crossed)
                (found.terms, found.notes) = (terms(of: then, by: crossed), then.notes)
                found.from = then.firstDay
                break
            }
            first = next
        }
        found.threshold = threshold
        return found
    }

    /// The last full ten thousand that the latest stock has reached; nil below the first.
    var lastFullTenThousand: Int64? { history.lastFullTenThousand }

    private func history(on other: CivilDay) throws(Source.Failure) -> StockHistory {
        try StockHistory.remembered(
            StockQuestion(unit: unit, category: category, until: day, treeDay: other), tree: tree,
            source: source)
    }

    private func terms(of history: StockHistory, by day: CivilDay) -> [Term] {
        source.namesTerms ? history.terms(by: day) : []
    }

    /// The days on which the units below are others than before; none where their stocks are not asked.
    private func changes(in days: ClosedRange<CivilDay>) -> [CivilDay] {
        basis == .now ? [] : tree.changes(below: unit).filter(days.contains)
    }

    private func figure(
        _ name: FigureName, _ value: FigureValue, _ terms: [Term], from first: CivilDay?
    ) -> Figure {
        var figure = Figure(name, value, facts: history.facts, terms: terms)
        (figure.from, figure.to, figure.notes) = (first, day, history.notes)
        return figure
    }
}
