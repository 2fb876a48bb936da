// SPDX-License-Identifier: Apache-2.0
//
// The rollup process: one thread that folds, so that what arrives meanwhile waits, over a database that keeps
// a batch as late as it may.

import Journal
import Pipeline
import Rollup
import Wire
import Workers

/// A rollup worker under way.
final class RollupProcess {
    var machine: RollupMachine
    var folder: Folder<InterposedLedger<LateLedger<MemoryLedger>>>
    var isFolding = false
    var waiting: [[[UInt8]]] = []

    init(machine: RollupMachine, folder: Folder<InterposedLedger<LateLedger<MemoryLedger>>>) {
        self.machine = machine
        self.folder = folder
    }
}

extension World {
    func launchRollup() {
        ledger.relaunch()
        let plan = threat(.ledgerUnreadable, FailurePlan(call: dice.pick(1...2)))
        let factsMax = dice.pick([1, 30, 1_000])
        failing(ledger, plan) { openLedger(factsMax: factsMax) }
    }

    private func openLedger(factsMax: Int) {
        do throws(JournalError) {
            let folder = try Folder(
                database: InterposedLedger(base: LateLedger(ledger)) { [unowned self] in
                    digest.add($0)
                },
                factsMax: factsMax)
            let runID = UInt64(launchNumber(of: .rollup))
            let machine = RollupMachine(cursor: folder.cursor.position, runID: runID)
            rollup = RollupProcess(machine: machine, folder: folder)
        } catch {
            end(.rollup)
        }
    }

    func tickRollup() {
        guard let rollup, !rollup.isFolding else { return }
        // With nothing to fold there is time to hear what became of the last batch.
        if let failed = settle(rollup) { stepRollup(failed) }
        if self.rollup === rollup { stepRollup(.tick) }
    }

    func receiveInRollup(_ frames: [[UInt8]]) {
        guard let rollup else { return }
        if rollup.isFolding { rollup.waiting.append(frames) } else { stepRollup(.received(frames)) }
    }

    private func stepRollup(_ input: RollupInput) {
        guard let rollup else { return }
        let outputs = rollup.machine.step(input, at: time(of: .rollup))
        var isNotSent = false
        act(outputs, of: .rollup, after: input.name, crash: .rollupCrashed) { output in
            switch output {
            case .send(let frames):
                if ingest == nil, dice.happens(500) {
                    isNotSent = true
                } else {
                    let launch = launchNumber(of: .rollup)
                    post(Letter(from: .rollup, launch: launch, to: .ingest, frames: frames))
                }
            case .fold(let entries, let epoch):
                rollup.isFolding = true
                let stall = dice.strikes(.ledgerStalled) ? dice.pause(500...8_000) : 0
                agenda.enter(
                    .foldDone(launch: launchNumber(of: .rollup), entries, epoch),
                    at: now + dice.pause(1...25) + stall)
            case .head, .notice: break
            case .exit: end(.rollup)
            }
        }
        if isNotSent, self.rollup === rollup { stepRollup(.notSent) }
    }

    func finishFold(_ launch: Int, _ entries: [Entry], _ epoch: Epoch) {
        guard launch == launchNumber(of: .rollup), let rollup else { return }
        if dice.strikes(.crashedBeforeFold) { return end(.rollup) }
        let result = fold(entries, epoch, in: rollup)
        if dice.strikes(.crashedAfterFold) { return end(.rollup) }
        rollup.isFolding = false
        stepRollup(result)
        let waiting = rollup.waiting
        rollup.waiting = []
        for frames in waiting where self.rollup === rollup { receiveInRollup(frames) }
    }

    private func fold(
        _ entries: [Entry], _ epoch: Epoch, in rollup: RollupProcess
    ) -> RollupInput {
        defer { judge.folded(ledger) }
        return failing(ledger, foldPlan()) { tryFold(entries, epoch, in: rollup) }
    }

    /// - Returns: the failure, if it is one.
    private func settle(_ rollup: RollupProcess) -> RollupInput? {
        defer { judge.folded(ledger) }
        return failing(ledger, foldPlan()) {
            do throws(JournalError) {
                try rollup.folder.settle()
                return nil
            } catch {
                return .foldFailed(error, rollup.folder.cursor.position)
            }
        }
    }

    private func tryFold(
        _ entries: [Entry], _ epoch: Epoch, in rollup: RollupProcess
    ) -> RollupInput {
        do throws(JournalError) {
            let stuck = try rollup.folder.fold(entries, epoch: epoch)
            if let stuck { judge.fail(.brokenChain, "stuck at \(stuck.position): \(stuck.reason)") }
            return .folded(rollup.folder.cursor.position, stuck)
        } catch {
            return .foldFailed(error, rollup.folder.cursor.position)
        }
    }

    private func foldPlan() -> (fault: Fault, plan: FailurePlan)? {
        let call = dice.pick(1...4)
        if ledgerFullUntil > now {
            return (.ledgerFull, FailurePlan(call: 1, operation: .begin, kind: .full))
        }
        return threat(.ledgerBusy, FailurePlan(call: call, kind: .busy))
            ?? threat(.ledgerFailed, FailurePlan(call: call))
            ?? threat(
                .ledgerCommitFailedAfterEffect,
                FailurePlan(call: 1, operation: .commit, takesEffect: true))
    }
}

extension RollupInput {
    /// For the report.
    fileprivate var name: String {
        switch self {
        case .received: "received"
        case .notSent: "notSent"
        case .folded: "folded"
        case .foldFailed: "foldFailed"
        case .tick: "tick"
        }
    }
}

extension Digest {
    /// A batch, in its order.
    fileprivate mutating func add(_ batch: LedgerBatch) {
        add(batch.from.number)
        add(batch.to.number)
        for delta in batch.deltas {
            add(delta.cell.unit.text.utf8)
            add(delta.cell.scope.rawValue)
            add(delta.cell.quantity.rawValue)
            add(delta.cell.detail.utf8)
            add(delta.bucketDay.ordinal)
            add(delta.effectiveDay.ordinal)
            add(delta.position.number)
            add(delta.tally.amount)
            add(delta.tally.facts)
        }
        for project in batch.projects { add(project.project.text.utf8) }
    }
}
