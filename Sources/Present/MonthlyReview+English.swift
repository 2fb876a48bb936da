// SPDX-License-Identifier: Apache-2.0
//
// The month's paragraph in English: the same facts, in sentences of its own.

import Pipeline
import Rollup

extension MonthlyReview {
    /// Sentences, each with its full stop.
    var englishParagraph: [Prose] {
        var sentences = [englishStored, englishStarted, englishCapital]
        sentences += englishIndicators + [englishEntities]
        return sentences.compactMap { $0 }.map { $0 + "." }
    }

    private var englishStored: Prose? {
        guard let stored = told(.newlyStored) else { return nil }
        let projects =
            stored.number.map { $0.equals(Fraction(1)) } ?? false ? "project" : "projects"
        var clauses: [Prose] = [
            "\(englishSpan) \(unitName) had \(stored) \(projects) newly signed and stored"
        ]
        if let investment = told(.newlyStoredInvestment) {
            clauses.append("with a total investment of \(investment)")
        }
        clauses += englishTask(.newlyStored)
        var whole = clauses.joined(", ")
        if let started = told(.startedOfCohort) {
            let isOne = started.number.map { $0.equals(Fraction(1)) } ?? false
            whole = "\(whole); of them \(started) \(isOne ? "has" : "have") started"
            if let rate = told(.startRate) { whole = "\(whole), a start rate of \(rate)" }
        }
        if let withdrawn = told(.newlyStoredSinceWithdrawn) {
            whole = "\(whole); \(withdrawn) have since been withdrawn or terminated and still count"
        }
        return whole
    }

    /// `In January–June 2024`; in the midst of a month to the day.
    private var englishSpan: String {
        if asOf == asOf.lastOfMonth { return "In \(period) \(asOf.year)" }
        if asOf == asOf.firstOfYear { return "On \(period) \(asOf.year)" }
        return "From 1 January to \(period.dropFirst("1 January–".count)) \(asOf.year)"
    }

    private var englishStarted: Prose? {
        guard let started = told(.started) else { return nil }
        var clauses: [Prose] = ["Projects started in the period number \(started)"]
        if let investment = told(.startedInvestment) {
            clauses.append("with a total investment of \(investment)")
        }
        return (clauses + englishTask(.started)).joined(", ")
    }

    private var englishCapital: Prose? {
        guard let capital = told(.domesticCapital) else { return nil }
        let clauses: [Prose] =
            ["Domestic capital utilized came to \(capital)"] + englishTask(.domesticCapital)
        let whole = clauses.joined(", ")
        guard let fresh = told(.domesticCapitalNew), let carried = told(.domesticCapitalCarryOver)
        else { return whole }
        return "\(whole); new projects brought \(fresh) of it, carry-over projects \(carried)"
    }

    private func englishTask(_ measure: Measure) -> [Prose] {
        guard let task = told(.task, of: measure, grade: .base),
            let rate = follows(task, .completionRate), !rate.isMissing
        else { return [] }
        var clauses: [Prose] = ["\(rate) of the annual task of \(task)"]
        if let ahead = follows(task, .aheadBehind), !ahead.isMissing {
            let isPlain = ahead.text.hasSuffix(" ahead") || ahead.text.hasSuffix(" behind")
            clauses.append(isPlain ? "\(ahead) of schedule" : "\(ahead)")
            if ahead.text.hasSuffix(" behind") { clauses[1] = "\(ahead) schedule" }
        }
        return clauses
    }

    private var englishIndicators: [Prose] {
        figures.filter { $0.name == .indicator && !$0.isMissing }.map { indicator in
            var whole: Prose = "\(indicator.label) came to \(indicator)"
            if indicator.notes.contains(.earlierPeriod), let to = indicator.to {
                whole = "\(whole) by \(to.text)"
            }
            guard let growth = told(.yearOnYear, of: indicator.measure) else { return whole }
            return "\(whole), \(growth) year on year"
        }
    }

    private func englishIncrease(_ increase: AnsweredFigure) -> Prose {
        if increase.number?.numerator == 0 { return "unchanged since the year began" }
        let part = QuotedNumber(increase, part: increase.text.drop { $0 == "-" })
        return increase.text.hasPrefix("-")
            ? "a net decrease of \(part) since the year began"
            : "a net increase of \(part) since the year began"
    }

    private var englishEntities: Prose? {
        guard let stock = told(.entityStock) else { return nil }
        var whole: Prose = "Business entities number \(stock)"
        if let increase = told(.netIncrease) {
            whole = "\(whole), \(englishIncrease(increase))"
        }
        guard let crossing = figures.first(where: { $0.name == .firstCrossing && $0.isCrossing }),
            let day = QuotedNumber(dayOf: crossing, in: .en)
        else { return whole }
        let label = crossing.label.prefix(1).lowercased() + crossing.label.dropFirst()
        return "\(whole); \(label): \(day)"
    }
}
