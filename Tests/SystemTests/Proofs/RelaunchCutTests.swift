// SPDX-License-Identifier: Apache-2.0
//
// Two misfortunes in a row, of rows 3 and 4 of docs/RELIABILITY.md: a worker ends in the midst of a
// commit, or a sync fails; it is relaunched, and a client that sends its facts again is answered
// `exists`; then the power is cut.
//
// Law: `exists` is an acknowledgement like `created`, so the fact is there after the cut. What the
// dead worker had written but not synced is still in the system's memory, and the relaunched one
// reads it; after a failed sync it may be there and never reach the disk by any later sync.

import Foundation
import Pipeline
import Seeded
import TestKit
import Testing
import Wire

extension SystemTests {
    @Suite struct RelaunchCutTests {
        private static let manners = Manner.all.filter {
            $0.error == "exit" || ($0.call == "sync" && $0.often == "once")
        }

        @Test(arguments: manners) func existsIsKept(manner: Manner) throws {
            var generator = Generator(seed: 1)
            var loss = Loss()
            for number in manner.numbers() {
                let isHit = try Installed.use { installed in
                    let before = loss.lost
                    var heard = try failed(manner, number, in: installed)
                    guard Hit(mark: "\(installed.folder)/mark") != nil else { return false }
                    heard += try sentAgain(in: installed)
                    let log = try DiskLog(path: installed.diskLog)
                    let moment = heard.last { $0.outcomes.allSatisfy { $0.kind == .exists } }
                    let count = log.records.prefix { $0.end <= moment?.logSize ?? .max }.count
                    try installed.cutPower(
                        after: count, of: log, leaving: .nothing, heard: heard, &generator, &loss)
                    #expect(loss.lost == before, "\(manner) at \(number)")
                    return true
                }
                guard isHit else { break }
            }
            Proof.report(
                row: 3,
                "relaunched after \(manner), then \(loss.cuts) power cuts: \(loss.lost) of "
                    + "\(loss.acknowledged) acknowledgements lost")
        }

        /// The facts that are sent, the same ones in each launch.
        private func requests() throws -> [[Fact]] {
            try Promised(arrivals: 6).requests.enumerated().map { number, facts in
                facts.enumerated().map { index, fact in
                    var fact = fact
                    fact.id = FactID(high: UInt64(number + 1), low: UInt64(index + 1))
                    return fact
                }
            }
        }

        /// Sends until the worker ends.
        private func failed(
            _ manner: Manner, _ number: Int, in installed: Installed
        ) throws -> [Heard] {
            let worker = try begin(
                in: installed,
                ["FAULT": manner.fault(at: number), "MARK": "\(installed.folder)/mark"])
            let heard = try worker.becomesReady() ? send(to: worker, in: installed) : []
            try installed.stop("ingest")
            return heard
        }

        /// Sends all again to a relaunched worker on a sound disk, and kills it.
        private func sentAgain(in installed: Installed) throws -> [Heard] {
            let worker = try begin(in: installed, [:])
            try worker.waitUntilReady()
            let heard = try send(to: worker, in: installed)
            try installed.stop("ingest", with: SIGKILL)
            return heard
        }

        private func begin(
            in installed: Installed, _ settings: [String: String]
        ) throws -> Running {
            let common = ["LOG": installed.diskLog, "CHECKPOINT": "8"]
            return try installed.begin(
                "ingest",
                environment: try Shim.environment(
                    watching: "\(installed.folder)/data", common.merging(settings) { $1 }))
        }

        private func send(to worker: Running, in installed: Installed) throws -> [Heard] {
            var heard: [Heard] = []
            try installed.sending(to: installed.ingest) { sender in
                for request in try requests() {
                    guard case .outcomes(let outcomes) = try sender.log(request, to: worker)
                    else { return }
                    heard.append(
                        Heard(outcomes: outcomes, logSize: try DiskLog.size(installed.diskLog)))
                }
            }
            return heard
        }
    }
}
