// SPDX-License-Identifier: Apache-2.0
//
// `query.v1/Trend`: a figure as Progress gives it, of a unit and those below it, month by month.

import Journal
import Pipeline
import Rollup
import Wire

extension Answer {
    func trend(_ body: TrendRequest) throws(JournalError) -> [[UInt8]] {
        let question = body.question ?? ProgressRequest()
        return try from(question) { (stand) throws(JournalError) in
            try trend(body, question, from: stand.withoutTerms)
        }
    }

    private func trend(
        _ body: TrendRequest, _ question: ProgressRequest, from stand: Standpoint<View>
    ) throws(JournalError) -> [[UInt8]] {
        guard let choice = body.figure, let name = choice.measure else { return measureMissing }
        let days = stand.asOf.monthEnds(since: body.from ?? stand.asOf.firstOfYear)
        guard (1...Self.monthsMax).contains(days.count) else { return monthsOutOfRange(stand) }
        let stands = [stand] + (question.children == true ? stand.children : [])
        guard stands.count * days.count <= figuresMax else { return tooManyFigures }
        var rows: [TrendUnit<View>] = []
        for stand in stands {
            let thens = try days.map { (day) throws(JournalError) in
                try at(day, stand, question)
            }
            let sheets = try thens.map { (then) throws(JournalError) in try then.sheet(choice) }
            rows.append(TrendUnit(stand: stand, thens: thens, sheets: sheets))
        }
        let settled: FigureChoice
        switch self.settled(choice, among: rows.flatMap(\.sheets)) {
        case .failure(let refused): return refused.frames
        case .success(let found): settled = found
        }
        var reply = TrendReply()
        for row in rows {
            // A county's task is the city's, a town's the county's.
            switch settledIssuer(settled, among: row.sheets) {
            case .failure(let refused): return refused.frames
            case .success(let choice): reply.rows.append(message(of: row, choice, question))
            }
        }
        guard reply.rows.contains(where: { $0.points.contains { $0.figure != nil } }) else {
            return noFigure(name)
        }
        reply.freshness = try freshness(of: stand, for: question)
        return request.reply(reply, position: place)
    }

    private func message(
        of unit: TrendUnit<View>, _ choice: FigureChoice, _ question: ProgressRequest
    ) -> TrendRow {
        var row = TrendRow()
        (row.unit, row.unitName) = (unit.stand.unit.code, unit.stand.state.name)
        row.points = zip(unit.thens, unit.sheets).map { then, sheet in
            var point = TrendPoint()
            point.asOf = then.asOf
            point.figure = sheet.figure(choice).map {
                messages([$0], of: then, style: Style(question, then.ruleSet))[0]
            }
            return point
        }
        return row
    }

    static var monthsMax: Int { 36 }

    func monthsOutOfRange(_ stand: Standpoint<View>) -> [[UInt8]] {
        request.refusal(
            .invalidArgument, "MONTHS_OUT_OF_RANGE",
            "1 to \(Self.monthsMax) months, up to \(stand.asOf)")
    }
}

/// A unit on each day of a trend, with the figures among which one is chosen.
private struct TrendUnit<View: LedgerView> {
    var stand: Standpoint<View>
    var thens: [Standpoint<View>]
    var sheets: [FigureSheet]
}
