// SPDX-License-Identifier: Apache-2.0
//
// Row 3 of docs/RELIABILITY.md: a power cut of the journal's disk, simulated: the worker's changes
// and syncs are written down by the shim, the worker is killed in the midst of a load, and the disk
// is made anew as it may stand after a cut at that moment or at any before.
//
// Law: relaunched over such a disk, the worker has every fact at the position at which it had been
// acknowledged by then, and the journal verifies. A control run with synchronous NORMAL, which the
// program offers to nobody and the shim slips in, must lose some, or the proof is none.
//
// A seed is the whole input of the cuts, but not of the load: the moment of the kill is the
// machine's.

import Foundation
import Pipeline
import Seeded
import TestKit
import Testing
import Wire

extension SystemTests {
    @Suite struct PowerCutTests {
        @Test func nothingAcknowledgedIsLost() throws {
            let runs = Proof.times(2, full: 30)
            let loss = try cuts(runs: runs, each: 12, settings: [:])
            #expect(loss.lost == 0)
            Proof.report(
                row: 3,
                "\(runs) kills, \(loss.cuts) power cuts: \(loss.lost) of \(loss.acknowledged) "
                    + "acknowledgements lost")
        }

        @Test func synchronousNormalLoses() throws {
            let loss = try cuts(
                runs: Proof.times(1, full: 10), each: 6,
                settings: ["SQL": "PRAGMA synchronous = NORMAL"])
            #expect(loss.lost > 0, "the control lost nothing: the cuts prove nothing")
            Proof.report(
                row: 3,
                "control with NORMAL, \(loss.cuts) power cuts: \(loss.lost) of "
                    + "\(loss.acknowledged) acknowledgements lost")
        }

        /// Cuts at the kill, in each way, and at moments before it.
        private func cuts(runs: Int, each: Int, settings: [String: String]) throws -> Loss {
            var loss = Loss()
            for seed in 1...runs {
                var generator = Generator(seed: UInt64(seed))
                try Installed.use { installed in
                    let heard = try killedUnderLoad(in: installed, &generator, settings: settings)
                    let log = try DiskLog(path: installed.diskLog)
                    for number in 0..<each {
                        let ways = Leaving.allCases
                        let all = log.records.count
                        try installed.cutPower(
                            after: number < ways.count ? all : generator.pick(1...all), of: log,
                            leaving: ways[number % ways.count], heard: heard, &generator, &loss)
                    }
                }
            }
            return loss
        }

        /// Loads an ingest worker, kills it after some acknowledgements, and says what was heard.
        private func killedUnderLoad(
            in installed: Installed, _ generator: inout Generator, settings: [String: String]
        ) throws -> [Heard] {
            let pages = generator.pick([8, 40, 200])
            let settings = settings.merging(
                ["LOG": installed.diskLog, "CHECKPOINT": "\(pages)"]
            ) { $1 }
            let worker = try installed.launch(
                "ingest",
                environment: try Shim.environment(
                    watching: "\(installed.folder)/data", settings))
            let told = try Promised(arrivals: 60)
            let enough = generator.pick(5...55)
            var heard: [Heard] = []
            try installed.sending(to: installed.ingest) { sender in
                var sent = 0
                while heard.count < enough {
                    while sent < told.requests.count, sent - heard.count < 4 {
                        _ = try sender.post(told.requests[sent], to: worker)
                        sent += 1
                    }
                    guard case .outcomes(let outcomes)? = try sender.next(from: worker)?.1
                    else { throw Stalled() }
                    heard.append(
                        Heard(outcomes: outcomes, logSize: try DiskLog.size(installed.diskLog)))
                }
                try installed.stop("ingest", with: SIGKILL)
            }
            return heard
        }

        private struct Stalled: Error {}
    }
}
