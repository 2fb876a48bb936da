// SPDX-License-Identifier: Apache-2.0
//
// The ingest worker as a machine: requests in, what is to be judged and replies out.
//
// Law: requests are judged and committed in the order in which they come (`CommitDesk`), and each is
// acknowledged once what is new of it was committed, never before. What is over a limit is shed at once.
// After a failure whose outcome is not known nothing more is acknowledged, and the machine asks to
// exit. Reads of the journal that find nothing wait for the next commit or their deadline.

public import Journal
public import Pipeline
import Wire

/// The ingest worker's state.
public struct IngestMachine {
    /// The name of a read that is being done.
    public struct ReadTicket: Hashable, Sendable {
        let number: Int
    }

    private struct Waiting {
        var id: FactID
        var request: Request
        var drafts: DraftRequest
        var byteCount: Int
    }

    /// What a decoded fact takes at least.
    static let factBytesMin = 1_024

    private let card: ServiceCard
    private let epoch: Epoch
    private let principal: Principal
    private let limits: IngestLimits
    private let flaw: Flaw?
    private var head: Head
    /// To be judged and committed, in order.
    private var inFlight = Fifo<Waiting>()
    private var idsInFlight: Set<FactID> = []
    /// Copies of requests that are in flight.
    private var repeats: [FactID: [Waiting]] = [:]
    private var pendingBytes = 0
    private var reads: JournalReads
    private var replays = ReplayMemory()
    private var counters = Counters()
    private var isExiting = false

    /// - Parameter flaw: where the journal is not sound; facts are declined then, reads are served.
    public init(
        epoch: Epoch, head: Head, principal: Principal, version: String,
        limits: IngestLimits = IngestLimits(), flaw: Flaw? = nil
    ) {
        self.flaw = flaw
        self.epoch = epoch
        self.head = head
        self.principal = principal
        self.limits = limits
        reads = JournalReads(limits: limits)
        card = ServiceCard(
            service: "ingest", version: version,
            methods: ["ingest.v1/LogFacts", "journal.v1/Read"], principal: principal)
    }

    /// Takes one input and says what is to be done, in order.
    public mutating func step(_ input: IngestInput, at time: Time) -> [IngestOutput] {
        guard !isExiting else { return [] }
        var outputs: [IngestOutput] = []
        switch input {
        case .received(let frames): receive(frames, at: time, &outputs)
        case .committed(let results, let head): finish(results, head, at: time, &outputs)
        case .commitFailed(let error, let requests): fail(error, requests, at: time, &outputs)
        case .entries(let ticket, let entries):
            outputs += reads.answer(ticket, entries, at: place)
        case .readFailed(let ticket, let error):
            outputs.append(.notice("read failed: \(error)"))
            outputs += reads.fail(ticket, error)
        case .tick:
            replays.forget(before: time)
            outputs += reads.expire(at: time, place: place)
        }
        return outputs
    }

    /// Whether nothing is in flight, so that it can stop.
    public var isIdle: Bool { inFlight.isEmpty && repeats.isEmpty }
}

extension IngestMachine {
    private mutating func receive(
        _ frames: [[UInt8]], at time: Time, _ outputs: inout [IngestOutput]
    ) {
        counters.add("requests")
        switch Request.read(frames, at: time) {
        case .unanswerable: counters.add("notOurs")
        case .refused(let reply):
            counters.add("malformed")
            outputs.append(.send(reply))
        case .request(let request):
            switch request.method {
            case "ingest.v1/LogFacts": logFacts(request, at: time, &outputs)
            case "journal.v1/Read": outputs += reads.start(request, at: place, &counters)
            case "sys.v1/Hello": outputs.append(.send(request.reply(card.hello(epoch: epoch.text))))
            case "sys.v1/Ping": outputs.append(.send(request.reply(PingReply())))
            case "sys.v1/Info": outputs.append(.send(request.reply(info(at: time))))
            case "sys.v1/Stats": outputs.append(.send(request.reply(counters.reply)))
            default:
                outputs.append(
                    .send(
                        request.refusal(
                            .unimplemented, "METHOD_UNKNOWN", "no method \(request.method)")))
            }
        }
    }

    private func info(at time: Time) -> InfoReply {
        var info = InfoReply()
        info.service = card.service
        info.version = card.version
        info.epoch = epoch.text
        info.head = head.position.number
        info.principal = principal.text
        info.fourEyes = principal.isAuthenticated
        info.today = time.wall.civilDay
        return info
    }

    private mutating func logFacts(
        _ request: Request, at time: Time, _ outputs: inout [IngestOutput]
    ) {
        guard let id = request.header.requestId else {
            return outputs.append(
                .send(
                    request.refusal(.invalidArgument, "REQUEST_ID_MISSING", "requestId is needed")))
        }
        if let reply = declined(request) { return outputs.append(.send(reply)) }
        let bodies = request.envelope.bodies
        let byteCount = bodies.reduce(0) { $0 + max($1.count, IngestMachine.factBytesMin) }
        guard pendingBytes + byteCount <= limits.pendingBytesMax else {
            counters.add("shed")
            return outputs.append(
                .send(
                    request.refusal(
                        .resourceExhausted, "OVERLOADED", "too much is waiting; send again",
                        retryAfterMs: 500)))
        }
        let drafts = DraftRequest(
            drafts: bodies.map { Draft(bytes: $0, encoding: request.encoding) },
            allOrNothing: request.header.allOrNothing ?? false, principal: principal)
        let next = Waiting(id: id, request: request, drafts: drafts, byteCount: byteCount)
        pendingBytes += byteCount
        begin(next, at: time, &outputs)
    }

