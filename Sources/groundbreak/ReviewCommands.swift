// SPDX-License-Identifier: Apache-2.0
//
// `rank` and `trend`: who is ahead among the units below, and how a figure went month by month.

import ArgumentParser
import Client
import Pipeline
import Present
import Rollup
import Wire

struct RankCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rank", abstract: "Who is ahead among the units below, in their peer groups.",
        discussion: """
            Equal units share a rank. A unit without the figure, as without a task, is listed apart. \
            Movement is against the ranking of --against, by default the end of the month before.
            """)

    @OptionGroup var figure: FigureOptions
    @OptionGroup var about: QuestionOptions
    @Option(help: "The day of the ranking before.")
    var against: String?
    @Option(help: "Only these peers.")
    var peers: String?
    @OptionGroup var endpoints: EndpointOptions
    @OptionGroup var format: OutputOptions

    func run() throws {
        var request = RankingRequest()
        request.question = try about.question(format)
        request.figure = try figure.choice()
        request.against = try parsed(against, CivilDay.self, "--against")
        request.peerGroup = peers
        let reply = try Console.with(try endpoints.query()) {
            try $0.call("query.v1/Ranking", request, as: RankingReply.self)
        }
        if format.output == .json { return Printing.json(reply) }
        Printing.ranking(reply, format)
    }
}

struct TrendCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trend", abstract: "A figure at the end of each month, with a chart.")

    @OptionGroup var figure: FigureOptions
    @OptionGroup var about: QuestionOptions
    @Option(help: "A day of the first month; by default January of the year asked.")
    var from: String?
    @Flag(help: "The units below, too: units by months.")
    var children = false
    @OptionGroup var endpoints: EndpointOptions
    @OptionGroup var format: OutputOptions

    func run() throws {
        var request = TrendRequest()
        request.question = try about.question(format)
        request.question?.children = children ? true : nil
        request.figure = try figure.choice()
        request.from = try parsed(from, CivilDay.self, "--from")
        let reply = try Console.with(try endpoints.query()) {
            try $0.call("query.v1/Trend", request, as: TrendReply.self)
        }
        if format.output == .json { return Printing.json(reply) }
        Printing.trend(reply, format)
    }
}

extension Printing {
    static func ranking(_ reply: RankingReply, _ format: OutputOptions) {
        let isChinese = format.language == .zh
        let headers =
            isChinese
            ? ["组别", "名次", "升降", "单位", "数值", "距上一名", "亮灯", "说明"]
            : ["peers", "rank", "moved", "unit", "value", "to next", "lamp", "remarks"]
        let rows = reply.groups.flatMap { group in
            group.rows.map { row in
                self.row(of: row, group.peerGroup ?? group.kind?.words(in: format.language), format)
            }
        }
        let figures = reply.groups.flatMap(\.rows).compactMap(\.figure)
        let label = figures.first?.label ?? ""
        if format.output == .csv { return csv(headers, rows, label, format) }
        Console.print(title(reply.unitName, reply.unit, reply.asOf, format.language))
        Console.print(label)
        Console.print(Table(headers: headers, rows: rows).text())
        if let against = reply.against {
            Console.print(isChinese ? "升降与 \(against) 相比" : "moved since \(against)")
        }
        below(figures, reply.freshness, format)
    }

    /// Each line says which figure it is of.
    private static func csv(
        _ headers: [String], _ rows: [[TableCell]], _ label: String, _ format: OutputOptions
    ) {
        let figure = format.language == .zh ? "指标" : "figure"
        Console.print(
            Table(headers: [figure] + headers, rows: rows.map { [.text(label)] + $0 }).csv)
    }

    private static func row(
        of row: RankingRow, _ peers: String?, _ format: OutputOptions
    ) -> [TableCell] {
        let isChinese = format.language == .zh
        var remarks = row.notes.compactMap(RankNote.init(rawValue:))
            .map { $0.words(in: format.language) }
        if row.isTied == true { remarks.insert(isChinese ? "并列" : "shared", at: 0) }
        if row.figure == nil { remarks.append(isChinese ? "无此指标，单列" : "has none: listed apart") }
        if let figure = row.figure {
            remarks += notes(of: figure, format.language, isAlone: format.output == .csv)
        }
        let moved = row.rankBefore.flatMap { before in
            row.rank.map {
                before == $0 ? "→" : before > $0 ? "↑\(before - $0)" : "↓\($0 - before)"
            }
        }
        return [
            .text(peers ?? ""), .number(row.rank.map { "\($0)" } ?? "—"), .text(moved ?? ""),
            .text(row.unitName ?? row.unit?.text ?? ""), .number(row.figure?.text ?? ""),
            .number(row.gap?.text ?? ""), .text(row.lamp?.words(in: format.language) ?? ""),
            .text(remarks.joined(separator: isChinese ? "；" : "; ")),
        ]
    }

    static func trend(_ reply: TrendReply, _ format: OutputOptions) {
        guard let first = reply.rows.first else { return }
        let figures = reply.rows.flatMap(\.points).compactMap(\.figure)
        let label = figures.first?.label ?? ""
        let isMatrix = reply.rows.count > 1 || format.output == .csv
        let (headers, rows) = isMatrix ? matrix(reply, format) : chart(first, format)
        if format.output == .csv { return csv(headers, rows, label, format) }
        Console.print(title(first.unitName, first.unit, first.points.last?.asOf, format.language))
        Console.print(label)
        Console.print(Table(headers: headers, rows: rows).text())
        below(figures, reply.freshness, format)
    }

    /// Months downwards, with a bar and what is to be known of each.
    private static func chart(
        _ row: TrendRow, _ format: OutputOptions
    ) -> ([String], [[TableCell]]) {
        let bars = BarChart.bars(row.points.map(\.figure?.exactNumber), width: 40)
        let headers =
            format.language == .zh
            ? ["截至", "数值", "图", "说明"] : ["as of", "value", "chart", "remarks"]
        let rows = zip(row.points, bars).map { point, bar -> [TableCell] in
            let notes =
                point.figure.map { self.notes(of: $0, format.language, isAlone: false) } ?? []
            return [
                .text(point.asOf?.text ?? ""), .number(point.figure?.text ?? "—"), .text(bar),
                .text(notes.joined(separator: format.language == .zh ? "；" : "; ")),
            ]
        }
        return (headers, rows)
    }

    /// Units by months.
    private static func matrix(
        _ reply: TrendReply, _ format: OutputOptions
    ) -> ([String], [[TableCell]]) {
        let days = reply.rows.first?.points.compactMap(\.asOf?.text) ?? []
        let rows = reply.rows.map { row -> [TableCell] in
            [.text(row.unitName ?? row.unit?.text ?? "")]
                + row.points.map { .number($0.figure?.text ?? "—") }
        }
        return ([format.language == .zh ? "单位" : "unit"] + days, rows)
    }
}
