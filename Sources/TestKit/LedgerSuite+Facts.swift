// SPDX-License-Identifier: Apache-2.0
//
// The laws of lists of facts: every selection is read whole in pages, in its order, and a subject that
// was corrected or voided says so.

import Journal
import Pipeline
import Rollup
import Seeded
import Testing

extension LedgerSuite {
    func pagesFacts(_ database: Database, _ reader: Reader) throws {
        var generator = Generator(seed: 41)
        let entries = (1...240 as ClosedRange<Int64>).map { number in
            let kind = generator.pick([60, 60, 90, 110, 120, 121])
            // A void has no day; neither has anything of one kind in ten.
            let isDayless = kind == 121 || generator.pick(0...9) == 0
            let subject = kind >= 120 ? generator.pick(1...3) : generator.pick(1...4)
            return Entry.sample(
                number, kind: kind, subject: "project/P\(subject)",
                effectiveDay: isDayless ? nil : Int32(generator.pick(20_000...20_030)))
        }
        var batch = LedgerBatch(epoch: .sample, from: .origin, to: Position(240))
        batch.facts = entries.map(LedgerFact.init)
        try database.commit(batch)
        try reader.snapshot { (view) throws(JournalError) in
            for _ in 0..<200 {
                var selection = Self.selection(of: &generator)
                let wanted = batch.facts.filter { selection.contains($0) }
                    .sorted { selection.place(of: $0) < selection.place(of: $1) }
                #expect(try pages(of: &selection, view) == wanted, "\(selection)")
            }
            var lost = FactSelection(max: 5)
            lost.after = Position(241)
            #expect(try view.facts(lost) == [])
            lost.kind = .capitalArrived
            #expect(try view.facts(lost) == [])
        }
        try knowsOrders(reader, entries)
    }

    private static func selection(of generator: inout Generator) -> FactSelection {
        var selection = FactSelection(max: generator.pick([1, 3, 10, 1_000]))
        let subject = Subject.project(ProjectID(text: "P\(generator.pick(1...5))")!)
        selection.subject = generator.pick([nil, nil, subject])
        let kinds: [FactKind?] = [nil, nil, .capitalArrived, .voided, .corrected, .projectSigned]
        selection.kind = generator.pick(kinds)
        selection.unit = generator.pick([nil, nil, UnitCode(text: "甲镇"), UnitCode(text: "乙镇")])
        selection.from = generator.pick([nil, nil, day(20_005)])
        selection.knownAt = Position(generator.pick([.max, .max, 130, 20, 0]))
        selection.to = generator.pick([nil, nil, day(20_015), day(20_000)])
        return selection
    }

    private func pages(
        of selection: inout FactSelection, _ view: Reader.View
    ) throws(JournalError) -> [LedgerFact] {
        var found: [LedgerFact] = []
        while true {
            let page = try view.facts(selection)
            found += page
            if page.count < selection.max { return found }
            selection.after = page.last?.position
        }
    }

    func knowsWhichProjectsChanged(_ database: Database, _ reader: Reader) throws {
        var generator = Generator(seed: 43)
        let entries = (1...120 as ClosedRange<Int64>).map { number in
            let family = generator.pick(["project", "project", "projects", "unit"])
            let isDayless = generator.pick(0...9) == 0
            return Entry.sample(
                number, kind: generator.pick([34, 60, 120]),
                subject: "\(family)/P\(generator.pick(1...60))",
                effectiveDay: isDayless ? nil : Int32(generator.pick(20_000...20_030)))
        }
        var batch = LedgerBatch(epoch: .sample, from: .origin, to: Position(120))
        batch.facts = entries.map(LedgerFact.init)
        try database.commit(batch)
        try reader.snapshot { (view) throws(JournalError) in
            for position in [0, 1, 60, 119, 120, .max] as [Int64] {
                for day in [nil, day(19_999), day(20_015), day(20_029), day(20_030)] {
                    let wanted = entries.filter { entry in
                        let effective = entry.columns.effectiveDay
                        let isLater = day.map { effective ?? .min > $0.ordinal } ?? false
                        return entry.position.number > position || isLater
                    }
                    .filter { $0.columns.subject.hasPrefix("project/") }
                    .compactMap { Subject(text: $0.columns.subject)?.project }
                    let found = try view.projects(
                        changedAfter: Position(position), orAfter: day)
                    #expect(found == Set(wanted).sorted())
                }
            }
        }
    }

    private func knowsOrders(_ reader: Reader, _ entries: [Entry]) throws {
        let other = Subject.project(ProjectID(text: "P9")!)
        try reader.snapshot { (view) throws(JournalError) in
            for number in 1...4 {
                let subject = Subject.project(ProjectID(text: "P\(number)")!)
                let wanted = entries.contains {
                    $0.columns.subject == subject.text && $0.columns.kind >= 120
                }
                #expect(try view.hasOrders(on: subject) == wanted)
            }
            #expect(try !view.hasOrders(on: other))
        }
    }
}
