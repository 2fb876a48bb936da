// SPDX-License-Identifier: Apache-2.0
//
// Two misfortunes in a row, of rows 3 and 4 of docs/RELIABILITY.md: a worker ends in the midst of a
// commit, or a sync fails; it is relaunched, and a client that sends its facts again is answered
// `exists`; then the power is cut.
//
// Law: `exists` is an acknowledgement like `created`, so the fact is there after the cut. What the
// dead worker had written but not synced is still in the system's memory, and the relaunched one
// reads it; after a failed sync it may be there and never reach the disk by any later sync. So a
// launch settles the log of changes; a control run, in which the shim keeps it from that, must lose
// some, or the proof is none.

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
            var (loss, heard, hits) = (Loss(), 0, 0)
            for number in manner.numbers() {
                guard let found = try cut(manner, number, &loss) else { break }
                hits += 1
                heard += found.heardExists ? 1 : 0
                #expect(found.lost == 0, "\(manner) at \(number)")
            }
            #expect(
                heard >= Proof.times(1, full: 5) && loss.cuts >= heard,
                "`exists` was heard in \(heard) of \(hits) cases: that proves nothing")
            Proof.report(
                row: 3,
                "relaunched after \(manner), then \(loss.cuts) power cuts, \(heard) of them upon an "
                    + "`exists`: \(loss.lost) of \(loss.acknowledged) acknowledgements lost")
        }

        /// The control: of a launch that settles nothing an `exists` is no acknowledgement.
        ///
        /// Left out under a sanitizer: it says nothing of the product, and at that pace no call falls
        /// between a write and its sync.
        @Test(.enabled(if: !Proof.isSanitized), arguments: manners.filter { $0.call == "sync" })
        func anUnsettledLaunchLoses(manner: Manner) throws {
            var loss = Loss()
            var number = 0
            // Which call is hit between write and sync depends on the load; so it is tried again.
            for _ in 1...3 where loss.lost == 0 {
                number = 0
                repeat {
                    number += 1
                } while try cut(manner, number, settles: false, &loss)?.lost == 0
            }
            #expect(loss.lost > 0, "the control lost nothing: the cuts prove nothing")
            Proof.report(
                row: 3,
                "control that settles nothing, relaunched after \(manner) at \(number): "
                    + "\(loss.lost) of \(loss.acknowledged) acknowledgements lost")
        }

        /// One case: the nth call fails, all is sent again, the power is cut once the last `exists`
        /// was heard, or at the end if none was. Nil when there is no nth call.
        private func cut(
            _ manner: Manner, _ number: Int, settles: Bool = true, _ loss: inout Loss
        ) throws -> (lost: Int, heardExists: Bool)? {
            try Installed.use { installed in
                var generator = Generator(seed: 1)
                let before = loss.lost
                var heard = try failed(manner, number, in: installed)
                guard Hit(mark: "\(installed.folder)/mark") != nil else { return nil }
                heard += try sentAgain(in: installed, settles: settles)
                let log = try DiskLog(path: installed.diskLog)
                let moment = heard.last { $0.outcomes.allSatisfy { $0.kind == .exists } }
                let count = log.records.prefix { $0.end <= moment?.logSize ?? .max }.count
                try installed.cutPower(
                    after: count, of: log, leaving: .nothing, heard: heard, &generator, &loss)
                return (loss.lost - before, moment != nil)
            }
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
        private func sentAgain(in installed: Installed, settles: Bool) throws -> [Heard] {
            let worker = try begin(in: installed, settles ? [:] : ["UNSETTLED": "1"])
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
