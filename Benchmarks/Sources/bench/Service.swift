// SPDX-License-Identifier: Apache-2.0
//
// Our own workers as processes of their own, from the program built beside this one.

import Foundation
import ZeroMQ

/// A running process that is stopped when it goes out of use.
final class Service {
    private let process = Process()
    let folder: Scratch
    let ingest: String
    let query: String

    struct Failed: Error, CustomStringConvertible {
        var description: String
    }

    /// Launches workers over a folder; they serve once a question is answered.
    init(_ workers: [String], folder: Scratch) throws {
        self.folder = folder
        let ports = (Int.random(in: 20_000..<30_000), Int.random(in: 30_000..<32_000))
        ingest = "tcp://127.0.0.1:\(ports.0)"
        query = "tcp://127.0.0.1:\(ports.1)"
        process.executableURL = Service.program("groundbreak")
        process.arguments =
            workers + [
                "--data", folder.path, "--ingest-endpoint", ingest, "--query-endpoint", query,
                "--principal", "bench",
            ]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
    }

    /// A program that was built beside this one.
    static func program(_ name: String) -> URL {
        URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
            .appending(path: name)
    }

    func stop() {
        guard process.isRunning else { return }
        process.terminate()
        process.waitUntilExit()
    }

    deinit { stop() }
}

/// A folder that goes when it is no longer used.
final class Scratch {
    let path: String

    /// - Parameter parent: where the disk to be measured is mounted.
    init(in parent: String = Scratch.parent) throws {
        path = parent + "/groundbreak-bench.\(UInt64.random(in: .min ... .max))"
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
    }

    static let parent = ProcessInfo.processInfo.environment["GROUNDBREAK_BENCH"] ?? "/tmp"

    deinit { try? FileManager.default.removeItem(atPath: path) }
}
