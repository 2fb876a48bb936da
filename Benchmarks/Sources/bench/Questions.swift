// SPDX-License-Identifier: Apache-2.0
//
// "How far are we?", warm: against a bare round trip of the same bytes.

import Foundation
import Measure
import Pipeline
import Wire
import ZeroMQ

extension Bench {
    /// `Progress` of one unit: the same question again, which the front remembers while its
    /// ledger stands still; and questions that each differ from all before, which it has to compute.
    func progress() throws -> [MeasuredWork] {
        let (service, units) = try county(options.questionFacts)
        let unit = units.first
        let peer = try Peer(service.query, context: context)
        let request = question(of: unit)
        let reply = try peer.ask(request)
        try Requests.check(reply)
        say("Progress: \(request.byteCount) bytes, answered with \(reply.byteCount)")
        let echo = try Echo(reply: reply)
        let bare = try Peer(echo.endpoint, context: context)
        _ = try bare.ask(request)
        let same = Array(repeating: request, count: options.questions)
        var asked: Int64 = 0
        func others() -> [Message] {
            (0..<options.questions).map { _ in
                asked += 1
                return question(of: unit, threshold: 1_000_000 + asked)
            }
        }
        func bareAlone() throws -> Run { try oneAtATime(bare, same, false) }
        func bareCrowd() throws -> Run { try inFlight(bare, same, false) }
        let limit = "bare round trip of the same bytes"
        var found: [MeasuredWork] = []
        found += try contest(
            "Progress, remembered, p50", unit: "µs", rounds: options.rounds,
            ours: Way("remembered") { try oneAtATime(peer, same, true) },
            others: [(Way(limit, bareAlone), .atMost(1.5))], say: say)
        found += try contest(
            "Progress, computed, p50", unit: "µs", rounds: options.rounds,
            ours: Way("computed") { try oneAtATime(peer, others(), true) },
            others: [(Way(limit, bareAlone), .atMost(1.5))], say: say)
        found += try contest(
            "Progress, remembered, \(options.flying) in flight", unit: "questions/s",
            rounds: options.rounds,
            ours: Way("remembered") { try inFlight(peer, same, true) },
            others: [(Way("bare, \(options.flying) in flight", bareCrowd), nil)], say: say)
        found += try contest(
            "Progress, computed, \(options.flying) in flight", unit: "questions/s",
            rounds: options.rounds,
            ours: Way("computed") { try inFlight(peer, others(), true) },
            others: [(Way("bare, \(options.flying) in flight", bareCrowd), nil)], say: say)
        found += try breadth(of: units, at: service)
        found += try moving(units[0], at: service)
        return try found + ranking()
    }

    /// The median delay of questions one after the other, in µs.
    func oneAtATime(_ peer: borrowing Peer, _ requests: [Message], _ isOurs: Bool) throws -> Run {
        var delays: [Double] = []
        for request in requests {
            var reply: Message?
            delays.append(try delay { reply = try peer.ask(request) })
            if isOurs { try Requests.check(reply!) }
        }
        return Run(delays.median)
    }

    /// Questions a second, many in flight.
    func inFlight(_ peer: borrowing Peer, _ requests: [Message], _ isOurs: Bool) throws -> Run {
        let took = try delay {
            try peer.exchange(requests, window: options.flying) {
                if isOurs { try Requests.check($0) }
            }
        }
        return Run(Double(requests.count) / took * 1e6)
    }

    func question(
        of unit: UnitCode?, threshold: Int64? = nil, asOf day: CivilDay? = nil
    ) -> Message {
        var question = ProgressRequest()
        (question.unit, question.threshold, question.asOf) = (unit, threshold, day)
        return Requests.message(
            "query.v1/Progress", [WireCodec.encode(question, as: .protobuf)])
    }

    /// A service over so many facts, folded to the end, and its units, the one above first.
    func county(_ count: Int) throws -> (Service, [UnitCode]) {
        let facts = Array(facts(count))
        let service = try Service(["serve"], folder: .new())
        _ = try logAll(FactLoad(facts), to: service)
        try service.waitUntilVisible(Int64(facts.count), context: context)
        let units = facts.filter { $0.content?.kind == .unitDefined }
        return (service, units.compactMap { $0.subject.flatMap(UnitCode.init(text:)) })
    }
}
