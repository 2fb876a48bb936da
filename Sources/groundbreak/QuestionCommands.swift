// SPDX-License-Identifier: Apache-2.0
//
// `progress`, `projects`, `project`, `entities`: questions, printed as a table, JSON or CSV.

import ArgumentParser
import Client
import Foundation
import Pipeline
import Present
import Rollup
import Wire

/// Reads a word of a code or a day, or says what is wrong with it.
func parsed<T: TextCoded>(_ text: String?, _ type: T.Type, _ flag: String) throws -> T? {
    guard let text else { return nil }
    guard let value = T(text: text) else {
        throw ValidationError("\(flag): “\(text)” (\(T.formRule.rawValue))")
    }
    return value
}

extension Language {
    var choice: LanguageChoice { self == .zh ? .chinese : .english }
}

struct ProgressCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "progress", abstract: "How far a unit is, for the year so far.")

    @OptionGroup var about: QuestionOptions
    @Option(help: "The year; by default that of the latest facts.")
    var year: Int64?
    @Option(help: "Only the figures of one measure, as domesticCapital.")
    var measure: String?
    @Flag(help: "The units below, too.")
    var children = false
    @Option(help: "Answer only once this position is in the figures.")
    var atLeast: Int64?
    @OptionGroup var endpoints: EndpointOptions
    @OptionGroup var format: OutputOptions

    func run() throws {
        var question = try about.question(format)
        question.year = year
        question.children = children ? true : nil
        question.atLeastPosition = atLeast
        var reply = try Console.with(try endpoints.query()) {
            try $0.call("query.v1/Progress", question, as: ProgressReply.self)
        }
        if let measure {
            reply.figures.removeAll { $0.measure != measure && $0.of != measure }
            for index in reply.children.indices {
                reply.children[index].figures.removeAll {
                    $0.measure != measure && $0.of != measure
                }
            }
        }
        if format.output == .json { return Printing.json(reply) }
        let title = Printing.title(reply.unitName, reply.unit, reply.asOf, format.language)
        Printing.figures(reply.figures, title: title, freshness: reply.freshness, format)
        for child in reply.children {
            let title = Printing.title(child.unitName, child.unit, reply.asOf, format.language)
            Printing.figures(child.figures, title: title, freshness: nil, format)
        }
    }
}

struct Entities: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Business entities of a unit: stock, flows, first crossing.",
        discussion: """
            With --by month a table of months, from that of --from on; of these, --children gives the units \
            directly below too, and --category one category alone.
            """)

    enum Span: String, ExpressibleByArgument, CaseIterable { case month }

    @Option(help: "The unit's code.")
    var unit: String?
    @Option(help: "The first day of the flows; by default 1 January.")
    var from: String?
    @Option(help: "Month by month: month.")
    var by: Span?
    @Flag(help: "With --by month: the units below, too.")
    var children = false
    @Option(help: "With --by month: ENTERPRISE, INDIVIDUAL_BUSINESS, FARMERS_COOPERATIVE or TOTAL.")
    var category: String?
    @Option(help: "The day of the stock.")
    var asOf: String?
    @Option(help: "The stock whose first crossing is asked.")
    var threshold: Int64?
    @OptionGroup var past: KnownAtOptions
    @OptionGroup var endpoints: EndpointOptions
    @OptionGroup var format: OutputOptions

    func validate() throws {
        if by == nil, children || category != nil {
            throw ValidationError("--children and --category go with --by month")
        }
    }

    func run() throws {
        if by == .month { return try months() }
        var question = EntitiesRequest()
        question.knownAt = try past.choice()
        question.unit = try parsed(unit, UnitCode.self, "--unit")
        question.from = try parsed(from, CivilDay.self, "--from")
        question.asOf = try parsed(asOf, CivilDay.self, "--as-of")
        question.threshold = threshold
        question.language = format.language.choice
        let reply = try Console.with(try endpoints.query()) {
            try $0.call("query.v1/Entities", question, as: EntitiesReply.self)
        }
        if format.output == .json { return Printing.json(reply) }
        let title = Printing.title(reply.unitName, reply.unit, reply.asOf, format.language)
        Printing.figures(reply.figures, title: title, freshness: reply.freshness, format)
        for row in reply.byCategory {
            let name = row.category.map { $0.words(in: format.language) }
            Printing.figures(row.figures, title: name ?? "", freshness: nil, format)
        }
    }

    private func months() throws {
        var question = ProgressRequest()
        question.knownAt = try past.choice()
        question.unit = try parsed(unit, UnitCode.self, "--unit")
        question.asOf = try parsed(asOf, CivilDay.self, "--as-of")
        (question.threshold, question.children) = (threshold, children ? true : nil)
        question.language = format.language.choice
        var request = EntityMonthsRequest()
        request.question = question
        request.from = try parsed(from, CivilDay.self, "--from")
        request.category = try named(category, EntityCategory.self, "--category")
        let reply = try Console.with(try endpoints.query()) {
            try $0.call("query.v1/EntityMonths", request, as: EntityMonthsReply.self)
        }
        if format.output == .json { return Printing.json(reply) }
        Printing.entityMonths(reply, format)
    }
}

