// SPDX-License-Identifier: Apache-2.0
//
// The rungs before a signing and after a start, what is reported on the way, and the pauses. The
// subject is the project's key; `Admission+Ladder.swift` holds the ladder that they climb.

/// A lead was opened (线索): the project is known from here on, and nothing is agreed yet.
public struct LeadOpened: Hashable, Sendable {
    public var name: String?
    /// What is known so far; what an agreement says replaces it.
    public var terms = AgreementTerms()

    public init() {}
}

/// Negotiation began (在谈).
public struct NegotiationOpened: Hashable, Sendable {
    public init() {}
}

/// The parties did what the contract asks of them (履约).
public struct ContractFulfilled: Hashable, Sendable {
    public init() {}
}

/// The project was entered in the library of the statistics bureau (入统); never counts as stored.
public struct StatisticsEntered: Hashable, Sendable {
    /// The number under which that library keeps it.
    public var statisticsNumber: String?

    public init() {}
}

/// Production reached what was planned (达产).
public struct ProjectAtCapacity: Hashable, Sendable {
    public init() {}
}

/// How far construction is. The documents that vouch for it are the fact's evidence.
public struct ProgressReported: Hashable, Sendable {
    /// 0 to 10,000.
    public var basisPoints: Int64?

    public init() {}
}

/// Work rests (停工, 缓建). Takes nothing out of any flow.
public struct ProjectSuspended: Hashable, Sendable {
    public var reason: String?

    public init() {}
}

/// Work goes on (复工).
public struct ProjectResumed: Hashable, Sendable {
    public var reason: String?

    public init() {}
}
