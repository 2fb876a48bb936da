// SPDX-License-Identifier: Apache-2.0
//
// One fact folded: what it changes in the contribution of its subject, and in those of others that it
// is a fact of as well. A unit's fact moves the projects below it, a duplicate's its original, a
// bundle's its parts; all these deltas carry the position of the fact.

import Journal
import Pipeline
import Rollup

extension Folder {
    mutating func fold(
        _ entry: Entry, _ logged: LoggedFact, _ subject: Subject, into batch: inout LedgerBatch,
        moved: inout Set<ProjectID>
    ) throws(JournalError) {
        var sheet = DeltaSheet()
        switch subject {
        case .project(let id):
            try fold(logged, of: id, into: &sheet, &batch, moved: &moved)
        case .unit(let code):
            let place = try remember(subject)
            subjects.values[place].take(logged)
            try fold(code, subjects.values[place].facts, into: &batch, &sheet)
        default:
            let place = try remember(subject)
            if let change = subjects.values[place].follow(logged, of: subject, tree: tree) {
                sheet.add(change, tree: tree)
            } else {
                let before = Contribution(of: subjects.values[place].facts, tree: tree)
                subjects.values[place].take(logged)
                let after = Contribution(of: subjects.values[place].facts, tree: tree)
                sheet.move(from: before, to: after, tree: tree)
            }
        }
        factsCached += 1
        let deltas = sheet.deltas(at: entry.position)
        batch.deltas += deltas
        batch.lateFacts += try lateFacts(logged, subject, deltas)
        batch.facts.append(LedgerFact(entry))
        batch.to = entry.position
    }

    /// Adds a fact to a project, and moves those that it counts in or that count in it; these may have
    /// another contribution or row then.
    private mutating func fold(
        _ logged: LoggedFact, of id: ProjectID, into sheet: inout DeltaSheet,
        _ batch: inout LedgerBatch, moved all: inout Set<ProjectID>
    ) throws(JournalError) {
        all.insert(id)
        let place = try remember(.project(id))
        if kinships.isAlone(id),
            let change = subjects.values[place].follow(logged, of: .project(id), tree: tree)
        {
            sheet.add(change, tree: tree)
            return credit(change, and: [logged], to: id, in: &batch)
        }
        // What the others contribute is known before the fact is.
        let isTold = ProjectKinship.isTold(by: logged.fact.content)
        var after = kinships[id]
        if isTold {
            let kinship = ProjectKinship(of: subjects.values[place].facts + [logged])
            after = ProjectRelations(project: id)
            (after.duplicateOf, after.parts) = (kinship.duplicateOf, kinship.partsEver)
        }
        var moved = Set([kinships[id].duplicateOf, after.duplicateOf].compactMap(\.self))
        if isTold { moved.formUnion(kinships[id].parts.union(after.parts)) }
        moved.remove(id)
        all.formUnion(moved)
        let others = [id] + moved.sorted()
        var before: [Contribution] = []
        for other in others { before.append(try contribution(of: other)) }

        kinships.set(after)
        subjects[.project(id)]!.take(logged)
        for (other, before) in zip(others, before) {
            let after = try contribution(of: other)
            sheet.move(from: before, to: after, tree: tree)
            credit(after, and: try facts(of: other), to: other, in: &batch)
        }
    }

    /// Who is credited with a project, on some day or by some knowledge.
    private func credit(
        _ contribution: Contribution, and facts: [LoggedFact], to id: ProjectID,
        in batch: inout LedgerBatch
    ) {
        for unit in contribution.units {
            batch.credits.insert(ProjectCredit(unit: unit, project: id))
        }
        for unit in ProjectRecord.unitsNamed(by: facts) {
            batch.credits.insert(ProjectCredit(unit: unit, project: id))
        }
    }

    /// The row of a project that was folded.
    func record(of id: ProjectID) throws(JournalError) -> ProjectRecord {
        if kinships.isAlone(id), let known = subjects[.project(id)]?.record(of: id) { return known }
        return ProjectRecord(id, facts: try facts(of: id), tree: tree, kin: try kin(of: id))
    }

    /// Takes a unit's facts into the tree; one that changed its place moves the figures of all that
    /// was ever credited below it.
    private mutating func fold(
        _ code: UnitCode, _ facts: [LoggedFact], into batch: inout LedgerBatch,
        _ sheet: inout DeltaSheet
    ) throws(JournalError) {
        let unit = UnitRecord(facts: facts)
        var moved: [(project: ProjectID, contribution: Contribution)] = []
        // Held only where it is needed: the tree is copied when it changes while another holds it.
        var before: UnitTree?
        if facts.count > 1, unit?.places != tree[code]?.places {
            before = tree
            let units = Set(tree.subtree(of: code))
            try database.settle()
            var affected = Set(try database.projects(creditedTo: units))
            for credit in batch.credits where units.contains(credit.unit) {
                affected.insert(credit.project)
            }
            for id in affected.sorted() { moved.append((id, try contribution(of: id))) }
        }
        if facts.count > 1 {
            batch.units.removeAll { $0.code == code }
            batch.unitsVoided.removeAll { $0 == code }
        }
        if let unit {
            tree.insert(unit)
            batch.units.append(unit)
        } else {
            tree.remove(code)
            batch.unitsVoided.append(code)
        }
        for (id, contribution) in moved {
            subjects[.project(id)]?.forgetCounts()
            sheet.move(
                from: contribution, to: try self.contribution(of: id), tree: tree, before: before)
        }
    }

