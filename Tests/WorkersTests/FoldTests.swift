// SPDX-License-Identifier: Apache-2.0
//
// The fold over the journal: the same cells for any cut into batches and after any failure.

import Journal
import Pipeline
import Seeded
import TestKit
import Testing
import Wire
import Workers

@Suite struct FoldTests {
    /// A journal of lawful facts: two projects, capital, a task, an indicator, a stock.
    private func journal(seed: UInt64) throws -> MemoryJournal {
        let world = try IngestWorld()
        _ = world.log([Sample.unit, Sample.signed, Sample.started, Sample.stored], request: 1)
        var random = Generator(seed: seed)
        for id in 10..<40 as Range<UInt64> {
            let fen = Int.random(in: 1...1_000, using: &random)
            _ = world.log([Sample.arrival(id, fen: fen)], request: id)
        }
        _ = world.log(
            [
                Sample.fact(
                    50, "unit=U", "annualTaskSet.measure=domesticCapital",
                    "annualTaskSet.year=2024", "annualTaskSet.issuer=市",
                    "annualTaskSet.grade=BASE", "annualTaskSet.amount.minorUnits=9000",
                    "annualTaskSet.amount.currency=CNY"),
                Sample.fact(
                    51, "unit=U", "effectiveOn=2024-01-01",
                    "entityStockReported.category=TOTAL", "entityStockReported.count=7"),
                Sample.fact(
                    52, "unit=U", "effectiveOn=2024-02-01", "entitiesRegistered.category=TOTAL",
                    "entitiesRegistered.count=3"),
            ], request: 50)
        #expect(world.journal.head.position.number == 37)
        return world.journal
    }

    private func digest(of journal: MemoryJournal, cuts: Int) throws -> [UInt8] {
        let ledger = MemoryLedger()
        var folder = try Folder(database: ledger, factsMax: cuts)
        while true {
            let page = try journal.read(
                after: folder.cursor.position, max: cuts, maxBytes: .max)
            if page.isEmpty { return try ledger.cellsDigest() }
            #expect(try folder.fold(page, epoch: journal.epoch) == nil)
        }
    }

    @Test(arguments: [1, 2, 3, 7, 20])
    func anyCutGivesTheSameCells(_ cuts: Int) throws {
        let journal = try journal(seed: 1)
        #expect(try digest(of: journal, cuts: cuts) == digest(of: journal, cuts: 1_000))
    }

    /// Every call fails once; the fold starts again from the cursor and ends at the same cells.
    @Test func aFailureAtAnyCallCostsNothing() throws {
        let journal = try journal(seed: 2)
        let clean = try digest(of: journal, cuts: 5)
        var call = 1
        var hasFailed = true
        while hasFailed {
            hasFailed = false
            for takesEffect in [false, true] {
                let ledger = MemoryLedger()
                ledger.fail(
                    FailurePlan(
                        call: call, isLasting: false, kind: .failed, takesEffect: takesEffect))
                var isDone = false
                while !isDone {
                    do throws(JournalError) {
                        var folder = try Folder(database: ledger)
                        while true {
                            let page = try journal.read(
                                after: folder.cursor.position, max: 5, maxBytes: .max)
                            if page.isEmpty { break }
                            _ = try folder.fold(page, epoch: journal.epoch)
                        }
                        isDone = true
                    } catch {
                        hasFailed = true
                        ledger.relaunch()
                    }
                }
                ledger.fail(nil)
                #expect(try ledger.cellsDigest() == clean, "call \(call)")
            }
            call += 1
        }
        #expect(call > 10)
    }

    @Test func theFoldStopsBeforeAnEntryThatWasAltered() throws {
        let journal = try journal(seed: 3)
        journal.tamper(Position(9)) { $0.bytes[$0.bytes.count - 1] ^= 1 }
        let ledger = MemoryLedger()
        var folder = try Folder(database: ledger)
        let page = try journal.read(after: .origin, max: 100, maxBytes: .max)
        let stuck = try folder.fold(page, epoch: journal.epoch)
        #expect(stuck?.position == Position(9))
        #expect(try ledger.cursor().position == Position(8))
    }

    @Test func anotherEpochIsNotFolded() throws {
        let journal = try journal(seed: 4)
        let ledger = MemoryLedger()
        var folder = try Folder(database: ledger)
        let page = try journal.read(after: .origin, max: 3, maxBytes: .max)
        _ = try folder.fold(page, epoch: journal.epoch)
        let more = try journal.read(after: Position(3), max: 3, maxBytes: .max)
        let stuck = try folder.fold(more, epoch: Epoch(high: 5, low: 5))
        #expect(stuck?.position == Position(4))
        #expect(try ledger.cursor().position == Position(3))
    }
}
