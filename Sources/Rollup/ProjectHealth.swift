// SPDX-License-Identifier: Apache-2.0
//
// A project's facts → the health tests that it fails on a day, since when, and the facts behind each.
//
// Between two days of effect a project is the same, and only the time that a test gives runs out. So the
// first day of an unbroken failing is found by going back from one day of effect to the one before.

public import Pipeline

extension HealthTest {
    /// Those that a project may fail on a day, judged by its row alone; the facts have the last word.
    public static func suspected(
        of record: ProjectRecord, on day: CivilDay, limits: HealthLimits = HealthLimits()
    ) -> [HealthTest] {
        let vitals = ProjectVitals(record)
        return allCases.filter { vitals.span($0, limits)?.isOver(on: day) ?? false }
    }
}

/// The health of one project, as of a day.
public struct ProjectHealth {
    private let facts: [LoggedFact]
    private let duplicates: [[LoggedFact]]
    private let positions: LinkPositions
    private let tree: UnitTree
    private let day: CivilDay
    private let limits: HealthLimits
    /// Days of effect up to the day asked, the latest first.
    private let days: [CivilDay]

    /// - Parameters:
    ///   - facts: of one project, in the order of their positions.
    ///   - kin: what is logged of other projects and counts here.
    public init(
        of facts: [LoggedFact], kin: Kin, tree: UnitTree, asOf day: CivilDay,
        limits: HealthLimits = HealthLimits()
    ) {
        let inForce = Chains.inForce(of: facts)
        self.facts = ProjectKinship(inForce).duplicateOf == nil ? inForce.ofEffect(by: day) : []
        duplicates = kin.money.map { $0.ofEffect(by: day) }
        positions = LinkPositions(facts + kin.duplicates.flatMap(\.self))
        (self.tree, self.day, self.limits) = (tree, day, limits)
        let all = self.facts + duplicates.flatMap(\.self)
        days = Set(all.compactMap(\.fact.dayOfEffect)).sorted(by: >)
    }

    /// The tests that it fails, in the order of the list.
    public func findings(among tests: [HealthTest] = HealthTest.allCases) -> [HealthFinding] {
        guard !facts.isEmpty else { return [] }
        var known: [CivilDay: ProjectVitals] = [:]
        return tests.sorted { $0.number < $1.number }.compactMap { finding($0, &known) }
    }

    private func finding(
        _ test: HealthTest, _ known: inout [CivilDay: ProjectVitals]
    ) -> HealthFinding? {
        var found: HealthFinding?
        /// The last day on which the project was as it was from `begin` on.
        var end = day
        for begin in days {
            guard let span = vitals(on: begin, &known).span(test, limits), span.isOver(on: end)
            else { break }
            let since = max(begin, span.lastDay?.advanced(by: 1) ?? begin)
            if found == nil {
                found = HealthFinding(
                    test: test, from: span.from, lastDay: span.lastDay, since: since)
            }
            found?.since = since
            if since > begin { break }
            end = begin.advanced(by: -1)
        }
        guard var finding = found else { return nil }
        let all = evidence(of: test)
        finding.factCount = all.count
        finding.facts = all.prefix(FactReference.shownMax).compactMap(positions.reference)
        return finding
    }

    private func vitals(
        on day: CivilDay, _ known: inout [CivilDay: ProjectVitals]
    ) -> ProjectVitals {
        if let vitals = known[day] { return vitals }
        let vitals = ProjectVitals(
            ProjectFold(facts, duplicates: duplicates, tree: tree, asOf: day))
        known[day] = vitals
        return vitals
    }

    /// Milestones in the order of their positions, then money, the newest first.
    private func evidence(of test: HealthTest) -> [LoggedFact] {
        let kinds = test.kindsOfEvidence
        let own = facts.filter { $0.fact.content.map { kinds.contains($0.kind) } ?? false }
        guard kinds.contains(.capitalArrived) else { return own }
        let money = (own + duplicates.flatMap(\.self)).filter(\.isCapital)
        return own.filter { !$0.isCapital } + money.sorted { $1.position < $0.position }
    }
}

extension HealthTest {
    fileprivate var kindsOfEvidence: [FactKind] {
        let agreed: [FactKind] = [.projectSigned, .agreementUpgraded]
        let total = agreed + [.leadOpened, .investmentRevised]
        return switch self {
        case .signedNotStarted, .signedNotStored: agreed
        case .startedWithoutCapital: [.projectStarted, .capitalArrived]
        case .lowCapital: total + [.projectStarted, .capitalArrived]
        case .outOfStep: total + [.progressReported, .capitalArrived]
        case .negotiatingOverdue: [.negotiationOpened]
        }
    }
}
