// SPDX-License-Identifier: Apache-2.0
//
// Rows 3 and 4 of docs/RELIABILITY.md for the ledger database: the nth call of the rollup's SQLite
// fails, or the power of its disk is cut, while ingest's disk is sound.
//
// Law: the rollup ends within a second of an error whose outcome it doesn't know. Relaunched, it
// comes to the cells of a clean fold of the same journal.

import Foundation
import Seeded
import TestKit
import Testing
import Wire

extension SystemTests {
    @Suite struct LedgerFaultTests {
        @Test(arguments: Manner.all) func everyCallFails(manner: Manner) throws {
            let clean = try Installed.use { installed in
                try installed.launch("ingest")
                try installed.launch("rollup")
                for request in try Promised(arrivals: 2).requests { try installed.log(request) }
                return try installed.folded()
            }
            var (cases, slowest) = (0, 0.0)
            for number in manner.numbers() {
                let seconds = try Installed.use { try secondsToEnd(manner, number, in: $0, clean) }
                guard let seconds else { break }
                cases += 1
                slowest = max(slowest, seconds)
                #expect(seconds < 1, "\(manner) at \(number)")
            }
            #expect(cases > 0, "no fault was hit")
            Proof.report(
                row: 4,
                "rollup, \(manner): \(cases) cases, ended after \(Int(slowest * 1_000)) ms at most")
        }

        /// Folds in two commits over a disk that fails; then again on a sound one. Nil when nothing
        /// failed, 0 when it was full and went on.
        private func secondsToEnd(
            _ manner: Manner, _ number: Int, in installed: Installed, _ clean: String
        ) throws -> Double? {
            let mark = "\(installed.folder)/mark"
            try installed.launch("ingest")
            let requests = try Promised(arrivals: 2).requests
            for request in requests.dropLast() { try installed.log(request) }
            let worker = try begin(
                in: installed,
                ["FAULT": manner.fault(at: number), "MARK": mark, "CHECKPOINT": "8"])
            let isReady = worker.becomesReady()
            if isReady { try waitForFold(by: worker, mark, in: installed) }
            try installed.log(requests[requests.count - 1])
            if isReady { try waitForFold(by: worker, mark, in: installed) }
            let hit = Hit(mark: mark)
            if let hit, !isHarmless(hit) { wait(for: worker) }
            let seconds = hit.flatMap { worker.endedAt?.timeIntervalSince($0.at) } ?? 0
            #expect(!worker.isRunning || hit.map(isHarmless) ?? true, "\(worker.errorText)")
            try installed.stop("rollup", with: SIGKILL)
            try installed.launch("rollup")
            #expect(try installed.folded() == clean, "\(manner) at \(number)")
            return hit == nil ? nil : seconds
        }

        /// A full disk may be waited out; the sync of the folder is made again at launch.
        private func isHarmless(_ hit: Hit) -> Bool {
            hit.error == "ENOSPC" || hit.file == "data"
        }

        private func begin(
            in installed: Installed, _ settings: [String: String]
        ) throws -> Running {
            try installed.begin(
                "rollup",
                environment: try Shim.environment(
                    watching: "\(installed.folder)/data", settings))
        }

        /// Waits until the cells are those of the head, something failed, or the rollup ended.
        private func waitForFold(
            by worker: Running, _ mark: String, in installed: Installed
        ) throws {
            let head = try installed.info(installed.ingest).head ?? 0
            let deadline = ContinuousClock.now + patience
            while Hit(mark: mark) == nil, worker.isRunning {
                if try installed.cells()?.hasSuffix(" at position \(head)") == true { return }
                try #require(ContinuousClock.now < deadline, "\(worker.errorText)")
            }
        }

        private func wait(for worker: Running) {
            let deadline = ContinuousClock.now + .seconds(3)
            while worker.isRunning, ContinuousClock.now < deadline { Thread.yield() }
        }

        @Test func powerCuts() throws {
            let runs = Proof.times(1, full: 20)
            var cuts = 0
            for seed in 1...runs {
                var generator = Generator(seed: UInt64(seed))
                try Installed.use { installed in
                    try killedUnderLoad(in: installed, &generator)
                    let log = try DiskLog(path: installed.diskLog)
                    try installed.removeLedger()
                    try installed.launch("rollup")
                    let clean = try installed.folded()
                    for number in 0..<10 {
                        try installed.stop("rollup", with: SIGKILL)
                        try installed.removeLedger()
                        let ways = Leaving.allCases
                        let all = log.records.count
                        let count = number < ways.count ? all : generator.pick(1...all)
                        var image = try DiskImage(log.records[..<count])
                        image.leave(ways[number % ways.count], using: &generator)
                        try image.write(to: "\(installed.folder)/data")
                        try installed.launch("rollup")
                        #expect(try installed.folded() == clean, "seed \(seed), cut \(number)")
                        cuts += 1
                    }
                }
            }
            Proof.report(
                row: 3, "rollup: \(runs) kills, \(cuts) power cuts: each comes to the same cells")
        }

        /// Kills a rollup that follows a load; the journal then has all of the load.
        private func killedUnderLoad(
            in installed: Installed, _ generator: inout Generator
        ) throws {
            try installed.launch("ingest")
            let pages = generator.pick([8, 40, 200])
            let worker = try begin(
                in: installed, ["LOG": installed.diskLog, "CHECKPOINT": "\(pages)"])
            try worker.waitUntilReady()
            let requests = try Promised(arrivals: 60).requests
            let moment = generator.pick(2...60)
            for (number, request) in requests.enumerated() {
                if number == moment { try installed.stop("rollup", with: SIGKILL) }
                try installed.log(request)
            }
        }
    }
}

extension Installed {
    /// What `verify` says of the cells now; nil where there are none yet.
    func cells() throws -> String? {
        let verified = try command("verify", "--data", "\(folder)/data")
        guard verified.status == 0 else { return nil }
        return verified.output.split(separator: "\n").last { $0.hasPrefix("cellsDigest") }
            .map(String.init)
    }

    /// What `verify` says of the cells once they are those of the journal's head.
    func folded() throws -> String {
        let head = try info(ingest).head ?? 0
        let deadline = ContinuousClock.now + patience
        while true {
            if let cells = try cells(), cells.hasSuffix(" at position \(head)") { return cells }
            try #require(ContinuousClock.now < deadline, "no cells at position \(head)")
        }
    }
}
