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
        projects: inout [ProjectID: ProjectRecord]
    ) throws(JournalError) {
        var sheet = DeltaSheet()
        switch subject {
        case .project(let id):
            let moved = try fold(logged, of: id, into: &sheet)
            for id in moved { try note(id, in: &batch, &projects) }
        case .unit(let code):
            let facts = try take(logged, of: subject, into: &sheet)
            try fold(code, facts, into: &batch, &sheet)
        default: _ = try take(logged, of: subject, into: &sheet)
        }
        let deltas = sheet.deltas(at: entry.position)
        batch.deltas += deltas
        batch.lateFacts += lateFacts(logged, subject, projects, deltas)
        batch.facts.append(LedgerFact(entry))
        batch.to = entry.position
    }

    /// Adds a fact to its subject.
    ///
    /// - Returns: all facts of the subject.
    private mutating func take(
        _ logged: LoggedFact, of subject: Subject, into sheet: inout DeltaSheet
    ) throws(JournalError) -> [LoggedFact] {
        var folded = try remembered(subject)
        folded.facts.append(logged)
        factsCached += 1
        try move(&folded, subject, into: &sheet)
        subjects[subject] = folded
        return folded.facts
    }

    /// Makes a subject's contribution anew of what is known now.
    private mutating func move(
        _ folded: inout FoldedSubject, _ subject: Subject, into sheet: inout DeltaSheet,
        treeBefore: UnitTree? = nil
    ) throws(JournalError) {
        let after = try contribution(of: subject, folded.facts)
        sheet.move(from: folded.contribution, to: after, tree: tree, before: treeBefore)
        folded.contribution = after
    }

    /// Adds a fact to a project, and moves those that it counts in or that count in it.
    ///
    /// - Returns: the projects whose contribution or row may be another one.
    private mutating func fold(
        _ logged: LoggedFact, of id: ProjectID, into sheet: inout DeltaSheet
    ) throws(JournalError) -> [ProjectID] {
        // What the others contribute is known before the fact is.
        var folded = try remembered(.project(id))
        let isTold = ProjectKinship.isTold(by: logged.fact.content)
        var after = kinships[id]
        if isTold {
            let kinship = ProjectKinship(of: folded.facts + [logged])
            after = ProjectRelations(project: id)
            (after.duplicateOf, after.parts) = (kinship.duplicateOf, kinship.partsEver)
        }
        var moved = Set([kinships[id].duplicateOf, after.duplicateOf].compactMap(\.self))
        if isTold { moved.formUnion(kinships[id].parts.union(after.parts)) }
        moved.remove(id)
        var others: [(ProjectID, FoldedSubject)] = []
        if !moved.isEmpty { subjects[.project(id)] = folded }
        for other in moved.sorted() { others.append((other, try remembered(.project(other)))) }
        for (other, folded) in others { subjects[.project(other)] = folded }

        kinships.set(after)
        folded.facts.append(logged)
        factsCached += 1
        try move(&folded, .project(id), into: &sheet)
        subjects[.project(id)] = folded
        for (other, folded) in others {
            var folded = folded
            try move(&folded, .project(other), into: &sheet)
            subjects[.project(other)] = folded
        }
        return [id] + moved.sorted()
    }

    /// The row of a project that was folded, and who is credited with it.
    private mutating func note(
        _ id: ProjectID, in batch: inout LedgerBatch,
        _ projects: inout [ProjectID: ProjectRecord]
    ) throws(JournalError) {
        guard let folded = subjects[.project(id)] else { return }
        projects[id] = ProjectRecord(id, facts: folded.facts, tree: tree, kin: try kin(of: id))
        let named = ProjectRecord.unitsNamed(by: folded.facts)
        for unit in folded.contribution.units.union(named) {
            batch.credits.insert(ProjectCredit(unit: unit, project: id))
        }
    }

    /// Takes a unit's facts into the tree; one that changed its place moves the figures of all that
    /// was ever credited below it.
    private mutating func fold(
        _ code: UnitCode, _ facts: [LoggedFact], into batch: inout LedgerBatch,
        _ sheet: inout DeltaSheet
    ) throws(JournalError) {
        let before = tree
        let unit = UnitRecord(facts: facts)
        var moved: [(Subject, FoldedSubject)] = []
        if facts.count > 1, unit?.places != tree[code]?.places {
            let units = Set(before.subtree(of: code))
            var affected = Set(try database.projects(creditedTo: units))
            for credit in batch.credits where units.contains(credit.unit) {
                affected.insert(credit.project)
            }
            for id in affected.sorted() {
                moved.append((.project(id), try remembered(.project(id))))
            }
            for (subject, folded) in moved { subjects[subject] = folded }
        }
        batch.units.removeAll { $0.code == code }
        batch.unitsVoided.removeAll { $0 == code }
        if let unit {
            tree.insert(unit)
            batch.units.append(unit)
        } else {
            tree.remove(code)
            batch.unitsVoided.append(code)
        }
        for (subject, folded) in moved {
            var folded = folded
            try move(&folded, subject, into: &sheet, treeBefore: before)
            subjects[subject] = folded
        }
    }

    /// Of a fact that gives the reason why it is late: the units and the days of effect that it moves,
    /// and its own.
    private func lateFacts(
        _ logged: LoggedFact, _ subject: Subject, _ projects: [ProjectID: ProjectRecord],
        _ deltas: [Delta]
    ) -> [LateFact] {
        guard logged.fact.lateReason != nil else { return [] }
        var moved: Set<LateFact> = []
        for delta in deltas where delta.cell.scope == .own {
            moved.insert(
                LateFact(
                    position: logged.position, unit: delta.cell.unit, day: delta.effectiveDay))
        }
        var unit = subject.unit ?? logged.fact.unit
        if case .project(let id) = subject { unit = projects[id]?.creditedUnit ?? unit }
        if let unit, let day = logged.fact.dayOfEffect {
            moved.insert(LateFact(position: logged.position, unit: unit, day: day))
        }
        return moved.sorted { ($0.unit, $0.day) < ($1.unit, $1.day) }
    }
}

extension Folder {
    private func contribution(
        of subject: Subject, _ facts: [LoggedFact]
    ) throws(JournalError) -> Contribution {
        guard case .project(let id) = subject else { return Contribution(of: facts, tree: tree) }
        return Contribution(of: facts, tree: tree, kin: try kin(of: id))
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

    /// The subject with what it contributes so far, taken out of the cache. Within a batch the cache
    /// only grows, so that it always has what the database does not have yet.
    private mutating func remembered(_ subject: Subject) throws(JournalError) -> FoldedSubject {
        if let known = subjects.removeValue(forKey: subject) { return known }
        let facts = try database.logged(subject)
        factsCached += facts.count
        return FoldedSubject(facts: facts, contribution: try contribution(of: subject, facts))
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
    /// Those that were set since `settle`.
    private var touched: Set<ProjectID> = []

    init(_ rows: [ProjectRelations]) {
        for row in rows { set(row) }
        settle()
    }

    /// What comes after is a change.
    mutating func settle() { touched = [] }

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

    /// In the order of their keys.
    func duplicates(of id: ProjectID) -> [ProjectID] { (duplicates[id] ?? []).sorted() }

    /// Those that ever named the project as a part.
    func bundles(of id: ProjectID) -> [ProjectID] { (bundles[id] ?? []).sorted() }

    /// The rows that are others than before, by key.
    func changed(since before: Kinships) -> [ProjectRelations] {
        touched.sorted().filter { self[$0] != before[$0] }.map { self[$0] }
    }
}
