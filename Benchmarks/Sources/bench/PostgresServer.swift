// SPDX-License-Identifier: Apache-2.0
//
// A PostgreSQL server of the benchmark's own: a new cluster in a scratch folder on the disk that is
// measured, reached by a socket in that folder, gone afterwards. Durable as it comes: fsync and
// synchronous_commit are on. Memory and log are those of a machine that has nothing else to do, and the
// log is the least that a crash needs, which is generous.

import Foundation
import Glibc

/// A running server.
final class PostgresServer {
    private let scratch: Scratch
    private let child: Child
    private let library: LibPQ

    struct Missing: Error, CustomStringConvertible {
        let description = "PostgreSQL is not installed; next: scripts/bench-peers"
    }

    init() throws {
        library = try LibPQ()
        scratch = try Scratch()
        let programs = try PostgresServer.programs()
        // The server refuses to run as root.
        let user = getuid() == 0 ? "postgres" : nil
        if let user {
            guard let entry = getpwnam(user), chown(scratch.path, entry.pointee.pw_uid, 0) == 0
            else { throw Missing() }
        }
        let data = scratch.path + "/data"
        try Child.run(
            programs + "/initdb",
            ["-D", data, "-U", "bench", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"],
            user: user)
        var words = ["-D", data, "-k", scratch.path]
        for setting in PostgresServer.settings { words += ["-c", setting] }
        child = try Child(programs + "/postgres", words, user: user, deathSignal: "INT")
    }

    /// Without `jit=off` the server compiles statements anew for each batch, and is five times as slow.
    private static let settings = [
        "listen_addresses=", "jit=off", "fsync=on", "synchronous_commit=on", "full_page_writes=on",
        "shared_buffers=512MB", "max_wal_size=4GB", "wal_level=minimal", "max_wal_senders=0",
    ]

    /// A connection, as soon as the server takes any.
    func connection() throws -> PostgresConnection {
        let parameters = "host=\(scratch.path) user=bench dbname=postgres"
        for _ in 0..<500 {
            if let connection = try? PostgresConnection(library, parameters) { return connection }
            guard child.isRunning else { break }
            usleep(20_000)
        }
        return try PostgresConnection(library, parameters)
    }

    deinit { child.stop(with: SIGINT) }

    /// The folder of the newest release's programs.
    private static func programs() throws -> String {
        let parent = "/usr/lib/postgresql"
        let releases = (try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? []
        guard let newest = releases.compactMap({ Int($0) }).max() else { throw Missing() }
        return "\(parent)/\(newest)/bin"
    }
}
