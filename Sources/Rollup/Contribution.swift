// SPDX-License-Identifier: Apache-2.0
//
// A subject's contribution to the cells, and what one more fact changes in it.
//
// Law: a contribution is a pure function of the subject's facts and the units, and for every day A
// its entries with effectiveDay ≤ A sum to the fold of the facts in force with effectiveOn ≤ A.
// That law holds by construction: on each day on which a fact takes effect, the entries are the
// fold of all facts up to that day less the fold of those before; a project's, fact by fact
// (`ProjectRun`). The effect of one more fact is contribution(after) − contribution(before), which is
// right even when a late fact moves the host or the origin of all the money before it. Consolidation
// happens within one fact only.

public import Pipeline

/// What the facts of one subject add to the cells.
public struct Contribution: Equatable, Sendable {
    /// Amounts by unit, quantity and days; before they are spread to the units above.
    var tallies: [Key: Tally] = [:]

    struct Key: Hashable, Sendable {
        var place: Place
        var effectiveDay: CivilDay
    }

    /// Where an amount counts: a unit's own cell, on a day.
    struct Place: Hashable, Sendable {
        var unit: UnitCode
        var quantity: Quantity
        var detail: String
        var bucketDay: CivilDay
        var spread = Spread.line
    }

    /// How an amount goes up the tree.
    enum Spread: Hashable, Sendable {
        /// To the unit and all above it on the bucket day.
        case line
        /// To the unit's own cell alone.
        case own
        /// To its subtree cell alone: what is shared counts once in each unit above.
        case subtree
    }

    public init() {}

    /// The units that something counts for, as of some day; units above them may be among them.
    public var units: Set<UnitCode> {
        var units: Set<UnitCode> = []
        // Of most there is one, which need not be looked for each time.
        var last: UnitCode?
        for key in tallies.keys where key.place.unit != last {
            units.insert(key.place.unit)
            last = key.place.unit
        }
        return units
    }

    /// The contribution of a subject.
    ///
    /// - Parameters:
    ///   - facts: all facts of one subject, in the order of their positions; what was corrected or
    ///     voided is in force no more, whatever its day.
    ///   - kin: what is logged of other projects and counts here.
    public init(of facts: [LoggedFact], tree: UnitTree, kin: Kin = Kin()) {
        guard let subject = facts.first?.fact.derivedSubject else { return }
        let facts = Chains.inForce(of: facts)
        switch subject {
        case .unit, .publication, .period, .warning, .order, .projection, .ruleSet: break
        case .project(let id):
            // Whoever knows of a duplicate counts it in no period, whatever the link's day.
            guard ProjectKinship(facts).duplicateOf == nil else { return }
            addProject(id, facts, tree: tree, kin: kin)
        case .task, .indicator: addByDay(facts) { Fold.level($0) }
        case .entities: self = Contribution(byBucket: Fold.entities(facts))
        case .entity(let code): self = Contribution(byBucket: Fold.entity(code, facts))
        }
    }

    /// Entries for each day of effect: the fold up to it, less the fold before it.
    private mutating func addByDay(_ facts: [LoggedFact], fold: ([LoggedFact]) -> Fold) {
        var before = Fold()
        for day in facts.daysOfEffect {
            let after = fold(facts.filter { $0.fact.dayOfEffect! <= day })
            add(after, minus: before, on: day)
            before = after
        }
    }

    /// A level's change on a day rests on the facts up to that day alone, so one pass over all of
    /// them gives the entries of each day of effect.
    init(byBucket fold: Fold) {
        for (place, tally) in fold.tallies where tally != .zero {
            tallies[Key(place: place, effectiveDay: place.bucketDay)] = tally
        }
    }

