// SPDX-License-Identifier: Apache-2.0
//
// The report of an import: one line a finding, by row and column. On a terminal those that need a look,
// as CSV and JSON every row.
//
// Law: a row that gave no fact, and one of which a fact was refused, stands here with all its cells.

import Ledgers
import Pipeline
import Present
import Wire

/// One line of the report.
struct RowProblem {
    var row: Int64
    var outcome: String
    var detail: String
}

extension Import {
    func report(_ sheet: Sheet, _ tally: ImportTally) {
        let lines = self.lines(sheet, tally)
        let table = Table(
            headers: format.language == .zh
                ? ["行", "结果", "说明"] : ["row", "outcome", "detail"],
            rows: lines.map { [.text("\($0.row)"), .text($0.outcome), .text($0.detail)] })
        switch format.output {
        case .table:
            Console.print("\(sheet.path): \(tally.sentence(dryRun: dryRun))")
            if !lines.isEmpty { Console.print(table.text()) }
        case .csv: Console.print(table.csv)
        case .json: Console.print(table.json)
        }
    }

    private func lines(_ sheet: Sheet, _ tally: ImportTally) -> [RowProblem] {
        var found = sheet.reading.rows.flatMap { problems(of: $0, in: sheet.reading.file) }
        found += sheet.reading.file.sums.map { sum in
            RowProblem(row: Int64(sum.row), outcome: "sum", detail: words(of: sum))
        }
        found += sheet.reading.file.filled.map { column in
            RowProblem(row: 0, outcome: "filled", detail: words(of: column))
        }
        found += sheet.plan.lines(format.language) + tally.problems
        if format.output != .table {
            let seen = Set(found.map(\.row))
            found += sheet.reading.rows.filter { !seen.contains(Int64($0.number)) }.map { row in
                RowProblem(
                    row: Int64(row.number), outcome: "ok",
                    detail: row.facts.compactMap(\.content?.kind.name).joined(separator: ", "))
            }
        }
        // In the order in which they were found, within a row.
        return found.enumerated().sorted {
            ($0.element.row, $0.offset) < ($1.element.row, $1.offset)
        }
        .map(\.element)
    }

    private func words(of column: FilledColumn) -> String {
        let rows = column.rows.map { range in
            range.count == 1 ? "\(range.lowerBound)" : "\(range.lowerBound)–\(range.upperBound)"
        }.joined(separator: ", ")
        return format.language == .zh
            ? "\(column.heading)：第 \(rows) 行空格按上一格读取"
            : "\(column.heading): blank and read as the cell above in rows \(rows)"
    }

    private func words(of sum: SumFinding) -> String {
        guard format.language == .zh else {
            return Console.line(Violation(sum.finding), language: .en)
        }
        switch sum.unchecked {
        case .noRecords: return "\(sum.finding.path)：表中为 \(sum.stated)，未核对：找不到所合计的行"
        case .tooLarge: return "\(sum.finding.path)：表中为 \(sum.stated)，未核对：各行之和过大"
        case nil: break
        }
        let unread = sum.unread == 0 ? "" : "，其中 \(sum.unread) 格不是数"
        return "\(sum.finding.path)：表中为 \(sum.stated)，各行合计 \(sum.summed)\(unread)"
    }

    /// A finding; in Chinese with the text that could not be read, which the English sentence has.
    private func words(of finding: Finding, _ kept: String?) -> String {
        let line = Console.line(Violation(finding), language: format.language)
        guard format.language == .zh, let kept else { return line }
        switch finding.rule {
        case .wrongType: return "\(finding.path)：“\(kept)”读不成数 (\(finding.rule.rawValue))"
        case .malformedDay: return "\(finding.path)：“\(kept)”不是年月日俱全的日期 (\(finding.rule.rawValue))"
        default: return "\(line): \(kept)"
        }
    }

    /// What the reading itself found, or why the row is no record.
    private func problems(of row: RowReport, in file: LedgerFile) -> [RowProblem] {
        let number = Int64(row.number)
        switch row.outcome {
        case .made: return []
        case .flagged(let facts, let findings):
            var lines = findings.map { finding in
                let kept = file.text(of: row, under: finding.path)
                return RowProblem(
                    row: number, outcome: "flagged", detail: words(of: finding, kept))
            }
            if facts.isEmpty {
                let cells = file.texts(of: row).map { "\($0.heading)=\($0.text)" }
                lines.append(
                    RowProblem(
                        row: number, outcome: "cells", detail: cells.joined(separator: "; ")))
            }
            return lines
        case .skipped(let reason):
            let detail = reason.wording[format.language]
            return [RowProblem(row: number, outcome: "skipped", detail: detail)]
        }
    }
}

extension SkipReason {
    fileprivate var wording: Wording {
        switch self {
        case .total(let label, let heading):
            Wording("合计行：“\(heading)”列为“\(label)”", "a sum row: \(label) in \(heading)")
        case .blank: Wording("空行", "empty")
        case .title(let text): Wording("标题：\(text)", "a title: \(text)")
        }
    }
}

extension LedgerPlan {
    /// What differs from what is in force, by row.
    fileprivate func lines(_ language: Language) -> [RowProblem] {
        let isChinese = language == .zh
        var lines = (changes + emptied).map { change in
            let blank = isChinese ? "（空）" : "(blank)"
            return RowProblem(
                row: Int64(change.row), outcome: change.new == nil ? "emptied" : "changed",
                detail: "\(change.heading): \(change.old ?? blank) → \(change.new ?? blank)")
        }
        lines += held.map { row in
            let rename = row.rename.map { " renamed: \($0.was) → \($0.now)" } ?? ""
            let who = row.gone.words(isChinese)
            return RowProblem(
                row: Int64(row.row), outcome: "held",
                detail: (isChinese ? "疑即表中已无的 \(who)" : "looks like \(who), which is gone") + rename
            )
        }
        lines += voided.map { row in
            RowProblem(
                row: Int64(row.row), outcome: "voided",
                detail: row.isByHand
                    ? row.wordsByHand(isChinese)
                    : isChinese
                        ? "\(row.kind.words(in: .zh))（第 \(row.position.number) 条）已作废，未再报送；重报加 --again"
                        : "\(row.kind.name), position \(row.position.number), was voided and is not sent again; "
                            + "to state it anew add --again")
        }
        lines += gone.map { row in
            RowProblem(row: 0, outcome: "gone", detail: row.words(isChinese))
        }
        return lines
    }
}

extension VoidedRow {
    fileprivate func wordsByHand(_ isChinese: Bool) -> String {
        isChinese
            ? "\(kind.words(in: .zh))（第 \(position.number) 条）由人工作废，不再报送"
            : "\(kind.name), position \(position.number), was voided by hand and is not sent again"
    }
}

extension GoneRow {
    /// The subject, its name and the row it once was.
    fileprivate func words(_ isChinese: Bool) -> String {
        let kinds = Set(
            facts.compactMap { fact in
                fact.content.map { isChinese ? $0.kind.words(in: .zh) : $0.kind.name }
            }
        ).sorted().joined(separator: ", ")
        let former = formerRow.map { isChinese ? "，原第 \($0) 行" : ", once row \($0)" } ?? ""
        return "\(subject)\(name.map { " \($0)" } ?? "") (\(kinds)\(former))"
    }
}
