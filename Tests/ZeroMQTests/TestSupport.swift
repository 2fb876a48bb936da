// SPDX-License-Identifier: Apache-2.0
//
// What the tests of this module share: a limit for facts that must come, plain threads, private
// directories, and foreign programs whose output is read to the end.
//
// Law: nobody sleeps. Each wait is for a fact, and ends as a failure at `patience`.

import Dispatch
import Foundation
import Synchronization
import Testing
import ZeroMQ

/// How long a fact may take that must come: long enough for a loaded machine; scripts/sanitize asks
/// for more.
let patience = Duration.seconds(
    ProcessInfo.processInfo.environment["GROUNDBREAK_PATIENCE"].flatMap { Int($0) } ?? 20)

/// A plain thread whose result is waited for.
final class Worker<Output: Sendable>: Sendable {
    private let outcome = Mutex<Output?>(nil)
    private let done = DispatchSemaphore(value: 0)

    init(_ body: @escaping @Sendable () -> Output) {
        Thread.detachNewThread { [self] in
            let output = body()
            outcome.withLock { $0 = output }
            done.signal()
        }
    }

    /// The result; an issue if it does not come in time.
    func join() throws -> Output {
        let limit = DispatchTime.now() + .seconds(Int(patience.components.seconds))
        try #require(done.wait(timeout: limit) == .success, "the thread does not end")
        return try #require(outcome.withLock { $0 })
    }
}

/// A private directory under /tmp that goes with this object.
final class PrivateDirectory: Sendable {
    let path: String

    init() throws {
        path = "/tmp/zmq-\(UUID().uuidString.prefix(8))"
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: false,
            attributes: [.posixPermissions: 0o700])
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }
}

/// A foreign program under way.
final class Program {
    struct Ended {
        let status: Int32
        let output: String
    }

    private let process = Process()
    private let pipe = Pipe()

    init(_ path: String, _ arguments: [String]) throws {
        process.executableURL = URL(filePath: path)
        process.arguments = arguments
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
    }

    /// Waits for the end. The program itself must have a limit.
    func end() -> Ended {
        let bytes = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return Ended(
            status: process.terminationStatus, output: String(decoding: bytes, as: UTF8.self))
    }
}
