// SPDX-License-Identifier: Apache-2.0
//
// A front over a SQLite ledger database of random facts, an hour between their commits, asked
// through its machine and the wire; pages are followed to the last.

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

final class PastDesk {
    private let journal: MemoryJournal
    var random: Generator
    private let path: String
    private let reader: SQLiteLedgerReader
    private var machine = QueryMachine(version: "test")
    private var answer: Envelope?

    convenience init(seed: UInt64) throws {
        try self.init(
            try PastDesk.journal(seed: seed), seed: seed, cursor: Position(.max))
    }

    /// The same ledger as it stood at a position.
    func cut(at position: Int64) throws -> PastDesk {
        try PastDesk(journal, seed: 1, cursor: Position(position))
    }

    private static func journal(seed: UInt64) throws -> MemoryJournal {
        let journal = MemoryJournal(epoch: .sample)
        let start = Moment(startOf: CivilDay(text: "2024-07-01")!).microseconds
        let bodies = RandomFacts(seed: seed, projects: 10).interleaved(by: seed).map {
            WireCodec.encode($0, as: .protobuf)
        }
        for first in stride(from: 0, to: bodies.count, by: 7) {
            var committer = try Committer(store: journal)
            let drafts = bodies[first..<min(first + 7, bodies.count)].map {
                Draft(bytes: $0, encoding: .protobuf)
            }
            let request = DraftRequest(
                drafts: drafts, allOrNothing: false, principal: Judge.principal)
            let hour = Int64(first / 7) * 3_600_000_000
            _ = try committer.commit([request], at: Moment(microseconds: start + hour))
        }
        return journal
    }

    private init(_ journal: MemoryJournal, seed: UInt64, cursor: Position) throws {
        self.journal = journal
        random = Generator(seed: seed)
        path = NSTemporaryDirectory() + "groundbreak-past-\(UUID().uuidString).sqlite"
        let end = min(cursor, journal.head.position)
        var folder = try Folder(database: try SQLiteLedger(path: path), factsMax: 40)
        while folder.cursor.position < end {
            let left = Int(end.number - folder.cursor.position.number)
            let page = try journal.read(
                after: folder.cursor.position, max: min(left, random.pick(1...30)),
                maxBytes: .max)
            #expect(try folder.fold(page, epoch: journal.epoch) == nil)
        }
        reader = try SQLiteLedgerReader(path: path)
    }

    deinit {
        for suffix in ["", "-wal", "-shm", ".lock"] {
            try? FileManager.default.removeItem(atPath: path + suffix)
        }
    }

    var head: Int64 { journal.head.position.number }

    func ask<Body: Record, Reply: Record>(
        _ method: String, _ body: Body, as type: Reply.Type
    ) throws -> Reply? {
        var header = Header()
        header.method = method
        let encoding = random.pick([Encoding.json, .protobuf])
        let envelope = Envelope(
            encoding: encoding, header: header, bodies: [WireCodec.encode(body, as: encoding)])
        answer = nil
        try step(.received([[7]] + envelope.frames))
        let answer = try #require(self.answer)
        return answer.header.status == .ok ? try answer.body(type) : nil
    }

    /// Of the last answer.
    var reason: String? { answer?.header.reason }

    private func step(_ input: QueryInput) throws {
        let wall = Moment(startOf: CivilDay(text: "2024-07-20")!)
        for output in machine.step(input, at: Time(wall: wall, steadyMilliseconds: 0)) {
            switch output {
            case .send(let frames): answer = try Envelope(frames: frames)
            case .look(let job):
                let result = try reader.snapshot { (view) throws(JournalError) in
                    try job.run(on: view)
                }
                try step(.looked(job, result))
            case .ask, .notice: break
            }
        }
    }

    /// All facts, in order of position.
    func facts() throws -> [LoggedFact] {
        try journal.committed(after: .origin).map { try LedgerFact($0).logged() }
    }

