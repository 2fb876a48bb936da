// SPDX-License-Identifier: Apache-2.0
//
// What the hot paths take from the heap for one fact or one answer, without optimisation: a copy or a box
// that slips into them shows here, on any machine and however busy it is. The limits are a tenth above what
// was counted when they were last set; who makes a path cheaper lowers its limit.
//
// The ledger is a county's of a fixed seed, and the digest of its cells is fixed too: a fold that leaves
// something out is not a cheaper one.

import CAllocations
import Crypto
import Foundation
import Journal
import Pipeline
import Rollup
import Synthetic
import TestKit
import Testing
import Wire

@testable import Workers

/// Not under a sanitizer, whose heap is its own.
@Suite(.enabled(if: allocations_are_counted())) struct AllocationTests {
    private static let facts = 3_000
    private static let wall = Moment(startOf: CivilDay(text: "2031-01-01")!)

    private static let drafts: [Draft] = {
        var scale = LedgerScale.county
        (scale.units, scale.projects, scale.facts) = (60, 300, facts)
        return SyntheticLedger(scale, seed: 1).map { Draft($0, as: .protobuf) }
    }()

    /// The entries of that ledger, and what judging and journaling took for a fact.
    private static func journaled() throws -> (entries: [Entry], count: Int) {
        let journal = MemoryJournal(epoch: .sample)
        let drafts = drafts
        var committer = try Committer(store: journal)
        let principal = Principal(name: "clerk", isAuthenticated: false)
        let count = try counted {
            for start in stride(from: 0, to: drafts.count, by: 100) {
                let request = DraftRequest(
                    drafts: Array(drafts[start..<min(start + 100, drafts.count)]),
                    allOrNothing: false, principal: principal)
                for outcome in try committer.commit([request], at: wall).joined() {
                    guard case .created = outcome else { throw NotCreated(outcome: outcome) }
                }
            }
        }
        return (try journal.read(after: .origin, max: .max, maxBytes: .max), count)
    }

    private static func hex(_ bytes: some Sequence<UInt8>) -> String {
        bytes.map { String(format: "%02x", $0) }.joined()
    }

    private struct NotCreated: Error {
        var outcome: FactOutcome
    }

    private static func counted(_ body: () throws -> Void) rethrows -> Int {
        let before = allocations_of_thread()
        try body()
        return Int(allocations_of_thread() - before)
    }

    private func expect(_ count: Int, per number: Int, atMost limit: Double, _ path: String) {
        let each = Double(count) / Double(number)
        FileHandle.standardError.write(Data("allocations: \(path) \(each)\n".utf8))
        #expect(each <= limit, "\(path)")
    }

    @Test func theCountCounts() {
        var boxes: [Box] = []
        boxes.reserveCapacity(100)
        #expect(Self.counted { for _ in 0..<100 { boxes.append(Box()) } } == 100)
    }

    private final class Box {}

    @Test func readingAFact() throws {
        let all = Self.drafts.map(\.bytes)
        let count = try Self.counted {
            for bytes in all {
                _ = try WireCodec.decode(
                    Fact.self, from: bytes, as: .protobuf, strictness: .strict)
            }
        }
        expect(count, per: all.count, atMost: 12.5, "read")
    }

    @Test func journalingAndFoldingAFact() throws {
        let (entries, count) = try Self.journaled()
        expect(count, per: entries.count, atMost: 39, "journal")
        #expect(entries.count == Self.facts)

        let cells = CellsOnly()
        var folder = try Folder(database: cells)
        let folded = try Self.counted {
            for start in stride(from: 0, to: entries.count, by: 500) {
                let stuck = try folder.fold(
                    Array(entries[start..<min(start + 500, entries.count)]), epoch: .sample)
                #expect(stuck == nil)
            }
        }
        expect(folded, per: entries.count, atMost: 190, "fold")
        #expect(
            Self.hex(cells.cellsDigest())
                == "4d0c7ed9b4cda093d4e6fef5e3e5a31cd445174b05ca3150998ab5c9e873a172")
    }

    @Test func answeringAQuestion() throws {
        let ledger = MemoryLedger()
        var folder = try Folder(database: ledger)
        _ = try folder.fold(try Self.journaled().entries, epoch: .sample)
        var desk = try Desk(ledger: ledger)
        for threshold in Int64(1)...5 { try desk.ask(threshold: threshold) }
        let computed = try Self.counted {
            for threshold in Int64(6)...25 { try desk.ask(threshold: threshold) }
        }
        expect(computed, per: 20, atMost: 4_150, "answer")
        let remembered = try Self.counted {
            for _ in 0..<20 { try desk.ask(threshold: 25) }
        }
        expect(remembered, per: 20, atMost: 58, "remembered answer")
        let figures = try desk.figures
        #expect(figures.count == 52)
        #expect(
            Self.hex(SHA256.hash(data: desk.reply))
                == "e5454541ca817ed62d2357b3ab816530ab77bcdbc8979f59142a16fd05e66171")
    }
}

/// A front that is asked about one unit.
private struct Desk {
    let ledger: MemoryLedger
    private let unit: UnitCode
    private var machine = QueryMachine(version: "test")
    private let memory = AnswerMemory()
    /// The last answer.
    private(set) var reply: [UInt8] = []

    var figures: [FigureMessage] {
        get throws(WireError) {
            try WireCodec.decode(
                ProgressReply.self, from: reply, as: .protobuf, strictness: .lenient
            ).figures
        }
    }

    init(ledger: MemoryLedger) throws {
        self.ledger = ledger
        unit = try ledger.units()[0].code
    }

    mutating func ask(threshold: Int64) throws {
        var body = ProgressRequest()
        (body.unit, body.asOf, body.threshold) = (unit, CivilDay(text: "2021-03-31"), threshold)
        var header = Header()
        header.method = "query.v1/Progress"
        let frames = Envelope(
            encoding: .protobuf, header: header, bodies: [WireCodec.encode(body, as: .protobuf)]
        ).frames
        let time = Time(
            wall: Moment(startOf: CivilDay(text: "2031-01-01")!), steadyMilliseconds: 0)
        for output in machine.step(.received([[7]] + frames), at: time) {
            guard case .look(let job) = output else { continue }
            let result = try ledger.snapshot { (view) throws(JournalError) in
                try job.run(on: view, memory: memory)
            }
            guard case .answered(let frames) = result else { throw NoAnswer() }
            reply = frames.last ?? []
            return
        }
        throw NoAnswer()
    }

    private struct NoAnswer: Error {}
}

/// Sums of cells, and nothing else that a ledger database keeps.
private final class CellsOnly: LedgerDatabase {
    private var last = LedgerCursor.origin
    private var deltas: [Delta] = []

    func settle() {}

    func cursor() -> LedgerCursor { last }
    func facts(of subject: Subject) -> [LedgerFact] { [] }
    func units() -> [UnitRecord] { [] }
    func projects(creditedTo units: Set<UnitCode>) -> [ProjectID] { [] }
    func relations() -> [ProjectRelations] { [] }

    func commit(_ batch: LedgerBatch) {
        deltas += batch.deltas
        last = LedgerCursor(epoch: batch.epoch, position: batch.to)
    }

    func cellsDigest() -> [UInt8] {
        var sums = LedgerBatch(epoch: .sample, from: .origin, to: last.position)
        sums.deltas = deltas
        var digest = CellsDigest()
        for row in sums.cellChanges { digest.add(row) }
        return digest.finish()
    }
}
