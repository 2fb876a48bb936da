// SPDX-License-Identifier: Apache-2.0
//
// The journal's twin in memory: the same laws, no disk. For tests, the simulator and trying things.
//
// Any of it may happen on any thread; appending on one only. `relaunch` stands
// for the end of a process and a new one over the same disk, `cutPower` for a disk that keeps only
// what was synced; a commit is, unless the twin is told to sync less often.

public import Pipeline
import Synchronization

/// A journal in memory.
public final class MemoryJournal: JournalStore, Sendable {
    /// The journal's epoch.
    public let epoch: Epoch
    private let state = Mutex(State())

    private struct State: Sendable {
        var entries: [Entry] = []
        var places: [FactID: Int] = [:]
        var isStopped = false
        var gate = FailureGate()
        /// Entries that bear the mark of their commit; what lies behind is torn.
        var committed = 0
        /// Entries that a power cut leaves, and commits since they were synced.
        var synced = 0
        var commitsUnsynced = 0

        mutating func append(_ staged: [Entry]) {
            for entry in staged {
                places[entry.id] = entries.count
                entries.append(entry)
            }
            committed = entries.count
            commitsUnsynced += 1
        }

        mutating func cut(to count: Int) {
            for entry in entries[count...] { places[entry.id] = nil }
            entries.removeSubrange(count...)
            committed = count
        }
    }

    private let commitsPerSync: Int

    /// An empty journal.
    ///
    /// - Parameter commitsPerSync: 1 as the product has it; more is a disk that loses, for controls.
    public init(epoch: Epoch, commitsPerSync: Int = 1) {
        self.epoch = epoch
        self.commitsPerSync = commitsPerSync
    }

    /// Fails calls from here on, counted from 1 again; nil ends it.
    public func fail(_ plan: FailurePlan?) { state.withLock { $0.gate.use(plan) } }

    /// How many calls were counted since `fail`.
    public var calls: Int { state.withLock { $0.gate.calls } }

    /// Takes calls again after an error whose outcome was not known; what was torn is dropped, and
    /// what an earlier process left unsynced is synced before anything is said of it.
    public func relaunch() {
        state.withLock { state in
            state.isStopped = false
            state.cut(to: state.committed)
            if commitsPerSync == 1 { state.synced = state.committed }
        }
    }

    /// Whether a call failed since `fail`.
    public var hasFailed: Bool { state.withLock { $0.gate.hasFailed } }

    /// Leaves what was synced and nothing else.
    public func cutPower() {
        state.withLock { state in
            state.cut(to: state.synced)
            state.commitsUnsynced = 0
        }
    }

    /// The last entry's stamps.
    public var head: Head {
        state.withLock { state in
            state.entries[..<state.committed].last
                .map { Head(position: $0.position, recordedAt: $0.recordedAt) } ?? .origin
        }
    }

    /// Committed entries after a position, whatever the port is told: for oracles.
    public func committed(after position: Position) -> [Entry] {
        state.withLock { Array($0.entries[..<$0.committed].dropFirst(Int(position.number))) }
    }

    /// See `JournalReader.read`.
    public func read(
        after position: Position, max: Int, maxBytes: Int
    ) throws(JournalError) -> [Entry] {
        try check(.read)
        return state.withLock { state in
            let start = Int(clamping: Swift.max(0, position.number))
            var budget = maxBytes
            var page: [Entry] = []
            for entry in state.entries[..<state.committed].dropFirst(start)
                .prefix(Swift.max(0, max))
            {
                budget -= entry.bytes.count
                if budget < 0, !page.isEmpty { break }
                page.append(entry)
            }
            return page
        }
    }

    /// See `JournalStore.lookUp`.
    public func lookUp(_ id: FactID) throws(JournalError) -> Entry? {
        try check(.lookUp)
        return state.withLock { state in state.places[id].map { state.entries[$0] } }
    }

    /// See `JournalStore.entry`.
    public func entry(at position: Position) throws(JournalError) -> Entry? {
        try check(.lookUp)
        let index = Int(position.number) - 1
        return state.withLock {
            (0..<$0.committed).contains(index) ? $0.entries[index] : nil
        }
    }

    /// See `JournalStore.append`.
    public func append(_ entries: [Entry]) throws(JournalError) {
        if state.withLock({ $0.isStopped }) {
            throw JournalError(.failed, during: .begin, text: "stopped by an earlier error")
        }
        do {
            try check(.begin)
            try stage(entries)
            try commit(entries)
        } catch {
            if !error.isOutcomeKnown { state.withLock { $0.isStopped = true } }
            throw error
        }
    }

    private func stage(_ entries: [Entry]) throws(JournalError) {
        var (head, ids) = (head, Set<FactID>())
        for entry in entries {
            try check(.append)
            head = head.advanced(over: entry)
            let isThere = state.withLock { $0.places[entry.id] != nil }
            guard ids.insert(entry.id).inserted, !isThere else {
                throw JournalError(.failed, during: .append, text: "the id \(entry.id) is there")
            }
        }
    }

    private func check(_ operation: JournalError.Operation) throws(JournalError) {
        if let failure = state.withLock({ $0.gate.pass(operation) }) { throw failure.error }
    }

    private func commit(_ staged: [Entry]) throws(JournalError) {
        let failure = state.withLock { state in
            let failure = state.gate.pass(.commit)
            if failure?.takesEffect ?? true {
                state.append(staged)
                if failure == nil, state.commitsUnsynced >= commitsPerSync {
                    (state.synced, state.commitsUnsynced) = (state.entries.count, 0)
                }
            } else if failure?.tears ?? false {
                state.entries += staged.prefix((staged.count + 1) / 2)
            }
            return failure
        }
        if let failure { throw failure.error }
    }

    /// Changes an entry behind the journal's back, as a bad disk does.
    public func tamper(_ position: Position, _ change: @Sendable (inout Entry) -> Void) {
        state.withLock { change(&$0.entries[Int(position.number) - 1]) }
    }
}
