// SPDX-License-Identifier: Apache-2.0
//
// The right to do one thing in an outbox's folder, among processes and among threads: an flock on a
// file of its own, let go by the kernel however the process ends. The file stays, since unlinking it
// would let two hold it; that it is there means nothing.

import Glibc

/// A lock that is held.
final class FolderLock {
    private let descriptor: Int32

    /// Waits for the lock. For what takes no longer than one write.
    init(_ path: String) throws(OutboxError) {
        let descriptor = try Disk.open(path, O_RDWR | O_CREAT)
        self.descriptor = descriptor
        try Disk.check("flock", path) { Int(flock(descriptor, LOCK_EX)) }
    }

    /// Takes the lock at once; nil where another has it.
    init?(ifFree path: String) throws(OutboxError) {
        let descriptor = try Disk.open(path, O_RDWR | O_CREAT)
        self.descriptor = descriptor
        guard flock(descriptor, LOCK_EX | LOCK_NB) != 0 else { return }
        let code = errno
        if code == EWOULDBLOCK || code == EINTR { return nil }
        throw OutboxError("flock", path, errno: code)
    }

    deinit {
        // Unlocked by name: a child between its fork and its exec still has the descriptor.
        flock(descriptor, LOCK_UN)
        close(descriptor)
    }
}
