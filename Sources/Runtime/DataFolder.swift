// SPDX-License-Identifier: Apache-2.0
//
// The folder of a worker: the journal, the ledger database, its sockets. Private to its owner.

import Foundation
public import Journal

/// The files of a folder.
public struct DataFolder: Sendable {
    public let path: String

    /// Opens a folder, made with mode 0700 when it is not there.
    public init(_ path: String) throws(LaunchFailure) {
        self.path = path
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
        } catch {
            throw LaunchFailure("the folder \(path) can't be made: \(error.localizedDescription)")
        }
    }

    public var journalPath: String { path + "/journal.sqlite" }
    public var ledgerPath: String { path + "/ledger.sqlite" }
    public var ingestEndpoint: String { "ipc://\(path)/ingest.ipc" }
    public var queryEndpoint: String { "ipc://\(path)/query.ipc" }
}

extension Epoch {
    /// A new epoch of 128 random bits.
    public static func random() -> Epoch {
        Epoch(high: .random(in: .min ... .max), low: .random(in: .min ... .max))
    }
}
