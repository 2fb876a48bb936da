// SPDX-License-Identifier: Apache-2.0
//
// `health`, `padding`, `water`, `above-scale` and `entities --by month` on the command line, in both
// languages: on the demo county, and on a small ledger of ill projects.

import Foundation
import Pipeline
import Rollup
import Testing
import Wire

extension SystemTests {
    @Suite struct HealthCommandTests {
        private static let firm = "91350100M000100Y43"

        private func run(_ installed: Installed, _ words: [String], _ language: String) throws
            -> String
        {
            let ended = try installed.command(words + ["--lang", language])
            try #require(ended.status == 0, "\(words): \(ended.error)")
            return ended.output
        }

        /// A unit of a town; a project that is signed twice, started and paid on the last days of a month, and
        /// one that waits.
        private func logIll(_ installed: Installed) throws {
            var facts = [
                try fact(
                    "unitDefined", "xian", unit: nil, on: "2020-01-01", "name=县", "kind=COUNTY",
                    "division=330199"),
                try fact(
                    "unitDefined", "zhen", unit: "xian", on: "2020-01-01", "name=镇", "kind=TOWN",
                    "parent=xian"),
                try fact(
                    "annualTaskSet", nil, unit: "zhen", on: nil, "measure=domesticCapital",
                    "year=2024", "issuer=县政府", "grade=BASE", "amount.minorUnits=\(fen(6_000))",
                    "amount.currency=CNY"),
            ]
            for project in ["P1", "P2"] {
                facts += [
                    try fact(
                        "projectSigned", project, unit: "zhen", on: "2023-01-10",
                        "agreement=CONTRACT", "name=电池项目", "investor=甲公司", "hostUnit=zhen",
                        "origin=OUT_OF_PROVINCE", "industry=C38", "site=东园",
                        "investorCode=\(Self.firm)", "totalInvestment.minorUnits=\(fen(50_000))",
                        "totalInvestment.currency=CNY"),
                    try fact("projectStored", project, unit: "zhen", on: "2023-01-20"),
                ]
            }
            facts += [
                try fact("projectStarted", "P1", unit: "zhen", on: "2023-03-31"),
                try fact("projectOperational", "P1", unit: "zhen", on: "2024-05-31"),
                try fact(
                    "progressReported", "P1", unit: "zhen", on: "2024-06-01", "basisPoints=9000"),
            ]
            for day in ["2024-06-03", "2024-06-12", "2024-06-30", "2024-06-30", "2024-06-30"] {
                facts.append(
                    try fact(
                        "capitalArrived", "P1", unit: "zhen", on: day,
                        "amount.minorUnits=\(fen(1_200))", "amount.currency=CNY"))
            }
            try installed.logAll(facts)
            _ = try installed.progress("xian", asOf: "2024-06-30")
        }

        private func positions(_ installed: Installed) throws -> (HealthReply, PaddingReply) {
            let health = try run(
                installed, ["health", "--as-of", "2024-06-30", "--output", "json"], "en")
            let padding = try run(
                installed, ["padding", "--as-of", "2024-06-30", "--output", "json"], "en")
            func read<R: Record>(_ text: String, _ type: R.Type) throws -> R {
                try WireCodec.decode(
                    type, from: Array(text.trimmed.utf8), as: .json, strictness: .strict)
            }
            return (try read(health, HealthReply.self), try read(padding, PaddingReply.self))
        }

