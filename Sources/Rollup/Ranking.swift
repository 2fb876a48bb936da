// SPDX-License-Identifier: Apache-2.0
//
// Who is ahead (DOMAIN.md, section 4, Ranking): units of one peer group by one figure.
//
// Law: ranks go by unrounded numbers; equal numbers share one, and as many ranks are left out after
// them (1, 2, 2, 4). A unit without a number has no rank. The order is that of ranks, then of codes.

public import Pipeline

/// Units that are ranked against each other.
public struct PeerGroup: Hashable, Sendable {
    /// As a unit's definition names it.
    public var name: String?
    /// Where it names none, units of a kind are peers.
    public var kind: UnitKind?

    public init(of state: UnitState) {
        name = state.peerGroup
        kind = state.peerGroup == nil ? state.kind : nil
    }

    /// By name, then by kind; those without a name last.
    static func precedes(_ left: PeerGroup, _ right: PeerGroup) -> Bool {
        func place(_ group: PeerGroup) -> (Int, String, Int) {
            let kind = group.kind.flatMap { UnitKind.allCases.firstIndex(of: $0) }
            return (group.name == nil ? 1 : 0, group.name ?? "", kind ?? .max)
        }
        return place(left) < place(right)
    }
}

/// A unit in a ranking with its figure.
public struct Entrant: Hashable, Sendable {
    public var unit: UnitCode
    public var group: PeerGroup
    /// Unset where the unit has none, as a rate without a task.
    public var figure: Figure?
    /// The figure's number with verified money alone; unset where that is not asked.
    public var verified: Fraction?

    public init(unit: UnitCode, group: PeerGroup, figure: Figure?, verified: Fraction? = nil) {
        self.unit = unit
        self.group = group
        self.figure = figure
        self.verified = verified
    }

    /// Nil where there is no number.
    var number: Fraction? {
        if case .number(let number, _)? = figure?.value { number } else { nil }
    }
}

/// What a reader of a rank has to know beside it.
public enum RankNote: String, CaseIterable, Hashable, Sendable {
    /// The next better rank prints the same number.
    case withinRounding
    /// The gap is smaller than the money of the next better rank that nobody has verified.
    case withinUnverified
}

/// Where a unit stands among its peers.
public struct RankedUnit: Hashable, Sendable {
    public var entrant: Entrant
    /// From 1; unset, listed apart.
    public var rank: Int?
    /// Others have the same number.
    public var isTied = false
    /// The peers of the next better rank, the first of them by code; unset for the best and those apart.
    public var above: Entrant?
    /// What it lacks to the next better rank, zero or more; unset where it does not fit in 128 bits.
    public var gap: Fraction?
    /// The gap is smaller than the money of the next better rank that nobody has verified.
    public var isWithinUnverified = false
}

/// The units of a peer group in order.
public struct Ranking: Hashable, Sendable {
    public var group: PeerGroup
    public var units: [RankedUnit]

    /// One ranking for each peer group.
    public static func rankings(of entrants: [Entrant]) -> [Ranking] {
        Dictionary(grouping: entrants, by: \.group).map { Ranking(group: $0, of: $1) }
            .sorted { PeerGroup.precedes($0.group, $1.group) }
    }

    init(group: PeerGroup, of entrants: [Entrant]) {
        self.group = group
        let isLessBetter = entrants.contains { $0.figure?.name.isLessBetter ?? false }
        func isBetter(_ left: Fraction, _ right: Fraction) -> Bool {
            isLessBetter ? left.isBelow(right) : right.isBelow(left)
        }
        let sorted = entrants.sorted { left, right in
            switch (left.number, right.number) {
            case (let a?, let b?) where !a.equals(b): isBetter(a, b)
            case (_?, nil): true
            case (nil, _?): false
            default: left.unit < right.unit
            }
        }
        units = []
        for (index, entrant) in sorted.enumerated() {
            units.append(Ranking.place(entrant, index, sorted, after: units))
        }
    }

    private static func place(
        _ entrant: Entrant, _ index: Int, _ sorted: [Entrant], after units: [RankedUnit]
    ) -> RankedUnit {
        var unit = RankedUnit(entrant: entrant)
        guard let number = entrant.number else { return unit }
        func isEqual(_ other: Int) -> Bool {
            sorted.indices.contains(other) && sorted[other].number?.equals(number) ?? false
        }
        unit.isTied = isEqual(index - 1) || isEqual(index + 1)
        if isEqual(index - 1) {
            let before = units[index - 1]
            (unit.rank, unit.above, unit.gap) = (before.rank, before.above, before.gap)
        } else {
            unit.rank = index + 1
            unit.above = units.first { $0.rank == units.last?.rank }?.entrant
        }
        guard let above = unit.above, let better = above.number else { return unit }
        unit.gap = better.exactDifference(from: number).map {
            Fraction(abs($0.numerator), over: $0.denominator)
        }
        unit.isWithinUnverified = above.verified?.isBelow(number) ?? false
        return unit
    }
}

extension FigureName {
    /// Whether the smaller number is the better one.
    public var isLessBetter: Bool {
        switch self {
        case .stillNeeded, .quarterShortfall, .water, .deregistered, .movedOut,
            .newlyStoredSinceWithdrawn:
            true
        default: false
        }
    }
}

extension Figure {
    /// The number that would be there if only verified money were: of domestic capital, of the rate of its
    /// task and of how far that is ahead; nil for every other figure.
    ///
    /// - Parameter figures: all of the same unit, day and knowledge.
    public func verified(among figures: [Figure]) -> Fraction? {
        guard case .number(let number, _) = value,
            let claimed = figures.amount(of: .domesticCapital)
        else { return nil }
        let unverified = claimed - (figures.amount(of: .domesticCapitalVerified) ?? 0)
        switch name {
        case .domesticCapital: return Fraction(number.numerator - unverified)
        case .completionRate where measure == .domesticCapital:
            return Fraction(number.numerator - unverified, over: number.denominator)
        case .aheadBehind where measure == .domesticCapital:
            let task = figures.first {
                $0.name == .task && $0.measure == measure && $0.grade == grade
                    && $0.issuer == issuer
            }
            guard case .number(let task, _)? = task?.value, task.numerator > 0 else { return nil }
            let part = Fraction(unverified, over: task.numerator)
            return number.exactDifference(from: part)
        default: return nil
        }
    }
}

extension [Figure] {
    fileprivate func amount(of name: FigureName) -> Int128? {
        guard case .number(let number, _)? = first(where: { $0.name == name })?.value else {
            return nil
        }
        return number.numerator
    }
}
