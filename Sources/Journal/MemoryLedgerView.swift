// SPDX-License-Identifier: Apache-2.0
//
// One state of the in-memory ledger database: how it is changed, and how it answers.
//
// Answers about cells go over all deltas of the cell, by the law of a tally as it is written, not
// by the subtraction that engines do; the suite compares the two.

public import Pipeline
public import Rollup

/// A state of the twin.
public struct MemoryLedgerView: LedgerView, Sendable {
    /// How far this state has folded.
    public private(set) var cursor = LedgerCursor.origin
    private var facts: [LedgerFact] = []
    private var deltas: [CellKey: [Delta]] = [:]
    /// The deltas of the last batches, and the cursor from which each starts.
    private var batches: [(from: Position, deltas: [Delta])] = []
    private static let batchesKept = 4
    private var cells: [CellKey: [CivilDay: Tally]] = [:]
    private var projects: [ProjectID: ProjectRecord] = [:]
    private(set) var credits: [UnitCode: Set<ProjectID>] = [:]
    private(set) var relations: [ProjectID: ProjectRelations] = [:]
    private var lateFacts: [LateFact] = []
    private var knownUnits: [UnitCode: UnitRecord] = [:]

    mutating func apply(_ batch: LedgerBatch) {
        facts.append(contentsOf: batch.facts)
        for delta in batch.deltas { deltas[delta.cell, default: []].append(delta) }
        batches = batches.suffix(Self.batchesKept - 1) + [(batch.from, batch.deltas)]
        for change in batch.cellChanges {
            let sum = (cells[change.cell]?[change.bucketDay] ?? .zero) + change.tally
            cells[change.cell, default: [:]][change.bucketDay] = sum == .zero ? nil : sum
            if cells[change.cell]?.isEmpty ?? false { cells[change.cell] = nil }
        }
        for credit in batch.credits {
            credits[credit.unit, default: []].insert(credit.project)
        }
        for project in batch.projects { projects[project.project] = project }
        for row in batch.relations { relations[row.project] = row.isEmpty ? nil : row }
        lateFacts += batch.lateFacts
        for unit in batch.units { knownUnits[unit.code] = unit }
        for code in batch.unitsVoided { knownUnits[code] = nil }
        cursor = LedgerCursor(epoch: batch.epoch, position: batch.to)
    }

    var rows: [CellRow] {
        cells.flatMap { cell, days in
            days.map { day, tally in CellRow(cell: cell, bucketDay: day, tally: tally) }
        }
        .sorted(by: CellRow.precedes)
    }

    private func deltasInForce(
        _ cell: CellKey, _ days: ClosedRange<CivilDay>, _ asOf: CivilDay, _ knownAt: Position
    ) -> [Delta] {
        (deltas[cell] ?? []).filter {
            days.contains($0.bucketDay) && $0.effectiveDay <= asOf && $0.position <= knownAt
        }
    }

    /// See `LedgerView.tally`.
    public func tally(
        _ cell: CellKey, days: ClosedRange<CivilDay>, asOf: CivilDay, knownAt: Position
    ) -> Tally {
        deltasInForce(cell, days, asOf, knownAt).reduce(.zero) { $0 + $1.tally }
    }

    /// See `LedgerView.days`.
    public func days(
        _ cell: CellKey, days: ClosedRange<CivilDay>, asOf: CivilDay, knownAt: Position
    ) -> [CellRow] {
        var sums: [CivilDay: Tally] = [:]
        for delta in deltasInForce(cell, days, asOf, knownAt) {
            sums[delta.bucketDay] = (sums[delta.bucketDay] ?? .zero) + delta.tally
        }
        return sums.filter { $0.value != .zero }.sorted { $0.key < $1.key }
            .map { CellRow(cell: cell, bucketDay: $0.key, tally: $0.value) }
    }

    /// See `LedgerView.deltas`.
    public func deltas(
        _ selection: DeltaSelection, after place: DeltaPlace?, max: Int
    ) -> [Delta] {
        let path = selection.path
        let later = (deltas[selection.cell] ?? []).filter { delta in
            selection.contains(delta)
                && place.map { $0.precedes(DeltaPlace(delta), along: path) } ?? true
        }
        let sorted = later.sorted { DeltaPlace($0).precedes(DeltaPlace($1), along: path) }
        return Array(sorted.prefix(Swift.max(0, max)))
    }

    /// See `LedgerView.deltas`.
    public func deltas(after position: Position) -> [Delta]? {
        if position == cursor.position { return [] }
        guard let first = batches.firstIndex(where: { $0.from == position }) else { return nil }
        return batches[first...].flatMap(\.deltas)
    }

    /// See `LedgerView.details`.
    public func details(unit: UnitCode, scope: Scope, quantity: Quantity) -> [String] {
        deltas.keys.filter { $0.unit == unit && $0.scope == scope && $0.quantity == quantity }
            .map(\.detail).sorted { $0.precedesInBytes($1) }
    }

