// SPDX-License-Identifier: Apache-2.0
//
// A subject's facts with what is kept of them, so that one more fact costs what it changes.
//
// Law: `follow` gives Contribution(of: facts + [next]) less Contribution(of: facts). It is asked where
// that follows from what is kept: not of a correction or a void, not of a project's fact of an earlier
// day than its others, unless it is an arrival among increments, and not of a project that counts with
// others.

public import Pipeline

/// The facts of one subject, in the order of their positions.
public struct RunningSubject: Sendable {
    public private(set) var facts: [LoggedFact]
    /// Made when it is first of use; nil again when it no longer holds.
    private var run: Run?
    private var hasOrders: Bool

    fileprivate enum Run: Sendable {
        case project(ProjectRun)
        case entities(EntityLevels)
    }

    public init(facts: [LoggedFact]) {
        self.facts = facts
        hasOrders = facts.contains { $0.fact.content?.isOrder ?? false }
    }

    /// Adds a fact that changes more than can be followed.
    public mutating func take(_ logged: LoggedFact) {
        facts.append(logged)
        run = nil
        hasOrders = hasOrders || logged.fact.content?.isOrder ?? false
    }

    /// Adds a fact.
    ///
    /// - Returns: what it changes in the subject's contribution; nil, and nothing is added, where the
    ///   contribution has to be made anew.
    public mutating func follow(_ logged: LoggedFact, of subject: Subject, tree: UnitTree)
        -> Contribution?
    {
        guard let content = logged.fact.content, !ProjectKinship.isTold(by: content) else {
            return nil
        }
        if run == nil { run = Run(of: subject, Chains.inForce(of: facts), tree: tree) }
        var change: Contribution?
        switch run {
        case .project(var project)?:
            // Only one of the two may hold what the run holds, else all of it is copied.
            run = nil
            project.state.tree = tree
            change =
                project.follow(logged, hasOrders: hasOrders)
                ?? (hasOrders ? nil : project.followEarlier(logged, among: facts))
            run = .project(project)
        case .entities(var levels)?:
            run = nil
            change = Contribution(byBucket: levels.take(logged.fact))
            run = .entities(levels)
        case nil: break
        }
        if change != nil { facts.append(logged) }
        return change
    }

    /// The row of a project; nil where it has to be made of all its facts.
    public func record(of id: ProjectID) -> ProjectRecord? {
        guard case .project(let project)? = run else { return nil }
        return ProjectRecord(id, project.state, duplicateOf: nil)
    }
}

extension RunningSubject.Run {
    fileprivate init?(of subject: Subject, _ inForce: [LoggedFact], tree: UnitTree) {
        switch subject {
        case .project: self = .project(ProjectRun(inForce, tree: tree))
        case .entities(let unit, let category):
            var levels = EntityLevels(of: unit, category)
            for logged in inForce { levels.take(logged.fact) }
            self = .entities(levels)
        default: return nil
        }
    }
}

/// The state of a project by all its facts in force, and the latest of their days.
private struct ProjectRun: Sendable {
    var state: ProjectFold
    var latestDay: CivilDay?
    /// Whether no arrival states a sum, which others would count in.
    private var isByIncrements: Bool

    init(_ inForce: [LoggedFact], tree: UnitTree) {
        state = ProjectFold(inForce, tree: tree)
        latestDay = inForce.compactMap(\.fact.dayOfEffect).max()
        isByIncrements = inForce.allSatisfy { !$0.statesSum }
    }

    /// Whether none of its own facts says that it counts with others.
    private var countsAlone: Bool {
        state.kinship.duplicateOf == nil && state.kinship.partsEver.isEmpty
    }

    /// See `RunningSubject.follow`.
    mutating func follow(_ logged: LoggedFact, hasOrders: Bool) -> Contribution? {
        guard let content = logged.fact.content, let day = logged.fact.dayOfEffect,
            day >= latestDay ?? day,
            countsAlone,
            // What was corrected may be claimed by the name that it had.
            !(hasOrders && content.claim != nil)
        else { return nil }
        latestDay = day
        isByIncrements = isByIncrements && !logged.statesSum
        var change = Contribution()
        if content.countsForNothing {
            state.take(logged)
        } else if logged.isCapital {
            var arrived = Fold()
            state.takeArrival(logged, into: &arrived)
            change.add(arrived, minus: Fold(), on: day)
        } else {
            let before = state.fold()
            state.take(logged)
            state.capitalCount = nil
            change.add(state.fold(), minus: before, on: day)
        }
        return change
    }

    /// An increment of an earlier day: on its own day and on each later one on which anything but money
    /// is of effect, what it adds by then.
    ///
    /// - Parameter facts: all others of the project, none of them corrected.
    mutating func followEarlier(_ logged: LoggedFact, among facts: [LoggedFact]) -> Contribution? {
        guard isByIncrements, logged.isCapital, !logged.statesSum,
            let day = logged.fact.dayOfEffect, countsAlone,
            // What is found of it would count by its days too.
            logged.fact.id.flatMap({ state.verified[$0] }) == nil
        else { return nil }
        let steps = facts.filter { other in
            guard let content = other.fact.content else { return false }
            return !other.isCapital && content.claim == nil && !content.countsForNothing
        }
        let later = Set(steps.compactMap(\.fact.dayOfEffect)).filter { $0 > day }
        var change = Contribution()
        var before = Fold()
        for day in [day] + later.sorted() {
            var then = ProjectFold(steps.ofEffect(by: day), tree: state.tree)
            var arrived = Fold()
            then.takeArrival(logged, into: &arrived)
            change.add(arrived, minus: before, on: day)
            before = arrived
        }
        state.take(logged)
        state.capitalCount = nil
        return change
    }
}

extension LoggedFact {
    /// Whether it is an arrival that says what a sum is.
    fileprivate var statesSum: Bool {
        guard case .capitalArrived(let capital)? = fact.content else { return false }
        return capital.basis ?? .increment != .increment
    }
}

extension Content {
    /// Whether a project's fact moves no cell, whatever came before it.
    fileprivate var countsForNothing: Bool {
        switch self {
        case .negotiationOpened, .statisticsEntered, .projectAtCapacity, .progressReported,
            .projectSuspended, .projectResumed, .detailsSet, .ownerAssigned, .reviewReturned:
            true
        default: false
        }
    }
}
