// SPDX-License-Identifier: Apache-2.0
//
// Row 5 of docs/RELIABILITY.md: the journal's disk is full, by another's file on a small file system
// of its own, and by the shim. Where nothing may be mounted the first is left out, which standard
// error says; the full proof fails then.
//
// Law: facts are answered NOT_JOURNALED, reads and Hello as ever; within five seconds of room being
// made the same process takes facts again; nothing acknowledged is lost. One that was killed is
// launched over the full disk, too.

import Foundation
import Pipeline
import TestKit
import Testing
import Wire

extension SystemTests {
    @Suite struct FullDiskTests {
        @Test(arguments: [true, false]) func declinesUntilThereIsRoom(mounts: Bool) throws {
            var slowest = Duration.zero
            var declined = 0
            let rounds = Proof.times(2, full: 50)
            try Installed.use { installed in
                guard let disk = try SmallDisk(of: installed, mounts: mounts) else {
                    try #require(!Proof.isFull, "nothing can be mounted: half of row 5 is unproved")
                    return Proof.report(row: 5, "left out on a tmpfs, as nothing can be mounted")
                }
                defer { disk.end() }
                let worker = try installed.launch("ingest", environment: disk.environment)
                var told = try Promised(arrivals: 3 * rounds + 6)
                var next = told.requests.makeIterator()
                try installed.sending(to: installed.ingest) { sender in
                    for _ in 0..<4 { try take(next.next()!, &told, sender, worker) }
                    for _ in 1...rounds {
                        try disk.fill()
                        declined += try declines(next.next()!, sender, worker, in: installed)
                        let began = ContinuousClock.now
                        try disk.free()
                        let request = next.next()!
                        while try !isTaken(request, &told, sender, worker) {
                            try #require(ContinuousClock.now - began < patience)
                        }
                        slowest = max(slowest, ContinuousClock.now - began)
                    }
                }
                #expect(slowest < .seconds(5))
                try disk.fill()
                try installed.stop("ingest", with: SIGKILL)
                try installed.launch("ingest")
                #expect(told.lost(in: try installed.journaled()) == 0)
                try disk.free()
                try installed.keeps(told, "full disk")
                Proof.report(
                    row: 5,
                    "\(disk.kind), full \(rounds) times: \(declined) requests declined, taken "
                        + "again after \(slowest) at most, 0 lost")
            }
        }

        private func take(
            _ request: [Fact], _ told: inout Promised, _ sender: borrowing Sender,
            _ worker: Running
        ) throws {
            try #require(try isTaken(request, &told, sender, worker), "\(worker.errorText)")
        }

        /// Whether the facts are acknowledged; the only other answer is that they were not taken.
        private func isTaken(
            _ request: [Fact], _ told: inout Promised, _ sender: borrowing Sender,
            _ worker: Running
        ) throws -> Bool {
            switch try sender.log(request, to: worker) {
            case .outcomes(let outcomes):
                told.note(outcomes)
                return true
            case .declined("NOT_JOURNALED"): return false
            case .declined(let reason): throw Unexpected(reason)
            case .nothing: throw Unexpected("the worker ended: \(worker.errorText)")
            }
        }

        /// Sends while the disk is full; the journal is served all the while.
        private func declines(
            _ request: [Fact], _ sender: borrowing Sender, _ worker: Running,
            in installed: Installed
        ) throws -> Int {
            let before = try installed.journaled()
            for _ in 1...3 {
                var told = try Promised(arrivals: 0)
                #expect(try !isTaken(request, &told, sender, worker))
                let hello = try installed.ask(
                    installed.ingest, "sys.v1/Hello", HelloRequest(), as: HelloReply.self)
                #expect(hello.service == "ingest")
                #expect(try installed.journaled() == before)
            }
            return 3
        }
    }
}

/// A file system of 64 MiB that can be filled.
private final class SmallDisk {
    let kind: String
    let environment: [String: String]
    private let folder: String
    private let isMounted: Bool

    /// In place of an installation's data folder; nil when it can't be mounted.
    init?(of installed: Installed, mounts: Bool) throws {
        folder = "\(installed.folder)/data"
        isMounted = mounts
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: false,
            attributes: [.posixPermissions: 0o700])
        kind = mounts ? "a tmpfs of 64 MiB" : "the shim's ENOSPC"
        environment =
            mounts ? [:] : try Shim.environment(watching: folder, ["FULL": "\(folder)-full"])
        guard mounts else { return }
        installed.mounts(folder)
        let words = ["-t", "tmpfs", "-o", "size=64m", "tmpfs", folder]
        guard try SmallDisk.run("mount", words) else { return nil }
    }

    private var filler: String { isMounted ? "\(folder)/filler" : "\(folder)-full" }

    /// Leaves no byte, or has the shim say so.
    func fill() throws {
        let file = open(filler, O_WRONLY | O_CREAT, 0o600)
        try #require(file >= 0)
        defer { close(file) }
        guard isMounted else { return }
        for block in [1 << 20, 4_096] {
            let zeros = [UInt8](repeating: 0, count: block)
            while write(file, zeros, block) == block {}
        }
    }

    func free() throws { try FileManager.default.removeItem(atPath: filler) }

    func end() {
        if isMounted { _ = try? SmallDisk.run("umount", ["--lazy", folder]) }
    }

    private static func run(_ program: String, _ words: [String]) throws -> Bool {
        try Running(
            URL(filePath: "/usr/bin/\(program)"), words, environment: ["PATH": "/usr/bin:/bin"]
        ).end().status == 0
    }
}
