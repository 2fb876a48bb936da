// SPDX-License-Identifier: Apache-2.0
//
// Other programs that tests ask: protoc, and Python with the protobuf package.

import Foundation

enum Tool {
    /// The root of the package.
    static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static let hasProtoc = FileManager.default.isExecutableFile(atPath: "/usr/bin/protoc")

    static let hasPythonProtobuf: Bool = {
        let found = try? run("/usr/bin/python3", ["-c", "import google.protobuf"])
        return hasProtoc && found?.status == 0
    }()

    /// Runs a program to its end; its output and complaints in one text.
    static func run(_ path: String, _ arguments: [String]) throws -> (status: Int32, text: String) {
        let process = Process()
        process.executableURL = URL(filePath: path)
        process.arguments = arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: output, as: UTF8.self))
    }
}

/// A folder that goes when nobody holds it.
final class TemporaryFolder {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }
}
