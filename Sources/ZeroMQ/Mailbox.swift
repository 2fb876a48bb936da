// SPDX-License-Identifier: Apache-2.0
//
// A bell that any thread may ring to wake the one thread that owns the sockets.
//
// Law: a ring is never lost and rings add up to one: after `signal` the next wait returns at once.
// The waiter looks at its queue after it was woken, so whoever rings first puts and then rings.
// The queue itself is left to the caller; the mailbox carries no values.

import CZeroMQ
import Glibc

/// A wake-up call for a `Poller`, safe to ring from any thread.
public final class Mailbox: Sendable {
    let descriptor: Int32

    /// Opens a mailbox, empty. Throws `tooManySockets` if the process has no descriptor left.
    public init() throws(ZeroMQError) {
        descriptor = try check("open a mailbox") { czmq_eventfd_open() }
    }

    deinit {
        Glibc.close(descriptor)
    }

    /// Wakes the waiter, now or at its next wait. Never blocks.
    public func signal() {
        // It fails only if 2^64 - 2 rings are waiting, and then the waiter is woken anyway.
        while czmq_eventfd_add(descriptor) < 0 && zmq_errno() == EINTR {}
    }

    /// Takes all rings so far; whether there were any. A `Poller` does this by itself.
    @discardableResult
    public func drain() -> Bool {
        while true {
            if czmq_eventfd_take(descriptor) == 0 { return true }
            if zmq_errno() != EINTR { return false }
        }
    }

    /// Waits for a ring and takes it; false once the deadline has passed.
    func wait(until deadline: Deadline) throws(ZeroMQError) -> Bool {
        let item = unsafe zmq_pollitem_t(
            socket: nil, fd: descriptor, events: Int16(ZMQ_POLLIN), revents: 0)
        return unsafe try poll(item, until: deadline, "wait for a mailbox") && drain()
    }
}
