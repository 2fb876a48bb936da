// SPDX-License-Identifier: Apache-2.0
//
// Processes that the benchmark starts. None outlives it, whatever ends it: the kernel signals each when
// the thread that launched it is gone, so children are launched on the main thread only. What an earlier
// run left on the disk is removed by the next.

import Foundation
import Glibc
import Measure

/// A process that goes when it is no longer used, or when this one ends.
final class Child {
    private let process = Process()

    struct Failed: Error, CustomStringConvertible {
        var description: String
    }

    /// - Parameter user: whom it runs as, where that is another one.
    /// - Parameter deathSignal: what it gets when this process ends.
    init(
        _ program: String, _ arguments: [String], user: String? = nil,
        deathSignal: String = "KILL", error: FileHandle = .nullDevice
    ) throws {
        (process.executableURL, process.arguments) = Child.guarded(
            [program] + arguments, user: user, deathSignal: deathSignal)
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = error
        try process.run()
    }

    var id: Int32 { process.processIdentifier }
    var isRunning: Bool { process.isRunning }

    /// Asks it to end, and waits until it has.
    func stop(with signal: Int32 = SIGTERM) {
        guard process.isRunning else { return }
        kill(id, signal)
        process.waitUntilExit()
    }

    deinit { stop() }

    /// `setpriv` of util-linux, which every Debian has, sets the signal and becomes the program.
    private static func guarded(
        _ command: [String], user: String?, deathSignal: String
    ) -> (URL, [String]) {
        var words = ["--pdeathsig", deathSignal]
        if let user { words += ["--reuid", user, "--regid", user, "--clear-groups"] }
        return (URL(fileURLWithPath: "/usr/bin/setpriv"), words + ["--"] + command)
    }

    /// Runs a program to its end.
    ///
    /// - Returns: what it printed.
    /// - Throws: when it did not end with 0, with what it said.
    @discardableResult static func run(
        _ program: String, _ arguments: [String], user: String? = nil,
        environment: [String: String] = [:]
    ) throws -> String {
        let process = Process()
        let (output, complaints) = (Pipe(), try Scratch())
        let errors = complaints.path + "/errors"
        try Data().write(to: URL(fileURLWithPath: errors))
        (process.executableURL, process.arguments) = guarded(
            [program] + arguments, user: user, deathSignal: "KILL")
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = FileHandle(forWritingAtPath: errors)
        try process.run()
        let printed = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            let said = (try? String(contentsOfFile: errors, encoding: .utf8)) ?? ""
            throw Failed(
                description: "\(([program] + arguments).joined(separator: " ")): \(said)")
        }
        return String(decoding: printed, as: UTF8.self)
    }

    /// How long a program takes from its launch to its end, in seconds; what it prints goes nowhere.
    static func time(_ program: String, _ arguments: [String]) throws -> Double {
        try times(program, arguments, untilItSays: nil).ended
    }

    /// How long a program takes from its launch until it says something on its standard error, and until
    /// its end, in seconds.
    ///
    /// Without Foundation, whose waiting is a matter of its run loop.
    static func times(
        _ program: String, _ arguments: [String], untilItSays text: String?
    ) throws -> (said: Double, ended: Double) {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw Failed(description: "no pipe for \(program)") }
        defer { close(ends[0]) }
        posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, ends[1], 2)
        for end in ends { posix_spawn_file_actions_addclose(&actions, end) }
        var words = ([program] + arguments).map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        let start = ContinuousClock.now
        var id: pid_t = 0
        var status: Int32 = 0
        let failure = posix_spawn(&id, program, &actions, nil, &words, environ)
        close(ends[1])
        guard failure == 0 else { throw Failed(description: "\(program) can't be run") }
        var (said, heard) = (Double?.none, [UInt8]())
        var buffer = [UInt8](repeating: 0, count: 1 << 12)
        while true {
            let count = read(ends[0], &buffer, buffer.count)
            guard count > 0 else { break }
            heard += buffer[..<count]
            if let text, said == nil, String(decoding: heard, as: UTF8.self).contains(text) {
                said = (ContinuousClock.now - start).seconds
            }
        }
        guard waitpid(id, &status, 0) == id else {
            throw Failed(description: "\(program) was not waited for")
        }
        let ended = (ContinuousClock.now - start).seconds
        guard status == 0, text == nil || said != nil else {
            throw Failed(
                description: "\(program) \(arguments): status \(status): "
                    + String(decoding: heard.suffix(2_000), as: UTF8.self))
        }
        return (said ?? ended, ended)
    }
}

/// A folder that goes when it is no longer used.
final class Scratch {
    let path: String

    /// - Parameter parent: where the disk to be measured is mounted.
    init(in parent: String = Scratch.parent) throws {
        path = "\(parent)/\(Scratch.prefix)\(getpid()).\(UInt64.random(in: .min ... .max))"
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
    }

    static let parent = ProcessInfo.processInfo.environment["GROUNDBREAK_BENCH"] ?? "/tmp"
    private static let prefix = "groundbreak-bench."

    /// Removes the folders of processes that are no more.
    static func sweep() throws {
        for name in try FileManager.default.contentsOfDirectory(atPath: parent)
        where name.hasPrefix(prefix) {
            let words = name.split(separator: ".")
            guard words.count == 3, let id = Int32(words[1]), kill(id, 0) != 0, errno == ESRCH
            else { continue }
            try? FileManager.default.removeItem(atPath: "\(parent)/\(name)")
        }
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}
