// SPDX-License-Identifier: Apache-2.0
//
// `facts`: what was journaled, of any kind, and what became of it.

import ArgumentParser
import Client
import Pipeline
import Present
import Wire

struct FactsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "facts", abstract: "Journaled facts of any kind, as they were logged.",
        discussion: """
            Every filter that is given must hold. Of a subject or a unit, and with no filter, they come \
            in the journal's order; of a kind or of some days in the order of the days.
            """)

    private static let kinds = FactKind.allCases.map(\.name)

    @Option(help: "What they speak of, as project/P-17 or warning/W-2024-08.")
    var subject: String?
    @Option(help: "The kind, as orderOpened.", completion: .list(kinds))
    var kind: String?
    @Option(help: "The unit that reported.")
    var unit: String?
    @Option(help: "Of effect on this day or later.")
    var from: String?
    @Option(help: "Of effect on this day or earlier.")
    var to: String?
    @Option(help: "Those that come after the fact at this position.")
    var after: Int64?
    @Option(help: "At most so many.")
    var max: Int64 = 100
    @OptionGroup var past: KnownAtOptions
    @OptionGroup var endpoints: EndpointOptions
    @OptionGroup var format: OutputOptions

    func validate() throws {
        if max < 1 { throw ValidationError("--max is 1 or more") }
        if let kind, FactKind(name: kind) == nil {
            throw ValidationError("--kind: no kind “\(kind)”; see groundbreak log --help")
        }
    }

    func run() throws {
        var question = FactsRequest()
        question.subject = try parsed(subject, Subject.self, "--subject")
        question.kind = kind
        question.unit = try parsed(unit, UnitCode.self, "--unit")
        question.from = try parsed(from, CivilDay.self, "--from")
        question.to = try parsed(to, CivilDay.self, "--to")
        question.after = after
        question.knownAt = try past.choice()
        let whole = try Console.pages(
            "query.v1/Facts", question, upTo: max, from: try endpoints.query(), limit: \.max,
            lines: \FactsReply.facts
        ) { question, page in
            question.after = page.next
            question.knownAt = KnownAtChoice(page.knownAt) ?? question.knownAt
            return page.next != nil
        }
        if format.output == .json { return Printing.json(whole) }
        Printing.facts(whole, format)
    }
}

extension Printing {
    fileprivate static func facts(_ reply: FactsReply, _ format: OutputOptions) {
        let isChinese = format.language == .zh
        let table = Table(
            headers: isChinese
                ? ["序号", "日期", "事实", "对象", "报送单位", "登记人", "登记时间", "更正或作废于"]
                : [
                    "position", "day", "fact", "subject", "unit", "principal", "recorded",
                    "replaced at",
                ],
            rows: reply.facts.map { row(of: $0, format.language) })
        if format.output == .csv { return Console.print(table.csv) }
        Console.print(table.text())
        freshness(reply.freshness, format)
        if let next = reply.next {
            Console.print(
                isChinese
                    ? "还有更多：加 --after \(next) 续看" : "there are more: go on with --after \(next)")
        }
    }

    private static func row(of line: FactMessage, _ language: Language) -> [TableCell] {
        let fact = line.fact
        return [
            .number(line.position.map { "\($0)" } ?? ""), .text(fact?.dayOfEffect?.text ?? ""),
            .text(fact?.content?.words(in: language) ?? ""),
            .text(fact?.derivedSubject?.text ?? ""), .text(fact?.unit?.text ?? ""),
            .text(line.principal ?? ""),
            .text(line.recordedAt.map { Moment(microseconds: $0).text } ?? ""),
            .number(line.replacedBy.map { "\($0)" } ?? ""),
        ]
    }
}
