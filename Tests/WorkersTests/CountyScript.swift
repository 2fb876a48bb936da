// SPDX-License-Identifier: Apache-2.0
//
// A county A with the towns T1 and T2 and a village V below T1, told in words: facts in through
// ingest, figures out through the front.

import Journal
import Pipeline
import Rollup
import TestKit
import Testing
import Wire

@testable import Workers

/// A question that was refused.
struct Unanswered: Error {
    var reason: String?
}

final class CountyScript {
    let ledger = MemoryLedger()
    private let world: IngestWorld
    private var folder: Folder<MemoryLedger>
    private var machine = QueryMachine(version: "test")
    private let memory = AnswerMemory()
    private var made: UInt64 = 0
    private var reply: Envelope?

    init() throws {
        world = try IngestWorld()
        folder = try Folder(database: ledger)
        for (code, parent) in [("A", nil), ("T1", "A"), ("T2", "A"), ("V", "T1")] {
            var words = ["unitDefined.name=\(code)", "unitDefined.kind=TOWN"]
            if let parent { words.append("unitDefined.parent=\(parent)") }
            if parent == nil { words.append("unitDefined.division=330127") }
            try log("2020-01-01", subject: code, words)
        }
    }

    /// From here on facts are recorded on that day; at first it is 1 July 2024.
    func record(on day: String) { world.wall = Moment(startOf: CivilDay(text: day)!) }

    /// Logs one fact by A and has it folded.
    ///
    /// - Returns: `rule@path` of what refused it, else the rules that warned.
    @discardableResult
    func log(
        _ day: String?, subject: String? = nil, _ words: [String], late: String? = nil
    ) throws -> [String] {
        made += 1
        var all = ["id=\(Self.id(made).text)"] + words
        let hasUnit = words.contains { $0.hasPrefix("unitDefined") || $0.hasPrefix("unit=") }
        if !hasUnit { all.append("unit=A") }
        if let day { all.append("effectiveOn=\(day)") }
        if let subject { all.append("subject=\(subject)") }
        if let late { all.append("lateReason=\(late)") }
        let outcomes = world.log([try Fact(assignments: all)], request: made)
        let page = try world.journal.read(
            after: folder.cursor.position, max: .max, maxBytes: .max)
        #expect(try folder.fold(page, epoch: world.journal.epoch) == nil)
        let outcome = try #require(outcomes.first)
        return outcome.violations.map { "\($0.rule ?? "")@\($0.path ?? "")" }
            + outcome.warnings.compactMap(\.rule)
    }

    /// The digest of the cells of all facts so far, each folded by a folder of its own.
    func cellsAnew() throws -> [UInt8] {
        let anew = MemoryLedger()
        for entry in try world.journal.read(after: .origin, max: .max, maxBytes: .max) {
            var folder = try Folder(database: anew)
            #expect(try folder.fold([entry], epoch: world.journal.epoch) == nil)
        }
        return try anew.cellsDigest()
    }

    /// Of the fact logged by that call of `log`, those of the units counted.
    static func id(_ number: UInt64) -> FactID { FactID(high: 9, low: number) }

    /// Of the last fact.
    var lastID: FactID { Self.id(made) }

    /// A contract that is signed and stored.
    func store(
        _ project: String, host: String, _ day: String, fen: Int64 = 1_000
    ) throws {
        let refused = try log(
            day, subject: project,
            [
                "projectSigned.agreement=CONTRACT", "projectSigned.name=\(project)",
                "projectSigned.investor=甲", "projectSigned.industry=C39",
                "projectSigned.hostUnit=\(host)", "projectSigned.origin=OUT_OF_PROVINCE",
                "projectSigned.totalInvestment.minorUnits=\(fen)",
                "projectSigned.totalInvestment.currency=CNY",
            ])
        #expect(refused == [])
        try log(day, subject: project, ["projectStored="])
    }

    func arrive(_ project: String, _ day: String, fen: Int64) throws {
        try log(
            day, subject: project,
            ["capitalArrived.amount.minorUnits=\(fen)", "capitalArrived.amount.currency=CNY"])
    }

    func ask(
        _ unit: String, _ asOf: String, _ change: (inout ProgressRequest) -> Void = { _ in }
    ) throws -> ProgressReply {
        var body = ProgressRequest()
        body.unit = UnitCode(text: unit)
        body.asOf = CivilDay(text: asOf)
        change(&body)
        return try ask("query.v1/Progress", body, as: ProgressReply.self)
    }

    func ask<Body: Record, Reply: Record>(
        _ method: String, _ body: Body, as type: Reply.Type
    ) throws -> Reply {
        var header = Header()
        header.method = method
        let envelope = Envelope(
            encoding: .json, header: header, bodies: [WireCodec.encode(body, as: .json)])
        step(.received([[7]] + envelope.frames))
        let reply = try #require(self.reply)
        guard reply.header.status == .ok else { throw Unanswered(reason: reply.header.reason) }
        return try reply.body(type)
    }

    func units(_ body: UnitsRequest) throws -> [UnitMessage] {
        try ask("query.v1/Units", body, as: UnitsReply.self).units
    }

    /// The numerator of a figure of the year to 30 June 2024; nil where there is none.
    func value(
        _ name: FigureName, _ unit: String, asOf: String = "2024-06-30",
        _ change: (inout ProgressRequest) -> Void = { _ in }
    ) throws -> String? {
        try ask(unit, asOf, change).figures.first { $0.measure == name.rawValue }?.numerator
    }

    /// The same of each unit, in the order given.
    func values(
        _ name: FigureName, _ units: String..., asOf: String = "2024-06-30",
        change: (inout ProgressRequest) -> Void = { _ in }
    ) throws -> [String?] {
        try units.map { try value(name, $0, asOf: asOf, change) }
    }

    private func step(_ input: QueryInput) {
        let wall = Moment(startOf: CivilDay(text: "2024-07-20")!)
        for output in machine.step(input, at: Time(wall: wall, steadyMilliseconds: 0)) {
            switch output {
            case .send(let frames): reply = try! Envelope(frames: frames)
            case .look(let job):
                let result = try! ledger.snapshot { (view) throws(JournalError) in
                    try job.run(on: view, memory: memory)
                }
                step(.looked(job, result))
            case .ask, .notice: break
            }
        }
    }
}
