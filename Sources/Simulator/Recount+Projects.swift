// SPDX-License-Identifier: Apache-2.0
//
// The oracle's projects: each question of DOMAIN.md is asked of the list of facts anew.

import Journal
import Pipeline
import Rollup

extension Recount {
    mutating func countProject(_ facts: [LoggedFact]) {
        let project = NaiveProject(facts: facts)
        guard let unit = project.creditedUnit else { return }
        countContract(project, unit)
        countStored(project, unit)
        countArrivals(project, unit)
    }

    private mutating func countContract(_ project: NaiveProject, _ unit: UnitCode) {
        guard let day = project.contractDay else { return }
        let facts = project.agreements.count
        add(1, facts: facts, to: .signed, of: unit, on: day)
        if let fen = project.investment {
            add(fen, facts: facts + project.revisionCount, to: .signedInvestment, of: unit, on: day)
        }
        if project.startedDay != nil {
            add(1, facts: facts + 1, to: .startedOfSigned, of: unit, on: day)
        }
        if project.days(of: .contractFulfilled).first != nil {
            add(1, facts: facts + 1, to: .fulfilledOfSigned, of: unit, on: day)
        }
        if project.operationalDay != nil {
            add(1, facts: facts + 1, to: .operationalOfSigned, of: unit, on: day)
        }
    }

    private mutating func countStored(_ project: NaiveProject, _ unit: UnitCode) {
        guard let day = project.newlyStoredDay else { return }
        let facts = project.agreements.count + 1
        add(1, facts: facts, to: .newlyStored, of: unit, on: day)
        if !project.hasFourEyes {
            add(1, facts: facts, to: .fourEyesNotEnforced, of: unit, on: day)
        }
        if project.isClosed {
            add(1, facts: facts + 1, to: .newlyStoredSinceWithdrawn, of: unit, on: day)
        }
        if let fen = project.investment {
            add(
                fen, facts: facts + project.revisionCount, to: .newlyStoredInvestment, of: unit,
                on: day)
        }
        guard let started = project.startedDay else { return }
        add(1, facts: facts + 1, to: .startedOfCohort, of: unit, on: day)
        add(1, facts: facts + 1, to: .started, of: unit, on: started)
        if let fen = project.investment {
            add(
                fen, facts: facts + 1 + project.revisionCount, to: .startedInvestment, of: unit,
                on: started)
        }
    }

    /// Each arrival's money: what is stated, less for a cumulative value what came in before.
    private mutating func countArrivals(_ project: NaiveProject, _ unit: UnitCode) {
        for arrival in project.increments {
            let quantity = self.quantity(
                from: arrival.origin, on: arrival.day, county: division(of: unit),
                stored: project.newlyStoredDay)
            add(arrival.fen, facts: 1, to: quantity, of: unit, on: arrival.day)
            if let found = arrival.found, [.capitalNew, .capitalCarryOver].contains(quantity) {
                add(found, facts: 2, to: .capitalVerified, of: unit, on: arrival.day)
            }
            if let contract = project.contractDay {
                add(arrival.fen, facts: 1, to: .capitalOfSigned, of: unit, on: contract)
            }
        }
    }

    /// Where the money counts; the first two digits 71, 81 and 82 are abroad.
    private func quantity(
        from origin: Origin?, on day: CivilDay, county: DivisionCode?, stored: CivilDay?
    ) -> Quantity {
        switch origin {
        case nil: return .capitalOriginMissing
        case .origin(.foreign): return .capitalForeign
        case .division(let code):
            if ["71", "81", "82"].contains(code.text.prefix(2)) { return .capitalForeign }
            guard let county else { return .capitalUnjudged }
            if county.text.prefix(6) == code.text.prefix(6) { return .capitalInside }
        case .origin: break
        }
        guard let stored else { return .capitalNotStored }
        return day.year > stored.year ? .capitalCarryOver : .capitalNew
    }
}

extension Recount {
    /// All projects in byte order of their keys.
    static func projects(of facts: [LoggedFact]) -> [NaiveProject] {
        var byProject: [ProjectID: [LoggedFact]] = [:]
        for logged in statements(facts) {
            guard case .project(let id)? = logged.fact.derivedSubject else { continue }
            byProject[id, default: []].append(logged)
        }
        return byProject.values.map(NaiveProject.init).filter { $0.stage != nil }.sorted {
            $0.project!.text.utf8.lexicographicallyPrecedes($1.project!.text.utf8)
        }
    }
}

