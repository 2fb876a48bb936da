// SPDX-License-Identifier: Apache-2.0
//
// `query.v1/Ranking`: a figure as Progress gives it, of peers in order; what it shares with
// `query.v1/Trend`.
//
// Law: every figure here is that of `query.v1/Progress` for its unit and day, of the knowledge asked,
// and `query.v1/Explain` takes it apart. All of one answer are the same figure: of one measure, grade and
// issuer; what the question leaves open is filled in where there is one way to do so.

import Journal
import Pipeline
import Present
import Rollup
import Wire

/// The most figures of one answer.
let figuresMax = 1_000

/// The most peers of one ranking: a nation's counties, and more.
private let peersMax = 4_000

extension Answer {
    func ranking(_ body: RankingRequest) throws(JournalError) -> [[UInt8]] {
        let question = body.question ?? ProgressRequest()
        return try from(question) { (stand) throws(JournalError) in
            try ranking(body, question, from: stand.withoutTerms)
        }
    }

    private func ranking(
        _ body: RankingRequest, _ question: ProgressRequest, from stand: Standpoint<View>
    ) throws(JournalError) -> [[UInt8]] {
        guard let choice = body.figure, let name = choice.measure else { return measureMissing }
        guard FigureName(rawValue: name)?.isRanked ?? true else {
            return request.refusal(
                .invalidArgument, "FIGURE_NOT_RANKED", "nobody is ahead or behind by \(name)")
        }
        if let against = body.against, against >= stand.asOf {
            return request.refusal(
                .invalidArgument, "AGAINST_OUT_OF_RANGE",
                "the ranking before is of a day before \(stand.asOf)")
        }
        let peers = stand.peers(in: body.peerGroup)
        if let group = body.peerGroup, peers.isEmpty {
            return notFound(.unknownUnit, at: "peerGroup", "no peers \(group) below the unit")
        }
        guard peers.count <= peersMax else { return tooManyFigures }
        let sheets = try peers.map { (peer) throws(JournalError) in try peer.sheet(choice) }
        let settled: FigureChoice
        switch self.settled(choice, among: sheets).flatMap({ settledIssuer($0, among: sheets) }) {
        case .failure(let refused): return refused.frames
        case .success(let found): settled = found
        }
        guard sheets.contains(where: { $0.figure(settled) != nil }) else { return noFigure(name) }
        let entrants = try stand.entrants(peers, sheets, settled)
        let against = body.against ?? stand.asOf.monthBefore
        let before = try against.map { (day) throws(JournalError) in
            try ranks(of: peers, by: settled, on: day, question)
        }
        let lamps = try lamps(of: entrants, peers, sheets)
        let style = Style(question, stand.ruleSet)
        var reply = RankingReply()
        (reply.unit, reply.unitName) = (stand.unit.code, stand.state.name)
        (reply.asOf, reply.against) = (stand.asOf, against)
        reply.groups = Ranking.rankings(of: entrants).map { ranking in
            var group = RankingGroup()
            (group.peerGroup, group.kind) = (ranking.group.name, ranking.group.kind)
            group.rows = ranking.units.map { ranked in
                var row = row(of: ranked, before: before ?? [:], stand, style)
                row.lamp = lamps[ranked.entrant.unit]
                return row
            }
            return group
        }
        reply.freshness = try freshness(of: stand, for: question)
        return request.reply(reply, position: place)
    }

    private func lamps(
        of entrants: [Entrant], _ peers: [Standpoint<View>], _ sheets: [FigureSheet]
    ) throws(JournalError) -> [UnitCode: LampMessage] {
        var lamps: [UnitCode: LampMessage] = [:]
        for (index, entrant) in entrants.enumerated() {
            guard let figure = entrant.figure else { continue }
            lamps[entrant.unit] = try lamp(
                of: figure, among: sheets[index].figures, of: peers[index])
        }
        return lamps
    }

    /// How the same peers stood on another day, each in the group of today.
    private func ranks(
        of peers: [Standpoint<View>], by choice: FigureChoice, on day: CivilDay,
        _ question: ProgressRequest
    ) throws(JournalError) -> [UnitCode: Int] {
        var entrants: [Entrant] = []
        for peer in peers where peer.unit.definedOn <= day {
            let then = try at(day, peer, question)
            entrants.append(
                Entrant(
                    unit: peer.unit.code, group: PeerGroup(of: peer.state),
                    figure: try then.sheet(choice).figure(choice)))
        }
        var ranks: [UnitCode: Int] = [:]
        for unit in Ranking.rankings(of: entrants).flatMap(\.units) {
            ranks[unit.entrant.unit] = unit.rank
        }
        return ranks
    }

