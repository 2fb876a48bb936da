// SPDX-License-Identifier: Apache-2.0
//
// `tasks`: each annual task, how far it is, what is still needed, and who answers for it.

import ArgumentParser
import Client
import Pipeline
import Present
import Rollup
import Wire

struct TasksCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tasks", abstract: "The annual tasks: done, rate, ahead or behind, and whose.")

    @OptionGroup var about: QuestionOptions
    @Flag(help: "The tasks of the units below, too.")
    var children = false
    @OptionGroup var endpoints: EndpointOptions
    @OptionGroup var format: OutputOptions

    func run() throws {
        var request = TasksRequest()
        request.question = try about.question(format)
        request.question?.children = children ? true : nil
        let reply = try Console.with(try endpoints.query()) {
            try $0.call("query.v1/Tasks", request, as: TasksReply.self)
        }
        if format.output == .json { return Printing.json(reply) }
        Printing.tasks(reply, format)
    }
}

extension Printing {
    private static let columns: [FigureName] = [
        .task, .completionRate, .aheadBehind, .stillNeeded, .quarterShortfall, .targetMarkUp,
    ]

    fileprivate static func tasks(_ reply: TasksReply, _ format: OutputOptions) {
        let isChinese = format.language == .zh
        let headers =
            (isChinese ? ["单位", "指标", "下达单位"] : ["unit", "measure", "set by"])
            + columns.map { $0.words(in: format.language) }
            + (isChinese
                ? ["完成", "亮灯", "责任人", "期限", "说明"]
                : ["done", "lamp", "owner", "due", "remarks"])
        let table = Table(headers: headers, rows: reply.tasks.map { row(of: $0, format) })
        if format.output == .csv { return Console.print(table.csv) }
        Console.print(title(reply.unitName, reply.unit, reply.asOf, format.language))
        Console.print(table.text())
        below(reply.tasks.flatMap(\.figures), reply.freshness, format)
    }

    private static func row(of task: TaskMessage, _ format: OutputOptions) -> [TableCell] {
        let language = format.language
        var remarks: [String] = []
        for note in task.figures.flatMap({ notes(of: $0, language, isAlone: format.output == .csv) }
        )
        where !remarks.contains(note) {
            remarks.append(note)
        }
        let measure = task.measure.map { FigureLabel.label(of: $0, language: language) } ?? ""
        let grade = task.grade == .stretch ? TaskGrade.stretch.words(in: language) : nil
        let done = task.figures.first { $0.grade == nil }
        return [
            .text(task.unitName ?? task.unit?.text ?? ""),
            .text([measure, grade].compactMap(\.self).joined(separator: " · ")),
            .text(task.issuer ?? ""),
        ]
            + columns.map { name in
                .number(task.figures.first { $0.measure == name.rawValue }?.text ?? "")
            } + [
                .number(done?.text ?? ""), .text(task.lamp?.words(in: language) ?? ""),
                .text(task.owner?.owner ?? ""),
                .text(task.owner?.dueOn?.text ?? ""),
                .text(remarks.joined(separator: language == .zh ? "；" : "; ")),
            ]
    }
}
