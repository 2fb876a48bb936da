// SPDX-License-Identifier: Apache-2.0
//
// Failure at every call of a port, once and for ever, before and after the effect of a COMMIT.
// After each failure: the cells are those of the cursor; whatever was acknowledged is in the journal
// at the position told; nothing is there twice.

import Journal
import Pipeline
import Simulator
import TestKit
import Testing
import Wire

@testable import Workers

@Suite struct FailureTests {
    /// How a call fails.
    struct Manner {
        var kind: JournalError.Kind
        var isLasting: Bool
        var takesEffect: Bool

        static let all: [Manner] = [JournalError.Kind.full, .busy, .failed].flatMap { kind in
            [false, true].flatMap { isLasting in
                [false, true].map {
                    Manner(kind: kind, isLasting: isLasting, takesEffect: $0)
                }
            }
        }

        func plan(at call: Int) -> FailurePlan {
            FailurePlan(
                call: call, isLasting: isLasting, kind: kind, takesEffect: takesEffect)
        }
    }

    @Test func theCellsAreThoseOfTheCursorAfterAnyFailure() throws {
        let facts = RandomFacts(seed: 5).interleaved(by: 5)
        let journal = try Folding.journal(of: facts, cutBy: 5)
        let entries = try journal.readAll()
        var digests: [[UInt8]] = []
        for count in 0...entries.count {
            digests.append(try Folding.ledger(of: Array(entries.prefix(count))).cellsDigest())
        }
        for manner in Manner.all {
            var call = 1
            while try failFold(of: journal, manner.plan(at: call), digests) { call += 1 }
            #expect(call > 20, "\(manner) failed too few calls")
        }
    }

    /// Folds to the end, relaunching after each failure.
    ///
    /// - Returns: whether anything failed.
    private func failFold(
        of journal: MemoryJournal, _ plan: FailurePlan, _ digests: [[UInt8]]
    ) throws -> Bool {
        let ledger = MemoryLedger()
        ledger.fail(plan)
        var hasFailed = false
        while true {
            do throws(JournalError) {
                var folder = try Folder(database: ledger, factsMax: 4)
                while true {
                    let page = try journal.read(
                        after: folder.cursor.position, max: 7, maxBytes: .max)
                    if page.isEmpty { break }
                    _ = try folder.fold(page, epoch: journal.epoch)
                }
                let cursor = try ledger.cursor()
                #expect(cursor == folder.cursor && cursor.position == journal.head.position)
                #expect(try ledger.cellsDigest() == digests.last!, "\(plan)")
                return hasFailed
            } catch {
                hasFailed = true
                ledger.fail(nil)
                ledger.relaunch()
            }
            let position = try Int(ledger.cursor().position.number)
            #expect(try ledger.cellsDigest() == digests[position], "\(plan)")
        }
    }

    /// A folder goes on after a failure whose outcome is known as if nothing had been.
    @Test func aFolderOutlivesAFailureThatKeptNothing() throws {
        let journal = try Folding.journal(of: RandomFacts(seed: 6).interleaved(by: 1), cutBy: 1)
        let clean = try Folding.ledger(of: journal.readAll()).rows
        var call = 0
        while true {
            call += 1
            let ledger = MemoryLedger()
            var folder = try Folder(database: ledger)
            ledger.fail(FailurePlan(call: call, operation: .begin, kind: .full))
            var failures = 0
            while true {
                let page = try journal.read(
                    after: folder.cursor.position, max: 5, maxBytes: .max)
                if page.isEmpty { break }
                do throws(JournalError) {
                    _ = try folder.fold(page, epoch: journal.epoch)
                } catch {
                    failures += 1
                    #expect(error.isOutcomeKnown)
                }
            }
            #expect(ledger.rows == clean, "call \(call)")
            if failures == 0 { break }
        }
        #expect(call > 5)
    }
}

extension FailureTests {
    @Test func whatWasAcknowledgedStaysAndNothingIsThereTwice() throws {
        let facts = Array(RandomFacts(seed: 7).interleaved(by: 7).prefix(30))
        for manner in Manner.all {
            var call = 1
            while try failCommit(of: facts, manner.plan(at: call)) { call += 1 }
            #expect(call > 20, "\(manner) failed too few calls")
        }
    }

    /// Sends every batch until it is acknowledged.
    ///
    /// - Returns: whether anything failed.
    private func failCommit(of facts: [Fact], _ plan: FailurePlan) throws -> Bool {
        let journal = MemoryJournal(epoch: .sample)
        let batches = stride(from: 0, to: facts.count, by: 5).map {
            Array(facts[$0..<min($0 + 5, facts.count)])
        }
        var acknowledged: [FactID: Position] = [:]
        var hasFailed = false
        var committer: Committer<MemoryJournal>?
        journal.fail(plan)
        for batch in batches {
            while true {
                do throws(JournalError) {
                    if committer == nil { committer = try Committer(store: journal) }
                    let outcomes = try committer!.commit([request(batch)], at: .noon)[0]
                    note(outcomes, of: batch, in: &acknowledged)
                    break
                } catch {
                    hasFailed = true
                    journal.fail(nil)
                    if error.isOutcomeKnown, committer != nil {
                        #expect(committer!.head == journal.head)
                    } else {
                        journal.relaunch()
                        committer = nil
                    }
                }
                try check(acknowledged, in: journal, isWhole: false)
            }
        }
        journal.fail(nil)
        try check(acknowledged, in: journal, isWhole: true)
        return hasFailed
    }

    private func request(_ facts: [Fact]) -> DraftRequest {
        DraftRequest(
            drafts: facts.map { Draft(bytes: $0.encoded(as: .json), encoding: .json) },
            allOrNothing: false, principal: Principal(name: "clerk", isAuthenticated: false))
    }

    private func note(
        _ outcomes: [FactOutcome], of facts: [Fact], in acknowledged: inout [FactID: Position]
    ) {
        for (outcome, fact) in zip(outcomes, facts) {
            switch outcome {
            case .created(let position, _), .exists(let position):
                acknowledged[fact.id!] = position
            case .refused: break
            case .conflict, .notTaken: Issue.record("\(outcome) of \(fact)")
            }
        }
    }

    private func check(
        _ acknowledged: [FactID: Position], in journal: MemoryJournal, isWhole: Bool
    ) throws {
        let entries = try journal.readAll()
        #expect(Set(entries.map(\.id)).count == entries.count, "an id is there twice")
        #expect(entries.map(\.position.number) == (0..<entries.count).map { Int64($0 + 1) })
        for (id, position) in acknowledged {
            #expect(entries[Int(position.number) - 1].id == id, "lost an acknowledged fact")
        }
        if isWhole { #expect(acknowledged.count == entries.count) }
    }
}

extension Moment {
    /// A moment on the day after the last of the random facts.
    static let noon = Moment(startOf: CivilDay(text: "2024-07-01")!)
}
