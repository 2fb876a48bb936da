// SPDX-License-Identifier: Apache-2.0
//
// Waiting for several sockets, mailboxes and descriptors at once: the loop of a thread that owns
// sockets is wait, look at each ticket, handle, wait again.
//
// Law: readiness is a level, not an edge: what was not handled is reported again. Mailboxes are
// drained by the wait that reports them, so look at the queue behind one after the wait. A wait
// allocates nothing. A socket that was closed but not removed is a typed error.
//
// The tickets of one poller mean nothing to another.

import CZeroMQ

/// A set of things to wait for. It belongs to the thread of its sockets.
@safe
public struct Poller: ~Copyable {
    /// The place of one thing in its poller.
    public struct Ticket: Hashable, Sendable {
        fileprivate let index: Int
    }

    /// What to wait for, and what was found.
    public struct Events: OptionSet, Sendable, Hashable {
        public let rawValue: Int16

        public init(rawValue: Int16) {
            self.rawValue = rawValue
        }

        /// There is something to receive or to read.
        public static let readable = Events(rawValue: Int16(ZMQ_POLLIN))
        /// There is room to send or to write.
        public static let writable = Events(rawValue: Int16(ZMQ_POLLOUT))
        /// A plain descriptor is in error or hung up; found without being asked for.
        public static let failed = Events(rawValue: Int16(ZMQ_POLLERR))
    }

    private enum Source {
        case socket(SocketCore)
        case mailbox(Mailbox)
        case descriptor
        case vacant
    }

    private var items: [zmq_pollitem_t] = unsafe []
    private var sources: [Source] = []

    /// A poller without anything to wait for.
    public init() {}

    /// Adds a socket.
    public mutating func add<R: Role>(
        _ socket: borrowing Socket<R>, for events: Events = .readable
    ) -> Ticket {
        insert(.socket(socket.core), descriptor: -1, events)
    }

    /// Adds a mailbox, which is readable when it was rung.
    public mutating func add(_ mailbox: Mailbox) -> Ticket {
        insert(.mailbox(mailbox), descriptor: mailbox.descriptor, .readable)
    }

    /// Adds a descriptor, which stays the caller's and must be removed before it is closed.
    public mutating func add(
        fileDescriptor: Int32, for events: Events = .readable
    ) -> Ticket {
        insert(.descriptor, descriptor: fileDescriptor, events)
    }

    /// Removes what the ticket stands for. The ticket's place may be given to another.
    public mutating func remove(_ ticket: Ticket) {
        sources[ticket.index] = .vacant
        unsafe items[ticket.index] = unsafe zmq_pollitem_t(
            socket: nil, fd: -1, events: 0, revents: 0)
    }

    /// Changes what to wait for. Nothing at all is lawful: the place rests.
    public mutating func change(_ ticket: Ticket, to events: Events) {
        unsafe items[ticket.index].events = events.rawValue
    }

    /// What the last wait found at the ticket's place.
    public subscript(ticket: Ticket) -> Events {
        unsafe Events(rawValue: items[ticket.index].revents)
    }

    /// Waits until something is ready, or the limit has passed, for ever if it is nil; how many
    /// are ready. Signals do not end it.
    ///
    /// Throws `terminated` when the context of a socket was shut down, `closed` if a socket was.
    @discardableResult
    public mutating func wait(upTo limit: Duration? = nil) throws(ZeroMQError) -> Int {
        try aim()
        let deadline = Deadline(after: limit)
        let count = try unsafe items.withUnsafeMutableBufferPointer {
            items throws(ZeroMQError) in
            unsafe try poll(items, until: deadline, "poll")
        }
        if count > 0 { drainMailboxes() }
        return count
    }

    private mutating func insert(
        _ source: Source, descriptor: Int32, _ events: Events
    ) -> Ticket {
        let item = unsafe zmq_pollitem_t(
            socket: nil, fd: descriptor, events: events.rawValue, revents: 0)
        let vacancy = sources.firstIndex { if case .vacant = $0 { true } else { false } }
        if let vacancy {
            sources[vacancy] = source
            unsafe items[vacancy] = unsafe item
            return Ticket(index: vacancy)
        }
        sources.append(source)
        unsafe items.append(item)
        return Ticket(index: sources.count - 1)
    }

    /// Takes the sockets' addresses anew: a closed one has none.
    private mutating func aim() throws(ZeroMQError) {
        for index in sources.indices {
            guard case .socket(let core) = sources[index] else { continue }
            guard let pointer = unsafe core.pointer else {
                throw ZeroMQError(code: .closed, operation: "poll \(core.label)")
            }
            unsafe items[index].socket = unsafe pointer
        }
    }

    private func drainMailboxes() {
        for index in sources.indices where unsafe items[index].revents != 0 {
            if case .mailbox(let mailbox) = sources[index] { mailbox.drain() }
        }
    }
}
