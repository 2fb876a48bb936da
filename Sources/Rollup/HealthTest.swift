// SPDX-License-Identifier: Apache-2.0
//
// The health tests of a project, and what one of them finds. A finding is a thing to look at: it says
// since when the test fails and on which facts that rests, and nothing of the reason.

public import Pipeline

/// A test that a healthy project passes.
public enum HealthTest: String, NamedChoice {
    /// A contract, and no start in time.
    case signedNotStarted = "SIGNED_NOT_STARTED"
    /// A start, and no capital in time.
    case startedWithoutCapital = "STARTED_WITHOUT_CAPITAL"
    /// A start, and too small a part of the total investment in place in time.
    case lowCapital = "LOW_CAPITAL"
    /// Reported progress and capital in place lie too far apart, whichever is ahead.
    case outOfStep = "OUT_OF_STEP"
    /// A negotiation, and no agreement in time.
    case negotiatingOverdue = "NEGOTIATING_OVERDUE"
    /// A contract, and no library entry in time.
    case signedNotStored = "SIGNED_NOT_STORED"
}

/// A test that a project fails.
public struct HealthFinding: Hashable, Sendable {
    public var test: HealthTest
    /// The day from which the time is counted; none where no time is allowed.
    public var from: CivilDay?
    /// The last day that is in time.
    public var lastDay: CivilDay?
    /// The first day of those, up to the day asked, on all of which it fails.
    public var since: CivilDay
    /// The newest facts on which it rests, milestones before money: at most `FactReference.shownMax`.
    public var facts: [FactReference] = []
    /// How many there are.
    public var factCount = 0
}
