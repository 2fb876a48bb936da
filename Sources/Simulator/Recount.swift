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
    /// The facts of each unit in force.
    var unitFacts: [UnitCode: [LoggedFact]] = [:]

    /// Counts.
    ///
    /// - Parameter facts: all facts of the journal up to the known-at, in order of position.
    public init(_ facts: [LoggedFact], asOf: CivilDay) {
        let facts = Recount.statements(facts)
        for logged in facts {
            guard case .unit(let code)? = logged.fact.derivedSubject else { continue }
            unitFacts[code, default: []].append(logged)
        }
        let links = Recount.links(facts)
        var subjects: [Subject: [LoggedFact]] = [:]
        for logged in facts {
            guard let day = logged.fact.dayOfEffect, day <= asOf,
                let subject = logged.fact.derivedSubject
            else { continue }
            subjects[subject, default: []].append(logged)
        }
        for (subject, facts) in subjects {
            if case .project(let id) = subject {
                guard links[id] == nil else { continue }
                var project = NaiveProject(facts: facts)
                project.add(to: id, links, subjects)
                countProject(project)
            } else {
                count(subject, facts)
            }
        }
    }

    private mutating func count(_ subject: Subject, _ facts: [LoggedFact]) {
        switch subject {
        case .unit, .publication, .period, .warning, .order, .projection, .ruleSet, .project: break
        case .task(let key): countTask(key, facts)
        case .entities(let unit, let category): countEntities(unit, category, facts)
        case .entity(let code): countEntity(code, facts)
        case .indicator(let key): countIndicator(key, facts)
        }
    }

    /// Adds to the unit's own cell, and to the subtree cells of its line where that is summed.
    mutating func add(
        _ amount: Int128, facts: Int, to quantity: Quantity, of unit: UnitCode, on day: CivilDay,
        detail: String = "", isSummed: Bool = true
    ) {
        var cells = [CellKey(unit: unit, scope: .own, quantity: quantity, detail: detail)]
        if isSummed {
            cells += line(of: unit, on: day).map {
                CellKey(unit: $0, scope: .subtree, quantity: quantity, detail: detail)
            }
        }
        for cell in cells { put(amount, facts, cell, day) }
    }

    mutating func put(_ amount: Int128, _ facts: Int, _ cell: CellKey, _ day: CivilDay) {
        let tally = Tally(amount: amount, facts: facts)
        sums[cell, default: [:]][day] = (sums[cell]?[day] ?? .zero) + tally
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
