// SPDX-License-Identifier: Apache-2.0
//
// The oracle's single entities, and the counts of what was converted and promoted.
//
// It shares no code with `Rollup`'s fold: an entity's life is written down as stays, each at a unit
// from a day to a day, and the stays are counted at both their ends.

import Pipeline
import Rollup

extension Recount {
    /// From a day at a unit, by what it came, and when and by what it left.
    private struct Stay {
        var unit: UnitCode
        var from: CivilDay
        var cameBy: Quantity?
        var until: CivilDay?
        var leftBy: Quantity?
    }

    mutating func countEntity(_ code: CreditCode, _ facts: [LoggedFact]) {
        let days = Set(facts.compactMap(\.fact.effectiveOn)).sorted()
        let told = days.flatMap { day in facts.filter { $0.fact.effectiveOn == day } }
        countPromotions(code, told)
        guard
            let first = told.first(where: {
                [.entityRegistered, .entityConverted].contains($0.fact.content?.kind)
            }), let entry = entry(first)
        else { return }
        let rest = told.drop { $0.position != first.position }.dropFirst()
        let isNew = entry.stay.cameBy != nil || entry.former != nil
        for (index, stay) in stays(entry.stay, rest).enumerated() {
            let entered = index > 0 || isNew ? 1 : 0
            count(stay, entry.category, entered: Int128(entered))
        }
        guard let former = entry.former else { return }
        single(-1, .entityStock, former, entry.stay.unit, entry.stay.from)
        single(1, .entitiesConverted, former, entry.stay.unit, entry.stay.from)
    }

    private func entry(
        _ logged: LoggedFact
    ) -> (stay: Stay, category: EntityCategory, former: EntityCategory?)? {
        let fact = logged.fact
        guard let day = fact.effectiveOn else { return nil }
        switch fact.content {
        case .entityRegistered(let it):
            guard let unit = it.unit ?? fact.unit, let category = it.category else { return nil }
            let ways: [EntityEntry: Quantity] = [
                .registered: .entitiesRegistered, .movedIn: .entitiesMovedIn,
            ]
            let stay = Stay(unit: unit, from: day, cameBy: ways[it.entry ?? .registered])
            return (stay, category, nil)
        case .entityConverted(let it):
            guard let unit = it.unit ?? fact.unit,
                let former = it.formerCategory ?? naiveCategory(it.former)
            else { return nil }
            return (Stay(unit: unit, from: day), .enterprise, former)
        default: return nil
        }
    }

    /// All stays of an entity, from its first.
    private func stays(_ first: Stay, _ facts: some Sequence<LoggedFact>) -> [Stay] {
        var stays = [first]
        for logged in facts {
            guard let day = logged.fact.effectiveOn else { continue }
            let isOpen = stays[stays.count - 1].until == nil
            switch logged.fact.content {
            case .entityDeregistered:
                if isOpen {
                    stays[stays.count - 1].until = day
                    stays[stays.count - 1].leftBy = .entitiesDeregistered
                }
                return stays
            case .entityMoved(let moved):
                if isOpen {
                    stays[stays.count - 1].until = day
                    stays[stays.count - 1].leftBy = .entitiesMovedOut
                }
                if let to = moved.to {
                    stays.append(Stay(unit: to, from: day, cameBy: .entitiesMovedIn))
                }
            default: continue
            }
        }
        return stays
    }

    private mutating func count(_ stay: Stay, _ category: EntityCategory, entered: Int128) {
        if entered != 0 { single(entered, .entityStock, category, stay.unit, stay.from) }
        if let way = stay.cameBy { single(1, way, category, stay.unit, stay.from) }
        guard let end = stay.until, let way = stay.leftBy else { return }
        single(-1, .entityStock, category, stay.unit, end)
        single(1, way, category, stay.unit, end)
    }

    private mutating func countPromotions(_ code: CreditCode, _ facts: [LoggedFact]) {
        for logged in facts {
            guard case .enterprisePromoted(let it)? = logged.fact.content,
                let unit = it.unit ?? logged.fact.unit, let day = logged.fact.effectiveOn
            else { continue }
            let category = it.category ?? naiveCategory(code) ?? .enterprise
            single(1, .entitiesPromoted, category, unit, day)
        }
    }

    private mutating func single(
        _ amount: Int128, _ quantity: Quantity, _ category: EntityCategory, _ unit: UnitCode,
        _ day: CivilDay
    ) {
        add(
            amount, facts: 1, to: quantity, of: unit, on: day,
            detail: "\(category.rawValue)/SINGLE", isSummed: false)
    }

    private func naiveCategory(_ code: CreditCode?) -> EntityCategory? {
        let names: [String: EntityCategory] = [
            "91": .enterprise, "92": .individualBusiness, "93": .farmersCooperative,
        ]
        return code.flatMap { names[String($0.text.prefix(2))] }
    }

    /// Counts of conversions and promotions, which move no stock.
    mutating func countConversions(_ unit: UnitCode, _ facts: [LoggedFact]) {
        for logged in facts {
            guard let day = logged.fact.effectiveOn else { continue }
            switch logged.fact.content {
            case .entityConverted(let it):
                guard let count = it.count, let category = it.formerCategory else { continue }
                add(
                    Int128(count), facts: 1, to: .entitiesConverted, of: unit, on: day,
                    detail: category.rawValue, isSummed: false)
            case .enterprisePromoted(let it):
                guard let count = it.count, let category = it.category else { continue }
                add(
                    Int128(count), facts: 1, to: .entitiesPromoted, of: unit, on: day,
                    detail: category.rawValue, isSummed: false)
            default: continue
            }
        }
    }
}
