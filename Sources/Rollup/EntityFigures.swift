// SPDX-License-Identifier: Apache-2.0
//
// Business entities of a unit over a period: stock, net increase, first crossing and the flows.
//
// Flows are the unit's own counts; a category that was never counted is missing, not zero.

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
        let history = try StockHistory(
            of: unit, category: category, until: period.upperBound, tree: tree, source: source)
        var figures = [
            figure(
                .entityStock, history.stock(on: period.upperBound), history,
                history.terms(over: StockHistory.allDays(to: period.upperBound))),
            figure(
                .netIncrease, history.netIncrease(over: period), history,
                history.terms(over: period)),
        ]
        if let threshold = threshold ?? (category == nil ? history.lastFullTenThousand : nil) {
            figures.append(history.crossing(of: threshold, by: period.upperBound))
        }
        return figures + (try flows())
    }

    private func figure(
        _ name: FigureName, _ value: FigureValue, _ history: StockHistory, _ terms: [Term]
    ) -> Figure {
        var figure = Figure(name, value, facts: history.facts, terms: terms)
        figure.from = name == .entityStock ? period.upperBound : period.lowerBound
        figure.to = period.upperBound
        figure.notes = history.notes
        return figure
    }

    private func flows() throws(Source.Failure) -> [Figure] {
        let kinds: [(FigureName, Quantity)] = [
            (.registered, .entitiesRegistered), (.deregistered, .entitiesDeregistered),
            (.movedIn, .entitiesMovedIn), (.movedOut, .entitiesMovedOut),
        ]
        var figures: [Figure] = []
        for (name, quantity) in kinds {
            let (sum, notes) = try flow(quantity)
            let value: FigureValue =
                sum.facts > 0 ? .number(Fraction(sum.amount), .count) : .missing(.noReport)
            var flow = Figure(name, value, facts: sum.facts, terms: sum.terms)
            flow.from = period.lowerBound
            flow.to = period.upperBound
            flow.notes = notes
            figures.append(flow)
        }
        return figures
    }

    /// The category's flow; of all together the total that was reported, else the categories.
    private func flow(_ quantity: Quantity) throws(Source.Failure) -> (Addend, [FigureNote]) {
        for categories in StockHistory.choices(category) {
            var sum = Addend.zero
            for category in categories {
                let cell = CellKey(
                    unit: unit, scope: .own, quantity: quantity, detail: category.rawValue)
                sum = sum + (try source.addend(cell, days: period))
            }
            if sum.facts > 0 { return (sum, categories.count > 1 ? [.sumOfCategories] : []) }
        }
        return (.zero, [])
    }
}
