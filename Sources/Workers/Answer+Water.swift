// SPDX-License-Identifier: Apache-2.0
//
// `query.v1/Water`: figures of Progress side by side, of a unit and those directly below it. Nothing is
// subtracted that the statistics bureau counts by another definition.

import Journal
import Pipeline
import Rollup
import Wire

extension Answer {
    func water(_ body: WaterRequest) throws(JournalError) -> [[UInt8]] {
        let question = body.question ?? ProgressRequest()
        return try from(question) { (stand) throws(JournalError) in
            try water(body, question, from: stand)
        }
    }

    private func water(
        _ body: WaterRequest, _ question: ProgressRequest, from stand: Standpoint<View>
    ) throws(JournalError) -> [[UInt8]] {
        let stands = [stand] + stand.children
        guard stands.count <= figuresMax else { return tooManyFigures }
        guard let libraries = try Libraries(of: stand) else { return tooManyProjects() }
        let measure = body.indicator ?? .projectInvestment
        var reply = WaterReply()
        reply.asOf = stand.asOf
        for stand in stands {
            let figures = try stand.progress()
            let style = Style(question, stand.ruleSet)
            func message(_ name: FigureName, of measure: Measure? = nil) -> FigureMessage? {
                let figure = figures.first { $0.name == name && $0.measure == measure }
                return figure.map { messages([$0], of: stand, style: style)[0] }
            }
            var row = WaterRow()
            (row.unit, row.unitName) = (stand.unit.code, stand.state.name)
            (row.claimed, row.verified) = (
                message(.domesticCapital), message(.domesticCapitalVerified)
            )
            (row.water, row.statistical) = (message(.water), message(.indicator, of: measure))
            let count = libraries.count(below: stand)
            (row.storedProjects, row.inStatistics) = (Int64(count.stored), Int64(count.entered))
            reply.rows.append(row)
        }
        reply.freshness = try freshness(of: stand)
        return request.reply(reply, position: place)
    }

    func tooManyProjects(_ max: Int = DuplicateSearch.projectsMax) -> [[UInt8]] {
        request.refusal(
            .resourceExhausted, "TOO_MANY_PROJECTS", "more than \(max) projects: name a unit")
    }
}

/// Of each unit credited, the projects newly stored in the year, and those in the other library.
private struct Libraries {
    struct Count {
        var stored = 0
        var entered = 0
    }

    private var counts: [UnitCode: Count] = [:]

    /// Nil where the unit has too many projects.
    init?<View: LedgerView>(of stand: Standpoint<View>) throws(JournalError) {
        let list = try ProjectList(
            view: stand.view, tree: stand.tree, asOf: stand.asOf, knownAt: stand.knownAt)
        var filter = ProjectFilter(max: 1_000)
        filter.units = list.units(below: stand.unit.code)
        var lookedAt = 0
        repeat {
            let page = try list.page(filter)
            for record in page.rows { add(record, stand.question.period) }
            lookedAt += page.rows.count
            if lookedAt > DuplicateSearch.projectsMax { return nil }
            filter.after = page.next
        } while filter.after != nil
    }

    private mutating func add(_ record: ProjectRecord, _ period: ClosedRange<CivilDay>) {
        guard record.duplicateOf == nil, let unit = record.creditedUnit,
            let signedOn = record.signedOn, let storedOn = record.storedOn,
            period.contains(max(signedOn, storedOn))
        else { return }
        counts[unit, default: Count()].stored += 1
        if record.inStatisticsOn != nil { counts[unit]!.entered += 1 }
    }

    func count<View: LedgerView>(below stand: Standpoint<View>) -> Count {
        stand.tree.subtree(of: stand.unit.code, on: stand.asOf)
            .compactMap { counts[$0] }
            .reduce(into: Count()) {
                $0.stored += $1.stored
                $0.entered += $1.entered
            }
    }
}
