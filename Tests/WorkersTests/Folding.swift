// SPDX-License-Identifier: Apache-2.0
//
// Facts → journal → ledger database, on the twins, cut as a seed says.

import Journal
import Pipeline
import Rollup
import Seeded
import Simulator
import TestKit
import Testing
import Wire

@testable import Workers

enum Folding {
    /// A journal of facts that were logged in requests of any size and either encoding.
    static func journal(of facts: [Fact], cutBy seed: UInt64) throws -> MemoryJournal {
        let world = try IngestWorld()
        var random = Generator(seed: seed)
        var rest = facts[...]
        var request: UInt64 = 0
        while !rest.isEmpty {
            let size = min(rest.count, random.pick(1...8))
            request += 1
            world.send(
                Array(rest.prefix(size)), request: request, as: random.pick([.protobuf, .json]))
            rest = rest.dropFirst(size)
            if random.pick(0...2) == 0 { world.commitAll() }
        }
        world.commitAll()
        return world.journal
    }

    /// The ledger database of a journal, folded in batches of up to `largest` facts; now and then
    /// the folder is launched anew.
    static func ledger(
        of journal: MemoryJournal, cutBy seed: UInt64, largest: Int
    ) throws -> MemoryLedger {
        let ledger = MemoryLedger()
        var random = Generator(seed: seed)
        var folder = try Folder(database: ledger)
        while true {
            let page = try journal.read(
                after: folder.cursor.position, max: random.pick(1...largest), maxBytes: .max)
            if page.isEmpty { return ledger }
            #expect(try folder.fold(page, epoch: journal.epoch) == nil)
            if random.pick(0...3) == 0 { folder = try Folder(database: ledger) }
        }
    }

    static func ledger(of entries: [Entry]) throws -> MemoryLedger {
        let ledger = MemoryLedger()
        var folder = try Folder(database: ledger)
        #expect(try folder.fold(entries, epoch: .sample) == nil)
        return ledger
    }

    /// What is in force and of effect by a day, as plain facts at positions without gaps; the units
    /// first, since one that was corrected may stand below a later one. A duplicate is one whatever the
    /// day on which it was found.
    static func entries(of journal: MemoryJournal, upTo day: CivilDay) throws -> [Entry] {
        func isUnit(_ logged: LoggedFact) -> Bool {
            if case .unit? = logged.fact.derivedSubject { true } else { false }
        }
        let early = Recount.statements(try journal.readAll().map { try $0.logged() })
            .filter { logged in
                let kind = logged.fact.content?.kind
                return logged.fact.dayOfEffect! <= day || isUnit(logged)
                    || kind == .duplicateLinked || kind == .duplicateUnlinked
            }
        let units = early.filter(isUnit)
        let others = early.filter { !isUnit($0) }
        return (units + others).enumerated().map { index, logged in
            Entry(
                position: Position(Int64(index + 1)), recordedAt: logged.recordedAt,
                principal: logged.principal, encoding: UInt8(Encoding.protobuf.number),
                id: logged.fact.id!, bytes: logged.fact.encoded(as: .protobuf),
                columns: EntryColumns(logged.fact)!)
        }
    }

    static func figures(
        _ question: ProgressQuestion, from ledger: MemoryLedger, seenAsOf asOf: CivilDay
    ) throws -> [Figure] {
        try ledger.snapshot { (view) throws(JournalError) in
            var progress = Progress(
                question, tree: UnitTree(view.units()),
                source: SnapshotSource(
                    view: view, asOf: asOf, knownAt: .latest, image: nil, namesTerms: true))
            return try progress.answer()
        }
    }

    static func projects(of ledger: MemoryLedger) throws -> [ProjectRecord] {
        try ledger.snapshot { (view) throws(JournalError) in
            view.projects(ProjectFilter(max: 1_000))
        }
    }
}
