// SPDX-License-Identifier: Apache-2.0
//
// The ingest worker alive: one thread polls the socket and steps the machine, one judges, one owns the journal
// and commits.
//
// Law: the socket is received from at once, always; the machine bounds what waits. The journal is
// opened, verified at its end and folded on the desk's thread, before the first bind, and closed before
// `stop` returns. After a commit whose outcome is not known no entry is read either.

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
    fileprivate let requests = WorkQueue<IngestService.DeskJob>()
    fileprivate let commits = WorkQueue<IngestService.JournalJob>()
    fileprivate let opened = Handover<IngestService.OpenJournal>()
    /// One for all threads, since a deadline that one reads is held against it by another.
    fileprivate let clock = Clock()
    fileprivate let thread: WorkerThread

    /// Opens the journal, and begins to read it.
    public init(_ settings: IngestSettings) throws {
        for endpoint in settings.endpoints { try Endpoints.checkBind(endpoint) }
        let inbox = try Inbox<IngestService.Event>()
        let (requests, commits, opened, clock) = (requests, commits, opened, clock)
        let locked = Handover<Void>()
        thread = WorkerThread("desk") {
            IngestService.runDesk(
                settings, clock: clock, requests: requests, commits: commits, locked: locked,
                opened: opened
            ) { inbox.put(.input($0)) }
        }
        (self.settings, self.inbox) = (settings, inbox)
        try locked.take()
    }

    /// Ends the desk's thread once it has read.
    func stop() { requests.putUrgent(.stop) }
}

/// A running ingest worker.
public final class IngestService: Sendable {
    private let inbox: Inbox<Event>
    private let poller: WorkerThread
    private let desk: WorkerThread
    private let journal: WorkerThread

    fileprivate enum Event: Sendable {
        case input(IngestInput)
        case stop
    }

    fileprivate enum DeskJob: Sendable {
        case judge(DeskRequest)
        case done(JournalError?)
        case stop
    }

    fileprivate enum JournalJob: Sendable {
        case commit(Commit)
        case read(IngestMachine.ReadTicket, after: Position, max: Int, maxBytes: Int)
        case stop
    }

    /// What the desk's thread found at launch.
    fileprivate struct OpenJournal: Sendable {
        var store: SQLiteJournal
        var head: Head
        var flaw: Flaw?
    }

    /// Waits until the journal is read, and binds; returns once it serves.
    ///
    /// - Parameter onExit: called when the worker has to stop by itself, with the reason.
    public init(
        _ launch: JournalLaunch, context: Context, log: Logger,
        onExit: @escaping @Sendable (String) -> Void
    ) throws {
        let (settings, inbox, clock) = (launch.settings, launch.inbox, launch.clock)
        let (requests, commits) = (launch.requests, launch.commits)
        let bound = Handover<Void>()
        desk = launch.thread
        let opened = try launch.opened.take()
        let (epoch, head, flaw) = (opened.store.epoch, opened.head, opened.flaw)
        log.info(
            "journal open", metadata: ["epoch": "\(epoch)", "head": "\(head.position)"])
        if let flaw {
            log.error("position \(flaw.position): \(flaw.reason); no fact is taken behind it")
        }
        // The thread has it to itself, or the file would be open for as long as the thread is.
        let store = Handover<SQLiteJournal>()
        store.give(opened.store)
        journal = WorkerThread("journal") {
            guard let store = try? store.take() else { return }
            IngestService.runJournal(store, commits: commits, requests: requests) {
                inbox.put(.input($0))
            }
        }
        poller = WorkerThread("ingest") {
            let machine = IngestMachine(
                epoch: epoch, head: head, principal: settings.principal,
                version: settings.version, limits: settings.limits, flaw: flaw)
            IngestService.poll(
                settings, context: context, inbox: inbox, clock: clock, requests: requests,
                commits: commits, machine: machine, bound: bound, log: log, onExit: onExit)
        }
        self.inbox = inbox
        do {
            try bound.take()
        } catch {
            requests.putUrgent(.stop)
            throw error
        }
    }

    /// Finishes what is in flight and stops; returns once its threads have ended.
    public func stop() {
        inbox.put(.stop)
        poller.join()
        desk.join()
        journal.join()
    }
}

