// SPDX-License-Identifier: Apache-2.0
//
// The system's calls on files, as the outbox needs them: written whole and synced, or not there.
//
// Law: a file gets its name once its bytes are on disk, and the name is on disk before `publish`
// returns. An interrupted call is repeated. fsync is never repeated after it failed: the system may
// have dropped the bytes meanwhile.

import Glibc

enum Disk {
    /// The one gate: repeats what was interrupted, throws what was declined.
    @discardableResult
    static func check(
        _ operation: String, _ path: String, _ body: () -> Int
    ) throws(OutboxError) -> Int {
        while true {
            let result = body()
            if result >= 0 { return result }
            let code = errno
            if code != EINTR { throw OutboxError(operation, path, errno: code) }
        }
    }

    static func open(_ path: String, _ flags: Int32) throws(OutboxError) -> Int32 {
        Int32(try check("open", path) { Int(unsafe Glibc.open(path, flags | O_CLOEXEC, 0o600)) })
    }

    /// Makes a folder with mode 0700, and those above it; one that is there stays as it is.
    static func makeFolder(_ path: String) throws(OutboxError) {
        if unsafe mkdir(path, 0o700) == 0 { return try sync(folder: parent(of: path)) }
        switch errno {
        case EEXIST: return
        case ENOENT where parent(of: path) != path:
            try makeFolder(parent(of: path))
            try check("mkdir", path) { Int(unsafe mkdir(path, 0o700)) }
            try sync(folder: parent(of: path))
        case let code: throw OutboxError("mkdir", path, errno: code)
        }
    }

    private static func parent(of path: String) -> String {
        let parts = path.split(separator: "/").dropLast()
        return (path.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
            + (parts.isEmpty && !path.hasPrefix("/") ? "." : "")
    }

    static func sync(folder: String) throws(OutboxError) {
        let descriptor = try open(folder, O_RDONLY | O_DIRECTORY)
        defer { close(descriptor) }
        try check("fsync", folder) { Int(fsync(descriptor)) }
    }

    /// Writes a file under another name, syncs it, and gives it its own.
    static func publish(_ bytes: [UInt8], as name: String, in folder: String) throws(OutboxError) {
        let draft = folder + "/.writing"
        let descriptor = try open(draft, O_WRONLY | O_CREAT | O_TRUNC)
        defer { close(descriptor) }
        var done = 0
        while done < bytes.count {
            done += try check("write", draft) {
                unsafe bytes.withUnsafeBytes { whole in
                    let rest = unsafe UnsafeRawBufferPointer(rebasing: whole[done...])
                    return unsafe write(descriptor, rest.baseAddress, rest.count)
                }
            }
        }
        try check("fsync", draft) { Int(fsync(descriptor)) }
        try move(draft, to: folder + "/" + name)
        do throws(OutboxError) {
            try sync(folder: folder)
        } catch {
            // Whoever is told that it isn't kept must not find it delivered.
            try? remove(folder + "/" + name)
            throw error
        }
    }

    static func move(_ path: String, to other: String) throws(OutboxError) {
        try check("rename", path) { Int(unsafe rename(path, other)) }
    }

    static func remove(_ path: String) throws(OutboxError) {
        try check("unlink", path) { Int(unsafe unlink(path)) }
    }

    static func read(_ path: String, atMost limit: Int) throws(OutboxError) -> [UInt8] {
        let descriptor = try open(path, O_RDONLY)
        defer { close(descriptor) }
        var status = stat()
        try check("fstat", path) { Int(unsafe fstat(descriptor, &status)) }
        guard status.st_size <= limit else {
            throw OutboxError(.damaged, "read", path, "\(status.st_size) bytes are too many")
        }
        var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
        var done = 0
        while done < bytes.count {
            let count = try check("read", path) {
                unsafe bytes.withUnsafeMutableBytes { whole in
                    let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: whole[done...])
                    return unsafe Glibc.read(descriptor, rest.baseAddress, rest.count)
                }
            }
            if count == 0 { break }
            done += count
        }
        return Array(bytes[..<done])
    }

    /// The names in a folder, in the order of their bytes; none where there is no such folder.
    static func names(in folder: String) throws(OutboxError) -> [String] {
        guard let stream = unsafe opendir(folder) else {
            if errno == ENOENT { return [] }
            throw OutboxError("opendir", folder, errno: errno)
        }
        defer { unsafe _ = closedir(stream) }
        var names: [String] = []
        while true {
            errno = 0
            guard let entry = unsafe readdir(stream) else { break }
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) {
                unsafe $0.withMemoryRebound(to: CChar.self, capacity: 256) {
                    unsafe String(cString: $0)
                }
            }
            names.append(name)
        }
        if errno != 0 { throw OutboxError("readdir", folder, errno: errno) }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
}
