// SPDX-License-Identifier: Apache-2.0
//
// The query front alive: one thread polls, reads the ledger database and answers.
//
// While questions wait for the rollup it looks again every few milliseconds.

import Foundation
import Journal
public import Logging
import SQLiteJournal
import Workers
public import ZeroMQ

/// A running query front.
public final class QueryService: Sendable {
    private let inbox: Inbox<Void>
    private let thread: WorkerThread

    /// Opens the ledger database read-only and binds; returns once it serves.
    ///
    /// - Parameter ingestEndpoint: where to ask for the journal's head; unset, answers leave it out.
    public init(
        folder: DataFolder, endpoints: [String], ingestEndpoint: String?, version: String,
        context: Context, log: Logger, onExit: @escaping @Sendable (String) -> Void
    ) throws {
        for endpoint in endpoints { try Endpoints.checkBind(endpoint) }
        guard FileManager.default.fileExists(atPath: folder.ledgerPath) else {
            throw LaunchFailure(
                "there is no ledger database in \(folder.path) yet; launch `groundbreak rollup` first"
            )
        }
        let inbox = try Inbox<Void>()
        self.inbox = inbox
        let bound = Handover<Void>()
        thread = WorkerThread("query") {
            do {
                let reader = try SQLiteLedgerReader(path: folder.ledgerPath)
                var front = try Front.open(
                    reader: reader, endpoints: endpoints, ingestEndpoint: ingestEndpoint,
                    version: version, context: context, log: log)
                bound.give(())
                try front.run(until: inbox)
            } catch let error as JournalError {
                bound.fail(LaunchFailure("the ledger database can't be read: \(error)"))
                onExit("query: \(error)")
            } catch let error as ZeroMQError {
                bound.fail(LaunchFailure("query can't listen: \(error.description)"))
                if error.code != .terminated { onExit("query: \(error.description)") }
            } catch {
                onExit("query: \(error)")
            }
        }
        try bound.take()
    }

    /// Stops answering; returns once the thread has ended.
    public func stop() {
        inbox.put(())
        thread.join()
    }
}

/// The sockets, the reader and the machine of a front; all of one thread.
private struct Front: ~Copyable {
    let reader: SQLiteLedgerReader
    let socket: Socket<Router>
    let ingest: Socket<Dealer>
    let log: Logger
    let clock = Clock()
    let memory = AnswerMemory()
    var machine: QueryMachine

    init(
        reader: SQLiteLedgerReader, socket: consuming Socket<Router>,
        ingest: consuming Socket<Dealer>, asksIngest: Bool, version: String, log: Logger
    ) {
        self.reader = reader
        self.socket = socket
        self.ingest = ingest
        self.log = log
        machine = QueryMachine(version: version, asksIngest: asksIngest)
    }

    static func open(
        reader: SQLiteLedgerReader, endpoints: [String], ingestEndpoint: String?, version: String,
        context: Context, log: Logger
    ) throws(ZeroMQError) -> Front {
        let socket = try Socket<Router>(context, label: "query") {
            $0.maxFrameBytes = 4 << 20
            // libzmq counts what is sent as still there until half of this is: an asker with so many
            // questions in flight as a bench has, 64, would lose replies at 64.
            $0.sendHighWater = 256
        }
        for endpoint in endpoints {
            let address = try socket.bind(endpoint)
            log.info("query listens", metadata: ["endpoint": "\(address)"])
        }
        let ingest = try Socket<Dealer>(context, label: "query to ingest") {
            // The head is to be known again within two seconds after ingest comes back.
            $0.reconnectMilliseconds = 20...500
            $0.lingerMilliseconds = 0
        }
        if let ingestEndpoint { try ingest.connect(ingestEndpoint) }
        return Front(
            reader: reader, socket: socket, ingest: ingest, asksIngest: ingestEndpoint != nil,
            version: version, log: log)
    }

    mutating func run(until inbox: Inbox<Void>) throws {
        var poller = Poller()
        let requests = poller.add(socket)
        let heads = poller.add(ingest)
        _ = poller.add(inbox.mailbox)
        while inbox.takeAll().isEmpty {
            var inputs: [QueryInput] = [.tick]
            if poller[heads].contains(.readable) {
                while let message = try ingest.nextWhole() {
                    inputs.append(.heard(message.frames))
                }
            }
            if poller[requests].contains(.readable) {
                while let message = try socket.nextWhole() {
                    inputs.append(.received(message.frames))
                    if inputs.count > 256 { break }
                }
            }
            for input in inputs { try take(input) }
            try poller.wait(upTo: .milliseconds(machine.hasWaiting ? 5 : 50))
        }
    }

    private mutating func take(_ input: QueryInput) throws(ZeroMQError) {
        for output in machine.step(input, at: clock.now) {
            switch output {
            case .send(let frames):
                if try socket.sendWhole(Message(frames: frames)) != .sent {
                    log.debug("a reply was dropped")
                }
            case .look(let job): try take(look(job))
            case .ask(let frames):
                if try ingest.sendWhole(Message(frames: frames)) != .sent { try take(.notAsked) }
            case .notice(let text): log.warning("\(text)")
            }
        }
    }

    private func look(_ job: QueryJob) -> QueryInput {
        do throws(JournalError) {
            return .looked(
                job,
                try reader.snapshot { (view) throws(JournalError) in
                    try job.run(on: view, memory: memory)
                })
        } catch {
            return .lookFailed(job, error)
        }
    }
}
