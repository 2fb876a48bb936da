// SPDX-License-Identifier: Apache-2.0
//
// `lamps`: units by tasks, a lamp in each place; and how lamps are printed elsewhere.

import ArgumentParser
import Client
import Pipeline
import Present
import Rollup
import Wire

struct LampsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lamps",
        abstract: "Which lamp burns for each base task of a unit and of those below it.",
        discussion: "`rules` shows by which rules; `warnings` what was warned of.")

    @OptionGroup var about: QuestionOptions
    @OptionGroup var endpoints: EndpointOptions
    @OptionGroup var format: OutputOptions

    func run() throws {
        var request = TasksRequest()
        request.question = try about.question(format)
        request.question?.children = true
        var reply = try Console.with(try endpoints.query()) {
            try $0.call("query.v1/Tasks", request, as: TasksReply.self)
        }
        reply.tasks.removeAll { $0.grade != .base }
        if format.output == .json { return Printing.json(reply) }
        Printing.lamps(reply, format)
    }
}

extension LampMessage {
    /// The lamp, and the days overdue where there are any.
    func words(in language: Language) -> String {
        guard let lamp else { return "" }
        guard let days = overdueDays, days > 0 else { return lamp.words(in: language) }
        return lamp.words(in: language) + (language == .zh ? "（逾期\(days)天）" : " (\(days) d late)")
    }
}

extension Printing {
    fileprivate static func lamps(_ reply: TasksReply, _ format: OutputOptions) {
        let isChinese = format.language == .zh
        var measures: [Measure] = []
        var units: [UnitCode] = []
        for task in reply.tasks {
            if let measure = task.measure, !measures.contains(measure) { measures.append(measure) }
            if let unit = task.unit, !units.contains(unit) { units.append(unit) }
        }
        let rows = units.map { unit -> [TableCell] in
            let own = reply.tasks.filter { $0.unit == unit }
            return [.text(own.first?.unitName ?? unit.text)]
                + measures.map { measure in
                    .text(
                        own.filter { $0.measure == measure }.map { place(of: $0, format.language) }
                            .joined(separator: isChinese ? "；" : "; "))
                }
        }
        let table = Table(
            headers: [isChinese ? "单位" : "unit"]
                + measures.map { FigureLabel.label(of: $0, language: format.language) },
            rows: rows)
        if format.output == .csv { return Console.print(table.csv) }
        Console.print(title(reply.unitName, reply.unit, reply.asOf, format.language))
        Console.print(table.text())
        let lit = reply.tasks.compactMap(\.lamp?.lamp)
        let counts = Lamp.allCases.reversed().map { lamp in
            "\(lamp.words(in: format.language)) \(lit.count { $0 == lamp })"
        }
        Console.print(counts.joined(separator: isChinese ? "，" : ", "))
        below(reply.tasks.flatMap(\.figures), reply.freshness, format)
    }

    /// The lamp with the points by which it burns; of a task without a rate, a dash.
    private static func place(of task: TaskMessage, _ language: Language) -> String {
        guard let lamp = task.lamp else { return "—" }
        let ahead = task.figures.first { $0.measure == FigureName.aheadBehind.rawValue }?.text
        return [lamp.words(in: language), ahead].compactMap(\.self).joined(separator: " ")
    }
}
