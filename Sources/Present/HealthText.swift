// SPDX-License-Identifier: Apache-2.0
//
// A failed health test in a sentence: the days and amounts it rests on. It says what is so, and nothing
// of why.

import Pipeline
public import Rollup

/// Sentences of findings.
public enum HealthText {
    /// - Parameter record: the project as it is on the day asked.
    public static func text(
        of finding: HealthFinding, record: ProjectRecord, limits: HealthLimits, language: Language
    ) -> String {
        let (from, last) = (finding.from?.text ?? "", finding.lastDay?.text ?? "")
        let words =
            switch finding.test {
            case .signedNotStarted:
                Wording("\(from) 签订合同，最迟应于 \(last) 开工", "signed \(from), to start by \(last)")
            case .signedNotStored:
                Wording("\(from) 签订合同，最迟应于 \(last) 入库", "signed \(from), to be stored by \(last)")
            case .negotiatingOverdue:
                Wording(
                    "\(from) 开始洽谈，最迟应于 \(last) 签约", "negotiating since \(from), to agree by \(last)"
                )
            case .startedWithoutCapital:
                startedWithoutCapital(from, last, record)
            case .lowCapital: lowCapital(from, record, limits)
            case .outOfStep: outOfStep(record)
            }
        return words[language]
    }

    /// What was in place by the day may have been taken back since: the test is of what is in place now.
    private static func startedWithoutCapital(
        _ from: String, _ last: String, _ record: ProjectRecord
    ) -> Wording {
        let capital = money(record.capitalFen)
        return Wording(
            "\(from) 开工，应于 \(last) 前有资金到位，现到位 \(capital)",
            "started \(from), capital due by \(last); in place \(capital)")
    }

    private static func lowCapital(
        _ from: String, _ record: ProjectRecord, _ limits: HealthLimits
    ) -> Wording {
        let (capital, total) = (money(record.capitalFen), money(totalFen(record)))
        let (part, least) = (
            percent(part(of: record)),
            percent(Fraction(Int128(limits.lowCapitalBasisPoints), over: 10_000))
        )
        return Wording(
            "\(from) 开工，到位 \(capital)，占总投资 \(total) 的 \(part)%，低于 \(least)%",
            "started \(from), \(capital) of \(total) in place: \(part) %, below \(least) %")
    }

    private static func outOfStep(_ record: ProjectRecord) -> Wording {
        let progress = percent(Fraction(Int128(record.progressBasisPoints ?? 0), over: 10_000))
        let part = percent(part(of: record))
        let (capital, total) = (money(record.capitalFen), money(totalFen(record)))
        return Wording(
            "形象进度 \(progress)%，到位 \(capital)，占总投资 \(total) 的 \(part)%",
            "progress \(progress) %, \(capital) of \(total) in place: \(part) %")
    }

    private static func totalFen(_ record: ProjectRecord) -> Int128 {
        Int128(record.terms.totalInvestment?.fen ?? 0)
    }

    private static func part(of record: ProjectRecord) -> Fraction {
        Fraction(record.capitalFen, over: max(1, totalFen(record)))
    }

    private static func money(_ fen: Int128) -> String {
        MoneyText.text(fen: fen, rounding: Rounding())
    }

    private static func percent(_ part: Fraction) -> String {
        DecimalText.round(part, timesPowerOfTen: 2, decimals: 1, rule: .halfUp)
    }
}

extension HealthTest: Worded {
    public var wording: Wording {
        switch self {
        case .signedNotStarted: Wording("签约超期未开工", "signed and not started in time")
        case .startedWithoutCapital: Wording("开工后无资金到位", "started and no capital in time")
        case .lowCapital: Wording("开工后资金到位偏低", "started and little capital")
        case .outOfStep: Wording("资金与形象进度不符", "capital out of step with progress")
        case .negotiatingOverdue: Wording("在谈超期", "overdue in negotiation")
        case .signedNotStored: Wording("签约超期未入库", "signed and not stored in time")
        }
    }
}