    private func row(
        of ranked: RankedUnit, before: [UnitCode: Int], _ stand: Standpoint<View>, _ style: Style
    ) -> RankingRow {
        let entrant = ranked.entrant
        var row = RankingRow()
        row.unit = entrant.unit
        row.unitName = stand.name(of: entrant.unit)
        row.rank = ranked.rank.map(Int64.init)
        row.isTied = ranked.isTied ? true : nil
        row.rankBefore = before[entrant.unit].map(Int64.init)
        row.figure = entrant.figure.map { messages([$0], of: stand, style: style)[0] }
        if ranked.isOfOtherDays { row.notes.append(RankNote.otherDays.rawValue) }
        guard let gap = ranked.gap, let above = ranked.above,
            case .number(let better, let unit)? = above.figure?.value
        else { return row }
        row.gap = ChangeMessage(gap, of: unit, isSigned: false, style: style)
        if gap.isBelow(FigureText.step(of: better, unit, rounding: style.rounding)) {
            row.notes.append(RankNote.withinRounding.rawValue)
        }
        if ranked.isWithinUnverified { row.notes.append(RankNote.withinUnverified.rawValue) }
        return row
    }

    var tooManyFigures: [[UInt8]] {
        request.refusal(
            .resourceExhausted, "TOO_MANY_FIGURES", "too many figures for one answer: ask for fewer"
        )
    }

    /// The same question as of another day, with the same knowledge and the rule set of that day.
    func at(
        _ day: CivilDay, _ stand: Standpoint<View>, _ body: ProgressRequest
    ) throws(JournalError) -> Standpoint<View> {
        var then = try standpoint(
            body, of: stand.unit, on: day, in: stand.tree, knownAt: stand.knownAt)
        then.namesTerms = stand.namesTerms
        return then
    }

    /// The choice with the measure and the grade that it leaves open: the only measure, base before
    /// stretch; refused where there are several measures.
    func settled(
        _ choice: FigureChoice, among sheets: [FigureSheet]
    ) -> Result<FigureChoice, Refused> {
        var choice = choice
        func fitting() -> [Figure] { sheets.flatMap { $0.all(choice) } }
        let measures = Set(fitting().compactMap(\.measure)).sorted()
        if measures.count > 1 {
            return .failure(several("MEASURE_AMBIGUOUS", "of", measures.map(\.text)))
        }
        choice.of = measures.first ?? choice.of
        if choice.grade == nil, fitting().contains(where: { $0.grade == .base }) {
            choice.grade = .base
        }
        return .success(choice)
    }

    /// The choice with the only issuer; refused where there are several.
    func settledIssuer(
        _ choice: FigureChoice, among sheets: [FigureSheet]
    ) -> Result<FigureChoice, Refused> {
        var choice = choice
        let issuers = Set(sheets.flatMap { $0.all(choice) }.compactMap(\.issuer)).sorted()
        if issuers.count > 1 { return .failure(several("ISSUER_AMBIGUOUS", "issuer", issuers)) }
        choice.issuer = issuers.first ?? choice.issuer
        return .success(choice)
    }

    private func several(_ reason: String, _ field: String, _ words: [String]) -> Refused {
        Refused(
            request.refusal(
                .invalidArgument, reason,
                "name figure.\(field): there are \(words.joined(separator: ", "))"))
    }
}

extension Standpoint {
    /// The units directly below that are ranked: of one group where it is named, none that is closed.
    fileprivate func peers(in group: String?) -> [Standpoint] {
        children.filter { peer in
            !peer.state.isClosed && (group == nil || PeerGroup(of: peer.state).name == group)
        }
    }

    /// The peers with the figure chosen, and what of it is verified.
    fileprivate func entrants(
        _ peers: [Standpoint], _ sheets: [FigureSheet], _ choice: FigureChoice
    ) throws(JournalError) -> [Entrant] {
        // Where nobody verifies, nothing tells one claim from another.
        let isVerifying = try progress(only: .capital).contains {
            $0.name == .domesticCapitalVerified
        }
        return zip(peers, sheets).map { peer, sheet in
            let figure = sheet.figure(choice)
            return Entrant(
                unit: peer.unit.code, group: PeerGroup(of: peer.state), figure: figure,
                verified: isVerifying ? figure?.verified(among: sheet.figures) : nil)
        }
    }
}

/// All figures of a unit and day among which one is chosen.
struct FigureSheet {
    var figures: [Figure]

    func all(_ choice: FigureChoice) -> [Figure] { figures.filter { $0.fits(choice) } }

    func figure(_ choice: FigureChoice) -> Figure? { figures.first { $0.fits(choice) } }
}

extension Standpoint {
    /// Empty where the choice begins after the day.
    func sheet(_ choice: FigureChoice) throws(JournalError) -> FigureSheet {
        guard choice.from.map({ $0 <= asOf }) ?? true,
            let name = choice.measure.flatMap(FigureName.init(rawValue:))
        else { return FigureSheet(figures: []) }
        return FigureSheet(figures: try figures(choice, name))
    }
}

extension CivilDay {
    /// The last day of the month before in the same year; nil in January.
    fileprivate var monthBefore: CivilDay? {
        let last = advanced(by: -dayOfMonth)
        return last.year == year ? last : nil
    }
}
