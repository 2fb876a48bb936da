// SPDX-License-Identifier: Apache-2.0
//
// Seeds of the simulated world: the short form of what `scripts/prove` runs ten thousand of.

import Simulator
import Testing

@Suite struct SeedTests {
    @Test func allLawsHoldAndASeedGivesTheSameTwice() {
        var tally = RunTally()
        for seed in 1...12 as ClosedRange<UInt64> {
            let outcome = Scenario(seed: seed, steps: 800).runTwice()
            #expect(outcome.broken == nil, "\(outcome.scenario.command)")
            tally.add(outcome)
        }
        #expect(tally.factsJournaled > 200 && tally.answersJudged > 200, "\(tally.lines)")
    }

    /// The control: a journal that syncs every eighth commit loses what it acknowledged, and the
    /// judge sees it.
    @Test func aDiskThatDoesNotSyncMustLose() {
        let lost = (1...40 as ClosedRange<UInt64>).first { seed in
            var scenario = Scenario(seed: seed, steps: 800)
            scenario.commitsPerSync = 8
            return scenario.run().broken?.invariant == .acknowledgedLost
        }
        #expect(lost != nil)
    }

    /// A broken law stays broken while the scenario is made small.
    @Test func aFailingScenarioIsMadeSmall() throws {
        let failing = (1...40 as ClosedRange<UInt64>).lazy.map { seed in
            var scenario = Scenario(seed: seed, steps: 800)
            scenario.commitsPerSync = 8
            return scenario
        }.first { $0.run().broken != nil }
        let scenario = try #require(failing)
        let small = scenario.shrunk()
        #expect(small.run().broken?.invariant == scenario.run().broken?.invariant)
        #expect(small.steps < scenario.steps && small.without.count > 10, "\(small.command)")
        #expect(!small.without.contains(.powerCut), "without it nothing is lost")
        #expect(small.command.contains("--seeds 1 --steps \(small.steps) --without"))
    }
}
