// SPDX-License-Identifier: Apache-2.0
//
// What came of one run.

/// The outcome of a run.
public struct RunOutcome: Sendable {
    public var scenario: Scenario
    /// Events in all, those after the faults stopped included.
    public var steps: Int
    public var digest: UInt64
    public var broken: Broken?
    public var strikes: [Fault: Int]
    public var crashes: [CrashPoint: Int]
    public var factsJournaled: Int
    public var outcomesJudged: Int
    public var answersJudged: Int
    /// Calls of the port that failed, before it healed.
    public var calls: Int

    init(_ world: World) {
        scenario = world.scenario
        steps = world.steps
        digest = world.digest.value
        broken = world.judge.broken
        strikes = world.dice.strikes
        crashes = world.crashes
        factsJournaled = world.judge.facts.count
        outcomesJudged = world.judge.outcomesJudged
        answersJudged = world.judge.answersJudged
        calls = world.callsBeforeRest
    }
}

extension Scenario {
    /// Runs it.
    public func run() -> RunOutcome { World(self, countsFigures: true).run() }

    /// Runs it twice: an outcome that depends on anything but the scenario is broken.
    public func runTwice() -> RunOutcome {
        var outcome = run()
        guard outcome.broken == nil else { return outcome }
        if World(self, countsFigures: false).run().digest != outcome.digest {
            outcome.broken = Broken(.notTheSameTwice, "two runs of seed \(seed) differ")
        }
        return outcome
    }
}
