// SPDX-License-Identifier: Apache-2.0
//
// `query.v1/Scores`: projections against the year's end, and estimates of a unit against its finals.
//
// Law: what came is the figure of Progress as of 31 December, by what is known now; what was said is the
// fact as it stands; of several projections of one key and day the last. Of an indicator the estimate is the
// first one in force, and it is scored once a final value of the same days is there. Scored is what was said of
// this year and of the one before.

import Journal
import Pipeline
import Rollup
import Wire

/// The most facts of a kind that an answer looks at.
private let factsMax = 50_000

extension Answer {
    func scores(_ body: ScoresRequest) throws(JournalError) -> [[UInt8]] {
        let question = body.question ?? ProgressRequest()
        return try from(question) { (stand) throws(JournalError) in
            guard let made = try logged(.projectionMade, stand),
                let reported = try logged(.indicatorReported, stand)
            else {
                return request.refusal(
                    .resourceExhausted, "TOO_MANY_FACTS",
                    "more than \(factsMax) projections or indicators were logged in two years")
            }
            let projected = try scores(of: made, stand, question)
            let scores = projected.scores + estimates(in: reported, stand)
            let style = Style(question, stand.ruleSet)
            var reply = ScoresReply()
            (reply.unit, reply.unitName) = (stand.unit.code, stand.state.name)
            (reply.asOf, reply.open) = (stand.asOf, Int64(projected.open))
            reply.missing = Int64(projected.missing)
            reply.scores = scores.sorted(by: Score.precedes).map {
                ScoreMessage($0, style: style)
            }
            reply.biases = Dictionary(grouping: scores, by: ScoreGroup.init).sorted {
                Score.precedes($0.value[0], $1.value[0])
            }.map { group, scores in
                var bias = BiasMessage()
                (bias.unit, bias.unitName) = (group.unit, stand.name(of: group.unit))
                (bias.measure, bias.method) = (group.measure, group.method)
                bias.count = Int64(scores.count)
                bias.bias = Score.bias(of: scores).map { ChangeMessage($0, biasIn: style) }
                return bias
            }
            reply.freshness = try freshness(of: stand, for: question)
            return request.reply(reply, position: place)
        }
    }

    /// The contents in force, by the day, of all subjects of which a fact of a kind was logged, of units at
    /// or below the one asked; nil where they are too many.
    private func logged(
        _ kind: FactKind, _ stand: Standpoint<View>
    ) throws(JournalError) -> [[LoggedFact]]? {
        var selection = FactSelection(max: factsMax + 1)
        (selection.kind, selection.knownAt) = (kind, stand.knownAt)
        selection.from = CivilDay.firstOfYear(max(stand.asOf.year - 1, 1900))
        selection.to = stand.asOf
        let rows = try view.facts(selection)
        guard rows.count <= factsMax else { return nil }
        let subjects = Set(rows.map(\.columns.subject)).sorted().compactMap(Subject.init(text:))
        var found: [[LoggedFact]] = []
        for subject in subjects where stand.holds(subject.scoredUnit) {
            let facts = try view.logged(subject, knownAt: stand.knownAt)
            found.append(Chains.inForce(of: facts).ofEffect(by: stand.asOf))
        }
        return found
    }

    private func scores(
        of made: [[LoggedFact]], _ stand: Standpoint<View>, _ question: ProgressRequest
    ) throws(JournalError) -> ScoredProjections {
        var found = ScoredProjections()
        var figures: [ScoredYear: [Figure]] = [:]
        for logged in made.flatMap(\.lastOfEachDay) {
            guard case .projectionMade(let made)? = logged.fact.content,
                case .projection(let key)? = logged.fact.derivedSubject,
                let said = made.amount?.fen ?? made.count
            else { continue }
            let end = CivilDay.firstOfYear(key.year).lastOfYear
            guard end <= stand.asOf else {
                found.open += 1
                continue
            }
            guard let unit = stand.at(key.unit) else {
                found.missing += 1
                continue
            }
            let year = ScoredYear(unit: key.unit, year: key.year)
            if figures[year] == nil {
                figures[year] = try at(end, unit, question).progress()
            }
            let came = figures[year]!.first { $0.projectedMeasure == key.measure && $0.isOf(end) }
            guard case .number(let number, _)? = came?.value else {
                found.missing += 1
                continue
            }
            found.scores.append(
                Score(
                    unit: key.unit, measure: key.measure, method: key.method, restsOn: made.asOf,
                    isMoney: made.amount != nil, said: Int128(said),
                    came: number.numerator / number.denominator))
        }
        return found
    }

