// SPDX-License-Identifier: Apache-2.0
//
// The ingest process: the machine, the desk beside it, and the journal's thread, which do a job at a time.

import Journal
import Pipeline
import Wire
import Workers

/// An ingest worker under way.
final class IngestProcess {
    enum Job {
        case commit(Commit)
        case read(IngestMachine.ReadTicket, after: Position, max: Int, maxBytes: Int)
    }

    var machine: IngestMachine
    var desk: CommitDesk<MemoryJournal>
    /// What waits at the desk.
    var requests: [DeskRequest] = []
    var isJudging = false
    var jobs: [Job] = []
    var isBusy = false
    /// Of a commit, when its outcome was not known.
    var failure: JournalError?
    /// Takes no more messages, and ends once nothing is in flight.
    var isStopping = false

    init(machine: IngestMachine, desk: CommitDesk<MemoryJournal>) {
        self.machine = machine
        self.desk = desk
    }
}

extension World {
    func launchIngest() {
        journal.relaunch()
        let plan = threat(.journalUnreadable, FailurePlan(call: 1, operation: .read))
        failing(journal, plan) { openJournal() }
    }

    private func openJournal() {
        do throws(JournalError) {
            let committer = try Committer(store: journal)
            if let flaw = committer.flaw { judge.fail(.brokenChain, "\(flaw)") }
            let machine = IngestMachine(
                epoch: journal.epoch, head: committer.head, principal: Judge.principal,
                version: "simulated", limits: limits)
            let desk = CommitDesk(committer, commitFactsMax: limits.commitFactsMax)
            ingest = IngestProcess(machine: machine, desk: desk)
            judge.launched(.ingest)
        } catch {
            end(.ingest)
        }
    }

    /// Small ones, so that they are met.
    private var limits: IngestLimits {
        var limits = IngestLimits()
        limits.commitFactsMax = 12
        limits.pendingBytesMax = 48 << 10
        limits.readsInFlightMax = 2
        limits.parkedReadsMax = 2
        return limits
    }

    func stepIngest(_ input: IngestInput) {
        guard let ingest else { return }
        if case .received(let frames) = input {
            judge.took(frames, by: .ingest, at: time(of: .ingest))
        }
        let outputs = ingest.machine.step(input, at: time(of: .ingest))
        act(outputs, of: .ingest, after: input.name, crash: .ingestCrashed) { output in
            switch output {
            case .send(let frames): answer(frames)
            case .acknowledge(let acknowledgement): answer(acknowledgement.frames)
            case .judge(let request):
                ingest.requests.append(request)
                startJudging()
            case .read(let ticket, let after, let max, let maxBytes):
                enqueue(.read(ticket, after: after, max: max, maxBytes: maxBytes))
            case .notice: break
            case .exit: end(.ingest)
            }
        }
        if let ingest = self.ingest, ingest.isStopping, ingest.machine.isIdle { end(.ingest) }
    }

    private func startJudging() {
        guard let ingest, !ingest.isJudging, ingest.desk.hasRoom, !ingest.requests.isEmpty
        else { return }
        ingest.isJudging = true
        agenda.enter(.judged(launch: launchNumber(of: .ingest)), at: now + dice.pause(0...10))
    }

    func finishJudging(_ launch: Int) {
        guard launch == launchNumber(of: .ingest), let ingest else { return }
        ingest.isJudging = false
        let next = ingest.requests.removeFirst()
        goOn(
            failing(journal, lookUpPlan()) { ingest.desk.judge(next, at: time(of: .ingest)) })
    }

    /// The desk hears of a commit after whoever waits for it may have.
    func finishCommit(_ launch: Int, _ failure: JournalError?) {
        guard launch == launchNumber(of: .ingest), let ingest else { return }
        goOn(ingest.desk.done(failure))
    }

    private func goOn(_ step: CommitDesk<MemoryJournal>.Step?) {
        startJudging()
        switch step {
        case .commit(let commit): enqueue(.commit(commit))
        case .tell(let input):
            if case .committed(let requests, _) = input { judge.committed(requests) }
            stepIngest(input)
        case nil: break
        }
    }

