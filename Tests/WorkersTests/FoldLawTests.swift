// SPDX-License-Identifier: Apache-2.0
//
// The laws of the fold over random ledgers: the cells are a function of each subject's facts alone,
// and a question about a day sees the facts of effect by that day and no others.

import Journal
import Pipeline
import Rollup
import Simulator
import TestKit
import Testing

@testable import Workers

@Suite struct FoldLawTests {
    static let seeds = 1...12 as ClosedRange<UInt64>

    /// Cuts into requests and batches, encodings and the order of subjects leave no trace.
    @Test func anyCutAndAnyInterleavingGiveTheSameCells() throws {
        for seed in Self.seeds {
            let facts = RandomFacts(seed: seed)
            let plain = try Folding.journal(of: facts.interleaved(by: 0), cutBy: 0)
            let digest = try Folding.ledger(of: plain, cutBy: 0, largest: 10_000).cellsDigest()
            var empty = CellsDigest()
            #expect(digest != empty.finish(), "seed \(seed) counts nothing")
            for other in 1...4 as ClosedRange<UInt64> {
                let journal = try Folding.journal(of: facts.interleaved(by: other), cutBy: other)
                #expect(journal.head.position == plain.head.position, "seed \(seed)/\(other)")
                let ledger = try Folding.ledger(of: journal, cutBy: other, largest: 9)
                #expect(try ledger.cellsDigest() == digest, "seed \(seed)/\(other)")
            }
        }
    }

    /// A folder that follows the journal as it grows ends where a fold from nothing does, with and
    /// without a memory of its subjects.
    @Test func followingTheJournalEqualsFoldingItAnew() throws {
        for seed in Self.seeds {
            let facts = RandomFacts(seed: seed).interleaved(by: seed)
            let world = try IngestWorld()
            let ledgers = [MemoryLedger(), MemoryLedger()]
            var follower = try Folder(database: ledgers[0])
            var forgetful = try Folder(database: ledgers[1], factsMax: 1)
            for (index, fact) in facts.enumerated() {
                _ = world.log([fact], request: UInt64(index + 1))
                guard index % 3 == 0 || index == facts.count - 1 else { continue }
                let page = try world.journal.read(
                    after: follower.cursor.position, max: .max, maxBytes: .max)
                #expect(try follower.fold(page, epoch: world.journal.epoch) == nil)
                #expect(try forgetful.fold(page, epoch: world.journal.epoch) == nil)
            }
            let anew = try Folding.ledger(of: world.journal, cutBy: 0, largest: 10_000)
            for ledger in ledgers {
                #expect(ledger.rows == anew.rows, "seed \(seed)")
                #expect(try Folding.projects(of: ledger) == Folding.projects(of: anew))
            }
        }
    }

    /// As of A, every figure is that of a ledger which holds only the facts of effect by A.
    @Test func asOfADayOnlyTheFactsOfEffectByThenCount() throws {
        for seed in Self.seeds {
            let facts = RandomFacts(seed: seed).interleaved(by: seed)
            let journal = try Folding.journal(of: facts, cutBy: seed)
            let ledger = try Folding.ledger(of: journal, cutBy: seed, largest: 20)
            for text in ["2023-11-30", "2023-12-31", "2024-02-29", "2024-04-15", "2024-06-30"] {
                let asOf = CivilDay(text: text)!
                let early = try Folding.ledger(of: Folding.entries(of: journal, upTo: asOf))
                for unit in RandomFacts.unitCodes {
                    let question = ProgressQuestion(unit: UnitCode(text: unit)!, asOf: asOf)
                    let late = CivilDay(text: "2199-12-31")!
                    let seen = try Folding.figures(question, from: ledger, seenAsOf: asOf)
                    let then = try Folding.figures(question, from: early, seenAsOf: late)
                    let wrong = zip(seen, then).first { $0 != $1 }
                    #expect(seen == then, "seed \(seed), \(unit) as of \(text): \(wrong as Any)")
                }
            }
        }
    }

    /// Known at K, every tally is that of the journal's first K facts.
    @Test func knownAtAPositionOnlyTheFactsBeforeItCount() throws {
        for seed in Self.seeds.prefix(4) {
            let facts = RandomFacts(seed: seed).interleaved(by: seed)
            let journal = try Folding.journal(of: facts, cutBy: seed)
            let ledger = try Folding.ledger(of: journal, cutBy: seed, largest: 20)
            let all = CivilDay(ordinal: 0)...CivilDay(ordinal: 100_000)
            for position in stride(from: Int64(1), through: journal.head.position.number, by: 7) {
                let known = Position(position)
                let then = try Folding.ledger(of: Array(journal.readAll().prefix(Int(position))))
                for row in Set(ledger.rows.map(\.cell)).union(then.rows.map(\.cell)) {
                    let now = try ledger.snapshot { (view) throws(JournalError) in
                        view.tally(row, days: all, asOf: all.upperBound, knownAt: known)
                    }
                    let sum = then.rows.filter { $0.cell == row }.reduce(.zero) { $0 + $1.tally }
                    #expect(now == sum, "seed \(seed), \(row) known at \(position)")
                }
            }
        }
    }

    /// The laws are asked of every kind of fact about entities, singly and by counts, and of what was
    /// corrected and voided of single ones.
    @Test func entitiesAreAmongTheRandomFacts() throws {
        var said: [String: Int] = [:]
        for seed in Self.seeds {
            let facts = RandomFacts(seed: seed).interleaved(by: seed)
            for entry in try Folding.journal(of: facts, cutBy: seed).readAll() {
                let fact = try entry.logged().fact
                guard let kind = fact.content?.kind, let subject = fact.derivedSubject else {
                    continue
                }
                switch subject {
                case .entity: said["\(kind) singly", default: 0] += 1
                case .entities: said["\(kind) by count", default: 0] += 1
                default: continue
                }
            }
        }
        let singly: [FactKind] = [
            .entityRegistered, .entityMoved, .entityDeregistered, .entityConverted,
            .enterprisePromoted, .corrected, .voided,
        ]
        for kind in singly { #expect(said["\(kind) singly", default: 0] > 2, "\(said)") }
        for kind in [FactKind.entityConverted, .enterprisePromoted] {
            #expect(said["\(kind) by count", default: 0] > 0, "\(said)")
        }
    }
}
