// SPDX-License-Identifier: Apache-2.0
//
// A journal in memory for the tests of sync: facts get positions in the order in which they come.

import Pipeline
import Wire

@testable import Ledgers

/// What is journaled, and sheets compared with it.
struct Book {
    private(set) var journal: [LoggedFact] = []
    var reader = Desk.reader()

    mutating func log(_ facts: [Fact]) {
        for fact in facts {
            journal.append(
                LoggedFact(
                    position: Position(Int64(journal.count + 1)),
                    recordedAt: Moment(microseconds: Int64(journal.count)),
                    principal: Principal(name: "clerk", isAuthenticated: false), fact: fact))
        }
    }

    var state: LedgerState {
        var state = LedgerState(ledger: reader.ledger, digest: Desk.digest)
        for logged in journal { state.take(logged) }
        return state
    }

    func read(_ text: String) throws -> LedgerReading {
        var reader = reader
        reader.state = state
        return try reader.read(Array(text.utf8), file: "ledger.csv")
    }

    func plan(_ text: String, _ change: (inout LedgerSyncOptions) -> Void = { _ in }) throws
        -> LedgerPlan
    {
        var options = LedgerSyncOptions()
        change(&options)
        return reader.plan(try read(text), against: state, options: options) {
            $0.encoded(as: .protobuf)
        }
    }

    /// Imports a sheet with its corrections.
    @discardableResult
    mutating func take(
        _ text: String, _ change: (inout LedgerSyncOptions) -> Void = { _ in }
    ) throws -> LedgerPlan {
        let plan = try plan(text, change)
        log(plan.corrections.map(\.fact) + plan.new)
        return plan
    }
}

extension LedgerPlan {
    /// `row heading: old → new`, in the order of the sheet.
    var told: [String] { changes.map(\.told) }

    var isEmpty: Bool {
        new.isEmpty && corrections.isEmpty && changes.isEmpty && emptied.isEmpty && gone.isEmpty
            && held.isEmpty && voided.isEmpty
    }
}

extension CellChange {
    var told: String { "\(row) \(heading): \(old ?? "-") → \(new ?? "-")" }
}
