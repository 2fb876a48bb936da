// SPDX-License-Identifier: Apache-2.0
//
// A category of a unit is kept, in a year, by counts or by single entities; the other kind is refused.
//
// A reported stock is a count. Conversions and promotions are kept apart from the stock, each by one
// kind too. Single entities keep the unit's TOTAL as well: a total that was counted would hold them
// a second time. An entity that a count contains already (`COUNTED`) keeps nothing.

extension AdmissionState {
    func judgeKeeping(into docket: inout Docket) {
        let isSingle = docket.fact.subject != nil
        for series in series(of: docket.fact, docket.subject) {
            guard let kept = keeping[series], (isSingle ? kept.counts : kept.singles) > 0
            else { continue }
            let unit = numbers.codes[Int(series.unit)].text
            let way = isSingle ? "counts" : "single entities"
            return docket.refuse(
                .otherKeeping, "",
                "\(series.category.rawValue) of unit \(unit) in \(series.year) is kept by \(way)")
        }
    }

    /// Notes by which kind of fact its series are kept.
    mutating func keep(_ fact: Fact, of subject: Subject) {
        let kept = fact.subject == nil ? Keeping(counts: 1) : Keeping(singles: 1)
        for series in series(of: fact, subject) { add(kept, to: series) }
    }

    /// What a fact keeps; of a single entity, after the facts before it.
    private func series(of fact: Fact, _ subject: Subject?) -> [EntitySeries] {
        guard let day = fact.effectiveOn, let content = fact.content else { return [] }
        var list: [EntitySeries] = []
        func add(_ unit: UInt32?, _ flow: EntitySeries.Flow, _ category: EntityCategory?) {
            guard let unit, let category else { return }
            list.append(EntitySeries(unit: unit, year: day.year, category: category, flow: flow))
        }
        var here: UInt32? { fact.entityUnit.flatMap { numbers[$0] } }
        switch content {
        case .entityStockReported(let count), .entitiesRegistered(let count),
            .entitiesDeregistered(let count), .entitiesMovedIn(let count),
            .entitiesMovedOut(let count):
            add(here, .stock, count.category)
        case .entityConverted(let converted):
            let here = here
            add(here, .converted, converted.categoryBefore)
            guard fact.subject != nil else { break }
            add(here, .stock, converted.categoryBefore)
            add(here, .stock, .enterprise)
            add(here, .stock, .total)
        case .enterprisePromoted(let count):
            guard case .entity(let code)? = subject else {
                add(here, .promoted, count.category)
                break
            }
            let here = here
            add(here, .promoted, count.categoryOfOne(code))
            add(here, .promoted, .total)
        case .entityRegistered(let registered):
            if registered.entry == .counted { break }
            let here = here
            add(here, .stock, registered.category)
            add(here, .stock, .total)
        case .entityDeregistered:
            guard let open = subject.flatMap(entityState), open.phase == .open else { break }
            add(open.unit, .stock, open.category)
            add(open.unit, .stock, .total)
        case .entityMoved(let moved):
            let known = subject.flatMap(entityState)
            if let open = known, open.phase == .open {
                add(open.unit, .stock, open.category)
                add(open.unit, .stock, .total)
            }
            let to = moved.to.flatMap { numbers[$0] }
            add(to, .stock, known?.category)
            add(to, .stock, .total)
        default: break
        }
        return list
    }

    /// Where an entity stands or stood last.
    func unit(of code: CreditCode) -> UnitCode? {
        guard let state = entities[code.number], state.phase != .unknown else { return nil }
        return numbers.codes[Int(state.unit)]
    }

    private func entityState(_ subject: Subject) -> EntityState? {
        guard case .entity(let code) = subject else { return nil }
        return entities[code.number]
    }
}

extension AdmissionState {
    /// A state of these facts alone, whose units are those of this one.
    func folded(_ facts: [LoggedFact]) -> AdmissionState {
        var state = AdmissionState()
        state.numbers = numbers
        for logged in facts {
            if let subject = logged.fact.derivedSubject { state.take(logged, of: subject) }
        }
        return state
    }

    /// Takes over what the rules read of other subjects, to judge one subject's facts from the first.
    ///
    /// - Parameters:
    ///   - before: the subject's contents in force, which the other state holds.
    ///   - inForce: those that will be judged.
    mutating func look(
        at other: AdmissionState, less before: [LoggedFact], for inForce: [LoggedFact]
    ) {
        let own = other.folded(before)
        let next = other.folded(inForce)
        for series in Set(own.keeping.keys).union(next.keeping.keys) {
            let kept = (other.keeping[series] ?? Keeping()) + -(own.keeping[series] ?? Keeping())
            keeping[series] = kept == Keeping() ? nil : kept
        }
        for former in next.conversions.keys {
            entities[former] = other.entities[former]
            let mine = Set((own.conversions[former] ?? []).map(\.position))
            let others = (other.conversions[former] ?? []).filter { !mine.contains($0.position) }
            conversions[former] = others.isEmpty ? nil : others
        }
    }

    /// Makes anew what the facts of a subject keep and convert, and the entity itself.
    mutating func restate(entities code: CreditCode?, _ restatement: Restatement) {
        let (before, after) = (folded(restatement.before), folded(restatement.after))
        for (series, kept) in before.keeping { add(-kept, to: series) }
        for (series, kept) in after.keeping { add(kept, to: series) }
        for (former, list) in before.conversions {
            let mine = Set(list.map(\.position))
            set(former, (conversions[former] ?? []).filter { !mine.contains($0.position) })
        }
        for (former, list) in after.conversions {
            set(former, (conversions[former] ?? []) + list)
        }
        guard let code else { return }
        var state = after.entities[code.number] ?? EntityState()
        state.newest = entities[code.number]?.newest ?? .origin
        set(code.number, state)
    }
}

extension Fact {
    /// The unit that a fact about entities speaks of, where it names one or is of the one that reports.
    private var entityUnitNamed: UnitCode? {
        switch content {
        case .entityStockReported(let it), .entitiesRegistered(let it),
            .entitiesDeregistered(let it), .entitiesMovedIn(let it), .entitiesMovedOut(let it),
            .enterprisePromoted(let it):
            it.unit
        case .entityConverted(let it): it.unit
        case .entityRegistered(let it): it.unit
        default: nil
        }
    }

    fileprivate var entityUnit: UnitCode? { entityUnitNamed ?? unit }
}

extension EntityCount {
    /// The category of the one entity that it is about: as it says, else by the code.
    public func categoryOfOne(_ code: CreditCode) -> EntityCategory {
        category ?? code.category ?? .enterprise
    }
}
