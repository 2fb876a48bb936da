// SPDX-License-Identifier: Apache-2.0
//
// A single business entity → its unit's levels, in cells apart from those of counts.
//
// The facts are taken in the order of their days, and for one day in that of their positions, so that
// those by a day are always the first of them. Law: total; what does not follow from the facts before
// it (an entity that ends before it entered) changes nothing. A conversion takes one from the former
// category and adds one to the enterprises, so that the unit's total stays as it is.

import Pipeline

extension Fold {
    /// An entity's flows, and the stock's change by it on each day.
    static func entity(_ code: CreditCode, _ facts: [LoggedFact]) -> Fold {
        var fold = EntityFold(code: code)
        for logged in facts.sorted(by: { ($0.day, $0.position) < ($1.day, $1.position) }) {
            fold.take(logged.fact, on: logged.day)
        }
        return fold.fold
    }
}

/// Where an entity is, and what its facts added so far.
private struct EntityFold {
    let code: CreditCode
    var fold = Fold()
    /// Where it stands; nil while it is unknown, gone or ended.
    private var unit: UnitCode?
    private var category: EntityCategory?
    private var isOver = false

    init(code: CreditCode) { self.code = code }

    mutating func take(_ fact: Fact, on day: CivilDay) {
        switch fact.content {
        case .entityRegistered(let registered):
            guard let unit = registered.unit ?? fact.unit, let category = registered.category,
                enter(at: unit, category), registered.entry != .counted
            else { return }
            add(1, registered.entry.quantity, category, of: unit, on: day)
        case .entityConverted(let converted):
            guard let unit = converted.unit ?? fact.unit, let former = converted.categoryBefore,
                enter(at: unit, .enterprise)
            else { return }
            add(-1, nil, former, of: unit, on: day)
            add(1, nil, .enterprise, of: unit, on: day)
            fold.add(1, to: .entitiesConverted, of: unit, on: day, detail: former.single)
        case .entityMoved(let moved): move(to: moved.to, on: day)
        case .entityDeregistered:
            leave(.entitiesDeregistered, on: day)
            isOver = category != nil
        case .enterprisePromoted(let promoted):
            guard let unit = promoted.unit ?? fact.unit else { return }
            let category = promoted.categoryOfOne(code)
            fold.add(1, to: .entitiesPromoted, of: unit, on: day, detail: category.single)
        default: break
        }
    }

    /// Nothing enters twice.
    private mutating func enter(at unit: UnitCode, _ category: EntityCategory) -> Bool {
        guard self.category == nil else { return false }
        (self.unit, self.category) = (unit, category)
        return true
    }

    private mutating func move(to unit: UnitCode?, on day: CivilDay) {
        guard let category, !isOver else { return }
        leave(.entitiesMovedOut, on: day)
        self.unit = unit
        if let unit { add(1, .entitiesMovedIn, category, of: unit, on: day) }
    }

    private mutating func leave(_ flow: Quantity, on day: CivilDay) {
        guard let unit, let category else { return }
        add(-1, flow, category, of: unit, on: day)
        self.unit = nil
    }

    /// Moves the stock, and counts one in the flow.
    private mutating func add(
        _ change: Int128, _ flow: Quantity?, _ category: EntityCategory, of unit: UnitCode,
        on day: CivilDay
    ) {
        fold.add(change, to: .entityStock, of: unit, on: day, detail: category.single)
        if let flow { fold.add(1, to: flow, of: unit, on: day, detail: category.single) }
    }
}

extension EntityEntry? {
    fileprivate var quantity: Quantity {
        self == .movedIn ? .entitiesMovedIn : .entitiesRegistered
    }
}

extension EntityCategory {
    /// The detail of the cells that single entities of the category add to.
    var single: String { "\(rawValue)/SINGLE" }

    /// The categories that a total is made of.
    static let parts: [EntityCategory] = [.enterprise, .individualBusiness, .farmersCooperative]
}

extension LoggedFact {
    fileprivate var day: CivilDay { fact.dayOfEffect! }
}
