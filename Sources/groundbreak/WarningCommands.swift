// SPDX-License-Identifier: Apache-2.0
//
// `warnings`: who was warned of what, what calls for a warning, and how one is issued and closed.

import ArgumentParser
import Client
import Foundation
import Pipeline
import Present
import Rollup
import Wire

struct WarningsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "warnings", abstract: "Warnings: what calls for one, issued and closed.",
        subcommands: [List.self, Issue.self, Propose.self, Close.self],
        defaultSubcommand: List.self)

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists warnings, and the tasks whose lamp calls for one.")

        @OptionGroup var about: QuestionOptions
        @Flag(help: "Only those that are not closed.")
        var open = false
        @OptionGroup var endpoints: EndpointOptions
        @OptionGroup var format: OutputOptions

        func run() throws {
            let reply = try WarningsReply.asked(about, open: open, endpoints, format)
            if format.output == .json { return Printing.json(reply) }
            Printing.warnings(reply, format)
        }
    }

    struct Issue: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Warns a unit of a measure that lags.")

        @Argument(help: "The name of the warning, as 2024-06-T1; without blanks.")
        var name: String
        @Option(help: "The unit warned.")
        var unit: String
        @Option(help: "The measure, as domesticCapital.")
        var measure: String
        @Option(help: "YELLOW or RED.")
        var lamp: String
        @Option(help: "What the unit is advised to do.")
        var advice: String
        @Option(help: "The day by which it should be done.")
        var due: String?
        @Option(help: "The unit that warns; by default the one warned.")
        var by: String?
        @Option(help: "The day of the warning; by default today.")
        var on: String?
        @OptionGroup var options: LogOptions

        func run() throws {
            var issued = WarningIssued()
            issued.measure = try parsed(measure, Measure.self, "--measure")
            issued.unit = try parsed(unit, UnitCode.self, "--unit")
            issued.lamp = try named(lamp, Lamp.self, "--lamp")
            issued.advice = advice
            issued.dueOn = try parsed(due, CivilDay.self, "--due")
            try options.log(.warningIssued(issued), of: name, by: by ?? unit, on: on)
        }
    }

    struct Propose: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Issues a warning for each task whose lamp calls for one.",
            discussion: """
                Names and advice are made from the figures: DAY.UNIT.MEASURE, what it lacks. --dry-run \
                shows them first. Issued again the same day, nothing is added.
                """)

        @OptionGroup var about: QuestionOptions
        @Option(help: "The day by which the units should have caught up.")
        var due: String
        @Flag(help: "Show, send nothing.")
        var dryRun = false
        @OptionGroup var endpoints: EndpointOptions
        @OptionGroup var format: OutputOptions

        func run() throws {
            let reply = try WarningsReply.asked(about, open: true, endpoints, format)
            let due = try parsed(due, CivilDay.self, "--due")
            let facts = reply.proposed.map { warning(of: $0, reply, due: due) }
            Printing.proposals(facts, format)
            guard !dryRun, !facts.isEmpty else { return }
            let outcomes = try Console.with(try endpoints.ingest()) { try $0.log(facts) }
            try Printing.outcomes(outcomes, of: facts, format)
        }

        private func warning(
            of task: TaskMessage, _ reply: WarningsReply, due: CivilDay?
        ) -> Fact {
            var issued = WarningIssued()
            (issued.unit, issued.measure) = (task.unit, task.measure)
            (issued.lamp, issued.dueOn) = (task.lamp?.lamp, due)
            issued.advice = Printing.advice(on: task, format.language)
            var fact = Fact()
            fact.id = FactID(text: UUID().uuidString)
            fact.subject =
                "\(reply.figuresAsOf?.text ?? "").\(task.unit?.text ?? "").\(task.measure?.text ?? "")"
            (fact.unit, fact.effectiveOn) = (reply.unit, reply.figuresAsOf)
            fact.content = .warningIssued(issued)
            return fact
        }
    }

    struct Close: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Closes a warning.")

        @Argument(help: "The name of the warning.")
        var name: String
        @Option(help: "Why.")
        var reason: String
        @Option(help: "The unit that reports.")
        var unit: String
        @Option(help: "The day; by default today.")
        var on: String?
        @OptionGroup var options: LogOptions

        func run() throws {
            var closed = WarningClosed()
            closed.reason = reason
            try options.log(.warningClosed(closed), of: name, by: unit, on: on)
        }
    }
}

extension WarningsReply {
    fileprivate static func asked(
        _ about: QuestionOptions, open: Bool, _ endpoints: EndpointOptions,
        _ format: OutputOptions
    ) throws -> WarningsReply {
        var request = WarningsRequest()
        request.question = try about.question(format)
        request.open = open ? true : nil
        return try Console.with(try endpoints.query()) {
            try $0.call("query.v1/Warnings", request, as: WarningsReply.self)
        }
    }
}

