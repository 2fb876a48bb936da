// SPDX-License-Identifier: Apache-2.0
//
// What an explanation and a question about the past cost: the rows that they are about, not the
// ledger. Counted are operations of SQLite's machine and deltas unpacked, so a row that an index should
// have spared is seen even where a condition drops it.
//
// Both ledgers end in the same 2,000 facts, of which a hundred make the figure asked for. Before
// them the larger one has ten (a hundred) times the facts, half of them in the very cell asked, of
// earlier years. No batch goes through the rollup: what is measured is reading.

import Foundation
import Journal
import Pipeline
import Rollup
import SQLiteJournal
import TestKit
import Testing
import Wire

@testable import Workers

@Suite struct CostTests {
    private static let sizes = (small: 10_000, large: Proof.times(100_000, full: 1_000_000))

    @Test func readingCostsWhatIsAskedFor() throws {
        let small = try CostDesk(facts: Self.sizes.small)
        let large = try CostDesk(facts: Self.sizes.large)
        var told: [String] = []
        for question in CostDesk.Question.allCases {
            let (few, many) = (try small.steps(question), try large.steps(question))
            #expect(few > 100, "\(question) was answered by reading")
            #expect(many <= few + few / 20 + 200, "\(question): \(few), then \(many)")
            told.append("\(question) \(few) and \(many)")
        }
        // The count would see a scan: as many lines of the same cell, out of all its days.
        let (few, many) = (try small.stepsOfScan(), try large.stepsOfScan())
        #expect(
            many > few + (Self.sizes.large - Self.sizes.small) / 3, "a scan: \(few), then \(many)")
        told.append("a scan \(few) and \(many)")
        FileHandle.standardError.write(
            Data(
                "steps with \(Self.sizes.small) and \(Self.sizes.large) facts: \(told)\n".utf8))
    }
}

private final class CostDesk {
    enum Question: CaseIterable {
        case explain, explainThen, progressThen, usualDayThen, byMoment, diffOfKnowledge, diffOfDays
        case facts, factsOfKind, factsOfDays, factsOfUnit, factsOfSubject, changedProjects
    }

    private let path: String
    private let reader: SQLiteLedgerReader
    private var machine = QueryMachine(version: "test")
    private let facts: Int
    private static let tail = 2_000
    private static let cell = CellKey(
        unit: UnitCode(text: "U")!, scope: .subtree, quantity: .capitalNew)
    private static let january = CivilDay(text: "2024-01-01")!

    init(facts: Int) throws {
        self.facts = facts
        path = NSTemporaryDirectory() + "groundbreak-cost-\(UUID().uuidString).sqlite"
        let ledger = try SQLiteLedger(path: path)
        var template = try CostDesk.fact("unitDefined.name=U", "unitDefined.kind=COUNTY")
        var first = LedgerBatch(epoch: .sample, from: .origin, to: Position(1))
        template.position = Position(1)
        first.facts = [template]
        first.units = [
            UnitRecord(
                code: Self.cell.unit, name: "U", definedOn: CivilDay(text: "2010-01-01")!)
        ]
        try ledger.commit(first)
        let arrival = try CostDesk.fact(
            "capitalArrived.amount.minorUnits=100", "capitalArrived.amount.currency=CNY")
        for start in stride(from: 1, to: facts, by: 10_000) {
            try ledger.commit(
                Self.batch(after: start, to: min(start + 10_000, facts), of: facts, arrival))
        }
        reader = try SQLiteLedgerReader(path: path)
    }

    deinit {
        for suffix in ["", "-wal", "-shm", ".lock"] {
            try? FileManager.default.removeItem(atPath: path + suffix)
        }
    }

    private static func fact(_ words: String...) throws -> LedgerFact {
        let isUnit = words[0].hasPrefix("unit")
        let fact = try Fact(
            assignments: ["subject=\(isUnit ? "U" : "P")", "effectiveOn=2024-01-01", "unit=U"]
                + words)
        return LedgerFact(
            position: Position(0), recordedAt: Moment(microseconds: 0),
            principal: Principal(name: "clerk", isAuthenticated: true), encoding: 1,
            id: FactID(high: 0, low: 0), bytes: WireCodec.encode(fact, as: .protobuf),
            columns: EntryColumns(
                kind: isUnit ? 20 : 60, subject: isUnit ? "unit/U" : "project/P", unit: "U",
                effectiveDay: nil))
    }

    private static func batch(
        after start: Int, to end: Int, of facts: Int, _ arrival: LedgerFact
    ) -> LedgerBatch {
        var batch = LedgerBatch(
            epoch: .sample, from: Position(Int64(start)), to: Position(Int64(end)))
        for number in start + 1...end {
            // Counted back from the end, both ledgers are the same there.
            let back = facts - number
            let isAsked = back < tail && back.isMultiple(of: 20)
            var cell = cell
            if !isAsked, back.isMultiple(of: 2) { cell.unit = UnitCode(text: "V")! }
            let day =
                isAsked
                ? january.advanced(by: back / 20)
                : CivilDay(ordinal: january.ordinal - 1 - Int32(back % 3_000))
            var fact = arrival
            fact.position = Position(Int64(number))
            fact.recordedAt = Moment(
                microseconds: 1_720_000_000_000_000 - Int64(back) * 1_000_000)
            fact.columns.effectiveDay = day.ordinal
            batch.facts.append(fact)
            batch.deltas.append(
                Delta(
                    cell: cell, bucketDay: day, effectiveDay: day, position: fact.position,
                    tally: Tally(amount: 100, facts: 1)))
        }
        batch.deltas.sort {
            $0.cell != $1.cell ? $0.cell < $1.cell : $0.position < $1.position
        }
        return batch
    }

