// SPDX-License-Identifier: Apache-2.0
//
// `simulate`: runs the product's workers in seeded worlds, one after the other.
//
// Exit codes: 0 all laws held, 1 a law was broken, 2 a world did not come to rest, 3 a fault never
// struck in a run long enough to hit them all, 64 the command can't be read.

import ArgumentParser
import Foundation
import Simulator
import Synchronization

@main
struct Simulate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Runs the workers in seeded worlds that lose, repeat, crash and fill up.",
        discussion: """
            Each seed runs twice and must give the same digest. The first seed that breaks a law is \
            made small and printed with the command that runs it again. Exit codes: 0 all held, \
            1 a law was broken, 2 no progress, 3 a fault never struck.
            """)

    @Option(help: "How many seeds to run.")
    var seeds = 100
    @Option(help: "The first of them.")
    var firstSeed: UInt64 = 1
    @Option(help: "Events of a seed before the faults stop.")
    var steps = 2_000
    @Option(
        help: ArgumentHelp(
            "Faults that shall not strike, separated by commas.",
            discussion: Fault.allCases.map(\.rawValue).joined(separator: ", ")))
    var without: String?
    @Option(
        help: "Commits before the journal is synced: 1 is the product, more is a disk that loses.")
    var commitsPerSync = 1
    @Flag(help: "Print a failing seed as it is.")
    var noShrink = false
    @Option(help: "Seeds at a time.")
    var jobs = 2

    /// From so many seeds on, a fault that never struck fails the run.
    static let seedsThatHitAll = 500
    static let seedsOfARound = 40

    func validate() throws {
        guard seeds > 0, steps > 0, commitsPerSync > 0 else {
            throw ValidationError("--seeds, --steps and --commits-per-sync are at least 1")
        }
        guard (1...UnderWay.jobsMax).contains(jobs) else {
            throw ValidationError("--jobs is from 1 to \(UnderWay.jobsMax)")
        }
        _ = try faultsSwitchedOff()
    }

    private func faultsSwitchedOff() throws -> Set<Fault> {
        var faults: Set<Fault> = []
        for name in (without ?? "").split(separator: ",") {
            guard let fault = Fault(rawValue: String(name)) else {
                throw ValidationError("no fault “\(name)”; see simulate --help")
            }
            faults.insert(fault)
        }
        return faults
    }

    func run() throws {
        let without = try faultsSwitchedOff()
        UnderWay.tellWhenKilled()
        var tally = RunTally()
        var done = 0
        while done < seeds {
            let count = min(Self.seedsOfARound, seeds - done)
            let first = firstSeed + UInt64(done)
            let scenarios = (0..<count).map { index in
                var scenario = Scenario(seed: first + UInt64(index), steps: steps)
                scenario.without = without
                scenario.commitsPerSync = commitsPerSync
                return scenario
            }
            for outcome in outcomes(of: scenarios) {
                tally.add(outcome)
                if let broken = outcome.broken { try report(broken, outcome.scenario, tally) }
            }
            done += count
            say("\(done) of \(seeds) seeds, all laws hold")
        }
        for line in tally.lines { print(line) }
        guard seeds >= Self.seedsThatHitAll, without.isEmpty else { return }
        if !tally.neverHit.isEmpty {
            print("never hit: " + tally.neverHit.joined(separator: ", "))
            throw ExitCode(3)
        }
    }

    /// Runs each scenario twice, several at a time.
    private func outcomes(of scenarios: [Scenario]) -> [RunOutcome] {
        let results = Mutex<[Int: RunOutcome]>([:])
        let jobs = min(jobs, scenarios.count)
        DispatchQueue.concurrentPerform(iterations: jobs) { job in
            for index in stride(from: job, to: scenarios.count, by: jobs) {
                UnderWay.note(scenarios[index].seed, job: job)
                let outcome = scenarios[index].runTwice()
                UnderWay.note(0, job: job)
                results.withLock { $0[index] = outcome }
            }
        }
        return results.withLock { results in scenarios.indices.map { results[$0]! } }
    }

    private func report(_ broken: Broken, _ scenario: Scenario, _ tally: RunTally) throws {
        print("seed \(scenario.seed), the \(tally.runs). of this run: \(broken)")
        if noShrink || broken.invariant == .notTheSameTwice {
            print("run it again: \(scenario.command)")
        } else {
            say("making it small")
            print("run it again: \(scenario.shrunk().command)")
        }
        throw ExitCode(broken.invariant == .noProgress ? 2 : 1)
    }

    private func say(_ text: String) {
        FileHandle.standardError.write(Data((text + "\n").utf8))
    }
}
