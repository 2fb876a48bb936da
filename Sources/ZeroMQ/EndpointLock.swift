// SPDX-License-Identifier: Apache-2.0
//
// The right to bind one `ipc` path. The engine unlinks whatever it finds at the path before it
// binds, so a second server would silently steal the first one's clients (libzmq issue 2059).
//
// Law: whoever binds a path holds an flock on `<path>.lock`, which ends with the process whatever
// becomes of it; the file itself stays, since unlinking it would let two hold it. The lock outlives
// the socket file: the engine unlinks that on its own thread after zmq_close has returned, and
// would else unlink a successor's. Left to the caller: a private directory of mode 0700.

import CZeroMQ
import Glibc

final class EndpointLock {
    /// How long a release waits for the engine's thread. Beyond it the lock stays with the process.
    private static let unbindMillisecondsMax = 1_000

    private let descriptor: Int32
    private let socketPath: String
    private var boundInode: ino_t?
    private var isStuck = false

    /// Takes the lock, or throws `addressInUse` at once if another socket or process has it.
    init(_ lockPath: String, _ operation: String) throws(ZeroMQError) {
        socketPath = String(lockPath.dropLast(".lock".count))
        descriptor = try check("\(operation): open \(lockPath)") {
            unsafe czmq_open_lock(lockPath)
        }
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
        if !isStuck { Glibc.close(descriptor) }
    }

    /// Remembers which file is ours.
    func noteBound() {
        boundInode = inode()
    }

    /// Waits until our socket file is gone, mostly less than a millisecond; the lock then ends with
    /// this object.
    func releaseOnceUnbound() {
        guard let boundInode else { return }
        for _ in 0..<Self.unbindMillisecondsMax {
            if inode() != boundInode { return }
            _ = Glibc.poll(nil, 0, 1)
        }
        isStuck = true
    }

    private func inode() -> ino_t? {
        var status = stat()
        return unsafe lstat(socketPath, &status) == 0 ? status.st_ino : nil
    }
}
