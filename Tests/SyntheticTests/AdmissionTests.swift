// SPDX-License-Identifier: Apache-2.0
//
// Every fact of a synthetic ledger is lawful where it stands.

import Pipeline
import Synthetic
import Testing

@Suite struct AdmissionTests {
    /// A county's year by three seeds; some years of a small one; a few counties below a prefecture.
    private static let ledgers: [(LedgerScale, UInt64)] = [
        (.county, 1), (.county, 2), (.county, 3),
        (LedgerScale(units: 12, projects: 60, facts: 8_000), 4),
        (LedgerScale(units: 500, projects: 2_000, facts: 15_000), 5),
    ]

    @Test(arguments: ledgers)
    func everyFactIsAdmitted(scale: LedgerScale, seed: UInt64) {
        var desk = AdmissionDesk()
        for fact in SyntheticLedger(scale, seed: seed) { desk.log(fact) }
        #expect(desk.refusals.isEmpty, "\(desk.refusals.prefix(3))")
        #expect(desk.logged.count == scale.facts)
        // Without keys each library entry says so; all else is rare, and there.
        let warnings = desk.warnings.filter { $0.key != .fourEyesNotEnforced }
        let known: Set<Rule> = [.daysOutOfOrder, .startedBeforeStored]
        #expect(known.isSuperset(of: warnings.keys), "\(warnings)")
        #expect(warnings[.startedBeforeStored] != nil)
        #expect(warnings.values.reduce(0, +) * 100 < scale.facts, "\(warnings)")
    }

    @Test func aLoneUnitHasALedger() {
        var desk = AdmissionDesk()
        let scale = LedgerScale(units: 1, projects: 1, facts: 500)
        for fact in SyntheticLedger(scale, seed: 5) { desk.log(fact) }
        #expect(desk.refusals.isEmpty)
        #expect(desk.logged.count == 500)
    }

    /// The desk itself sees a fact that is taken away from before the others.
    @Test func aMissingFactIsNoticed() {
        var desk = AdmissionDesk()
        let scale = LedgerScale(units: 12, projects: 30, facts: 1_000)
        var isLeftOut = false
        for fact in SyntheticLedger(scale, seed: 1) {
            if !isLeftOut, case .projectSigned? = fact.content {
                isLeftOut = true
                continue
            }
            desk.log(fact)
        }
        #expect(desk.refusals.contains { $0.rule == .unknownProject })
    }
}

/// What the journal does with facts, without bytes: judge, and take what is lawful.
struct AdmissionDesk {
    private var state = AdmissionState()
    private var places: [FactID: Position] = [:]
    private(set) var logged: [LoggedFact] = []
    private(set) var refusals: [Finding] = []
    private(set) var warnings: [Rule: Int] = [:]

    mutating func log(_ fact: Fact) {
        let moment = fact.id!.madeAt
        let principal = Principal(name: "desk", isAuthenticated: false)
        let named = fact.content?.orderedID.flatMap { places[$0] }
        let history = state.positionsNeeded(by: fact, naming: named)
            .map { logged[Int($0.number) - 1] }
        let context = AdmissionContext(today: moment.civilDay, principal: principal)
        switch state.judge(fact, in: context, history: history) {
        case .refused(let findings): refusals += findings
        case .lawful(let found):
            for finding in found { warnings[finding.rule, default: 0] += 1 }
            let next = LoggedFact(
                position: Position(Int64(logged.count) + 1), recordedAt: moment,
                principal: principal, fact: fact)
            state.apply(next, history: history)
            state.settle()
            places[fact.id!] = next.position
            logged.append(next)
        }
    }
}
