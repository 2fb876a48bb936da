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
    var units: UnitDirectory
    var identity: RowIdentity

    mutating func report(number: Int, cells: [String]) -> RowReport {
        var row = Row(number: number, cells: cells, header: header)
        if row.isBlank { return RowReport(number: number, outcome: .skipped(.blank)) }
        if let total = row.total {
            let reason = SkipReason.total(label: total.label, heading: total.heading)
            return RowReport(number: number, outcome: .skipped(reason))
        }
        var facts = draft(&row)
        if !facts.isEmpty { facts[0].note = row.note() }
        let outcome: RowOutcome =
            row.findings.isEmpty ? .made(facts) : .flagged(facts, row.findings)
        return RowReport(number: number, outcome: outcome)
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

    /// A fact of this row with its id. A key that comes again is flagged.
    mutating func fact(
        _ content: Content, key: [String], in row: inout Row, keyColumn: Column,
        mayRepeat: Bool = false
    ) -> Fact {
        let (id, occurrence) = identity.next(key, content.kind)
        if occurrence > 1, !mayRepeat {
            row.flag(.duplicateKey, keyColumn, "\(content.kind.name) stands in a row above already")
        }
        var fact = Fact()
        fact.id = id
        fact.content = content
        var source = Source()
        source.file = file
        source.row = Int64(row.number)
        source.system = "csv"
        fact.source = source
        return fact
    }

    /// The unit that a row names by code, else by name.
    func unit(_ row: inout Row) -> UnitCode? {
        if row.text(.unitCode) != nil { return row.code(.unitCode, as: UnitCode.self) }
        guard let name = row.text(.unitName) else {
            row.flag(.fieldMissing, .unitName, "no unit is named")
            return nil
        }
        return unit(named: name, .unitName, &row)
    }

    func unit(named name: String, _ column: Column, _ row: inout Row) -> UnitCode? {
        if let code = units.code(named: name) { return code }
        if units.isAmbiguous(name) {
            row.keep(column, .unknownUnit, "more than one unit is named \(name)")
            return nil
        }
        guard let code = UnitCode(text: name) else {
            row.keep(column, .malformedCode, "“\(name)” names no unit and is no code")
            return nil
        }
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
