// SPDX-License-Identifier: Apache-2.0
//
// `completeness`: which units have reported this month, and the line below every total that lacks some.

import ArgumentParser
import Client
import Pipeline
import Present
import Wire

struct CompletenessCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "completeness",
        abstract: "Which units have reported anything of the month, and which have not.",
        discussion: """
            A unit that has nothing to report closes its month: groundbreak close 2024-06 --unit UNIT.
            """)

    @OptionGroup var about: QuestionOptions
    @OptionGroup var endpoints: EndpointOptions
    @OptionGroup var format: OutputOptions

    func run() throws {
        var request = CompletenessRequest()
        request.question = try about.question(format)
        let reply = try Console.with(try endpoints.query()) {
            try $0.call("query.v1/Completeness", request, as: CompletenessReply.self)
        }
        if format.output == .json { return Printing.json(reply) }
        Printing.completeness(reply, format)
    }
}

extension Printing {
    fileprivate static func completeness(_ reply: CompletenessReply, _ format: OutputOptions) {
        let isChinese = format.language == .zh
        let units = reply.completeness?.units ?? []
        let rows = units.map { unit -> [TableCell] in
            let state =
                unit.isClosed == true
                ? (isChinese ? "已报，已关账" : "yes, month closed")
                : unit.hasReported == true
                    ? (isChinese ? "已报" : "yes") : (isChinese ? "未报" : "no")
            return [
                .text(unit.unitName ?? unit.unit?.text ?? ""), .text(state),
                .text(unit.lastReportedOn?.text ?? (isChinese ? "本年未报" : "not this year")),
            ]
        }
        let table = Table(
            headers: isChinese
                ? ["单位", "本月报送", "最近数据日期"] : ["unit", "reported", "last day reported"],
            rows: rows)
        if format.output == .csv { return Console.print(table.csv) }
        Console.print(title(reply.unitName, reply.unit, reply.asOf, format.language))
        Console.print(table.text())
        if let completeness = reply.completeness {
            Console.print(line(of: completeness, isNaming: false, format.language))
        }
        freshness(reply.freshness, format)
    }

    /// How many have not reported, and beside a total who.
    static func line(
        of completeness: Completeness, isNaming: Bool, _ language: Language
    ) -> String {
        let isChinese = language == .zh
        let (missing, expected) = (completeness.unreported ?? 0, completeness.expected ?? 0)
        let month = completeness.to.map { String($0.text.prefix(7)) } ?? ""
        guard missing > 0 else {
            return isChinese
                ? "\(month) 应报 \(expected) 个单位，均已报送"
                : "all \(expected) units have reported for \(month)"
        }
        let head =
            isChinese
            ? "\(month) 应报 \(expected) 个单位，\(missing) 个尚未报送"
            : "\(missing) of \(expected) units have not reported for \(month)"
        guard isNaming else { return head }
        let names = completeness.units.map { $0.unitName ?? $0.unit?.text ?? "" }
        let more = Int(missing) > names.count ? (isChinese ? "等" : " …") : ""
        return head + (isChinese ? "：" : ": ") + names.joined(separator: isChinese ? "、" : ", ")
            + more
    }
}
