// SPDX-License-Identifier: Apache-2.0
//
// Rankings and trends over random ledgers: what Progress gives for each unit and day, counted out.

import Foundation
import Pipeline
import Rollup
import Seeded
import Testing
import Wire

@testable import Simulator
@testable import Workers

@Suite struct PastRankingTests {
    private static let seeds: ClosedRange<UInt64> = 51...56

    /// A rank is one more than the peers that are better; the figure is that of Progress.
    @Test func ranksAreCountedOut() throws {
        var (ranked, apart) = (0, 0)
        for seed in Self.seeds {
            try countOut(try PastDesk(seed: seed), &ranked, &apart)
        }
        #expect(ranked > 40 && apart > 5, "\(ranked) ranked, \(apart) apart")
    }

    private func countOut(_ desk: PastDesk, _ ranked: inout Int, _ apart: inout Int) throws {
        for turn in 0..<12 {
            let body = request(desk, turn)
            guard let reply = try desk.ask("query.v1/Ranking", body, as: RankingReply.self) else {
                continue
            }
            for group in reply.groups {
                let numbers = group.rows.map { $0.figure.flatMap(number) }
                for (row, own) in zip(group.rows, numbers) {
                    var question = body.question!
                    (question.unit, question.asOf) = (row.unit, reply.asOf)
                    let progress = try desk.ask(
                        "query.v1/Progress", question, as: ProgressReply.self)
                    #expect(row.figure == progress?.figures.first { isAsked($0, body.figure!) })
                    guard let own else {
                        #expect(row.rank == nil && row.gap == nil)
                        apart += 1
                        continue
                    }
                    let better = numbers.compactMap(\.self).filter { own.isBelow($0) }
                    #expect(row.rank == Int64(better.count + 1))
                    let equal = numbers.compactMap(\.self).count { $0.equals(own) }
                    #expect((row.isTied == true) == (equal > 1))
                    let next = better.min { $0.isBelow($1) }
                    let gap = row.gap.map {
                        Fraction(Int128($0.numerator!)!, over: Int128($0.denominator!)!)
                    }
                    #expect(next.map { gap!.equals($0 - own) } ?? (gap == nil))
                    ranked += 1
                }
            }
            try expectSameRanksBefore(desk, body, reply)
        }
    }

    private func request(_ desk: PastDesk, _ turn: Int) -> RankingRequest {
        var body = RankingRequest()
        body.question = desk.question()
        body.question?.unit = UnitCode(text: desk.random.pick(["A", "A", "T1"]))
        body.figure = FigureChoice()
        let measures = ["completionRate", "domesticCapital", "newlyStored", "aheadBehind"]
        body.figure?.measure = measures[turn % 4]
        if turn % 4 == 0 || turn % 4 == 3 {
            body.figure?.of = desk.random.pick([.domesticCapital, .newlyStored])
            body.figure?.grade = .base
        }
        return body
    }

    private func isAsked(_ figure: FigureMessage, _ choice: FigureChoice) -> Bool {
        figure.measure == choice.measure && (choice.of == nil || figure.of == choice.of?.text)
            && (choice.grade == nil || figure.grade == choice.grade)
            && (choice.issuer == nil || figure.issuer == choice.issuer)
    }

    private func number(_ figure: FigureMessage) -> Fraction? {
        guard let numerator = figure.numerator else { return nil }
        return Fraction(Int128(numerator)!, over: Int128(figure.denominator!)!)
    }

    /// The ranks before are those of the same question on that day.
    private func expectSameRanksBefore(
        _ desk: PastDesk, _ body: RankingRequest, _ reply: RankingReply
    ) throws {
        guard let against = reply.against else {
            #expect(reply.groups.flatMap(\.rows).allSatisfy { $0.rankBefore == nil })
            return
        }
        var earlier = body
        earlier.question?.asOf = against
        let before = try desk.ask("query.v1/Ranking", earlier, as: RankingReply.self)
        for group in reply.groups {
            let then = before?.groups.first {
                $0.peerGroup == group.peerGroup && $0.kind == group.kind
            }
            for row in group.rows {
                #expect(row.rankBefore == then?.rows.first { $0.unit == row.unit }?.rank)
            }
        }
    }

    @Test func pointsAreThoseOfProgress() throws {
        var points = 0
        for seed in Self.seeds { try checkTrends(try PastDesk(seed: seed), &points) }
        #expect(points > 50)
    }

    private func checkTrends(_ desk: PastDesk, _ points: inout Int) throws {
        for turn in 0..<4 {
            var body = TrendRequest()
            body.question = desk.question()
            body.question?.children = turn.isMultiple(of: 2) ? true : nil
            body.figure = request(desk, turn).figure
            guard let reply = try desk.ask("query.v1/Trend", body, as: TrendReply.self) else {
                continue
            }
            for row in reply.rows {
                for point in row.points {
                    var question = body.question!
                    (question.unit, question.asOf, question.children) = (row.unit, point.asOf, nil)
                    let progress = try desk.ask(
                        "query.v1/Progress", question, as: ProgressReply.self)
                    #expect(
                        point.figure == progress?.figures.first { isAsked($0, body.figure!) })
                    points += 1
                }
            }
        }
    }
}
