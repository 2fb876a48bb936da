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
import TestKit
import Testing
import Wire

extension SystemTests {
    @Suite struct PowerCutTests {
        /// An acknowledgement, and how far the log of the disk had come when it was heard.
        private struct Heard {
            let outcomes: [Outcome]
            let logSize: Int
        }

        @Test func nothingAcknowledgedIsLost() throws {
            let runs = Proof.times(4, full: 30)
            var (cuts, facts) = (0, 0)
            for seed in 1...runs {
                var generator = Generator(seed: UInt64(seed))
                try Installed.use { installed in
                    let heard = try killedUnderLoad(in: installed, &generator, settings: [:])
                    for number in 0..<12 {
                        let cut = try relaunched(after: heard, number, in: installed, &generator)
                        #expect(cut.lost == 0, "seed \(seed), cut \(number)")
                        cuts += 1
                        facts += cut.acknowledged
                    }
                }
            }
            Proof.report(
                row: 3, "\(runs) kills, \(cuts) power cuts: 0 of \(facts) acknowledged facts lost")
        }

        @Test func synchronousNormalLoses() throws {
            var (cuts, lost, acknowledged) = (0, 0, 0)
            for seed in 1...Proof.times(1, full: 10) {
                var generator = Generator(seed: UInt64(seed))
                try Installed.use { installed in
                    let heard = try killedUnderLoad(
                        in: installed, &generator, settings: ["SQL": "PRAGMA synchronous = NORMAL"])
                    for number in 0..<6 {
                        let cut = try relaunched(after: heard, number, in: installed, &generator)
                        cuts += 1
                        lost += cut.lost
                        acknowledged += cut.acknowledged
                    }
                }
            }
            #expect(lost > 0, "the control lost nothing: the cuts prove nothing")
            Proof.report(
                row: 3, "control: \(cuts) cuts: \(lost) of \(acknowledged) acknowledged facts lost")
        }

        /// Loads an ingest worker, kills it after some acknowledgements, and says what was heard.
        private func killedUnderLoad(
            in installed: Installed, _ generator: inout Generator, settings: [String: String]
        ) throws -> [Heard] {
            let log = "\(installed.folder)/log"
            let settings = settings.merging(
                ["LOG": log, "CHECKPOINT": "\(generator.pick([8, 40, 200]))"]) { $1 }
            let worker = try installed.launch(
                "ingest",
                environment: try Shim.environment(
                    watching: "\(installed.folder)/data", settings))
            let told = try Acknowledged(arrivals: 60)
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
                    heard.append(Heard(outcomes: outcomes, logSize: try DiskLog.size(log)))
                }
                try installed.stop("ingest", with: SIGKILL)
            }
            return heard
        }

        private struct Stalled: Error {}

        /// Cuts the power at the kill, or at a moment before; relaunches; counts what was lost.
        private func relaunched(
            after heard: [Heard], _ number: Int, in installed: Installed,
            _ generator: inout Generator
        ) throws -> (acknowledged: Int, lost: Int) {
            let log = try DiskLog(path: "\(installed.folder)/log")
            let count =
                number < Leaving.allCases.count
                ? log.records.count : generator.pick(1...log.records.count)
            let leaving = Leaving.allCases[number % Leaving.allCases.count]
            var image = try DiskImage(log.records[..<count])
            image.leave(leaving, using: &generator)
            try FileManager.default.createDirectory(
                atPath: "\(installed.folder)/cut\(number)", withIntermediateDirectories: false)
            try image.write(to: "\(installed.folder)/cut\(number)")

            let end = log.records[count - 1].end
            var told = try Acknowledged(arrivals: 0)
            for heard in heard where heard.logSize <= end { told.note(heard.outcomes) }
            try installed.launch("ingest", data: "cut\(number)")
            let lost = told.lost(in: try installed.journaled())
            try installed.stop("ingest")
            try installed.verifies("cut\(number)")
            return (told.positions.count, lost)
        }
    }
}
