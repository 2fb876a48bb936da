// SPDX-License-Identifier: Apache-2.0
//
// Cells and deltas: what the ledger database keeps of the figures.
//
// A cell is the sum of its deltas per bucketDay, the day on which a formula counts something. A delta
// also bears the effectiveDay from which it holds and the position of the fact that caused it. Law:
// for every day A the deltas with effectiveDay ≤ A sum to the fold of the facts with
// effectiveOn ≤ A; taking off those with a later effectiveDay or position asks about the past.

public import Pipeline

/// What a cell sums. The raw value is part of the ledger database's keys.
public enum Quantity: Int, CaseIterable, Hashable, Comparable, Sendable {
    // counts of projects, and fen, by the day the formula counts them on
    case signed = 1
    case signedInvestment = 2
    case newlyStored = 3
    case newlyStoredInvestment = 4
    case newlyStoredSinceWithdrawn = 5
    case started = 6
    case startedInvestment = 7
    /// Of the newly stored, those started; by the day of newlyStored.
    case startedOfCohort = 8
    /// Of the contracts signed, those started, operational, paid in; by the contract's day.
    case startedOfSigned = 9
    case operationalOfSigned = 10
    case capitalOfSigned = 11
    case capitalNew = 12
    case capitalCarryOver = 13
    /// Shown apart, and in no sum: money without an origin, from abroad, from inside the area, of a
    /// division that can't be judged, of a project that is not in the library.
    case capitalOriginMissing = 14
    case capitalForeign = 15
    case capitalInside = 16
    case capitalUnjudged = 17
    case capitalNotStored = 18
    /// Newly stored projects whose reviewer was not proved to be another person.
    case fourEyesNotEnforced = 19
    /// Of the contracts signed, those fulfilled; by the contract's day.
    case fulfilledOfSigned = 20
    /// Of the money new and carried over, what was verified; by the arrival's day.
    case capitalVerified = 21
    /// Newly stored projects in which a unit has a share; by the day of newlyStored.
    case participated = 22
    /// Counts of bundles and of their parts, for each unit with a share; none where a bundle makes no
    /// difference. By the day of each count.
    case bundled = 23
    // levels; own cells only
    case task = 30
    case entityStock = 31
    case entityStockReports = 32
    case entitiesRegistered = 33
    case entitiesDeregistered = 34
    case entitiesMovedIn = 35
    case entitiesMovedOut = 36
    case indicator = 37
    /// The number of the status in force (1 estimate, 2 flash, 3 final).
    case indicatorStatus = 38
    /// Of the entities, those that became enterprises; by what they were.
    case entitiesConverted = 39
    case entitiesPromoted = 40

    public static func < (left: Quantity, right: Quantity) -> Bool {
        left.rawValue < right.rawValue
    }
}

/// Whose figure a cell is: the credited unit's own, or that of a whole subtree.
public enum Scope: Int, Hashable, Comparable, Sendable {
    case own = 0
    case subtree = 1

    public static func < (left: Scope, right: Scope) -> Bool { left.rawValue < right.rawValue }
}

/// The name of a cell, its days apart; ordered as every database does it, texts by their bytes.
public struct CellKey: Hashable, Comparable, Sendable {
    public var unit: UnitCode
    public var scope: Scope
    public var quantity: Quantity
    /// What else tells cells of a quantity apart (category, task key, indicator); empty for most.
    public var detail: String

    public init(unit: UnitCode, scope: Scope, quantity: Quantity, detail: String = "") {
        self.unit = unit
        self.scope = scope
        self.quantity = quantity
        self.detail = detail
    }

    public static func < (left: CellKey, right: CellKey) -> Bool {
        if left.unit != right.unit { return left.unit < right.unit }
        if left.scope != right.scope { return left.scope < right.scope }
        if left.quantity != right.quantity { return left.quantity < right.quantity }
        return left.detail.utf8.lexicographicallyPrecedes(right.detail.utf8)
    }
}

extension CellKey {
    /// What the cell's amounts are amounts of.
    public var amountUnit: MeasureUnit {
        switch quantity {
        case .signedInvestment, .newlyStoredInvestment, .startedInvestment, .capitalOfSigned,
            .capitalNew, .capitalCarryOver, .capitalOriginMissing, .capitalForeign,
            .capitalInside, .capitalUnjudged, .capitalNotStored, .capitalVerified:
            .fen
        case .task: TaskDetail(text: detail)?.isMoney == true ? .fen : .count
        case .indicator: IndicatorDetail(text: detail)?.isMoney == true ? .fen : .count
        default: .count
        }
    }
}

/// A sum and the number of facts behind it. Adds, negates, and is dropped when both are zero.
public struct Tally: Hashable, Sendable {
    /// Fen or a count.
    public var amount: Int128
    /// How many facts contributed.
    public var facts: Int

    public init(amount: Int128 = 0, facts: Int = 0) {
        self.amount = amount
        self.facts = facts
    }

    public static let zero = Tally()

    mutating func add(_ other: Tally) {
        amount += other.amount
        facts += other.facts
    }

    public static func + (left: Tally, right: Tally) -> Tally {
        Tally(amount: left.amount + right.amount, facts: left.facts + right.facts)
    }

    public static func - (left: Tally, right: Tally) -> Tally {
        Tally(amount: left.amount - right.amount, facts: left.facts - right.facts)
    }
}

/// One change of one cell, caused by the fact at `position`.
public struct Delta: Hashable, Sendable {
    public var cell: CellKey
    public var bucketDay: CivilDay
    public var effectiveDay: CivilDay
    public var position: Position
    public var tally: Tally

    public init(
        cell: CellKey, bucketDay: CivilDay, effectiveDay: CivilDay, position: Position, tally: Tally
    ) {
        self.cell = cell
        self.bucketDay = bucketDay
        self.effectiveDay = effectiveDay
        self.position = position
        self.tally = tally
    }
}

/// A sum of one cell on one of its days.
public struct CellRow: Hashable, Sendable {
    public var cell: CellKey
    public var bucketDay: CivilDay
    public var tally: Tally

    public init(cell: CellKey, bucketDay: CivilDay, tally: Tally) {
        self.cell = cell
        self.bucketDay = bucketDay
        self.tally = tally
    }
}
