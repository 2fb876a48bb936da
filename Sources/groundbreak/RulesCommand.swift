// SPDX-License-Identifier: Apache-2.0
//
// `rules`: the rule set (口径) in force, and how another one is adopted.

import ArgumentParser
import Client
import Foundation
import Pipeline
import Present
import Wire

struct RulesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules", abstract: "The rule set in force: cohort, rounding, lamps, ladder.",
        subcommands: [Show.self, Adopt.self], defaultSubcommand: Show.self)

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Shows what is in force.")

        @Option(help: "The day; by default today.")
        var asOf: String?
        @OptionGroup var past: KnownAtOptions
        @OptionGroup var endpoints: EndpointOptions
        @OptionGroup var format: OutputOptions

        func run() throws {
            var request = RuleSetRequest()
            request.asOf = try parsed(asOf, CivilDay.self, "--as-of")
            request.knownAt = try past.choice()
            let reply = try Console.with(try endpoints.query()) {
                try $0.call("query.v1/RuleSet", request, as: RuleSetReply.self)
            }
            if format.output == .json { return Printing.json(reply) }
            Printing.ruleSet(reply, format)
        }
    }

    struct Adopt: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Puts a rule set into force from a day on.",
            discussion: """
                Lamps: one --lamp a rule, as --lamp 'GREEN ahead>=0' --lamp 'YELLOW ahead<0 ahead>-10' \
                --lamp 'RED ahead<=-10'; ahead in percentage points, overdue in days. Of any number and any \
                day exactly one rule must hold, or the set is refused and the place named. Ladder: one \
                --rung NAME=DAYS a rung, from the first up.
                """)

        @Argument(help: "The name of the rule set, as 2025; without blanks.")
        var name: String
        @Option(help: "The unit that adopts it.")
        var unit: String
        @Option(help: "The day from which it is in force; by default today.")
        var on: String?
        @Option(help: "What it is called, for people.")
        var title: String?
        @Option(help: "NEWLY_STORED or SIGNED.")
        var cohort: String?
        @Option(help: "HALF_UP, HALF_EVEN or TRUNCATE.")
        var rounding: String?
        @Option(help: "Of rates, 0–4.")
        var percentDecimals: Int64?
        @Option(help: "Of differences of rates, 0–4.")
        var pointsDecimals: Int64?
        @Option(name: .customLong("lamp"), help: "A lamp rule. May be repeated.")
        var lamps: [String] = []
        @Option(name: .customLong("rung"), help: "A rung: NAME=DAYS. May be repeated.")
        var rungs: [String] = []
        @OptionGroup var options: LogOptions

        func run() throws {
            var adopted = RuleSetAdopted()
            adopted.title = title
            adopted.cohort = try named(cohort, Cohort.self, "--cohort")
            adopted.rounding = try named(rounding, RoundingRule.self, "--rounding")
            (adopted.percentDecimals, adopted.pointsDecimals) = (percentDecimals, pointsDecimals)
            adopted.lamps = try lamps.map(rule)
            adopted.rungs = try rungs.map(rung)
            try options.log(.ruleSetAdopted(adopted), of: name, by: unit, on: on)
        }

        private func rule(_ text: String) throws -> LampRule {
            do throws(LampRuleError) {
                return try LampRule(text: text)
            } catch {
                throw ValidationError("--lamp “\(text)”: “\(error.word)”: \(error.detail)")
            }
        }

        private func rung(_ text: String) throws -> OrderRung {
            guard let sign = text.lastIndex(of: "="),
                let days = Int64(text[text.index(after: sign)...])
            else { throw ValidationError("--rung takes NAME=DAYS, not “\(text)”") }
            return OrderRung(String(text[..<sign]), days: days)
        }
    }
}

extension Printing {
    fileprivate static func ruleSet(_ reply: RuleSetReply, _ format: OutputOptions) {
        let isChinese = format.language == .zh
        let holds = reply.holds ?? RuleSetAdopted()
        var rows: [(String, String)] = [
            (
                isChinese ? "名称" : "name",
                [reply.name, holds.title].compactMap(\.self).joined(separator: " · ")
            ),
            (isChinese ? "起算口径" : "cohort", holds.cohort?.words(in: format.language) ?? ""),
            (isChinese ? "修约" : "rounding", holds.rounding?.words(in: format.language) ?? ""),
            (isChinese ? "百分比小数位" : "decimals of rates", "\(holds.percentDecimals ?? 0)"),
            (isChinese ? "百分点小数位" : "decimals of points", "\(holds.pointsDecimals ?? 0)"),
        ]
        rows += holds.lamps.map {
            ($0.lamp?.words(in: format.language) ?? "", $0.words(in: format.language))
        }
        rows += holds.rungs.enumerated().map { index, rung in
            (
                isChinese ? "督办第\(index + 1)级" : "rung \(index + 1)",
                isChinese
                    ? "\(rung.name ?? "")，\(rung.days ?? 0)天内答复"
                    : "\(rung.name ?? ""), \(rung.days ?? 0) days to answer"
            )
        }
        let table = Table(
            headers: isChinese ? ["项目", "规定"] : ["what", "rule"],
            rows: rows.map { [.text($0.0), .text($0.1)] })
        if format.output == .csv { return Console.print(table.csv) }
        Console.print(
            isChinese ? "\(reply.asOf?.text ?? "") 执行的口径" : "in force on \(reply.asOf?.text ?? "")")
        Console.print(table.text())
        freshness(reply.freshness, format)
    }
}
