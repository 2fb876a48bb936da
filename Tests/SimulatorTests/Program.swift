// SPDX-License-Identifier: Apache-2.0
//
// A program run to its end: its status and what it printed. One that outlives its limit is killed,
// with what it started.

import Dispatch
import Foundation
import Synchronization

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

    struct Overdue: Error {
        let command: String
        let output: String
    }

    func run(
        _ arguments: [String], environment: [String: String] = [:], in folder: String? = nil,
        within limit: Duration = .seconds(600)
    ) throws -> (status: Int32, output: String) {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(filePath: path)
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        if let folder { process.currentDirectoryURL = URL(filePath: folder) }
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        let ended = DispatchSemaphore(value: 0)
        process.terminationHandler = { _ in ended.signal() }
        try process.run()
        let output = Output(pipe)
        let deadline = DispatchTime.now() + .seconds(Int(limit.components.seconds))
        guard ended.wait(timeout: deadline) == .success, output.isWhole(by: deadline) else {
            let id = process.processIdentifier
            kill(getpgid(id) == id ? -id : id, SIGKILL)
            throw Overdue(command: ([path] + arguments).joined(separator: " "), output: output.text)
        }
        process.waitUntilExit()
        return (process.terminationStatus, output.text)
    }

    /// What a pipe gives, read by a thread.
    private final class Output: Sendable {
        private let bytes = Mutex<[UInt8]>([])
        private let ended = DispatchSemaphore(value: 0)

        init(_ pipe: Pipe) {
            let descriptor = dup(pipe.fileHandleForReading.fileDescriptor)
            Thread.detachNewThread { [self] in
                let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
                while case let data = handle.availableData, !data.isEmpty {
                    bytes.withLock { $0 += data }
                }
                ended.signal()
            }
        }

        var text: String { bytes.withLock { String(decoding: $0, as: UTF8.self) } }

        func isWhole(by deadline: DispatchTime) -> Bool {
            ended.wait(timeout: deadline) == .success
        }
    }
}
