// SPDX-License-Identifier: Apache-2.0
//
// `above-scale`: industrial projects in operation whose investor was not promoted, and with `--promoted` who
// was (小升规).

import ArgumentParser
import Client
import Pipeline
import Present
import Rollup
import Wire

struct AboveScaleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "above-scale",
        abstract: "Who might be promoted above scale, and who was.",
        discussion: """
            The turnover by which the statistics bureau judges is not in the ledger: candidates are \
            industrial projects in operation whose investor, by credit code, was not promoted. A list to \
            look at, no more.
            """)

    @Option(help: "Of this unit and those below it.")
    var unit: String?
    @Flag(help: "Who was promoted, instead.")
    var promoted = false
    @Option(help: "Promoted on this day or later; by default since 1 January.")
    var from: String?
    @Option(help: "At most so many.")
    var max: Int64 = 10_000
    @OptionGroup var clocks: ClockOptions
    @OptionGroup var endpoints: EndpointOptions
    @OptionGroup var format: OutputOptions

    func validate() throws {
        if max < 1 { throw ValidationError("--max is 1 or more") }
        if from != nil, !promoted { throw ValidationError("--from goes with --promoted") }
    }

    func run() throws { try promoted ? promotions() : candidates() }

    private func candidates() throws {
        var question = CandidatesRequest()
        question.unit = try parsed(unit, UnitCode.self, "--unit")
        (question.asOf, question.knownAt) = (try clocks.day(), try clocks.past.choice())
        let whole = try Console.pages(
            "query.v1/Candidates", question, upTo: max, from: try endpoints.query(), limit: \.max,
            lines: \CandidatesReply.projects
        ) { question, page in
            (question.afterProject, question.asOf) = (page.next, page.asOf)
            question.knownAt = KnownAtChoice(page.knownAt) ?? question.knownAt
            return page.next != nil
        }
        if format.output == .json { return Printing.json(whole) }
        Printing.candidates(whole, format)
    }

    private func promotions() throws {
        var question = PromotionsRequest()
        question.unit = try parsed(unit, UnitCode.self, "--unit")
        question.from = try parsed(from, CivilDay.self, "--from")
        (question.asOf, question.knownAt) = (try clocks.day(), try clocks.past.choice())
        let whole = try Console.pages(
            "query.v1/Promotions", question, upTo: max, from: try endpoints.query(), limit: \.max,
            lines: \PromotionsReply.promotions
        ) { question, page in
            (question.after, question.from, question.asOf) = (page.next, page.from, page.asOf)
            question.knownAt = KnownAtChoice(page.knownAt) ?? question.knownAt
            return page.next != nil
        }
        if format.output == .json { return Printing.json(whole) }
        Printing.promotions(whole, format)
    }
}

extension Printing {
    fileprivate static func candidates(_ reply: CandidatesReply, _ format: OutputOptions) {
        let isChinese = format.language == .zh
        let table = Table(
            headers: isChinese
                ? ["编号", "项目名称", "责任单位", "行业", "阶段", "投产", "投资方", "信用代码", "说明"]
                : [
                    "key", "name", "unit", "industry", "stage", "operational", "investor",
                    "credit code", "remarks",
                ],
            rows: reply.projects.map { candidate($0, format.language) })
        if format.output == .csv { return Console.print(table.csv) }
        let day = reply.asOf?.text ?? ""
        Console.print(isChinese ? "小升规培育线索 截至 \(day)" : "Candidates above scale as of \(day)")
        Console.print(table.text())
        Console.print(
            isChinese
                ? "共 \(reply.projects.count) 个；台账没有营业收入，仅供摸排"
                : "\(reply.projects.count) projects; turnover is not in the ledger: a list to look at"
        )
        freshness(reply.freshness, format)
    }

    private static func candidate(_ project: ProjectMessage, _ language: Language) -> [TableCell] {
        let unknown = Wording("无信用代码，无法判断是否已升规", "no credit code: can't be told whether promoted")
        let operationalOn = project.operationalOn ?? project.atCapacityOn
        return [
            .text(project.project?.text ?? ""), .text(project.name ?? ""),
            .text(project.unitName ?? project.unit?.text ?? ""),
            .text(project.industry?.text ?? ""), .text(project.stage?.words(in: language) ?? ""),
            .text(operationalOn?.text ?? ""), .text(project.investor ?? ""),
            .text(project.investorCode?.text ?? ""),
            .text(project.investorCode == nil ? unknown[language] : ""),
        ]
    }

    fileprivate static func promotions(_ reply: PromotionsReply, _ format: OutputOptions) {
        let isChinese = format.language == .zh
        let table = Table(
            headers: isChinese
                ? ["日期", "单位", "类别", "信用代码", "户数", "依据"]
                : ["day", "unit", "category", "credit code", "count", "fact"],
            rows: reply.promotions.map { promotion in
                [
                    .text(promotion.fact?.effectiveOn?.text ?? ""),
                    .text(promotion.unitName ?? promotion.unit?.text ?? ""),
                    .text(promotion.category?.words(in: format.language) ?? ""),
                    .text(promotion.code?.text ?? ""), .number("\(promotion.count ?? 1)"),
                    .number(promotion.fact?.position.map { "\($0)" } ?? ""),
                ]
            })
        if format.output == .csv { return Console.print(table.csv) }
        let (from, to) = (reply.from?.text ?? "", reply.asOf?.text ?? "")
        Console.print(isChinese ? "小升规 \(from) 至 \(to)" : "Promoted above scale, \(from) to \(to)")
        Console.print(table.text())
        let sum = reply.promotions.reduce(0) { $0 + ($1.count ?? 1) }
        Console.print(isChinese ? "共 \(sum) 户" : "\(sum) in all")
        freshness(reply.freshness, format)
    }
}
