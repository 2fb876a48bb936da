// SPDX-License-Identifier: Apache-2.0
//
// The ledger database's twin in memory. Its state is one value, so a snapshot is a copy, and every
// answer is the plain definition over all deltas: the oracle that engines are compared with.
//
// Writing belongs to one thread; snapshots may be taken on any.

public import Pipeline
public import Rollup
import Synchronization

/// A ledger database in memory.
public final class MemoryLedger: LedgerDatabase, LedgerReader, Sendable {
    private let state = Mutex(State())

    private struct State: Sendable {
        var ledger = MemoryLedgerView()
        var isStopped = false
        var gate = FailureGate()
    }

    /// An empty ledger database.
    public init() {}

    /// Fails calls from here on, counted from 1 again; nil ends it.
    public func fail(_ plan: FailurePlan?) { state.withLock { $0.gate.use(plan) } }

    /// How many calls were counted since `fail`.
    public var calls: Int { state.withLock { $0.gate.calls } }

    /// Whether a call failed since `fail`.
    public var hasFailed: Bool { state.withLock { $0.gate.hasFailed } }

    /// Takes batches again after an error whose outcome was not known.
    public func relaunch() { state.withLock { $0.isStopped = false } }

    private func view(
        _ operation: JournalError.Operation
    ) throws(JournalError) -> MemoryLedgerView {
        let (view, failure) = state.withLock { ($0.ledger, $0.gate.pass(operation)) }
        if let failure { throw failure.error }
        return view
    }

    /// See `LedgerDatabase.settle`.
    public func settle() {}

    /// See `LedgerDatabase.cursor`.
    public func cursor() throws(JournalError) -> LedgerCursor { try view(.read).cursor }

    /// See `LedgerDatabase.facts`.
    public func facts(of subject: Subject) throws(JournalError) -> [LedgerFact] {
        try view(.read).facts(of: subject)
    }

    /// See `LedgerDatabase.units`.
    public func units() throws(JournalError) -> [UnitRecord] { try view(.read).units() }

    /// See `LedgerDatabase.projects`.
    public func projects(creditedTo units: Set<UnitCode>) throws(JournalError) -> [ProjectID] {
        let view = try view(.read)
        return Set(units.flatMap { view.credits[$0] ?? [] }).sorted()
    }

    /// See `LedgerDatabase.relations`.
    public func relations() throws(JournalError) -> [ProjectRelations] {
        try view(.read).relations.values.sorted { $0.project < $1.project }
    }

    /// See `LedgerDatabase.commit`.
    public func commit(_ batch: LedgerBatch) throws(JournalError) {
        batch.checkPositions()
        guard !state.withLock({ $0.isStopped }) else {
            throw JournalError(.failed, during: .begin, text: "stopped by an earlier error")
        }
        do {
            try apply(batch)
        } catch {
            if !error.isOutcomeKnown { state.withLock { $0.isStopped = true } }
            throw error
        }
    }

    private func apply(_ batch: LedgerBatch) throws(JournalError) {
        var changed = try view(.begin)
        let epoch = changed.cursor.epoch ?? batch.epoch
        guard changed.cursor.position == batch.from, epoch == batch.epoch else {
            throw JournalError(.stale, during: .begin, text: "the cursor is \(changed.cursor)")
        }
        changed.apply(batch)
        let failure = state.withLock { state in
            let failure = state.gate.pass(.commit)
            if failure?.takesEffect ?? true { state.ledger = changed }
            return failure
        }
        if let failure { throw failure.error }
    }

    /// See `LedgerDatabase.cellsDigest`.
    public func cellsDigest() throws(JournalError) -> [UInt8] {
        var digest = CellsDigest()
        for row in try view(.read).rows { digest.add(row) }
        return digest.finish()
    }

    /// The state as it is, whatever the port is told: for oracles.
    public var current: MemoryLedgerView { state.withLock { $0.ledger } }

    /// All cells in key order.
    public var rows: [CellRow] { current.rows }

    /// See `LedgerReader.snapshot`.
    public func snapshot<Result>(
        _ body: (MemoryLedgerView) throws(JournalError) -> Result
    ) throws(JournalError) -> Result {
        try body(view(.read))
    }
}
