// SPDX-License-Identifier: Apache-2.0
//
// A stock held against its flows: what it changed by that no flow told.
//
// Law: net increase = registered − deregistered + moved in − moved out, of a category ± the conversions kept
// singly, + the difference. A conversion moves nothing in all categories together. It is zero where no stock
// was reported in the period; shown where it is, too. Where no flow was told at all, or where the stock is
// that of the units below, whose flows are not the unit's, there is none.

import Pipeline

extension EntityFigures {
    /// What the increase has that the flows have not; nil where there is nothing to hold against it.
    func difference(
        of increase: Figure, from flows: [Figure]
    ) throws(Source.Failure) -> Figure? {
        let signs: [FigureName: Int128] = [
            .registered: 1, .deregistered: -1, .movedIn: 1, .movedOut: -1,
        ]
        guard case .number(let whole, _) = increase.value,
            !increase.notes.contains(.sumOfUnitsBelow)
        else { return nil }
        var sum = Addend(
            tally: Tally(amount: whole.numerator, facts: increase.facts), terms: increase.terms)
        var told = 0
        for flow in flows {
            guard let sign = signs[flow.name], case .number(let number, _) = flow.value else {
                continue
            }
            told += 1
            sum = sum + flow.addend(number.numerator).times(-sign)
        }
        guard told > 0 else { return nil }
        for (conversion, sign) in try conversions() { sum = sum + conversion.times(-sign) }
        var figure = Figure(
            .stockDifference, .number(Fraction(sum.amount), .count), facts: sum.facts,
            terms: sum.terms)
        (figure.from, figure.to) = (increase.from, increase.to)
        figure.notes = told < signs.count ? [.flowsMissing] : []
        return figure
    }

    /// What single conversions did to the category; nothing to all together.
    private func conversions() throws(Source.Failure) -> [(Addend, Int128)] {
        let formers = EntityCategory.parts.filter { $0 != .enterprise }
        switch category {
        case nil, .total: return []
        case .enterprise:
            return try formers.map { (former) throws(Source.Failure) in
                (try addend(.entitiesConverted, former.single), 1)
            }
        case .individualBusiness, .farmersCooperative:
            return [(try addend(.entitiesConverted, category!.single), -1)]
        }
    }
}

extension Figure {
    fileprivate func addend(_ amount: Int128) -> Addend {
        Addend(tally: Tally(amount: amount, facts: facts), terms: terms)
    }
}

extension Addend {
    /// The same sum taken so many times; the facts behind it stay as many.
    fileprivate func times(_ factor: Int128) -> Addend {
        Addend(
            tally: Tally(amount: tally.amount * factor, facts: tally.facts),
            terms: terms.times(factor))
    }
}
