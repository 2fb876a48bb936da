// SPDX-License-Identifier: Apache-2.0
//
// A project's facts → what it counts for (DOMAIN.md, section 4).
//
// Total: any subset of a project's facts has a value. A project counts once, at its first contract;
// newlyStored is the later of contract and library entry; a start counts once the project is stored;
// withdrawal takes nothing out of any flow and shows beside it. Money is new until the end of the
// year of newlyStored, carry-over after; what is foreign, from inside the area, without an origin or
// of a project outside the library is kept apart and in no sum.

public import Pipeline

/// The state of a project, as of some day.
struct ProjectFold {
    let tree: UnitTree
    private var leadTerms = AgreementTerms()
    private var agreedTerms = AgreementTerms()
    private var investment = InvestmentInForce()
    private(set) var isLead = false
    private(set) var isSigned = false
    private(set) var contractDay: CivilDay?
    private(set) var storedDay: CivilDay?
    private(set) var startedDay: CivilDay?
    private(set) var operationalDay: CivilDay?
    private(set) var ladder = LadderDays()
    private(set) var closedDay: CivilDay?
    private(set) var closedStage: Stage?
    private(set) var name: String?
    private var agreementFacts = 0
    private var reportingUnit: UnitCode?
    private var leadUnit: UnitCode?
    private var signers: [Principal] = []
    private var reviewer: Principal?
    private var arrivals: [LoggedFact] = []
    /// What was found of an arrival, by the latest day.
    private var verified: [FactID: (day: CivilDay, fen: Int64)] = [:]
    /// The count of the arrivals so far, while only arrivals come.
    private var capitalCount: CapitalCount?

    init(tree: UnitTree) { self.tree = tree }

    /// - Parameter facts: of one project, in the order of their positions.
    init(_ facts: [LoggedFact], tree: UnitTree) {
        self.init(tree: tree)
        for fact in facts { take(fact) }
    }

    private mutating func take(_ logged: LoggedFact) {
        let day = logged.fact.effectiveOn
        switch logged.fact.content {
        case .leadOpened(let lead):
            isLead = true
            name = name ?? lead.name
            leadTerms = lead.terms
            leadUnit = logged.fact.unit
        case .projectSigned(let signed):
            name = signed.name
            agreedTerms = signed.terms.overlaid(by: agreedTerms)
            agree(logged, isContract: signed.agreement == .contract)
        case .agreementUpgraded(let upgrade):
            agreedTerms = agreedTerms.overlaid(by: upgrade.terms)
            agree(logged, isContract: true)
        case .projectStored:
            storedDay = storedDay ?? day
            reviewer = reviewer ?? logged.principal
        case .projectStarted: startedDay = startedDay ?? day
        case .projectOperational: operationalDay = operationalDay ?? day
        case .projectTerminated: (closedDay, closedStage) = (day, .terminated)
        case .projectWithdrawn: (closedDay, closedStage) = (day, .withdrawn)
        case .projectReinstated: (closedDay, closedStage) = (nil, nil)
        case .investmentRevised: signers.append(logged.principal)
        case .capitalArrived: arrivals.append(logged)
        case .capitalVerified(let it):
            guard let id = it.of, let fen = it.amount?.fen, let day else { break }
            if day >= verified[id]?.day ?? day { verified[id] = (day, fen) }
        default: break
        }
        ladder.take(logged)
        investment.take(logged.fact)
    }

    private mutating func agree(_ logged: LoggedFact, isContract: Bool) {
        isSigned = true
        agreementFacts += 1
        signers.append(logged.principal)
        reportingUnit = reportingUnit ?? logged.fact.unit
        if isContract { contractDay = contractDay ?? logged.fact.effectiveOn }
    }

    /// What is agreed, laid over what a lead said.
    var terms: AgreementTerms {
        var terms = leadTerms.overlaid(by: agreedTerms)
        terms.totalInvestment = investment.money
        return terms
    }

    /// The facts that a total investment rests on.
    private var investmentFacts: Int { agreementFacts + (investment.isRevised ? 1 : 0) }

    /// The unit credited: the host, or while no host is named who reported the agreement, else the
    /// lead.
    var creditedUnit: UnitCode? { terms.hostUnit ?? reportingUnit ?? leadUnit }

    /// The day of newlyStored: the later of contract and library entry.
    private var newlyStoredDay: CivilDay? {
        guard let contractDay, let storedDay else { return nil }
        return max(contractDay, storedDay)
    }

    private var hasFourEyes: Bool {
        guard let reviewer else { return true }
        return reviewer.isAuthenticated && !signers.contains(reviewer)
    }
}

extension ProjectFold {
    /// All that the project counts for.
    func fold() -> Fold {
        var fold = Fold()
        guard let unit = creditedUnit else { return fold }
        addContract(of: unit, to: &fold)
        addStored(of: unit, to: &fold)
        var count = CapitalCount()
        for arrival in arrivalsByDay { add(arrival, of: unit, by: &count, to: &fold) }
        return fold
    }

    private func addContract(of unit: UnitCode, to fold: inout Fold) {
        guard let contractDay else { return }
        let facts = agreementFacts
        fold.add(1, facts: facts, to: .signed, of: unit, on: contractDay)
        if let fen = terms.totalInvestment?.fen {
            fold.add(
                Int128(fen), facts: investmentFacts, to: .signedInvestment, of: unit,
                on: contractDay)
        }
        if startedDay != nil {
            fold.add(1, facts: facts + 1, to: .startedOfSigned, of: unit, on: contractDay)
        }
        if ladder.fulfilled != nil {
            fold.add(1, facts: facts + 1, to: .fulfilledOfSigned, of: unit, on: contractDay)
        }
        if operationalDay != nil {
            fold.add(1, facts: facts + 1, to: .operationalOfSigned, of: unit, on: contractDay)
        }
    }

