// SPDX-License-Identifier: Apache-2.0
//
// `health`: the projects that fail a test, with the facts behind each. `water`: claimed, verified and
// statistical amounts side by side.

import ArgumentParser
import Client
import Pipeline
import Present
import Rollup
import Wire

struct HealthCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "health",
        abstract: "Projects that fail a health test, with the facts behind it.",
        discussion: """
            A finding is a thing to look at, not a judgement. The positions are those of the facts: \
            groundbreak project KEY, or groundbreak facts --subject project/KEY. What each test asks \
            stands in docs/HEALTH.md.
            """)

    @Option(help: "Of this unit and those below it.")
    var unit: String?
    @Option(help: "Only this test, as SIGNED_NOT_STARTED; may be given several times.")
    var test: [String] = []
    @Option(help: "The findings of at most so many projects.")
    var max: Int64 = 10_000
    @OptionGroup var clocks: ClockOptions
    @OptionGroup var endpoints: EndpointOptions
    @OptionGroup var format: OutputOptions

    func validate() throws {
        if max < 1 { throw ValidationError("--max is 1 or more") }
        for name in test { _ = try named(name, HealthTest.self, "--test") }
    }

    func run() throws {
        var question = HealthRequest()
        question.unit = try parsed(unit, UnitCode.self, "--unit")
        (question.asOf, question.knownAt) = (try clocks.day(), try clocks.past.choice())
        (question.tests, question.language) = (test, format.language.choice)
        let whole = try Console.pages(
            "query.v1/Health", question, upTo: max, from: try endpoints.query(), limit: \.max,
            lines: \HealthReply.findings,
            counted: \.projectCount
        ) { question, page in
            (question.afterProject, question.asOf) = (page.next, page.asOf)
            question.knownAt = KnownAtChoice(page.knownAt) ?? question.knownAt
            return page.next != nil
        }
        if format.output == .json { return Printing.json(whole) }
        Printing.health(whole, format)
    }
}

struct WaterCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "water",
        abstract: "Claimed, verified and statistical amounts side by side, by unit.")

    @OptionGroup var about: QuestionOptions
    @Option(help: "Which indicator stands beside; by default projectInvestment.")
    var indicator: String?
    @OptionGroup var endpoints: EndpointOptions
    @OptionGroup var format: OutputOptions

    func run() throws {
        var request = WaterRequest()
        request.question = try about.question(format)
        request.indicator = try parsed(indicator, Measure.self, "--indicator")
        let reply = try Console.with(try endpoints.query()) {
            try $0.call("query.v1/Water", request, as: WaterReply.self)
        }
        if format.output == .json { return Printing.json(reply) }
        Printing.water(reply, request.indicator ?? .projectInvestment, format)
    }
}

extension Printing {
    fileprivate static func health(_ reply: HealthReply, _ format: OutputOptions) {
        let isChinese = format.language == .zh
        let table = Table(
            headers: isChinese
                ? ["项目", "名称", "责任单位", "检查项", "自", "天数", "情况", "依据"]
                : ["project", "name", "unit", "test", "since", "days", "what", "facts"],
            rows: reply.findings.map { row(of: $0, format) })
        if format.output == .csv { return Console.print(table.csv) }
        let day = reply.asOf?.text ?? ""
        Console.print(isChinese ? "项目健康检查 截至 \(day)" : "Health of projects as of \(day)")
        Console.print(table.text())
        let projects = Set(reply.findings.map(\.project?.project)).count
        Console.print(
            isChinese
                ? "共 \(projects) 个项目，\(reply.findings.count) 条；供核查，不作结论"
                : "\(reply.findings.count) findings of \(projects) projects: to look at, no judgement"
        )
        freshness(reply.freshness, format)
        if let next = reply.next {
            Console.print(
                isChinese
                    ? "还有更多（至 \(next.text)）：加大 --max"
                    : "there are more, after \(next.text): raise --max")
        }
    }

    private static func row(of finding: HealthMessage, _ format: OutputOptions) -> [TableCell] {
        let project = finding.project
        var what = finding.text ?? ""
        if let suspendedOn = project?.suspendedOn {
            what +=
                Wording("；自 \(suspendedOn) 起停建", "; suspended since \(suspendedOn)")[
                    format.language]
        }
        return [
            .text(project?.project?.text ?? ""), .text(project?.name ?? ""),
            .text(project?.unitName ?? project?.unit?.text ?? ""),
            .text(finding.test?.words(in: format.language) ?? ""),
            .text(finding.since?.text ?? ""), .number(finding.days.map { "\($0)" } ?? ""),
            .text(what), .text(positions(finding.facts, of: finding.factCount)),
        ]
    }

    /// The positions of facts, the first few; what is left out shows as dots.
    static func positions(_ facts: [FactReferenceMessage], of count: Int64?) -> String {
        let shown = facts.prefix(5).compactMap(\.position).map { "\($0)" }
        return (shown + (count ?? 0 > Int64(shown.count) ? ["…"] : [])).joined(separator: " ")
    }

    fileprivate static func water(
        _ reply: WaterReply, _ indicator: Measure, _ format: OutputOptions
    ) {
        let isChinese = format.language == .zh
        let statistical = FigureLabel.label(of: indicator, language: format.language)
        let table = Table(
            headers: isChinese
                ? ["单位", "申报内资", "已核实", "水分率", "统计：\(statistical)", "新入库项目", "其中已入统"]
                : [
                    "unit", "claimed", "verified", "water", "statistics: \(statistical)",
                    "newly stored", "of which in statistics",
                ],
            rows: reply.rows.map { row(of: $0, format.language) })
        if format.output == .csv { return Console.print(table.csv) }
        let first = reply.rows.first
        Console.print(title(first?.unitName, first?.unit, reply.asOf, format.language))
        Console.print(table.text())
        Console.print(
            isChinese
                ? "申报、核实与统计口径不同，并列不相减"
                : "Counted by different definitions: side by side, not subtracted")
        let figures = reply.rows.flatMap { [$0.claimed, $0.verified, $0.water, $0.statistical] }
        below(figures.compactMap(\.self), reply.freshness, format)
    }

    private static func row(of row: WaterRow, _ language: Language) -> [TableCell] {
        let unseen = Wording("未核实", "not verified")[language]
        let untold = MissingReason.noReport.words(in: language)
        return [
            .text(row.unitName ?? row.unit?.text ?? ""), .number(row.claimed?.text ?? untold),
            .number(row.verified?.text ?? unseen), .number(row.water?.text ?? unseen),
            .number(row.statistical?.text ?? untold),
            .number(row.storedProjects.map { "\($0)" } ?? ""),
            .number(row.inStatistics.map { "\($0)" } ?? ""),
        ]
    }
}

extension HealthReply {
    /// A page is of so many projects, each with all its findings.
    fileprivate var projectCount: Int { Set(findings.map(\.project?.project)).count }
}
