// SPDX-License-Identifier: Apache-2.0
//
// Admission: whether a new fact is lawful, judged against all that is logged before it.
//
// Law: the verdict is a function of the fact, the state and the context; it looks at positions,
// never at the order of days. The state is a function of the facts before, so that refolding the
// journal gives it again; clock rules stand in `judge` alone and never apply to a refold. Whether a
// fact is new, is the journal's to say, before this is asked.
//
// Here stands the state: what it holds, how a fact changes it, and how a batch that fails is undone.
// The verdicts stand in `Admission+Verdicts.swift` and its neighbours, one a family of kinds.
//
// The state is kept in memory: some 400 bytes a project, 150 a unit, task or indicator, and 60 a fact.
// A single entity takes 40 bytes in its table, which is three eighths to three quarters full, and a
// fact of one 20, each after the first 60: a nation's 1.9e8 entities some 20 GB, a county's 30,000 none
// to speak of.

/// All that the rules read of the facts before.
public struct AdmissionState: Sendable {
    var units: [UnitCode: UnitState] = [:]
    /// The units that stand below each, on some day.
    var below: [UnitCode: Set<UnitCode>] = [:]
    var periods: [UnitCode: Set<PeriodKey>] = [:]
    /// The duplicates of each project.
    var duplicatesOf: [ProjectID: Set<ProjectID>] = [:]
    /// The projects within bundles, and of which.
    var bundled: [ProjectID: Set<ProjectID>] = [:]
    var projects = ProjectStates()
    var tasks: [TaskKey: TaskState] = [:]
    var indicators: [IndicatorKey: IndicatorState] = [:]
    var publications: Set<PublicationName> = []
    var issuedWarnings: [WarningName: WarningState] = [:]
    var openedOrders: [OrderName: OrderState] = [:]
    var adoptedRuleSets: Set<RuleSetName> = []
    /// How the tasks and indicators in force measure each measure: all alike.
    private var measures: [Measure: MeasureUse] = [:]
    /// The last position taken in.
    var head = Position.origin
    /// The facts of each subject, in order.
    var positions: [Subject: [Position]] = [:]
    /// The facts in force that speak of a unit, a warning or an order, by the positions at which their
    /// chains began, ascending.
    var mentions: [Subject: [Position]] = [:]
    /// The corrections and voids of facts that stand alone.
    var orders = ChainIndex()
    /// Single entities by the numbers of their codes (`CreditCode.number`).
    var entities: [UInt128: EntityState] = [:]
    /// Those converted into an enterprise of another code.
    var conversions: [UInt128: [Conversion]] = [:]
    /// Of a fact of a single entity, the one before it; the last is in the entity's state.
    private var earlier: [Position: Position] = [:]
    /// By what facts each series of entities is kept.
    var keeping: [EntitySeries: Keeping] = [:]
    /// Small numbers for units, for the state of entities.
    var numbers = UnitNumbers()
    private var changes: [Change] = []

    /// Levels of the tree, from a root to the lowest unit, both counted.
    public static let unitDepthMax = 8

    public init() {}

    struct TaskState: Sendable {
        /// The day from which it is set.
        var day: CivilDay?
        var isMoney: Bool
    }

    /// How many tasks and indicators are in money, and how many count.
    private struct MeasureUse: Sendable {
        var money = 0
        var counts = 0

        mutating func add(_ number: Int, isMoney: Bool) {
            if isMoney { money += number } else { counts += number }
        }
    }

    struct IndicatorState: Sendable {
        var isFinal: Bool
        var isMoney: Bool
    }

    /// What an entry was before it changed, so that a batch that fails leaves nothing.
    private enum Change: Sendable {
        indirect case unit(UnitCode, UnitState?)
        case period(PeriodKey, wasClosed: Bool)
        indirect case project(ProjectID, ProjectState?)
        indirect case task(TaskKey, TaskState?)
        indirect case indicator(IndicatorKey, IndicatorState?)
        case publication(PublicationName, wasThere: Bool)
        case warning(WarningName, WarningState?)
        case order(OrderName, OrderState?)
        case ruleSet(RuleSetName, wasThere: Bool)
        case position(Subject)
        case entity(UInt128, EntityState?)
        case conversion(UInt128, [Conversion])
        case earlier(Position)
        case keeping(EntitySeries, Keeping?)
        case mention(Subject, Position, wasThere: Bool)
        case chained(Position)
    }
}

extension AdmissionState {
    /// Takes a lawful fact into the state. Total: a fact that lacks what it needs changes nothing.
    ///
    /// - Parameter history: as for `judge`.
    public mutating func apply(_ logged: LoggedFact, history: [LoggedFact] = []) {
        guard let subject = logged.fact.derivedSubject else { return }
        let isOrder = logged.fact.content?.isOrder ?? false
        apply(logged, of: subject, isOrder ? Restatement(by: logged, history) : nil)
    }

