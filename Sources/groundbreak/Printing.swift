// SPDX-License-Identifier: Apache-2.0
//
// Answers on paper: which columns, in which order.

import Foundation
import Pipeline
import Present
import Rollup
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
        let table = Table(
            headers: isChinese ? ["指标", "数值", "说明"] : ["figure", "value", "remarks"],
            rows: figures.map { row(of: $0, format.language, isAlone: format.output == .csv) })
        if format.output == .csv { return Console.print(table.csv) }
        Console.print(title)
        Console.print(table.text())
        below(figures, freshness, format)
    }

    /// What is said once below a table of figures.
    static func below(
        _ figures: [FigureMessage], _ freshness: Freshness?, _ format: OutputOptions
    ) {
        for note in FigureNote.allCases
        where note.isGeneral && figures.contains(where: { $0.notes.contains(note.rawValue) }) {
            Console.print(note.words(in: format.language))
        }
        var rules: [String] = []
        for name in figures.compactMap(\.ruleSet) where !rules.contains(name) { rules.append(name) }
        if !rules.isEmpty, rules != ["default"] {
            let names = rules.joined(separator: ", ")
            Console.print(format.language == .zh ? "口径：\(names)" : "rule set: \(names)")
        }
        self.freshness(freshness, format)
    }

    /// The notes of a figure that are its own, or all where it stands alone.
    static func notes(
        of figure: FigureMessage, _ language: Language, isAlone: Bool
    ) -> [String] {
        figure.notes.compactMap(FigureNote.init(rawValue:))
            .filter { isAlone || !$0.isGeneral }.map { $0.words(in: language) }
    }

    static func freshness(_ freshness: Freshness?, _ format: OutputOptions) {
        let isChinese = format.language == .zh
        guard let freshness, let cursor = freshness.cursor else { return }
        let head = freshness.head.map { isChinese ? "（共 \($0) 条）" : " of \($0)" } ?? ""
        Console.print(
            isChinese
                ? "依据台账第 \(cursor) 条\(head)" : "from position \(cursor)\(head) in the journal")
        if let late = freshness.lateFacts, late > 0 {
            Console.print(
                isChinese
                    ? "其中关账后补报 \(late) 条"
                    : "\(late) of its facts came after their period was closed")
        }
        if let completeness = freshness.completeness, completeness.unreported ?? 0 > 0 {
            Console.print(line(of: completeness, isNaming: true, format.language))
        }
    }

    private static func row(
        of figure: FigureMessage, _ language: Language, isAlone: Bool
    ) -> [TableCell] {
        let notes = notes(of: figure, language, isAlone: isAlone)
        return [
            .text(figure.label ?? figure.measure ?? ""), .number(figure.text ?? ""),
            .text(notes.joined(separator: language == .zh ? "；" : "; ")),
        ]
    }

    static func projects(_ rows: [ProjectMessage], _ format: OutputOptions) {
        let isChinese = format.language == .zh
        let table = Table(
            headers: isChinese
                ? ["编号", "项目名称", "责任单位", "阶段", "总投资", "签约", "入库", "开工", "到位资金"]
                : [
                    "key", "name", "unit", "stage", "investment", "signed", "stored", "started",
                    "capital",
                ], rows: rows.map { self.row(of: $0, format.language) })
        Console.print(format.output == .csv ? table.csv : table.text())
    }

    private static func row(of project: ProjectMessage, _ language: Language) -> [TableCell] {
        func money(_ fen: Int128?) -> TableCell {
            .number(fen.map { MoneyText.text(fen: $0, rounding: Rounding()) } ?? "")
        }
        func day(_ day: CivilDay?) -> TableCell { .text(day?.text ?? "") }
        return [
            .text(project.project?.text ?? ""), .text(project.name ?? ""),
            .text(project.unitName ?? project.unit?.text ?? ""),
            .text(project.stage?.words(in: language) ?? ""),
            money(project.totalInvestment?.fen.map { Int128($0) }), day(project.signedOn),
            day(project.storedOn), day(project.startedOn),
            money(project.capitalFen.flatMap { Int128($0) }),
        ]
    }

    static func history(_ lines: [HistoryMessage], _ format: OutputOptions) {
        let isChinese = format.language == .zh
        let table = Table(
            headers: isChinese
                ? ["序号", "日期", "事实", "报送单位", "登记人", "来源", "提示"]
                : ["position", "day", "fact", "unit", "principal", "source", "warnings"],
            rows: lines.map { line in
                let source = line.fact?.source
                let place = [source?.file, source?.row.map { "\($0)" }].compactMap(\.self)
                return [
                    line.position.map { "\($0)" } ?? "", line.fact?.dayOfEffect?.text ?? "",
                    line.fact?.content?.words(in: format.language) ?? "",
                    line.fact?.unit?.text ?? "", line.principal ?? "",
                    place.joined(separator: ":"),
                    line.warnings.compactMap { $0.rule.flatMap(Rule.init(rawValue:)) }
                        .map { $0.words(in: format.language) }
                        .joined(separator: isChinese ? "；" : "; "),
                ].map(TableCell.text)
            })
        Console.print(format.output == .csv ? table.csv : table.text())
    }
}

extension Content {
    /// The kind; of a correction what it states anew, and of both orders why.
    func words(in language: Language) -> String {
        let colon = language == .zh ? "：" : ": "
        let kind = kind.words(in: language)
        switch self {
        case .corrected(let corrected):
            let restated = corrected.restated?.content?.kind.words(in: language) ?? ""
            return "\(kind) \(restated)\(colon)\(corrected.reason ?? "")"
        case .voided(let voided): return "\(kind)\(colon)\(voided.reason ?? "")"
        default: return kind
        }
    }
}
