// SPDX-License-Identifier: Apache-2.0
//
// What the rules read of single business entities: a function of their facts in force, in their order.
//
// There may be a hundred million of them, so that a unit is a number here, and an entity 24 bytes
// beside the 16 of its code.

/// What the rules read of one entity.
struct EntityState: Sendable {
    enum Phase: UInt8, Sendable {
        /// Never entered the ledger, or what entered it is voided.
        case unknown
        case open
        case deregistered
        /// Moved out of the area; it may come back.
        case outside
    }

    /// Its newest fact; the origin while there is none.
    var newest = Position.origin
    /// The latest day of a fact that changed where it is.
    var day = CivilDay(ordinal: .min)
    /// Where it stands or stood, by `UnitNumbers`.
    var unit: UInt32 = 0
    var category = EntityCategory.total
    var phase = Phase.unknown
    var isPromoted = false

    mutating func enter(_ unit: UInt32, _ category: EntityCategory, on day: CivilDay) {
        (self.unit, self.category, self.day, phase) = (unit, category, day, .open)
    }
}

/// A conversion as the rules of the former entity read it.
struct Conversion: Sendable {
    var position: Position
    var day: CivilDay
    var unit: UInt32
    var category: EntityCategory
}

/// Numbers for units, from 0 in the order in which they were first defined.
struct UnitNumbers: Sendable {
    private var numbers: [UnitCode: UInt32] = [:]
    private(set) var codes: [UnitCode] = []

    mutating func add(_ code: UnitCode) {
        guard numbers[code] == nil else { return }
        numbers[code] = UInt32(codes.count)
        codes.append(code)
    }

    subscript(code: UnitCode) -> UInt32? { numbers[code] }
}

/// What is kept either by counts or by single entities: a stock with its flows, conversions or
/// promotions, of one category of a unit in a year.
struct EntitySeries: Hashable, Sendable {
    enum Flow: Hashable, Sendable { case stock, converted, promoted }

    var unit: UInt32
    var year: Int
    var category: EntityCategory
    var flow: Flow

    // A category hashes as its word, which is dear and tells few series apart.
    func hash(into hasher: inout Hasher) {
        hasher.combine(unit)
        hasher.combine(year)
        hasher.combine(flow)
    }
}

/// How many facts in force keep a series, of each sort.
struct Keeping: Hashable, Sendable {
    var counts: Int32 = 0
    var singles: Int32 = 0

    static func + (left: Keeping, right: Keeping) -> Keeping {
        Keeping(counts: left.counts + right.counts, singles: left.singles + right.singles)
    }

    static prefix func - (keeping: Keeping) -> Keeping {
        Keeping(counts: -keeping.counts, singles: -keeping.singles)
    }
}