    private func estimates(in reported: [[LoggedFact]], _ stand: Standpoint<View>) -> [Score] {
        reported.compactMap { facts in
            let said = facts.compactMap { logged -> Said? in
                guard case .indicatorReported(let it)? = logged.fact.content,
                    let status = it.status, let value = it.amount?.fen ?? it.count
                else { return nil }
                return Said(status: status, isMoney: it.amount != nil, value: value)
            }
            guard case .indicator(let key)? = facts.first?.fact.derivedSubject,
                let estimate = said.first(where: { $0.status == .estimate }),
                let final = said.last(where: { $0.status == .final })
            else { return nil }
            return Score(
                unit: key.unit, measure: key.measure, method: nil, restsOn: key.to,
                isMoney: final.isMoney, said: Int128(estimate.value), came: Int128(final.value))
        }
    }
}

private struct ScoredProjections {
    var scores: [Score] = []
    /// Of years that are not over.
    var open = 0
    /// Of years that are over, without a figure.
    var missing = 0
}

extension [LoggedFact] {
    /// Of one subject: the last projection that rests on each day.
    fileprivate var lastOfEachDay: [LoggedFact] {
        var last: [CivilDay?: LoggedFact] = [:]
        for logged in self {
            guard case .projectionMade(let made)? = logged.fact.content else { continue }
            last[made.asOf] = logged
        }
        return last.values.sorted { $0.position < $1.position }
    }
}

/// A value that a unit reported.
private struct Said {
    var status: FigureStatus
    var isMoney: Bool
    var value: Int64
}

private struct ScoredYear: Hashable {
    var unit: UnitCode
    var year: Int
}

private struct ScoreGroup: Hashable {
    var unit: UnitCode
    var measure: Measure
    var method: ProjectionMethod?

    init(_ score: Score) { (unit, measure, method) = (score.unit, score.measure, score.method) }
}

extension Score {
    /// By unit, measure, method (projections before estimates) and day.
    fileprivate static func precedes(_ left: Score, _ right: Score) -> Bool {
        func place(_ score: Score) -> (String, String, String, Int32) {
            (
                score.unit.text, score.measure.text, score.method?.rawValue ?? "~",
                score.restsOn?.ordinal ?? 0
            )
        }
        return place(left) < place(right)
    }
}

extension Figure {
    /// Whether it covers its year up to that day.
    fileprivate func isOf(_ end: CivilDay) -> Bool { name != .indicator || to == end }
}

extension Subject {
    /// The unit of a projection or an indicator.
    fileprivate var scoredUnit: UnitCode? {
        switch self {
        case .projection(let key): key.unit
        case .indicator(let key): key.unit
        default: nil
        }
    }
}

extension ScoreMessage {
    fileprivate init(_ score: Score, style: Style) {
        self.init()
        (unit, measure, method) = (score.unit, score.measure, score.method)
        restsOn = score.restsOn
        let kind: FigureUnit = score.isMoney ? .fen : .count
        said = ChangeMessage(Fraction(score.said), of: kind, isSigned: false, style: style)
        came = ChangeMessage(Fraction(score.came), of: kind, isSigned: false, style: style)
    }
}

extension ChangeMessage {
    /// A part of what came, with its sign.
    fileprivate init(_ bias: Fraction, biasIn style: Style) {
        self.init(bias, rateIn: style)
        if bias.numerator > 0, let text { self.text = "+\(text)" }
    }
}
