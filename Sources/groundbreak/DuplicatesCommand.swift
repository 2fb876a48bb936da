// SPDX-License-Identifier: Apache-2.0
//
// `duplicates`: pairs of projects that may be one, with the reasons; a person decides.

import ArgumentParser
import Client
import Pipeline
import Present
import Rollup
import Wire

struct DuplicatesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "duplicates", abstract: "Projects that may be one, with the reasons.")

    @Option(help: "Of this unit and those below it.")
    var unit: String?
    @Option(help: "The least score, 50 to 100.")
    var minimum: Int64 = 60
    @Option(help: "At most so many pairs, up to 500.")
    var max: Int64 = 100
    @Option(help: "Pass over so many pairs.")
    var after: Int64?
    @OptionGroup var clocks: ClockOptions
    @OptionGroup var endpoints: EndpointOptions
    @OptionGroup var format: OutputOptions

    func run() throws {
        var question = DuplicatesRequest()
        question.unit = try parsed(unit, UnitCode.self, "--unit")
        (question.asOf, question.knownAt) = (try clocks.day(), try clocks.past.choice())
        (question.minimum, question.max, question.after) = (minimum, max, after)
        let reply = try Console.with(try endpoints.query()) {
            try $0.call("query.v1/Duplicates", question, as: DuplicatesReply.self)
        }
        if format.output == .json { return Printing.json(reply) }
        let isChinese = format.language == .zh
        let table = Table(
            headers: isChinese
                ? ["分值", "项目", "名称", "另一项目", "另一名称", "理由"]
                : ["score", "project", "name", "other", "other name", "reasons"],
            rows: reply.candidates.map { row(of: $0) })
        if format.output == .csv { return Console.print(table.csv) }
        Console.print(table.text())
        let total = reply.total ?? 0
        Console.print(
            isChinese
                ? "共 \(total) 对，列出 \(reply.candidates.count) 对"
                : "\(reply.candidates.count) of \(total) pairs")
        Printing.freshness(reply.freshness, format)
        guard let first = reply.candidates.first else { return }
        let (keep, other) = (first.project?.project?.text ?? "", first.other?.project?.text ?? "")
        Console.say(
            (isChinese ? "认定重复：" : "to link one: ")
                + "groundbreak log duplicateLinked --subject \(other) --set of=\(keep) --unit … --on …"
        )
    }

    private func row(of candidate: DuplicateMessage) -> [TableCell] {
        let reasons = candidate.reasons.compactMap { DuplicateReason(rawValue: $0) }
            .map { $0.words(in: format.language) }
        return [
            .number("\(candidate.score ?? 0)"),
            .text(candidate.project?.project?.text ?? ""), .text(candidate.project?.name ?? ""),
            .text(candidate.other?.project?.text ?? ""), .text(candidate.other?.name ?? ""),
            .text(reasons.joined(separator: format.language == .zh ? "、" : ", ")),
        ]
    }
}