    /// See `LedgerView.units`.
    public func units() -> [UnitRecord] {
        knownUnits.values.sorted { $0.code.text.precedesInBytes($1.code.text) }
    }

    /// See `LedgerView.lastUnitFact`.
    public func lastUnitFact() -> Position {
        facts.last { $0.isOfUnit }?.position ?? .origin
    }

    /// See `LedgerView.unitFacts`.
    public func unitFacts(upTo position: Position) -> [LedgerFact]? {
        let all = facts.filter(\.isOfUnit)
        let known = all.filter { $0.position <= position }
        return known.count == all.count ? nil : known
    }

    /// See `LedgerView.lateFacts`.
    public func lateFacts(days: ClosedRange<CivilDay>) -> [LateFact] {
        lateFacts.filter { days.contains($0.day) }.sorted {
            ($0.day, $0.unit, $0.position) < ($1.day, $1.unit, $1.position)
        }
    }

    /// See `LedgerView.lastReport`.
    public func lastReport(
        by unit: UnitCode, days: ClosedRange<CivilDay>, knownAt: Position
    ) -> CivilDay? {
        let reported = facts.filter { fact in
            fact.position <= knownAt && fact.columns.unit == unit.text
                && EntryColumns.kindsOfReports.contains(fact.columns.kind)
        }
        return reported.compactMap { $0.columns.effectiveDay.map(CivilDay.init(ordinal:)) }
            .filter(days.contains).max()
    }

    /// See `LedgerView.ruleSetFacts`.
    public func ruleSetFacts(upTo position: Position) -> [LedgerFact] {
        facts.filter { $0.columns.subject.hasPrefix("ruleset/") && $0.position <= position }
    }

    /// See `LedgerView.projects`.
    public func projects(_ filter: ProjectFilter) -> [ProjectRecord] {
        let passing = projects.values.filter { record in
            let isLater = filter.after.map { $0.text.precedesInBytes(record.project.text) } ?? true
            return isLater && filter.passes(record)
        }
        .sorted { $0.project.text.precedesInBytes($1.project.text) }
        return Array(passing.prefix(Swift.max(0, filter.max)))
    }

    /// See `LedgerView.projects`.
    public func projects(changedAfter position: Position, orAfter day: CivilDay?) -> [ProjectID] {
        let changed = facts.filter { fact in
            let isLater = day.map { $0.ordinal < fact.columns.effectiveDay ?? .min } ?? false
            return fact.position > position || isLater
        }
        return Set(changed.compactMap { Subject(text: $0.columns.subject)?.project }).sorted()
    }

    /// See `LedgerView.project`.
    public func project(_ id: ProjectID) -> ProjectRecord? { projects[id] }

    /// See `LedgerView.facts`.
    public func facts(of subject: Subject) -> [LedgerFact] {
        let text = subject.text
        return facts.filter { $0.columns.subject == text }
    }

    /// See `LedgerView.facts`.
    public func facts(_ selection: FactSelection) -> [LedgerFact] {
        var start: FactPlace?
        if let after = selection.after {
            guard let fact = fact(at: after) else { return [] }
            start = selection.place(of: fact)
        }
        let later = facts.filter { fact in
            selection.contains(fact) && start.map { $0 < selection.place(of: fact) } ?? true
        }
        let sorted = later.sorted { selection.place(of: $0) < selection.place(of: $1) }
        return Array(sorted.prefix(Swift.max(0, selection.max)))
    }

    /// See `LedgerView.hasOrders`.
    public func hasOrders(on subject: Subject) -> Bool {
        let orders = [FactKind.corrected, .voided].map(\.rawValue)
        return facts(of: subject).contains { orders.contains($0.columns.kind) }
    }

    /// See `LedgerView.fact`.
    public func fact(at position: Position) -> LedgerFact? {
        facts.indices.contains(Int(position.number) - 1) ? facts[Int(position.number) - 1] : nil
    }

    /// See `LedgerView.position`.
    public func position(recordedBy moment: Moment) -> Position {
        facts.last { $0.recordedAt <= moment }?.position ?? .origin
    }

    /// See `LedgerView.latestFactOfEffect`.
    public func latestFactOfEffect(
        notAfter day: CivilDay, knownAt: Position, before fact: LedgerFact?
    ) -> LedgerFact? {
        func place(_ fact: LedgerFact) -> (Int32, Position) {
            (fact.columns.effectiveDay ?? .min, fact.position)
        }
        let known = facts.filter {
            $0.position <= knownAt && EntryColumns.kindsOfEffect.contains($0.columns.kind)
                && $0.columns.effectiveDay.map { $0 <= day.ordinal } ?? false
        }
        return known.filter { found in fact.map { place(found) < place($0) } ?? true }
            .max { place($0) < place($1) }
    }
}
