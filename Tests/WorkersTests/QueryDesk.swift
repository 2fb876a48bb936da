// SPDX-License-Identifier: Apache-2.0
//
// A query front beside a ledger of a unit and a signing, without threads: looks are done at once on
// the twin's snapshot.

import Journal
import Pipeline
import Rollup
import TestKit
import Testing
import Wire

@testable import Workers

final class QueryDesk {
    let ledger = MemoryLedger()
    private let memory = AnswerMemory()
    var machine = QueryMachine(version: "test")
    private(set) var replies: [Envelope] = []
    private(set) var notices: [String] = []
    /// To ingest.
    private(set) var questions: [[[UInt8]]] = []
    private let world: IngestWorld
    private var folder: Folder<MemoryLedger>
    private var requests: UInt64 = 0
    private var steady: Int64 = 0
    private var today = CivilDay(text: "2024-07-20")!

    init() throws {
        world = try IngestWorld()
        folder = try Folder(database: ledger)
        try log([Sample.unit, Sample.signed])
    }

    /// Logs facts and has them folded.
    func log(_ facts: [Fact]) throws {
        requests += 1
        _ = world.log(facts, request: requests)
        let page = try world.journal.read(
            after: folder.cursor.position, max: .max, maxBytes: .max)
        #expect(try folder.fold(page, epoch: world.journal.epoch) == nil)
    }

    func step(_ input: QueryInput) {
        let time = Time(wall: Moment(startOf: today), steadyMilliseconds: steady)
        for output in machine.step(input, at: time) {
            switch output {
            case .send(let frames): replies.append(try! Envelope(frames: frames))
            case .notice(let text): notices.append(text)
            case .ask(let frames): questions.append(frames)
            case .look(let job):
                do throws(JournalError) {
                    let result = try ledger.snapshot { (view) throws(JournalError) in
                        try job.run(on: view, memory: memory)
                    }
                    step(.looked(job, result))
                } catch {
                    step(.lookFailed(job, error))
                }
            }
        }
    }

    /// Ingest tells how far its journal is.
    func hear(head: Int64) {
        var info = InfoReply()
        info.head = head
        let bodies = [WireCodec.encode(info, as: .json)]
        step(.heard(Envelope(encoding: .json, header: Header(), bodies: bodies).frames))
    }

    func tick(at steady: Int64) {
        self.steady = steady
        step(.tick)
    }

    func ask<Body: Record>(_ method: String, _ body: Body, timeout: Int64? = nil) {
        var header = Header()
        header.kind = .request
        header.method = method
        header.timeoutMs = timeout
        let envelope = Envelope(
            encoding: .json, header: header, bodies: [WireCodec.encode(body, as: .json)])
        step(.received([[7]] + envelope.frames))
    }

    /// The last reply, as progress.
    func progress() throws -> ProgressReply {
        try #require(try replies.last?.body(ProgressReply.self))
    }

    /// A figure of the last reply.
    func figure(_ name: FigureName) throws -> FigureMessage {
        try #require(try progress().figures.first { $0.measure == name.rawValue })
    }

    /// The as-of day that an answer chose.
    func asOf(today: String, named: String? = nil, year: Int64? = nil) throws -> String? {
        self.today = CivilDay(text: today)!
        var body = ProgressRequest()
        body.asOf = named.flatMap(CivilDay.init(text:))
        body.year = year
        ask("query.v1/Progress", body)
        return try progress().asOf?.text
    }
}
