// SPDX-License-Identifier: Apache-2.0
//
// The oracle's projects: each question of DOMAIN.md is asked of the list of facts anew.

import Journal
import Pipeline
import Rollup

extension Recount {
    mutating func countProject(_ project: NaiveProject) {
        guard let host = project.creditedUnit else { return }
        countContract(project)
        countStored(project)
        countArrivals(project, host)
    }

    private mutating func countContract(_ project: NaiveProject) {
        guard let day = project.contractDay else { return }
        let facts = project.agreements.count
        count(project, facts: facts, to: .signed, on: day)
        invest(project, facts: facts + project.revisionCount, to: .signedInvestment, on: day)
        tellBundle(project, on: day)
        if project.startedDay != nil {
            count(project, facts: facts + 1, to: .startedOfSigned, on: day)
        }
        if project.days(of: .contractFulfilled).first != nil {
            count(project, facts: facts + 1, to: .fulfilledOfSigned, on: day)
        }
        if project.operationalDay != nil {
            count(project, facts: facts + 1, to: .operationalOfSigned, on: day)
        }
    }

    private mutating func countStored(_ project: NaiveProject) {
        guard let day = project.newlyStoredDay else { return }
        let facts = project.agreements.count + 1
        count(project, facts: facts, to: .newlyStored, on: day)
        participate(project, facts: facts, on: day)
        tellBundle(project, on: day)
        if !project.hasFourEyes {
            add(
                1, facts: facts, to: .fourEyesNotEnforced, of: project.holder(on: day)!, on: day)
        }
        if project.isClosed {
            count(project, facts: facts + 1, to: .newlyStoredSinceWithdrawn, on: day)
        }
        invest(project, facts: facts + project.revisionCount, to: .newlyStoredInvestment, on: day)
        guard let started = project.startedDay else { return }
        tellBundle(project, on: started)
        count(project, facts: facts + 1, to: .startedOfCohort, on: day)
        count(project, facts: facts + 1, to: .started, on: started)
        invest(
            project, facts: facts + 1 + project.revisionCount, to: .startedInvestment,
            on: started)
    }

    /// Each arrival's money: what is stated, less for a cumulative value what came in before.
    private mutating func countArrivals(_ project: NaiveProject, _ host: UnitCode) {
        for arrival in project.allIncrements {
            let day = arrival.day
            let quantity = self.quantity(
                from: arrival.origin, on: day, county: division(of: host, on: day),
                stored: project.newlyStoredDay)
            split(project, arrival.fen, facts: 1, to: quantity, on: day, sharedOn: day)
            if let found = arrival.found, [.capitalNew, .capitalCarryOver].contains(quantity) {
                split(project, found, facts: 2, to: .capitalVerified, on: day, sharedOn: day)
            }
            guard let contract = project.contractDay else { continue }
            for (detail, sign) in project.ways {
                split(
                    project, arrival.fen * Int128(sign), facts: sign, to: .capitalOfSigned,
                    on: contract, sharedOn: day, detail: detail)
            }
        }
    }

    /// Where the money counts; the first two digits 71, 81 and 82 are abroad.
    func quantity(
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
    /// All projects in byte order of their keys, as of a day.
    static func projects(
        of facts: [LoggedFact], asOf: CivilDay = CivilDay(ordinal: .max)
    ) -> [NaiveProject] {
        projects(stated: statements(facts), asOf: asOf)
    }

    /// The same of facts in force.
    static func projects(stated facts: [LoggedFact], asOf: CivilDay) -> [NaiveProject] {
        var byProject: [ProjectID: [LoggedFact]] = [:]
        for logged in facts {
            guard case .project(let id)? = logged.fact.derivedSubject,
                let day = logged.fact.dayOfEffect, day <= asOf
            else { continue }
            byProject[id, default: []].append(logged)
        }
        let links = links(facts)
        let subjects = Dictionary(
            uniqueKeysWithValues: byProject.map { (Subject.project($0.key), $0.value) })
        return byProject.map { id, facts in
            var project = NaiveProject(facts: facts)
            project.add(to: id, links, subjects)
            project.duplicateOf = links[id]?.of
            return project
        }
        .filter { $0.stage != nil }.sorted {
            $0.project!.text.utf8.lexicographicallyPrecedes($1.project!.text.utf8)
        }
    }
}

/// Answers about one project, each found by going through its facts.
struct NaiveProject {
    let facts: [LoggedFact]
    /// Of those linked to it, the ones whose money is its own.
    var duplicates: [NaiveProject] = []
    var duplicateOf: ProjectID?
    /// Whether a bundle holds it.
    var isPart = false

    init(facts: [LoggedFact]) { self.facts = facts }

    var project: ProjectID? {
        if case .project(let id)? = facts.first?.fact.derivedSubject { id } else { nil }
    }

    /// Whether a row of the ledger database says the same.
    func isRow(_ row: ProjectRecord) -> Bool {
        row.project == project && row.stage == stage
            && row.creditedUnit == holder(on: CivilDay(ordinal: .max))
            && row.duplicateOf == duplicateOf
            && row.signedOn == contractDay && row.storedOn == storedDay
            && row.startedOn == startedDay && row.operationalOn == operationalDay
            && row.capitalFen == capital && row.terms.origin == origin
            && row.terms.totalInvestment?.fen.map { Int128($0) } == investment
            && isLadder(row)
    }

    private var capital: Int128 {
        duplicateOf == nil ? allIncrements.reduce(0) { $0 + $1.fen } : 0
    }

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
