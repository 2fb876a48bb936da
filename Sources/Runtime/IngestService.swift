// SPDX-License-Identifier: Apache-2.0
//
// The ingest worker alive: one thread polls the socket and steps the machine, another owns the
// journal and commits.
//
// Law: the socket is received from at once, always; the machine bounds what waits. The journal is
// opened, verified at its end and folded on its own thread, before the first bind.

import Foundation
import Journal
public import Logging
public import Pipeline
import SQLiteJournal
public import Workers
public import ZeroMQ

/// What an ingest worker is launched with.
public struct IngestSettings: Sendable {
    public var folder: DataFolder
    public var endpoints: [String]
    public var principal: Principal
    public var version: String
    public var limits = IngestLimits()

    public init(folder: DataFolder, endpoints: [String], principal: Principal, version: String) {
        self.folder = folder
        self.endpoints = endpoints
        self.principal = principal
        self.version = version
    }
}

/// A journal that no other process may open, while it is read: the first half of a launch.
public struct JournalLaunch: Sendable {
    fileprivate let settings: IngestSettings
    fileprivate let inbox: Inbox<IngestService.Event>
    fileprivate let jobs = WorkQueue<IngestService.Job>()
    fileprivate let opened = Handover<IngestService.OpenJournal>()
    fileprivate let thread: WorkerThread

    /// Opens the journal, and begins to read it.
    public init(_ settings: IngestSettings) throws {
        for endpoint in settings.endpoints { try Endpoints.checkBind(endpoint) }
        let inbox = try Inbox<IngestService.Event>()
        let (jobs, opened, locked) = (jobs, opened, Handover<Void>())
        thread = WorkerThread("journal") {
            IngestService.runJournal(settings, jobs: jobs, locked: locked, opened: opened) {
                inbox.put(.input($0))
            }
        }
        (self.settings, self.inbox) = (settings, inbox)
        try locked.take()
    }

    /// Ends the journal's thread once it has read.
    func stop() { jobs.put(.stop) }
}

/// A running ingest worker.
public final class IngestService: Sendable {
    private let inbox: Inbox<Event>
    private let poller: WorkerThread
    private let committer: WorkerThread

    fileprivate enum Event: Sendable {
        case input(IngestInput)
        case stop
    }

    /// What the journal's thread found at launch.
    fileprivate struct OpenJournal: Sendable {
        var epoch: Epoch
        var head: Head
        var flaw: Flaw?
    }

    fileprivate enum Job: Sendable {
        case commit([DraftRequest], at: Moment)
        case read(IngestMachine.ReadTicket, after: Position, max: Int, maxBytes: Int)
        case stop
    }

    /// Waits until the journal is read, and binds; returns once it serves.
    ///
    /// - Parameter onExit: called when the worker has to stop by itself, with the reason.
    public init(
        _ launch: JournalLaunch, context: Context, log: Logger,
        onExit: @escaping @Sendable (String) -> Void
    ) throws {
        let (settings, inbox, jobs) = (launch.settings, launch.inbox, launch.jobs)
        let bound = Handover<Void>()
        committer = launch.thread
        let journal = try launch.opened.take()
        log.info(
            "journal open",
            metadata: ["epoch": "\(journal.epoch)", "head": "\(journal.head.position)"])
        if let flaw = journal.flaw {
            log.error("position \(flaw.position): \(flaw.reason); no fact is taken behind it")
        }
        poller = WorkerThread("ingest") {
            let machine = IngestMachine(
                epoch: journal.epoch, head: journal.head, principal: settings.principal,
                version: settings.version, limits: settings.limits, flaw: journal.flaw)
            IngestService.poll(
                settings, context: context, inbox: inbox, jobs: jobs, machine: machine,
                bound: bound, log: log, onExit: onExit)
        }
        self.inbox = inbox
        do {
            try bound.take()
        } catch {
            jobs.put(.stop)
            throw error
        }
    }

    /// Finishes what is in flight and stops; returns once both threads have ended.
    public func stop() {
        inbox.put(.stop)
        poller.join()
        committer.join()
    }
}

