// SPDX-License-Identifier: Apache-2.0
//
// Answers on paper: which columns, in which order.

import Foundation
import Pipeline
import Present
import Wire

enum Printing {
    /// A message as it came, one line of JSON.
    static func json<Message: Record>(_ message: Message) {
        Console.print(String(decoding: WireCodec.encode(message, as: .json), as: UTF8.self))
    }

    static func title(
        _ name: String?, _ unit: UnitCode?, _ asOf: CivilDay?, _ language: Language
    ) -> String {
        let who = [name, unit.map { "(\($0.text))" }].compactMap(\.self).joined(separator: " ")
        let day = asOf?.text ?? ""
        return language == .zh ? "\(who) 截至 \(day)" : "\(who) as of \(day)"
    }

    static func figures(
        _ figures: [FigureMessage], title: String, freshness: Freshness?, _ format: OutputOptions
    ) {
        let isChinese = format.language == .zh
        var table = Table(
            headers: isChinese ? ["指标", "数值", "说明"] : ["figure", "value", "remarks"])
        for figure in figures {
            let notes = figure.notes.compactMap { NoteText.sentence(of: $0, language: format.language) }
            table.add([
                figure.label ?? figure.measure ?? "", figure.text ?? "",
                notes.joined(separator: isChinese ? "；" : "; "),
            ])
        }
        if format.output == .csv { return Console.print(table.csv) }
        Console.print(title)
        Console.print(table.text())
        guard let freshness, let cursor = freshness.cursor else { return }
        let head = freshness.head.map { "\($0)" } ?? "?"
        Console.print(
            isChinese
                ? "依据台账第 \(cursor) 条（共 \(head) 条）"
                : "from position \(cursor) of \(head) in the journal")
    }

    static func projects(_ rows: [ProjectMessage], _ format: OutputOptions) {
        if format.output == .json {
            var reply = ProjectsReply()
            reply.projects = rows
            return json(reply)
        }
        let isChinese = format.language == .zh
        var table = Table(
            headers: isChinese
                ? ["编号", "项目名称", "责任单位", "阶段", "总投资", "签约", "入库", "开工", "到位资金"]
                : [
                    "key", "name", "unit", "stage", "investment", "signed", "stored", "started",
                    "capital",
                ])
        for row in rows {
            let capital = row.capitalFen.flatMap { Int128($0) }
            table.add([
                row.project?.text ?? "", row.name ?? "", row.unitName ?? row.unit?.text ?? "",
                row.stage.map { ChoiceText.label(of: $0, language: format.language) } ?? "",
                row.totalInvestment?.fen.map { MoneyText.text(fen: Int128($0)) } ?? "",
                row.signedOn?.text ?? "", row.storedOn?.text ?? "", row.startedOn?.text ?? "",
                capital.map { MoneyText.text(fen: $0) } ?? "",
            ])
        }
        Console.print(format.output == .csv ? table.csv : table.text())
    }

    static func history(_ lines: [HistoryMessage], _ format: OutputOptions) {
        let isChinese = format.language == .zh
        var table = Table(
            headers: isChinese
                ? ["序号", "日期", "事实", "报送单位", "登记人", "来源"]
                : ["position", "day", "fact", "unit", "principal", "source"])
        for line in lines {
            let source = line.fact?.source
            table.add([
                line.position.map { "\($0)" } ?? "", line.fact?.effectiveOn?.text ?? "",
                line.fact?.content?.kind.name ?? "", line.fact?.unit?.text ?? "",
                line.principal ?? "",
                [source?.file, source?.row.map { "\($0)" }].compactMap(\.self)
                    .joined(separator: ":"),
            ])
        }
        Console.print(format.output == .csv ? table.csv : table.text())
    }
}
