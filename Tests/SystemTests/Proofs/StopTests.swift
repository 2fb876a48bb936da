// SPDX-License-Identifier: Apache-2.0
//
// Row 20 of docs/RELIABILITY.md: SIGTERM under load.
//
// Law: a worker that is asked to stop finishes what it has in hand and ends with status 0 within
// ten seconds; nothing that it acknowledged is lost.

import Foundation
import Pipeline
import Seeded
import TestKit
import Testing
import Wire

extension SystemTests {
    @Suite struct StopTests {
        /// Three processes, each stopped in turn, or `serve`, which is all three.
        @Test(arguments: [["ingest", "rollup", "query"], ["serve"]])
        func stopsUnderLoad(workers: [String]) throws {
            let stops = Proof.times(3, full: 100)
            try Installed.use { installed in
                var generator = Generator(seed: 20)
                var slowest = Duration.zero
                for worker in workers { try installed.launch(worker) }
                try installed.logAll([Projects.unitDefined()])
                try installed.waitForRollup(at: 1)
                let (facts, sentAgain) = try Load.use(installed.ingest, seed: 20) { load in
                    for number in 1...stops {
                        try load.wait(forRequests: generator.pick(1...12))
                        let worker = workers[number % workers.count]
                        slowest = max(slowest, try installed.stopInTime(worker))
                        try installed.launchInTime(worker)
                    }
                }
                let digest = try installed.settle(facts)
                try #require(digest.hasSuffix(" at position \(facts.count + 1)"))
                Proof.report(
                    row: 20,
                    "\(stops) SIGTERMs of \(workers.joined(separator: ", ")), \(facts.count) facts "
                        + "acknowledged, 0 lost, 0 double, \(sentAgain) requests sent again, "
                        + "slowest stop \(slowest)")
            }
        }

        /// Before it serves it has acknowledged nothing, so it ends at once, in the midst of reading
        /// its journal.
        @Test func stopsWhileItLaunches() throws {
            try Installed.use { installed in
                var projects = Projects("P", seed: 20, arrivals: 64...64)
                var facts = [Projects.unitDefined()]
                while facts.count < 5_000 { facts += projects.next().map(\.fact) }
                try installed.launch("ingest")
                try installed.logAll(facts)
                try installed.stop("ingest")
                // On a busy machine a launch may be over before the signal comes.
                let isCut = try (1...20).contains { _ in try isStoppedBeforeItIsReady(installed) }
                #expect(isCut, "each was launched before it was stopped")
                try installed.launch("ingest")
                #expect(try installed.info(installed.ingest).head == Int64(facts.count))
            }
        }

        private func isStoppedBeforeItIsReady(_ installed: Installed) throws -> Bool {
            let running = try installed.begin("ingest")
            let deadline = ContinuousClock.now + patience
            while !running.errorText.contains("launching") {
                try #require(ContinuousClock.now < deadline, "it does not say that it launches")
                sched_yield()
            }
            let ended = try installed.stop("ingest")
            #expect(ended.status == 0, "\(ended.error)")
            return !ended.error.contains(" ready")
        }
    }
}

extension Installed {
    /// Stops a worker with SIGTERM, which must end well within ten seconds.
    func stopInTime(_ worker: String) throws -> Duration {
        let start = ContinuousClock.now
        let ended = try stop(worker)
        let taken = ContinuousClock.now - start
        try #require(ended.status == 0, "\(worker): \(ended.error)")
        try #require(taken <= .seconds(10), "\(worker) took \(taken) to stop")
        return taken
    }
}
