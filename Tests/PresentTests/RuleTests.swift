// SPDX-License-Identifier: Apache-2.0
//
// The rules in words are those of docs/MEASURES.md, and every figure has one.

import Foundation
import Present
import Rollup
import Testing

@Suite struct RuleTests {
    /// Name to numerator and denominator, from the rows of the table.
    private static func document() throws -> [String: (numerator: String, denominator: String)] {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../docs/MEASURES.md")
        var rows: [String: (numerator: String, denominator: String)] = [:]
        for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
        where line.hasPrefix("| `") {
            let cells = line.split(separator: "|", omittingEmptySubsequences: false).map {
                $0.trimmingCharacters(in: .whitespaces)
            }
            let names = cells[1].split(separator: "`", omittingEmptySubsequences: false)
            for index in stride(from: 1, to: names.count, by: 2) {
                rows[String(names[index])] = (
                    cells[2].replacing("`", with: ""), cells[3].replacing("`", with: "")
                )
            }
        }
        return rows
    }

    @Test(arguments: FigureName.allCases)
    func theRuleIsTheDocuments(_ name: FigureName) throws {
        let row = try #require(try Self.document()[name.rawValue])
        let rule = FigureRule.of(name)
        #expect(rule.numerator.en == row.numerator)
        #expect(rule.denominator?.en ?? (name == .firstCrossing ? "" : "1") == row.denominator)
        #expect(!rule.numerator.zh.isEmpty && rule.numerator.zh != rule.numerator.en)
    }

    @Test func quantitiesHaveWordsOfTheirOwn() {
        for language in Language.allCases {
            let words = Quantity.allCases.map { $0.words(in: language) }
            #expect(Set(words).count == words.count)
        }
        #expect(Quantity.allCases.allSatisfy { $0.wording.zh != $0.wording.en })
    }

    @Test func exactAmountsKeepAllTheirDecimals() {
        let texts = [0, 1_000_000, 2_180_000_000, -300_500_000, 1, -1].map {
            MoneyText.exactText(fen: $0)
        }
        #expect(texts == ["0万元", "1万元", "2,180万元", "-300.5万元", "0.000001万元", "-0.000001万元"])
    }

    @Test func changesHaveASign() {
        func text(_ fraction: Fraction, _ unit: FigureUnit, _ language: Language = .en) -> String {
            FigureText.change(fraction, of: unit, language: language, rounding: Rounding())
        }
        #expect(text(Fraction(-18, over: 1_000), .percent) == "-1.8 points")
        #expect(text(Fraction(18, over: 1_000), .points, .zh) == "+1.8个百分点")
        #expect(text(Fraction(0), .percent) == "0.0 points")
        #expect(text(Fraction(-300_000_000), .fen, .zh) == "-300万元")
        #expect(text(Fraction(7), .count) == "+7")
    }
}
