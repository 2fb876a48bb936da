// SPDX-License-Identifier: Apache-2.0
//
// Business entities kept singly (经营主体): each is a subject of its own, named by its unified social
// credit code. A change that is known only as a number is a count instead (`LevelFacts.swift`).
//
// An entity enters the ledger once, moves between units or out of the area, and ends once: struck
// off, or converted into an enterprise of another code.

/// An entity enters the ledger (新设, or 迁入 from elsewhere). The subject is its credit code.
public struct EntityRegistered: Hashable, Sendable {
    /// Where it stands; unset, the unit that reports.
    public var unit: UnitCode?
    /// Not `TOTAL`, and none that the code denies.
    public var category: EntityCategory?
    public var name: String?
    /// How it comes in; unset, it is registered.
    public var entry: EntityEntry?

    public init() {}
}

/// How an entity comes into the ledger.
public enum EntityEntry: String, NamedChoice {
    /// Newly registered in the area (新设).
    case registered = "REGISTERED"
    /// Registered elsewhere, and moved in (迁入).
    case movedIn = "MOVED_IN"
    /// Contained in a stock or in flows that were counted: known from here on, and counted no more.
    case counted = "COUNTED"
}

/// An entity was struck off (注销). The subject is its credit code.
public struct EntityDeregistered: Hashable, Sendable {
    public var reason: String?

    public init() {}
}

/// An entity moved (迁出, 迁入). The subject is its credit code.
public struct EntityMoved: Hashable, Sendable {
    /// The unit it moved to; unset, it left the area. What left may come back.
    public var to: UnitCode?

    public init() {}
}

/// An individual business or a cooperative became an enterprise (个转企).
///
/// With a subject, the credit code of the new enterprise, it ends the former entity and opens the new
/// one at the same unit, and is neither a registration nor a deregistration. Without a subject it is
/// a count, "of which", beside those that were counted.
public struct EntityConverted: Hashable, Sendable {
    /// The code of the entity that was.
    public var former: CreditCode?
    /// What it was; of a single entity unset where its code says so.
    public var formerCategory: EntityCategory?
    /// Where both stand; unset, the unit that reports.
    public var unit: UnitCode?
    /// How many, where the codes are not known.
    public var count: Int64?
    /// The name of the new enterprise.
    public var name: String?

    public init() {}

    /// What the former entity was, by its code where the fact does not say.
    public var categoryBefore: EntityCategory? { formerCategory ?? former?.category }
}