    private func addStored(of unit: UnitCode, to fold: inout Fold) {
        guard let day = newlyStoredDay else { return }
        let facts = agreementFacts + 1
        let fen = terms.totalInvestment?.fen.map { Int128($0) }
        fold.add(1, facts: facts, to: .newlyStored, of: unit, on: day)
        if let fen {
            fold.add(
                fen, facts: investmentFacts + 1, to: .newlyStoredInvestment, of: unit, on: day)
        }
        if closedDay != nil {
            fold.add(1, facts: facts + 1, to: .newlyStoredSinceWithdrawn, of: unit, on: day)
        }
        if !hasFourEyes { fold.add(1, facts: facts, to: .fourEyesNotEnforced, of: unit, on: day) }
        guard let startedDay else { return }
        fold.add(1, facts: facts + 1, to: .startedOfCohort, of: unit, on: day)
        fold.add(1, facts: facts + 1, to: .started, of: unit, on: startedDay)
        if let fen {
            fold.add(
                fen, facts: investmentFacts + 2, to: .startedInvestment, of: unit, on: startedDay)
        }
    }

    /// Takes one more arrival, of no earlier day than the others, adding only its own money.
    mutating func takeArrival(_ logged: LoggedFact, into fold: inout Fold) {
        var count = capitalCount ?? countSoFar()
        take(logged)
        if let unit = creditedUnit {
            add(logged, of: unit, by: &count, to: &fold)
        } else {
            _ = increment(of: logged, by: &count)
        }
        capitalCount = count
    }

    private var arrivalsByDay: [LoggedFact] {
        arrivals.sorted {
            ($0.fact.effectiveOn?.ordinal ?? 0, $0.position)
                < ($1.fact.effectiveOn?.ordinal ?? 0, $1.position)
        }
    }

    private func countSoFar() -> CapitalCount {
        var count = CapitalCount()
        for arrival in arrivalsByDay { _ = increment(of: arrival, by: &count) }
        return count
    }

    /// Capital in place from any origin, in fen of CNY.
    var capitalFen: Int128 {
        var count = CapitalCount()
        return arrivalsByDay.reduce(0) { $0 + (increment(of: $1, by: &count)?.claimed ?? 0) }
    }

    private func increment(
        of logged: LoggedFact, by count: inout CapitalCount
    ) -> CapitalCount.Increment? {
        guard case .capitalArrived(let capital)? = logged.fact.content,
            let fen = capital.amount?.fen, let day = logged.fact.effectiveOn
        else { return nil }
        return count.take(
            capital, fen: fen, origin: capital.origin ?? terms.origin, on: day,
            verifiedFen: logged.fact.id.flatMap { verified[$0]?.fen })
    }

    private func add(
        _ logged: LoggedFact, of unit: UnitCode, by count: inout CapitalCount, to fold: inout Fold
    ) {
        guard case .capitalArrived(let capital)? = logged.fact.content,
            let day = logged.fact.effectiveOn, let money = increment(of: logged, by: &count)
        else { return }
        let quantity = quantity(of: capital, on: day)
        fold.add(money.claimed, to: quantity, of: unit, on: day)
        if let found = money.verified, quantity == .capitalNew || quantity == .capitalCarryOver {
            fold.add(found, facts: 2, to: .capitalVerified, of: unit, on: day)
        }
        if let contractDay {
            fold.add(money.claimed, to: .capitalOfSigned, of: unit, on: contractDay)
        }
    }

    private func quantity(of capital: CapitalArrived, on day: CivilDay) -> Quantity {
        guard let origin = capital.origin ?? terms.origin else { return .capitalOriginMissing }
        switch origin.standing(seenFrom: creditedUnit.flatMap { tree.county(of: $0) }) {
        case .foreign: return .capitalForeign
        case .inside: return .capitalInside
        case .unjudged: return .capitalUnjudged
        case .outside:
            guard let newlyStoredDay else { return .capitalNotStored }
            return day.year <= newlyStoredDay.year ? .capitalNew : .capitalCarryOver
        }
    }
}

extension ProjectRecord {
    /// The row of a project, by all that is logged.
    ///
    /// - Parameter facts: of one project, in the order of their positions.
    public init(_ project: ProjectID, facts: [LoggedFact], tree: UnitTree) {
        let fold = ProjectFold(Chains.inForce(of: facts), tree: tree)
        self.init(project: project)
        name = fold.name
        terms = fold.terms
        creditedUnit = fold.creditedUnit
        signedOn = fold.contractDay
        storedOn = fold.storedDay
        startedOn = fold.startedDay
        operationalOn = fold.operationalDay
        closedOn = fold.closedDay
        capitalFen = fold.capitalFen
        stage = fold.stage
        leadOn = fold.ladder.lead
        negotiatingOn = fold.ladder.negotiating
        fulfilledOn = fold.ladder.fulfilled
        inStatisticsOn = fold.ladder.inStatistics
        atCapacityOn = fold.ladder.atCapacity
        suspendedOn = fold.ladder.suspended
        progressBasisPoints = fold.ladder.progress
    }
}

extension ProjectFold {
    fileprivate var stage: Stage? {
        if let closedStage { return closedStage }
        if ladder.suspended != nil { return .suspended }
        if ladder.atCapacity != nil { return .atCapacity }
        if operationalDay != nil { return .operational }
        if startedDay != nil { return .started }
        if storedDay != nil { return .stored }
        if contractDay != nil { return .signed }
        if isSigned { return .framework }
        if ladder.negotiating != nil { return .negotiating }
        return isLead ? .lead : nil
    }
}
