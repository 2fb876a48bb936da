// SPDX-License-Identifier: Apache-2.0
//
// The one gate from C: every call of the engine that can fail goes through here.
//
// Law: errno is read at once, before anything else may run; EINTR repeats the call; "would block"
// is nil; all else is thrown. The only call outside is zmq_close, which must not be repeated.

import CZeroMQ
import Glibc

/// Runs a call until it is not interrupted; its result, or nil if it would block.
func attempt(
    _ operation: @autoclosure () -> String, _ call: () -> Int32
) throws(ZeroMQError) -> Int32? {
    while true {
        let result = call()
        if result >= 0 { return result }
        let reason = zmq_errno()
        switch reason {
        case EINTR: continue
        case EAGAIN: return nil
        default: throw ZeroMQError(code: .init(rawValue: reason), operation: operation())
        }
    }
}

/// Runs a call that never lawfully would block; its result.
@discardableResult
func check(
    _ operation: @autoclosure () -> String, _ call: () -> Int32
) throws(ZeroMQError) -> Int32 {
    if let result = try attempt(operation(), call) { return result }
    throw ZeroMQError(code: .init(rawValue: EAGAIN), operation: operation())
}
