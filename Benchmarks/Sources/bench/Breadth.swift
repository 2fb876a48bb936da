// SPDX-License-Identifier: Apache-2.0
//
// What an answer costs that is about many units, or about another unit and day than any before.

import Foundation
import Measure
import Pipeline
import Wire
import ZeroMQ

extension Bench {
    /// Questions that differ in unit and day; a subtree of a hundred units beside one of its units.
    ///
    /// - Parameter units: the unit above first.
    func breadth(of units: [UnitCode], at service: Service) throws -> [MeasuredWork] {
        let peer = try Peer(service.query, context: context)
        let (whole, one) = (units[0], units[units.count - 1])
        let reply = try peer.ask(question(of: one))
        let echo = try Echo(reply: reply)
        let bare = try Peer(echo.endpoint, context: context)
        let today = Date().timeIntervalSince1970 / 86_400
        var asked = 0
        /// No unit and day twice: units in turn, each a day further back than the last time.
        func elsewhere() -> Message {
            asked += 1
            let day = CivilDay(ordinal: Int32(today) - Int32(asked / units.count))
            return question(of: units[asked % units.count], threshold: nil, asOf: day)
        }
        func of(_ unit: UnitCode) -> Message {
            asked += 1
            return question(of: unit, threshold: 1_000_000 + Int64(asked))
        }
        func oneByOne(_ next: () -> Message) throws -> Run {
            var delays: [Double] = []
            for _ in 0..<options.questions {
                let request = next()
                var reply: Message?
                delays.append(try delay { reply = try peer.ask(request) })
                try Requests.check(reply!)
            }
            return Run(delays.median)
        }
        func bareAlone() throws -> Run {
            let request = question(of: one)
            let delays = try (0..<options.questions).map { _ in
                try delay { _ = try bare.ask(request) }
            }
            return Run(delays.median)
        }
        var found: [MeasuredWork] = []
        found += try contest(
            "Progress, another unit and day each time, p50", unit: "µs", rounds: options.rounds,
            ours: Way("computed") { try oneByOne(elsewhere) },
            others: [(Way("bare round trip of the same bytes", bareAlone), .atMost(1.5))], say: say)
        found += try contest(
            "Progress of \(units.count) units as one, p50", unit: "µs", rounds: options.rounds,
            ours: Way("the unit above") { try oneByOne { of(whole) } },
            others: [(Way("one unit", { try oneByOne { of(one) } }), .atMost(2))], say: say)
        return found
    }

    /// Questions of one unit, each another one, while facts arrive and are folded.
    func moving(_ unit: UnitCode, at service: Service) throws -> [MeasuredWork] {
        let (each, questionsEach) = (100, 20)
        let batches = max(1, options.questions / questionsEach)
        let count = options.questionFacts + batches * each * options.rounds
        var rest = Array(facts(count).dropFirst(options.questionFacts))[...]
        let ingest = try Peer(service.ingest, context: context)
        let front = try Peer(service.query, context: context)
        var asked: Int64 = 0
        func ask() throws -> Double {
            asked += 1
            let request = question(of: unit, threshold: 2_000_000 + asked)
            var reply: Message?
            let took = try delay { reply = try front.ask(request) }
            try Requests.check(reply!)
            return took
        }
        func whileNoneDo() throws -> Run {
            Run(try (0..<batches * questionsEach).map { _ in try ask() }.median)
        }
        func whileFactsArrive() throws -> Run {
            var delays: [Double] = []
            for _ in 0..<batches {
                let load = FactLoad(rest.prefix(each))
                rest = rest.dropFirst(each)
                let request = Requests.log(load.bodies, each: each)[0]
                guard try ingest.socket.send(request, within: .seconds(60)) == .sent else {
                    throw Peer.Declined(description: "facts can't be sent")
                }
                for _ in 0..<questionsEach { delays.append(try ask()) }
                guard let reply = try ingest.socket.receive(within: .seconds(60)) else {
                    throw Peer.Declined(description: "no reply within a minute")
                }
                _ = try Requests.created(reply)
            }
            return Run(delays.median)
        }
        return try contest(
            "Progress, \(each) facts arriving each \(questionsEach) questions, p50", unit: "µs",
            rounds: options.rounds, ours: Way("while facts arrive", whileFactsArrive),
            others: [(Way("while none do", whileNoneDo), nil)], say: say)
    }

