// SPDX-License-Identifier: Apache-2.0
//
// The journal's file under the laws of its port, and what only a file can do: be opened again, be
// opened twice, run full, be altered.

import Foundation
import Journal
import Pipeline
import SQLiteJournal
import Synchronization
import TestKit
import Testing

@Suite struct SQLiteJournalTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    private func open(
        _ path: String, epoch: Epoch = .sample, settings: SQLiteSettings = SQLiteSettings()
    ) throws -> SQLiteJournal {
        try SQLiteJournal(path: path, epoch: epoch, settings: settings)
    }

    @Test(arguments: JournalLaw.allCases)
    func keeps(_ law: JournalLaw) throws {
        try JournalSuite { try open(scratch.fresh()) }.check(law)
    }

    @Test func reopenedKeepsEverything() throws {
        let path = scratch.fresh()
        let entries = Entry.samples(1...50)
        try open(path).append(entries)
        let journal = try open(path, epoch: .other)
        #expect(journal.epoch == .sample)
        #expect(journal.head.position == Position(50))
        #expect(try journal.readAll() == entries)
    }

    @Test func readerSeesWhatIsCommittedAndOnlyReads() throws {
        let path = scratch.fresh()
        #expect(throws: JournalError.self) { try SQLiteJournalReader(path: path) }
        let journal = try open(path)
        let reader = try SQLiteJournalReader(path: path)
        #expect(reader.epoch == .sample)
        #expect(try reader.head == .origin)
        try journal.append([.sample(1)])
        #expect(try reader.head == journal.head)
        #expect(try reader.read(after: .origin, max: 9, maxBytes: 99) == [.sample(1)])
        #expect(try reader.verify() == nil)
    }

    /// One thread looks up what another appends: an entry is there from the moment its `append` returned.
    @Test func whatIsAppendedOnOneThreadIsFoundOnAnother() throws {
        var settings = SQLiteSettings()
        settings.checkpointPages = 4
        let journal = try open(scratch.fresh(), settings: settings)
        let kept = Mutex(Int64(0))
        let failures = Mutex<[String]>([])
        DispatchQueue.concurrentPerform(iterations: 2) { thread in
            do {
                var found: Int64 = 0
                while found < 400 {
                    if thread == 0 {
                        found += 1
                        try journal.append([.sample(found, size: 2_000)])
                        kept.withLock { $0 = found }
                    } else {
                        found = kept.withLock { $0 }
                        guard found > 0 else { continue }
                        let entry = Entry.sample(found, size: 2_000)
                        if try journal.lookUp(entry.id) != entry
                            || journal.entry(at: entry.position) != entry
                        {
                            failures.withLock { $0.append("position \(found)") }
                        }
                    }
                }
            } catch {
                failures.withLock { $0.append("\(error)") }
                kept.withLock { $0 = 400 }
            }
        }
        #expect(failures.withLock { $0 } == [])
        #expect(journal.head.position == Position(400))
    }

    @Test func secondOpenerIsRefused() throws {
        let path = scratch.fresh()
        let journal = try open(path)
        let error = #expect(throws: JournalError.self) { try open(path) }
        #expect(error?.kind == .busy)
        try journal.append([.sample(1)])
    }

    @Test func lockEndsWithTheJournal() throws {
        let path = scratch.fresh()
        for number in 1...5 { try open(path).append([.sample(Int64(number))]) }
        #expect(try open(path).head.position == Position(5))
    }

    @Test func durabilityIsReadBack() throws {
        let durability = try open(scratch.fresh()).durability
        #expect(durability == Durability(journalMode: "wal", synchronous: 2))
        #expect(durability.isFull)
        for weak in [("wal", 1), ("wal", 0), ("delete", 2), ("memory", 2)] {
            let read = Durability(journalMode: weak.0, synchronous: weak.1)
            #expect(throws: JournalError.self) { try read.check() }
        }
    }

    @Test func fullDiskLeavesNothingAndPasses() throws {
        let path = scratch.fresh()
        var settings = SQLiteSettings()
        settings.maximumPages = 40
        var journal = try open(path, settings: settings)
        try journal.append([.sample(1)])
        let error = #expect(throws: JournalError.self) {
            try journal.append((2...200).map { .sample($0, size: 2_000) })
        }
        #expect(error?.kind == .full)
        #expect(error?.operation == .append)
        #expect(error?.isOutcomeKnown == true)
        #expect(error?.text.contains("full") == true)
        #expect(try journal.readAll() == [.sample(1)])
        try journal.append([.sample(2)])
        journal = try reopened(&journal, path)
        try journal.append((3...200).map { .sample($0, size: 2_000) })
        #expect(journal.head.position == Position(200))
    }

    /// The old one must be gone before its file can be opened again.
    private func reopened(_ journal: inout SQLiteJournal, _ path: String) throws -> SQLiteJournal {
        journal = try open(scratch.fresh())
        return try open(path)
    }

    @Test func littleSpaceIsToldBeforeAnythingIsWritten() throws {
        let path = scratch.fresh()
        try open(path).append([.sample(1)])
        var settings = SQLiteSettings()
        settings.minimumFreeBytes = .max
        let journal = try open(path, settings: settings)
        let error = #expect(throws: JournalError.self) { try journal.append([.sample(2)]) }
        #expect(error?.kind == .full)
        #expect(error?.isOutcomeKnown == true)
        #expect(try journal.readAll() == [.sample(1)])
    }

    /// What a failure of it does is in SystemTests/Proofs/DiskFaultTests.
    @Test func aLongLogIsMovedIntoTheFile() throws {
        let path = scratch.fresh()
        var settings = SQLiteSettings()
        settings.checkpointPages = 10
        let journal = try open(path, settings: settings)
        for number in 1...200 { try journal.append([.sample(Int64(number), size: 2_000)]) }
        let sizes = try [path, path + "-wal"].map { path in
            try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
        }
        #expect(sizes[0] > 200 * 2_000)
        #expect(sizes[1] < 20 * (4_096 + 24))
    }

    @Test(arguments: [
        ("bytes = zeroblob(16)", "leaf"), ("recorded_at = recorded_at + 1", "leaf"),
        ("principal = 'else'", "leaf"), ("leaf = zeroblob(32)", "leaf"),
        ("recorded_at = 0", "before"), ("subject = 'project/Q'", "subject"),
        ("position = 900", "gap"),
    ])
    func alteredEntryIsFound(change: String, word: String) throws {
        let path = scratch.fresh()
        try open(path).append(Entry.samples(1...100))
        try Scratch.tamper(
            path,
            """
            DROP TRIGGER journal_is_never_updated;
            UPDATE journal SET \(change) WHERE position = 57
            """)
        let flaw = try #require(
            try open(path).verify { entry in
                entry.columns.subject.hasPrefix("project/P") ? nil : "the subject is another"
            })
        #expect(flaw.position == Position(word == "gap" ? 58 : 57))
        #expect(flaw.reason.contains(word))
    }

    @Test func journalRefusesUpdatesByHand() throws {
        let path = scratch.fresh()
        try open(path).append([.sample(1)])
        #expect(throws: (any Error).self) {
            try Scratch.tamper(path, "UPDATE journal SET kind = 1")
        }
        #expect(throws: (any Error).self) { try Scratch.tamper(path, "DELETE FROM journal") }
    }

    @Test func whatIsNoDatabaseIsCorrupt() throws {
        let path = scratch.fresh()
        try String(repeating: "no database ", count: 1_000)
            .write(toFile: path, atomically: true, encoding: .utf8)
        let error = #expect(throws: JournalError.self) { try open(path) }
        #expect(error?.kind == .corrupt)
    }
}
