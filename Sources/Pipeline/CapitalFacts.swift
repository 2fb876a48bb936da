// SPDX-License-Identifier: Apache-2.0
//
// Money of a project: what came in, and how much of it was found to be there. The subject is the
// project's key.

/// Capital came into place (到位资金). The subject is the project.
public struct CapitalArrived: Hashable, Sendable {
    public var amount: Money?
    /// Where this money comes from; unset, it has the project's origin.
    public var origin: Origin?
    /// How the amount is meant; unset, as an increment.
    public var basis: CapitalBasis?

    public init() {}
}

/// How an office reports capital.
public enum CapitalBasis: String, NamedChoice {
    /// What came in on top of what had come before.
    case increment = "INCREMENT"
    /// All of the project and origin since 1 January of the year.
    case cumulativeYear = "CUMULATIVE_YEAR"
    /// All of the project and origin since the signing.
    case cumulativeSigning = "CUMULATIVE_SIGNING"
}

/// An arrival was checked. Counts on the arrival's day, and is seen from its own.
public struct CapitalVerified: Hashable, Sendable {
    /// The arrival: the fact of it that is in force.
    public var of: FactID?
    /// What was found, from 0 to the amount that the arrival states, and meant as that is: of a
    /// cumulative value it is the cumulative value found.
    public var amount: Money?

    public init() {}
}
