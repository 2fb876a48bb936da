// SPDX-License-Identifier: Apache-2.0
//
// What a unit is and was: its name, place and kind by the day from which they hold. It is a function of
// the unit's facts, rebuilt with them.
//
// Law: states are ascending by day, one a day; the first is that of the definition, and stands for the
// days before as well, so that a fact of an earlier day has a place in the tree.

public import Pipeline

/// A unit over time.
public struct UnitRecord: Hashable, Sendable {
    public var code: UnitCode
    /// One at least.
    public private(set) var states: [UnitState]

    /// - Parameter states: ascending by day, one at least.
    public init(code: UnitCode, states: [UnitState]) {
        precondition(!states.isEmpty, "a unit without a state")
        self.code = code
        self.states = states
    }

    /// A unit that has been the same since it was defined.
    public init(code: UnitCode, name: String, definedOn: CivilDay) {
        self.init(code: code, states: [UnitState(from: definedOn, name: name)])
    }

    public var definedOn: CivilDay { states[0].from }

    /// By all that is known, announced changes too.
    public var latest: UnitState {
        get { states[states.count - 1] }
        set { states[states.count - 1] = newValue }
    }

    /// At the end of a day.
    public func state(on day: CivilDay) -> UnitState {
        states.last { $0.from <= day } ?? states[0]
    }

    /// All units that it ever stood below.
    var parents: Set<UnitCode> { Set(states.compactMap(\.parent)) }

    /// What its place in the tree and its county rest on.
    public var places: [UnitPlace] {
        var places: [UnitPlace] = []
        for state in states {
            let place = UnitPlace(
                from: state.from, parent: state.parent, division: state.division)
            let isSame = places.last.map {
                $0.parent == place.parent && $0.division == place.division
            }
            if isSame != true { places.append(place) }
        }
        return places
    }
}

/// A unit from a day on.
public struct UnitState: Hashable, Sendable {
    public var from: CivilDay
    public var name: String
    /// The unit above; nil for a root.
    public var parent: UnitCode?
    public var kind: UnitKind?
    public var peerGroup: String?
    public var division: DivisionCode?
    /// Closed, split or merged.
    public var isClosed = false

    public init(from: CivilDay, name: String) {
        self.from = from
        self.name = name
    }
}

/// Where a unit stands from a day on.
public struct UnitPlace: Hashable, Sendable {
    var from: CivilDay
    var parent: UnitCode?
    var division: DivisionCode?
}

extension UnitRecord {
    /// The record of a unit by all that is logged; nil where its definition is voided.
    ///
    /// - Parameter facts: of one unit, in the order of their positions.
    public init?(facts: [LoggedFact]) {
        let facts = Chains.inForce(of: facts)
        guard
            let definition = facts.last(where: { $0.fact.content?.kind == .unitDefined }),
            let first = UnitState(definition.fact),
            case .unit(let code)? = definition.fact.derivedSubject
        else { return nil }
        // Swift's sort keeps the order of what is equal, here that of positions.
        let changes = facts.filter { $0.fact.effectiveOn != nil }
            .sorted { $0.fact.effectiveOn! < $1.fact.effectiveOn! }
        var states = [first]
        for change in changes {
            let day = max(change.fact.effectiveOn!, first.from)
            var state = states[states.count - 1]
            state.from = day
            state.take(change.fact.content)
            if states[states.count - 1].from == day { states.removeLast() }
            states.append(state)
        }
        self.init(code: code, states: states)
    }
}

extension UnitState {
    /// The state that a definition gives; nil where it lacks its name or day.
    init?(_ fact: Fact) {
        guard case .unitDefined(let unit)? = fact.content, let name = unit.name,
            let day = fact.effectiveOn
        else { return nil }
        self.init(from: day, name: name)
        parent = unit.parent
        kind = unit.kind
        peerGroup = unit.peerGroup
        division = unit.division
    }

    fileprivate mutating func take(_ content: Content?) {
        switch content {
        case .unitRenamed(let renamed): name = renamed.name ?? name
        case .unitMoved(let moved): parent = moved.parent
        case .unitMerged(let merged): (parent, isClosed) = (merged.into, true)
        case .unitSplit, .unitClosed: isClosed = true
        default: break
        }
    }
}