    /// A ranking of so many units below one, each with a task and some capital.
    func ranking() throws -> [MeasuredWork] {
        let count = options.ranked
        let service = try Service(["serve"], folder: .new())
        let peer = try Peer(service.ingest, context: context)
        var created = 0
        try peer.exchange(Requests.log(try Self.peers(count), each: 256), window: 8) {
            created += try Requests.created($0)
        }
        let front = try Peer(service.query, context: context)
        try service.waitUntilVisible(Int64(created), context: context)
        var body = RankingRequest()
        var question = ProgressRequest()
        (question.unit, question.asOf) = (UnitCode(text: "R"), CivilDay(text: "2024-06-30"))
        var figure = FigureChoice()
        (figure.measure, figure.of) = ("completionRate", .domesticCapital)
        (body.question, body.figure) = (question, figure)
        var asked: Int64 = 0
        /// With another threshold each time it is made anew, so that it is not the answer of before.
        func ask(anew: Bool = true) throws -> (Double, Message) {
            if anew { asked += 1 }
            body.question?.threshold = 1_000_000 + asked
            let request = Requests.message(
                "query.v1/Ranking", [WireCodec.encode(body, as: .protobuf)])
            var reply: Message?
            let took = try delay { reply = try front.ask(request) }
            try Requests.check(reply!)
            return (took, reply!)
        }
        let reply = try ask().1
        say("a ranking of \(count) units: \(reply.byteCount) bytes")
        let echo = try Echo(reply: reply)
        let bare = try Peer(echo.endpoint, context: context)
        func ours() throws -> Run { Run(try (0..<20).map { _ in try ask().0 }.median) }
        func oursAgain() throws -> Run {
            Run(try (0..<20).map { _ in try ask(anew: false).0 }.median)
        }
        func bareAlone() throws -> Run {
            let request = Requests.message("echo", [])
            return Run(try (0..<20).map { _ in try delay { _ = try bare.ask(request) } }.median)
        }
        let bareWay = Way("bare round trip of the same bytes", bareAlone)
        return try contest(
            "ranking of \(count) units, computed, p50", unit: "µs", rounds: options.rounds,
            ours: Way("computed", ours), others: [(bareWay, nil)], say: say)
            + contest(
                "ranking of \(count) units, remembered, p50", unit: "µs", rounds: options.rounds,
                ours: Way("remembered", oursAgain), others: [(bareWay, nil)], say: say)
    }

    /// The facts of a unit R and so many below it, as bodies.
    private static func peers(_ count: Int) throws -> [[UInt8]] {
        var bodies: [[UInt8]] = []
        func log(_ words: [String]) throws {
            let id = FactID(high: 0x0190_0000_0000_7000, low: UInt64(bodies.count) | 1 << 63)
            bodies.append(
                WireCodec.encode(try Fact(assignments: ["id=\(id.text)"] + words), as: .protobuf))
        }
        try log([
            "subject=R", "effectiveOn=2020-01-01", "unitDefined.name=R",
            "unitDefined.kind=COUNTY", "unitDefined.division=330100",
        ])
        for number in 1...count {
            let unit = "R\(number)"
            try log([
                "subject=\(unit)", "effectiveOn=2020-01-01",
                "unitDefined.name=\(unit)", "unitDefined.kind=TOWN", "unitDefined.parent=R",
            ])
            try log([
                "unit=\(unit)", "effectiveOn=2024-01-02", "annualTaskSet.measure=domesticCapital",
                "annualTaskSet.year=2024", "annualTaskSet.issuer=R", "annualTaskSet.grade=BASE",
                "annualTaskSet.amount.minorUnits=\(100_000_000 + number)",
                "annualTaskSet.amount.currency=CNY",
            ])
            let project = ["subject=P\(number)", "unit=\(unit)"]
            try log(
                project + [
                    "effectiveOn=2024-02-01", "projectSigned.agreement=CONTRACT",
                    "projectSigned.name=P\(number)", "projectSigned.investor=I",
                    "projectSigned.industry=C39", "projectSigned.hostUnit=\(unit)",
                    "projectSigned.origin=OUT_OF_PROVINCE",
                    "projectSigned.totalInvestment.minorUnits=90000000000",
                    "projectSigned.totalInvestment.currency=CNY",
                ])
            try log(project + ["effectiveOn=2024-02-02", "projectStored="])
            try log(
                project + [
                    "effectiveOn=2024-05-\(10 + number % 20)",
                    "capitalArrived.amount.minorUnits=\(1_000_000 + number * 7_919 % 60_000_000)",
                    "capitalArrived.amount.currency=CNY",
                ])
        }
        return bodies
    }
}
