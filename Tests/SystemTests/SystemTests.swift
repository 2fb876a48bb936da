// SPDX-License-Identifier: Apache-2.0
//
// The whole program: processes as they are installed, real sockets, a foreign client.
//
// Law: a test sees what a bureau sees. It launches the built program, speaks to it by the command
// line or by messages, and waits for facts, never for time. The suites run one after another, so
// that neither ports nor processors are fought for.

import Foundation
import Testing

/// All suites of this module, one test at a time.
@Suite(.serialized) enum SystemTests {}

/// How long a fact may take that must come: long enough for a loaded machine; scripts/sanitize asks
/// for more.
let patience = Duration.seconds(
    ProcessInfo.processInfo.environment["GROUNDBREAK_PATIENCE"].flatMap { Int($0) } ?? 60)

/// Places in the checkout.
enum Checkout {
    static let root = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
    static let county = root.appending(path: "Examples/county")

    /// The ledgers of the demo county, in the order in which they are imported.
    static let countyFiles = ["units", "tasks", "projects", "capital", "entities", "indicators"]
        .map { county.appending(path: "\($0).csv").path }

    /// The program, built beside the bundle of the tests.
    static let program = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
        .appending(path: "groundbreak")
}
