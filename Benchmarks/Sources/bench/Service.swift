// SPDX-License-Identifier: Apache-2.0
//
// Our own workers as processes of their own, from the program built beside this one.

import Foundation
import Wire
import ZeroMQ

/// A running process that is stopped when it goes out of use.
final class Service {
    private let child: Child
    let folder: DataPlace
    let ingest: String
    let query: String
    var id: Int32 { child.id }

    /// Launches workers over a folder; they serve once a question is answered.
    ///
    /// - Parameter follows: the service whose ingest a rollup or a front follows.
    init(_ workers: [String], folder: DataPlace, follows: Service? = nil) throws {
        self.folder = folder
        ingest = follows?.ingest ?? "tcp://127.0.0.1:\(Int.random(in: 20_000..<30_000))"
        query = "tcp://127.0.0.1:\(Int.random(in: 30_000..<32_000))"
        var words = workers
        words += ["--data", folder.path, "--ingest-endpoint", ingest, "--query-endpoint", query]
        if follows == nil { words += ["--principal", "bench"] }
        child = try Child(Service.program("groundbreak"), words)
    }

    /// A program that was built beside this one.
    static func program(_ name: String) -> String {
        URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
            .appending(path: name).path
    }

    func stop() { child.stop() }

    deinit { stop() }
}

/// A folder of a journal and a ledger database: one of this run, or one that was there before.
enum DataPlace {
    case scratch(Scratch)
    case kept(String)

    var path: String {
        switch self {
        case .scratch(let scratch): scratch.path
        case .kept(let path): path
        }
    }

    var journal: String { path + "/journal.sqlite" }
    var ledger: String { path + "/ledger.sqlite" }

    static func new() throws -> DataPlace { .scratch(try Scratch()) }
}

extension Service {
    /// Waits until the figures know a position.
    ///
    /// - Returns: the answer to `Progress` that does.
    @discardableResult func waitUntilVisible(
        _ position: Int64, context: Context
    ) throws -> ProgressReply {
        let front = try Peer(query, context: context)
        var question = ProgressRequest()
        question.atLeastPosition = position
        let body = WireCodec.encode(question, as: .protobuf)
        while true {
            let reply = try front.ask(Requests.message("query.v1/Progress", [body]))
            let envelope = try Envelope(frames: reply.frames)
            if envelope.header.status == .deadlineExceeded { continue }
            try Requests.check(reply)
            return try envelope.body(ProgressReply.self)
        }
    }
}
