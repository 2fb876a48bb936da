// SPDX-License-Identifier: Apache-2.0
//
// `bulletin`: the month's paragraph and tables, as Markdown or as HTML that prints on A4.

import ArgumentParser
import Client
import Foundation
import Pipeline
import Present
import Rollup
import Wire

struct BulletinCommand: ParsableCommand {
    enum Format: String, ExpressibleByArgument, CaseIterable { case md, html }

    static let configuration = CommandConfiguration(
        commandName: "bulletin",
        abstract: "The month's bulletin: paragraph, tables, charts, each number with its question.",
        discussion: """
            All figures are of one knowledge; asked again with the same --as-of and --known-at the \
            bulletin is the same, byte for byte. HTML has its charts inside. With --out, Markdown \
            has them as SVG files beside it, named after it.
            """)

    @Option(help: "The unit's code; not needed where the tree has one root.")
    var unit: String?
    @Option(help: "The day, as 2024-06-30; by default the end of the month of the latest facts.")
    var asOf: String?
    @OptionGroup var past: KnownAtOptions
    @Option(help: "HALF_UP, HALF_EVEN or TRUNCATE.")
    var rounding: String?
    @Option(help: "Decimals of rates and points, 0–4.")
    var decimals: Int64?
    @Option(help: "md or html.")
    var format: Format = .md
    @Option(help: "zh or en; by default that of the environment.")
    var lang: OutputOptions.Tongue?
    @Option(help: "The file to write; by default standard output.", completion: .file())
    var out: String?
    @OptionGroup var endpoints: EndpointOptions

    func run() throws {
        let language = OutputOptions.language(lang)
        var question = ProgressRequest()
        question.unit = try parsed(unit, UnitCode.self, "--unit")
        question.asOf = try parsed(asOf, CivilDay.self, "--as-of")
        question.knownAt = try past.choice()
        question.rounding = try named(rounding, RoundingRule.self, "--rounding")
        question.decimals = decimals
        question.language = language.choice
        let bulletin = try Console.with(try endpoints.query()) {
            try ReviewGathering.review(of: question, language, from: $0).bulletin
        }
        try write(bulletin)
    }

    private func write(_ bulletin: Bulletin) throws {
        guard let out else {
            return Console.print(format == .html ? bulletin.html : bulletin.markdown())
        }
        guard format == .md else {
            try write(bulletin.html, to: out)
            return sayWritten([out])
        }
        let file = URL(fileURLWithPath: out)
        let stem = file.deletingPathExtension().lastPathComponent
        let names = bulletin.charts.indices.map { "\(stem)-\($0 + 1).svg" }
        for (name, chart) in zip(names, bulletin.charts) {
            try write(
                chart.svg(), to: file.deletingLastPathComponent().appendingPathComponent(name).path)
        }
        try write(bulletin.markdown(chartNames: names), to: out)
        let folder = out.dropLast(file.lastPathComponent.count)
        sayWritten([out] + names.map { "\(folder)\($0)" })
    }

    private func sayWritten(_ names: [String]) {
        let isChinese = OutputOptions.language(lang) == .zh
        Console.say(
            (isChinese ? "已写入 " : "wrote ") + names.joined(separator: isChinese ? "、" : ", "))
    }

    private func write(_ text: String, to path: String) throws {
        do {
            try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
        } catch {
            Console.say("\(path) can't be written: \(error.localizedDescription)")
            throw ExitCode.unreadable
        }
    }
}
