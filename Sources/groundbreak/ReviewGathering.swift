// SPDX-License-Identifier: Apache-2.0
//
// Asks what a bulletin is written from. The first answer fixes the knowledge; all others are asked of it.
//
// A ranking or a trend that the front declines, as one without the figure, leaves its part of the bulletin
// out; every other failure is the command's.

import ArgumentParser
import Client
import Pipeline
import Present
import Rollup
import Wire

/// The answers of a bulletin while they come in.
struct ReviewGathering {
    private let reply: ProgressReply
    private let asking: Asking
    private var review: MonthlyReview

    /// All that a bulletin knows, from a front.
    static func review(
        of question: ProgressRequest, _ language: Language, from client: borrowing Client
    ) throws -> MonthlyReview {
        var first = question
        first.children = true
        let reply = try client.call("query.v1/Progress", first, as: ProgressReply.self)
        guard let asking = Asking(question, reply, language), let unit = reply.unit,
            let asOf = reply.asOf
        else {
            Console.say("the answer names no knowledge")
            throw ExitCode.noSuchThing
        }
        var review = MonthlyReview(
            unitName: reply.unitName ?? unit.text, asOf: asOf, epoch: asking.epoch,
            position: asking.position, language: language,
            rounding: reply.figures.first?.rounding ?? .halfUp)
        review.figures = asking.answered(reply.figures, of: unit)
        for name in reply.figures.compactMap(\.ruleSet) where !review.ruleSets.contains(name) {
            review.ruleSets.append(name)
        }
        // Counted by what the front knows now, so on no paper that is the same for ever.
        if let late = reply.freshness?.lateFacts, late > 0 {
            Console.say(
                language == .zh
                    ? "其中关账后补报 \(late) 条，见 facts"
                    : "\(late) facts came after their period was closed: see `facts`")
        }
        var gathering = ReviewGathering(reply: reply, asking: asking, review: review)
        try gathering.gather(from: client)
        return gathering.review
    }

    private mutating func gather(from client: borrowing Client) throws {
        if !reply.children.isEmpty {
            for measure in taskMeasures {
                if let ranking = try ranking(by: measure, from: client) {
                    review.rankings.append(ranking)
                }
            }
        }
        review.months = try months(from: client)
        var question = EntitiesRequest()
        (question.unit, question.asOf) = (reply.unit, reply.asOf)
        question.knownAt = asking.question.knownAt
        question.language = review.language.choice
        review.notReported = try notReported(from: client)
        review.entities = asking.answered(
            try client.call("query.v1/Entities", question, as: EntitiesReply.self))
    }

    /// Names of the units that have reported nothing of the month.
    private func notReported(from client: borrowing Client) throws -> [String] {
        var request = CompletenessRequest()
        request.question = asking.question
        let reply = try lenient(
            "query.v1/Completeness", request, as: CompletenessReply.self, from: client)
        return (reply?.completeness?.units ?? []).filter { $0.hasReported != true }
            .compactMap { $0.unitName ?? $0.unit?.text }
    }

    /// Measures with a base task, capital first; without any, what a county is asked for.
    private var taskMeasures: [Measure] {
        var measures: [Measure] = []
        for task in review.figures where task.name == .task && task.grade == .base {
            if let measure = task.measure, !measures.contains(measure) { measures.append(measure) }
        }
        guard !measures.isEmpty else { return [.domesticCapital, .newlyStored] }
        return measures.filter { $0 == .domesticCapital }
            + measures.filter { $0 != .domesticCapital }
    }

    // MARK: Ranks

    /// By completion rate; where no unit has a task, by the measure itself.
    private func ranking(
        by measure: Measure, from client: borrowing Client
    ) throws -> RankingSheet? {
        var rate = FigureChoice()
        (rate.measure, rate.of) = (FigureName.completionRate.rawValue, measure)
        if let sheet = try ranking(rate, from: client) { return sheet }
        guard FigureName(rawValue: measure.text) != nil else { return nil }
        var actual = FigureChoice()
        actual.measure = measure.text
        return try ranking(actual, from: client)
    }

