// SPDX-License-Identifier: Apache-2.0
//
// The state of a project while its facts come one by one, and what each of them changes.
//
// Law: after any facts, and while no unit moves, the changes sum to `state.fold()`. What a project counts
// for but its money is few places, and is told from one fact to the next; its money is counted again only
// when what that count rests on is another, since the arrivals may be many. What was found of an increment
// changes it alone.

import Pipeline

/// A project by its facts so far.
struct ProjectRun: Sendable {
    private(set) var state: ProjectFold
    /// What it counts for but for its money.
    private var counts = Fold()

    init(tree: UnitTree) { state = ProjectFold(tree: tree) }

    /// - Parameter facts: of one project, in the order of their positions.
    init(_ facts: [LoggedFact], tree: UnitTree) {
        state = ProjectFold(facts, tree: tree)
        counts = state.counts()
    }

    /// The units after a fact of theirs that moved none above this project's.
    mutating func setTree(_ tree: UnitTree) { state.tree = tree }

    /// Takes what is of effect on a day, later than all days before, and adds what it changes.
    ///
    /// - Parameter facts: all of the project, in the order of their positions.
    mutating func take(
        _ news: [LoggedFact], of day: CivilDay, among facts: [LoggedFact], into change: inout Fold
    ) {
        if state.isFollowed(by: news) {
            for logged in news { take(logged, into: &change) }
        } else {
            let before = state.fold()
            state.take(news, of: day, among: facts)
            counts = state.counts()
            change.add(state.fold(), minus: before)
        }
    }

    /// Takes the fact that comes next by its position, and adds what it changes. An arrival is of no
    /// earlier day than those before it.
    mutating func take(_ logged: LoggedFact, into change: inout Fold) {
        if logged.isCapital { return state.takeArrival(logged, into: &change) }
        guard !logged.countsForNothing else { return state.take(logged) }
        if case .capitalVerified(let found)? = logged.fact.content, !state.statesSums,
            let arrival = state.arrivals.last(where: { $0.fact.id == found.of })
        {
            let before = state.increment(arrival)
            state.take(logged)
            return change.add(state.increment(arrival), minus: before)
        }
        let before = state
        state.take(logged)
        let counts = state.counts()
        change.add(counts, minus: self.counts)
        self.counts = counts
        guard state.moneyBasis != before.moneyBasis else { return }
        state.capitalCount = nil
        change.add(state.money(), minus: before.money())
    }

    /// Takes an increment of an earlier day than others, none of which says what a sum is.
    mutating func takeEarlier(_ logged: LoggedFact) { state.count(logged) }

    /// Sets what other projects bring by now, and adds what that changes.
    mutating func setKin(
        duplicates: [ProjectFold], isPart: Bool, into change: inout Fold
    ) {
        let before = state.fold()
        (state.duplicates, state.isPart) = (duplicates, isPart)
        counts = state.counts()
        var after = counts
        after.merge(state.money())
        change.add(after, minus: before)
    }
}

extension LoggedFact {
    /// Whether a project's fact moves no cell, whatever came before it.
    var countsForNothing: Bool {
        switch fact.content {
        case .negotiationOpened, .statisticsEntered, .projectAtCapacity, .progressReported,
            .projectSuspended, .projectResumed, .detailsSet, .ownerAssigned, .reviewReturned:
            true
        default: false
        }
    }

    /// Whether it is an arrival that says what a sum is.
    var statesSum: Bool {
        guard case .capitalArrived(let capital)? = fact.content else { return false }
        return capital.basis ?? .increment != .increment
    }

    /// Whether its place among others matters: arrivals and what was found of them count by their days.
    var isStep: Bool {
        if case .capitalVerified? = fact.content { return false }
        return !isCapital && !countsForNothing
    }
}
