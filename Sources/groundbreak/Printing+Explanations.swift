// SPDX-License-Identifier: Apache-2.0
//
// Explanations on paper: the figure, its rule, its terms, the lines below them.
//
// Amounts in fen are printed in 万元 with all their decimals, so that a column adds up as it stands.

import Pipeline
import Present
import Rollup
import Wire

extension Printing {
    static func explanation(_ told: ExplainReply, _ format: OutputOptions) {
        let lines = table(told.lines, told.terms, format)
        if format.output == .csv { return Console.print(lines.csv) }
        Console.print(title(told.unitName, told.unit, told.figure, format.language))
        if let figure = told.figure { Console.print(summary(figure, format.language)) }
        rule(told.rule, format)
        Console.print("")
        if !told.terms.isEmpty { Console.print(table(told.terms, format).text()) }
        Console.print("")
        Console.print(lines.text())
        if told.next != nil { more(format) }
        freshness(told.freshness, format)
    }

    static func comparison(_ told: DiffReply, _ format: OutputOptions) {
        let lines = table(told.lines, told.terms, format)
        if format.output == .csv { return Console.print(lines.csv) }
        for side in [told.from, told.to].compactMap(\.self) {
            Console.print(title(side.unitName, side.unit, side.figure, format.language))
            if let figure = side.figure { Console.print(summary(figure, format.language)) }
        }
        let isChinese = format.language == .zh
        if let change = told.change?.text {
            Console.print(isChinese ? "差额：\(change)" : "change: \(change)")
        }
        rule(told.rule, format)
        Console.print("")
        if !told.terms.isEmpty { Console.print(table(told.terms, format).text()) }
        Console.print("")
        Console.print(lines.text())
        if told.next != nil { more(format) }
        freshness(told.freshness, format)
    }

    private static func title(
        _ name: String?, _ unit: UnitCode?, _ figure: FigureMessage?, _ language: Language
    ) -> String {
        let base = title(name, unit, figure?.asOf, language)
        guard let position = figure?.knownAt?.position else { return base }
        return language == .zh
            ? "\(base)，据台账至第 \(position) 条" : "\(base), known at \(position)"
    }

    private static func summary(_ figure: FigureMessage, _ language: Language) -> String {
        let words = "  \(figure.label ?? ""): \(figure.text ?? "")"
        guard let numerator = figure.numerator, let denominator = figure.denominator,
            denominator != "1"
        else { return words }
        return "\(words) (\(numerator) / \(denominator))"
    }

    private static func rule(_ rule: String?, _ format: OutputOptions) {
        guard let rule else { return }
        Console.print(format.language == .zh ? "规则：\(rule)" : "rule: \(rule)")
    }

    private static func more(_ format: OutputOptions) {
        Console.print(format.language == .zh ? "（还有更多，见 --max）" : "(there are more: see --max)")
    }

    private static func amount(_ digits: String?, _ term: TermMessage?) -> TableCell {
        guard let digits, let amount = Int128(digits) else { return .text("") }
        return .number(
            term?.amountUnit == "fen"
                ? MoneyText.exactText(fen: amount) : DecimalText.grouped("\(amount)"))
    }

    /// The term's number, and of a comparison the side that has the line.
    private static func name(
        of line: LineMessage, _ term: TermMessage?, _ language: Language
    ) -> String {
        let number = line.term.map { "\($0 + 1)" } ?? ""
        guard let side = term?.side.map({ words(of: $0, language) }) else { return number }
        return "\(number) \(side)"
    }

    private static func words(of side: DiffSide, _ language: Language) -> String {
        language == .zh ? (side == .from ? "前" : "后") : side.rawValue.lowercased()
    }

    private static func place(of term: TermMessage, _ language: Language) -> String {
        let side = term.side.map { words(of: $0, language) }
        let role = term.role.map { role in
            language == .zh
                ? (role == .numerator ? "分子" : "分母") : role.rawValue.lowercased()
        }
        return [side, role].compactMap(\.self).joined(separator: " ")
    }

    private static func table(_ terms: [TermMessage], _ format: OutputOptions) -> Table {
        let isChinese = format.language == .zh
        return Table(
            headers: isChinese
                ? ["项", "位置", "内容", "明细", "单位", "起", "止", "系数", "合计"]
                : ["term", "role", "sum of", "detail", "unit", "from", "to", "times", "amount"],
            rows: terms.enumerated().map { index, term in
                [
                    .number("\(index + 1)"), .text(place(of: term, format.language)),
                    .text(term.label ?? ""), .text(term.detail ?? ""),
                    .text(term.unitName ?? term.unit?.text ?? ""),
                    .text(term.from?.text ?? ""), .text(term.to?.text ?? ""),
                    .number(term.factor ?? ""), amount(term.sum, term),
                ]
            })
    }

    private static func table(
        _ lines: [LineMessage], _ terms: [TermMessage], _ format: OutputOptions
    ) -> Table {
        let isChinese = format.language == .zh
        return Table(
            headers: isChinese
                ? ["项", "序号", "计入日", "金额", "事实", "项目或对象", "报送单位", "登记人", "登记时间", "依据"]
                : [
                    "term", "position", "counts on", "amount", "fact", "project or subject",
                    "unit", "principal", "recorded", "evidence",
                ],
            rows: lines.map { line in
                let term = line.term.flatMap {
                    terms.indices.contains(Int($0)) ? terms[Int($0)] : nil
                }
                return [
                    .text(name(of: line, term, format.language)),
                    .number(line.position.map { "\($0)" } ?? ""),
                    .text(line.bucketDay?.text ?? ""), amount(line.amount, term),
                    .text(line.fact?.content?.kind.words(in: format.language) ?? ""),
                    .text(line.projectName ?? line.project?.text ?? line.fact?.subject ?? ""),
                    .text(line.unitName ?? line.fact?.unit?.text ?? ""),
                    .text(line.principal ?? ""),
                    .text(line.recordedAt.map { Moment(microseconds: $0).text } ?? ""),
                    .text(grounds(of: line.fact)),
                ]
            })
    }

    /// Evidence, the file and row it came from, the note, and why it came late.
    private static func grounds(of fact: Fact?) -> String {
        guard let fact else { return "" }
        let evidence = fact.evidence.map { piece in
            [piece.kind, piece.number].compactMap(\.self).joined(separator: " ")
        }
        let source = [fact.source?.file, fact.source?.row.map { "\($0)" }].compactMap(\.self)
            .joined(separator: ":")
        return
            (evidence + [source, fact.source?.form, fact.note, fact.lateReason].compactMap(\.self))
            .filter { !$0.isEmpty }.joined(separator: "; ")
    }
}
