// SPDX-License-Identifier: Apache-2.0
//
// The oracle's lesser rungs: what a lead said, whether a project rests, and the days beside the ladder.

import Pipeline
import Rollup

extension NaiveProject {
    var leads: [LoggedFact] { facts.filter { $0.fact.content?.kind == .leadOpened } }

    var lead: LeadOpened? {
        if case .leadOpened(let lead)? = leads.last?.fact.content { lead } else { nil }
    }

    /// Since when it rests: the day of a suspension after which nothing resumed or ended it.
    var suspendedDay: CivilDay? {
        let words: [FactKind] = [
            .projectSuspended, .projectResumed, .projectTerminated, .projectWithdrawn,
        ]
        let last = facts.last { $0.fact.content.map { words.contains($0.kind) } ?? false }
        return last?.fact.content?.kind == .projectSuspended ? last?.fact.effectiveOn : nil
    }

    var progress: Int64? {
        let reports = facts.compactMap { logged -> Int64? in
            if case .progressReported(let report)? = logged.fact.content {
                report.basisPoints
            } else {
                nil
            }
        }
        return reports.last
    }

    /// Whether a row of the ledger database says the same of these rungs.
    func isLadder(_ row: ProjectRecord) -> Bool {
        row.leadOn == days(of: .leadOpened).first
            && row.negotiatingOn == days(of: .negotiationOpened).first
            && row.fulfilledOn == days(of: .contractFulfilled).first
            && row.inStatisticsOn == days(of: .statisticsEntered).first
            && row.atCapacityOn == days(of: .projectAtCapacity).first
            && row.suspendedOn == suspendedDay && row.progressBasisPoints == progress
    }
}
