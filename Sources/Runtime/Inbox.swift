// SPDX-License-Identifier: Apache-2.0
//
// Hand-over between threads: a queue that rings a mailbox, and one that a thread waits at.
//
// Both are bounded by what their users put in: the machines have a bounded number of bytes to be judged, one
// commit, and a bounded number of reads in flight.

import Foundation
import Synchronization
import Workers
import ZeroMQ

/// Inputs for a thread that polls.
final class Inbox<Item: Sendable>: Sendable {
    let mailbox: Mailbox
    private let items = Mutex<[Item]>([])

    init() throws(ZeroMQError) { mailbox = try Mailbox() }

    func put(_ item: Item) {
        items.withLock { $0.append(item) }
        mailbox.signal()
    }

    func takeAll() -> [Item] {
        items.withLock { items in
            defer { items = [] }
            return items
        }
    }
}

/// Work for a thread that does nothing else. A semaphore hands over in a few microseconds.
final class WorkQueue<Item: Sendable>: Sendable {
    private struct Lanes: Sendable {
        var urgent = Fifo<Item>()
        var usual = Fifo<Item>()
    }

    private let lanes = Mutex(Lanes())
    /// Of both lanes, and of the urgent one.
    private let available = DispatchSemaphore(value: 0)
    private let urgent = DispatchSemaphore(value: 0)

    func put(_ item: Item) {
        lanes.withLock { $0.usual.append(item) }
        available.signal()
    }

    /// Before all that waits as usual.
    func putUrgent(_ item: Item) {
        lanes.withLock { $0.urgent.append(item) }
        urgent.signal()
        available.signal()
    }

    func take() -> Item {
        available.wait()
        let (item, isUrgent) = lanes.withLock { lanes in
            lanes.urgent.takeFirst().map { ($0, true) } ?? (lanes.usual.takeFirst()!, false)
        }
        if isUrgent { urgent.wait() }
        return item
    }

    /// Passes over what waits as usual.
    func takeUrgent() -> Item {
        urgent.wait()
        available.wait()
        return lanes.withLock { $0.urgent.takeFirst()! }
    }
}

/// A plain thread that can be waited for.
final class WorkerThread: Sendable {
    private let done = DispatchSemaphore(value: 0)

    /// - Parameter isDeferring: whether others go before it where there are fewer cores than threads.
    init(
        _ name: String, isDeferring: Bool = false, _ body: @escaping @Sendable () -> Void
    ) {
        let done = done
        let thread = Thread {
            // Linux counts niceness by thread; where it can't be set nothing is lost but time.
            if isDeferring { _ = setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, 10) }
            body()
            done.signal()
        }
        thread.name = name
        thread.stackSize = 4 << 20
        thread.start()
    }

    func join() {
        done.wait()
        done.signal()
    }
}
