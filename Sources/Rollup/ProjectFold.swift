// SPDX-License-Identifier: Apache-2.0
//
// A project's facts → its state as of some day (DOMAIN.md, section 4).
//
// Total: any subset of a project's facts has a value. What it counts for stands in
// `ProjectFold+Counts.swift` and `ProjectFold+Capital.swift`.

public import Pipeline

/// The state of a project, as of some day.
struct ProjectFold {
    var tree: UnitTree
    /// Projects that are linked to this one and whose money counts here, each by its own facts.
    var duplicates: [ProjectFold] = []
    /// Whether a bundle holds it.
    var isPart = false
    private var leadTerms = AgreementTerms()
    private var agreedTerms = AgreementTerms()
    private var investment = InvestmentInForce()
    /// What is agreed, laid over what a lead said; kept, since each place that is counted asks for the host.
    private(set) var terms = AgreementTerms()
    private(set) var shares = Dated<CreditSplit>()
    private(set) var kinship = ProjectKinship()
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
    private(set) var agreementFacts = 0
    private var reportingUnit: UnitCode?
    private var leadUnit: UnitCode?
    private var signers: [Principal] = []
    private var reviewer: Principal?
    private(set) var arrivals: [LoggedFact] = []
    /// Whether any of them says what a sum is, in which others count.
    private(set) var statesSums = false
    /// What was found of an arrival, by the latest day.
    private(set) var verified: [FactID: (day: CivilDay, fen: Int64)] = [:]
    private(set) var verifications = 0
    /// The count of the arrivals so far, where it is known.
    var capitalCount: CapitalCount?
    /// The latest position of what has a place in the order of facts.
    private var lastStep: Position?

    init(tree: UnitTree) { self.tree = tree }

    /// - Parameter facts: of one project, in the order of their positions.
    init(_ facts: [LoggedFact], tree: UnitTree) {
        self.init(tree: tree)
        for fact in facts { take(fact) }
    }

    /// A project with the money of its duplicates, by what is of effect on a day or earlier.
    init(
        _ facts: [LoggedFact], duplicates: [[LoggedFact]], tree: UnitTree, asOf day: CivilDay?
    ) {
        self.init(facts.ofEffect(by: day), tree: tree)
        self.duplicates = duplicates.map { ProjectFold($0.ofEffect(by: day), tree: tree) }
    }

    /// Whether taking these facts now is taking them in the order of positions.
    func isFollowed(by facts: [LoggedFact]) -> Bool {
        guard let lastStep, let next = facts.first(where: \.isStep) else { return true }
        return next.position > lastStep
    }

    /// Takes what is of effect on a day, later than all days before; where these facts do not come in the
    /// order of positions, the state is made anew.
    ///
    /// - Parameter facts: all of the project, in the order of their positions.
    mutating func take(_ news: [LoggedFact], of day: CivilDay, among facts: [LoggedFact]) {
        if isFollowed(by: news) {
            for logged in news { take(logged) }
        } else {
            var anew = ProjectFold(facts.ofEffect(by: day), tree: tree)
            (anew.duplicates, anew.isPart) = (duplicates, isPart)
            self = anew
        }
    }

