// SPDX-License-Identifier: Apache-2.0
//
// Random questions to the SQLite ledger database, against the oracle's count (row 10): as of any day,
// of any unit with its subtree, and every cell as known at any position.
//
// The answers go through the query front's machine and the wire, so what is compared is what a
// client would read.

import Foundation
import Journal
import Pipeline
import Rollup
import SQLiteJournal
import Seeded
import TestKit
import Testing
import Wire

@testable import Simulator
@testable import Workers

@Suite struct QuestionTests {
    private static let worlds = Proof.times(5, full: 250)
    private static let questionsEach = Proof.times(60, full: 400)

    @Test func everyAnswerIsWhatTheFactsAddUpTo() throws {
        var answers = 0
        var tallies = 0
        for seed in 1...UInt64(Self.worlds) {
            let desk = try QuestionDesk(seed: seed)
            defer { desk.end() }
            for _ in 0..<Self.questionsEach { try desk.ask() }
            for _ in 0..<Self.questionsEach / 20 { try desk.checkPast() }
            tallies += Self.questionsEach / 20
            #expect(desk.judge.broken == nil, "seed \(seed)")
            answers += desk.judge.answersJudged
        }
        #expect(answers == Self.worlds * Self.questionsEach)
        Proof.report(
            row: 10,
            "\(answers) questions over \(Self.worlds) journals and \(tallies) views of all cells "
                + "as of a day and known at a position: all equal a naive count")
    }

    /// The comparison can fail: cells changed behind the ledger's back is found.
    @Test func aWrongCellIsFound() throws {
        let desk = try QuestionDesk(seed: 1, forgets: Position(9)...Position(40))
        defer { desk.end() }
        for _ in 0..<20 { try desk.ask() }
        for _ in 0..<5 { try desk.checkPast() }
        #expect(desk.judge.broken != nil)
    }
}

/// A journal of random facts, its ledger database in a file, and a front without threads.
private final class QuestionDesk {
    let judge: Judge
    private let path: String
    private let reader: SQLiteLedgerReader
    private var machine = QueryMachine(version: "test")
    private var random: Generator
    private var asked: UInt64 = 0

    /// - Parameter forgets: positions whose deltas are lost on the way.
    init(seed: UInt64, forgets: ClosedRange<Position>? = nil) throws {
        random = Generator(seed: seed)
        let journal = MemoryJournal(epoch: .sample)
        judge = Judge(journal: journal, countsFigures: true)
        try QuestionDesk.log(RandomFacts(seed: seed, projects: 12), to: journal, seed, judge)
        path = NSTemporaryDirectory() + "groundbreak-questions-\(UUID().uuidString).sqlite"
        let ledger = try SQLiteLedger(path: path)
        var folder = try Folder(
            database: InterposedLedger(base: ledger) { batch in
                batch.deltas.removeAll { forgets?.contains($0.position) ?? false }
            }, factsMax: 40)
        while folder.cursor.position < journal.head.position {
            let page = try journal.read(
                after: folder.cursor.position, max: random.pick(1...30), maxBytes: .max)
            #expect(try folder.fold(page, epoch: journal.epoch) == nil)
        }
        reader = try SQLiteLedgerReader(path: path)
    }

    private static func log(
        _ facts: RandomFacts, to journal: MemoryJournal, _ seed: UInt64, _ judge: Judge
    ) throws {
        let noon = Moment(startOf: CivilDay(text: "2024-07-01")!)
        let bodies = facts.interleaved(by: seed).map { WireCodec.encode($0, as: .protobuf) }
        judge.offered(
            Parcel(id: FactID(high: 0, low: seed), encoding: .protobuf, bodies: bodies))
        var committer = try Committer(store: journal)
        let request = DraftRequest(
            drafts: bodies.map { Draft(bytes: $0, encoding: .protobuf) }, allOrNothing: false,
            principal: Judge.principal)
        let outcomes = try committer.commit([request], at: noon)[0]
        judge.committed([JudgedRequest(request, .outcomes(outcomes), at: noon)])
    }

    func end() {
        for suffix in ["", "-wal", "-shm", ".lock"] {
            try? FileManager.default.removeItem(atPath: path + suffix)
        }
    }

    private func day() -> CivilDay {
        CivilDay(text: "2023-10-20")!.advanced(by: random.pick(0...270))
    }

    func ask() throws {
        var question = ProgressRequest()
        question.unit = UnitCode(text: random.pick(RandomFacts.unitCodes))
        question.asOf = random.pick(0...9) == 0 ? CivilDay(text: "2022-05-31") : day()
        question.cohort = random.pick([nil, .signed])
        question.bundles = random.pick([nil, .byParts])
        question.tree = random.pick([nil, .now])
        if random.pick(0...1) == 0 {
            question.knownAt = KnownAtChoice()
            let isKnown = judge.facts.firstIndex { $0.fact.derivedSubject == .unit(question.unit!) }
            question.knownAt?.position = Int64(
                random.pick(isKnown! + 1...judge.facts.count))
        }
        question.children = random.pick(0...4) == 0 ? true : nil
        asked += 1
        var header = Header()
        header.method = "query.v1/Progress"
        header.requestId = FactID(high: 1, low: asked)
        judge.asked(header.requestId!, question)
        let encoding = random.pick([Encoding.json, .protobuf])
        let envelope = Envelope(
            encoding: encoding, header: header,
            bodies: [WireCodec.encode(question, as: encoding)])
        try step(.received([[7]] + envelope.frames))
    }

    private func step(_ input: QueryInput) throws {
        let time = Time(
            wall: Moment(startOf: CivilDay(text: "2024-07-20")!), steadyMilliseconds: 0)
        for output in machine.step(input, at: time) {
            switch output {
            case .send(let frames): judge.querySends(frames, ledger: MemoryLedger())
            case .look(let job):
                let result = try reader.snapshot { (view) throws(JournalError) in
                    try job.run(on: view)
                }
                try step(.looked(job, result))
            case .ask, .notice: break
            }
        }
    }

    /// All cells, once.
    func checkPast() throws {
        let knownAt = Position(Int64(random.pick(1...judge.facts.count)))
        try judge.checkPast(of: reader, asOf: day(), knownAt: knownAt)
    }
}
