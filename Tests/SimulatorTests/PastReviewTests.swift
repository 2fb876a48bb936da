// SPDX-License-Identifier: Apache-2.0
//
// What waited for a reviewer, and who had reported, over random ledgers: against a naive reading of the
// facts known then.

import Journal
import Pipeline
import Rollup
import Seeded
import Testing
import Wire

@testable import Simulator
@testable import Workers

@Suite struct PastReviewTests {
    private static let seeds: ClosedRange<UInt64> = 71...76

    @Test func claimsWaitAsTheFactsSay() throws {
        var (waiting, returned) = (0, 0)
        for seed in Self.seeds {
            let desk = try PastDesk(seed: seed)
            let facts = try desk.facts()
            for turn in 0..<10 {
                var question = desk.question()
                if turn.isMultiple(of: 2) {
                    question.knownAt?.position = desk.head
                    question.asOf = CivilDay(text: "2024-07-01")!.advanced(by: -turn * 9)
                }
                let known = facts.filter {
                    $0.position.number <= question.knownAt!.position!
                }
                let statements = Recount.statements(known).filter {
                    $0.fact.dayOfEffect.map { $0 <= question.asOf! } ?? false
                }
                let checked = Set(statements.compactMap(\.verifiedClaim))
                // What is in no list waits for nobody, nor does what counts in another project.
                let listed = Set(
                    try desk.rows(
                        ProjectFilter(max: 50), asOf: question.asOf!,
                        knownAt: Position(question.knownAt!.position!)
                    ).filter { $0.duplicateOf == nil }.map(\.project.text))
                let arrivals = statements.filter {
                    $0.fact.content?.kind == .capitalArrived && !checked.contains($0.fact.id!)
                        && listed.contains($0.fact.subject!)
                }
                let found = try items(desk, question).filter { $0.kind == .verify }
                #expect(
                    Set(found.map(\.claim!)) == Set(arrivals.map(\.fact.id!)), "seed \(seed)")
                #expect(found.count == arrivals.count)
                waiting += found.count
                returned += found.count { $0.returnedOn != nil }
            }
        }
        // Few are verified at random; `ReviewQueueTests` has those that are.
        #expect(waiting > 100 && returned > 3, "\(waiting) waiting, \(returned) sent back")
    }

    private func items(
        _ desk: PastDesk, _ question: ProgressRequest
    ) throws -> [ReviewItemMessage] {
        var body = ReviewQueueRequest()
        (body.asOf, body.knownAt) = (question.asOf, question.knownAt)
        body.max = Int64(desk.random.pick(1...20))
        var items: [ReviewItemMessage] = []
        repeat {
            let page = try #require(
                try desk.ask("query.v1/ReviewQueue", body, as: ReviewQueueReply.self))
            items += page.items
            (body.afterProject, body.afterClaim) = (page.next, page.nextClaim)
        } while body.afterProject != nil
        return items
    }

    @Test func whoReportedIsCountedOut() throws {
        var (reported, missing) = (0, 0)
        for seed in Self.seeds {
            let desk = try PastDesk(seed: seed)
            let facts = try desk.facts()
            for _ in 0..<50 {
                var body = CompletenessRequest()
                body.question = desk.question()
                guard
                    let reply = try desk.ask(
                        "query.v1/Completeness", body, as: CompletenessReply.self)
                else { continue }
                let (day, known) = (body.question!.asOf!, body.question!.knownAt!.position!)
                for unit in reply.completeness!.units {
                    let days = facts.filter { logged in
                        let kind = logged.fact.content!.kind.rawValue
                        return logged.position.number <= known && logged.fact.unit == unit.unit
                            && (30...61 ~= kind || 80...90 ~= kind)
                    }.compactMap(\.fact.dayOfEffect).filter { $0.year == day.year && $0 <= day }
                    #expect(unit.lastReportedOn == days.max(), "seed \(seed)")
                    let isInMonth = days.max().map { $0.month == day.month } ?? false
                    if unit.isClosed != true { #expect(unit.hasReported == isInMonth) }
                    if isInMonth { reported += 1 } else { missing += 1 }
                }
            }
        }
        #expect(reported > 20 && missing > 20, "\(reported) reported, \(missing) did not")
    }
}

extension LoggedFact {
    fileprivate var verifiedClaim: FactID? {
        if case .capitalVerified(let verified)? = fact.content { verified.of } else { nil }
    }
}
