// SPDX-License-Identifier: Apache-2.0
//
// How long a proof is: a short form in every run of the tests, the full figures of
// docs/RELIABILITY.md under `scripts/prove`. Both run the same code.

import Foundation

/// The scale of a proof.
public enum Proof {
    /// Whether the full figures are asked for.
    public static let isFull = ProcessInfo.processInfo.environment["GROUNDBREAK_PROOF"] == "full"

    /// Whether the tests run under scripts/sanitize: several times slower, and a program that is built
    /// by a test is built without.
    public static let isSanitized = ["TSAN_OPTIONS", "ASAN_OPTIONS"]
        .contains { ProcessInfo.processInfo.environment[$0] != nil }

    /// How often something is done.
    public static func times(_ short: Int, full: Int) -> Int { isFull ? full : short }

    /// Says on standard error what a row of docs/RELIABILITY.md came to.
    public static func report(row: Int, _ figures: String) {
        FileHandle.standardError.write(Data("proof: row \(row): \(figures)\n".utf8))
    }

    /// Says what a proof beside the rows came to.
    public static func report(_ name: String, _ figures: String) {
        FileHandle.standardError.write(Data("proof: \(name): \(figures)\n".utf8))
    }
}
