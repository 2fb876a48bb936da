// SPDX-License-Identifier: Apache-2.0
//
// The query front as a machine: questions in, looks at the ledger database and replies out.
//
// Law: an answer is made from one snapshot and names the cursor it belongs to. A question that asks
// for "at least position p" waits until the rollup is there, or its deadline, and then hears how far
// the rollup is. What waits is bounded. Once a second it asks ingest how far the journal is; that is
// a hint for `freshness` and moves no figure.

public import Journal
import Pipeline
import Wire

/// What happens to the query front.
public enum QueryInput: Sendable {
    case received([[UInt8]])
    case looked(QueryJob, QueryResult)
    case lookFailed(QueryJob, JournalError)
    /// What ingest said.
    case heard([[UInt8]])
    /// The last question to ingest did not leave: there is no connection yet.
    case notAsked
    case tick
}

/// What the query front wants done.
public enum QueryOutput: Sendable {
    case send([[UInt8]])
    /// `job.run` on a snapshot of the ledger database.
    case look(QueryJob)
    /// A question to ingest.
    case ask([[UInt8]])
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
    /// When to ask ingest next; nil where there is no ingest to ask.
    private var askAt: Int64?

    /// How often ingest is asked, and how soon again after a question that did not leave.
    static let askMilliseconds: Int64 = 1_000
    static let askAgainMilliseconds: Int64 = 50

    /// - Parameter asksIngest: whether there is an ingest to ask for the journal's head.
    public init(version: String, asksIngest: Bool = false) {
        askAt = asksIngest ? 0 : nil
        card = ServiceCard(
            service: "query", version: version,
            methods: [
                "query.v1/Progress", "query.v1/Projects", "query.v1/Project", "query.v1/Entities",
                "query.v1/Units", "query.v1/Explain", "query.v1/Diff", "query.v1/Published",
                "query.v1/Duplicates", "query.v1/Facts", "query.v1/Ranking", "query.v1/Trend",
                "query.v1/Tasks", "query.v1/RuleSet", "query.v1/Warnings", "query.v1/Orders",
                "query.v1/Completeness", "query.v1/ReviewQueue",
                "query.v1/Projections", "query.v1/Scores",
                "query.v1/Health", "query.v1/Water", "query.v1/Padding",
                "query.v1/EntityMonths", "query.v1/Candidates", "query.v1/Promotions",
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
        case .heard(let frames):
            hear(frames)
            return []
        case .notAsked:
            askAt = askAt.map { $0 - Self.askMilliseconds + Self.askAgainMilliseconds }
            return []
        case .tick: return ask(at: time) + tick(at: time)
        }
    }

    private mutating func ask(at time: Time) -> [QueryOutput] {
        guard let askAt, askAt <= time.steadyMilliseconds else { return [] }
        self.askAt = time.steadyMilliseconds + Self.askMilliseconds
        var header = Header()
        header.version = 1
        header.kind = .request
        header.method = "sys.v1/Info"
        return [.ask(Envelope(encoding: .protobuf, header: header).frames)]
    }

    private mutating func hear(_ frames: [[UInt8]]) {
        guard let envelope = try? Envelope(frames: frames),
            let info = try? envelope.body(InfoReply.self), let position = info.head
        else { return }
        head = Position(position)
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
                            today: time.wall.civilDay, head: head, asksIngest: askAt != nil))
                ]
            }
        }
    }
}
