// SPDX-License-Identifier: Apache-2.0
//
// Milestones of a project. The subject of these facts is the project's key, the day of each is its
// `effectiveOn`. The ladder that they climb is held in `Admission+Projects.swift`.

/// An agreement was signed (签约), as a framework or as a contract.
public struct ProjectSigned: Hashable, Sendable {
    public var agreement: AgreementKind?
    public var name: String?
    public var terms = AgreementTerms()

    public init() {}
}

/// A framework agreement became a contract. Terms that are given replace those of the framework.
public struct AgreementUpgraded: Hashable, Sendable {
    public var terms = AgreementTerms()

    public init() {}
}

/// What an agreement settles; on the wire its fields stand flat in the fact.
public struct AgreementTerms: Hashable, Sendable {
    public var investor: String?
    public var investorCode: CreditCode?
    /// Where the investor comes from; the origin of capital whose arrival names none.
    public var origin: Origin?
    /// The unit that brought the project in and is credited with it.
    public var hostUnit: UnitCode?
    public var industry: IndustryCode?
    public var ownership: Ownership?
    /// Total investment planned (总投资).
    public var totalInvestment: Money?
    public var approvalCode: ApprovalCode?
    /// Where it is built, as the ledger says it.
    public var site: String?

    public init() {}

    /// These terms with those of a later agreement laid over them.
    public func overlaid(by later: AgreementTerms) -> AgreementTerms {
        var result = self
        if let value = later.investor { result.investor = value }
        if let value = later.investorCode { result.investorCode = value }
        if let value = later.origin { result.origin = value }
        if let value = later.hostUnit { result.hostUnit = value }
        if let value = later.industry { result.industry = value }
        if let value = later.ownership { result.ownership = value }
        if let value = later.totalInvestment { result.totalInvestment = value }
        if let value = later.approvalCode { result.approvalCode = value }
        if let value = later.site { result.site = value }
        return result
    }
}

/// 框架协议 or 合同.
public enum AgreementKind: String, NamedChoice {
    case framework = "FRAMEWORK"
    case contract = "CONTRACT"
}

/// Who owns the enterprise that invests; private is what 民间投资 asks about.
public enum Ownership: String, NamedChoice {
    case privately = "PRIVATE"
    case state = "STATE"
    case collective = "COLLECTIVE"
    case foreign = "FOREIGN_INVESTED"
}

/// The project was entered in the bureau's library (入库) by a reviewer.
public struct ProjectStored: Hashable, Sendable {
    /// The number under which the library keeps it.
    public var libraryNumber: String?

    public init() {}
}

/// Construction commenced (开工): permanent works, not levelling, demolition or a ceremony.
public struct ProjectStarted: Hashable, Sendable {
    /// Number of the construction permit, where there is one.
    public var permitNumber: String?

    public init() {}
}

/// Production began (投产).
public struct ProjectOperational: Hashable, Sendable {
    public init() {}
}

/// The parties ended the agreement (终止). Takes nothing out of any flow.
public struct ProjectTerminated: Hashable, Sendable {
    public var reason: String?

    public init() {}
}

/// The project left the library (退库). Takes nothing out of any flow.
public struct ProjectWithdrawn: Hashable, Sendable {
    public var reason: String?

    public init() {}
}

/// A terminated or withdrawn project is open again (恢复); it is not counted again.
public struct ProjectReinstated: Hashable, Sendable {
    public var reason: String?

    public init() {}
}
