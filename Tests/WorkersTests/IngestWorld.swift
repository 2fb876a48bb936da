// SPDX-License-Identifier: Apache-2.0
//
// An ingest worker on the twin, without threads: requests in, outputs held until the test lets the
// commit happen.

import Journal
import Pipeline
import Wire
import Workers

final class IngestWorld {
    let journal = MemoryJournal(epoch: Epoch(high: 1, low: 2))
    private var desk: CommitDesk<MemoryJournal>
    /// What waits for room in a commit.
    private var requests: [DeskRequest] = []
    private let limits: IngestLimits
    private var machine: IngestMachine
    /// What is on its way into the journal; one at most.
    private(set) var pending: [Commit] = []
    private(set) var replies: [Envelope] = []
    private(set) var exits: [String] = []
    private let principal: Principal
    /// What a read of the journal comes to; nil for what it has.
    var failsReads: JournalError?
    var steady: Int64 = 0
    var wall = Moment(startOf: CivilDay(text: "2024-07-01")!)

    init(
        limits: IngestLimits = IngestLimits(),
        principal: Principal = Principal(name: "clerk", isAuthenticated: false), flaw: Flaw? = nil
    ) throws {
        (self.principal, self.limits) = (principal, limits)
        desk = CommitDesk(try Committer(store: journal), commitFactsMax: limits.commitFactsMax)
        machine = IngestMachine(
            epoch: journal.epoch, head: journal.head, principal: principal, version: "test",
            limits: limits, flaw: flaw)
    }

    /// A new process over the same disk, which is sound again.
    func relaunch() throws {
        journal.fail(nil)
        journal.relaunch()
        desk = CommitDesk(try Committer(store: journal), commitFactsMax: limits.commitFactsMax)
        requests = []
        machine = IngestMachine(
            epoch: journal.epoch, head: journal.head, principal: principal, version: "test",
            limits: limits)
        pending = []
        exits = []
    }

    private var now: Time { Time(wall: wall, steadyMilliseconds: steady) }

    func step(_ input: IngestInput) {
        for output in machine.step(input, at: now) {
            switch output {
            case .send(let frames): replies.append(try! Envelope(frames: frames))
            case .acknowledge(let reply): replies.append(try! Envelope(frames: reply.frames))
            case .judge(let request):
                requests.append(request)
                judgeAll()
            case .read(let ticket, let after, let max, let maxBytes):
                if let failsReads {
                    step(.readFailed(ticket, failsReads))
                } else {
                    let entries = try! journal.read(after: after, max: max, maxBytes: maxBytes)
                    step(.entries(ticket, entries))
                }
            case .notice: break
            case .exit(let reason): exits.append(reason)
            }
        }
    }

    /// As far as there is room.
    private func judgeAll() {
        while desk.hasRoom, !requests.isEmpty {
            goOn(desk.judge(requests.removeFirst(), at: now))
        }
    }

    private func goOn(_ next: CommitDesk<MemoryJournal>.Step?) {
        switch next {
        case .commit(let commit): pending.append(commit)
        case .tell(let input): step(input)
        case nil: break
        }
    }

    /// Does the commit that is in flight.
    func commit() {
        let commit = pending.removeFirst()
        do throws(JournalError) {
            try journal.append(commit.entries)
            step(.committed(commit.requests, head: journal.head))
            goOn(desk.done(nil))
        } catch {
            goOn(desk.done(error))
        }
        judgeAll()
    }

    func commitAll() {
        while !pending.isEmpty { commit() }
    }

    func send(
        _ facts: [Fact], request: UInt64, as encoding: Encoding = .protobuf,
        allOrNothing: Bool = false, timeout: Int64? = nil
    ) {
        send(
            bodies: facts.map { WireCodec.encode($0, as: encoding) }, request: request,
            as: encoding, allOrNothing: allOrNothing, timeout: timeout)
    }

    func send(
        bodies: [[UInt8]], request: UInt64, as encoding: Encoding, allOrNothing: Bool = false,
        timeout: Int64? = nil
    ) {
        var header = Header()
        header.version = 1
        header.kind = .request
        header.method = "ingest.v1/LogFacts"
        header.requestId = FactID(high: 9, low: request)
        header.allOrNothing = allOrNothing ? true : nil
        header.timeoutMs = timeout
        let envelope = Envelope(encoding: encoding, header: header, bodies: bodies)
        step(.received([[7]] + envelope.frames))
    }

    func read(after position: Int64, timeout: Int64) {
        var header = Header()
        header.kind = .request
        header.method = "journal.v1/Read"
        header.timeoutMs = timeout
        var body = ReadRequest()
        body.after = position
        let envelope = Envelope(
            encoding: .protobuf, header: header, bodies: [WireCodec.encode(body, as: .protobuf)])
        step(.received([[7]] + envelope.frames))
    }

    /// Logs facts to the end and gives their outcomes.
    func log(
        _ facts: [Fact], request: UInt64, as encoding: Encoding = .protobuf,
        allOrNothing: Bool = false
    ) -> [Outcome] {
        send(facts, request: request, as: encoding, allOrNothing: allOrNothing)
        commitAll()
        return outcomes
    }

    /// Of the last reply.
    var outcomes: [Outcome] {
        guard let last = replies.last else { return [] }
        return (try? last.body(LogFactsReply.self).outcomes) ?? []
    }
}

/// Facts by number: the unit is 1, the project's signing 2 …
enum Sample {
    static func fact(_ id: UInt64, _ words: String...) -> Fact {
        try! Fact(assignments: ["id=\(FactID(high: 0, low: id).text)"] + words)
    }

    static let unit = fact(
        1, "subject=U", "effectiveOn=2020-01-01", "unitDefined.name=县", "unitDefined.kind=COUNTY")
    static let signed = fact(
        2, "subject=P", "unit=U", "effectiveOn=2024-06-01", "projectSigned.agreement=CONTRACT",
        "projectSigned.name=项目", "projectSigned.investor=甲", "projectSigned.hostUnit=U",
        "projectSigned.industry=C39", "projectSigned.origin=OUT_OF_PROVINCE",
        "projectSigned.totalInvestment.minorUnits=100",
        "projectSigned.totalInvestment.currency=CNY")
    static let stored = fact(
        3, "subject=P", "unit=U", "effectiveOn=2024-06-02", "projectStored=")
    static let started = fact(
        4, "subject=P", "unit=U", "effectiveOn=2024-06-03", "projectStarted=")
    static let startedElsewhere = fact(
        5, "subject=X", "unit=U", "effectiveOn=2024-06-03", "projectStarted=")

    static func arrival(_ id: UInt64, fen: Int = 10) -> Fact {
        fact(
            id, "subject=P", "unit=U", "effectiveOn=2024-06-05",
            "capitalArrived.amount.minorUnits=\(fen)", "capitalArrived.amount.currency=CNY")
    }

    static func voided(_ id: UInt64, _ of: UInt64) -> Fact {
        fact(
            id, "unit=U", "voided.of=\(FactID(high: 0, low: of).text)",
            "voided.subject=project/P", "voided.reason=误报")
    }
}