    /// - Parameter restatement: of a correction or a void.
    mutating func apply(
        _ logged: LoggedFact, of subject: Subject, _ restatement: Restatement?
    ) {
        if let restatement {
            restate(subject, by: logged, restatement)
        } else {
            take(logged, of: subject)
            for unit in logged.fact.unitsMentioned {
                mention(.unit(unit), at: logged.position, true)
            }
            for named in logged.fact.othersMentioned { mention(named, at: logged.position, true) }
        }
        if case .entity(let code) = subject {
            note(code, logged.position)
        } else {
            positions[subject, default: []].append(logged.position)
        }
        head = logged.position
        changes.append(.position(subject))
    }

    /// The state of the fact's subject after it.
    mutating func take(_ logged: LoggedFact, of subject: Subject) {
        let (fact, principal) = (logged.fact, logged.principal)
        guard let content = fact.content else { return }
        switch subject {
        case .unit(let code):
            guard let day = fact.effectiveOn else { return }
            var unit = units[code] ?? UnitState()
            unit.take(content, on: day)
            set(code, unit)
        case .project(let id):
            var project = projects[id] ?? ProjectState()
            project.apply(content, principal: principal, fact: fact)
            replace(id, project)
        case .task(let key):
            guard case .annualTaskSet(let task) = content else { return }
            set(key, TaskState(day: fact.dayOfEffect, isMoney: task.amount != nil))
        case .indicator(let key):
            guard case .indicatorReported(let indicator) = content else { return }
            let wasFinal = indicators[key]?.isFinal ?? false
            set(
                key,
                IndicatorState(
                    isFinal: wasFinal || indicator.status == .final,
                    isMoney: indicator.amount != nil))
        case .publication(let name): set(name, isThere: true)
        case .period(let key):
            if case .periodClosed = content { set(key, isClosed: true) }
            if case .periodReopened = content { set(key, isClosed: false) }
        case .entities: keep(fact, of: subject)
        case .entity(let code):
            keep(fact, of: subject)
            take(fact, of: code, at: logged.position)
        case .warning(let name): take(content, of: name, on: fact.effectiveOn)
        case .order(let name): take(content, of: name, on: fact.effectiveOn)
        case .ruleSet(let name): set(name, isThere: true)
        case .projection: break
        }
    }

    mutating func set(_ code: UnitCode, _ unit: UnitState?) {
        changes.append(.unit(code, units[code]))
        place(code, unit)
    }

    private mutating func place(_ code: UnitCode, _ unit: UnitState?) {
        for parent in units[code]?.places.entries.compactMap(\.value) ?? [] {
            below[parent]?.remove(code)
        }
        units[code] = unit
        numbers.add(code)
        for parent in unit?.places.entries.compactMap(\.value) ?? [] {
            below[parent, default: []].insert(code)
        }
    }

    mutating func set(_ key: PeriodKey, isClosed: Bool) {
        guard isClosed != (periods[key.unit]?.contains(key) ?? false) else { return }
        changes.append(.period(key, wasClosed: !isClosed))
        close(key, isClosed)
    }

    private mutating func close(_ key: PeriodKey, _ isClosed: Bool) {
        if isClosed {
            periods[key.unit, default: []].insert(key)
        } else {
            periods[key.unit]?.remove(key)
        }
    }

    mutating func set(_ key: TaskKey, _ task: TaskState?) {
        changes.append(.task(key, tasks[key]))
        put(key, task)
    }

    private mutating func put(_ key: TaskKey, _ task: TaskState?) {
        count(key.measure, from: tasks[key]?.isMoney, to: task?.isMoney)
        tasks[key] = task
    }

    mutating func set(_ name: PublicationName, isThere: Bool) {
        changes.append(.publication(name, wasThere: publications.contains(name)))
        if isThere { publications.insert(name) } else { publications.remove(name) }
    }

    mutating func set(_ name: WarningName, _ state: WarningState?) {
        changes.append(.warning(name, issuedWarnings[name]))
        issuedWarnings[name] = state
    }

    mutating func set(_ name: OrderName, _ state: OrderState?) {
        changes.append(.order(name, openedOrders[name]))
        openedOrders[name] = state
    }

    mutating func set(_ name: RuleSetName, isThere: Bool) {
        changes.append(.ruleSet(name, wasThere: adoptedRuleSets.contains(name)))
        if isThere { adoptedRuleSets.insert(name) } else { adoptedRuleSets.remove(name) }
    }

    mutating func set(_ key: IndicatorKey, _ state: IndicatorState?) {
        changes.append(.indicator(key, indicators[key]))
        put(key, state)
    }

    private mutating func put(_ key: IndicatorKey, _ state: IndicatorState?) {
        count(key.measure, from: indicators[key]?.isMoney, to: state?.isMoney)
        indicators[key] = state
    }

    private mutating func count(_ measure: Measure, from old: Bool?, to new: Bool?) {
        guard old != new else { return }
        var use = measures[measure] ?? MeasureUse()
        if let old { use.add(-1, isMoney: old) }
        if let new { use.add(1, isMoney: new) }
        measures[measure] = use
    }

    mutating func replace(_ id: ProjectID, _ state: ProjectState?) {
        let before = put(id, state)
        changes.append(.project(id, before))
    }

