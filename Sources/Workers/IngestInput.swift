// SPDX-License-Identifier: Apache-2.0
//
// What happens to the ingest worker, what it wants done, and its limits.
//
// Each limit is a maximum of something that a client could otherwise make grow; over it the machine
// sheds with an answer.

public import Journal
public import Pipeline
import Wire

/// The limits of an ingest worker.
public struct IngestLimits: Sendable {
    /// Facts in one request.
    public var requestFactsMax = 10_000
    /// Facts in one commit; a request is never cut, and one more may be in it.
    public var commitFactsMax = 1_024
    /// Bytes judged or waiting and not committed; a fact counts at least `factBytesMin`.
    public var pendingBytesMax = 64 << 20
    /// Entries and bytes of one answer to `journal.v1/Read`.
    public var readEntriesMax = 4_096
    public var readBytesMax = 1 << 20
    /// Reads that the journal's thread has in hand.
    public var readsInFlightMax = 8
    /// Reads that wait for the next commit.
    public var parkedReadsMax = 64

    public init() {}
}

/// What happens to the ingest worker.
public enum IngestInput: Sendable {
    case received([[UInt8]])
    /// What became of the requests that came first to be judged, in their order.
    case committed([JudgedRequest], head: Head)
    /// So many of those that came first are lost.
    case commitFailed(JournalError, requests: Int)
    case entries(IngestMachine.ReadTicket, [Entry])
    case readFailed(IngestMachine.ReadTicket, JournalError)
    case tick
}

/// What became of the facts of one request, not yet in bytes.
public struct Acknowledgement: Sendable {
    let request: Request
    let drafts: [Draft]
    /// One for each of the drafts.
    let outcomes: [FactOutcome]
    /// How far the journal is.
    let place: LedgerPosition

    /// The reply.
    public var frames: [[UInt8]] {
        var body = LogFactsReply()
        body.outcomes = zip(drafts, outcomes).map { Outcome($1, of: $0) }
        return request.reply(body, position: place)
    }
}

/// What the ingest worker wants done, in order.
public enum IngestOutput: Sendable {
    case send([[UInt8]])
    /// Send its reply.
    case acknowledge(Acknowledgement)
    /// Judge it, and commit what is new of it.
    case judge(DeskRequest)
    case read(IngestMachine.ReadTicket, after: Position, max: Int, maxBytes: Int)
    /// For the log.
    case notice(String)
    /// Stop serving; a relaunch verifies the journal's end.
    case exit(String)
}