    private func lookUpPlan() -> (fault: Fault, plan: FailurePlan)? {
        threat(.journalBusy, FailurePlan(call: 1, operation: .lookUp, kind: .busy))
            ?? threat(.journalUnreadable, FailurePlan(call: 1, operation: .lookUp))
    }

    private func answer(_ frames: [[UInt8]]) {
        judge.gave(frames, by: .ingest)
        judge.ingestSends(frames, at: now)
        reply(frames, from: .ingest)
    }

    private func enqueue(_ job: IngestProcess.Job) {
        ingest!.jobs.append(job)
        startJournalJob()
    }

    private func startJournalJob() {
        guard let ingest, !ingest.isBusy, !ingest.jobs.isEmpty else { return }
        ingest.isBusy = true
        let stall = dice.strikes(.journalStalled) ? dice.pause(500...12_000) : 0
        let done = now + dice.pause(1...25) + stall
        agenda.enter(.journalDone(launch: launchNumber(of: .ingest)), at: done)
    }

    func finishJournalJob(_ launch: Int) {
        guard launch == launchNumber(of: .ingest), let ingest else { return }
        ingest.isBusy = false
        switch ingest.jobs.removeFirst() {
        case .commit(let commit):
            if dice.strikes(.crashedBeforeCommit) { return end(.ingest) }
            let failure = append(commit)
            if dice.strikes(.crashedAfterCommit) { return end(.ingest) }
            if let failure, !failure.isOutcomeKnown { ingest.failure = failure }
            agenda.enter(
                .deskTold(launch: launch, failure), at: now + dice.pause(0...10))
            startJournalJob()
            if failure == nil { stepIngest(.committed(commit.requests, head: journal.head)) }
        case .read(let ticket, let after, let max, let maxBytes):
            let result = read(ticket, after: after, max: max, maxBytes: maxBytes)
            startJournalJob()
            stepIngest(result)
        }
    }

    private func append(_ commit: Commit) -> JournalError? {
        // It may be there though the commit failed.
        defer { judge.absorb() }
        return failing(journal, commitPlan()) {
            do throws(JournalError) {
                try journal.append(commit.entries)
                judge.committed(commit.requests)
                return nil
            } catch {
                return error
            }
        }
    }

    private func commitPlan() -> (fault: Fault, plan: FailurePlan)? {
        let call = dice.pick(1...3)
        if journalFullUntil > now {
            let full = FailurePlan(call: 1, isLasting: true, operation: .append, kind: .full)
            return (.journalFull, full)
        }
        return threat(.journalBusy, FailurePlan(call: 1, kind: .busy))
            ?? threat(.journalFailed, FailurePlan(call: call))
            ?? threat(.commitTorn, FailurePlan(call: 1, operation: .commit, tears: true))
            ?? threat(
                .commitFailedAfterEffect,
                FailurePlan(call: 1, operation: .commit, takesEffect: true))
    }

    private func read(
        _ ticket: IngestMachine.ReadTicket, after: Position, max: Int, maxBytes: Int
    ) -> IngestInput {
        let plan = threat(.journalUnreadable, FailurePlan(call: 1, operation: .read))
        // A small page, so that the rollup cuts the journal in many places.
        let most = min(max, dice.pick(1...24))
        return failing(journal, plan) {
            do throws(JournalError) {
                if let failure = ingest?.failure { throw failure }
                return .entries(
                    ticket, try journal.read(after: after, max: most, maxBytes: maxBytes))
            } catch {
                return .readFailed(ticket, error)
            }
        }
    }
}

extension IngestInput {
    /// For the report.
    fileprivate var name: String {
        switch self {
        case .received: "received"
        case .committed: "committed"
        case .commitFailed: "commitFailed"
        case .entries: "entries"
        case .readFailed: "readFailed"
        case .tick: "tick"
        }
    }
}