struct Projects: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Projects, filtered.")

    @Option(help: "FRAMEWORK, SIGNED, STORED, STARTED, OPERATIONAL, TERMINATED or WITHDRAWN.")
    var stage: String?
    @Option(help: "Of this unit and those below it.")
    var unit: String?
    @Option(help: "An industry code or its beginning, as C39.")
    var industry: String?
    @Option(help: "Some milestone on this day or later.")
    var from: String?
    @Option(help: "The same milestone on this day or earlier.")
    var to: String?
    @Option(help: "Part of the name, the investor or the key.")
    var text: String?
    @Option(help: "At most so many.")
    var max: Int64 = 10_000
    @OptionGroup var clocks: ClockOptions
    @OptionGroup var endpoints: EndpointOptions
    @OptionGroup var format: OutputOptions

    func run() throws {
        var question = ProjectsRequest()
        if let stage {
            guard let known = Stage(rawValue: stage) else {
                throw ValidationError("--stage: no stage “\(stage)”")
            }
            question.stage = known
        }
        question.unit = try parsed(unit, UnitCode.self, "--unit")
        question.industry = industry
        question.from = try parsed(from, CivilDay.self, "--from")
        question.to = try parsed(to, CivilDay.self, "--to")
        question.text = text
        (question.asOf, question.knownAt) = (try clocks.day(), try clocks.past.choice())
        let whole = try Console.pages(
            "query.v1/Projects", question, upTo: max, from: try endpoints.query(), limit: \.max,
            lines: \ProjectsReply.projects
        ) { question, page in
            question.afterProject = page.next
            question.knownAt = KnownAtChoice(page.knownAt) ?? question.knownAt
            return page.next != nil
        }
        if format.output == .json { return Printing.json(whole) }
        Printing.projects(whole.projects, format)
        if format.output == .table { Printing.freshness(whole.freshness, format) }
    }
}

struct ProjectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "project", abstract: "One project and its history.")

    @Argument(help: "The project's key.")
    var project: String
    @OptionGroup var clocks: ClockOptions
    @OptionGroup var endpoints: EndpointOptions
    @OptionGroup var format: OutputOptions

    func run() throws {
        var question = ProjectRequest()
        question.project = try parsed(project, ProjectID.self, "project")
        (question.asOf, question.knownAt) = (try clocks.day(), try clocks.past.choice())
        let reply = try Console.with(try endpoints.query()) {
            try $0.call("query.v1/Project", question, as: ProjectReply.self)
        }
        if format.output == .json { return Printing.json(reply) }
        if let row = reply.project { Printing.projects([row], format) }
        Printing.history(reply.history, format)
    }
}
