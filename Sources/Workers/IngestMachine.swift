// SPDX-License-Identifier: Apache-2.0
//
// The ingest worker as a machine: requests in, batches to commit and replies out.
//
// Law: a fact is acknowledged after its batch was committed and never before; one batch is in flight
// at most, and the next is gathered meanwhile (group commit). What is over a limit is shed at once.
// After a failure whose outcome is not known nothing more is acknowledged, and the machine asks to
// exit. Reads of the journal that find nothing wait for the next commit or their deadline.

public import Journal
public import Pipeline
import Wire

/// The ingest worker's state.
public struct IngestMachine {
    /// The name of a read that is being done.
    public struct ReadTicket: Hashable, Sendable {
        fileprivate var number: Int
    }

    private struct Waiting {
        var id: FactID
        var request: Request
        var drafts: DraftRequest
        var byteCount: Int
    }

    private struct PendingRead {
        var request: Request
        var after: Position
        var max: Int
    }

    /// What a decoded fact takes at least.
    static let factBytesMin = 1_024

    private let card: ServiceCard
    private let epoch: Epoch
    private let principal: Principal
    private let limits: IngestLimits
    private let flaw: Flaw?
    private var head: Head
    private var waiting: [Waiting] = []
    private var waitingBytes = 0
    private var inFlight: [Waiting] = []
    private var parked: [PendingRead] = []
    private var reading: [ReadTicket: PendingRead] = [:]
    private var ticketsGiven = 0
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
        case .committed(let outcomes, let head):
            let replies = finish(outcomes, head, at: time, &outputs)
            // The journal goes on while these are put into bytes.
            let next = launchCommit(at: time)
            outputs += next.commit + replies.map { .acknowledge($0) } + next.declined
        case .commitFailed(let error): fail(error, &outputs)
        case .entries(let ticket, let entries): answer(ticket, entries, &outputs)
        case .readFailed(let ticket, let error): failRead(ticket, error, &outputs)
        case .tick: expire(at: time, &outputs)
        }
        let next = launchCommit(at: time)
        return outputs + next.declined + next.commit
    }

    /// Whether nothing is waiting or in flight, so that it can stop.
    public var isIdle: Bool { waiting.isEmpty && inFlight.isEmpty }
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
            case "journal.v1/Read": startRead(request, &outputs)
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
        guard waitingBytes + byteCount <= limits.pendingBytesMax else {
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
        if let reply = recalled(next, at: time) { return outputs.append(.send(reply)) }
        waiting.append(next)
        waitingBytes += byteCount
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

    /// A repeat that came while its first sending was waiting or in flight is recalled here; it never
    /// shares a batch with it, or facts between the two could give them different verdicts.
    ///
    /// - Returns: the commit, where there is one, and the answers to those that are not in it.
    private mutating func launchCommit(
        at time: Time
    ) -> (commit: [IngestOutput], declined: [IngestOutput]) {
        var declined: [IngestOutput] = []
        guard inFlight.isEmpty, !waiting.isEmpty, !isExiting else { return ([], []) }
        var facts = 0
        var taken = 0
        var ids: Set<FactID> = []
        for next in waiting {
            let isLate = next.request.deadline < time.steadyMilliseconds
            if let reply = isLate ? next.request.tooLate : recalled(next, at: time) {
                if isLate { counters.add("expired") }
                waitingBytes -= next.byteCount
                declined.append(.send(reply))
                taken += 1
                continue
            }
            let count = next.drafts.drafts.count
            if !inFlight.isEmpty, facts + count > limits.batchFactsMax { break }
            guard ids.insert(next.id).inserted else { break }
            facts += count
            inFlight.append(next)
            taken += 1
        }
        waiting.removeFirst(taken)
        guard !inFlight.isEmpty else { return ([], declined) }
        return ([.commit(inFlight.map(\.drafts), at: time.wall)], declined)
    }

    private mutating func finish(
        _ outcomes: [[FactOutcome]], _ head: Head, at time: Time, _ outputs: inout [IngestOutput]
    ) -> [Acknowledgement] {
        self.head = head
        counters.add("commits")
        waitingBytes -= inFlight.reduce(0) { $0 + $1.byteCount }
        var replies: [Acknowledgement] = []
        for (done, outcomes) in zip(inFlight, outcomes) {
            counters.count(outcomes)
            replays.keep(done.id, done.drafts, outcomes, at: time)
            replies.append(reply(done.request, done.drafts, outcomes))
        }
        inFlight = []
        let ready = parked
        parked = []
        for read in ready { begin(read, &outputs) }
        return replies
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

    private mutating func fail(_ error: JournalError, _ outputs: inout [IngestOutput]) {
        outputs.append(.notice("commit failed: \(error)"))
        let failed = inFlight
        inFlight = []
        waitingBytes -= failed.reduce(0) { $0 + $1.byteCount }
        guard error.isOutcomeKnown else {
            isExiting = true
            for request in failed.map(\.request) {
                outputs.append(
                    .send(
                        request.refusal(
                            .unavailable, "OUTCOME_UNKNOWN",
                            "whether the facts were journaled is unknown; send the same ids again",
                            retryAfterMs: 2_000)))
            }
            return outputs.append(.exit("the outcome of a commit is not known: \(error)"))
        }
        counters.add("notJournaled")
        for request in failed.map(\.request) {
            outputs.append(
                .send(
                    request.refusal(
                        .unavailable, "NOT_JOURNALED", "nothing was journaled; send again",
                        retryAfterMs: 1_000)))
        }
    }
}

extension IngestMachine {
    private mutating func startRead(_ request: Request, _ outputs: inout [IngestOutput]) {
        switch request.body(ReadRequest.self) {
        case .failure(let refused): outputs.append(.send(refused.frames))
        case .success(let body):
            let read = PendingRead(
                request: request, after: Position(max(0, body.after ?? 0)),
                max: min(max(1, Int(clamping: body.max ?? 1_024)), limits.readEntriesMax))
            if read.after > head.position {
                outputs.append(
                    .send(
                        request.refusal(
                            .outOfRange, "BEYOND_HEAD", "the journal ends at \(head.position)")))
            } else {
                begin(read, &outputs)
            }
        }
    }

    /// Reads, or waits for the next commit where there is nothing to read.
    private mutating func begin(_ read: PendingRead, _ outputs: inout [IngestOutput]) {
        if read.after == head.position, parked.count < limits.parkedReadsMax {
            parked.append(read)
        } else if read.after == head.position {
            outputs.append(.send(reply(read, [])))
        } else if reading.count >= limits.readsInFlightMax {
            counters.add("shed")
            outputs.append(
                .send(
                    read.request.refusal(
                        .resourceExhausted, "OVERLOADED", "too many reads are in hand",
                        retryAfterMs: 200)))
        } else {
            ticketsGiven += 1
            let ticket = ReadTicket(number: ticketsGiven)
            reading[ticket] = read
            outputs.append(
                .read(ticket, after: read.after, max: read.max, maxBytes: limits.readBytesMax))
        }
    }

    private mutating func answer(
        _ ticket: ReadTicket, _ entries: [Entry], _ outputs: inout [IngestOutput]
    ) {
        guard let read = reading.removeValue(forKey: ticket) else { return }
        outputs.append(.send(reply(read, entries)))
    }

    private func reply(_ read: PendingRead, _ entries: [Entry]) -> [[UInt8]] {
        var body = ReadReply()
        body.epoch = epoch.text
        body.head = head.position.number
        body.entries = entries.map(JournalEntry.init)
        return read.request.reply(body, position: place)
    }

    private mutating func failRead(
        _ ticket: ReadTicket, _ error: JournalError, _ outputs: inout [IngestOutput]
    ) {
        outputs.append(.notice("read failed: \(error)"))
        guard let read = reading.removeValue(forKey: ticket) else { return }
        let reply =
            error.kind == .corrupt
            ? read.request.refusal(.dataLoss, "READ_FAILED", "the journal can't be read here")
            : read.request.refusal(
                .unavailable, "READ_FAILED", "the journal can't be read right now",
                retryAfterMs: 1_000)
        outputs.append(.send(reply))
    }

    private mutating func expire(at time: Time, _ outputs: inout [IngestOutput]) {
        replays.forget(before: time)
        let late = parked.filter { $0.request.deadline <= time.steadyMilliseconds }
        parked.removeAll { $0.request.deadline <= time.steadyMilliseconds }
        for read in late { outputs.append(.send(reply(read, []))) }
    }
}

extension Request {
    /// Done too late, so not done.
    var tooLate: [[UInt8]] {
        refusal(.deadlineExceeded, "DEADLINE_EXCEEDED", "the deadline passed before it was done")
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
