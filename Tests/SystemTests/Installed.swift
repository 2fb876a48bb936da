// SPDX-License-Identifier: Apache-2.0
//
// One installation of the program for one test: a temporary folder, endpoints, its workers.
//
// Law: when a test ends, however it ends, its processes are killed and its folder is gone. Commands
// find the endpoints in their environment, workers are told them by flags.

import Client
import Foundation
import Testing
import Wire
import ZeroMQ

/// How the workers are reached.
enum Transport: String, CaseIterable, Sendable {
    case ipc
    case tcp
}

/// What a command left behind.
struct Ended {
    let status: Int32
    let output: String
    let error: String
}

/// A folder with workers.
final class Installed {
    let folder: String
    let ingest: String
    let query: String
    private var workers: [String: Running] = [:]
    private var others: [Running] = []
    private let keeper: Guard

    /// Makes an installation, runs the body and cleans up.
    static func use<Result>(
        _ transport: Transport = .ipc, _ body: (Installed) throws -> Result
    ) throws -> Result {
        let installed = try Installed(transport)
        defer { installed.end() }
        return try body(installed)
    }

    private init(_ transport: Transport) throws {
        folder = "/tmp/groundbreak-\(UUID().uuidString.prefix(8))"
        keeper = try Guard(folder: folder)
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: false,
            attributes: [.posixPermissions: 0o700])
        switch transport {
        case .ipc: (ingest, query) = ("ipc://\(folder)/ingest.ipc", "ipc://\(folder)/query.ipc")
        case .tcp: (ingest, query) = try Installed.freePorts()
        }
    }

    /// Two ports of the loopback that were free a moment ago.
    private static func freePorts() throws -> (String, String) {
        let context = try Context()
        defer { _ = try? context.terminate(within: .seconds(5)) }
        let one = try Socket<Router>(context, label: "one")
        let other = try Socket<Router>(context, label: "other")
        return (try one.bind("tcp://127.0.0.1:*"), try other.bind("tcp://127.0.0.1:*"))
    }

    private func end() {
        for running in Array(workers.values) + others {
            running.signal(SIGKILL)
            running.end()
            keeper.ended(running.id)
        }
        keeper.end()
    }

    private func run(
        _ program: URL, _ arguments: [String], adding more: [String: String] = [:]
    ) throws -> Running {
        var environment = [
            "GROUNDBREAK_INGEST": ingest, "GROUNDBREAK_QUERY": query, "LANG": "C.UTF-8",
            "PATH": "/usr/bin:/bin", "HOME": folder,
        ].merging(more) { $1 }
        // What scripts/sanitize tells the tests holds for the processes that they start.
        for name in ["TSAN_OPTIONS", "ASAN_OPTIONS", "LSAN_OPTIONS"] {
            environment[name] = ProcessInfo.processInfo.environment[name]
        }
        let running = try Running(program, arguments, environment: environment)
        keeper.began(running.id)
        return running
    }
}

extension Installed {
    /// Begins a worker, which may not come to be ready; `--data` is a folder inside this one.
    func begin(
        _ worker: String, data: String = "data", flags: [String] = [],
        environment: [String: String] = [:]
    ) throws -> Running {
        var words = [worker, "--data", "\(folder)/\(data)"]
        words += ["--ingest-endpoint", ingest]
        words += ["--query-endpoint", query]
        let running = try run(Checkout.program, words + flags, adding: environment)
        workers[worker] = running
        return running
    }

    /// Launches a worker and waits until it is ready.
    @discardableResult
    func launch(
        _ worker: String, data: String = "data", flags: [String] = [],
        environment: [String: String] = [:]
    ) throws -> Running {
        let running = try begin(worker, data: data, flags: flags, environment: environment)
        try running.waitUntilReady()
        if worker != "rollup" {
            let hello = try ask(
                worker == "query" ? query : ingest, "sys.v1/Hello", HelloRequest(),
                as: HelloReply.self)
            #expect(hello.service == (worker == "query" ? "query" : "ingest"))
        }
        return running
    }

    /// ingest in a folder of its own; rollup and query share another.
    func launchThree() throws {
        try launch("ingest", data: "journal")
        try launch("rollup", data: "ledger")
        try launch("query", data: "ledger")
    }

    /// Sends a worker a signal and waits for its end.
    @discardableResult
    func stop(_ worker: String, with signal: Int32 = SIGTERM) throws -> Ended {
        let found = workers.removeValue(forKey: worker)
        let running = try #require(found)
        running.signal(signal)
        let ended = running.end()
        keeper.ended(running.id)
        return Ended(status: ended.status, output: ended.output, error: ended.error)
    }

    /// Launches a command and does not wait.
    func launchCommand(_ arguments: String...) throws -> Running { try launchCommand(arguments) }

    func launchCommand(_ arguments: [String]) throws -> Running {
        let running = try run(Checkout.program, arguments)
        others.append(running)
        return running
    }

    /// Runs a command to its end.
    @discardableResult func command(_ arguments: String...) throws -> Ended {
        try command(arguments)
    }

    @discardableResult func command(_ arguments: [String]) throws -> Ended {
        try foreign(Checkout.program, arguments)
    }

    /// Runs another program to its end.
    func foreign(_ program: URL, _ arguments: [String]) throws -> Ended {
        let running = try run(program, arguments)
        let ended = running.end()
        keeper.ended(running.id)
        return Ended(status: ended.status, output: ended.output, error: ended.error)
    }

    /// Something is about to be mounted on a folder inside this one.
    func mounts(_ path: String) { keeper.mounts(path) }

    /// Writes a file into the folder.
    func write(_ name: String, _ bytes: some Sequence<UInt8>) throws -> String {
        let path = "\(folder)/\(name)"
        try Data(bytes).write(to: URL(filePath: path))
        return path
    }
}
