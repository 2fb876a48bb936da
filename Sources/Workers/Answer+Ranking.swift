// SPDX-License-Identifier: Apache-2.0
//
// `query.v1/Ranking` and `query.v1/Trend`: figures as Progress gives them, of peers and of months.
//
// Law: every figure here is that of `query.v1/Progress` for its unit and day, of the knowledge asked,
// and `query.v1/Explain` takes it apart.

import Journal
import Pipeline
import Present
import Rollup
import Wire

extension Answer {
    func ranking(_ body: RankingRequest) throws(JournalError) -> [[UInt8]] {
        let question = body.question ?? ProgressRequest()
        let stand: Standpoint<View>
        switch try standpoint(question, knownAt: known[0]) {
        case .failure(let refused): return refused.frames
        case .success(let found): stand = found
        }
        guard let choice = body.figure, let name = choice.measure else { return measureMissing }
        if let against = body.against, against >= stand.asOf {
            return request.refusal(
                .invalidArgument, "AGAINST_OUT_OF_RANGE",
                "the ranking before is of a day before \(stand.asOf)")
        }
        let rankings = try stand.rankings(of: choice)
        guard rankings.contains(where: { $0.units.contains { $0.entrant.figure != nil } }) else {
            return noFigure(name)
        }
        let style = Style(question, stand.ruleSet)
        let against = body.against ?? stand.asOf.monthBefore
        let before = try against.flatMap { (day) throws(JournalError) in
            try at(day, stand, question).rankings(of: choice)
        }
        var reply = RankingReply()
        (reply.unit, reply.unitName) = (stand.unit.code, stand.state.name)
        (reply.asOf, reply.against) = (stand.asOf, against)
        for ranking in rankings where body.peerGroup == nil || body.peerGroup == ranking.group.name
        {
            var group = RankingGroup()
            (group.peerGroup, group.kind) = (ranking.group.name, ranking.group.kind)
            let ranked = before?.first { $0.group == ranking.group }
            group.rows = ranking.units.map { unit in
                row(of: unit, before: ranked, stand, style)
            }
            reply.groups.append(group)
        }
        reply.freshness = try freshness(of: stand)
        return request.reply(reply, position: place)
    }

    private func row(
        of ranked: RankedUnit, before: Ranking?, _ stand: Standpoint<View>, _ style: Style
    ) -> RankingRow {
        let entrant = ranked.entrant
        var row = RankingRow()
        row.unit = entrant.unit
        row.unitName = stand.name(of: entrant.unit)
        row.rank = ranked.rank.map(Int64.init)
        row.isTied = ranked.isTied ? true : nil
        let earlier = before?.units.first { $0.entrant.unit == entrant.unit }
        row.rankBefore = earlier?.rank.map(Int64.init)
        row.figure = entrant.figure.map { messages([$0], of: stand, style: style)[0] }
        guard let above = ranked.above?.figure, let own = entrant.figure else { return row }
        if case .number(_, let unit) = own.value, let gap = ranked.gap {
            row.gap = ChangeMessage(gap, of: unit, isSigned: false, style: style)
        }
        if messages([above], of: stand, style: style)[0].text == row.figure?.text {
            row.notes.append(RankNote.withinRounding.rawValue)
        }
        if ranked.isWithinUnverified { row.notes.append(RankNote.withinUnverified.rawValue) }
        return row
    }

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
        var reply = TrendReply()
        for stand in [stand] + (question.children == true ? stand.children : []) {
            var row = TrendRow()
            (row.unit, row.unitName) = (stand.unit.code, stand.state.name)
            for day in days {
                let then = try at(day, stand, question)
                var point = TrendPoint()
                point.asOf = day
                point.figure = try then.figure(choice).map {
                    messages([$0], of: then, style: Style(question, then.ruleSet))[0]
                }
                row.points.append(point)
            }
            reply.rows.append(row)
        }
        guard reply.rows.contains(where: { $0.points.contains { $0.figure != nil } }) else {
            return noFigure(name)
        }
        reply.freshness = try freshness(of: stand)
        return request.reply(reply, position: place)
    }

    private static var monthsMax: Int { 36 }
}

extension Standpoint {
    /// The units directly below, those closed apart, each among its peers.
    fileprivate func rankings(of choice: FigureChoice) throws(JournalError) -> [Ranking] {
        let isVerifying = try progress().contains { $0.name == .domesticCapitalVerified }
        var entrants: [Entrant] = []
        for peer in children where !peer.state.isClosed {
            var entrant = Entrant(
                unit: peer.unit.code, group: PeerGroup(of: peer.state),
                figure: try peer.figure(choice))
            // Where nobody verifies, nothing tells one claim from another.
            if isVerifying, let figure = entrant.figure {
                entrant.verified = figure.verified(among: try peer.progress())
            }
            entrants.append(entrant)
        }
        return Ranking.rankings(of: entrants)
    }
}

extension Answer {
    /// The same question as of another day, with the same knowledge and the rule set of that day.
    private func at(
        _ day: CivilDay, _ stand: Standpoint<View>, _ body: ProgressRequest
    ) throws(JournalError) -> Standpoint<View> {
        try standpoint(
            body, of: stand.unit, on: day, in: stand.tree, knownAt: stand.knownAt)
    }
}

extension CivilDay {
    /// The last day of the month before in the same year; nil in January.
    fileprivate var monthBefore: CivilDay? {
        let last = advanced(by: -dayOfMonth)
        return last.year == year ? last : nil
    }

    /// The last days of the months from that of `first` on, and this day as the last.
    fileprivate func monthEnds(since first: CivilDay) -> [CivilDay] {
        guard first <= self else { return [] }
        var days: [CivilDay] = []
        var day = first.lastOfMonth
        while day < self, days.count < 1_000 {
            days.append(day)
            day = day.advanced(by: 1).lastOfMonth
        }
        return days + [self]
    }
}