    /// Of a fact that gives the reason why it is late: the units and the days of effect that it moves,
    /// and its own.
    private func lateFacts(
        _ logged: LoggedFact, _ subject: Subject, _ deltas: [Delta]
    ) throws(JournalError) -> [LateFact] {
        guard logged.fact.lateReason != nil else { return [] }
        var moved: Set<LateFact> = []
        for delta in deltas where delta.cell.scope == .own {
            moved.insert(
                LateFact(
                    position: logged.position, unit: delta.cell.unit, day: delta.effectiveDay))
        }
        var unit = subject.unit ?? logged.fact.unit
        if case .project(let id) = subject { unit = try record(of: id).creditedUnit ?? unit }
        if let unit, let day = logged.fact.dayOfEffect {
            moved.insert(LateFact(position: logged.position, unit: unit, day: day))
        }
        return moved.sorted { ($0.unit, $0.day) < ($1.unit, $1.day) }
    }
}

extension Folder {
    /// What a project contributes by what is known now.
    private mutating func contribution(of id: ProjectID) throws(JournalError) -> Contribution {
        let place = try remember(.project(id))
        return Contribution(of: subjects.values[place].facts, tree: tree, kin: try kin(of: id))
    }

    /// What is logged of the projects that count in this one.
    private func kin(of id: ProjectID) throws(JournalError) -> Kin {
        var kin = Kin()
        for other in kinships.duplicates(of: id) { kin.duplicates.append(try facts(of: other)) }
        for other in kinships.bundles(of: id) { kin.bundles.append(try facts(of: other)) }
        return kin
    }

    /// All facts of a project so far: from the cache, else from the database.
    private func facts(of id: ProjectID) throws(JournalError) -> [LoggedFact] {
        if let known = subjects[.project(id)] { return known.facts }
        return try database.logged(.project(id))
    }

    /// Where the cache has the subject, which is brought there if need be. Within a batch the cache only
    /// grows, so that it always has what the database does not have yet.
    ///
    /// - Returns: a place that holds until the next subject is brought there.
    private mutating func remember(
        _ subject: Subject
    ) throws(JournalError) -> Dictionary<Subject, RunningSubject>.Index {
        if let place = subjects.index(forKey: subject) { return place }
        let facts = try database.logged(subject)
        factsCached += facts.count
        subjects[subject] = RunningSubject(facts: facts)
        return subjects.index(forKey: subject)!
    }
}

extension LedgerDatabase {
    fileprivate func logged(_ subject: Subject) throws(JournalError) -> [LoggedFact] {
        var facts: [LoggedFact] = []
        for row in try self.facts(of: subject) { facts.append(try row.logged()) }
        return facts
    }
}

/// Which projects count in which others.
struct Kinships: Sendable {
    private var relations: [ProjectID: ProjectRelations] = [:]
    private var duplicates: [ProjectID: Set<ProjectID>] = [:]
    private var bundles: [ProjectID: Set<ProjectID>] = [:]
    /// Those that were set since `forgetTouched`.
    private var touched: Set<ProjectID> = []

    init(_ rows: [ProjectRelations]) {
        for row in rows { set(row) }
        forgetTouched()
    }

    /// What comes after is a change.
    mutating func forgetTouched() { touched = [] }

    subscript(id: ProjectID) -> ProjectRelations {
        relations[id] ?? ProjectRelations(project: id)
    }

    mutating func set(_ row: ProjectRelations) {
        let (id, old) = (row.project, self[row.project])
        guard row != old else { return }
        if let of = old.duplicateOf { duplicates[of]?.remove(id) }
        for part in old.parts { bundles[part]?.remove(id) }
        if let of = row.duplicateOf { duplicates[of, default: []].insert(id) }
        for part in row.parts { bundles[part, default: []].insert(id) }
        relations[id] = row.isEmpty ? nil : row
        touched.insert(id)
    }

    /// Whether nothing that is logged of other projects counts in it.
    func isAlone(_ id: ProjectID) -> Bool {
        (duplicates[id]?.isEmpty ?? true) && (bundles[id]?.isEmpty ?? true)
    }

    /// In the order of their keys.
    func duplicates(of id: ProjectID) -> [ProjectID] { (duplicates[id] ?? []).sorted() }

    /// Those that ever named the project as a part.
    func bundles(of id: ProjectID) -> [ProjectID] { (bundles[id] ?? []).sorted() }

    /// The rows that are others than before, by key.
    func changed(since before: Kinships) -> [ProjectRelations] {
        touched.sorted().filter { self[$0] != before[$0] }.map { self[$0] }
    }
}
