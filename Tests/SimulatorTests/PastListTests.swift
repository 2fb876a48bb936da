// SPDX-License-Identifier: Apache-2.0
//
// Lists as known at a position, and as of a day: what was answered then, and what the facts say.

import Foundation
import Journal
import Pipeline
import Rollup
import Seeded
import Testing
import Wire

@testable import Simulator
@testable import Workers

@Suite struct PastListTests {
    private static let seeds: ClosedRange<UInt64> = 41...46

    /// Through SQLite, in pages of any length, under any filter.
    @Test(arguments: seeds)
    func theRowsOfADayAreWhatTheFactsSay(seed: UInt64) throws {
        let desk = try PastDesk(seed: seed)
        let facts = try desk.facts()
        var rows = 0
        for _ in 0..<40 {
            let question = desk.question()
            let known = Int(question.knownAt!.position!)
            let asOf = question.asOf!
            var filter = ProjectFilter(max: desk.random.pick(1...4))
            filter.stage = desk.random.pick([nil, nil, .stored, .started])
            let wanted = Recount.projects(of: Array(facts.prefix(known)), asOf: asOf)
                .filter { filter.stage == nil || $0.stage == filter.stage }
            let found = try desk.rows(filter, asOf: asOf, knownAt: Position(Int64(known)))
            #expect(found.map(\.project) == wanted.map(\.project))
            for (row, project) in zip(found, wanted) {
                #expect(project.isRow(row), "\(row.project) as of \(asOf) known at \(known)")
            }
            rows += found.count
        }
        #expect(rows > 40)
    }
}

extension ExplanationTests {
    /// Every list as known at a position is, field by field, that of a ledger which ends there.
    ///
    /// - Returns: how many projects and pairs of duplicates were told.
    func expectSameLists(
        _ desk: PastDesk, _ then: PastDesk, _ question: ProgressRequest
    ) throws -> [Int] {
        let day = desk.random.pick([nil, question.asOf])
        var projects = ProjectsRequest()
        (projects.asOf, projects.max) = (day, Int64(desk.random.pick(2...20)))
        projects.unit = desk.random.pick([nil, nil, question.unit])
        let rowsThen = try then.ask("query.v1/Projects", projects, as: ProjectsReply.self)
        projects.knownAt = question.knownAt
        let rows = try desk.ask("query.v1/Projects", projects, as: ProjectsReply.self)
        #expect(rows?.projects == rowsThen?.projects)
        #expect(rows?.next == rowsThen?.next && rows?.knownAt == rowsThen?.knownAt)

        var units = UnitsRequest()
        units.asOf = day
        let unitsThen = try then.ask("query.v1/Units", units, as: UnitsReply.self)
        units.knownAt = question.knownAt
        let unitsNow = try desk.ask("query.v1/Units", units, as: UnitsReply.self)
        #expect(unitsNow?.units == unitsThen?.units)

        var duplicates = DuplicatesRequest()
        (duplicates.minimum, duplicates.asOf) = (50, day)
        let pairsThen = try then.ask(
            "query.v1/Duplicates", duplicates, as: DuplicatesReply.self)
        duplicates.knownAt = question.knownAt
        let pairs = try desk.ask("query.v1/Duplicates", duplicates, as: DuplicatesReply.self)
        #expect(pairs?.candidates == pairsThen?.candidates && pairs?.total == pairsThen?.total)

        try expectSameFindings(desk, then, question)
        for row in rows?.projects.prefix(3) ?? [] {
            var project = ProjectRequest()
            (project.project, project.asOf) = (row.project, day)
            let wholeThen = try then.ask("query.v1/Project", project, as: ProjectReply.self)
            project.knownAt = question.knownAt
            let whole = try desk.ask("query.v1/Project", project, as: ProjectReply.self)
            #expect(whole?.project == row)
            #expect(whole?.project == wholeThen?.project)
            #expect(whole?.history == wholeThen?.history)
            #expect(whole?.details == wholeThen?.details && whole?.owner == wholeThen?.owner)

            var facts = FactsRequest()
            facts.subject = row.project.map(Subject.project)
            let linesThen = try then.ask("query.v1/Facts", facts, as: FactsReply.self)
            facts.knownAt = question.knownAt
            let lines = try desk.ask("query.v1/Facts", facts, as: FactsReply.self)
            #expect(lines?.facts == linesThen?.facts && lines?.facts.isEmpty == false)
        }
        return [rows?.projects.count ?? 0, pairs?.candidates.count ?? 0]
    }

    /// And so are the findings of health and padding, candidates and promotions, positions included.
    private func expectSameFindings(
        _ desk: PastDesk, _ then: PastDesk, _ question: ProgressRequest
    ) throws {
        var health = HealthRequest()
        (health.unit, health.asOf) = (desk.random.pick([nil, question.unit]), question.asOf)
        let illThen = try then.ask("query.v1/Health", health, as: HealthReply.self)
        health.knownAt = question.knownAt
        let ill = try desk.ask("query.v1/Health", health, as: HealthReply.self)
        #expect(ill?.findings == illThen?.findings && ill?.next == illThen?.next)

        var padding = PaddingRequest()
        (padding.unit, padding.asOf) = (question.unit, question.asOf)
        let signsThen = try then.ask("query.v1/Padding", padding, as: PaddingReply.self)
        padding.knownAt = question.knownAt
        let signs = try desk.ask("query.v1/Padding", padding, as: PaddingReply.self)
        #expect(signs?.findings == signsThen?.findings && signs?.total == signsThen?.total)

        var candidates = CandidatesRequest()
        candidates.asOf = question.asOf
        let fewThen = try then.ask("query.v1/Candidates", candidates, as: CandidatesReply.self)
        candidates.knownAt = question.knownAt
        let few = try desk.ask("query.v1/Candidates", candidates, as: CandidatesReply.self)
        #expect(few?.projects == fewThen?.projects)

        var promotions = PromotionsRequest()
        promotions.asOf = question.asOf
        let promotedThen = try then.ask(
            "query.v1/Promotions", promotions, as: PromotionsReply.self)
        promotions.knownAt = question.knownAt
        let promoted = try desk.ask("query.v1/Promotions", promotions, as: PromotionsReply.self)
        #expect(promoted?.promotions == promotedThen?.promotions)
    }
}
