// SPDX-License-Identifier: Apache-2.0
//
// What the rollup's thread does with entries of the journal: check, fold, hand over with the cursor.
//
// Law: the cells are a function of the entries in their order, however they are cut into batches.
// Facts, deltas, cells, rows and the cursor are kept in one commit. The leaf of every entry is
// checked before it is folded; one that is not sound stops the fold at its position, and what came
// before it stands. A batch may be on its way while the next is folded: what it holds is in the cache until
// it is kept.

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
    var tree: UnitTree
    var kinships: Kinships
    var subjects: [Subject: RunningSubject] = [:]
    var factsCached = 0
    private let factsMax: Int

    /// - Parameter factsMax: facts kept in memory from batch to batch, some 1,000 bytes each; the cache
    ///   is emptied when it is full.
    public init(database: Database, factsMax: Int = 200_000) throws(JournalError) {
        self.database = database
        self.factsMax = factsMax
        cursor = try database.cursor()
        tree = UnitTree(try database.units())
        kinships = Kinships(try database.relations())
    }

    /// Folds entries that follow the cursor and hands them to the database.
    ///
    /// - Returns: where it had to stop, when it did; the cursor stands just before.
    /// - Throws: what the database throws, of this batch or the one before; then this one was not kept, that
    ///   one perhaps, and the cursor stands where the database does. Where that can't be told, an error of
    ///   unknown outcome.
    public mutating func fold(_ entries: [Entry], epoch: Epoch) throws(JournalError) -> Stuck? {
        if let known = cursor.epoch, known != epoch {
            return Stuck(
                position: cursor.position.next,
                reason: "the journal's epoch is \(epoch), the ledger database's \(known)")
        }
        var batch = LedgerBatch(epoch: epoch, from: cursor.position, to: cursor.position)
        var moved: Set<ProjectID> = []
        var stuck: Stuck?
        kinships.forgetTouched()
        let kinshipsBefore = kinships
        do throws(JournalError) {
            if factsCached >= factsMax {
                try database.settle()
                forgetSubjects()
            }
            for entry in entries where entry.position > cursor.position {
                stuck = flaw(of: entry, after: batch.to)
                guard stuck == nil else { break }
                guard let logged = try? LedgerFact(entry).logged(),
                    let subject = logged.fact.derivedSubject
                else {
                    stuck = Stuck(position: entry.position, reason: "the bytes are no fact")
                    break
                }
                try fold(entry, logged, subject, into: &batch, moved: &moved)
            }
            guard batch.to > batch.from else { return stuck }
            batch.relations = kinships.changed(since: kinshipsBefore)
            for id in moved.sorted() { batch.projects.append(try record(of: id)) }
            try database.commit(batch)
        } catch {
            try goBack(after: error)
            throw error
        }
        cursor = LedgerCursor(epoch: epoch, position: batch.to)
        return stuck
    }

    /// Returns once what was folded is kept.
    ///
    /// - Throws: as `fold`.
    public mutating func settle() throws(JournalError) {
        do throws(JournalError) {
            try database.settle()
        } catch {
            try goBack(after: error)
            throw error
        }
    }

    /// Comes back to what the database has. Who can't does not know where it stands.
    private mutating func goBack(after failure: JournalError) throws(JournalError) {
        forgetSubjects()
        do throws(JournalError) {
            do throws(JournalError) {
                try database.settle()
            } catch {
                // That the batch before was not kept either is known too; who reads the cursor sees it.
                guard error.isOutcomeKnown else { throw error }
            }
            cursor = try database.cursor()
            tree = UnitTree(try database.units())
            kinships = Kinships(try database.relations())
        } catch {
            throw JournalError(
                .failed, during: .commit, code: error.code, text: "\(failure), then \(error)")
        }
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
}
