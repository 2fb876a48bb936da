// SPDX-License-Identifier: Apache-2.0
//
// An outbox for one test, whose folder is gone when the test ends.

import Foundation

@testable import Client

/// Runs the body with an outbox in a folder of its own.
func withOutbox<Result>(_ body: (Outbox) throws -> Result) throws -> Result {
    let folder = "/tmp/groundbreak-outbox-\(UUID().uuidString.prefix(8))"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    return try body(try Outbox(folder: folder + "/deep/outbox"))
}

extension Outbox {
    func path(_ kept: KeptParcel) -> String { "\(folder)/\(kept.name)" }
}
