// SPDX-License-Identifier: Apache-2.0
//
// The two things asked of the file system beside SQLite: the space left, and a lock that keeps a
// second process from writing the same file.
//
// The lock is flock(2) on a file of its own beside the database, held for life and let go by the
// kernel however the process ends. The lock file stays; its presence means nothing.

import Journal

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

enum FileSystem {
    /// Bytes free for this user where the file stands; nil when the system doesn't say.
    static func freeBytes(beside path: String) -> Int64? {
        var status = statvfs()
        guard unsafe statvfs(path, &status) == 0 else { return nil }
        return Int64(clamping: UInt64(status.f_bavail) * UInt64(status.f_frsize))
    }
}

/// The right to write one file.
final class FileLock {
    private let descriptor: Int32

    /// Takes the lock at once, or throws `.busy` when another holds it.
    init(beside path: String) throws(JournalError) {
        descriptor = unsafe open(path + ".lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw JournalError(
                .failed, during: .open, code: Int(errno),
                text: "\(path).lock: \(unsafe String(cString: strerror(errno)))")
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let code = errno
            close(descriptor)
            throw JournalError(
                code == EWOULDBLOCK ? .busy : .failed, during: .open, code: Int(code),
                text: "another process writes \(path)")
        }
    }

    deinit { close(descriptor) }
}
