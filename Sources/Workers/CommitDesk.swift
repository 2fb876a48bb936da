// SPDX-License-Identifier: Apache-2.0
//
// Between the socket and the journal: requests are judged one after the other while what was judged before
// them is committed (group commit).
//
// Law: one commit is on its way at most; what is judged meanwhile is the next, up to a limit: what comes
// then waits to be judged. Results are told in the order of the requests, each once all that was judged
// before it is committed. A commit that fails takes with it all that was judged since the one before. After a
// failure whose outcome is not known nothing more is handed over.

public import Journal
public import Pipeline

/// A request that was to be judged.
public struct DeskRequest: Sendable {
    public var drafts: DraftRequest
    /// When it is too late to do it, on the steady clock.
    public var deadline: Int64

    public init(_ drafts: DraftRequest, deadline: Int64) {
        (self.drafts, self.deadline) = (drafts, deadline)
    }
}

/// What became of a request.
public struct JudgedRequest: Sendable {
    public enum Result: Sendable {
        case outcomes([FactOutcome])
        /// The journal could not be read for it, and nothing of it is taken.
        case notRead(JournalError)
        /// Its deadline had passed, and nothing of it is done.
        case late
    }

    public let request: DraftRequest
    /// By which clock.
    public let wall: Moment
    public let result: Result

    public init(_ request: DraftRequest, _ result: Result, at wall: Moment) {
        (self.request, self.result, self.wall) = (request, result, wall)
    }
}

/// Requests that were judged, on their way into the journal.
public struct Commit: Sendable {
    /// What is new of them, in order; never empty.
    public let entries: [Entry]
    /// What each of them hears once the entries are committed.
    public let requests: [JudgedRequest]
}

/// The committer, and what it has judged.
public struct CommitDesk<Store: JournalStore & Sendable>: Sendable {
    private var committer: Committer<Store>
    private let commitFactsMax: Int
    private var judged: [JudgedRequest] = []
    private var factsJudged = 0
    /// Requests on their way into the journal.
    private var committing = 0
    /// Why nothing more is handed over.
    private var failure: JournalError?

    /// What is to be done next.
    public enum Step: Sendable {
        /// Give it to the journal, and say to `done` what came of it.
        case commit(Commit)
        case tell(IngestInput)
    }

    /// - Parameter commitFactsMax: facts in one commit; one request more at most.
    public init(_ committer: consuming Committer<Store>, commitFactsMax: Int) {
        self.committer = committer
        self.commitFactsMax = commitFactsMax
    }

    /// Of the last entry committed.
    public var head: Head { committer.head }
    /// The first entry that is not what was journaled.
    public var flaw: Flaw? { committer.flaw }

    /// Whether the next commit has room for a request; else it waits until `done` was said.
    public var hasRoom: Bool { failure == nil && factsJudged < commitFactsMax }

    /// Judges a request.
    public mutating func judge(_ request: DeskRequest, at time: Time) -> Step? {
        var result = JudgedRequest.Result.late
        if request.deadline >= time.steadyMilliseconds {
            do throws(JournalError) {
                result = .outcomes(try committer.judge(request.drafts, at: time.wall))
                factsJudged += request.drafts.drafts.count
            } catch {
                result = .notRead(error)
                if !error.isOutcomeKnown { failure = error }
            }
        }
        judged.append(JudgedRequest(request.drafts, result, at: time.wall))
        return handOver()
    }

    /// The commit is over; who committed has told its results, unless it failed.
    public mutating func done(_ failure: JournalError?) -> Step? {
        let done = committing
        committing = 0
        if let failure { return takeBack(after: failure, done) }
        committer.committed()
        return handOver()
    }

    /// Gives up so many requests that were handed over, and all that were judged since.
    private mutating func takeBack(after error: JournalError, _ handedOver: Int) -> Step {
        if !error.isOutcomeKnown { failure = error }
        committer.goBack()
        let lost = handedOver + judged.count
        (judged, factsJudged) = ([], 0)
        // Who stopped for a worse one says so, whatever the commit on its way came to.
        return .tell(.commitFailed(failure ?? error, requests: lost))
    }

    /// What was judged, to be committed once nothing else is; told at once where nothing of it is new.
    private mutating func handOver() -> Step? {
        guard committing == 0, !judged.isEmpty else { return nil }
        // Of a request that could not be read for nothing was taken; but nothing is kept behind it.
        if let failure { return takeBack(after: failure, 0) }
        let requests = judged
        (judged, factsJudged) = ([], 0)
        let entries = committer.handOver()
        guard !entries.isEmpty else {
            committer.committed()
            return .tell(.committed(requests, head: committer.head))
        }
        committing = requests.count
        return .commit(Commit(entries: entries, requests: requests))
    }
}