    /// A copy of a request that is in flight waits for the outcome of its first sending: judged beside it,
    /// and with facts between the two, it could get another.
    private mutating func begin(
        _ next: Waiting, at time: Time, _ outputs: inout [IngestOutput]
    ) {
        if idsInFlight.contains(next.id) { return repeats[next.id, default: []].append(next) }
        if let reply = recalled(next, at: time) {
            pendingBytes -= next.byteCount
            return outputs.append(.send(reply))
        }
        idsInFlight.insert(next.id)
        inFlight.append(next)
        outputs.append(.judge(DeskRequest(next.drafts, deadline: next.request.deadline)))
    }

    /// The copies of requests that are in flight no more.
    private mutating func beginRepeats(
        of done: [Waiting], at time: Time, _ outputs: inout [IngestOutput]
    ) {
        for copy in done.flatMap({ repeats.removeValue(forKey: $0.id) ?? [] }) {
            if copy.request.deadline < time.steadyMilliseconds {
                counters.add("expired")
                pendingBytes -= copy.byteCount
                outputs.append(.send(copy.request.tooLate))
            } else {
                begin(copy, at: time, &outputs)
            }
        }
    }

    /// The answer to a request that can't be taken, however little is waiting.
    private func declined(_ request: Request) -> [[UInt8]]? {
        if let flaw {
            return request.refusal(
                .failedPrecondition, "JOURNAL_UNSOUND",
                "position \(flaw.position) is not what was journaled; nothing is taken")
        }
        let count = request.envelope.bodies.count
        guard !(1...limits.requestFactsMax).contains(count) else { return nil }
        return request.refusal(
            .invalidArgument, "FACTS_OUT_OF_RANGE",
            "a request carries 1 to \(limits.requestFactsMax) facts, a frame each")
    }

    /// The answer to a request whose refusals are remembered, or whose id was another's.
    private func recalled(_ next: Waiting, at time: Time) -> [[UInt8]]? {
        switch replays.recall(next.id, next.drafts, at: time) {
        case .unknown: nil
        case .again(let outcomes): reply(next.request, next.drafts, outcomes).frames
        case .otherFacts:
            next.request.refusal(
                .invalidArgument, "REQUEST_ID_REUSED", "this requestId was sent with other facts")
        }
    }

    /// Those that came first, which are in flight no more.
    private mutating func leave(_ count: Int) -> [Waiting] {
        let done = inFlight.take(count)
        for waiting in done {
            idsInFlight.remove(waiting.id)
            pendingBytes -= waiting.byteCount
        }
        return done
    }

    private mutating func finish(
        _ requests: [JudgedRequest], _ head: Head, at time: Time, _ outputs: inout [IngestOutput]
    ) {
        if head != self.head { counters.add("commits") }
        self.head = head
        let done = leave(requests.count)
        for (waiting, judged) in zip(done, requests) {
            switch judged.result {
            case .outcomes(let outcomes):
                counters.count(outcomes)
                replays.keep(waiting.id, waiting.drafts, outcomes, at: time)
                outputs.append(.acknowledge(reply(waiting.request, waiting.drafts, outcomes)))
            case .notRead(let error):
                outputs.append(.notice("the journal can't be read: \(error)"))
                counters.add("notJournaled")
                outputs.append(.send(waiting.request.notJournaled))
            case .late:
                counters.add("expired")
                outputs.append(.send(waiting.request.tooLate))
            }
        }
        outputs += reads.goOn(at: place, &counters)
        beginRepeats(of: done, at: time, &outputs)
    }

    private func reply(
        _ request: Request, _ drafts: DraftRequest, _ outcomes: [FactOutcome]
    ) -> Acknowledgement {
        Acknowledgement(request: request, drafts: drafts.drafts, outcomes: outcomes, place: place)
    }

    private var place: LedgerPosition {
        var place = LedgerPosition()
        place.epoch = epoch.text
        place.head = head.position.number
        return place
    }

    private mutating func fail(
        _ error: JournalError, _ requests: Int, at time: Time, _ outputs: inout [IngestOutput]
    ) {
        outputs.append(.notice("commit failed: \(error)"))
        let failed = leave(requests)
        guard error.isOutcomeKnown else {
            for waiting in failed { outputs.append(.send(waiting.request.outcomeUnknown)) }
            isExiting = true
            return outputs.append(.exit("the outcome of a commit is not known: \(error)"))
        }
        counters.add("notJournaled")
        for waiting in failed { outputs.append(.send(waiting.request.notJournaled)) }
        beginRepeats(of: failed, at: time, &outputs)
    }
}

extension Request {
    /// Done too late, so not done.
    var tooLate: [[UInt8]] {
        refusal(.deadlineExceeded, "DEADLINE_EXCEEDED", "the deadline passed before it was done")
    }

    fileprivate var notJournaled: [[UInt8]] {
        refusal(
            .unavailable, "NOT_JOURNALED", "nothing was journaled; send again", retryAfterMs: 1_000)
    }

    fileprivate var outcomeUnknown: [[UInt8]] {
        refusal(
            .unavailable, "OUTCOME_UNKNOWN",
            "whether the facts were journaled is unknown; send the same ids again",
            retryAfterMs: 2_000)
    }
}

extension Counters {
    fileprivate mutating func count(_ outcomes: [FactOutcome]) {
        for outcome in outcomes {
            switch outcome {
            case .created: add("facts.created")
            case .exists: add("facts.exists")
            case .conflict: add("facts.conflict")
            case .notTaken: add("facts.notTaken")
            case .refused(let findings):
                add("facts.refused")
                for finding in findings { add("rule.\(finding.rule.rawValue)") }
            }
        }
    }
}
