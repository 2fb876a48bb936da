// SPDX-License-Identifier: Apache-2.0
//
// A front's image says what the ledger database says, however it came to its state.

import Journal
import Pipeline
import Rollup
import Seeded
import TestKit
import Testing

@testable import Workers

@Suite struct LedgerImageTests {
    /// Sums and days of random cells after each batch, or after several that were not looked at.
    @Test(arguments: [UInt64(1), 2, 3, 4])
    func itGoesOnWithTheLedger(_ seed: UInt64) throws {
        let world = LedgerWorld(seed: seed, facts: 400)
        let ledger = MemoryLedger()
        let memory = AnswerMemory()
        var generator = Generator(seed: seed + 100)
        for batch in world.batches(cutBy: seed + 200, largest: 12) {
            try ledger.commit(batch)
            // The twin keeps a few batches: now and then the front has to begin again.
            guard generator.pick(1...3) > 1 else { continue }
            try ledger.snapshot { (view) throws(JournalError) in
                try memory.follow(view)
                for _ in 0..<40 { try ask(memory.image, view, world, &generator) }
            }
        }
    }

    private func ask(
        _ image: LedgerImage, _ view: MemoryLedgerView, _ world: LedgerWorld,
        _ generator: inout Generator
    ) throws(JournalError) {
        func day(_ number: Int) -> CivilDay { CivilDay(ordinal: Int32(number)) }
        let key = generator.pick(LedgerWorld.cells)
        let first = generator.pick(19_990...20_060)
        let days = day(first)...day(first + generator.pick(0...40))
        let asOf = day(generator.pick(19_999...20_101))
        let cell = try image.cell(key, asOf: asOf, in: view)
        let known = view.cursor.position
        #expect(
            cell?.tally(days, asOf: asOf)
                == world.tally(key, days: days, asOf: asOf, knownAt: known))
        #expect(
            cell?.rows(of: key, days, asOf: asOf)
                == view.days(key, days: days, asOf: asOf, knownAt: known))
        let details = try image.details(of: key.unit, quantity: .indicator, in: view)
        #expect(details == view.details(unit: key.unit, scope: .own, quantity: .indicator))
    }

    /// A cell with too many deltas of later effect is left to the database.
    @Test func muchThatIsLaterIsNotKept() throws {
        let key = LedgerWorld.cells[0]
        let ledger = MemoryLedger()
        var batch = LedgerBatch(epoch: .sample, from: .origin, to: Position(2_000))
        for number in 1...Int64(2_000) {
            batch.facts.append(LedgerFact(.sample(number)))
            let day = CivilDay(ordinal: 20_000 + Int32(number))
            batch.deltas.append(
                Delta(
                    cell: key, bucketDay: day, effectiveDay: day, position: Position(number),
                    tally: Tally(amount: 1, facts: 1)))
        }
        try ledger.commit(batch)
        let memory = AnswerMemory()
        try ledger.snapshot { (view) throws(JournalError) in
            try memory.follow(view)
            let early = try memory.image.cell(
                key, asOf: CivilDay(ordinal: 20_100), in: view)
            #expect(early == nil)
            let late = CivilDay(ordinal: 21_900)
            let all = CivilDay(ordinal: 20_000)...late
            let cell = try memory.image.cell(key, asOf: late, in: view)
            #expect(cell?.tally(all, asOf: late) == Tally(amount: 1_900, facts: 1_900))
        }
    }

    /// Levels are found again once one of them changed, of the unit or below it.
    @Test func aLevelBelowThatChangedIsSeen() throws {
        let county = try CountyScript()
        func stock() throws -> [String?] {
            try county.values(.entityStock, "A")
        }
        func report(_ unit: String, _ day: String, _ count: Int) throws {
            try county.log(
                day,
                [
                    "unit=\(unit)", "entityStockReported.category=TOTAL",
                    "entityStockReported.count=\(count)",
                ])
        }
        for day in 1...9 {
            try report("T1", "2024-02-0\(day)", 100 + day)
            try report("T2", "2024-02-0\(day)", 200 + day)
        }
        #expect(try stock() == ["318"])
        #expect(try stock() == ["318"])
        try report("T2", "2024-03-01", 500)
        #expect(try stock() == ["609"])
    }
}
