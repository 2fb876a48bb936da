// SPDX-License-Identifier: Apache-2.0
//
// `padding`: signs of padding of a unit's year so far; a person decides what they mean.

import ArgumentParser
import Client
import Pipeline
import Present
import Rollup
import Wire

struct PaddingCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "padding", abstract: "Signs of padding in the year so far, to look at.",
        discussion: """
            A sign is a reason to look, never a proof. The positions are those of the facts behind it: \
            groundbreak facts, groundbreak project KEY. What each sign asks stands in docs/HEALTH.md.
            """)

    @Option(help: "The unit, with those directly below; not needed where the tree has one root.")
    var unit: String?
    @Option(help: "Only this sign, as ROUND_NUMBERS; may be given several times.")
    var sign: [String] = []
    @Option(help: "At most so many.")
    var max: Int64 = 10_000
    @OptionGroup var clocks: ClockOptions
    @OptionGroup var endpoints: EndpointOptions
    @OptionGroup var format: OutputOptions

    func validate() throws {
        if max < 1 { throw ValidationError("--max is 1 or more") }
        for name in sign { _ = try named(name, PaddingSign.self, "--sign") }
    }

    func run() throws {
        var question = PaddingRequest()
        question.unit = try parsed(unit, UnitCode.self, "--unit")
        (question.asOf, question.knownAt) = (try clocks.day(), try clocks.past.choice())
        (question.signs, question.language) = (sign, format.language.choice)
        let whole = try Console.pages(
            "query.v1/Padding", question, upTo: max, from: try endpoints.query(), limit: \.max,
            lines: \PaddingReply.findings
        ) { question, page in
            (question.after, question.asOf) = (page.next, page.asOf)
            question.knownAt = KnownAtChoice(page.knownAt) ?? question.knownAt
            return page.next != nil
        }
        if format.output == .json { return Printing.json(whole) }
        Printing.padding(whole, format)
    }
}

extension Printing {
    fileprivate static func padding(_ reply: PaddingReply, _ format: OutputOptions) {
        let isChinese = format.language == .zh
        let table = Table(
            headers: isChinese
                ? ["单位", "项目", "名称", "迹象", "情况", "依据"]
                : ["unit", "project", "name", "sign", "what", "facts"],
            rows: reply.findings.map { row(of: $0, format.language) })
        if format.output == .csv { return Console.print(table.csv) }
        let day = reply.asOf?.text ?? ""
        Console.print(isChinese ? "待核查的数据迹象 截至 \(day)" : "Signs to look at as of \(day)")
        Console.print(table.text())
        let (total, shown) = (reply.total ?? 0, reply.findings.count)
        Console.print(
            isChinese
                ? "共 \(total) 条，列出 \(shown) 条；仅供核查，不作结论"
                : "\(shown) of \(total) signs: reasons to look, no judgement")
        freshness(reply.freshness, format)
    }

    private static func row(of finding: PaddingMessage, _ language: Language) -> [TableCell] {
        let projects = [finding.project, finding.other].compactMap(\.self)
        return [
            .text(finding.unitName ?? finding.unit?.text ?? ""),
            .text(projects.compactMap(\.project?.text).joined(separator: " = ")),
            .text(projects.compactMap(\.name).joined(separator: " = ")),
            .text(finding.sign?.words(in: language) ?? ""), .text(finding.text ?? ""),
            .text(positions(finding.facts, of: finding.factCount)),
        ]
    }
}
