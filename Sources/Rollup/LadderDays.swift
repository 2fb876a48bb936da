// SPDX-License-Identifier: Apache-2.0
//
// Days of the rungs that few figures read: before the signing, beside the ladder, at its top; and
// whether the project rests. Total: any subset of a project's facts has a value.

import Pipeline

/// The days of a project's lesser rungs, as of some day.
struct LadderDays {
    private(set) var lead: CivilDay?
    private(set) var negotiating: CivilDay?
    private(set) var fulfilled: CivilDay?
    private(set) var inStatistics: CivilDay?
    private(set) var atCapacity: CivilDay?
    /// While it rests: since when.
    private(set) var suspended: CivilDay?
    /// Construction progress last reported, in basis points.
    private(set) var progress: Int64?

    /// Takes the facts of one project in the order of their positions.
    mutating func take(_ logged: LoggedFact) {
        let day = logged.fact.effectiveOn
        switch logged.fact.content {
        case .leadOpened: lead = lead ?? day
        case .negotiationOpened: negotiating = negotiating ?? day
        case .contractFulfilled: fulfilled = fulfilled ?? day
        case .statisticsEntered: inStatistics = inStatistics ?? day
        case .projectAtCapacity: atCapacity = atCapacity ?? day
        case .progressReported(let report): progress = report.basisPoints
        case .projectSuspended: suspended = day
        case .projectResumed, .projectTerminated, .projectWithdrawn: suspended = nil
        default: break
        }
    }
}
