// SPDX-License-Identifier: Apache-2.0
//
// Between the socket and the journal: requests are judged one after the other while what was judged before
// them is committed (group commit).
//
// Law: one commit is on its way at most; what is judged meanwhile is the next. Results are told in the
// order of the requests, each once all that was judged before it is committed. A commit that fails takes
// with it all that was judged since the one before.

public import Journal
public import Pipeline

/// Requests that were judged, on their way into the journal.
public struct Commit: Sendable {
    /// What is new of them, in order; never empty.
    public let entries: [Entry]
    /// What each of the requests hears once the entries are committed.
    public let results: [JudgedRequest]
}

/// What became of the facts of one request, or why the journal could not be read for it.
public typealias JudgedRequest = Result<[FactOutcome], JournalError>

/// The committer, and what it has judged.
public struct CommitDesk<Store: JournalStore & Sendable>: Sendable {
    private var committer: Committer<Store>
    private var judged: [JudgedRequest] = []
    /// Requests on their way into the journal.
    private var committing = 0

    /// What is to be done next.
    public enum Step: Sendable {
        /// Give it to the journal, and say to `done` what came of it.
        case commit(Commit)
        case tell(IngestInput)
    }

    public init(_ committer: Committer<Store>) { self.committer = committer }

    /// Judges a request.
    public mutating func judge(_ request: DraftRequest, at wall: Moment) -> Step? {
        do throws(JournalError) {
            judged.append(.success(try committer.judge(request, at: wall)))
        } catch {
            judged.append(.failure(error))
        }
        return next()
    }

    /// The commit is over; who committed has told its results, unless it failed.
    public mutating func done(_ failure: JournalError?) -> Step? {
        let done = committing
        committing = 0
        guard let failure else {
            committer.committed()
            return next()
        }
        committer.goBack()
        let lost = done + judged.count
        judged = []
        return .tell(.commitFailed(failure, requests: lost))
    }

    private mutating func next() -> Step? {
        guard committing == 0, !judged.isEmpty else { return nil }
        let results = judged
        judged = []
        let entries = committer.handOver()
        guard entries.isEmpty else {
            committing = results.count
            return .commit(Commit(entries: entries, results: results))
        }
        committer.committed()
        return .tell(.committed(results, head: committer.head))
    }
}