    private func ranking(
        _ choice: FigureChoice, from client: borrowing Client
    ) throws -> RankingSheet? {
        var request = RankingRequest()
        (request.question, request.figure) = (asking.question, choice)
        guard
            let told = try lenient(
                "query.v1/Ranking", request, as: RankingReply.self, from: client),
            told.groups.contains(where: { $0.rows.contains { $0.rank != nil } })
        else { return nil }
        let groups = told.groups.map { group in
            PeerSheet(
                name: group.peerGroup ?? group.kind?.words(in: review.language) ?? "",
                lines: group.rows.map { line(for: $0, among: group.rows) })
        }
        let label = told.groups.flatMap(\.rows).compactMap(\.figure?.label).first
        return RankingSheet(
            label: label ?? choice.measure ?? "", against: told.against, groups: groups)
    }

    private func line(for row: RankingRow, among rows: [RankingRow]) -> RankingLine {
        var line = RankingLine(unitName: row.unitName ?? row.unit?.text ?? "")
        (line.rank, line.rankBefore) = (row.rank, row.rankBefore)
        line.isTied = row.isTied ?? false
        line.figure = asking.answered(row.figure, of: row.unit)
        line.notes = row.notes.compactMap(RankNote.init(rawValue:))
        line.lamp = row.lamp?.lamp?.words(in: review.language)
        if line.figure?.name == .completionRate { line.schedule = schedule(of: row) }
        let better = rows.last { ($0.rank ?? .max) < (row.rank ?? .min) }
        if let text = row.gap?.text, var question = line.figure?.question, let better {
            question.better = better.unit
            line.gap = QuotedNumber(difference: text, question: question)
        }
        return line
    }

    private func schedule(of row: RankingRow) -> AnsweredFigure? {
        let figures = reply.children.first { $0.unit == row.unit }?.figures ?? []
        let found = figures.first {
            $0.measure == FigureName.proRata.rawValue && $0.of == row.figure?.of
                && $0.grade == row.figure?.grade && $0.issuer == row.figure?.issuer
        }
        return asking.answered(found, of: row.unit)
    }

    // MARK: Months

    /// What was stored, started and used, and how far the lead task was, by month.
    private func months(from client: borrowing Client) throws -> [MonthSheet] {
        let lead = review.figures.first {
            $0.name == .task && $0.measure == taskMeasures.first && $0.grade == .base
        }
        var columns: [FigureChoice] = [
            FigureName.newlyStored, .newlyStoredInvestment, .started, .domesticCapital,
        ].map { name in
            var choice = FigureChoice()
            choice.measure = name.rawValue
            return choice
        }
        if let lead {
            for name in [FigureName.completionRate, .proRata] {
                var choice = FigureChoice()
                (choice.measure, choice.of) = (name.rawValue, lead.measure)
                (choice.grade, choice.issuer) = (lead.grade, lead.issuer)
                columns.append(choice)
            }
        }
        var rows: [[TrendPoint]?] = []
        for column in columns {
            var request = TrendRequest()
            (request.question, request.figure) = (asking.question, column)
            let trend = try lenient(
                "query.v1/Trend", request, as: TrendReply.self, from: client)
            rows.append(trend?.rows.first?.points)
        }
        let days = rows.compactMap { $0?.map(\.asOf) }.first?.compactMap(\.self) ?? []
        return days.map { day in
            MonthSheet(
                asOf: day,
                figures: rows.map { points in
                    asking.answered(points?.first { $0.asOf == day }?.figure, of: reply.unit)
                })
        }
    }

    /// Nil where the front declines the question for what it asks.
    private func lenient<Body: Record, Reply: Record>(
        _ method: String, _ body: Body, as type: Reply.Type, from client: borrowing Client
    ) throws -> Reply? {
        do {
            return try client.call(method, body, as: type)
        } catch {
            guard case .declined(let header) = error else { throw error }
            switch header.status {
            case .notFound: return nil
            case .invalidArgument:
                Console.say("left out: \(header.message ?? header.reason ?? "declined")")
                return nil
            default: throw error
            }
        }
    }
}
