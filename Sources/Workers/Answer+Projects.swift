// SPDX-License-Identifier: Apache-2.0
//
// `query.v1/Projects` and `query.v1/Project`: the rows of the library and one project's history.
//
// Lists are pages by project key: `next` is the key to go on after, unset on the last page.

import Journal
import Pipeline
import Rollup
import Wire

extension Answer {
    private var pageMax: Int64 { 500 }

    func projects(_ body: ProjectsRequest) throws(JournalError) -> [[UInt8]] {
        let tree = UnitTree(try view.units())
        let max = min(Swift.max(body.max ?? 100, 1), pageMax)
        var filter = ProjectFilter(max: Int(max) + 1)
        if let unit = body.unit {
            guard tree[unit] != nil else {
                return notFound(.unknownUnit, at: "unit", "no unit \(unit.text)")
            }
            filter.units = tree.subtree(of: unit, on: job.today)
        }
        filter.stage = body.stage
        filter.industryPrefix = body.industry
        filter.from = body.from
        filter.to = body.to
        filter.text = body.text
        filter.after = body.afterProject
        let found = try view.projects(filter)
        var reply = ProjectsReply()
        reply.projects = found.prefix(Int(max)).map { ProjectMessage($0, tree: tree) }
        if found.count > Int(max) { reply.next = found[Int(max) - 1].project }
        reply.freshness = freshness
        return request.reply(reply, position: place)
    }

    func project(_ body: ProjectRequest) throws(JournalError) -> [[UInt8]] {
        guard let id = body.project else {
            return request.refusal(.invalidArgument, "PROJECT_MISSING", "name the project")
        }
        guard let record = try view.project(id) else {
            return notFound(.unknownProject, at: "project", "no project \(id.text)")
        }
        let tree = UnitTree(try view.units())
        var reply = ProjectReply()
        reply.project = ProjectMessage(record, tree: tree)
        var before = AdmissionState()
        var history: [LoggedFact] = []
        for row in try view.facts(of: .project(id)) {
            let logged = try row.logged()
            let context = AdmissionContext(
                today: logged.recordedAt.civilDay, principal: logged.principal)
            var line = HistoryMessage()
            line.position = logged.position.number
            line.recordedAt = logged.recordedAt.microseconds
            line.principal = logged.principal.text
            line.fact = logged.fact
            line.warnings = before.warnings(of: logged.fact, in: context, history: history)
                .map { Violation($0) }
            before.apply(logged, history: history)
            history.append(logged)
            reply.history.append(line)
        }
        reply.details = DetailsSet.inForce(of: history)
        reply.owner = OwnerAssigned.inForce(of: history)
        reply.freshness = freshness
        return request.reply(reply, position: place)
    }
}

extension Answer {
    func units() throws(JournalError) -> [[UInt8]] {
        var reply = UnitsReply()
        reply.units = try view.units().map { record in
            var row = UnitMessage()
            row.unit = record.code
            row.name = record.latest.name
            row.parent = record.latest.parent
            row.kind = record.latest.kind
            return row
        }
        reply.freshness = freshness
        return request.reply(reply, position: place)
    }
}

extension ProjectMessage {
    init(_ record: ProjectRecord, tree: UnitTree) {
        self.init()
        project = record.project
        name = record.name
        stage = record.stage
        unit = record.creditedUnit
        unitName = record.creditedUnit.flatMap { tree[$0]?.latest.name }
        investor = record.terms.investor
        investorCode = record.terms.investorCode
        origin = record.terms.origin
        industry = record.terms.industry
        ownership = record.terms.ownership
        totalInvestment = record.terms.totalInvestment
        signedOn = record.signedOn
        storedOn = record.storedOn
        startedOn = record.startedOn
        operationalOn = record.operationalOn
        closedOn = record.closedOn
        capitalFen = record.capitalFen.description
        leadOn = record.leadOn
        negotiatingOn = record.negotiatingOn
        fulfilledOn = record.fulfilledOn
        inStatisticsOn = record.inStatisticsOn
        atCapacityOn = record.atCapacityOn
        suspendedOn = record.suspendedOn
        progressBasisPoints = record.progressBasisPoints
        duplicateOf = record.duplicateOf
    }
}
