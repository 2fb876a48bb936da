// SPDX-License-Identifier: Apache-2.0
//
// The oracle's health: each test is asked of each project on each day anew, and since when is found by going
// back a day at a time.

import Pipeline
import Rollup

extension Recount {
    /// A test that a project fails, and the first day of those on all of which it fails.
    struct Illness: Hashable {
        var project: ProjectID
        var test: HealthTest
        var since: CivilDay
    }

    /// All that fails on a day, in the order of keys and tests.
    static func illnesses(of facts: [LoggedFact], asOf: CivilDay) -> [Illness] {
        let facts = statements(facts)
        var since: [Illness] = []
        var open = failing(facts, on: asOf)
        let all = open
        var day = asOf
        while !open.isEmpty {
            let before = Set(failing(facts, on: day.advanced(by: -1)))
            for found in open where !before.contains(found) {
                since.append(Illness(project: found.project, test: found.test, since: day))
            }
            open = open.filter(before.contains)
            day = day.advanced(by: -1)
        }
        return all.compactMap { found in
            since.first { $0.project == found.project && $0.test == found.test }
        }
    }

    private struct Failing: Hashable {
        var project: ProjectID
        var test: HealthTest
    }

    private static func failing(_ facts: [LoggedFact], on day: CivilDay) -> [Failing] {
        projects(stated: facts, asOf: day).flatMap { project in
            HealthTest.allCases.filter { project.fails($0, on: day) }
                .map { Failing(project: project.project!, test: $0) }
        }
    }
}

extension NaiveProject {
    fileprivate func fails(_ test: HealthTest, on day: CivilDay) -> Bool {
        if duplicateOf != nil || isClosed { return false }
        func isPast(_ months: Int, _ first: CivilDay?) -> Bool {
            first.map { day > NaiveProject.later($0, months) } ?? false
        }
        func isPast(days: Int, _ first: CivilDay?) -> Bool {
            first.map { Int(day.ordinal) - Int($0.ordinal) > days } ?? false
        }
        switch test {
        case .signedNotStarted: return startedDay == nil && isPast(12, contractDay)
        case .signedNotStored: return storedDay == nil && isPast(days: 20, contractDay)
        case .negotiatingOverdue:
            return agreements.isEmpty && isPast(days: 45, days(of: .negotiationOpened).first)
        case .startedWithoutCapital:
            return moneyInPlace.map { $0 <= 0 } ?? false && isPast(3, startedDay)
        case .lowCapital:
            guard let moneyInPlace, let investment, investment > 0 else { return false }
            return moneyInPlace * 100 < investment * 15 && isPast(6, startedDay)
        case .outOfStep:
            guard let moneyInPlace, let investment, investment > 0, let progress else {
                return false
            }
            let points = Int128(progress) * investment - moneyInPlace * 10_000
            return points > investment * 3_000 || points < investment * -3_000
        }
    }

    /// Of the last month of so many, the same day, else the last before it.
    private static func later(_ first: CivilDay, _ months: Int) -> CivilDay {
        var (year, month) = (first.year, first.month + months)
        while month > 12 { (year, month) = (year + 1, month - 12) }
        var day = first.dayOfMonth
        while true {
            if let found = CivilDay(year: year, month: month, day: day) { return found }
            day -= 1
        }
    }

    /// What is in place; nil of a bundle, whose parts have it.
    private var moneyInPlace: Int128? {
        holdsParts ? nil : allIncrements.reduce(0) { $0 + $1.fen }
    }

    private var holdsParts: Bool {
        let bundles = facts.compactMap { logged -> (CivilDay, Int)? in
            guard case .bundleSet(let set)? = logged.fact.content else { return nil }
            return (logged.fact.effectiveOn!, set.parts.count)
        }
        guard let day = bundles.map(\.0).max() else { return false }
        return bundles.last { $0.0 == day }!.1 > 0
    }
}
