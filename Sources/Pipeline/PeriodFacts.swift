// SPDX-License-Identifier: Apache-2.0
//
// Periods that are closed: what is logged of their days afterwards is late and says why. Subject: the
// unit with the period's days. A unit's closing holds for all units below it.

/// The figures of a period are told; a fact of its days is late from here on.
public struct PeriodClosed: Hashable, Sendable {
    /// The unit whose period it is; unset, the unit that reports.
    public var unit: UnitCode?
    public var from: CivilDay?
    public var to: CivilDay?
    public var reason: String?

    public init() {}
}

/// A closed period is open again.
public struct PeriodReopened: Hashable, Sendable {
    /// The key has the fields that it has in `PeriodClosed`.
    public var unit: UnitCode?
    public var from: CivilDay?
    public var to: CivilDay?
    public var reason: String?

    public init() {}
}

/// The key of a period.
public struct PeriodKey: Hashable, Sendable {
    public var unit: UnitCode
    public var from: CivilDay
    public var to: CivilDay

    public init(unit: UnitCode, from: CivilDay, to: CivilDay) {
        self.unit = unit
        self.from = from
        self.to = to
    }
}
