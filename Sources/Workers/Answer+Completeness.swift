// SPDX-License-Identifier: Apache-2.0
//
// `query.v1/Completeness`: who has not reported this month.
//
// Law: a unit is to report when it is open on the day, stands below the unit asked or is it, and has no unit
// below it. It has reported when a fact of a project, of capital, of entities or of an indicator with a day
// in the month, up to the day asked, was logged by it, or when it closed the month itself (a report of
// nothing). A correction or a void made later takes no report back: the unit did report.

import Journal
import Pipeline
import Rollup
import Wire

/// The most units of one answer.
private let unitsMax = 10_000

/// How many are named beside a figure.
private let namedMax = 10

extension Answer {
    func completeness(_ body: CompletenessRequest) throws(JournalError) -> [[UInt8]] {
        try from(body.question ?? ProgressRequest()) { (stand) throws(JournalError) in
            guard let units = try stand.unitReports() else {
                return request.refusal(
                    .resourceExhausted, "TOO_MANY_UNITS",
                    "more than \(unitsMax) units are to report: ask about one below")
            }
            var reply = CompletenessReply()
            (reply.unit, reply.unitName) = (stand.unit.code, stand.state.name)
            reply.asOf = stand.asOf
            reply.completeness = Completeness(units, on: stand.asOf)
            reply.freshness = try freshness(of: stand)
            return request.reply(reply, position: place)
        }
    }

    /// The freshness of an answer to a question, with what it asks beside.
    func freshness(
        of stand: Standpoint<View>, for question: ProgressRequest
    ) throws(JournalError) -> Freshness {
        var freshness = try freshness(of: stand)
        guard question.completeness == true, let units = try stand.unitReports() else {
            return freshness
        }
        var completeness = Completeness(units, on: stand.asOf)
        completeness.units = Array(
            units.lazy.filter { $0.hasReported != true }.prefix(namedMax))
        freshness.completeness = completeness
        return freshness
    }
}

extension Completeness {
    fileprivate init(_ units: [UnitReport], on day: CivilDay) {
        self.init()
        (from, to) = (day.firstOfMonth, day)
        (expected, unreported) = (
            Int64(units.count), Int64(units.count { $0.hasReported != true })
        )
        self.units = units
    }
}

extension Standpoint {
    /// The units that are to report, by code; nil where they are more than an answer may look at.
    fileprivate func unitReports() throws(JournalError) -> [UnitReport]? {
        let expected = tree.subtree(of: unit.code, on: asOf).filter { code in
            guard let state = tree[code]?.state(on: asOf), !state.isClosed,
                tree[code]!.definedOn <= asOf
            else { return false }
            return tree.children(of: code, on: asOf).allSatisfy { below in
                tree[below]!.state(on: asOf).isClosed || tree[below]!.definedOn > asOf
            }
        }
        guard expected.count <= unitsMax else { return nil }
        var reports: [UnitReport] = []
        for code in expected {
            var report = UnitReport()
            (report.unit, report.unitName) = (code, name(of: code))
            report.lastReportedOn = try view.lastReport(
                by: code, days: asOf.firstOfYear...asOf, knownAt: knownAt)
            let hasReported = report.lastReportedOn.map { $0 >= asOf.firstOfMonth } ?? false
            let isClosed = try hasClosedMonth(code)
            report.isClosed = isClosed ? true : nil
            report.hasReported = hasReported || isClosed
            reports.append(report)
        }
        return reports
    }

    private func hasClosedMonth(_ code: UnitCode) throws(JournalError) -> Bool {
        let key = PeriodKey(unit: code, from: asOf.firstOfMonth, to: asOf.lastOfMonth)
        let facts = try view.logged(.period(key), knownAt: knownAt)
        switch Chains.inForce(of: facts).last?.fact.content {
        case .periodClosed?: return true
        default: return false
        }
    }
}
