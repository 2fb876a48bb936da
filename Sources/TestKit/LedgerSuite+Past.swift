// SPDX-License-Identifier: Apache-2.0
//
// The laws of what questions about the past rest on: deltas along each path in pages, the position
// that a moment stands for, the latest day as it was known then.

import Journal
import Pipeline
import Rollup
import Seeded
import Testing

extension LedgerSuite {
    func pagesDeltas(_ database: Database, _ reader: Reader) throws {
        let world = LedgerWorld(seed: 21, facts: 300)
        for batch in world.batches(cutBy: 3, largest: 40) { try database.commit(batch) }
        var generator = Generator(seed: 22)
        try reader.snapshot { (view) throws(JournalError) in
            var seen = 0
            for _ in 0..<200 {
                let selection = Self.selection(&generator)
                let wanted = world.deltas.filter(selection.contains).sorted {
                    DeltaPlace($0).precedes(DeltaPlace($1), along: selection.path)
                }
                #expect(try view.deltas(selection, after: nil, max: .max) == wanted)
                #expect(try pages(of: selection, by: generator.pick(1...4), view) == wanted)
                seen += wanted.count
            }
            #expect(seen > 200)
        }
    }

    /// Hundreds of deltas on each day of a cell, more than stand in one row: as of days, known at
    /// positions, and page by page.
    func keepsManyDeltas(_ database: Database, _ reader: Reader) throws {
        let world = LedgerWorld(seed: 26, facts: 800, isCrowded: true)
        for batch in world.batches(cutBy: 27, largest: 60) { try database.commit(batch) }
        var generator = Generator(seed: 28)
        try reader.snapshot { (view) throws(JournalError) in
            for _ in 0..<60 {
                let cell = LedgerWorld.cells[generator.pick(0...1)]
                let days = day(20_000)...day(generator.pick(20_000...20_002))
                let asOf = day(generator.pick(19_999...20_101))
                let knownAt = Position(Int64(generator.pick(0...801)))
                #expect(
                    try view.tally(cell, days: days, asOf: asOf, knownAt: knownAt)
                        == world.tally(cell, days: days, asOf: asOf, knownAt: knownAt))
                var selection = DeltaSelection(cell, days: days, asOf: asOf, knownAt: knownAt)
                selection.effective =
                    day(generator.pick(19_999...20_101))...day(20_101)
                selection.positions = Position(Int64(generator.pick(0...700)))...Position(800)
                selection.path = generator.pick(DeltaPath.allCases)
                let wanted = world.deltas.filter(selection.contains).sorted {
                    DeltaPlace($0).precedes(DeltaPlace($1), along: selection.path)
                }
                #expect(try pages(of: selection, by: generator.pick(7...90), view) == wanted)
            }
        }
    }

    private func pages(
        of selection: DeltaSelection, by max: Int, _ view: Reader.View
    ) throws(JournalError) -> [Delta] {
        var found: [Delta] = []
        while true {
            let page = try view.deltas(selection, after: found.last.map(DeltaPlace.init), max: max)
            found += page
            if page.count < max { return found }
        }
    }

    private static func selection(_ generator: inout Generator) -> DeltaSelection {
        let first = generator.pick(19_990...20_060)
        let effective = generator.pick(19_990...20_100)
        let position = Int64(generator.pick(0...300))
        return DeltaSelection(
            generator.pick(LedgerWorld.cells),
            days: day(first)...day(first + generator.pick(0...60)),
            effective: day(effective)...day(effective + generator.pick(0...100)),
            positions: Position(position)...Position(position + Int64(generator.pick(0...300))),
            along: generator.pick(DeltaPath.allCases))
    }

    /// From each of the last cursors; nothing where a position was none, or was long ago.
    func tellsTheDeltasSince(_ database: Database, _ reader: Reader) throws {
        let world = LedgerWorld(seed: 24, facts: 120)
        var cursors = [Position.origin]
        for batch in world.batches(cutBy: 25, largest: 9) {
            try database.commit(batch)
            cursors.append(batch.to)
            for (back, cursor) in cursors.reversed().enumerated() {
                let told = try reader.snapshot { (view) throws(JournalError) in
                    try view.deltas(after: cursor)
                }
                if told == nil, back > 2 { continue }
                let wanted = world.deltas.filter { $0.position > cursor && $0.position <= batch.to }
                #expect(told.map { Set($0) } == Set(wanted))
                #expect(told?.count == wanted.count)
            }
        }
        let positions = Set((Int64(0)...120).map { Position($0) }).subtracting(cursors)
        try reader.snapshot { (view) throws(JournalError) in
            for position in positions { #expect(try view.deltas(after: position) == nil) }
        }
    }

    /// Two facts share each moment of the sample.
    func findsPositions(_ database: Database, _ reader: Reader) throws {
        try reader.snapshot { (view) throws(JournalError) in
            #expect(try view.position(recordedBy: Moment(microseconds: .max)) == .origin)
        }
        for size in [1, 2, 3, 10, 27] {
            let (database, reader) = try open()
            let world = LedgerWorld(seed: 23, facts: size)
            try database.commit(world.batch(from: 0, to: Int64(size)))
            let first = world.entries[0].recordedAt.microseconds
            try reader.snapshot { (view) throws(JournalError) in
                for moment in (first - 2)...(first + Int64(size)) {
                    let moment = Moment(microseconds: moment)
                    let wanted = world.entries.last { $0.recordedAt <= moment }?.position
                    #expect(try view.position(recordedBy: moment) == wanted ?? .origin)
                }
            }
        }
    }

    func knowsTheLatestDay(_ database: Database, _ reader: Reader) throws {
        let world = LedgerWorld(seed: 24, facts: 80)
        for batch in world.batches(cutBy: 13, largest: 9) { try database.commit(batch) }
        var generator = Generator(seed: 25)
        try reader.snapshot { (view) throws(JournalError) in
            for _ in 0..<20 {
                let known = Position(Int64(generator.pick(0...81)))
                let last = day(generator.pick(19_999...20_101))
                let wanted = world.entries.filter {
                    $0.position <= known && [32, 34, 60, 90].contains($0.columns.kind)
                        && $0.columns.effectiveDay! <= last.ordinal
                }
                .sorted {
                    ($0.columns.effectiveDay!, $0.position) > (
                        $1.columns.effectiveDay!, $1.position
                    )
                }
                var found: [LedgerFact] = []
                while let fact = try view.latestFactOfEffect(
                    notAfter: last, knownAt: known, before: found.last)
                {
                    found.append(fact)
                }
                #expect(found == wanted.map(LedgerFact.init))
            }
        }
    }

    func knowsTheFactsOfUnits(_ database: Database, _ reader: Reader) throws {
        let entries = (1...20 as ClosedRange<Int64>).map { number in
            let family = number.isMultiple(of: 4) && number < 17 ? "unit" : "union"
            return Entry.sample(number, kind: 20, subject: "\(family)/u\(number % 3)")
        }
        var batch = LedgerBatch(epoch: .sample, from: .origin, to: Position(20))
        batch.facts = entries.map(LedgerFact.init)
        try reader.snapshot { (view) throws(JournalError) in
            #expect(try view.lastUnitFact() == .origin)
        }
        try database.commit(batch)
        try reader.snapshot { (view) throws(JournalError) in
            #expect(try view.lastUnitFact() == Position(16))
            for known in [0, 3, 4, 11, 15] as [Int64] {
                let wanted = entries.filter {
                    LedgerFact($0).isOfUnit && $0.position.number <= known
                }
                #expect(try view.unitFacts(upTo: Position(known)) == wanted.map(LedgerFact.init))
            }
            for known in [16, 20, .max] as [Int64] {
                #expect(try view.unitFacts(upTo: Position(known)) == nil)
            }
        }
        // A batch without one leaves it; a mark after the slash makes one character of both.
        for (number, subject) in [(21, "union/u1"), (22, "unit/\u{301}")] as [(Int64, String)] {
            var next = LedgerBatch(
                epoch: .sample, from: Position(number - 1), to: Position(number))
            next.facts = [LedgerFact(Entry.sample(number, kind: 20, subject: subject))]
            try database.commit(next)
            try reader.snapshot { (view) throws(JournalError) in
                #expect(try view.lastUnitFact() == Position(number == 21 ? 16 : 22))
            }
        }
    }

    func knowsTheFactsOfRuleSets(_ database: Database, _ reader: Reader) throws {
        let families = ["ruleset/b", "ruleset/a", "rulesets/a", "ruleset0", "project/ruleset"]
        let entries = (1...20 as ClosedRange<Int64>).map { number in
            Entry.sample(number, kind: 110, subject: families[Int(number) % families.count])
        }
        var batch = LedgerBatch(epoch: .sample, from: .origin, to: Position(20))
        batch.facts = entries.map(LedgerFact.init)
        try reader.snapshot { (view) throws(JournalError) in
            #expect(try view.ruleSetFacts(upTo: .latest) == [])
        }
        try database.commit(batch)
        try reader.snapshot { (view) throws(JournalError) in
            for known in [0, 4, 5, 6, 19, .max] as [Int64] {
                let wanted = entries.filter {
                    $0.columns.subject.hasPrefix("ruleset/") && $0.position.number <= known
                }
                #expect(
                    try view.ruleSetFacts(upTo: Position(known)) == wanted.map(LedgerFact.init))
            }
        }
    }

    func knowsTheLastReportOfAUnit(_ database: Database, _ reader: Reader) throws {
        let world = LedgerWorld(seed: 26, facts: 200)
        for batch in world.batches(cutBy: 13, largest: 9) { try database.commit(batch) }
        let units = Set(world.entries.compactMap { $0.columns.unit })
        var generator = Generator(seed: 27)
        var reported = 0
        try reader.snapshot { (view) throws(JournalError) in
            for unit in units.sorted() + ["nobody"] {
                for _ in 0..<20 {
                    let known = Position(Int64(generator.pick(0...201)))
                    let first = generator.pick(19_990...20_101)
                    let days = day(first)...day(first + generator.pick(0...60))
                    let wanted = world.entries.filter { entry in
                        let kind = entry.columns.kind
                        return entry.position <= known && entry.columns.unit == unit
                            && (30...61 ~= kind || 80...90 ~= kind)
                    }.compactMap { $0.columns.effectiveDay.map(CivilDay.init(ordinal:)) }
                        .filter(days.contains).max()
                    let found = try view.lastReport(
                        by: UnitCode(text: unit)!, days: days, knownAt: known)
                    #expect(found == wanted)
                    if wanted != nil { reported += 1 }
                }
            }
        }
        #expect(reported > 5)
    }
}
