// SPDX-License-Identifier: Apache-2.0
//
// The disk that fails on demand: Shim/disk.c, compiled once and preloaded into a worker.
//
// Law: a fault that was meant to be hit was hit, and the shim itself says when; a case whose fault
// was never reached is no proof.

import Foundation
import Synchronization
import TestKit
import Testing

enum Shim {
    /// The folder of the library; its guard removes it when the tests end.
    private static let keeper = Mutex<Guard?>(nil)

    private static let library = Result {
        let folder = "/tmp/groundbreak-shim-\(UUID().uuidString.prefix(8))"
        try keeper.withLock { $0 = try Guard(folder: folder) }
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: false)
        let source = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Shim/disk.c")
        let words = ["-shared", "-fPIC", "-O1", "-Wall", "-Werror", "-o", "\(folder)/disk.so"]
        let compiler = try Running(
            URL(filePath: "/usr/bin/cc"), words + [source.path, "-ldl"],
            environment: ["PATH": "/usr/bin:/bin"])
        let ended = compiler.end()
        try #require(ended.status == 0, "\(ended.error)")
        return "\(folder)/disk.so"
    }

    /// What a worker's environment needs to have its files below a folder watched.
    static func environment(
        watching folder: String, _ settings: [String: String]
    ) throws -> [String: String] {
        [
            "LD_PRELOAD": try library.get(),
            "DISK_FOLDER": URL(filePath: folder).resolvingSymlinksInPath().path,
        ].merging(settings.map { ("DISK_\($0.key)", $0.value) }) { $1 }
    }
}

/// The moment at which a fault was hit, as the shim wrote it down.
struct Hit {
    let error: String
    let file: String
    let at: Date

    /// Nil when nothing was hit.
    init?(mark path: String) {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return nil }
        let words = text.split(whereSeparator: \.isWhitespace)
        guard words.count == 3, let microseconds = Double(words[2]) else { return nil }
        (error, file) = (String(words[0]), String(words[1]))
        at = Date(timeIntervalSince1970: microseconds / 1_000_000)
    }
}

/// A way to fail.
struct Manner: Sendable, CustomStringConvertible {
    let call: String
    let error: String
    let often: String

    static let all = [
        Manner(call: "sync", error: "EIO", often: "once"),
        Manner(call: "sync", error: "EIO", often: "ever"),
        Manner(call: "write", error: "EIO", often: "once"),
        Manner(call: "write", error: "EIO", often: "ever"),
        Manner(call: "write", error: "ENOSPC", often: "once"),
        Manner(call: "write", error: "ENOSPC", often: "ever"),
        Manner(call: "write", error: "exit", often: "once"),
        Manner(call: "sync", error: "exit", often: "once"),
    ]

    func fault(at number: Int) -> String { "\(call):\(number):\(error):\(often)" }
    var description: String { "\(call) \(error) \(often)" }

    /// The numbers of calls to fail: all of them, or a few that differ from manner to manner.
    func numbers() -> StrideTo<Int> {
        if Proof.isFull { return stride(from: 1, to: .max, by: 1) }
        let first = 1 + description.utf8.reduce(0) { ($0 * 31 + Int($1)) % 1_000 } % 5
        return stride(from: first, to: .max, by: call == "sync" ? 9 : 47)
    }
}
