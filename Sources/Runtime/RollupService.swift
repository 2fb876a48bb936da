// SPDX-License-Identifier: Apache-2.0
//
// The rollup worker alive: one thread asks ingest for entries, folds them and asks again, while another
// keeps what was folded before.
//
// It speaks to ingest by messages only, in one process or over the network alike. While it folds it
// does not poll; nobody waits for it but the next entries.

import Foundation
import Journal
public import Logging
import SQLiteJournal
import Workers
public import ZeroMQ

/// A running rollup worker.
public final class RollupService: Sendable {
    private let inbox: Inbox<Void>
    private let thread: WorkerThread

    /// Opens the ledger database and connects to ingest.
    public init(
        folder: DataFolder, ingestEndpoint: String, context: Context, log: Logger,
        onExit: @escaping @Sendable (String) -> Void
    ) throws {
        let inbox = try Inbox<Void>()
        self.inbox = inbox
        let opened = Handover<Void>()
        thread = WorkerThread("rollup", isDeferring: true) {
            RollupService.run(
                folder: folder, ingestEndpoint: ingestEndpoint, context: context, inbox: inbox,
                opened: opened, log: log, onExit: onExit)
        }
        try opened.take()
    }

    /// Stops after the batch in hand; returns once the thread has ended.
    public func stop() {
        inbox.put(())
        thread.join()
    }
}

extension RollupService {
    private static func run(
        folder: DataFolder, ingestEndpoint: String, context: Context, inbox: Inbox<Void>,
        opened: Handover<Void>, log: Logger, onExit: (String) -> Void
    ) {
        do {
            let database = OverlappedLedger(try SQLiteLedger(path: folder.ledgerPath))
            var folder = try Folder(database: database)
            let socket = try Socket<Dealer>(context, label: "rollup") {
                $0.reconnectMilliseconds = 20...500
                $0.lingerMilliseconds = 0
            }
            try socket.connect(ingestEndpoint)
            log.info("rollup follows", metadata: ["cursor": "\(folder.cursor.position)"])
            opened.give(())
            try loop(&folder, socket: socket, inbox: inbox, log: log, onExit: onExit)
        } catch let error as JournalError {
            opened.fail(LaunchFailure("the ledger database can't be opened: \(error)"))
            onExit("rollup: \(error)")
        } catch let error as ZeroMQError {
            opened.fail(LaunchFailure("rollup can't connect: \(error.description)"))
            if error.code != .terminated { onExit("rollup: \(error.description)") }
        } catch {
            onExit("rollup: \(error)")
        }
    }

    private static func loop(
        _ folder: inout Folder<OverlappedLedger<SQLiteLedger>>, socket: borrowing Socket<Dealer>,
        inbox: Inbox<Void>, log: Logger, onExit: (String) -> Void
    ) throws {
        var machine = RollupMachine(
            cursor: folder.cursor.position, runID: .random(in: .min ... .max))
        let clock = Clock()
        var poller = Poller()
        let replies = poller.add(socket)
        _ = poller.add(inbox.mailbox)
        while inbox.takeAll().isEmpty {
            var inputs: [RollupInput] = [.tick]
            if poller[replies].contains(.readable), let message = try socket.nextWhole() {
                inputs.append(.received(message.frames))
            } else if let failed = attempt(
                &folder, { (it) throws(JournalError) in try it.settle() })
            {
                // With nothing to fold there is time to hear what became of the last batch.
                inputs.insert(failed, at: 0)
            }
            while !inputs.isEmpty {
                let input = inputs.removeFirst()
                for output in machine.step(input, at: clock.now) {
                    switch output {
                    case .send(let frames):
                        let outcome = try socket.sendWhole(Message(frames: frames))
                        if outcome != .sent { inputs.append(.notSent) }
                    case .fold(let entries, let epoch):
                        var stuck: Stuck?
                        let failed = attempt(&folder) { (it) throws(JournalError) in
                            stuck = try it.fold(entries, epoch: epoch)
                        }
                        inputs.append(failed ?? .folded(folder.cursor.position, stuck))
                    case .head: break
                    case .notice(let text): log.warning("\(text)")
                    case .exit(let reason): return onExit(reason)
                    }
                }
            }
            try poller.wait(upTo: .milliseconds(50))
        }
    }

    /// - Returns: the failure, if it is one.
    private static func attempt<Database: LedgerDatabase>(
        _ folder: inout Folder<Database>,
        _ body: (inout Folder<Database>) throws(JournalError) -> Void
    ) -> RollupInput? {
        do throws(JournalError) {
            try body(&folder)
            return nil
        } catch {
            return .foldFailed(error, folder.cursor.position)
        }
    }
}
