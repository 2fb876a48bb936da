// SPDX-License-Identifier: Apache-2.0
//
// The laws of contributions and deltas, over random projects.

import Pipeline
import Testing

@testable import Rollup

@Suite struct ContributionTests {
    static let seeds = 1...400

    /// For every day A the entries with effectiveDay ≤ A are the fold of the facts up to A.
    @Test func entriesUpToADayAreTheFoldUpToThatDay() {
        for seed in Self.seeds {
            let facts = RandomLedger.project(seed: seed)
            let contribution = Contribution(of: facts, tree: RandomLedger.tree)
            for day in Set(facts.map { $0.fact.effectiveOn! }) {
                var sums: [Contribution.Place: Tally] = [:]
                for (key, tally) in contribution.tallies where key.effectiveDay <= day {
                    sums[key.place] = (sums[key.place] ?? .zero) + tally
                }
                let seen = facts.filter { $0.fact.effectiveOn! <= day }
                let fold = ProjectFold(seen, tree: RandomLedger.tree).fold()
                #expect(
                    sums.filter { $0.value != .zero } == fold.tallies.filter { $0.value != .zero },
                    "seed \(seed), as of \(day)")
            }
        }
    }

    /// The deltas of facts taken one by one sum to the contribution of all.
    @Test func deltasOfEachFactSumToTheWhole() {
        for seed in Self.seeds {
            let facts = RandomLedger.project(seed: seed)
            var sums: [Place: Tally] = [:]
            var before = Contribution()
            for end in facts.indices {
                let after = Contribution(of: Array(facts[...end]), tree: RandomLedger.tree)
                let deltas = Contribution.deltas(
                    from: before, to: after, at: facts[end].position, tree: RandomLedger.tree)
                for delta in deltas {
                    #expect(delta.position == facts[end].position && delta.tally != .zero)
                    sums[Place(delta), default: .zero] = (sums[Place(delta)] ?? .zero) + delta.tally
                }
                before = after
            }
            let whole = Contribution.deltas(
                from: Contribution(), to: before, at: .origin, tree: RandomLedger.tree)
            let expected = Dictionary(uniqueKeysWithValues: whole.map { (Place($0), $0.tally) })
            #expect(sums.filter { $0.value != .zero } == expected, "seed \(seed)")
        }
    }

    /// A subtree's cell holds what the own cells of its units hold.
    @Test func aSubtreeIsTheSumOfItsUnits() {
        for seed in Self.seeds {
            let tree = RandomLedger.tree
            let contribution = Contribution(of: RandomLedger.project(seed: seed), tree: tree)
            let deltas = Contribution.deltas(
                from: .init(), to: contribution, at: .origin, tree: tree)
            for unit in tree.units.keys {
                let subtree = Set(tree.subtree(of: unit))
                for quantity in Quantity.allCases {
                    let parts = deltas.filter {
                        $0.cell.scope == .own && $0.cell.quantity == quantity
                            && subtree.contains($0.cell.unit)
                    }
                    let wholes = deltas.filter {
                        $0.cell.scope == .subtree && $0.cell.quantity == quantity
                            && $0.cell.unit == unit
                    }
                    #expect(
                        parts.reduce(0) { $0 + $1.tally.amount }
                            == wholes.reduce(0) { $0 + $1.tally.amount })
                }
            }
        }
    }

    @Test func aStartBeforeTheLibraryCountsOnItsOwnDayOnceStored() {
        let facts = Script.facts([
            ("2024-05-01", .projectSigned(Script.contract)),
            ("2024-06-20", .projectStarted(.init())),
            ("2024-07-05", .projectStored(.init())),
        ])
        let contribution = Contribution(of: facts, tree: RandomLedger.tree)
        let started = contribution.tallies.filter { $0.key.place.quantity == .started }
        #expect(started.count == 1)
        #expect(started.keys.first?.place.bucketDay.text == "2024-06-20")
        #expect(started.keys.first?.effectiveDay.text == "2024-07-05")
    }

    @Test func withdrawalTakesNothingOutOfAnyFlow() {
        let stored: [(String, Content)] = [
            ("2024-05-01", .projectSigned(Script.contract)),
            ("2024-05-05", .projectStored(.init())),
        ]
        let before = ProjectFold(Script.facts(stored), tree: RandomLedger.tree).fold()
        let after = ProjectFold(
            Script.facts(stored + [("2024-06-05", .projectWithdrawn(.init()))]),
            tree: RandomLedger.tree
        ).fold()
        let news = after.tallies.filter { before.tallies[$0.key] != $0.value }
        #expect(news.keys.map(\.quantity) == [.newlyStoredSinceWithdrawn])
    }

    private struct Place: Hashable {
        var cell: CellKey
        var bucketDay: CivilDay
        var effectiveDay: CivilDay
        init(_ delta: Delta) {
            (cell, bucketDay, effectiveDay) = (delta.cell, delta.bucketDay, delta.effectiveDay)
        }
    }
}

/// Facts of one project in the order given.
enum Script {
    static let contract: ProjectSigned = {
        var signed = ProjectSigned()
        signed.agreement = .contract
        signed.terms.hostUnit = UnitCode(text: "T1")
        signed.terms.totalInvestment = Money(fen: 100)
        return signed
    }()

    static func facts(_ steps: [(day: String, content: Content)]) -> [LoggedFact] {
        steps.enumerated().map { index, step in
            var fact = Fact()
            fact.subject = "P"
            fact.unit = UnitCode(text: "B")
            fact.effectiveOn = CivilDay(text: step.day)
            fact.content = step.content
            let name = if case .projectStored = step.content { "reviewer" } else { "clerk" }
            return LoggedFact(
                position: Position(Int64(index + 1)), recordedAt: Moment(microseconds: 0),
                principal: Principal(name: name, isAuthenticated: true), fact: fact)
        }
    }
}
