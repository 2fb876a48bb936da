// SPDX-License-Identifier: Apache-2.0
//
// The oracle's total investment: the last word by day of the agreement in force and all revisions.

import Pipeline

extension NaiveProject {
    var revisions: [LoggedFact] { facts.filter { $0.fact.content?.kind == .investmentRevised } }

    /// The agreement whose amount stands: an upgrade before a signing before a lead.
    private var amountAgreed: (day: CivilDay, money: Money)? {
        for kind in [FactKind.agreementUpgraded, .projectSigned, .leadOpened] {
            for logged in facts.reversed() where logged.fact.content?.kind == kind {
                let terms = kind == .leadOpened ? lead?.terms : terms(of: logged)
                if let money = terms?.totalInvestment { return (logged.fact.effectiveOn!, money) }
            }
        }
        return nil
    }

    /// The revision of the latest day, unless the agreement's amount is of a later one.
    private var revision: Money? {
        guard let day = revisions.compactMap(\.fact.effectiveOn).max() else { return nil }
        if let agreed = amountAgreed, agreed.day > day { return nil }
        let last = revisions.last { $0.fact.effectiveOn == day }
        guard case .investmentRevised(let revised)? = last?.fact.content else { return nil }
        return revised.totalInvestment
    }

    var totalInvestment: Money? { revision ?? amountAgreed?.money }

    /// One more fact stands behind an investment that was revised.
    var revisionCount: Int { revision == nil ? 0 : 1 }
}
