// SPDX-License-Identifier: Apache-2.0
//
// What the rollup's thread does with entries of the journal: check, fold, commit with the cursor.
//
// Law: the cells are a function of the entries in their order, however they are cut into batches.
// Facts, deltas, cells, rows and the cursor are kept in one commit. The leaf of every entry is
// checked before it is folded; one that is not sound stops the fold at its position, and what came
// before it stands.

public import Journal
public import Pipeline
import Rollup

/// Where the fold stopped, and why.
public struct Stuck: Error, Hashable, Sendable {
    public var position: Position
    public var reason: String
}

/// The fold beside the ledger database that it writes.
public struct Folder<Database: LedgerDatabase> {
    public let database: Database
    public private(set) var cursor: LedgerCursor
    private var tree: UnitTree
    private var subjects: [Subject: FoldedSubject] = [:]
    private var factsCached = 0
    private let factsMax: Int

    /// A subject's facts so far and what they contribute.
    private struct FoldedSubject {
        var facts: [LoggedFact]
        var contribution: Contribution
    }

    /// - Parameter factsMax: facts kept in memory from batch to batch, some 500 bytes each; the cache
    ///   is emptied when it is full.
    public init(database: Database, factsMax: Int = 200_000) throws(JournalError) {
        self.database = database
        self.factsMax = factsMax
        cursor = try database.cursor()
        tree = UnitTree(try database.units())
    }

    /// Folds entries that follow the cursor and commits them.
    ///
    /// - Returns: where it had to stop, when it did; the cursor stands just before.
    /// - Throws: what the database throws; then nothing was kept, and the cache is emptied.
    public mutating func fold(_ entries: [Entry], epoch: Epoch) throws(JournalError) -> Stuck? {
        if let known = cursor.epoch, known != epoch {
            return Stuck(
                position: cursor.position.next,
                reason: "the journal's epoch is \(epoch), the ledger database's \(known)")
        }
        var batch = LedgerBatch(epoch: epoch, from: cursor.position, to: cursor.position)
        var projects: [ProjectID: ProjectRecord] = [:]
        var stuck: Stuck?
        let treeBefore = tree
        if factsCached >= factsMax { forgetSubjects() }
        do throws(JournalError) {
            for entry in entries where entry.position > cursor.position {
                stuck = flaw(of: entry, after: batch.to)
                guard stuck == nil else { break }
                guard let logged = try? LedgerFact(entry).logged(),
                    let subject = logged.fact.derivedSubject
                else {
                    stuck = Stuck(position: entry.position, reason: "the bytes are no fact")
                    break
                }
                try fold(entry, logged, subject, into: &batch, projects: &projects)
            }
            guard batch.to > batch.from else { return stuck }
            batch.projects = projects.values.sorted { $0.project < $1.project }
            try database.commit(batch)
        } catch {
            forgetSubjects()
            tree = treeBefore
            throw error
        }
        cursor = LedgerCursor(epoch: epoch, position: batch.to)
        return stuck
    }

    private mutating func forgetSubjects() {
        subjects = [:]
        factsCached = 0
    }

    private func flaw(of entry: Entry, after last: Position) -> Stuck? {
        precondition(entry.position == last.next, "a gap in positions")
        guard entry.hasSoundLeaf else {
            return Stuck(position: entry.position, reason: "the leaf is not the hash of the entry")
        }
        return nil
    }

    private mutating func fold(
        _ entry: Entry, _ logged: LoggedFact, _ subject: Subject, into batch: inout LedgerBatch,
        projects: inout [ProjectID: ProjectRecord]
    ) throws(JournalError) {
        var folded = try remembered(subject)
        folded.facts.append(logged)
        factsCached += 1
        if case .unit(let code) = subject {
            try fold(code, folded.facts, at: entry.position, into: &batch)
        }
        let after = Contribution(of: folded.facts, tree: tree)
        batch.deltas += Contribution.deltas(
            from: folded.contribution, to: after, at: entry.position, tree: tree)
        folded.contribution = after
        if case .project(let id) = subject {
            projects[id] = ProjectRecord(id, facts: folded.facts, tree: tree)
            for unit in after.units {
                batch.credits.insert(ProjectCredit(unit: unit, project: id))
            }
        }
        subjects[subject] = folded
        batch.facts.append(LedgerFact(entry))
        batch.to = entry.position
    }

    /// Takes a unit's facts into the tree; one that was corrected moves the figures of all below it.
    private mutating func fold(
        _ code: UnitCode, _ facts: [LoggedFact], at position: Position,
        into batch: inout LedgerBatch
    ) throws(JournalError) {
        let before = tree
        let unit = UnitRecord(facts: facts)
        let isMoved = unit?.parent != tree[code]?.parent || unit?.division != tree[code]?.division
        var moved: [(Subject, FoldedSubject)] = []
        if facts.count > 1, isMoved {
            let units = Set(before.subtree(of: code))
            var affected = Set(try database.projects(creditedTo: units))
            for credit in batch.credits where units.contains(credit.unit) {
                affected.insert(credit.project)
            }
            for id in affected.sorted() {
                moved.append((.project(id), try remembered(.project(id))))
            }
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
        var sheet = DeltaSheet()
        for (subject, folded) in moved {
            var folded = folded
            let after = Contribution(of: folded.facts, tree: tree)
            sheet.move(from: folded.contribution, to: after, tree: tree, before: before)
            folded.contribution = after
            subjects[subject] = folded
        }
        batch.deltas += sheet.deltas(at: position)
    }

    /// The subject's facts: from the cache, else from the database. Within a batch the cache only
    /// grows, so that it always has what the database does not have yet.
    private mutating func remembered(_ subject: Subject) throws(JournalError) -> FoldedSubject {
        if let known = subjects.removeValue(forKey: subject) { return known }
        var facts: [LoggedFact] = []
        for row in try database.facts(of: subject) { facts.append(try row.logged()) }
        factsCached += facts.count
        return FoldedSubject(facts: facts, contribution: Contribution(of: facts, tree: tree))
    }
}
