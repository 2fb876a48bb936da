// SPDX-License-Identifier: Apache-2.0
//
// Rows 1 and 2 of docs/RELIABILITY.md: workers killed under load, at moments that nobody chose.
//
// Law: a kill comes after a random number of acknowledgements, while the other client and the
// journal's thread are wherever they are. What was acknowledged before is there after the relaunch;
// what was not is sent again with the same ids and counts once.

import Foundation
import Pipeline
import Seeded
import TestKit
import Testing

extension SystemTests {
    @Suite struct KillTests {
        /// Row 1, half of the kills for each transport.
        @Test(arguments: Transport.allCases)
        func ingestIsKilled(transport: Transport) throws {
            let kills = Proof.times(4, full: 500)
            try Installed.use(transport) { installed in
                var generator = Generator(seed: 1)
                var journal = ReadBack()
                var slowest = Duration.zero
                try installed.launchForProof()
                let (facts, sentAgain) = try Load.use(installed.ingest, seed: 1) { load in
                    for _ in 1...kills {
                        try load.wait(forRequests: generator.pick(1...12))
                        try installed.stop("ingest", with: SIGKILL)
                        slowest = max(slowest, try installed.launchInTime("ingest"))
                        let acknowledged = load.acknowledged
                        try journal.readOn(installed)
                        try journal.expect(acknowledged)
                    }
                }
                let digest = try installed.settle(facts)
                try #require(try installed.recountedDigest(to: Int64(facts.count) + 1) == digest)
                Proof.report(
                    row: 1,
                    "\(kills) kills of ingest over \(transport), \(facts.count) facts "
                        + "acknowledged, 0 lost, 0 double, \(sentAgain) requests sent again, "
                        + "slowest relaunch \(slowest)")
            }
        }

        /// Row 2.
        @Test func rollupAndFrontAreKilled() throws {
            let kills = Proof.times(8, full: 1_000)
            try Installed.use { installed in
                var generator = Generator(seed: 2)
                try installed.launchForProof()
                var account: (acknowledged: [Acknowledged], sentAgain: Int) = ([], 0)
                let (answers, unanswered) = try Questioner.use(installed.query) {
                    account = try Load.use(installed.ingest, seed: 2) { load in
                        for _ in 1...kills {
                            try load.wait(forRequests: generator.pick(1...100))
                            let worker = generator.pick(["rollup", "query"])
                            try installed.stop(worker, with: SIGKILL)
                            try installed.launchInTime(worker)
                        }
                    }
                }
                let facts = account.acknowledged
                let digest = try installed.settle(facts)
                try #require(try installed.recountedDigest(to: Int64(facts.count) + 1) == digest)
                try #require(answers.firstWrong(given: facts) == nil)
                try #require(Set(answers.map(\.position)).count > kills / 4, "hardly any answers")
                Proof.report(
                    row: 2,
                    "\(kills) kills of rollup and front, \(facts.count) facts, cells equal a "
                        + "recount; \(answers.count) answers at "
                        + "\(Set(answers.map(\.position)).count) positions, all as counted; "
                        + "\(unanswered) questions asked again")
            }
        }
    }
}

extension Installed {
    /// Launches a worker, which must be ready within five seconds.
    @discardableResult
    func launchInTime(_ worker: String) throws -> Duration {
        let start = ContinuousClock.now
        try launch(worker)
        let taken = ContinuousClock.now - start
        try #require(taken < .seconds(5), "\(worker) took \(taken) to relaunch")
        return taken
    }
}