    /// As `addByDay`; where facts come in the order of their days, each changes what is kept of those
    /// before it. What other projects bring changes on the days of their facts.
    private mutating func addProject(
        _ id: ProjectID, _ facts: [LoggedFact], tree: UnitTree, kin: Kin
    ) {
        let duplicates = kin.money
        let bundles = kin.bundles.map { Chains.inForce(of: $0) }
        let kinDays = Set((duplicates + bundles).flatMap(\.self).compactMap(\.fact.dayOfEffect))
        var own = facts.byDay[...]
        var run = ProjectRun(tree: tree)
        for day in kinDays.union(own.map(\.day)).sorted() {
            var change = Fold()
            if let next = own.first, next.day == day {
                run.take(next.facts, of: day, among: facts, into: &change)
                own.removeFirst()
            }
            if kinDays.contains(day) {
                run.setKin(
                    duplicates: duplicates.map { ProjectFold($0.ofEffect(by: day), tree: tree) },
                    isPart: bundles.contains { facts in
                        let bundle = ProjectFold(facts.ofEffect(by: day), tree: tree)
                        return bundle.contractDay != nil && bundle.kinship.parts.contains(id)
                    }, into: &change)
            }
            add(change, on: day)
        }
    }

    mutating func add(_ change: Fold, on day: CivilDay) {
        for (place, tally) in change.tallies where tally != .zero {
            tallies[Key(place: place, effectiveDay: day)] = tally
        }
    }

    mutating func add(_ after: Fold, minus before: Fold, on day: CivilDay) {
        for (place, tally) in after.tallies {
            let change = tally - (before.tallies[place] ?? .zero)
            if change != .zero { tallies[Key(place: place, effectiveDay: day)] = change }
        }
        for (place, tally) in before.tallies where after.tallies[place] == nil {
            tallies[Key(place: place, effectiveDay: day)] = .zero - tally
        }
    }
}

extension Contribution {
    /// What changes from one contribution to the next, caused by the fact at `position`.
    public static func deltas(
        from before: Contribution, to after: Contribution, at position: Position, tree: UnitTree
    ) -> [Delta] {
        var sheet = DeltaSheet()
        sheet.move(from: before, to: after, tree: tree)
        return sheet.deltas(at: position)
    }
}

/// Amounts by place: the value of a set of facts, no day of effect asked.
struct Fold: Equatable {
    var tallies: [Contribution.Place: Tally] = [:]

    mutating func add(
        _ amount: Int128, facts: Int = 1, to quantity: Quantity, of unit: UnitCode,
        on day: CivilDay, detail: String = "", spread: Contribution.Spread = .line
    ) {
        let place = Contribution.Place(
            unit: unit, quantity: quantity, detail: detail, bucketDay: day, spread: spread)
        tallies[place, default: .zero].add(Tally(amount: amount, facts: facts))
    }

    mutating func merge(_ other: Fold) {
        for (place, tally) in other.tallies { tallies[place, default: .zero].add(tally) }
    }

    /// Adds what one fold has more than another; what comes to nothing may stay as a zero.
    mutating func add(_ after: Fold, minus before: Fold) {
        for (place, tally) in after.tallies where before.tallies[place] != tally {
            tallies[place, default: .zero].add(tally)
            if let old = before.tallies[place] { tallies[place]!.add(.zero - old) }
        }
        for (place, tally) in before.tallies where after.tallies[place] == nil {
            tallies[place, default: .zero].add(.zero - tally)
        }
    }
}

extension LoggedFact {
    var isCapital: Bool {
        if case .capitalArrived? = fact.content { true } else { false }
    }
}

extension [LoggedFact] {
    /// The distinct days on which these facts take effect, ascending.
    fileprivate var daysOfEffect: [CivilDay] { Set(compactMap(\.fact.dayOfEffect)).sorted() }

    /// Those with a day of effect by that day, ascending; those of one day as they stand here.
    var byDay: [(day: CivilDay, facts: [LoggedFact])] {
        let order = indices.filter { self[$0].fact.dayOfEffect != nil }
            .sorted { (self[$0].fact.dayOfEffect!, $0) < (self[$1].fact.dayOfEffect!, $1) }
        var days: [(day: CivilDay, facts: [LoggedFact])] = []
        for index in order {
            let day = self[index].fact.dayOfEffect!
            if days.last?.day != day { days.append((day, [])) }
            days[days.count - 1].facts.append(self[index])
        }
        return days
    }
}
