// SPDX-License-Identifier: Apache-2.0
//
// What the rules read of one project: a function of its facts in force, in their order.

/// What the rules read of one project.
struct ProjectState: Sendable {
    /// Opened as a lead or signed: without either nobody knows the project.
    var isKnown = false
    var isNegotiating = false
    var agreement: AgreementKind?
    var terms = Terms()
    var investment = InvestmentInForce()
    /// Who logged what was agreed or revised; none of them may store the project.
    var signers: [Principal] = []
    var reviewer: Principal?
    var isStored = false
    var isStarted = false
    var isOperational = false
    var isAtCapacity = false
    var isFulfilled = false
    var isInStatistics = false
    var isClosed = false
    var isSuspended = false
    /// Of construction, in basis points, as last reported.
    var progress: Int64?
    /// How each origin's money is reported in each year.
    var bases: [CapitalSeries: CapitalBasis] = [:]
    /// The latest cumulative value by day of each origin and year; since signing, without a year.
    var totals: [CapitalSeries: (day: CivilDay, amount: Int64)] = [:]
    /// Arrivals in force, for who verifies them.
    var arrivals: [FactID: Arrival] = [:]
    /// Units that ever had a share of its credit.
    var sharers: Set<UnitCode> = []
    /// The days on which anything of it counts: the first and the last.
    var countedFrom: CivilDay?
    var countedTo: CivilDay?
    /// The project that it is a duplicate of.
    var duplicateOf: ProjectID?
    /// What it is a bundle of, as the fact of the latest day says.
    var parts: Set<ProjectID> = []
    private(set) var partsDay: CivilDay?
    /// The latest day of any milestone, to warn of days out of order.
    var latestDay: CivilDay?

    /// Whether an agreement is in force.
    var isSigned: Bool { agreement != nil }

    mutating func apply(_ content: Content, principal: Principal, fact: Fact) {
        switch content {
        case .leadOpened(let lead):
            isKnown = true
            terms = Terms(lead.terms).overlaid(by: terms)
        case .negotiationOpened: isNegotiating = true
        case .projectSigned(let signed):
            isKnown = true
            agreement = signed.agreement
            terms = terms.overlaid(by: Terms(signed.terms))
            signers.append(principal)
        case .agreementUpgraded(let upgrade):
            agreement = .contract
            terms = terms.overlaid(by: Terms(upgrade.terms))
            signers.append(principal)
        case .creditSharesSet(let set): sharers.formUnion(set.shares.compactMap(\.unit))
        case .duplicateLinked(let linked): duplicateOf = linked.of
        case .duplicateUnlinked: duplicateOf = nil
        case .bundleSet(let set):
            guard let day = fact.effectiveOn, day >= partsDay ?? day else { break }
            (parts, partsDay) = (Set(set.parts.compactMap(\.project)), day)
        case .investmentRevised: signers.append(principal)
        case .projectStored: (isStored, reviewer) = (true, principal)
        case .progressReported(let report): progress = report.basisPoints
        default: climb(content)
        }
        investment.take(fact)
        if case .capitalArrived(let capital) = content { take(capital, fact) }
        if !content.isCredit, let day = fact.effectiveOn {
            countedFrom = min(day, countedFrom ?? day)
            countedTo = max(day, countedTo ?? day)
        }
        if content.isMilestone, let day = fact.effectiveOn {
            latestDay = max(day, latestDay ?? day)
        }
    }

    private mutating func climb(_ content: Content) {
        switch content {
        case .contractFulfilled: isFulfilled = true
        case .projectStarted: isStarted = true
        case .statisticsEntered: isInStatistics = true
        case .projectOperational: isOperational = true
        case .projectAtCapacity: isAtCapacity = true
        case .projectSuspended: isSuspended = true
        case .projectResumed: isSuspended = false
        // What has ended rests no more; reinstated, it is open.
        case .projectTerminated, .projectWithdrawn: (isClosed, isSuspended) = (true, false)
        case .projectReinstated: isClosed = false
        default: break
        }
    }
}

extension ProjectState {
    /// What the rules read of the terms: of most no more than whether they are there.
    struct Terms: Sendable {
        var origin: Origin?
        var hostUnit: UnitCode?
        /// Nil where nothing is said of it, not even that there is none.
        private var investorIsNamed: Bool?
        private(set) var hasIndustry = false

        var hasInvestor: Bool { investorIsNamed ?? false }

        init() {}

        init(_ terms: AgreementTerms) {
            (origin, hostUnit) = (terms.origin, terms.hostUnit)
            investorIsNamed = terms.investor.map { !$0.isEmpty }
            hasIndustry = terms.industry != nil
        }

        /// As `AgreementTerms.overlaid`.
        func overlaid(by later: Terms) -> Terms {
            var result = self
            result.origin = later.origin ?? origin
            result.hostUnit = later.hostUnit ?? hostUnit
            result.investorIsNamed = later.investorIsNamed ?? investorIsNamed
            result.hasIndustry = later.hasIndustry || hasIndustry
            return result
        }
    }

    /// An arrival as the rules read it.
    struct Arrival: Sendable {
        var amount: Money?
        var day: CivilDay?
    }

    private mutating func take(_ capital: CapitalArrived, _ fact: Fact) {
        if let id = fact.id {
            arrivals[id] = Arrival(amount: capital.amount, day: fact.effectiveOn)
        }
        guard let day = fact.effectiveOn else { return }
        let (known, basis) = (series(of: capital, in: day.year), capital.basis ?? .increment)
        // The state before is kept too, so that a write would copy the whole.
        if bases[known] != basis { bases[known] = basis }
        guard let series = totalSeries(of: capital, on: day), let amount = capital.amount?.fen
        else { return }
        if day >= totals[series]?.day ?? day { totals[series] = (day, amount) }
    }

    /// Where an arrival's money comes from, and in which year.
    func series(of capital: CapitalArrived, in year: Int?) -> CapitalSeries {
        CapitalSeries(origin: capital.origin ?? terms.origin, year: year)
    }

    /// The series whose sum an arrival states; nil for an increment.
    func totalSeries(of capital: CapitalArrived, on day: CivilDay) -> CapitalSeries? {
        switch capital.basis {
        case nil, .increment?: nil
        case .cumulativeYear?: series(of: capital, in: day.year)
        case .cumulativeSigning?: series(of: capital, in: nil)
        }
    }
}

/// Money of one project from one origin in one year; without a year, in all.
public struct CapitalSeries: Hashable, Sendable {
    public var origin: Origin?
    public var year: Int?

    public init(origin: Origin?, year: Int?) {
        self.origin = origin
        self.year = year
    }
}

extension Content {
    /// Whether the fact is a step of a project, whose day is held against those of the others.
    var isMilestone: Bool {
        switch self {
        case .leadOpened, .negotiationOpened, .projectSigned, .agreementUpgraded, .projectStored,
            .contractFulfilled, .projectStarted, .statisticsEntered, .projectOperational,
            .projectAtCapacity, .projectSuspended, .projectResumed, .projectTerminated,
            .projectWithdrawn, .projectReinstated:
            true
        default: false
        }
    }
}
