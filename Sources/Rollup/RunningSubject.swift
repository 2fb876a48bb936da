// SPDX-License-Identifier: Apache-2.0
//
// A subject's facts with what is kept of them, so that one more fact costs what it changes.
//
// Law: `follow` gives Contribution(of: facts + [next]) less Contribution(of: facts), both by the units of
// now. It is asked where that follows from what is kept: not of a correction or a void, not of a project's
// fact of an earlier day than its others, unless it is an arrival among increments or counts for nothing,
// and not of a project that counts with others. What is kept was counted by the units then: who moves these
// forgets it.

public import Pipeline

/// The facts of one subject, in the order of their positions.
public struct RunningSubject: Sendable {
    public private(set) var facts: [LoggedFact]
    // What is kept of them by their subject: made when it is first of use, nil again when it no longer
    // holds.
    private var project: FollowedProject?
    private var levels: EntityLevels?
    private var hasOrders: Bool

    public init(facts: [LoggedFact]) {
        self.facts = facts
        hasOrders = facts.contains { $0.fact.content?.isOrder ?? false }
    }

    /// Adds a fact that changes more than can be followed.
    public mutating func take(_ logged: LoggedFact) {
        facts.append(logged)
        forgetCounts()
        hasOrders = hasOrders || logged.fact.content?.isOrder ?? false
    }

    /// What was counted by the units does not hold: they stand elsewhere.
    public mutating func forgetCounts() { (project, levels) = (nil, nil) }

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
        var change: Contribution?
        switch subject {
        case .project:
            if project == nil { project = FollowedProject(inForce, tree: tree) }
            project!.setTree(tree)
            let isNamedAnew = hasOrders && content.claim != nil
            change = project!.follow(isNamedAnew ? Chains(facts).resolved(logged) : logged)
            if change == nil { change = project!.followEarlier(logged, among: inForce) }
        case .entities(let unit, let category):
            if levels == nil {
                levels = EntityLevels(of: unit, category)
                for logged in inForce { levels!.take(logged.fact) }
            }
            change = Contribution(byBucket: levels!.take(logged.fact))
        default: break
        }
        if change != nil { facts.append(logged) }
        return change
    }

    private var inForce: [LoggedFact] { hasOrders ? Chains(facts).inForce : facts }

    /// The row of a project; nil where it has to be made of all its facts.
    public func record(of id: ProjectID) -> ProjectRecord? {
        project.map { ProjectRecord(id, $0.run.state, duplicateOf: nil) }
    }
}

/// The state of a project by all its facts in force, and the latest of their days.
private struct FollowedProject: Sendable {
    private(set) var run: ProjectRun
    private var latestDay: CivilDay?

    init(_ inForce: [LoggedFact], tree: UnitTree) {
        run = ProjectRun(inForce, tree: tree)
        latestDay = inForce.compactMap(\.fact.dayOfEffect).max()
    }

    mutating func setTree(_ tree: UnitTree) { run.setTree(tree) }

    /// Whether none of its own facts says that it counts with others.
    private var countsAlone: Bool {
        let kinship = run.state.kinship
        return kinship.duplicateOf == nil && kinship.partsEver.isEmpty
    }

    /// See `RunningSubject.follow`.
    ///
    /// - Parameter logged: a claim names the arrival that is in force.
    mutating func follow(_ logged: LoggedFact) -> Contribution? {
        guard let day = logged.fact.dayOfEffect, countsAlone,
            day >= latestDay ?? day || logged.countsForNothing
        else { return nil }
        latestDay = max(day, latestDay ?? day)
        var change = Fold()
        run.take(logged, into: &change)
        var contribution = Contribution()
        contribution.add(change, on: day)
        return contribution
    }

    /// An increment of an earlier day: on its own day and on each later one on which anything but money
    /// is of effect, what it adds by then.
    ///
    /// - Parameter facts: all others of the project that are in force.
    mutating func followEarlier(_ logged: LoggedFact, among facts: [LoggedFact]) -> Contribution? {
        guard !run.state.statesSums, logged.isCapital, !logged.statesSum,
            let day = logged.fact.dayOfEffect, countsAlone,
            // What is found of it would count by its days too.
            logged.fact.id.flatMap({ run.state.verified[$0] }) == nil
        else { return nil }
        let steps = facts.filter(\.isStep)
        var then = ProjectFold(steps.ofEffect(by: day), tree: run.state.tree)
        var before = then.increment(logged)
        var change = Contribution()
        change.add(before, on: day)
        for (later, news) in steps.byDay where later > day {
            let basis = then.moneyBasis
            then.take(news, of: later, among: steps)
            guard then.moneyBasis != basis else { continue }
            let arrived = then.increment(logged)
            change.add(arrived, minus: before, on: later)
            before = arrived
        }
        run.takeEarlier(logged)
        return change
    }
}
