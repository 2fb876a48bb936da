// SPDX-License-Identifier: Apache-2.0
//
// `explain` and `diff`: a figure down to its facts, and why two figures are not the same.
//
// All pages are of one knowledge: that of the first page's figure, which every later page names.

import ArgumentParser
import Client
import Pipeline
import Present
import Wire

struct Explain: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "What a figure is made of, fact by fact.")

    @OptionGroup var figure: FigureOptions
    @OptionGroup var about: QuestionOptions
    @Option(help: "At most so many lines.")
    var max: Int64 = 10_000
    @OptionGroup var endpoints: EndpointOptions
    @OptionGroup var format: OutputOptions

    func run() throws {
        var request = ExplainRequest()
        request.question = try about.question(format)
        request.figure = try figure.choice()
        let whole = try Console.with(try endpoints.query()) { client in
            var whole: ExplainReply?
            repeat {
                request.max = min(500, max - Int64(whole?.lines.count ?? 0))
                let page = try client.call("query.v1/Explain", request, as: ExplainReply.self)
                let before = whole?.lines ?? []
                whole = whole ?? page
                whole!.lines = before + page.lines
                whole!.next = page.next
                request.question?.pin(to: page.figure)
                request.after = page.next
            } while request.after != nil && Int64(whole!.lines.count) < max
            return whole!
        }
        if format.output == .json { return Printing.json(whole) }
        Printing.explanation(whole, format)
    }
}

struct Diff: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Why a figure is another one: on another day, as known later, of another unit.",
        discussion: """
            The first question is told by --unit, --as-of and --known-at, the second by what is \
            given with --to-. Unit and day that are not given are those of the first; without \
            --to-known-at the second knows all that the ledger knows.
            """)

    @OptionGroup var figure: FigureOptions
    @OptionGroup var about: QuestionOptions
    @Option(help: "The unit of the second question.")
    var toUnit: String?
    @Option(help: "The day of the second question.")
    var toAsOf: String?
    @Option(help: "What the second question knows, as for --known-at.")
    var toKnownAt: String?
    @Option(help: "At most so many lines.")
    var max: Int64 = 10_000
    @OptionGroup var endpoints: EndpointOptions
    @OptionGroup var format: OutputOptions

    func run() throws {
        var request = DiffRequest()
        request.figure = try figure.choice()
        var question = try about.question(format)
        request.from = question
        question.unit = try parsed(toUnit, UnitCode.self, "--to-unit") ?? question.unit
        question.asOf = try parsed(toAsOf, CivilDay.self, "--to-as-of") ?? question.asOf
        question.knownAt = try toKnownAt.map {
            try KnownAtChoice(text: $0, flag: "--to-known-at")
        }
        request.to = question
        let whole = try Console.with(try endpoints.query()) { client in
            var whole: DiffReply?
            repeat {
                request.max = min(500, max - Int64(whole?.lines.count ?? 0))
                let page = try client.call("query.v1/Diff", request, as: DiffReply.self)
                let before = whole?.lines ?? []
                whole = whole ?? page
                whole!.lines = before + page.lines
                whole!.next = page.next
                request.from?.pin(to: page.from?.figure)
                request.to?.pin(to: page.to?.figure)
                request.after = page.next
            } while request.after != nil && Int64(whole!.lines.count) < max
            return whole!
        }
        if format.output == .json { return Printing.json(whole) }
        Printing.comparison(whole, format)
    }
}

extension ProgressRequest {
    /// Fixes day and knowledge to those that a figure was answered with.
    fileprivate mutating func pin(to figure: FigureMessage?) {
        guard let figure, let known = figure.knownAt else { return }
        asOf = figure.asOf
        var choice = KnownAtChoice()
        choice.epoch = known.epoch
        choice.position = known.position
        knownAt = choice
    }
}
