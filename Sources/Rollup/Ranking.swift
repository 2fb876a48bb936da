// SPDX-License-Identifier: Apache-2.0
//
// Who is ahead (DOMAIN.md, section 4, Ranking): units of one peer group by one figure.
//
// Law: ranks go by unrounded numbers; equal numbers share one, and as many ranks are left out after
// them (1, 2, 2, 4). A unit without a number, or with one of other days than its peers, has no rank. The
// order is that of ranks, then of codes.

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
    public var number: Fraction? {
        if case .number(let number, _)? = figure?.value { number } else { nil }
    }

    /// Until when the figure goes; of what is reported for a span, the span.
    fileprivate var days: Days? {
        guard number != nil, let figure, let to = figure.to else { return nil }
        let isReported = figure.name == .indicator || figure.name == .yearOnYear
        return Days(to: to, from: isReported ? figure.from ?? to : to)
    }

    /// The later end is the later; of one end the longer span.
    fileprivate struct Days: Equatable, Comparable {
        var to: CivilDay
        var from: CivilDay

        static func < (left: Days, right: Days) -> Bool {
            left.to != right.to ? left.to < right.to : left.from > right.from
        }
    }
}

/// What a reader of a rank has to know beside it.
public enum RankNote: String, CaseIterable, Hashable, Sendable {
    /// The gap is smaller than one unit of the last decimal printed.
    case withinRounding
    /// The gap is smaller than the money of the next better rank that nobody has verified.
    case withinUnverified
    /// The figure is of other days than that of the peers, and listed apart.
    case otherDays
}

/// Where a unit stands among its peers.
public struct RankedUnit: Hashable, Sendable {
    public var entrant: Entrant
    /// From 1; unset, listed apart.
    public var rank: Int?
    /// Others have the same number.
    public var isTied = false
    /// Of the next better rank, the first by code; unset for the best and those apart.
    public var above: Entrant?
    /// What it lacks to the next better rank; unset where it does not fit in 128 bits.
    public var gap: Fraction?
    /// The gap is smaller than the money of the next better rank that nobody has verified.
    public var isWithinUnverified = false
    /// It has a number of other days than its peers'.
    public var isOfOtherDays = false
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
        let days = entrants.compactMap(\.days).max()
        let isLessBetter = entrants.contains { $0.figure?.name.isLessBetter ?? false }
        let sorted = entrants.filter { $0.number != nil && $0.days == days }.sorted {
            guard let left = $0.number, let right = $1.number, !left.equals(right) else {
                return $0.unit < $1.unit
            }
            return isLessBetter ? left.isBelow(right) : right.isBelow(left)
        }
        units = []
        for (index, entrant) in sorted.enumerated() { place(entrant, index, among: sorted) }
        let apart = entrants.filter { $0.number == nil || $0.days != days }
        units += apart.sorted { $0.unit < $1.unit }.map { entrant in
            var unit = RankedUnit(entrant: entrant)
            unit.isOfOtherDays = entrant.number != nil
            return unit
        }
    }

    /// Puts the next one in the order behind those that are placed.
    private mutating func place(_ entrant: Entrant, _ index: Int, among sorted: [Entrant]) {
        guard let number = entrant.number else { return }
        func isEqual(_ other: Int) -> Bool {
            sorted.indices.contains(other) && sorted[other].number?.equals(number) ?? false
        }
        var unit = RankedUnit(entrant: entrant)
        unit.isTied = isEqual(index - 1) || isEqual(index + 1)
        unit.rank = isEqual(index - 1) ? units[index - 1].rank : index + 1
        // Its equals stand last, right behind those of the next better rank.
        var equals = units.endIndex
        while equals > 0, units[equals - 1].rank == unit.rank { equals -= 1 }
        var better = equals
        while better > 0, units[better - 1].rank == units[equals - 1].rank { better -= 1 }
        let above = units[better..<equals].map(\.entrant)
        unit.above = above.first
        unit.gap = unit.above?.number?.exactDifference(from: number).map {
            Fraction(abs($0.numerator), over: $0.denominator)
        }
        unit.isWithinUnverified = above.contains { $0.verified?.isBelow(number) ?? false }
        units.append(unit)
    }
}

extension FigureName {
    /// Whether units are ranked by it: not by what is left out where there is none of it, by days, or by
    /// what is the same for all.
    public var isRanked: Bool {
        switch self {
        case .participated, .newlyStoredSinceWithdrawn, .capitalOriginMissing, .capitalForeign,
            .capitalInside, .capitalUnjudged, .capitalNotStored, .proRata, .firstCrossing,
            .converted, .promoted, .stockDifference, .share:
            false
        default: true
        }
    }

    /// Whether a unit has several of them: one a measure, a grade, an issuer.
    public var isOfMeasure: Bool {
        switch self {
        case .task, .completionRate, .proRata, .aheadBehind, .stillNeeded, .quarterShortfall,
            .targetMarkUp, .indicator, .yearOnYear:
            true
        default: false
        }
    }

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
