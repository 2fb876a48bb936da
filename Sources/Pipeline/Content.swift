// SPDX-License-Identifier: Apache-2.0
//
// What a fact says: one case a kind. The kinds of this release; the numbers of all others are
// reserved in the schema.

/// The kind's own fields.
public enum Content: Hashable, Sendable {
    case unitDefined(UnitDefined)
    case projectSigned(ProjectSigned)
    case agreementUpgraded(AgreementUpgraded)
    case projectStored(ProjectStored)
    case projectStarted(ProjectStarted)
    case projectOperational(ProjectOperational)
    case projectTerminated(ProjectTerminated)
    case projectWithdrawn(ProjectWithdrawn)
    case projectReinstated(ProjectReinstated)
    case capitalArrived(CapitalArrived)
    case annualTaskSet(AnnualTaskSet)
    case entityStockReported(EntityCount)
    case entitiesRegistered(EntityCount)
    case entitiesDeregistered(EntityCount)
    case entitiesMovedIn(EntityCount)
    case entitiesMovedOut(EntityCount)
    case indicatorReported(IndicatorReported)
    case published(Published)
    indirect case corrected(Corrected)
    case voided(Voided)
}

/// The kind of a fact. The raw value is its field number in the schema, for ever.
public enum FactKind: Int, CaseIterable, Hashable, Sendable {
    case unitDefined = 20
    case projectSigned = 32
    case agreementUpgraded = 33
    case projectStored = 34
    case projectStarted = 36
    case projectOperational = 38
    case projectTerminated = 43
    case projectWithdrawn = 44
    case projectReinstated = 45
    case capitalArrived = 60
    case annualTaskSet = 70
    case entityStockReported = 80
    case entitiesRegistered = 81
    case entitiesDeregistered = 82
    case entitiesMovedIn = 83
    case entitiesMovedOut = 84
    case indicatorReported = 90
    case published = 102
    case corrected = 120
    case voided = 121

    /// The name in JSON, in field paths and in `log KIND`.
    public var name: String { "\(self)" }

    public init?(name: String) {
        guard let kind = FactKind.allCases.first(where: { $0.name == name }) else { return nil }
        self = kind
    }
}

extension Content {
    public var kind: FactKind {
        switch self {
        case .unitDefined: .unitDefined
        case .projectSigned: .projectSigned
        case .agreementUpgraded: .agreementUpgraded
        case .projectStored: .projectStored
        case .projectStarted: .projectStarted
        case .projectOperational: .projectOperational
        case .projectTerminated: .projectTerminated
        case .projectWithdrawn: .projectWithdrawn
        case .projectReinstated: .projectReinstated
        case .capitalArrived: .capitalArrived
        case .annualTaskSet: .annualTaskSet
        case .entityStockReported: .entityStockReported
        case .entitiesRegistered: .entitiesRegistered
        case .entitiesDeregistered: .entitiesDeregistered
        case .entitiesMovedIn: .entitiesMovedIn
        case .entitiesMovedOut: .entitiesMovedOut
        case .indicatorReported: .indicatorReported
        case .published: .published
        case .corrected: .corrected
        case .voided: .voided
        }
    }
}
