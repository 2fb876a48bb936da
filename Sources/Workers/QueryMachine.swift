// SPDX-License-Identifier: Apache-2.0
//
// The query front as a machine: questions in, looks at the ledger database and replies out.
//
// Law: an answer is made from one snapshot and names the cursor it belongs to. A question that asks
// for "at least position p" waits until the rollup is there, or its deadline, and then hears how far
// the rollup is. What waits is bounded.

public import Journal
public import Pipeline
import Wire

/// What happens to the query front.
public enum QueryInput: Sendable {
    case received([[UInt8]])
    case looked(QueryJob, QueryResult)
    case lookFailed(QueryJob, JournalError)
    /// The journal's head, as last heard from ingest.
    case head(Position)
    case tick
}

/// What the query front wants done.
public enum QueryOutput: Sendable {
    case send([[UInt8]])
    /// `job.run` on a snapshot of the ledger database.
    case look(QueryJob)
    case notice(String)
}

/// What a look at the ledger database gave.
public enum QueryResult: Sendable {
    case answered([[UInt8]])
    /// The cursor has not reached what was asked for.
    case notYet(LedgerCursor)
}

/// The query front's state.
public struct QueryMachine {
    /// Questions that wait for the rollup.
    static let waitingMax = 1_024

    private let card: ServiceCard
    private var waiting: [(job: QueryJob, cursor: LedgerCursor)] = []
    private var head: Position?
    private var counters = Counters()

    public init(version: String) {
        card = ServiceCard(
            service: "query", version: version,
            methods: [
                "query.v1/Progress", "query.v1/Projects", "query.v1/Project", "query.v1/Entities",
                "query.v1/Units",
            ])
    }

    /// Whether questions wait for the rollup, so that a tick should come soon.
    public var hasWaiting: Bool { !waiting.isEmpty }

    /// Takes one input and says what is to be done, in order.
    public mutating func step(_ input: QueryInput, at time: Time) -> [QueryOutput] {
        switch input {
        case .received(let frames): return receive(frames, at: time)
        case .looked(_, .answered(let frames)): return [.send(frames)]
        case .looked(let job, .notYet(let cursor)):
            guard waiting.count < QueryMachine.waitingMax else {
                counters.add("shed")
                return [
                    .send(
                        job.request.refusal(
                            .resourceExhausted, "OVERLOADED", "too many questions wait",
                            retryAfterMs: 500))
                ]
            }
            waiting.append((job, cursor))
            return []
        case .lookFailed(let job, let error):
            counters.add("lookFailed")
            return [
                .notice("the ledger database can't be read: \(error)"),
                .send(
                    job.request.refusal(
                        .unavailable, "LEDGER_UNREADABLE", "the figures can't be read right now",
                        retryAfterMs: 1_000)),
            ]
        case .head(let position):
            head = position
            return []
        case .tick: return tick(at: time)
        }
    }

    private mutating func tick(at time: Time) -> [QueryOutput] {
        let due = waiting
        waiting = []
        return due.map { job, cursor in
            job.request.deadline > time.steadyMilliseconds
                ? .look(job.with(head: head)) : .send(job.notReached(cursor))
        }
    }

    private mutating func receive(_ frames: [[UInt8]], at time: Time) -> [QueryOutput] {
        counters.add("requests")
        switch Request.read(frames, at: time) {
        case .unanswerable:
            counters.add("notOurs")
            return []
        case .refused(let reply):
            counters.add("malformed")
            return [.send(reply)]
        case .request(let request):
            switch request.method {
            case "sys.v1/Ping": return [.send(request.reply(PingReply()))]
            case "sys.v1/Stats": return [.send(request.reply(counters.reply))]
            default: break
            }
            switch Question.read(request) {
            case .failure(let refused):
                counters.add("malformed")
                return [.send(refused.frames)]
            case .success(let question):
                return [
                    .look(
                        QueryJob(
                            request: request, question: question, card: card,
                            today: time.wall.civilDay, head: head))
                ]
            }
        }
    }
}
