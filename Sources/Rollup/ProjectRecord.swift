// SPDX-License-Identifier: Apache-2.0
//
// What the ledger database keeps of a project beside the cells: the row that lists are filtered by. It
// is a function of the subject's facts, rebuilt with them.

public import Pipeline

/// How far up the ladder a project is, by all that is logged.
public enum Stage: String, NamedChoice, Comparable {
    case framework = "FRAMEWORK"
    case signed = "SIGNED"
    case stored = "STORED"
    case started = "STARTED"
    case operational = "OPERATIONAL"
    case terminated = "TERMINATED"
    case withdrawn = "WITHDRAWN"
    // Cases are only ever appended; the ladder's order is `<`.
    case lead = "LEAD"
    case negotiating = "NEGOTIATING"
    case atCapacity = "AT_CAPACITY"
    case suspended = "SUSPENDED"

    /// From the lowest rung up, then what rests and what has ended.
    public static let ladder: [Stage] = [
        .lead, .negotiating, .framework, .signed, .stored, .started, .operational, .atCapacity,
        .suspended, .terminated, .withdrawn,
    ]

    public static func < (left: Stage, right: Stage) -> Bool {
        ladder.firstIndex(of: left)! < ladder.firstIndex(of: right)!
    }
}

/// A project as lists show it: by all that is logged, or by what is known and of effect where clocks are
/// given.
public struct ProjectRecord: Hashable, Sendable {
    public var project: ProjectID
    public var name: String?
    public var terms = AgreementTerms()
    /// The unit credited: the host, or the unit that reported while no host is named.
    public var creditedUnit: UnitCode?
    public var stage: Stage?
    /// Contract signed.
    public var signedOn: CivilDay?
    public var storedOn: CivilDay?
    public var startedOn: CivilDay?
    public var operationalOn: CivilDay?
    public var leadOn: CivilDay?
    public var negotiatingOn: CivilDay?
    /// The contract fulfilled.
    public var fulfilledOn: CivilDay?
    /// Entered in the statistics bureau's library.
    public var inStatisticsOn: CivilDay?
    public var atCapacityOn: CivilDay?
    /// While it is suspended: since when.
    public var suspendedOn: CivilDay?
    /// Construction progress last reported, in basis points.
    public var progressBasisPoints: Int64?
    /// Terminated or withdrawn.
    public var closedOn: CivilDay?
    /// The project that it is a duplicate of; it counts there.
    public var duplicateOf: ProjectID?
    /// Capital in place from any origin, in fen of CNY.
    public var capitalFen: Int128 = 0

    public init(project: ProjectID) { self.project = project }
}