extension IngestService {
    fileprivate static func runJournal(
        _ settings: IngestSettings, jobs: WorkQueue<Job>, locked: Handover<Void>,
        opened: Handover<OpenJournal>, report: (IngestInput) -> Void
    ) {
        do throws(JournalError) {
            let store = try SQLiteJournal(path: settings.folder.journalPath, epoch: .random())
            locked.give(())
            var committer = try Committer(store: store)
            opened.give(
                OpenJournal(epoch: store.epoch, head: committer.head, flaw: committer.flaw))
            while true {
                switch jobs.take() {
                case .stop: return
                case .commit(let batch, let wall):
                    do throws(JournalError) {
                        let outcomes = try committer.commit(batch, at: wall)
                        report(.committed(outcomes, head: committer.head))
                    } catch {
                        report(.commitFailed(error))
                    }
                case .read(let ticket, let after, let max, let maxBytes):
                    do throws(JournalError) {
                        let entries = try store.read(after: after, max: max, maxBytes: maxBytes)
                        report(.entries(ticket, entries))
                    } catch {
                        report(.readFailed(ticket, error))
                    }
                }
            }
        } catch {
            let failure = LaunchFailure("the journal can't be opened: \(error)")
            locked.fail(failure)
            opened.fail(failure)
        }
    }

    private static func poll(
        _ settings: IngestSettings, context: Context, inbox: Inbox<Event>, jobs: WorkQueue<Job>,
        machine: IngestMachine, bound: Handover<Void>, log: Logger,
        onExit: (String) -> Void
    ) {
        defer { jobs.put(.stop) }
        var machine = machine
        let clock = Clock()
        do throws(ZeroMQError) {
            let socket = try Socket<Router>(context, label: "ingest") {
                $0.maxFrameBytes = 4 << 20
                $0.sendHighWater = 64
            }
            for endpoint in settings.endpoints {
                let address = try socket.bind(endpoint)
                log.info("ingest listens", metadata: ["endpoint": "\(address)"])
            }
            bound.give(())
            var poller = Poller()
            let requests = poller.add(socket)
            _ = poller.add(inbox.mailbox)
            var isStopping = false
            while !(isStopping && machine.isIdle) {
                try poller.wait(upTo: .milliseconds(100))
                var next = IngestInput.tick
                var taken = 0
                while true {
                    // What the journal's thread has done comes first, or it stands idle while requests
                    // are read.
                    var inputs: [IngestInput] = []
                    for event in inbox.takeAll() {
                        switch event {
                        case .input(let input): inputs.append(input)
                        case .stop: isStopping = true
                        }
                    }
                    for input in inputs + [next] {
                        for output in machine.step(input, at: clock.now) {
                            if let reason = try act(output, socket: socket, jobs: jobs, log: log) {
                                return onExit(reason)
                            }
                        }
                    }
                    guard poller[requests].contains(.readable), !isStopping, taken < 1_024,
                        let message = try socket.nextWhole()
                    else { break }
                    next = .received(message.frames)
                    taken += 1
                }
            }
        } catch {
            bound.fail(LaunchFailure("ingest can't listen: \(error.description)"))
            if error.code != .terminated { onExit("ingest: \(error.description)") }
        }
    }

    private static func act(
        _ output: IngestOutput, socket: borrowing Socket<Router>, jobs: WorkQueue<Job>, log: Logger
    ) throws(ZeroMQError) -> String? {
        switch output {
        case .send(let frames): try send(frames, socket: socket, log: log)
        case .acknowledge(let reply): try send(reply.frames, socket: socket, log: log)
        case .commit(let batch, let wall): jobs.put(.commit(batch, at: wall))
        case .read(let ticket, let after, let max, let maxBytes):
            jobs.put(.read(ticket, after: after, max: max, maxBytes: maxBytes))
        case .notice(let text): log.warning("\(text)")
        case .exit(let reason): return reason
        }
        return nil
    }

    private static func send(
        _ frames: [[UInt8]], socket: borrowing Socket<Router>, log: Logger
    ) throws(ZeroMQError) {
        // A peer that is gone, or too slow to take its replies, asks again.
        if try socket.sendWhole(Message(frames: frames)) != .sent {
            log.debug("a reply was dropped")
        }
    }
}
