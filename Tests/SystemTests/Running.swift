// SPDX-License-Identifier: Apache-2.0
//
// A process that a test launched: its output, its end, the signals it is sent.
//
// Standard output and standard error are read to the end by a thread each, so that no process ever
// blocks on a full pipe. Only the test's own children are ever signalled, by their id.

import Dispatch
import Foundation
import Synchronization
import Testing

/// A process under way.
final class Running: Sendable {
    /// What a stream gave so far.
    private final class Capture: Sendable {
        private let bytes = Mutex<[UInt8]>([])
        private let mark: [UInt8]
        private let marked = DispatchSemaphore(value: 0)
        private let ended = DispatchSemaphore(value: 0)

        /// Reads a pipe to its end on a descriptor of its own, and closes the pipe's: Foundation
        /// keeps it open for longer than a thousand processes can bear.
        init(_ pipe: Pipe, mark: String) {
            self.mark = Array(mark.utf8)
            let descriptor = dup(pipe.fileHandleForReading.fileDescriptor)
            try? pipe.fileHandleForReading.close()
            Thread.detachNewThread { [self] in
                let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: false)
                while case let data = handle.availableData, !data.isEmpty { add(data) }
                try? handle.close()
                marked.signal()
                ended.signal()
            }
        }

        private func add(_ data: Data) {
            let isMarked = bytes.withLock { bytes in
                bytes += data
                return String(decoding: bytes, as: UTF8.self)
                    .contains(String(decoding: mark, as: UTF8.self))
            }
            if isMarked { marked.signal() }
        }

        var isMarked: Bool { text.contains(String(decoding: mark, as: UTF8.self)) }
        var text: String { bytes.withLock { String(decoding: $0, as: UTF8.self) } }
        func waitForMark() -> Bool { marked.wait(timeout: .now() + patience.dispatch) == .success }

        /// May be asked again: the semaphore is given back. Whoever inherited the pipe may keep it
        /// open.
        func waitForEnd() {
            if ended.wait(timeout: .now() + patience.dispatch) == .timedOut {
                Issue.record("an output does not end: \(text)")
            }
            ended.signal()
        }
    }

    private let process: Mutex<Process>
    private let output: Capture
    private let error: Capture
    private let ended = DispatchSemaphore(value: 0)
    private let moment = Moment()
    let id: Int32

    private final class Moment: Sendable {
        private let date = Mutex<Date?>(nil)
        func note() { date.withLock { $0 = Date() } }
        var noted: Date? { date.withLock { $0 } }
    }

    /// Launches a program.
    ///
    /// - Parameter mark: what it says on standard error once it is ready.
    init(
        _ program: URL, _ arguments: [String], environment: [String: String],
        mark: String = " ready"
    ) throws {
        let process = Process()
        let (output, error) = (Pipe(), Pipe())
        process.executableURL = program
        process.arguments = arguments
        process.environment = environment
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = error
        let (ended, moment) = (ended, moment)
        process.terminationHandler = { _ in
            moment.note()
            ended.signal()
        }
        try process.run()
        self.output = Capture(output, mark: mark)
        self.error = Capture(error, mark: mark)
        id = process.processIdentifier
        self.process = Mutex(process)
    }

    var isRunning: Bool { process.withLock { $0.isRunning } }
    /// When it ended; nil until then.
    var endedAt: Date? { moment.noted }
    var errorText: String { error.text }
    var outputText: String { output.text }

    /// Waits until it says that it is ready.
    func waitUntilReady() throws {
        try #require(error.waitForMark() && isRunning, "not ready: \(error.text)")
    }

    /// Waits until it says that it is ready, or ends; whether it is.
    func becomesReady() -> Bool {
        if !error.waitForMark() { Issue.record("neither ready nor at an end: \(error.text)") }
        return error.isMarked
    }

    /// Sends a signal; nothing happens to a process that has ended.
    func signal(_ number: Int32) {
        if isRunning { kill(id, number) }
    }

    /// Waits for its end; a process that outlives the limit is killed and an issue recorded.
    @discardableResult func end(
        within limit: Duration = patience
    ) -> (status: Int32, output: String, error: String) {
        if ended.wait(timeout: .now() + limit.dispatch) == .timedOut {
            Issue.record("process \(id) does not end: \(error.text)")
            signal(SIGKILL)
            guard ended.wait(timeout: .now() + limit.dispatch) == .success else {
                Issue.record("process \(id) outlives SIGKILL")
                return (-1, output.text, error.text)
            }
        }
        ended.signal()
        output.waitForEnd()
        error.waitForEnd()
        let status = process.withLock { process in
            // It has ended, so this returns at once; only it makes Foundation let go of the process,
            // which otherwise keeps itself and its pipes for ever.
            process.waitUntilExit()
            return process.terminationStatus
        }
        return (status, output.text, error.text)
    }
}

extension Duration {
    var dispatch: DispatchTimeInterval { .seconds(Int(components.seconds)) }
}
