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
        let list = try ProjectList(
            view: view, tree: try units(knownAt: known[0]), asOf: body.asOf, knownAt: known[0])
        var filter = ProjectFilter(max: Int(min(Swift.max(body.max ?? 100, 1), pageMax)))
        if let unit = body.unit {
            guard let units = list.units(below: unit) else {
                return notFound(.unknownUnit, at: "unit", "no unit \(unit.text)")
            }
            filter.units = units
        }
        filter.stage = body.stage
        filter.industryPrefix = body.industry
        filter.from = body.from
        filter.to = body.to
        filter.text = body.text
        filter.after = body.afterProject
        let page = try list.page(filter)
        var reply = ProjectsReply()
        reply.projects = page.rows.map { list.message($0) }
        reply.next = page.next
        reply.knownAt = knownAt
        reply.freshness = freshness
        return request.reply(reply, position: place)
    }

    func project(_ body: ProjectRequest) throws(JournalError) -> [[UInt8]] {
        guard let id = body.project else {
            return request.refusal(.invalidArgument, "PROJECT_MISSING", "name the project")
        }
        let tree = try units(knownAt: known[0])
        guard let record = try record(of: id, asOf: body.asOf, in: tree) else {
            return notFound(.unknownProject, at: "project", "no project \(id.text)")
        }
        var reply = ProjectReply()
        reply.project = ProjectMessage(record, tree: tree, on: body.asOf)
        var before = AdmissionState()
        var history: [LoggedFact] = []
        for logged in try view.logged(.project(id), knownAt: known[0]) {
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
        reply.details = DetailsSet.inForce(of: history, by: body.asOf)
        reply.owner = OwnerAssigned.inForce(of: history, by: body.asOf)
        reply.knownAt = knownAt
        reply.freshness = freshness
        return request.reply(reply, position: place)
    }
}

extension Answer {
    /// As of a day, those that were defined by then.
    func units(_ body: UnitsRequest) throws(JournalError) -> [[UInt8]] {
        let day = body.asOf ?? CivilDay(ordinal: .max)
        let tree = try units(knownAt: known[0])
        let records = tree.units.values.filter { $0.definedOn <= day }
        var reply = UnitsReply()
        reply.units = records.sorted { $0.code < $1.code }.map { record in
            let state = record.state(on: day)
            var row = UnitMessage()
            row.unit = record.code
            row.name = state.name
            row.parent = state.parent
            row.kind = state.kind
            row.peerGroup = state.peerGroup
            row.division = state.division
            row.isClosed = state.isClosed ? true : nil
            row.since = state.from
            return row
        }
        reply.knownAt = knownAt
        reply.freshness = freshness
        return request.reply(reply, position: place)
    }
}

extension ProjectMessage {
    /// - Parameter day: on which the unit's name is told; unset, the last that is known.
    init(_ record: ProjectRecord, tree: UnitTree, on day: CivilDay?) {
        self.init()
        let credited = record.creditedUnit.flatMap { tree[$0] }
        unitName = credited?.state(on: day ?? CivilDay(ordinal: .max)).name
        project = record.project
        name = record.name
        stage = record.stage
        unit = record.creditedUnit
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