extension Printing {
    fileprivate static func warnings(_ reply: WarningsReply, _ format: OutputOptions) {
        let language = format.language
        let isChinese = language == .zh
        let table = Table(
            headers: isChinese
                ? ["预警", "单位", "指标", "发出时", "现在", "发出", "期限", "逾期天数", "解除", "建议"]
                : [
                    "warning", "unit", "measure", "then", "now", "issued", "due", "days late",
                    "closed", "advice",
                ], rows: reply.warnings.map { row(of: $0, language) })
        if format.output == .csv { return Console.print(table.csv) }
        Console.print(title(reply.unitName, reply.unit, reply.asOf, language))
        if reply.warnings.isEmpty {
            Console.print(isChinese ? "没有预警" : "no warnings")
        } else {
            Console.print(table.text())
        }
        if !reply.proposed.isEmpty {
            let proposals = Table(
                headers: isChinese
                    ? ["应予预警的单位", "指标", "亮灯", "建议"]
                    : ["unit to be warned", "measure", "lamp", "advice"],
                rows: reply.proposed.map { task in
                    [
                        .text(task.unitName ?? task.unit?.text ?? ""),
                        .text(
                            task.measure.map { FigureLabel.label(of: $0, language: language) } ?? ""
                        ),
                        .text(task.lamp?.words(in: language) ?? ""),
                        .text(advice(on: task, language)),
                    ]
                })
            Console.print(proposals.text())
            Console.print(
                isChinese
                    ? "发出：groundbreak warnings propose --due 期限"
                    : "to issue: groundbreak warnings propose --due DAY")
        }
        if let day = reply.figuresAsOf, day != reply.asOf {
            Console.print(isChinese ? "亮灯截至 \(day)" : "lamps as of \(day)")
        }
        below(reply.proposed.flatMap(\.figures), reply.freshness, format)
    }

    private static func row(of warning: WarningMessage, _ language: Language) -> [TableCell] {
        let late = warning.overdueDays ?? 0
        let reason = warning.reason.map { language == .zh ? "（\($0)）" : " (\($0))" } ?? ""
        return [
            .text(warning.name?.text ?? ""),
            .text(warning.unitName ?? warning.unit?.text ?? ""),
            .text(
                warning.issued?.measure.map { FigureLabel.label(of: $0, language: language) } ?? ""),
            .text(warning.issued?.lamp?.words(in: language) ?? ""),
            .text(warning.now?.words(in: language) ?? "—"),
            .text(warning.issuedOn?.text ?? ""), .text(warning.issued?.dueOn?.text ?? ""),
            .number(late > 0 ? "\(late)" : ""),
            .text(warning.closedOn.map { $0.text + reason } ?? ""),
            .text(warning.issued?.advice ?? ""),
        ]
    }

    /// What the figures advise: how far behind, what is needed a month, what the quarter lacks.
    static func advice(on task: TaskMessage, _ language: Language) -> String {
        func text(_ name: FigureName) -> String? {
            let figure = task.figures.first { $0.measure == name.rawValue && $0.missing == nil }
            return figure?.text
        }
        let isChinese = language == .zh
        var parts: [String] = []
        if let ahead = text(.aheadBehind) {
            parts.append(ahead)
        }
        if let needed = text(.stillNeeded) {
            parts.append(isChinese ? "此后须\(needed)" : "\(needed) needed from here")
        }
        if let lacking = text(.quarterShortfall) {
            parts.append(isChinese ? "本季尚缺\(lacking)" : "\(lacking) short of the quarter")
        }
        if let days = task.lamp?.overdueDays, days > 0 {
            parts.append(isChinese ? "已逾期\(days)天" : "\(days) days overdue")
        }
        return parts.joined(separator: isChinese ? "，" : ", ")
    }

    fileprivate static func proposals(_ facts: [Fact], _ format: OutputOptions) {
        let isChinese = format.language == .zh
        if facts.isEmpty {
            return Console.say(isChinese ? "没有应予预警的任务" : "no task calls for a warning")
        }
        let table = Table(
            headers: isChinese
                ? ["预警", "亮灯", "期限", "建议"] : ["warning", "lamp", "due", "advice"],
            rows: facts.map { fact in
                guard case .warningIssued(let issued)? = fact.content else { return [] }
                return [
                    .text(fact.subject ?? ""),
                    .text(issued.lamp?.words(in: format.language) ?? ""),
                    .text(issued.dueOn?.text ?? ""), .text(issued.advice ?? ""),
                ]
            })
        Console.print(table.text())
    }
}
