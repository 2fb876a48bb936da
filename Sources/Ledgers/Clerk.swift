// SPDX-License-Identifier: Apache-2.0
//
// Goes through the rows of one file: a row → its report. What a kind of ledger makes of a row stands
// in the extensions.
//
// Law: the same file read again gives the same facts with the same ids; a row depends on the rows
// above it only by the occurrence of its key and by the units that they define.

import Pipeline

struct Clerk {
    let file: String
    let header: Header
    let mapping: LedgerMapping?
    /// Names the import in the source of each fact.
    let run: String
    var units: UnitDirectory
    var identity: RowIdentity
    /// What the blanks of merged columns say.
    private(set) var above = MergedCells()
    /// The key of the row in hand.
    private(set) var key: RowKey?

    init(
        file: String, header: Header, mapping: LedgerMapping?, run: String, units: UnitDirectory,
        identity: RowIdentity
    ) {
        (self.file, self.header, self.mapping, self.run) = (file, header, mapping, run)
        (self.units, self.identity) = (units, identity)
    }

    mutating func report(number: Int, cells: [String]) -> RowReport {
        key = nil
        let cells = cells.map(Spelling.trimmed)
        if let reason = Row(number: number, cells: cells, header: header).skipReason {
            above.pass(reason)
            return RowReport(number: number, outcome: .skipped(reason), cells: cells)
        }
        let filled = above.fill(cells, header.merged, row: number)
        var row = Row(number: number, cells: filled, header: header)
        var facts = draft(&row)
        if !facts.isEmpty { keepTheRest(of: &row, with: &facts) }
        let outcome: RowOutcome =
            row.findings.isEmpty ? .made(facts) : .flagged(facts, row.findings)
        var report = RowReport(number: number, outcome: outcome, cells: filled)
        report.key = key
        return report
    }

    private mutating func draft(_ row: inout Row) -> [Fact] {
        let facts =
            switch header.kind {
            case .units: unitFacts(&row)
            case .tasks: taskFacts(&row)
            case .projects: projectFacts(&row)
            case .capital: capitalFacts(&row)
            case .entities: entityFacts(&row)
            case .indicators: indicatorFacts(&row)
            }
        if facts.isEmpty, row.findings.isEmpty {
            row.flag(.fieldMissing, header.kind.leadingColumn, "the row gives nothing to log")
        }
        return facts
    }

    /// The remark, and every cell that no field took.
    private func keepTheRest(of row: inout Row, with facts: inout [Fact]) {
        guard header.kind == .projects, let key else {
            facts[0].note = row.wholeNote()
            return
        }
        facts[0].note = row.remark()
        let day = facts.compactMap(\.effectiveOn).min()
        for (part, details) in row.details.sorted(by: { $0.key < $1.key }) {
            var set = DetailsSet()
            set.details = details
            var fact = fact(.detailsSet(set), key, part: part, in: row)
            (fact.subject, fact.unit) = (facts[0].subject, facts[0].unit)
            fact.effectiveOn = day
            facts.append(fact)
        }
    }

    /// Takes the next number of the row's key. One that comes again is flagged.
    ///
    /// - Parameter mayRepeat: whether several rows of one key are nothing to look at.
    mutating func key(
        _ parts: [String], in row: inout Row, keyColumn: Column, mayRepeat: Bool = false
    ) -> RowKey {
        var parts = mapping?.origin(of: parts) ?? parts
        let chosen = header.keys.map { $0 < row.cells.count ? row.cells[$0] : "" }
        if !chosen.isEmpty, chosen.contains(where: { !$0.isEmpty }) {
            parts = mapping?.origin(of: chosen) ?? chosen
        }
        let next = identity.next(parts)
        if next.occurrence > 1, !mayRepeat {
            row.flag(
                .duplicateKey, keyColumn,
                "the key “\(parts.joined(separator: "/"))” stands in a row above already")
        }
        key = next
        return next
    }

    /// A fact of this row with its id.
    func fact(_ content: Content, _ key: RowKey, part: Int = 0, in row: Row) -> Fact {
        var fact = Fact()
        fact.id = identity.id(key, content.kind, part: part)
        fact.content = content
        var source = Source()
        source.file = file
        source.row = Int64(row.number)
        source.form = row.cell(.sequence).map {
            "\(row.header.heading(of: .sequence)) \($0.prefix(40))"
        }
        source.system = run
        fact.source = source
        return fact
    }

    /// The unit that a row names by code, else by name.
    func unit(_ row: inout Row) -> UnitCode? {
        if row.text(.unitCode) != nil {
            let code = row.code(.unitCode, as: UnitCode.self)
            compareUnit(code, &row)
            return code
        }
        guard let name = row.text(.unitName) else {
            row.flag(.fieldMissing, .unitName, "no unit is named")
            return nil
        }
        return unit(named: name, .unitName, &row)
    }

    /// The code counts; a name beside it that is another unit's is told.
    private func compareUnit(_ code: UnitCode?, _ row: inout Row) {
        guard let code, let name = row.text(.unitName), let named = units.code(named: name),
            named != code
        else { return }
        row.flag(
            .unknownUnit, .unitName, "\(name) is \(named.text), and the code says \(code.text)")
    }

    func unit(named name: String, _ column: Column, _ row: inout Row) -> UnitCode? {
        if let code = units.code(named: name) {
            row.take(column)
            return code
        }
        if units.isAmbiguous(name) {
            row.flag(.unknownUnit, column, "more than one unit is named \(name)")
            return nil
        }
        guard let code = UnitCode(text: name) else {
            row.flag(.malformedCode, column, "“\(name)” names no unit and is no code")
            return nil
        }
        row.take(column)
        if !units.isEmpty, !units.contains(code) {
            row.flag(.unknownUnit, column, "\(name) is not among the known units")
        }
        return code
    }
}

extension LedgerKind {
    fileprivate var leadingColumn: Column {
        switch self {
        case .units: .unitCode
        case .tasks, .indicators: .measure
        case .projects: .name
        case .capital: .key
        case .entities: .category
        }
    }
}
