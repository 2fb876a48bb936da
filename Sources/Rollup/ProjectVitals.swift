// SPDX-License-Identifier: Apache-2.0
//
// What the health tests look at of a project, as of a day, and the tests themselves.
//
// Law: nothing but these fields and the limits decides; parts of a whole are compared by
// cross-multiplication. A span of months or days ends on its last day, and the test fails from the next
// day on. What was terminated, withdrawn or linked as a duplicate is not tested; a suspended project is, for
// otherwise resting would be the way out of every test.

import Pipeline

/// A project as of a day, as far as its health goes.
struct ProjectVitals: Hashable {
    var isOpen = false
    var negotiatingOn: CivilDay?
    /// Whether anything was agreed, be it a framework.
    var isAgreed = false
    /// The contract.
    var signedOn: CivilDay?
    var storedOn: CivilDay?
    var startedOn: CivilDay?
    /// Unset where it can't be judged: money in another currency, or of a bundle, whose parts have it.
    var capitalFen: Int128?
    var totalFen: Int128?
    var progressBasisPoints: Int64?

    /// How long a test lets a project be.
    struct Span: Hashable {
        var from: CivilDay?
        /// Unset, no time at all.
        var lastDay: CivilDay?

        /// Whether the time is over on a day.
        func isOver(on day: CivilDay) -> Bool { lastDay.map { $0 < day } ?? true }
    }

    /// The time that a test gives the project as it is; nil where it has nothing to find.
    func span(_ test: HealthTest, _ limits: HealthLimits) -> Span? {
        guard isOpen else { return nil }
        switch test {
        case .signedNotStarted:
            return startedOn == nil ? months(limits.startMonths, from: signedOn) : nil
        case .startedWithoutCapital:
            guard let capitalFen, capitalFen <= 0 else { return nil }
            return months(limits.capitalMonths, from: startedOn)
        case .lowCapital:
            guard let capitalFen, let totalFen, totalFen > 0,
                capitalFen * 10_000 < totalFen * Int128(limits.lowCapitalBasisPoints)
            else { return nil }
            return months(limits.lowCapitalMonths, from: startedOn)
        case .outOfStep: return isOutOfStep(limits) ? Span() : nil
        case .negotiatingOverdue:
            return isAgreed ? nil : days(limits.negotiatingDays, from: negotiatingOn)
        case .signedNotStored:
            return storedOn == nil ? days(limits.signedDays, from: signedOn) : nil
        }
    }

    private func isOutOfStep(_ limits: HealthLimits) -> Bool {
        guard let capitalFen, let totalFen, totalFen > 0, let progressBasisPoints else {
            return false
        }
        let apart = Int128(progressBasisPoints) * totalFen - capitalFen * 10_000
        return abs(apart) > totalFen * Int128(limits.stepBasisPoints)
    }

    private func months(_ months: Int, from day: CivilDay?) -> Span? {
        day.map { Span(from: $0, lastDay: $0.after(months: months)) }
    }

    private func days(_ days: Int, from day: CivilDay?) -> Span? {
        day.map { Span(from: $0, lastDay: $0.advanced(by: days)) }
    }
}

extension ProjectVitals {
    /// By the row of lists, which does not tell everything: a test that the project fails is among those
    /// that these fail, and maybe others.
    init(_ record: ProjectRecord) {
        let isUntold = [nil, .lead, .negotiating, .suspended].contains(record.stage)
        isOpen = record.stage.isOpen && record.duplicateOf == nil
        negotiatingOn = record.negotiatingOn
        isAgreed = record.signedOn != nil || !isUntold
        (signedOn, storedOn, startedOn) = (record.signedOn, record.storedOn, record.startedOn)
        capitalFen = record.capitalFen
        totalFen = record.terms.totalInvestment?.fen.map { Int128($0) }
        progressBasisPoints = record.progressBasisPoints
    }

    init(_ fold: ProjectFold) {
        isOpen = fold.stage.isOpen
        negotiatingOn = fold.ladder.negotiating
        isAgreed = fold.isSigned
        (signedOn, storedOn, startedOn) = (fold.contractDay, fold.storedDay, fold.startedDay)
        let arrivals = fold.arrivals + fold.duplicates.flatMap(\.arrivals)
        if fold.kinship.parts.isEmpty, arrivals.allSatisfy(\.isInFen) {
            capitalFen = fold.capitalFen
        }
        totalFen = fold.terms.totalInvestment?.fen.map { Int128($0) }
        progressBasisPoints = fold.ladder.progress
    }
}

extension Stage? {
    fileprivate var isOpen: Bool { self != nil && self != .terminated && self != .withdrawn }
}

extension LoggedFact {
    /// Whether its money, if it has any, is in CNY.
    fileprivate var isInFen: Bool {
        guard case .capitalArrived(let arrived)? = fact.content, let amount = arrived.amount else {
            return true
        }
        return amount.fen != nil
    }
}
