// SPDX-License-Identifier: Apache-2.0
//
// The month's paragraph in Chinese, as an office prints it.
//
// A clause stands only where its figure has a number. Ahead and behind, more and less are told by the
// sign that the front printed; an estimate keeps the （预计） of its text.

import Pipeline
import Rollup

extension MonthlyReview {
    /// Sentences, each with its full stop.
    var chineseParagraph: [Prose] {
        var sentences = [chineseStored, chineseStarted, chineseCapital, chineseIndicators]
        sentences.append(chineseEntities)
        var told = sentences.filter { !$0.isEmpty }.map { $0.joined("；") + "。" }
        if !told.isEmpty { told[0] = "\(period)，\(unitName)\(told[0])" }
        return told
    }

    private var chineseStored: [Prose] {
        guard let stored = told(.newlyStored) else { return [] }
        var clauses: [Prose] = ["新签约入库项目\(stored)个"]
        if let investment = told(.newlyStoredInvestment) { clauses.append("总投资\(investment)") }
        clauses += chineseTask(.newlyStored, counter: "个")
        var parts = [clauses.joined("，")]
        if let started = told(.startedOfCohort) {
            var ofThem: Prose = "其中已开工\(started)个"
            if let rate = told(.startRate) { ofThem = "\(ofThem)，开工率\(rate)" }
            parts.append(ofThem)
        }
        if let withdrawn = told(.newlyStoredSinceWithdrawn) {
            parts.append("已退库或终止\(withdrawn)个（不核减）")
        }
        return parts
    }

    private var chineseStarted: [Prose] {
        guard let started = told(.started) else { return [] }
        var clauses: [Prose] = ["期内开工项目\(started)个"]
        if let investment = told(.startedInvestment) { clauses.append("总投资\(investment)") }
        return [(clauses + chineseTask(.started, counter: "个")).joined("，")]
    }

    private var chineseCapital: [Prose] {
        guard let capital = told(.domesticCapital) else { return [] }
        var clauses: [Prose] = ["实际使用内资\(capital)"]
        clauses += chineseTask(.domesticCapital, counter: "")
        var parts = [clauses.joined("，")]
        if let fresh = told(.domesticCapitalNew), let carried = told(.domesticCapitalCarryOver) {
            parts.append("其中新建项目\(fresh)、续建项目\(carried)")
        }
        return parts
    }

    /// How far the base task of a measure is.
    private func chineseTask(_ measure: Measure, counter: String) -> [Prose] {
        guard let task = told(.task, of: measure, grade: .base),
            let rate = follows(task, .completionRate), !rate.isMissing
        else { return [] }
        var clauses: [Prose] = ["完成年度任务\(task)\(counter)的\(rate)"]
        if let ahead = follows(task, .aheadBehind), !ahead.isMissing {
            clauses.append(chineseAhead(ahead))
        }
        return clauses
    }

    /// `超序时26.0个百分点` → 超序时进度 and the number.
    private func chineseAhead(_ ahead: AnsweredFigure) -> Prose {
        for side in ["超序时", "欠序时"] where ahead.text.hasPrefix(side) {
            let part = QuotedNumber(ahead, part: ahead.text.dropFirst(side.count))
            return "\(side)进度\(part)"
        }
        return "\(ahead)"
    }

    private var chineseIndicators: [Prose] {
        figures.filter { $0.name == .indicator && !$0.isMissing }.map { indicator in
            var clause: Prose = "\(indicator.label)\(indicator)"
            if indicator.notes.contains(.earlierPeriod), let to = indicator.to {
                let month = "\(to.year)年\(to.month)月"
                clause = "\(clause)（截至\(month)）"
            }
            guard let growth = told(.yearOnYear, of: indicator.measure) else { return clause }
            return "\(clause)，同比\(chineseGrowth(growth))"
        }
    }

    /// `+192.5%（快报）` → 增长192.5%（快报）.
    private func chineseGrowth(_ growth: AnsweredFigure) -> Prose {
        let part = QuotedNumber(growth, part: growth.text.drop { $0 == "+" || $0 == "-" })
        if growth.text.hasPrefix("+") { return "增长\(part)" }
        return growth.text.hasPrefix("-") ? "下降\(part)" : "持平（\(part)）"
    }

    /// `-9` → 净减9户; of none, 与年初持平.
    private func chineseIncrease(_ increase: AnsweredFigure) -> Prose {
        if increase.number?.numerator == 0 { return "与年初持平" }
        let part = QuotedNumber(increase, part: increase.text.drop { $0 == "-" })
        return increase.text.hasPrefix("-") ? "比年初净减\(part)户" : "比年初净增\(part)户"
    }

    private var chineseEntities: [Prose] {
        guard let stock = told(.entityStock) else { return [] }
        var clauses: [Prose] = ["经营主体实有\(stock)户"]
        if let increase = told(.netIncrease) { clauses.append(chineseIncrease(increase)) }
        if let crossing = figures.first(where: { $0.name == .firstCrossing && $0.isCrossing }),
            let day = QuotedNumber(dayOf: crossing, in: .zh)
        {
            clauses.append("\(day)\(crossing.label)")
        }
        return [clauses.joined("，")]
    }
}