/// Answers about one project, each found by going through its facts.
struct NaiveProject {
    let facts: [LoggedFact]

    var project: ProjectID? {
        if case .project(let id)? = facts.first?.fact.derivedSubject { id } else { nil }
    }

    /// Whether a row of the ledger database says the same.
    func isRow(_ row: ProjectRecord) -> Bool {
        row.project == project && row.stage == stage && row.creditedUnit == creditedUnit
            && row.signedOn == contractDay && row.storedOn == storedDay
            && row.startedOn == startedDay && row.operationalOn == operationalDay
            && row.capitalFen == capital && row.terms.origin == origin
            && row.terms.totalInvestment?.fen.map { Int128($0) } == investment
            && isLadder(row)
    }

    private var capital: Int128 { increments.reduce(0) { $0 + $1.fen } }

    var stage: Stage? {
        let last = facts.last { logged in
            let kind = logged.fact.content?.kind
            return kind == .projectTerminated || kind == .projectWithdrawn
        }
        if isClosed, let kind = last?.fact.content?.kind {
            return kind == .projectTerminated ? .terminated : .withdrawn
        }
        if suspendedDay != nil { return .suspended }
        if !days(of: .projectAtCapacity).isEmpty { return .atCapacity }
        if operationalDay != nil { return .operational }
        if startedDay != nil { return .started }
        if storedDay != nil { return .stored }
        if contractDay != nil { return .signed }
        if !agreements.isEmpty { return .framework }
        if !days(of: .negotiationOpened).isEmpty { return .negotiating }
        return lead == nil ? nil : .lead
    }

    var agreements: [LoggedFact] { facts.filter { terms(of: $0) != nil } }

    func terms(of logged: LoggedFact) -> AgreementTerms? {
        switch logged.fact.content {
        case .projectSigned(let signed): signed.terms
        case .agreementUpgraded(let upgraded): upgraded.terms
        default: nil
        }
    }

    /// The latest agreement that says something; an upgrade speaks later than the signing.
    private func latest<Value>(_ value: (AgreementTerms) -> Value?) -> Value? {
        let upgraded = agreements.filter { $0.fact.content?.kind == .agreementUpgraded }
        let signed = agreements.filter { $0.fact.content?.kind == .projectSigned }
        return (signed + upgraded).compactMap { terms(of: $0).flatMap(value) }.last
            ?? lead.flatMap { value($0.terms) }
    }

    func days(of kind: FactKind) -> [CivilDay] {
        facts.filter { $0.fact.content?.kind == kind }.compactMap(\.fact.effectiveOn)
    }

    var origin: Origin? { latest(\.origin) }
    var investment: Int128? { totalInvestment?.fen.map { Int128($0) } }
    var creditedUnit: UnitCode? {
        latest(\.hostUnit) ?? (agreements + leads).compactMap(\.fact.unit).first
    }
    var storedDay: CivilDay? { days(of: .projectStored).first }
    var startedDay: CivilDay? { days(of: .projectStarted).first }
    var operationalDay: CivilDay? { days(of: .projectOperational).first }

    var contractDay: CivilDay? {
        agreements.first { logged in
            if case .projectSigned(let signed)? = logged.fact.content {
                signed.agreement == .contract
            } else {
                true
            }
        }?.fact.effectiveOn
    }

    var newlyStoredDay: CivilDay? {
        guard let contractDay, let storedDay else { return nil }
        return max(contractDay, storedDay)
    }

    var isClosed: Bool {
        let words: [FactKind] = [.projectTerminated, .projectWithdrawn, .projectReinstated]
        let last = facts.last { $0.fact.content.map { words.contains($0.kind) } ?? false }
        return last != nil && last?.fact.content?.kind != .projectReinstated
    }

    var hasFourEyes: Bool {
        guard
            let reviewer = facts.first(where: { $0.fact.content?.kind == .projectStored })?
                .principal
        else { return true }
        return reviewer.isAuthenticated
            && (agreements + revisions).allSatisfy { $0.principal != reviewer }
    }
}
