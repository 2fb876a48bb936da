// SPDX-License-Identifier: Apache-2.0
//
// Business entities of a unit over a period: stock, net increase, first crossing and the flows.
//
// Flows are the unit's own counts and single entities; a category of which nothing was told is missing,
// not zero, but where it is kept singly: there nobody counts, and none is none. Conversions and
// promotions are "of which": shown where there are any, and in no sum.

public import Pipeline

/// The figures of one category, or of all together.
public struct EntityFigures<Source: CellSource> {
    let unit: UnitCode
    let category: EntityCategory?
    let period: ClosedRange<CivilDay>
    let threshold: Int64?
    let tree: UnitTree
    let source: Source

    public init(
        unit: UnitCode, category: EntityCategory?, period: ClosedRange<CivilDay>,
        threshold: Int64?, tree: UnitTree, source: Source
    ) {
        self.unit = unit
        self.category = category
        self.period = period
        self.threshold = threshold
        self.tree = tree
        self.source = source
    }

    /// Stock first, then how it moved.
    public func answer() throws(Source.Failure) -> [Figure] {
        let stocks = try StockOverTime(
            of: unit, category: category, until: period.upperBound, tree: tree, basis: .dated,
            source: source)
        var figures = [stocks.stock(), try stocks.netIncrease(over: period)]
        if let threshold = threshold ?? (category == nil ? stocks.lastFullTenThousand : nil) {
            figures.append(try stocks.crossing(of: threshold))
        }
        let flows = try flows()
        let difference = try difference(of: figures[1], from: flows)
        return figures + flows + [difference].compactMap(\.self)
    }

    private func flows() throws(Source.Failure) -> [Figure] {
        let kinds: [(FigureName, Quantity)] = [
            (.registered, .entitiesRegistered), (.deregistered, .entitiesDeregistered),
            (.movedIn, .entitiesMovedIn), (.movedOut, .entitiesMovedOut),
        ]
        var figures: [Figure] = []
        let isKept = try isKeptSingly()
        for (name, quantity) in kinds {
            let (sum, notes) = try flow(quantity)
            let value: FigureValue =
                sum.facts > 0 || isKept
                ? .number(Fraction(sum.amount), .count) : .missing(.noReport)
            figures.append(figure(name, value, sum, notes))
        }
        let (promoted, notes) = try flow(.entitiesPromoted)
        for (name, sum, notes) in [
            (FigureName.converted, try converted(), []), (.promoted, promoted, notes),
        ] where sum.facts > 0 {
            figures.append(figure(name, .number(Fraction(sum.amount), .count), sum, notes))
        }
        return figures
    }

    private func figure(
        _ name: FigureName, _ value: FigureValue, _ sum: Addend, _ notes: [FigureNote]
    ) -> Figure {
        var figure = Figure(name, value, facts: sum.facts, terms: sum.terms)
        figure.from = period.lowerBound
        figure.to = period.upperBound
        figure.notes = notes
        return figure
    }

    /// The category's flow; of all together the total that was reported, else the categories.
    ///
    /// A total goes on with single entities of all categories where it was not counted.
    private func flow(_ quantity: Quantity) throws(Source.Failure) -> (Addend, [FigureNote]) {
        var nothing = Addend.zero
        for categories in StockHistory.choices(category) {
            var counted = Addend.zero
            var singles = Addend.zero
            for category in categories {
                counted = counted + (try addend(quantity, category.rawValue))
                for part in category == .total ? EntityCategory.parts : [category] {
                    singles = singles + (try addend(quantity, part.single))
                }
            }
            // Without a counted total, single entities are told by their categories.
            let sum = categories == [.total] && counted.facts == 0 ? counted : counted + singles
            if sum.facts > 0 { return (sum, categories.count > 1 ? [.sumOfCategories] : []) }
            nothing = sum
        }
        return (nothing, [])
    }

    /// Whether the year that the period lies in is kept by single entities, and so by no counts, of the
    /// category or of all.
    private func isKeptSingly() throws(Source.Failure) -> Bool {
        let end = period.upperBound
        guard period.lowerBound >= end.firstOfYear else { return false }
        for part in category.map({ [$0] }) ?? EntityCategory.parts {
            let cell = CellKey(
                unit: unit, scope: .own, quantity: .entityStock, detail: part.single)
            if try source.rows(cell, days: end.firstOfYear...end).isEmpty { return false }
        }
        return true
    }

    /// Those that became enterprises, of what the category asked was or, for enterprises, became.
    private func converted() throws(Source.Failure) -> Addend {
        var sum = Addend.zero
        for former in EntityCategory.parts where former != .enterprise {
            guard [nil, .total, .enterprise, former].contains(category) else { continue }
            for detail in [former.rawValue, former.single] {
                sum = sum + (try addend(.entitiesConverted, detail))
            }
        }
        return sum
    }

    func addend(_ quantity: Quantity, _ detail: String) throws(Source.Failure) -> Addend {
        try source.addend(
            CellKey(unit: unit, scope: .own, quantity: quantity, detail: detail), days: period)
    }
}
