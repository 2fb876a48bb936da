// SPDX-License-Identifier: Apache-2.0
//
// The laws of what the ledger database keeps beside the cells: facts, units, projects.

import Journal
import Pipeline
import Rollup
import Seeded
import Testing

extension LedgerSuite {
    func keepsFactsAndDays(_ database: Database, _ reader: Reader) throws {
        let world = LedgerWorld(seed: 12, facts: 60)
        for batch in world.batches(cutBy: 13, largest: 9) { try database.commit(batch) }
        let subject = Subject.project(ProjectID(text: "P3")!)
        let wanted = world.entries.map(LedgerFact.init).filter {
            $0.columns.subject == "project/P3"
        }
        let counted = wanted.count
        #expect(counted > 5)
        #expect(try database.facts(of: subject) == wanted)
        let days = world.entries.filter { [32, 34, 60, 90].contains($0.columns.kind) }
            .compactMap(\.columns.effectiveDay)
        try reader.snapshot { (view) throws(JournalError) in
            #expect(try view.facts(of: subject) == wanted)
            #expect(try view.fact(at: Position(7)) == LedgerFact(world.entries[6]))
            #expect(try view.fact(at: Position(61)) == nil)
            #expect(try view.latestDay() == days.max())
            #expect(
                try view.latestDay(notAfter: day(20_050)) == days.filter { $0 <= 20_050 }.max())
        }
    }

    func keepsRows(_ database: Database, _ reader: Reader) throws {
        var unit = UnitRecord(code: UnitCode(text: "乙镇")!, name: "乙", definedOn: day(20_000))
        let other = UnitRecord(code: UnitCode(text: "A")!, name: "甲", definedOn: day(-1))
        var batch = LedgerBatch(epoch: .sample, from: .origin, to: .origin)
        batch.units = [unit, other]
        batch.projects = [Self.fullProject, ProjectRecord(project: ProjectID(text: "P0")!)]
        try database.commit(batch)
        unit.latest.parent = other.code
        unit.latest.kind = .town
        unit.latest.peerGroup = "一类"
        unit.latest.division = DivisionCode(text: "350582")
        var later = unit.latest
        (later.from, later.parent, later.isClosed) = (day(20_010), nil, true)
        unit = UnitRecord(code: unit.code, states: unit.states + [later])
        batch.units = [unit]
        batch.projects = []
        let credit = ProjectCredit(unit: other.code, project: Self.fullProject.project)
        batch.credits = [credit]
        try database.commit(batch)
        try database.commit(batch)
        #expect(try database.projects(creditedTo: [other.code, unit.code]) == [credit.project])
        #expect(try database.projects(creditedTo: [unit.code]) == [])
        #expect(try database.units() == [other, unit])
        try reader.snapshot { (view) throws(JournalError) in
            #expect(try view.units() == [other, unit])
            let id = Self.fullProject.project
            #expect(try view.project(id) == Self.fullProject)
            #expect(try view.project(ProjectID(text: "P1")!) == nil)
            let all = try view.projects(ProjectFilter(max: 10))
            // "P0" has no agreement in force.
            #expect(all.map(\.project.text) == [id.text])
        }
    }

    private static var fullProject: ProjectRecord {
        var record = ProjectRecord(project: ProjectID(text: "项目-1")!)
        record.name = "Solar \"cell\" works"
        record.creditedUnit = UnitCode(text: "甲\"\\镇")
        record.stage = .started
        record.signedOn = day(19_000)
        record.storedOn = day(19_100)
        record.startedOn = day(19_200)
        record.operationalOn = day(19_300)
        record.closedOn = day(19_400)
        record.capitalFen = Int128(Int64.max) * 3
        record.terms.investor = "光伏 Holding"
        record.terms.investorCode = CreditCode(text: "91350100M000100Y43")
        record.terms.origin = .origin(.outOfProvince)
        record.terms.hostUnit = UnitCode(text: "乙镇")
        record.terms.industry = IndustryCode(text: "C3974")
        record.terms.ownership = .privately
        record.terms.totalInvestment = Money(fen: 12_345)
        record.terms.approvalCode = ApprovalCode(text: "2020-350582-17-03-033330")
        record.terms.site = ""
        return record
    }

    func filters(_ database: Database, _ reader: Reader) throws {
        var generator = Generator(seed: 14)
        let units = ["甲\"\\镇", "b", "C"].compactMap(UnitCode.init(text:))
        var records: [ProjectRecord] = [Self.fullProject]
        for number in 1...80 {
            var record = ProjectRecord(project: ProjectID(text: "p-\(number)")!)
            record.name = generator.pick([nil, "Alpha \(number)", "ÄPFEL", "光伏"])
            record.creditedUnit = generator.pick([nil] + units)
            record.stage = generator.pick([nil, .signed, .started, .stored])
            record.signedOn = generator.pick([nil, day(19_000 + number)])
            record.startedOn = generator.pick([nil, day(19_050 + number)])
            record.terms.industry = IndustryCode(text: generator.pick(["C39", "C3974", "A01"]))
            records.append(record)
        }
        var batch = LedgerBatch(epoch: .sample, from: .origin, to: .origin)
        batch.projects = records
        try database.commit(batch)
        records.sort { $0.project.text.utf8.lexicographicallyPrecedes($1.project.text.utf8) }
        try reader.snapshot { (view) throws(JournalError) in
            for _ in 0..<200 {
                let filter = Self.filter(&generator, units, records)
                let wanted = records.filter { record in
                    let isLater = filter.after.map {
                        $0.text.utf8.lexicographicallyPrecedes(record.project.text.utf8)
                    }
                    return (isLater ?? true) && filter.passes(record)
                }
                #expect(try view.projects(filter) == Array(wanted.prefix(filter.max)))
            }
        }
    }

    private static func filter(
        _ generator: inout Generator, _ units: [UnitCode], _ records: [ProjectRecord]
    ) -> ProjectFilter {
        var filter = ProjectFilter(max: generator.pick([1, 5, 1_000]))
        filter.stage = generator.pick([nil, nil, .signed, .started])
        filter.units = generator.pick([nil, nil, [], [units[0]], units])
        filter.industryPrefix = generator.pick([nil, nil, "C", "C39", "C3974"])
        filter.from = generator.pick([nil, nil, day(19_040)])
        filter.to = generator.pick([nil, nil, day(19_070)])
        filter.text = generator.pick([nil, nil, "", "ALPHA 1", "äpfel", "光", "P-2", "hold"])
        filter.after = generator.pick([nil, generator.pick(records).project])
        return filter
    }
}

extension LedgerView {
    /// The day of the latest fact that a question without a day may stand on.
    func latestDay(
        notAfter day: CivilDay = CivilDay(ordinal: .max), knownAt: Position = .latest
    ) throws(JournalError) -> Int32? {
        try latestFactOfEffect(notAfter: day, knownAt: knownAt, before: nil)?.columns.effectiveDay
    }
}