        @Test func illProjectsAndSignsAreTold() throws {
            try Installed.use { installed in
                try installed.launch("serve")
                try logIll(installed)
                let (health, padding) = try positions(installed)
                #expect(
                    health.findings.map { "\($0.project!.project!.text) \($0.test!.rawValue)" } == [
                        "P1 LOW_CAPITAL", "P1 OUT_OF_STEP", "P2 SIGNED_NOT_STARTED",
                    ])
                #expect(health.findings[0].since?.text == "2023-10-01")
                #expect(
                    Set(padding.findings.compactMap(\.sign?.rawValue)) == [
                        "GAP_TO_TASK", "LAST_DAY_SPIKE", "BACK_DATED", "SIGNED_TWICE",
                    ])
                // Each fact named can be asked for.
                let facts = health.findings.flatMap(\.facts) + padding.findings.flatMap(\.facts)
                for found in facts.prefix(8) {
                    let after = try #require(found.position) - 1
                    let ended = try installed.command(
                        "facts", "--after", "\(after)", "--max", "1", "--output", "json")
                    #expect(ended.output.contains("\"\(found.kind!)\""), "\(ended.output)")
                }
                try expectTables(installed)
            }
        }

        private func expectTables(_ installed: Installed) throws {
            let day = ["--as-of", "2024-06-30"]
            for (words, zh, en) in [
                (
                    ["health"], ["签约超期未开工", "资金与形象进度不符", "电池项目", "低于 15.0%"],
                    ["signed and not started in time", "progress 90.0 %", "below 15.0 %"]
                ),
                (
                    ["health", "--test", "SIGNED_NOT_STARTED"], ["共 1 个项目，1 条"],
                    ["1 findings of 1 projects"]
                ),
                (
                    ["padding"], ["恰等于任务", "6,000万元", "疑似重复签约", "集中于最后一天", "事后补登"],
                    ["exactly the task of 6,000万元", "signed twice", "60.0 %", "back-dated"]
                ),
                (
                    ["padding", "--sign", "SIGNED_TWICE"], ["P1 = P2", "共 1 条"],
                    ["P1 = P2", "1 of 1 signs"]
                ),
                (
                    ["water"], ["6,000万元", "未核实", "未报送"],
                    ["6,000万元", "not verified", "not reported"]
                ),
                (["above-scale"], ["P1", Self.firm, "共 1 个"], ["P1", Self.firm, "1 projects"]),
                (["above-scale", "--promoted"], ["共 0 户"], ["0 in all"]),
            ] as [([String], [String], [String])] {
                for (language, wanted) in [("zh", zh), ("en", en)] {
                    let output = try run(installed, words + day, language)
                    for text in wanted { #expect(output.contains(text), "\(words): \(output)") }
                }
                let csv = try run(installed, words + day + ["--output", "csv"], "en")
                #expect(csv.contains(","), "\(words)")
            }
            let wrong = try installed.command("health", "--test", "WRONG")
            #expect(wrong.status != 0 && wrong.error.contains("SIGNED_NOT_STARTED"))
        }

        @Test func theDemoCountyHasItsTables() throws {
            try Installed.use { installed in
                try installed.launch("serve")
                try installed.command(["import"] + Checkout.countyFiles)
                _ = try installed.progress("shifan", asOf: "2024-06-30")
                let about = ["--unit", "shifan", "--as-of", "2024-06-30"]
                for (language, wanted) in [
                    ("zh", ["示范县", "4.56亿元", "未核实", "（预计）", "25.40亿元"]),
                    ("en", ["4.56亿元", "not verified", "25.40亿元 (estimate)"]),
                ] {
                    let water = try run(installed, ["water"] + about, language)
                    for text in wanted { #expect(water.contains(text), "\(water)") }
                }
                let months = ["entities", "--by", "month", "--unit", "shifan"]
                let span = ["--from", "2023-01-01", "--as-of", "2023-12-31", "--children"]
                for (language, wanted) in [
                    ("zh", ["期初实有", "29,640", "30,018", "其中个转企", "差额", "2023-11-30"]),
                    ("en", ["stock before", "29,640", "30,018", "not explained", "2023-11-30"]),
                ] {
                    let table = try run(installed, months + span, language)
                    for text in wanted { #expect(table.contains(text), "\(table)") }
                }
                for command in ["health", "padding", "above-scale"] {
                    for language in ["zh", "en"] {
                        _ = try run(installed, [command] + about, language)
                    }
                }
            }
        }
    }
}
