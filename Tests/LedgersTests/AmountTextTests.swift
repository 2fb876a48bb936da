// SPDX-License-Identifier: Apache-2.0
//
// Every spelling of money that offices were seen to use, and those that must not become money.

import Pipeline
import Testing

@testable import Ledgers

@Suite struct AmountTextTests {
    @Test(
        arguments: [
            ("2180", 2_180_000_000), ("2,180", 2_180_000_000), ("２１８０", 2_180_000_000),
            ("2180.5", 2_180_500_000), ("0.000001", 1), ("0", 0),
            ("1,234,567.89", 1_234_567_890_000),
            ("50(万)", 50_000_000), ("50（万）", 50_000_000), ("800万元人民币", 800_000_000),
            ("人民币800万元", 800_000_000),
            ("1.2亿", 12_000_000_000), ("1.2亿元", 12_000_000_000),
            ("300元", 30_000), ("¥300元", 30_000), ("￥300元", 30_000), ("2180万元", 2_180_000_000),
            (" 2 180 ", 2_180_000_000),
            ("２，１８０．５０", 2_180_500_000), ("+5", 5_000_000), ("12.3400000000", 12_340_000),
            ("100000000000", 100_000_000_000_000_000),
        ] as [(String, Int64)])
    func exactAmounts(text: String, fen: Int64) {
        #expect(AmountText.parse(text, defaultUnit: .tenThousandYuan) == .amount(Money(fen: fen)))
    }

    @Test(
        arguments: [
            ("#万人民币", Rule.wrongType), ("万美元", .wrongType), ("N/A", .wrongType),
            ("-", .wrongType),
            ("30-35", .wrongType), ("30~35", .wrongType), ("TBC", .wrongType),
            ("约800万元", .wrongType),
            ("12,34", .wrongType), ("1.2.3", .wrongType), ("1e3", .wrongType), (".", .wrongType),
            ("1.2亿3000万", .wrongType), ("(50)", .wrongType), ("800亩", .wrongType),
            ("800人民币", .wrongType), ("-5", .amountNegative), ("0.0000001", .subFenAmount),
            ("1.234元", .subFenAmount), ("99999999999999999999", .amountTooLarge),
            ("100000000001", .amountTooLarge), ("9223372036854775807", .amountTooLarge),
        ] as [(String, Rule)])
    func noAmounts(text: String, rule: Rule) {
        guard
            case .refused(let found, let detail) = AmountText.parse(
                text, defaultUnit: .tenThousandYuan)
        else {
            Issue.record("\(text) was taken")
            return
        }
        #expect(found == rule)
        #expect(detail.contains(text))
    }

    @Test func aBareNumberNeedsAUnit() {
        guard case .refused(.unitOfMeasure, _) = AmountText.parse("2180", defaultUnit: nil) else {
            Issue.record("a number without a unit was taken")
            return
        }
        #expect(AmountText.parse("2180万元", defaultUnit: nil) == .amount(Money(fen: 2_180_000_000)))
    }

    @Test func foreignMoneyKeepsItsCurrency() {
        var dollars = Money()
        dollars.minorUnits = 100_000_000
        dollars.currency = Currency(text: "USD")
        #expect(AmountText.parse("100万美元", defaultUnit: .tenThousandYuan) == .amount(dollars))
        #expect(AmountText.parse("USD100万", defaultUnit: nil) == .amount(dollars))
    }

    @Test func emptyIsNoZero() {
        #expect(AmountText.parse("", defaultUnit: .yuan) == .blank)
        #expect(AmountText.parse(" 　", defaultUnit: .yuan) == .blank)
    }

    @Test func theHeadingNamesTheUnit() throws {
        for (heading, fen) in [
            ("总投资额[亿元]", 200_000_000_00), ("总投资额（亿元）", 200_000_000_00), ("总投资额(万元)", 2_000_000),
            ("总 投 资\n【元】", 200), ("Total investment (10k yuan)", 2_000_000),
        ] as [(String, Int64)] {
            let quoted = "\"\(heading)\""
            let row = try Desk.project(amount: "2", heading: quoted)
            #expect(row.signed?.terms.totalInvestment?.fen == fen, "\(heading)")
        }
        let row = try Desk.project(amount: "2", heading: "总投资额")
        #expect(row.findings.map(\.rule) == [.unitOfMeasure])
        #expect(row.signed?.terms.totalInvestment == nil)
    }

    @Test(arguments: ["TBC", "30-35", "N/A", "-", "#万人民币", "0.0000001"])
    func whatIsNoAmountIsKeptAndFlagged(text: String) throws {
        let row = try Desk.project(amount: text)
        #expect(row.facts.map(\.content?.kind) == [.projectSigned, .projectStored, .detailsSet])
        #expect(row.signed?.terms.totalInvestment == nil)
        #expect(row.details == ["总投资额(万元)": text])
        #expect(row.findings.map(\.path) == ["总投资额(万元)"])
        #expect(row.number == 2)
    }

    @Test func anEmptyAmountIsMissingWithoutAFlag() throws {
        let row = try Desk.project(amount: "")
        #expect(row.findings.isEmpty)
        #expect(row.signed != nil && row.signed?.terms.totalInvestment == nil)
    }
}
