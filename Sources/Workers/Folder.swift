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
    private let subjectsMax: Int

    /// A subject's facts so far and what they contribute.
    private struct FoldedSubject {
        var facts: [LoggedFact]
        var contribution: Contribution
    }

    /// - Parameter subjectsMax: subjects kept in memory from batch to batch; the cache is emptied when
    ///   it is full.
    public init(database: Database, subjectsMax: Int = 100_000) throws(JournalError) {
        self.database = database
        self.subjectsMax = subjectsMax
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
        if subjects.count >= subjectsMax { subjects.removeAll(keepingCapacity: true) }
        do throws(JournalError) {
            for entry in entries where entry.position > cursor.position {
                stuck = flaw(of: entry, after: batch.to)
                if stuck != nil { break }
                try fold(entry, into: &batch, projects: &projects)
            }
            guard batch.to > batch.from else { return stuck }
            batch.projects = projects.values.sorted { $0.project < $1.project }
            try database.commit(batch)
        } catch {
            subjects = [:]
            tree = treeBefore
            throw error
        }
        cursor = LedgerCursor(epoch: epoch, position: batch.to)
        return stuck
    }

    private func flaw(of entry: Entry, after last: Position) -> Stuck? {
        precondition(entry.position == last.next, "a gap in positions")
        guard entry.hasSoundLeaf else {
            return Stuck(position: entry.position, reason: "the leaf is not the hash of the entry")
        }
        return nil
    }

    private mutating func fold(
        _ entry: Entry, into batch: inout LedgerBatch, projects: inout [ProjectID: ProjectRecord]
    ) throws(JournalError) {
        let row = LedgerFact(entry)
        let logged = try row.logged()
        guard let subject = logged.fact.derivedSubject else {
            throw JournalError(
                .corrupt, during: .read, text: "position \(entry.position) has no subject")
        }
        if let unit = UnitRecord(logged.fact) {
            tree.insert(unit)
            batch.units.append(unit)
        }
        var folded = try remembered(subject)
        folded.facts.append(logged)
        let after = Contribution(of: folded.facts, tree: tree)
        batch.deltas += Contribution.deltas(
            from: folded.contribution, to: after, at: entry.position, tree: tree)
        folded.contribution = after
        if case .project(let id) = subject {
            projects[id] = ProjectRecord(id, facts: folded.facts, tree: tree)
        }
        subjects[subject] = folded
        batch.facts.append(row)
        batch.to = entry.position
    }

    /// The subject's facts: from the cache, else from the database. Within a batch the cache only
    /// grows, so that it always has what the database does not have yet.
    private mutating func remembered(_ subject: Subject) throws(JournalError) -> FoldedSubject {
        if let known = subjects.removeValue(forKey: subject) { return known }
        var facts: [LoggedFact] = []
        for row in try database.facts(of: subject) { facts.append(try row.logged()) }
        return FoldedSubject(facts: facts, contribution: Contribution(of: facts, tree: tree))
    }
}
