// SPDX-License-Identifier: Apache-2.0
//
// Where the peers are: scripts/bench-peers makes an environment for those in Python in Benchmarks/Peers,
// where their scripts stand too, and builds the one on gRPC there.

import Foundation

enum Peers {
    private static let folder = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Peers")

    /// The interpreter that knows pandas, DuckDB and polars; nil where they were not installed.
    static var python: String? {
        let path = folder.appending(path: ".venv/bin/python").path
        return FileManager.default.isExecutableFile(atPath: path) ? path : nil
    }

    /// The peer on gRPC; nil where it was not built.
    static var grpc: String? {
        let path = folder.appending(path: "GRPC/.build/release/grpc-peer").path
        return FileManager.default.isExecutableFile(atPath: path) ? path : nil
    }

    static func script(_ name: String) -> String { folder.appending(path: name).path }
}
