// SPDX-License-Identifier: Apache-2.0
//
// What is asked of the file system beside SQLite: the space left, what an earlier process wrote, the
// names of the files, and a lock that keeps a second process from writing the same file.
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

    /// Makes durable what an earlier process wrote into a file, if it is there.
    ///
    /// A process that died between a write and its sync leaves bytes that are read again and may
    /// still be lost to a power cut. After a failed sync the system may even hold them for written,
    /// so that no later sync writes them: hence each byte is written again, as it is.
    static func settle(_ path: String) throws(JournalError) {
        let file = unsafe open(path, O_RDWR | O_CLOEXEC)
        if file < 0, errno == ENOENT { return }
        defer { close(file) }
        try check(file, path)
        var bytes = [UInt8](repeating: 0, count: 1 << 20)
        var offset = off_t(0)
        while true {
            let count = try check(unsafe pread(file, &bytes, bytes.count, offset), path)
            if count == 0 { break }
            offset += off_t(try check(unsafe pwrite(file, bytes, count, offset), path))
        }
        try check(fsync(file), path)
    }

    /// Makes durable the names of the files beside a path. SQLite does too, but ignores the outcome.
    static func syncFolder(of path: String) throws(JournalError) {
        let end = path.lastIndex(of: "/")
        let folder = end.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        let file = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        defer { close(file) }
        try check(file, folder)
        try check(fsync(file), folder)
    }

    @discardableResult
    private static func check<Number: SignedInteger>(
        _ result: Number, _ path: String
    ) throws(JournalError) -> Number {
        guard result < 0 else { return result }
        let code = errno
        throw JournalError(
            code == ENOSPC ? .full : .failed, during: .open, code: Int(code),
            text: "\(path): \(unsafe String(cString: strerror(code)))")
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