    /// With the two things that other projects ask about it.
    ///
    /// - Returns: what was there.
    @discardableResult
    private mutating func put(_ id: ProjectID, _ state: ProjectState?) -> ProjectState? {
        let before = projects.replace(id, with: state)
        if before?.duplicateOf != state?.duplicateOf {
            if let of = before?.duplicateOf { duplicatesOf[of]?.remove(id) }
            if let of = state?.duplicateOf { duplicatesOf[of, default: []].insert(id) }
        }
        let (old, new) = (before?.parts ?? [], state?.parts ?? [])
        guard old != new else { return before }
        for part in old { bundled[part]?.remove(id) }
        for part in new { bundled[part, default: []].insert(id) }
        return before
    }

    mutating func mention(_ named: Subject, at position: Position, _ isThere: Bool) {
        if mentions[named, default: []].set(position, isThere) {
            changes.append(.mention(named, position, wasThere: !isThere))
        }
    }

    /// Notes which chain a correction or a void belongs to.
    mutating func order(_ position: Position, inChainOf start: Position) {
        changes.append(.chained(position))
        orders.add(position, toChainOf: start)
    }

    mutating func set(_ entity: UInt128, _ state: EntityState?) {
        changes.append(.entity(entity, entities[entity]))
        entities[entity] = state
    }

    /// The conversions in force of a former entity: one, but within a request that takes care of two.
    mutating func set(_ former: UInt128, _ list: [Conversion]) {
        changes.append(.conversion(former, conversions[former] ?? []))
        conversions[former] = list.isEmpty ? nil : list
    }

    mutating func add(_ kept: Keeping, to series: EntitySeries) {
        changes.append(.keeping(series, keeping[series]))
        let sum = (keeping[series] ?? Keeping()) + kept
        keeping[series] = sum == Keeping() ? nil : sum
    }

    /// The newest fact of an entity.
    private mutating func note(_ code: CreditCode, _ position: Position) {
        var state = entities[code.number] ?? EntityState()
        if state.newest > .origin {
            earlier[position] = state.newest
            changes.append(.earlier(position))
        }
        state.newest = position
        set(code.number, state)
    }

    /// The facts of an entity, in order.
    func positions(of code: CreditCode) -> [Position] {
        var found: [Position] = []
        var next = entities[code.number]?.newest
        while let position = next, position > .origin {
            found.append(position)
            next = earlier[position]
        }
        return found.reversed()
    }

    /// What a measure is measured in, as far as it is known: as all that is in force names it.
    func unit(of measure: Measure?) -> MeasureUnit? {
        guard let measure else { return nil }
        if let unit = measure.computedUnit { return unit }
        guard let use = measures[measure], use.money + use.counts > 0 else { return nil }
        return use.money > 0 ? .fen : .count
    }

    /// The state that a subject's own facts are judged in again: the units, and the measures as others
    /// use them.
    func beside(_ subject: Subject?) -> AdmissionState {
        var state = AdmissionState()
        (state.units, state.below, state.measures) = (units, below, measures)
        state.head = head
        state.numbers = numbers
        switch subject {
        case .unit(let code)?: state.place(code, nil)
        case .task(let key)?: state.count(key.measure, from: tasks[key]?.isMoney, to: nil)
        case .indicator(let key)?:
            state.count(key.measure, from: indicators[key]?.isMoney, to: nil)
        case .order(let name)?:
            (state.issuedWarnings, state.openedOrders) = (issuedWarnings, openedOrders)
            state.openedOrders[name] = nil
        default: break
        }
        return state
    }

    /// How many changes are pending; hand it to `rollBack(to:)` to undo what came after.
    public var mark: Int { changes.count }

    /// Undoes what was applied since a mark.
    public mutating func rollBack(to mark: Int) {
        while changes.count > mark {
            switch changes.removeLast() {
            case .unit(let key, let old): place(key, old)
            case .period(let key, let wasClosed): close(key, wasClosed)
            case .project(let key, let old): put(key, old)
            case .task(let key, let old): put(key, old)
            case .indicator(let key, let old): put(key, old)
            case .publication(let name, true): publications.insert(name)
            case .publication(let name, false): publications.remove(name)
            case .warning(let name, let old): issuedWarnings[name] = old
            case .order(let name, let old): openedOrders[name] = old
            case .ruleSet(let name, true): adoptedRuleSets.insert(name)
            case .ruleSet(let name, false): adoptedRuleSets.remove(name)
            case .entity(let key, let old): entities[key] = old
            case .conversion(let key, let old): conversions[key] = old.isEmpty ? nil : old
            case .earlier(let position): earlier[position] = nil
            case .keeping(let series, let old): keeping[series] = old
            case .position(let subject):
                if case .entity = subject {} else { positions[subject]!.removeLast() }
                head = Position(head.number - 1)
            case .mention(let named, let position, let wasThere):
                mentions[named, default: []].set(position, wasThere)
            case .chained(let position): orders.remove(position)
            }
        }
    }

    /// Makes all that was applied final.
    public mutating func settle() { settle(upTo: mark) }

    /// Makes final what was applied before a mark; later marks are that much less then.
    public mutating func settle(upTo mark: Int) { changes.removeFirst(mark) }
}
