// SPDX-License-Identifier: Apache-2.0
//
// `query.v1/EntityMonths`: the figures of Entities of each month, of a unit and those below it, by category.
//
// Law: each month is the answer of `query.v1/Entities` as of its last day and from its first, all of one
// knowledge; nothing is made by subtraction here.

import Journal
import Pipeline
import Rollup
import Wire

extension Answer {
    func entityMonths(_ body: EntityMonthsRequest) throws(JournalError) -> [[UInt8]] {
        let question = body.question ?? ProgressRequest()
        return try from(question) { (stand) throws(JournalError) in
            try entityMonths(body, question, from: stand)
        }
    }

    private func entityMonths(
        _ body: EntityMonthsRequest, _ question: ProgressRequest, from stand: Standpoint<View>
    ) throws(JournalError) -> [[UInt8]] {
        let days = stand.asOf.monthEnds(since: body.from ?? stand.asOf.firstOfYear)
        guard (1...Self.monthsMax).contains(days.count) else { return monthsOutOfRange(stand) }
        let stands = [stand] + (question.children == true ? stand.children : [])
        let categories: [EntityCategory] = body.category.map { [$0] } ?? EntityCategory.allInOrder
        guard stands.count * categories.count * days.count <= figuresMax else {
            return tooManyFigures
        }
        var reply = EntityMonthsReply()
        reply.asOf = stand.asOf
        for stand in stands {
            for category in categories {
                reply.rows.append(try row(stand, category, days, question))
            }
        }
        reply.freshness = try freshness(of: stand)
        return request.reply(reply, position: place)
    }

    private func row(
        _ stand: Standpoint<View>, _ category: EntityCategory, _ days: [CivilDay],
        _ question: ProgressRequest
    ) throws(JournalError) -> EntityMonthsRow {
        let asked = category == .total ? nil : category
        var row = EntityMonthsRow()
        (row.unit, row.unitName, row.category) = (stand.unit.code, stand.state.name, category)
        let eve = days[0].firstOfMonth.advanced(by: -1)
        // Before the calendar's first day there is none.
        if CivilDay(year: eve.year, month: eve.month, day: eve.dayOfMonth) != nil {
            let before = try at(eve, stand, question)
            row.before = try figures(of: before, asked, from: eve, question).first
        }
        for day in days {
            let then = try at(day, stand, question)
            var month = EntityMonth()
            (month.from, month.to) = (day.firstOfMonth, day)
            month.figures = try figures(of: then, asked, from: day.firstOfMonth, question)
            let crossing = month.figures.first { $0.measure == FigureName.firstCrossing.rawValue }
            row.crossing = day == stand.asOf ? crossing : nil
            month.figures.removeAll { $0.measure == FigureName.firstCrossing.rawValue }
            row.months.append(month)
        }
        return row
    }

    private func figures(
        of stand: Standpoint<View>, _ category: EntityCategory?, from first: CivilDay,
        _ question: ProgressRequest
    ) throws(JournalError) -> [FigureMessage] {
        let figures = try stand.entities(category, from: first)
        return messages(figures, of: stand, style: Style(question, stand.ruleSet))
    }
}

extension EntityCategory {
    /// All together, then the parts.
    fileprivate static let allInOrder: [EntityCategory] = [
        .total, .enterprise, .individualBusiness, .farmersCooperative,
    ]
}