    /// The rows of projects that pass a filter, page by page.
    func rows(
        _ filter: ProjectFilter, asOf: CivilDay, knownAt: Position
    ) throws -> [ProjectRecord] {
        try reader.snapshot { (view) throws(JournalError) in
            let list = try ProjectList(view: view, asOf: asOf, knownAt: knownAt)
            var (filter, rows) = (filter, [ProjectRecord]())
            repeat {
                let page = try list.page(filter, foldsMax: random.pick(1...9))
                #expect(page.rows.count <= filter.max)
                rows += page.rows
                filter.after = page.next
            } while filter.after != nil
            return rows
        }
    }

    /// The arrivals in which signs of padding of a unit are looked for.
    func arrivals(of unit: String, asOf: CivilDay) throws -> [Arrival] {
        let period = asOf.firstOfYear...asOf
        return try reader.snapshot { (view) throws(JournalError) in
            let list = try ProjectList(view: view, asOf: asOf, knownAt: view.cursor.position)
            let files = try ProjectFiles(view: view, knownAt: view.cursor.position)
            var filter = ProjectFilter(max: 1_000)
            filter.units = list.units(below: UnitCode(text: unit)!)
            var arrivals: [Arrival] = []
            for row in try list.page(filter).rows where row.duplicateOf == nil {
                guard let file = try files.file(of: row.project), let unit = row.creditedUnit
                else { continue }
                let paperwork = ProjectPaperwork(
                    of: file.facts, kin: file.kin, tree: list.tree, asOf: asOf)
                arrivals += paperwork.arrivals(of: row.project, unit: unit, in: period)
            }
            return arrivals
        }
    }

    /// A random question: a unit, a day, a knowledge.
    func question() -> ProgressRequest {
        var question = ProgressRequest()
        question.unit = UnitCode(text: random.pick(RandomFacts.unitCodes))
        question.asOf = CivilDay(text: "2023-10-20")!.advanced(by: random.pick(0...270))
        question.cohort = random.pick([nil, .signed])
        question.bundles = random.pick([nil, .byParts])
        question.tree = random.pick([nil, .now])
        question.knownAt = KnownAtChoice()
        question.knownAt?.position = Int64(random.pick(1...Int(head)))
        return question
    }

    /// All pages of an explanation; of a figure of entities, that of the category.
    func explain(
        _ question: ProgressRequest, _ figure: FigureMessage, _ category: EntityCategory? = nil,
        from: CivilDay? = nil
    ) throws -> ExplainReply {
        var body = ExplainRequest()
        body.question = question
        body.figure = FigureChoice(figure)
        body.figure?.category = category
        body.figure?.from = from
        body.max = Int64(random.pick(1...9))
        var whole: ExplainReply?
        repeat {
            let page = try #require(
                try ask("query.v1/Explain", body, as: ExplainReply.self), "\(reason ?? "")")
            #expect(page.lines.count <= Int(body.max!))
            var sum = whole ?? page
            if whole != nil { sum.lines += page.lines }
            sum.next = page.next
            whole = sum
            body.after = page.next
        } while body.after != nil
        return whole!
    }

    /// All pages of a comparison; nil where neither has the figure, or a unit was not known.
    func diff(
        _ from: ProgressRequest, _ to: ProgressRequest, _ figure: FigureChoice
    ) throws -> DiffReply? {
        var body = DiffRequest()
        body.from = from
        body.to = to
        body.figure = figure
        body.max = Int64(random.pick(1...9))
        var whole: DiffReply?
        repeat {
            guard let page = try ask("query.v1/Diff", body, as: DiffReply.self) else { return nil }
            var sum = whole ?? page
            if whole != nil { sum.lines += page.lines }
            whole = sum
            body.after = page.next
        } while body.after != nil
        return whole
    }
}

extension FigureChoice {
    init(_ figure: FigureMessage) {
        self.init()
        measure = figure.measure
        of = figure.of.flatMap(Measure.init(text:))
        grade = figure.grade
        issuer = figure.issuer
    }
}
