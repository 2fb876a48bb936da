// SPDX-License-Identifier: Apache-2.0
//
// A sign of padding in a sentence: its numbers, and nothing of anybody's intent.

import Pipeline
public import Rollup

/// Sentences of signs.
public enum PaddingText {
    public static func text(
        of finding: PaddingFinding, limits: PaddingLimits, language: Language
    ) -> String {
        let (from, to) = (finding.from?.text ?? "", finding.to?.text ?? "")
        let (count, all) = (finding.count ?? 0, finding.of ?? 0)
        let (amount, whole) = (money(finding.amountFen), money(finding.ofFen))
        let words =
            switch finding.sign {
            case .gapToTask: gap(finding, to, amount, whole, language)
            case .roundNumbers:
                Wording(
                    "\(from) 至 \(to) \(all) 笔到位资金中 \(count) 笔为 \(money(Int128(limits.roundFen))) 的整数倍",
                    "\(count) of \(all) arrivals are whole multiples of \(money(Int128(limits.roundFen)))"
                )
            case .lastDaySpike:
                Wording(
                    "\(to) 一天到位 \(amount)，占 \(from) 至该日 \(whole) 的 \(part(finding))%（有资金到位的共 \(finding.days ?? 0) 天）",
                    "\(amount) of \(whole) since \(from) came on \(to): \(part(finding)) %, of \(finding.days ?? 0) days with arrivals"
                )
            case .backDated:
                Wording(
                    "\(all) 条记录中 \(count) 条在所属月份结束后补登，最长晚 \(finding.days ?? 0) 天",
                    "\(count) of \(all) facts came after their month had ended, up to \(finding.days ?? 0) days late"
                )
            case .signedTwice:
                Wording(
                    "投资方、投资额 \(amount)、建设地点均相同", "same investor, same amount \(amount), same site")
            }
        return words[language]
    }

    private static func gap(
        _ finding: PaddingFinding, _ day: String, _ amount: String, _ task: String,
        _ language: Language
    ) -> Wording {
        let measure = finding.measure.map { FigureLabel.label(of: $0, language: language) } ?? ""
        let last = finding.from?.text ?? ""
        return finding.amountFen == finding.ofFen
            ? Wording(
                "截至 \(day) \(measure)恰等于任务 \(task)，末笔在 \(last)",
                "by \(day) \(measure) is exactly the task of \(task); the last came on \(last)")
            : Wording(
                "截至 \(day) \(measure) \(amount)，以万元计恰等于任务 \(task)，末笔在 \(last)",
                "by \(day) \(measure), \(amount), prints as the task of \(task); the last came on \(last)"
            )
    }

    private static func part(_ finding: PaddingFinding) -> String {
        let part = Fraction(finding.amountFen ?? 0, over: max(1, finding.ofFen ?? 1))
        return DecimalText.round(part, timesPowerOfTen: 2, decimals: 1, rule: .halfUp)
    }

    private static func money(_ fen: Int128?) -> String {
        MoneyText.text(fen: fen ?? 0, rounding: Rounding())
    }
}

extension PaddingSign: Worded {
    public var wording: Wording {
        switch self {
        case .gapToTask: Wording("恰等于任务", "exactly the task")
        case .roundNumbers: Wording("整数偏多", "many round numbers")
        case .lastDaySpike: Wording("集中于最后一天", "spike on the last day")
        case .backDated: Wording("事后补登", "back-dated")
        case .signedTwice: Wording("疑似重复签约", "signed twice")
        }
    }
}
