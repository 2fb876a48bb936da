// SPDX-License-Identifier: Apache-2.0
//
// What a fact says: one case a kind. The kinds of this release; the numbers of all others are
// reserved in the schema.

/// The kind's own fields. Kept apart from the fact, so that copying one is cheap.
public indirect enum Content: Hashable, Sendable {
    case unitDefined(UnitDefined)
    case unitRenamed(UnitRenamed)
    case unitMoved(UnitMoved)
    case unitSplit(UnitSplit)
    case unitMerged(UnitMerged)
    case unitClosed(UnitClosed)
    case leadOpened(LeadOpened)
    case negotiationOpened(NegotiationOpened)
    case projectSigned(ProjectSigned)
    case agreementUpgraded(AgreementUpgraded)
    case projectStored(ProjectStored)
    case contractFulfilled(ContractFulfilled)
    case projectStarted(ProjectStarted)
    case statisticsEntered(StatisticsEntered)
    case projectOperational(ProjectOperational)
    case projectAtCapacity(ProjectAtCapacity)
    case progressReported(ProgressReported)
    case projectSuspended(ProjectSuspended)
    case projectResumed(ProjectResumed)
    case projectTerminated(ProjectTerminated)
    case projectWithdrawn(ProjectWithdrawn)
    case projectReinstated(ProjectReinstated)
    case investmentRevised(InvestmentRevised)
    case creditSharesSet(CreditSharesSet)
    case duplicateLinked(DuplicateLinked)
    case duplicateUnlinked(DuplicateUnlinked)
    case bundleSet(BundleSet)
    case detailsSet(DetailsSet)
    case capitalArrived(CapitalArrived)
    case capitalVerified(CapitalVerified)
    case annualTaskSet(AnnualTaskSet)
    case taskAdjusted(TaskAdjusted)
    case ownerAssigned(OwnerAssigned)
    case entityStockReported(EntityCount)
    case entitiesRegistered(EntityCount)
    case entitiesDeregistered(EntityCount)
    case entitiesMovedIn(EntityCount)
    case entitiesMovedOut(EntityCount)
    case entityConverted(EntityConverted)
    /// Of one enterprise where there is a subject, its credit code; else a count.
    case enterprisePromoted(EntityCount)
    case entityRegistered(EntityRegistered)
    case entityDeregistered(EntityDeregistered)
    case entityMoved(EntityMoved)
    case indicatorReported(IndicatorReported)
    case periodClosed(PeriodClosed)
    case periodReopened(PeriodReopened)
    case published(Published)
    case warningIssued(WarningIssued)
    case warningClosed(WarningClosed)
    case orderOpened(OrderOpened)
    case orderAnswered(OrderAnswered)
    case orderClosed(OrderClosed)
    case reviewReturned(ReviewReturned)
    case projectionMade(ProjectionMade)
    case ruleSetAdopted(RuleSetAdopted)
    case corrected(Corrected)
    case voided(Voided)
}

/// The kind of a fact. The raw value is its field number in the schema, for ever.
public enum FactKind: Int, CaseIterable, Hashable, Sendable {
    case unitDefined = 20
    case unitRenamed = 21
    case unitMoved = 22
    case unitSplit = 23
    case unitMerged = 24
    case unitClosed = 25
    case leadOpened = 30
    case negotiationOpened = 31
    case projectSigned = 32
    case agreementUpgraded = 33
    case projectStored = 34
    case contractFulfilled = 35
    case projectStarted = 36
    case statisticsEntered = 37
    case projectOperational = 38
    case projectAtCapacity = 39
    case progressReported = 40
    case projectSuspended = 41
    case projectResumed = 42
    case projectTerminated = 43
    case projectWithdrawn = 44
    case projectReinstated = 45
    case investmentRevised = 46
    case creditSharesSet = 47
    case duplicateLinked = 48
    case duplicateUnlinked = 49
    case bundleSet = 50
    case detailsSet = 51
    case capitalArrived = 60
    case capitalVerified = 61
    case annualTaskSet = 70
    case taskAdjusted = 71
    case ownerAssigned = 72
    case entityStockReported = 80
    case entitiesRegistered = 81
    case entitiesDeregistered = 82
    case entitiesMovedIn = 83
    case entitiesMovedOut = 84
    case entityConverted = 85
    case enterprisePromoted = 86
    case entityRegistered = 87
    case entityDeregistered = 88
    case entityMoved = 89
    case indicatorReported = 90
    case periodClosed = 100
    case periodReopened = 101
    case published = 102
    case warningIssued = 103
    case warningClosed = 104
    case orderOpened = 105
    case orderAnswered = 106
    case orderClosed = 107
    case reviewReturned = 108
    case projectionMade = 109
    case ruleSetAdopted = 110
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
        case .unitRenamed: .unitRenamed
        case .unitMoved: .unitMoved
        case .unitSplit: .unitSplit
        case .unitMerged: .unitMerged
        case .unitClosed: .unitClosed
        case .leadOpened: .leadOpened
        case .negotiationOpened: .negotiationOpened
        case .projectSigned: .projectSigned
        case .agreementUpgraded: .agreementUpgraded
        case .projectStored: .projectStored
        case .contractFulfilled: .contractFulfilled
        case .projectStarted: .projectStarted
        case .statisticsEntered: .statisticsEntered
        case .projectOperational: .projectOperational
        case .projectAtCapacity: .projectAtCapacity
        case .progressReported: .progressReported
        case .projectSuspended: .projectSuspended
        case .projectResumed: .projectResumed
        case .projectTerminated: .projectTerminated
        case .projectWithdrawn: .projectWithdrawn
        case .projectReinstated: .projectReinstated
        case .investmentRevised: .investmentRevised
        case .creditSharesSet: .creditSharesSet
        case .duplicateLinked: .duplicateLinked
        case .duplicateUnlinked: .duplicateUnlinked
        case .bundleSet: .bundleSet
        case .detailsSet: .detailsSet
        case .capitalArrived: .capitalArrived
        case .capitalVerified: .capitalVerified
        case .annualTaskSet: .annualTaskSet
        case .taskAdjusted: .taskAdjusted
        case .ownerAssigned: .ownerAssigned
        case .entityStockReported: .entityStockReported
        case .entitiesRegistered: .entitiesRegistered
        case .entitiesDeregistered: .entitiesDeregistered
        case .entitiesMovedIn: .entitiesMovedIn
        case .entitiesMovedOut: .entitiesMovedOut
        case .entityConverted: .entityConverted
        case .enterprisePromoted: .enterprisePromoted
        case .entityRegistered: .entityRegistered
        case .entityDeregistered: .entityDeregistered
        case .entityMoved: .entityMoved
        case .indicatorReported: .indicatorReported
        case .periodClosed: .periodClosed
        case .periodReopened: .periodReopened
        case .published: .published
        case .warningIssued: .warningIssued
        case .warningClosed: .warningClosed
        case .orderOpened: .orderOpened
        case .orderAnswered: .orderAnswered
        case .orderClosed: .orderClosed
        case .reviewReturned: .reviewReturned
        case .projectionMade: .projectionMade
        case .ruleSetAdopted: .ruleSetAdopted
        case .corrected: .corrected
        case .voided: .voided
        }
    }
}
