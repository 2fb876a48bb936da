// SPDX-License-Identifier: Apache-2.0
//
// The program `simulate`: its exit codes, the same digest in two processes, and what it links.

import Foundation
import Testing

@Suite struct ProgramTests {
    static let program = Program.built("simulate")

    /// Swift seeds its hash tables by process, so an order that leaks out shows here.
    @Test func twoProcessesGiveTheSameDigest() throws {
        let words = ["--seeds", "6", "--steps", "500"]
        let (one, other) = (try Self.program.run(words), try Self.program.run(words))
        #expect(one.status == 0 && one.output == other.output, "\(one.output)\n\(other.output)")
        #expect(one.output.contains("digest "))
    }

    @Test func exitCodesTellWhatHappened() throws {
        let lossy = try Self.program.run(
            ["--seeds", "60", "--steps", "800", "--commits-per-sync", "8"])
        #expect(lossy.status == 1)
        let lines = lossy.output.split(separator: "\n")
        #expect(lines.first?.contains("acknowledgedLost") == true, "\(lossy.output)")
        let again = try #require(lines.last?.firstRange(of: "simulate --first-seed"))
        let command = lines.last![again.lowerBound...].split(separator: " ").dropFirst()
        let replay = try Self.program.run(command.map(String.init))
        #expect(replay.status == 1 && replay.output.contains("acknowledgedLost"))
        #expect(try Self.program.run(["--without", "rain"]).status == 64)
    }

    /// The core is pure: a program of the workers alone needs no socket and no database.
    @Test func itLinksNeitherSocketsNorDatabases() throws {
        let linked = try Program(path: "/usr/bin/ldd").run([Self.program.path]).output
        #expect(linked.contains("libc.so"))
        for library in ["libzmq", "libsqlite3", "libpq"] { #expect(!linked.contains(library)) }
    }
}
