// SPDX-License-Identifier: Apache-2.0
//
// zmq_poll, until a deadline instead of for a time-out.
//
// Law: a signal does not end a wait, nor does it prolong one. The engine's own descriptor
// (ZMQ_FD) is never waited for: it is edge-triggered and loses wake-ups.

import CZeroMQ

/// Waits until an item is ready or the deadline has passed; how many are ready.
func poll(
    _ items: UnsafeMutableBufferPointer<zmq_pollitem_t>, until deadline: Deadline,
    _ operation: @autoclosure () -> String
) throws(ZeroMQError) -> Int {
    while true {
        let count = try check(operation()) {
            unsafe zmq_poll(
                items.baseAddress, Int32(items.count), deadline.remainingMilliseconds)
        }
        // A time-out longer than a day comes back early.
        if count > 0 || deadline.hasPassed { return Int(count) }
    }
}

/// Waits for a single item; whether it became ready.
func poll(
    _ item: zmq_pollitem_t, until deadline: Deadline, _ operation: @autoclosure () -> String
) throws(ZeroMQError) -> Bool {
    var item = unsafe item
    while true {
        let count = try check(operation()) {
            unsafe zmq_poll(&item, 1, deadline.remainingMilliseconds)
        }
        if count > 0 { return true }
        if deadline.hasPassed { return false }
    }
}
