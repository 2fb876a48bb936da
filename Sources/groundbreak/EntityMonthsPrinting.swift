// SPDX-License-Identifier: Apache-2.0
//
// `entities --by month`: stock and flows by unit, category and month, as one table.

import Client
import Pipeline
import Present
import Rollup
import Wire

extension Printing {
    private static let flows: [FigureName] = [
        .registered, .deregistered, .movedIn, .movedOut, .converted, .promoted, .netIncrease,
        .entityStock, .stockDifference,
    ]

    static func entityMonths(_ reply: EntityMonthsReply, _ format: OutputOptions) {
        let isChinese = format.language == .zh
        let words = flows.map { name in
            switch name {
            case .converted: isChinese ? "其中个转企" : "of which converted"
            case .promoted: isChinese ? "其中小升规" : "of which promoted"
            case .entityStock: isChinese ? "期末实有" : "stock"
            case .stockDifference: isChinese ? "差额" : "not explained"
            default: name.words(in: format.language)
            }
        }
        let headers =
            (isChinese
                ? ["单位", "类别", "自", "至", "期初实有"]
                : ["unit", "category", "from", "to", "stock before"])
            + words + [isChinese ? "说明" : "remarks"]
        let table = Table(headers: headers, rows: reply.rows.flatMap { rows(of: $0, format) })
        if format.output == .csv { return Console.print(table.csv) }
        let first = reply.rows.first
        Console.print(title(first?.unitName, first?.unit, reply.asOf, format.language))
        Console.print(table.text())
        for row in reply.rows { crossing(of: row, format) }
        below(reply.rows.flatMap(\.months).flatMap(\.figures), reply.freshness, format)
    }

    private static func rows(
        of row: EntityMonthsRow, _ format: OutputOptions
    ) -> [[TableCell]] {
        var before = row.before
        return row.months.map { month in
            func figure(_ name: FigureName) -> FigureMessage? {
                month.figures.first { $0.measure == name.rawValue }
            }
            let stock = figure(.entityStock)
            defer { before = stock }
            var remarks: [String] = []
            for note in month.figures.flatMap({
                notes(of: $0, format.language, isAlone: format.output == .csv)
            }) where !remarks.contains(note) {
                remarks.append(note)
            }
            return [
                .text(row.unitName ?? row.unit?.text ?? ""),
                .text(row.category?.words(in: format.language) ?? ""),
                .text(month.from?.text ?? ""), .text(month.to?.text ?? ""),
                .number(before?.text ?? ""),
            ] + flows.map { .number(figure($0)?.text ?? "") }
                + [.text(remarks.joined(separator: format.language == .zh ? "；" : "; "))]
        }
    }

    private static func crossing(of row: EntityMonthsRow, _ format: OutputOptions) {
        guard let crossing = row.crossing else { return }
        let name = [row.unitName, row.category?.words(in: format.language)].compactMap(\.self)
        Console.print(
            "\(name.joined(separator: " ")) \(crossing.label ?? ""): \(crossing.text ?? "")")
    }
}
