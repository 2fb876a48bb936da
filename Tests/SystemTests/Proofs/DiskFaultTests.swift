// SPDX-License-Identifier: Apache-2.0
//
// Row 4 of docs/RELIABILITY.md: the nth write or sync of the journal fails, for n = 1, 2, … until a
// whole scenario passes without a failure, once and for ever, on the real SQLite.
//
// Law: nothing is acknowledged after the error, and the worker ends within a second of it. It goes
// on where the outcome is known: when it answered NOT_JOURNALED, which claims nothing, and when the
// disk was full while the log of changes, which keeps all, was moved into the file. Relaunched on a
// sound disk it has every acknowledged fact at its position, and all ids sent again count once.
//
// The log is moved every eight pages, so that the scenario holds a few such moves.

import Foundation
import Pipeline
import TestKit
import Testing
import Wire

extension SystemTests {
    @Suite struct DiskFaultTests {
        /// What one case came to.
        private struct Case {
            var told: Promised
            var hit: Hit?
            /// Acknowledgements of requests that were sent when the error had happened, or while.
            var acknowledgedAfter = 0
            var isKnown = false
            var secondsToEnd: Double?
        }

        @Test(arguments: Manner.all) func everyCallFails(manner: Manner) throws {
            var slowest = 0.0
            var cases = 0
            for number in manner.numbers() {
                let isHit = try Installed.use { installed in
                    let context = "\(manner) at \(number)"
                    let found = try run(manner, number, in: installed)
                    try installed.launch("ingest")
                    try installed.keeps(found.told, context)
                    try installed.stop("ingest")
                    try installed.verifies()
                    guard found.hit != nil else { return false }
                    #expect(found.acknowledgedAfter == 0, "\(context), \(found.hit!)")
                    #expect((found.secondsToEnd ?? 0) < 1, "\(context)")
                    slowest = max(slowest, found.secondsToEnd ?? 0)
                    return true
                }
                guard isHit else { break }
                cases += 1
            }
            #expect(cases > 0, "no fault was hit")
            Proof.report(
                row: 4, "\(manner): \(cases) cases, ended after \(Int(slowest * 1_000)) ms at most")
        }

        private func run(
            _ manner: Manner, _ number: Int, in installed: Installed
        ) throws -> Case {
            let mark = "\(installed.folder)/mark"
            let environment = try Shim.environment(
                watching: "\(installed.folder)/data",
                [
                    "FAULT": manner.fault(at: number), "MARK": mark,
                    "CHECKPOINT": "8",
                ])
            var found = Case(told: try Promised(arrivals: 6))
            let worker = try installed.begin("ingest", environment: environment)
            if worker.becomesReady() {
                found.isKnown = isHarmless(mark)
                try send(&found, to: worker, mark, in: installed)
            }
            if !found.isKnown, let hit = Hit(mark: mark) { waitForEnd(of: worker, since: hit) }
            let endsByItself = !worker.isRunning
            try installed.stop("ingest")
            found.hit = Hit(mark: mark)
            if endsByItself, let hit = found.hit {
                found.secondsToEnd = worker.endedAt?.timeIntervalSince(hit.at)
            }
            return found
        }

        /// Full while pages are moved into the file, which only happens after a commit; or a sync of
        /// the folder, whose failure SQLite ignores, which is why it is synced again at launch.
        private func isHarmless(_ mark: String) -> Bool {
            guard let hit = Hit(mark: mark) else { return false }
            return hit.error == "ENOSPC" ? hit.file == "journal.sqlite" : hit.file == "data"
        }

        private func send(
            _ found: inout Case, to worker: Running, _ mark: String, in installed: Installed
        ) throws {
            try installed.sending(to: installed.ingest) { sender in
                for request in found.told.requests {
                    switch try sender.log(request, to: worker) {
                    case .outcomes(let outcomes):
                        found.isKnown = found.isKnown || isHarmless(mark)
                        if !found.isKnown, Hit(mark: mark) != nil {
                            found.acknowledgedAfter += outcomes.count
                        }
                        found.told.note(outcomes)
                    case .declined("NOT_JOURNALED"): found.isKnown = true
                    case .declined, .nothing: return
                    }
                }
            }
        }

        /// Waits until a worker that met an error has ended, for longer than it may take.
        private func waitForEnd(of worker: Running, since hit: Hit) {
            let deadline = ContinuousClock.now + .seconds(3)
            while worker.isRunning, ContinuousClock.now < deadline { Thread.yield() }
            #expect(!worker.isRunning, "serves on after \(hit): \(worker.errorText)")
        }
    }
}

extension Thread {
    /// Lets others run.
    static func yield() { sched_yield() }
}
