// SPDX-License-Identifier: Apache-2.0
//
// What changes of a project beside its ladder: the investment that is planned, and all that an
// office's ledger says of it in columns of its own. The subject is the project's key.

/// The total investment is another one, from the fact's day on.
public struct InvestmentRevised: Hashable, Sendable {
    public var totalInvestment: Money?
    public var reason: String?

    public init() {}
}

/// Columns of an office's ledger that the product has no field for: land, chain, remarks.
public struct DetailsSet: Hashable, Sendable {
    /// What is set; details not named here stay as they are.
    public var details: [Detail] = []

    /// The most that one fact sets.
    public static let detailsMax = 100

    public init() {}
}

/// A column's heading and what stands in it.
public struct Detail: Hashable, Sendable {
    public var name: String?
    /// Unset, the detail is taken away.
    public var text: String?

    public init() {}
}

/// The total investment of a project as its agreements and revisions have it.
///
/// Law: an upgrade's amount replaces a signing's, and that a lead's, whatever their days; a revision
/// holds from its day on, until a later agreement or revision names another; of two revisions for
/// one day the later fact holds. Total: any subset of the facts has a value.
public struct InvestmentInForce: Hashable, Sendable {
    private struct Statement: Hashable, Sendable {
        var money: Money
        var day: CivilDay?
    }

    /// Who speaks of it until it is revised; a later one before all earlier ones.
    private enum Voice: Comparable {
        case lead, signing, upgrade
    }

    private var agreed: Statement?
    private var voice = Voice.lead
    private var revised: Statement?

    public init() {}

    /// Takes the next fact of the project, in the order of their positions.
    public mutating func take(_ fact: Fact) {
        func statement(_ money: Money?) -> Statement? {
            money.map { Statement(money: $0, day: fact.effectiveOn) }
        }
        switch fact.content {
        case .leadOpened(let it): take(statement(it.terms.totalInvestment), of: .lead)
        case .projectSigned(let it): take(statement(it.terms.totalInvestment), of: .signing)
        case .agreementUpgraded(let it): take(statement(it.terms.totalInvestment), of: .upgrade)
        case .investmentRevised(let it):
            guard let news = statement(it.totalInvestment), let day = news.day else { return }
            if day >= revised?.day ?? day { revised = news }
        default: break
        }
    }

    private mutating func take(_ statement: Statement?, of voice: Voice) {
        guard let statement, voice >= self.voice else { return }
        (agreed, self.voice) = (statement, voice)
    }

    /// Whether a revision says it.
    public var isRevised: Bool {
        guard let day = revised?.day else { return false }
        return day >= agreed?.day ?? day
    }

    public var money: Money? { isRevised ? revised?.money : agreed?.money }
}