extension IngestService {
    fileprivate static func runDesk(
        _ settings: IngestSettings, clock: Clock, requests: WorkQueue<DeskJob>,
        commits: WorkQueue<JournalJob>, locked: Handover<Void>, opened: Handover<OpenJournal>,
        tell: (IngestInput) -> Void
    ) {
        // A commit that is on its way is done.
        defer { commits.put(.stop) }
        do throws(JournalError) {
            let store = try SQLiteJournal(path: settings.folder.journalPath, epoch: .random())
            locked.give(())
            var desk = CommitDesk(
                try Committer(store: store), commitFactsMax: settings.limits.commitFactsMax)
            opened.give(OpenJournal(store: store, head: desk.head, flaw: desk.flaw))
            while true {
                let next: CommitDesk<SQLiteJournal>.Step?
                switch desk.hasRoom ? requests.take() : requests.takeUrgent() {
                case .stop: return
                case .judge(let request): next = desk.judge(request, at: clock.now)
                case .done(let failure): next = desk.done(failure)
                }
                switch next {
                case .commit(let commit): commits.put(.commit(commit))
                case .tell(let input): tell(input)
                case nil: break
                }
            }
        } catch {
            let failure = LaunchFailure("the journal can't be opened: \(error)")
            locked.fail(failure)
            opened.fail(failure)
        }
    }

    fileprivate static func runJournal(
        _ store: SQLiteJournal, commits: WorkQueue<JournalJob>, requests: WorkQueue<DeskJob>,
        tell: (IngestInput) -> Void
    ) {
        var failure: JournalError?
        while true {
            switch commits.take() {
            case .stop: return
            case .commit(let commit):
                do throws(JournalError) {
                    try store.append(commit.entries)
                    tell(.committed(commit.requests, head: store.head))
                    requests.putUrgent(.done(nil))
                } catch {
                    if !error.isOutcomeKnown { failure = error }
                    requests.putUrgent(.done(error))
                }
            case .read(let ticket, let after, let max, let maxBytes):
                do throws(JournalError) {
                    if let failure { throw failure }
                    let entries = try store.read(after: after, max: max, maxBytes: maxBytes)
                    tell(.entries(ticket, entries))
                } catch {
                    tell(.readFailed(ticket, error))
                }
            }
        }
    }

    private static func poll(
        _ settings: IngestSettings, context: Context, inbox: Inbox<Event>, clock: Clock,
        requests: WorkQueue<DeskJob>, commits: WorkQueue<JournalJob>, machine: IngestMachine,
        bound: Handover<Void>, log: Logger, onExit: (String) -> Void
    ) {
        // When all is done nothing waits; else it is for nobody.
        defer { requests.putUrgent(.stop) }
        var machine = machine
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
            let readiness = poller.add(socket)
            _ = poller.add(inbox.mailbox)
            var isStopping = false
            while !(isStopping && machine.isIdle) {
                try poller.wait(upTo: .milliseconds(100))
                var next = IngestInput.tick
                var taken = 0
                while true {
                    // What was committed comes first: its senders wait.
                    var inputs: [IngestInput] = []
                    for event in inbox.takeAll() {
                        switch event {
                        case .input(let input): inputs.append(input)
                        case .stop: isStopping = true
                        }
                    }
                    for input in inputs + [next] {
                        for output in machine.step(input, at: clock.now) {
                            switch output {
                            case .send(let frames): try send(frames, socket: socket, log: log)
                            case .acknowledge(let reply):
                                try send(reply.frames, socket: socket, log: log)
                            case .judge(let request): requests.put(.judge(request))
                            case .read(let ticket, let after, let max, let maxBytes):
                                commits.put(
                                    .read(ticket, after: after, max: max, maxBytes: maxBytes))
                            case .notice(let text): log.warning("\(text)")
                            case .exit(let reason): return onExit(reason)
                            }
                        }
                    }
                    guard poller[readiness].contains(.readable), !isStopping, taken < 1_024,
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

    private static func send(
        _ frames: [[UInt8]], socket: borrowing Socket<Router>, log: Logger
    ) throws(ZeroMQError) {
        // A peer that is gone, or too slow to take its replies, asks again.
        if try socket.sendWhole(Message(frames: frames)) != .sent {
            log.debug("a reply was dropped")
        }
    }
}
