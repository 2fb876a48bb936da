// SPDX-License-Identifier: Apache-2.0
//
// The right to bind one `ipc` path. The engine unlinks whatever it finds at the path before it
// binds, so a second server would silently steal the first one's clients (libzmq issue 2059).
//
// Law: whoever binds a path holds an flock on `<path>.lock`, which ends with the process whatever
// becomes of it. The file itself stays, since unlinking it would let two hold it; so does the
// socket's file, which libzmq 4.3.4 removes at the next bind and not at closing. Left to the
// caller: a private directory of mode 0700, and that all who bind there use this module.

import CZeroMQ
import Glibc

final class EndpointLock {
    private let descriptor: Int32

    /// Takes the lock, or throws `addressInUse` at once if another socket or process has it.
    init(_ path: String, _ operation: String) throws(ZeroMQError) {
        descriptor = try check("\(operation): open \(path)") { unsafe czmq_open_lock(path) }
        do throws(ZeroMQError) {
            if try attempt("\(operation): lock", { flock(descriptor, LOCK_EX | LOCK_NB) }) == nil {
                throw ZeroMQError(code: .addressInUse, operation: operation)
            }
        } catch {
            Glibc.close(descriptor)
            throw error
        }
    }

    deinit {
        // Unlocked by name: a child between its fork and its exec still has the descriptor.
        flock(descriptor, LOCK_UN)
        Glibc.close(descriptor)
    }
}
