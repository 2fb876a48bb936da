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
        let stand: Standpoint<View>
        switch try standpoint(question, knownAt: known[0]) {
        case .failure(let refused): return refused.frames
        case .success(let found): stand = found
        }
        guard let choice = body.figure, let name = choice.measure else { return measureMissing }
        let days = stand.asOf.monthEnds(since: body.from ?? stand.asOf.firstOfYear)
        guard (1...Self.monthsMax).contains(days.count) else {
            return request.refusal(
                .invalidArgument, "MONTHS_OUT_OF_RANGE",
                "a trend is of 1 to \(Self.monthsMax) months, up to \(stand.asOf)")
        }
        let stands = [stand] + (question.children == true ? stand.children : [])
        guard stands.count * days.count <= figuresMax else { return tooManyFigures }
        var sheets: [(day: CivilDay, then: Standpoint<View>, sheet: FigureSheet)] = []
        for stand in stands {
            for day in days {
                let then = try at(day, stand, question)
                sheets.append((day, then, try then.sheet(choice)))
            }
        }
        let settled: FigureChoice
        switch self.settled(choice, among: sheets.map(\.sheet)) {
        case .failure(let refused): return refused.frames
        case .success(let found): settled = found
        }
        guard sheets.contains(where: { $0.sheet.figure(settled) != nil }) else {
            return noFigure(name)
        }
        let points = sheets.map { day, then, sheet in
            var point = TrendPoint()
            point.asOf = day
            point.figure = sheet.figure(settled).map {
                messages([$0], of: then, style: Style(question, then.ruleSet))[0]
            }
            return point
        }
        var reply = TrendReply()
        for (index, stand) in stands.enumerated() {
            var row = TrendRow()
            (row.unit, row.unitName) = (stand.unit.code, stand.state.name)
            row.points = Array(points[(index * days.count)..<((index + 1) * days.count)])
            reply.rows.append(row)
        }
        reply.freshness = try freshness(of: stand)
        return request.reply(reply, position: place)
    }

    private static var monthsMax: Int { 36 }
}

extension CivilDay {
    /// The last days of the months from that of `first` on, and this day as the last; empty where that
    /// month begins after it.
    fileprivate func monthEnds(since first: CivilDay) -> [CivilDay] {
        guard first.advanced(by: 1 - first.dayOfMonth) <= self else { return [] }
        var days: [CivilDay] = []
        var day = first.lastOfMonth
        while day < self, days.count <= 100 {
            days.append(day)
            day = day.advanced(by: 1).lastOfMonth
        }
        return days + [self]
    }
}
