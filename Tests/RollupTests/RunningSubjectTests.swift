// SPDX-License-Identifier: Apache-2.0
//
// What follows from what is kept is what a count of everything gives: over random projects and random
// counts of entities, some of their facts voided, in and out of the order of days.

import Pipeline
import Seeded
import Testing

@testable import Rollup

@Suite struct RunningSubjectTests {
    private static let tree = RandomLedger.tree
    private static let office = Subject.entities(
        unit: UnitCode(text: "B")!, category: .enterprise)

    @Test func aProjectFollows() {
        var (followed, asked) = (0, 0)
        for seed in 1...600 {
            var random = Generator(seed: UInt64(seed))
            var facts = RandomLedger.project(seed: seed)
            // Mostly as life has it: by day.
            if seed % 3 > 0 {
                let days = facts.map { $0.fact.effectiveOn! }.sorted()
                for index in facts.indices { facts[index].fact.effectiveOn = days[index] }
            }
            let subject = Subject.project(ProjectID(text: "P")!)
            // Sums are stated by some projects only.
            if seed % 2 == 0 { facts = facts.map(Self.asIncrement) }
            facts = Self.withVoids(facts, of: subject, using: &random)
            followed += Self.follow(facts, of: subject, seed: seed)
            asked += facts.count
        }
        #expect(followed * 3 > asked, "\(followed) of \(asked)")
    }

    /// An arrival that is an increment whatever it was.
    private static func asIncrement(_ logged: LoggedFact) -> LoggedFact {
        guard case .capitalArrived(var capital)? = logged.fact.content else { return logged }
        capital.basis = nil
        var logged = logged
        logged.fact.content = .capitalArrived(capital)
        return logged
    }

    @Test func countsFollow() {
        var (followed, asked) = (0, 0)
        for seed in 1...400 {
            var random = Generator(seed: UInt64(seed))
            let facts = Self.withVoids(
                Self.counts(using: &random), of: Self.office, using: &random)
            followed += Self.follow(facts, of: Self.office, seed: seed)
            asked += facts.count
        }
        #expect(followed * 2 > asked, "\(followed) of \(asked)")
    }

    /// Holds each change that follows against two counts of everything.
    ///
    /// - Returns: how many facts were followed.
    private static func follow(_ facts: [LoggedFact], of subject: Subject, seed: Int) -> Int {
        var subjectSoFar = RunningSubject(facts: [])
        var followed = 0
        for (index, logged) in facts.enumerated() {
            guard let change = subjectSoFar.follow(logged, of: subject, tree: tree) else {
                subjectSoFar.take(logged)
                continue
            }
            followed += 1
            let before = Contribution(of: Array(facts[..<index]), tree: tree)
            let after = Contribution(of: Array(facts[...index]), tree: tree)
            let expected = Contribution.deltas(
                from: before, to: after, at: logged.position, tree: tree)
            let found = Contribution.deltas(
                from: Contribution(), to: change, at: logged.position, tree: tree)
            #expect(found == expected, "seed \(seed), \(logged.position)")
            if case .project(let id) = subject {
                let row = ProjectRecord(id, facts: Array(facts[...index]), tree: tree)
                #expect(subjectSoFar.record(of: id) == row, "seed \(seed), \(logged.position)")
            }
        }
        #expect(subjectSoFar.facts == facts)
        return followed
    }

    private static func counts(using random: inout Generator) -> [LoggedFact] {
        (1...Int.random(in: 1...20, using: &random)).map { position in
            var fact = Fact()
            fact.id = FactID(high: 7, low: UInt64(position))
            fact.unit = UnitCode(text: "B")
            fact.effectiveOn = CivilDay(text: "2024-01-01")!
                .advanced(by: Int.random(in: 0...12, using: &random))
            fact.content = count(using: &random)
            return logged(fact, at: position)
        }
    }

    private static func count(using random: inout Generator) -> Content {
        var count = EntityCount()
        (count.category, count.count) = (.enterprise, .random(in: 0...9, using: &random))
        switch Int.random(in: 0...6, using: &random) {
        case 0, 1: return .entityStockReported(count)
        case 2: return .entitiesDeregistered(count)
        case 3: return .entitiesMovedIn(count)
        case 4: return .entitiesMovedOut(count)
        case 5: return .enterprisePromoted(count)
        default: return .entitiesRegistered(count)
        }
    }

    /// Some facts are voided by others that come after them.
    private static func withVoids(
        _ facts: [LoggedFact], of subject: Subject, using random: inout Generator
    ) -> [LoggedFact] {
        var all: [LoggedFact] = []
        for logged in facts {
            var next = logged
            next.position = Position(Int64(all.count + 1))
            all.append(next)
            guard Int.random(in: 0...11, using: &random) == 0 else { continue }
            var voided = Voided()
            voided.of = all.randomElement(using: &random)!.fact.id
            voided.subject = subject
            var fact = Fact()
            fact.id = FactID(high: 9, low: UInt64(all.count))
            fact.content = .voided(voided)
            all.append(self.logged(fact, at: all.count + 1))
        }
        return all
    }

    private static func logged(_ fact: Fact, at position: Int) -> LoggedFact {
        LoggedFact(
            position: Position(Int64(position)),
            recordedAt: Moment(microseconds: Int64(position)),
            principal: Principal(name: "a", isAuthenticated: true), fact: fact)
    }
}
