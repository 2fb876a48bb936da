// SPDX-License-Identifier: Apache-2.0
//
// Speaking to an installation by messages: through the client of the product, or frame by frame.

import Client
import Foundation
import Pipeline
import Testing
import Wire
import ZeroMQ

extension Installed {
    /// Runs the body with a client of an endpoint.
    func with<Result>(
        _ endpoint: String, _ body: (inout Client) throws -> Result
    ) throws -> Result {
        let context = try Context()
        defer { _ = try? context.terminate(within: .seconds(5)) }
        var client = try Client(endpoint, context: context, name: "SystemTests")
        return try body(&client)
    }

    func ask<Body: Record, Reply: Record>(
        _ endpoint: String, _ method: String, _ body: Body, as type: Reply.Type
    ) throws -> Reply {
        try with(endpoint) { try $0.call(method, body, as: type, within: patience) }
    }

    /// What a worker says of itself.
    func info(_ endpoint: String) throws -> InfoReply {
        try ask(endpoint, "sys.v1/Info", HelloRequest(), as: InfoReply.self)
    }

    /// Logs facts, 512 a request.
    @discardableResult
    func log(
        _ facts: [Fact], as encoding: Wire.Encoding = .protobuf, allOrNothing: Bool = false
    ) throws -> [Outcome] {
        try with(ingest) { client in
            client.encoding = encoding
            var outcomes: [Outcome] = []
            for start in stride(from: 0, to: facts.count, by: 512) {
                let batch = Array(facts[start..<min(start + 512, facts.count)])
                outcomes += try client.log(batch, allOrNothing: allOrNothing, within: patience)
            }
            return outcomes
        }
    }

    /// Logs facts that must all be new.
    func logAll(_ facts: [Fact]) throws {
        for (fact, outcome) in zip(facts, try log(facts)) where outcome.kind != .created {
            Issue.record("\(fact.subject ?? ""): \(outcome)")
        }
    }

    /// The figures of a unit, once the rollup has reached the journal's head.
    func progress(
        _ unit: String?, asOf day: String, _ change: (inout ProgressRequest) -> Void = { _ in }
    ) throws -> ProgressReply {
        var question = ProgressRequest()
        question.unit = unit.flatMap(UnitCode.init(text:))
        question.asOf = CivilDay(text: day)
        question.atLeastPosition = try info(ingest).head
        question.language = .english
        change(&question)
        return try ask(query, "query.v1/Progress", question, as: ProgressReply.self)
    }

    /// Sends frames as they are and gives the first answer, or nil when none comes within a limit.
    func exchange(
        _ frames: [[UInt8]], with endpoint: String, within limit: Duration = patience
    ) throws -> Envelope? {
        let context = try Context()
        defer { _ = try? context.terminate(within: .seconds(5)) }
        let socket = try Socket<Dealer>(context, label: "raw") { $0.lingerMilliseconds = 0 }
        try socket.connect(endpoint)
        try #require(try socket.send(Message(frames: frames), within: patience) == .sent)
        return try socket.receive(within: limit).map { try Envelope(frames: $0.frames) }
    }
}

extension [FigureMessage] {
    /// The only figure of that name and measure; of tasks the base task's.
    func the(_ name: String, of measure: String? = nil) throws -> FigureMessage {
        let found = filter {
            $0.measure == name && $0.of == measure && ($0.grade ?? .base) == .base
        }
        try #require(found.count == 1, "\(found.count) of \(name) \(measure ?? "")")
        return found[0]
    }
}

/// A fact with an id of its own, its fields by the names of the schema.
func fact(
    _ kind: String, _ subject: String?, unit: String?, on day: String?, _ fields: String...,
    id: FactID = FactID(high: .random(in: .min ... .max), low: .random(in: .min ... .max))
) throws -> Fact {
    var words = ["id=\(id.text)"]
    if let subject { words.append("subject=\(subject)") }
    if let unit { words.append("unit=\(unit)") }
    if let day { words.append("effectiveOn=\(day)") }
    if fields.isEmpty { words.append("\(kind)=") }
    words += fields.map { "\(kind).\($0)" }
    return try Fact(assignments: words)
}

/// 万元 in fen.
func fen(_ tenThousands: Int64) -> String { "\(tenThousands * 1_000_000)" }
