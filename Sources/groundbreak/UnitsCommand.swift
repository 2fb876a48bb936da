// SPDX-License-Identifier: Apache-2.0
//
// `units`: the tree of units as of a day, as known then.

import ArgumentParser
import Client
import Pipeline
import Present
import Wire

struct UnitsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "units", abstract: "The units and who stands below whom.")

    @OptionGroup var clocks: ClockOptions
    @OptionGroup var endpoints: EndpointOptions
    @OptionGroup var format: OutputOptions

    func run() throws {
        var question = UnitsRequest()
        (question.asOf, question.knownAt) = (try clocks.day(), try clocks.past.choice())
        let reply = try Console.with(try endpoints.query()) {
            try $0.call("query.v1/Units", question, as: UnitsReply.self)
        }
        if format.output == .json { return Printing.json(reply) }
        let isChinese = format.language == .zh
        let table = Table(
            headers: isChinese
                ? ["代码", "名称", "上级", "类别", "区划", "同组", "自", "备注"]
                : ["code", "name", "above", "kind", "division", "peers", "since", "remarks"],
            rows: Self.inOrder(reply.units).map { row(of: $0.unit, depth: $0.depth) })
        if format.output == .csv { return Console.print(table.csv) }
        Console.print(table.text())
        Printing.freshness(reply.freshness, format)
    }

    /// Each after the one that it stands below, where that one is listed.
    private static func inOrder(_ units: [UnitMessage]) -> [(unit: UnitMessage, depth: Int)] {
        let listed = Set(units.compactMap(\.unit))
        let below = Dictionary(grouping: units) { unit in
            unit.parent.flatMap { listed.contains($0) ? $0 : nil }
        }
        var found: [(unit: UnitMessage, depth: Int)] = []
        var open = (below[nil] ?? []).reversed().map { (unit: $0, depth: 0) }
        while let next = open.popLast() {
            found.append(next)
            let children = next.unit.unit.flatMap { below[$0] } ?? []
            open += children.reversed().map { (unit: $0, depth: next.depth + 1) }
        }
        return found
    }

    private func row(of unit: UnitMessage, depth: Int) -> [TableCell] {
        let isTable = format.output == .table
        let indent = String(repeating: "  ", count: isTable ? depth : 0)
        let closed = unit.isClosed == true
        return [
            unit.unit?.text ?? "", indent + (unit.name ?? ""), unit.parent?.text ?? "",
            unit.kind?.words(in: format.language) ?? "", unit.division?.text ?? "",
            unit.peerGroup ?? "", unit.since?.text ?? "",
            closed ? (format.language == .zh ? "已撤并" : "closed") : "",
        ].map(TableCell.text)
    }
}