    private func question(back: Int?, asOf: String? = "2024-06-30") -> ProgressRequest {
        var question = ProgressRequest()
        question.unit = Self.cell.unit
        question.asOf = asOf.flatMap(CivilDay.init(text:))
        if let back {
            question.knownAt = KnownAtChoice()
            question.knownAt?.position = Int64(facts - back)
        }
        return question
    }

    /// Asked twice: the first prepares the statements.
    func steps(_ question: Question) throws -> Int {
        _ = try ask(question)
        let before = reader.stepsTaken
        let count = try ask(question)
        #expect(count == question.lines, "\(question)")
        return reader.stepsTaken - before
    }

    /// - Returns: how many lines or facts the answer has.
    private func ask(_ question: Question) throws -> Int {
        var figure = FigureChoice()
        figure.measure = "domesticCapital"
        switch question {
        case .changedProjects:
            return try reader.snapshot { (view) throws(JournalError) in
                try view.projects(
                    changedAfter: Position(Int64(facts - 1_000)), orAfter: Self.january
                ).count
            }
        case .explain, .explainThen:
            var body = ExplainRequest()
            body.question = self.question(back: question == .explain ? nil : 1_000)
            body.figure = figure
            body.max = 500
            return try ask("query.v1/Explain", body, ExplainReply.self).lines.count
        case .diffOfKnowledge, .diffOfDays:
            var body = DiffRequest()
            let isDays = question == .diffOfDays
            body.from = self.question(
                back: isDays ? nil : 1_000, asOf: isDays ? "2024-02-29" : "2024-06-30")
            body.to = self.question(back: nil)
            body.figure = figure
            body.max = 500
            return try ask("query.v1/Diff", body, DiffReply.self).lines.count
        case .facts, .factsOfKind, .factsOfDays, .factsOfUnit, .factsOfSubject:
            var body = FactsRequest()
            body.max = 100
            // In the middle of the list, so that going on is paid for too.
            body.after = question == .factsOfDays ? nil : Int64(facts - Self.tail)
            body.kind = question == .factsOfKind ? "capitalArrived" : nil
            body.from = question == .factsOfDays ? Self.january : nil
            body.unit = question == .factsOfUnit ? Self.cell.unit : nil
            body.subject = question == .factsOfSubject ? Subject(text: "project/P") : nil
            return try ask("query.v1/Facts", body, FactsReply.self).facts.count
        case .progressThen, .usualDayThen, .byMoment:
            var body = self.question(
                back: 1_000, asOf: question == .usualDayThen ? nil : "2024-06-30")
            if question == .byMoment {
                body.knownAt = KnownAtChoice()
                body.knownAt?.moment = 1_720_000_000_000_000 - 1_000 * 1_000_000
            }
            let figures = try ask("query.v1/Progress", body, ProgressReply.self).figures
            return Int(figures.first { $0.measure == "domesticCapital" }?.facts ?? 0)
        }
    }

    private func ask<Body: Record, Reply: Record>(
        _ method: String, _ body: Body, _ type: Reply.Type
    ) throws -> Reply {
        var header = Header()
        header.method = method
        let frames = Envelope(
            encoding: .protobuf, header: header,
            bodies: [WireCodec.encode(body, as: .protobuf)]
        ).frames
        let time = Time(
            wall: Moment(startOf: CivilDay(text: "2024-07-20")!), steadyMilliseconds: 0)
        for output in machine.step(.received([[7]] + frames), at: time) {
            guard case .look(let job) = output else { continue }
            let result = try reader.snapshot { (view) throws(JournalError) in
                try job.run(on: view)
            }
            guard case .answered(let frames) = result else { continue }
            return try Envelope(frames: frames).body(type)
        }
        throw Refused([])
    }

    func stepsOfScan() throws -> Int {
        let end = Self.january.advanced(by: 200)
        let selection = DeltaSelection(
            Self.cell, days: Self.january.advanced(by: -4_000)...end,
            effective: Self.january.advanced(by: -4_000)...end, positions: .origin ... .latest,
            along: .position)
        let before = reader.stepsTaken
        let lines = try reader.snapshot { (view) throws(JournalError) in
            try view.deltas(selection, after: nil, max: 100)
        }
        #expect(lines.count == 100)
        return reader.stepsTaken - before
    }
}

extension CostDesk.Question {
    /// Of the hundred, half were logged in the last thousand positions; 60 days make 29 February.
    fileprivate var lines: Int {
        switch self {
        case .explain, .facts, .factsOfKind, .factsOfDays, .factsOfUnit, .factsOfSubject: 100
        case .explainThen, .progressThen, .usualDayThen, .byMoment, .diffOfKnowledge: 50
        case .diffOfDays: 40
        case .changedProjects: 1
        }
    }
}
