// SPDX-License-Identifier: Apache-2.0
//
// Counts of entities → the stock's level, day by day.
//
// A stock that is reported is the end of its day and contains that day's flows; of two for one day the
// one taken last wins. A day's change is its level less that of the day before, so that a flow moves its
// own day and, the other way, the next day on which a stock was reported.

import Pipeline

/// The level of one category of a unit.
struct EntityLevels: Sendable {
    private struct Day: Sendable {
        var day: CivilDay
        /// What came less what went.
        var flows: Int128 = 0
        var reported: Int64?
        /// At the day's end.
        var level: Int128
    }

    private let unit: UnitCode
    private let category: EntityCategory
    /// Days on which anything was counted, ascending.
    private var days: [Day] = []

    init(of unit: UnitCode, _ category: EntityCategory) {
        (self.unit, self.category) = (unit, category)
    }

    /// Takes facts in the order of their positions.
    ///
    /// - Returns: what the fact changes.
    @discardableResult
    mutating func take(_ fact: Fact) -> Fold {
        var fold = Fold()
        guard let day = fact.dayOfEffect, let (count, flow) = fact.content?.entityCount else {
            return fold
        }
        let quantity = flow?.quantity ?? .entityStockReports
        let counted = flow == nil ? 1 : Int128(count)
        fold.add(counted, to: quantity, of: unit, on: day, detail: category.rawValue)
        if let flow, flow.sign == 0 { return fold }

        let index = place(of: day)
        let before = index > 0 ? days[index - 1].level : 0
        if index == days.count || days[index].day != day {
            days.insert(Day(day: day, level: before), at: index)
        }
        if let flow {
            days[index].flows += Int128(count) * flow.sign
        } else {
            days[index].reported = count
        }
        let level = days[index].reported.map { Int128($0) } ?? before + days[index].flows
        let shift = level - days[index].level
        days[index].level = level
        add(shift, facts: 1, on: day, to: &fold)
        guard shift != 0 else { return fold }
        for next in days.indices[(index + 1)...] {
            guard days[next].reported == nil else {
                add(-shift, facts: 0, on: days[next].day, to: &fold)
                break
            }
            days[next].level += shift
        }
        return fold
    }

    private func add(_ change: Int128, facts: Int, on day: CivilDay, to fold: inout Fold) {
        fold.add(
            change, facts: facts, to: .entityStock, of: unit, on: day, detail: category.rawValue)
    }

    /// The place of a day, or where it would stand; most facts are of the last.
    private func place(of day: CivilDay) -> Int {
        var place = days.count
        if let last = days.last, last.day < day { return place }
        while place > 0, days[place - 1].day >= day { place -= 1 }
        return place
    }
}

/// A flow of entities: which cell it adds to, and which way it moves the stock. What is "of which"
/// moves nothing.
private struct EntityFlow {
    var quantity: Quantity
    var sign: Int128
}

extension Content {
    /// The count of an entity fact, with its flow; a stock has none.
    fileprivate var entityCount: (count: Int64, flow: EntityFlow?)? {
        switch self {
        case .entityStockReported(let value): value.count.map { ($0, nil) }
        case .entitiesRegistered(let value):
            value.count.map { ($0, EntityFlow(quantity: .entitiesRegistered, sign: 1)) }
        case .entitiesDeregistered(let value):
            value.count.map { ($0, EntityFlow(quantity: .entitiesDeregistered, sign: -1)) }
        case .entitiesMovedIn(let value):
            value.count.map { ($0, EntityFlow(quantity: .entitiesMovedIn, sign: 1)) }
        case .entitiesMovedOut(let value):
            value.count.map { ($0, EntityFlow(quantity: .entitiesMovedOut, sign: -1)) }
        case .entityConverted(let value):
            value.count.map { ($0, EntityFlow(quantity: .entitiesConverted, sign: 0)) }
        case .enterprisePromoted(let value):
            value.count.map { ($0, EntityFlow(quantity: .entitiesPromoted, sign: 0)) }
        default: nil
        }
    }
}
