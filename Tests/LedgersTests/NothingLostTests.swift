// SPDX-License-Identifier: Apache-2.0
//
// Acceptance: a sheet with every trap is read with no row and no column lost, and edited in so many
// places it proposes exactly so many changes. GROUNDBREAK_PROOF=full takes 50,000 rows and 100 edits.

import Pipeline
import Seeded
import TestKit
import Testing

@testable import Ledgers

@Suite struct NothingLostTests {
    /// What is lost: texts of records that stand in no fact of their row, where it gave any, and rows that
    /// gave none and are not told whole.
    private func lost(_ sheet: NastySheet, _ reading: LedgerReading) -> [String] {
        let records = reading.rows.filter { row in
            if case .skipped = row.outcome { false } else { true }
        }
        guard records.count == sheet.records.count else {
            return ["\(records.count) of \(sheet.records.count) records"]
        }
        var lost: [String] = []
        for (row, record) in zip(records, sheet.records) {
            let cells = ([record.category, record.unit] + record.cells).map(Spelling.trimmed)
            let wanted = cells.filter { !$0.isEmpty }
            if row.facts.isEmpty {
                if row.findings.isEmpty { lost.append("row \(row.number) is not told") }
                lost += Set(wanted).subtracting(row.cells).map { "row \(row.number): “\($0)”" }
                continue
            }
            let found = Found(row.facts, reading.file)
            // Behind the running number, in the order of the sheet.
            for (heading, text) in zip(reading.file.headings.dropFirst(), cells)
            where !text.isEmpty && !found.holds(text, under: heading) {
                lost.append("row \(row.number): “\(text)” of \(row.facts)")
            }
        }
        return lost
    }

    /// What the facts of a row hold, by the place of each text.
    private struct Found {
        private var texts: [FactPlace: Set<String>] = [:]
        private let columns: [String: Column]

        init(_ facts: [Fact], _ file: LedgerFile) {
            columns = file.headingOfColumn.reduce(into: [:]) { columns, entry in
                columns[entry.value] = Column(rawValue: entry.key)
            }
            for fact in facts {
                for (place, text) in fact.places { texts[place, default: []].insert(text) }
                if let unit = fact.unit { texts[.column(.unitName), default: []].insert(unit.text) }
            }
        }

        func holds(_ text: String, under heading: String) -> Bool {
            if texts[.detail(heading)]?.contains(text) ?? false { return true }
            guard let column = columns[heading], let held = texts[.column(column)] else {
                return false
            }
            if held.contains(text) { return true }
            if column.isDay {
                return DayText.parse(Spelling.folded(text)).map { held.contains($0.text) } ?? false
            }
            guard column == .amount,
                case .amount(let money) = AmountText.parse(text, defaultUnit: .tenThousandYuan)
            else { return false }
            return held.contains(money.words)
        }
    }

    @Test(arguments: 1...12 as ClosedRange<UInt64>)
    func noTextIsLost(seed: UInt64) throws {
        let sheet = NastySheet(seed: seed, rows: 150)
        let reading = try Desk.read(sheet.text)
        #expect(reading.kind == .projects)
        #expect(reading.file.headings.count == 19)
        #expect(lost(sheet, reading) == [])
        let ids = reading.facts.compactMap(\.id)
        #expect(Set(ids).count == ids.count)
        #expect(
            reading.facts.allSatisfy { fact in
                guard case .detailsSet(let set)? = fact.content else { return true }
                return Set(set.details.map(\.name)).count == set.details.count
            })
    }

    @Test func aLostCellIsFound() throws {
        let sheet = NastySheet(seed: 1, rows: 20)
        let reading = try Desk.read(
            sheet.text.replacing(sheet.records[7].cells[NastySheet.name], with: ""))
        #expect(lost(sheet, reading).count == 1)
    }

    @Test func asManyChangesAsEdits() throws {
        let (rows, edits) = (Proof.times(1_500, full: 50_000), 100)
        var sheet = NastySheet(seed: 5, rows: rows)
        let reading = try Desk.read(sheet.text)
        #expect(lost(sheet, reading) == [])
        var book = Book()
        try book.take(sheet.text)
        #expect(try book.plan(sheet.text).isEmpty)
        var random = Generator(seed: 6)
        let lawful = Set(reading.rows.filter { !$0.facts.isEmpty }.map(\.number))
        let numbers = reading.rows.filter { row in
            if case .skipped = row.outcome { false } else { true }
        }.map(\.number)
        let edited = sheet.edit(edits, &random) { lawful.contains(numbers[$0]) }
        let plan = try book.plan(sheet.text)
        #expect(plan.changes.count == edits)
        #expect(Set(plan.changes.map(\.row)) == Set(edited.map { numbers[$0] }))
        #expect(plan.newRows == 0 && plan.held.isEmpty && plan.gone.isEmpty && plan.emptied.isEmpty)
        try book.take(sheet.text)
        #expect(try book.plan(sheet.text).isEmpty)
    }

    @Test(arguments: 1...6 as ClosedRange<UInt64>)
    func rowsThatAreMovedProposeNothing(seed: UInt64) throws {
        var sheet = NastySheet(seed: seed, rows: 120)
        var book = Book()
        let first = sheet.text
        try book.take(first)
        // Whole blocks, since names stand once above their rows.
        let blocks = Dictionary(grouping: sheet.records, by: \.unit)
        var random = Generator(seed: seed)
        sheet.records = blocks.keys.sorted().shuffled(using: &random).flatMap { unit in
            blocks[unit]!.shuffled(using: &random)
        }
        let plan = try book.plan(sheet.text)
        #expect(plan.isEmpty, "\(plan.told) \(plan.held.count) \(plan.gone.count)")
        try book.undo(first)
        try book.take(first) { $0.again = true }
        let again = try book.plan(sheet.text)
        #expect(again.isEmpty, "\(again.told) \(again.held.count) \(again.gone.count)")
    }
}

extension Column {
    fileprivate var isDay: Bool { [.signedOn, .storedOn, .startedOn].contains(self) }
}
