// SPDX-License-Identifier: Apache-2.0
//
// A program run to its end: its status and what it printed.

import Foundation

struct Program {
    let path: String

    /// A product that is built beside the tests.
    static func built(_ name: String) -> Program {
        var folder = URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath()
        repeat {
            folder.deleteLastPathComponent()
        } while folder.path != "/"
            && !FileManager.default.isExecutableFile(atPath: folder.appending(path: name).path)
        return Program(path: folder.appending(path: name).path)
    }

    func run(
        _ arguments: [String], environment: [String: String] = [:], in folder: String? = nil
    ) throws -> (status: Int32, output: String) {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(filePath: path)
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        if let folder { process.currentDirectoryURL = URL(filePath: folder) }
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: output, as: UTF8.self))
    }
}
