// SPDX-License-Identifier: Apache-2.0
//
// Where the peers in Python are: scripts/bench-peers makes an environment for them in Benchmarks/Peers,
// and their scripts stand there too.

import Foundation

enum Peers {
    private static let folder = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Peers")

    /// The interpreter that knows pandas, DuckDB, polars and grpcio; nil where they were not installed.
    static var python: String? {
        let path = folder.appending(path: ".venv/bin/python").path
        return FileManager.default.isExecutableFile(atPath: path) ? path : nil
    }

    static func script(_ name: String) -> String { folder.appending(path: name).path }
}
