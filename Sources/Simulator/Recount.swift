// SPDX-License-Identifier: Apache-2.0
//
// The oracle: what every cell must hold, counted from the facts by the words of DOMAIN.md, section 4.
//
// It shares no code with `Rollup`'s contributions, deltas and cells: no batches, no differences, no
// cache, no tree of units; it walks all facts known at K and of effect by A, subject by subject, and
// adds up. Slow, and easy to believe. Above the cells the product's own `Progress` divides.

import Journal
public import Pipeline
public import Rollup

/// All cells of a set of facts, as of a day.
public struct Recount: CellSource {
    private(set) var sums: [CellKey: [CivilDay: Tally]] = [:]
    private var parents: [UnitCode: UnitCode] = [:]
    private var divisions: [UnitCode: DivisionCode] = [:]

    /// Counts.
    ///
    /// - Parameter facts: all facts of the journal up to the known-at, in order of position.
    public init(_ facts: [LoggedFact], asOf: CivilDay) {
        let facts = Recount.statements(facts)
        for logged in facts {
            guard case .unitDefined(let unit)? = logged.fact.content,
                let code = logged.fact.subject.flatMap(UnitCode.init(text:))
            else { continue }
            parents[code] = unit.parent
            divisions[code] = unit.division
        }
        var subjects: [Subject: [LoggedFact]] = [:]
        for logged in facts {
            guard let day = logged.fact.dayOfEffect, day <= asOf,
                let subject = logged.fact.derivedSubject
            else { continue }
            subjects[subject, default: []].append(logged)
        }
        for (subject, facts) in subjects { count(subject, facts) }
    }

    private mutating func count(_ subject: Subject, _ facts: [LoggedFact]) {
        switch subject {
        case .unit, .publication: break
        case .project: countProject(facts)
        case .task(let key): countTask(key, facts)
        case .entities(let unit, let category): countEntities(unit, category, facts)
        case .indicator(let key): countIndicator(key, facts)
        }
    }

    /// The unit and all above it.
    private func line(of unit: UnitCode) -> [UnitCode] {
        var line = [unit]
        while let parent = parents[line.last!] { line.append(parent) }
        return line
    }

    /// The division that says which county a unit lies in: its own, else that of who stands above.
    func division(of unit: UnitCode) -> DivisionCode? {
        line(of: unit).compactMap { divisions[$0] }.first
    }

    /// Adds to the unit's own cell, and to the subtree cells of its line where that is summed.
    mutating func add(
        _ amount: Int128, facts: Int, to quantity: Quantity, of unit: UnitCode, on day: CivilDay,
        detail: String = "", isSummed: Bool = true
    ) {
        let tally = Tally(amount: amount, facts: facts)
        var cells = [CellKey(unit: unit, scope: .own, quantity: quantity, detail: detail)]
        if isSummed {
            cells += line(of: unit).map {
                CellKey(unit: $0, scope: .subtree, quantity: quantity, detail: detail)
            }
        }
        for cell in cells {
            sums[cell, default: [:]][day] = (sums[cell]?[day] ?? .zero) + tally
        }
    }
}

extension Recount {
    /// See `CellSource.tally`.
    public func tally(_ cell: CellKey, days: ClosedRange<CivilDay>) -> Tally {
        (sums[cell] ?? [:]).filter { days.contains($0.key) }.reduce(.zero) { $0 + $1.value }
    }

    /// See `CellSource.rows`.
    public func rows(_ cell: CellKey, days: ClosedRange<CivilDay>) -> [CellRow] {
        (sums[cell] ?? [:]).filter { days.contains($0.key) && $0.value != .zero }
            .sorted { $0.key < $1.key }
            .map { CellRow(cell: cell, bucketDay: $0.key, tally: $0.value) }
    }

    /// See `CellSource.details`.
    public func details(of unit: UnitCode, quantity: Quantity) -> [String] {
        sums.keys.filter { $0.unit == unit && $0.scope == .own && $0.quantity == quantity }
            .map(\.detail).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// All cells in the order of the ledger database; sums that are zero left out.
    public var rows: [CellRow] {
        sums.flatMap { cell, days in
            days.map { CellRow(cell: cell, bucketDay: $0.key, tally: $0.value) }
        }
        .filter { $0.tally != .zero }.sorted(by: CellRow.precedes)
    }
}
