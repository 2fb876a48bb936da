// SPDX-License-Identifier: Apache-2.0
//
// What a person waits for: a question from the shell, and the first answer after a launch on a long
// journal. The files were written or read a moment before, so they are in the system's memory.

import Crypto
import Foundation
import Measure
import Pipeline
import Wire
import ZeroMQ

extension Bench {
    /// A call from the shell, and a launch to its first answer.
    func launch() throws -> [MeasuredWork] {
        try shell() + serve()
    }

    /// `groundbreak progress` in all, from a shell, of a service that is up.
    private func shell() throws -> [MeasuredWork] {
        let (service, units) = try county(options.questionFacts)
        let unit = units.first
        let words = ["progress", "--query-endpoint", service.query, "--unit", unit?.text ?? ""]
        let program = Service.program("groundbreak")
        let named: (String, String, Aim?) = (
            "groundbreak progress from the shell, p50", "ms", .atMost(50)
        )
        return try measure([named], rounds: options.rounds, say: say) {
            let answer = try Child.run(program, words)
            let delays = try (0..<options.calls).map { _ in try Child.time(program, words) * 1e3 }
            return [Run(delays.median, digest: sha256(Array(answer.utf8)))]
        }
    }

    /// From the launch of `serve` to its first answer.
    private func serve() throws -> [MeasuredWork] {
        let count = options.launchFacts
        let scale = count > 100_000 ? "province" : "county"
        let place = try ledger(scale, facts: count)
        let folding = try Service(["serve"], folder: place)
        let start = ContinuousClock.now
        try folding.waitUntilVisible(Int64(count), context: context)
        say("folded within \((ContinuousClock.now - start).seconds.short) s of a launch")
        folding.stop()
        let named: (String, String, Aim?) = (
            "launch of serve to the first answer, a \(scale) of \(count.formatted()) facts", "ms",
            .atMost(count > 1_000_000 ? 5_000 : 1_000)
        )
        return try measure([named], rounds: options.rounds, say: say) {
            let start = ContinuousClock.now
            let service = try Service(["serve"], folder: place)
            var answer = try service.waitUntilVisible(Int64(count), context: context)
            let delay = (ContinuousClock.now - start).seconds * 1e3
            answer.freshness = nil
            return [Run(delay, digest: sha256(WireCodec.encode(answer, as: .protobuf)))]
        }
    }
}

/// The first half of SHA-256, in hexadecimal.
func sha256(_ bytes: [UInt8]) -> String {
    SHA256.hash(data: bytes).prefix(16).map { String($0, radix: 16) }.joined()
}
