// SPDX-License-Identifier: Apache-2.0
//
// `projections`: what the year will come to, kept as it was said, and held against what came.

import ArgumentParser
import Client
import Crypto
import Foundation
import Pipeline
import Present
import Rollup
import Wire

struct ProjectionsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "projections",
        abstract: "What the year will come to; and how far off former projections were.",
        subcommands: [Show.self, Scores.self], defaultSubcommand: Show.self)

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Projects measures to the end of the year.",
            discussion: """
                By trend: the months that are over, carried on. With plans: and the projects whose owner has a \
                day between then and the end of the year. --journal keeps what is shown, rounded to a fen or \
                to one; kept again, nothing is added.
                """)

        @OptionGroup var about: QuestionOptions
        @Flag(help: "The units below, too.")
        var children = false
        @Option(help: "Only this measure, as domesticCapital.")
        var measure: String?
        @Flag(help: "Keep what is shown as facts.")
        var journal = false
        @OptionGroup var endpoints: EndpointOptions
        @OptionGroup var format: OutputOptions

        func run() throws {
            var request = ProjectionsRequest()
            request.question = try about.question(format)
            request.question?.children = children ? true : nil
            request.measure = try parsed(measure, Measure.self, "--measure")
            let reply = try Console.with(try endpoints.query()) {
                try $0.call("query.v1/Projections", request, as: ProjectionsReply.self)
            }
            if format.output == .json {
                Printing.json(reply)
            } else {
                Printing.projections(reply, format)
            }
            guard journal else { return }
            let facts = reply.projections.compactMap { $0.fact(reply) }
            let outcomes = try Console.with(try endpoints.ingest()) { try $0.log(facts) }
            try Printing.outcomes(outcomes, of: facts, format)
        }
    }

    struct Scores: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Holds projections and estimates against what came.")

        @OptionGroup var about: QuestionOptions
        @OptionGroup var endpoints: EndpointOptions
        @OptionGroup var format: OutputOptions

        func run() throws {
            var request = ScoresRequest()
            request.question = try about.question(format)
            let reply = try Console.with(try endpoints.query()) {
                try $0.call("query.v1/Scores", request, as: ScoresReply.self)
            }
            if format.output == .json { return Printing.json(reply) }
            Printing.scores(reply, format)
        }
    }
}

extension ProjectionMessage {
    /// The projection as a fact, whose id follows from all that it says.
    fileprivate func fact(_ reply: ProjectionsReply) -> Fact? {
        guard let measure, let unit, let method, let value = projected,
            let numerator = value.numerator.flatMap({ Int128($0) }),
            let denominator = value.denominator.flatMap({ Int128($0) })
        else { return nil }
        let digits = DecimalText.round(
            Fraction(numerator, over: denominator), timesPowerOfTen: 0, decimals: 0, rule: .halfUp)
        guard let number = Int64(digits), let restsOn = reply.restsOn else { return nil }
        var made = ProjectionMade()
        (made.unit, made.measure, made.method) = (unit, measure, method)
        (made.year, made.asOf) = (Int64(restsOn.year), restsOn)
        if value.unit == FigureUnit.fen.rawValue {
            made.amount = Money(fen: number)
        } else {
            made.count = number
        }
        var fact = Fact()
        (fact.unit, fact.effectiveOn) = (unit, restsOn)
        fact.content = .projectionMade(made)
        let words = [
            "projection", unit.text, measure.text, method.rawValue, restsOn.text, "\(number)",
        ]
        fact.id = FactID(
            digest: Array(SHA256.hash(data: Data(words.joined(separator: "\n").utf8))))
        return fact
    }
}

extension Printing {
    fileprivate static func projections(_ reply: ProjectionsReply, _ format: OutputOptions) {
        let isChinese = format.language == .zh
        let rows = reply.projections.map { row -> [TableCell] in
            [
                .text(row.unitName ?? row.unit?.text ?? ""),
                .text(
                    row.measure.map { FigureLabel.label(of: $0, language: format.language) } ?? ""),
                .text(row.method?.words(in: format.language) ?? ""),
                .number(row.actual?.text ?? ""), .number(row.planned?.text ?? ""),
                .number(row.projected?.text ?? ""), .number(row.rate?.text ?? ""),
            ]
        }
        let table = Table(
            headers: isChinese
                ? ["单位", "指标", "方法", "已完成", "计划", "预计全年", "预计完成率"]
                : ["unit", "measure", "method", "so far", "planned", "year's end", "of task"],
            rows: rows)
        if format.output == .csv { return Console.print(table.csv) }
        Console.print(title(reply.unitName, reply.unit, reply.restsOn, format.language))
        Console.print(table.text())
        below(reply.projections.compactMap(\.actual), reply.freshness, format)
    }

    fileprivate static func scores(_ reply: ScoresReply, _ format: OutputOptions) {
        let isChinese = format.language == .zh
        func label(_ measure: Measure?) -> String {
            measure.map { FigureLabel.label(of: $0, language: format.language) } ?? ""
        }
        func method(_ method: ProjectionMethod?) -> String {
            method?.words(in: format.language) ?? (isChinese ? "单位预计" : "estimates")
        }
        let scores = Table(
            headers: isChinese
                ? ["单位", "指标", "方法", "依据", "预计", "实际"]
                : ["unit", "measure", "method", "rests on", "said", "came"],
            rows: reply.scores.map { score in
                [
                    .text(score.unit?.text ?? ""), .text(label(score.measure)),
                    .text(method(score.method)), .text(score.restsOn?.text ?? ""),
                    .number(score.said?.text ?? ""), .number(score.came?.text ?? ""),
                ]
            })
        let biases = Table(
            headers: isChinese
                ? ["单位", "指标", "方法", "次数", "偏差"] : ["unit", "measure", "method", "times", "bias"],
            rows: reply.biases.map { bias in
                [
                    .text(bias.unitName ?? bias.unit?.text ?? ""), .text(label(bias.measure)),
                    .text(method(bias.method)), .number("\(bias.count ?? 0)"),
                    .number(bias.bias?.text ?? "—"),
                ]
            })
        if format.output == .csv { return Console.print(scores.csv) }
        Console.print(title(reply.unitName, reply.unit, reply.asOf, format.language))
        if reply.scores.isEmpty {
            Console.print(isChinese ? "尚无可评的预计" : "nothing to hold against what came yet")
        } else {
            Console.print(biases.text())
            Console.print(scores.text())
        }
        if let open = reply.open, open > 0 {
            Console.print(isChinese ? "另有 \(open) 次预计年度未了" : "\(open) of years that are not over")
        }
        if let missing = reply.missing, missing > 0 {
            Console.print(
                isChinese
                    ? "另有 \(missing) 次预计无实际数可比"
                    : "\(missing) of which nothing is known to have come")
        }
        freshness(reply.freshness, format)
    }
}
