// SPDX-License-Identifier: Apache-2.0
//
// The ingest process: the machine, and the journal's thread beside it with a job at a time.

import Journal
import Pipeline
import Wire
import Workers

/// An ingest worker under way.
final class IngestProcess {
    enum Job {
        case commit([DraftRequest], at: Moment)
        case read(IngestMachine.ReadTicket, after: Position, max: Int, maxBytes: Int)
    }

    var machine: IngestMachine
    var committer: Committer<MemoryJournal>
    var jobs: [Job] = []
    var isBusy = false
    /// Takes no more messages, and ends once nothing is in flight.
    var isStopping = false

    init(machine: IngestMachine, committer: Committer<MemoryJournal>) {
        self.machine = machine
        self.committer = committer
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
            ingest = IngestProcess(machine: machine, committer: committer)
            judge.launched(.ingest)
        } catch {
            end(.ingest)
        }
    }

    /// Small ones, so that they are met.
    private var limits: IngestLimits {
        var limits = IngestLimits()
        limits.batchFactsMax = 16
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
            case .commit(let batch, let wall): enqueue(.commit(batch, at: wall))
            case .read(let ticket, let after, let max, let maxBytes):
                enqueue(.read(ticket, after: after, max: max, maxBytes: maxBytes))
            case .notice: break
            case .exit: end(.ingest)
            }
        }
        if let ingest = self.ingest, ingest.isStopping, ingest.machine.isIdle { end(.ingest) }
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
        case .commit(let batch, let wall):
            if dice.strikes(.crashedBeforeCommit) { return end(.ingest) }
            let result = commit(batch, at: wall)
            if dice.strikes(.crashedAfterCommit) { return end(.ingest) }
            startJournalJob()
            stepIngest(result)
        case .read(let ticket, let after, let max, let maxBytes):
            let result = read(ticket, after: after, max: max, maxBytes: maxBytes)
            startJournalJob()
            stepIngest(result)
        }
    }

    private func commit(_ batch: [DraftRequest], at wall: Moment) -> IngestInput {
        defer { judge.absorb(at: wall) }
        return failing(journal, commitPlan()) { tryCommit(batch, at: wall) }
    }

    private func tryCommit(_ batch: [DraftRequest], at wall: Moment) -> IngestInput {
        do throws(JournalError) {
            let outcomes = try ingest!.committer.commit(batch, at: wall)
            judge.committed(batch, outcomes, at: wall)
            return .committed(outcomes, head: ingest!.committer.head)
        } catch {
            return .commitFailed(error)
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
