// SPDX-License-Identifier: Apache-2.0
//
// `publish` and `published`: figures that go out are fixed in both clocks, and come out again.
//
// `publish` asks the question first, and journals what the answer said: its as-of, what was known, each
// figure's text and digest. What is printed is what was journaled.

import ArgumentParser
import Client
import Foundation
import Pipeline
import Present
import Wire

struct PublishCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "publish",
        abstract: "Journals figures as published, so that they can be computed again for ever.")

    @Argument(help: "The name of the publication, as 2024-06-bulletin; without blanks.")
    var name: String
    @Option(help: "The day of publication; by default today.")
    var on: String?
    @Option(help: "Only the figures of one measure, as domesticCapital. May be repeated.")
    var measure: [String] = []
    @OptionGroup var asked: QuestionOptions
    @OptionGroup var options: LogOptions

    func run() throws {
        var question = try asked.question(options.format)
        question.digests = true
        let reply = try Console.with(try options.endpoints.query()) {
            try $0.call("query.v1/Progress", question, as: ProgressReply.self)
        }
        let published = try Published(reply, question, only: measure)
        var fact = Fact()
        fact.content = .published(published)
        try options.assign(
            [
                ("id", options.factID), ("subject", name),
                ("unit", reply.unit?.text ?? ""),
                ("effectiveOn", on ?? CivilDay.today.text),
            ], to: &fact)
        if options.format.output != .json {
            let title = Printing.title(
                reply.unitName, reply.unit, reply.asOf, options.format.language)
            let figures = reply.figures.filter { $0.isOf(measure) }
            Printing.figures(
                figures, title: title, freshness: reply.freshness, options.format)
        }
        try options.log(fact)
    }
}

struct PublishedCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "published",
        abstract: "Computes published figures again, and shows what is known now.",
        discussion: "Exit code 1 where a figure does not come out as it was published.")

    @Argument(help: "The name of the publication.")
    var name: String
    @OptionGroup var endpoints: EndpointOptions
    @OptionGroup var format: OutputOptions

    func run() throws {
        var request = PublishedRequest()
        request.name = try parsed(name, PublicationName.self, "NAME")
        request.language = format.language.choice
        let reply = try Console.with(try endpoints.query()) {
            try $0.call("query.v1/Published", request, as: PublishedReply.self)
        }
        if format.output == .json { Printing.json(reply) } else { print(reply) }
        guard reply.figures.allSatisfy({ $0.isReproduced == true }) else { throw ExitCode.refused }
    }

    private func print(_ reply: PublishedReply) {
        let isChinese = format.language == .zh
        let table = Table(
            headers: isChinese
                ? ["指标", "公布", "重算", "现值"] : ["figure", "published", "again", "now"],
            rows: reply.figures.map { figure in
                let again = figure.isReproduced == true
                return [
                    .text(figure.now?.label ?? figure.published?.measure ?? ""),
                    .number(figure.published?.text ?? ""),
                    .text(
                        again
                            ? (isChinese ? "一致" : "the same")
                            : figure.recomputed?.text ?? (isChinese ? "无此指标" : "no such figure")),
                    .number(figure.now?.text ?? ""),
                ]
            })
        if format.output == .csv { return Console.print(table.csv) }
        let title = Printing.title(reply.unitName, reply.unit, reply.asOf, format.language)
        let place = reply.knownAt?.position.map { "\($0)" } ?? "?"
        let day = reply.publishedOn?.text ?? ""
        Console.print("\(name) · \(title)")
        Console.print(table.text())
        Console.print(
            isChinese
                ? "\(day) 公布，依据台账第 \(place) 条" : "published on \(day), known at position \(place)")
    }
}

extension Published {
    /// What an answer said, as a publication.
    fileprivate init(
        _ reply: ProgressReply, _ question: ProgressRequest, only measures: [String]
    ) throws {
        self.init()
        unit = reply.unit
        asOf = reply.asOf
        let known = reply.figures.first?.knownAt
        (epoch, knownAt) = (known?.epoch, known?.position)
        (threshold, cohort) = (question.threshold, question.cohort)
        (bundles, tree) = (question.bundles, question.tree)
        (decimals, rounding) = (question.decimals, question.rounding)
        language = question.language
        figures = reply.figures.filter { $0.isOf(measures) }.map { figure in
            var published = PublishedFigure()
            published.measure = figure.measure
            published.of = figure.of.flatMap(Measure.init(text:))
            (published.grade, published.issuer) = (figure.grade, figure.issuer)
            (published.text, published.digest) = (figure.text, figure.digest)
            return published
        }
        if figures.isEmpty {
            Console.say("there is no such figure to publish")
            throw ExitCode.noSuchThing
        }
    }
}

extension FigureMessage {
    /// Whether the figure is of one of the measures; of no list all are.
    fileprivate func isOf(_ measures: [String]) -> Bool {
        measures.isEmpty || measures.contains(measure ?? "") || measures.contains(of ?? "")
    }
}