    mutating func take(_ logged: LoggedFact) {
        if logged.isStep { lastStep = logged.position }
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
        case .creditSharesSet(let set):
            if let day { shares.set(CreditSplit(set), from: day) }
        case .capitalArrived:
            arrivals.append(logged)
            statesSums = statesSums || logged.statesSum
        case .capitalVerified(let it):
            guard let id = it.of, let fen = it.amount?.fen, let day else { break }
            if day >= verified[id]?.day ?? day { verified[id] = (day, fen) }
            verifications += 1
        default: break
        }
        if logged.fact.content?.saysTerms ?? false {
            investment.take(logged.fact)
            terms = leadTerms.overlaid(by: agreedTerms)
            terms.totalInvestment = investment.money
        }
        ladder.take(logged)
        kinship.take(logged.fact)
    }

    private mutating func agree(_ logged: LoggedFact, isContract: Bool) {
        isSigned = true
        agreementFacts += 1
        signers.append(logged.principal)
        reportingUnit = reportingUnit ?? logged.fact.unit
        if isContract { contractDay = contractDay ?? logged.fact.effectiveOn }
    }

    /// The facts that a total investment rests on.
    var investmentFacts: Int { agreementFacts + (investment.isRevised ? 1 : 0) }

    /// The unit credited where no shares are set: the host, or while no host is named who reported the
    /// agreement, else the lead. Its county is the project's own.
    var host: UnitCode? { terms.hostUnit ?? reportingUnit ?? leadUnit }

    /// Who is credited on a day; nil while nobody is.
    func credit(on day: CivilDay) -> CreditSplit? {
        shares.value(on: day) ?? host.map(CreditSplit.init(whole:))
    }

    /// Who holds the count by all that is known.
    var creditedUnit: UnitCode? {
        shares.entries.last?.value.holder ?? host
    }

    /// The day of newlyStored: the later of contract and library entry.
    var newlyStoredDay: CivilDay? {
        guard let contractDay, let storedDay else { return nil }
        return max(contractDay, storedDay)
    }

    var hasFourEyes: Bool {
        guard let reviewer else { return true }
        return reviewer.isAuthenticated && !signers.contains(reviewer)
    }
}

extension Content {
    /// Whether a fact may say what is agreed of a project.
    fileprivate var saysTerms: Bool {
        switch self {
        case .leadOpened, .projectSigned, .agreementUpgraded, .investmentRevised: true
        default: false
        }
    }
}

extension ProjectRecord {
    /// The row of a project, by these facts of it.
    ///
    /// - Parameters:
    ///   - facts: of one project, in the order of their positions.
    ///   - kin: what is logged of other projects and counts here.
    ///   - day: only what is of effect on it or earlier; a link of duplicates holds on every day.
    public init(
        _ project: ProjectID, facts: [LoggedFact], tree: UnitTree, kin: Kin = Kin(),
        asOf day: CivilDay? = nil
    ) {
        let facts = Chains.inForce(of: facts)
        // Not the fold's: a link holds whatever the day.
        self.init(
            project, ProjectFold(facts, duplicates: kin.money, tree: tree, asOf: day),
            duplicateOf: ProjectKinship(facts).duplicateOf)
    }

    /// The row of a project that is folded already.
    init(_ project: ProjectID, _ fold: ProjectFold, duplicateOf: ProjectID?) {
        self.init(project: project)
        name = fold.name
        terms = fold.terms
        creditedUnit = fold.creditedUnit
        signedOn = fold.contractDay
        storedOn = fold.storedDay
        startedOn = fold.startedDay
        operationalOn = fold.operationalDay
        closedOn = fold.closedDay
        self.duplicateOf = duplicateOf
        capitalFen = duplicateOf == nil ? fold.capitalFen : 0
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

extension ProjectRecord {
    /// The units that any fact of a project names as its host, or that reported where none was named:
    /// by whose county its money may be judged, whoever is credited with it.
    public static func unitsNamed(by facts: [LoggedFact]) -> Set<UnitCode> {
        var units: Set<UnitCode> = []
        for logged in facts {
            var fact = logged.fact
            if case .corrected(let corrected)? = fact.content, let restated = corrected.restated {
                fact = restated
            }
            let terms: AgreementTerms? =
                switch fact.content {
                case .leadOpened(let lead): lead.terms
                case .projectSigned(let signed): signed.terms
                case .agreementUpgraded(let upgrade): upgrade.terms
                default: nil
                }
            guard let terms else { continue }
            units.formUnion([terms.hostUnit, fact.unit].compactMap(\.self))
        }
        return units
    }
}

extension ProjectFold {
    /// How far up the ladder; nil while nobody signed it or opened it as a lead, and nothing stands on it.
    var stage: Stage? {
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
