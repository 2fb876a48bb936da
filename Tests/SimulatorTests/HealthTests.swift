// SPDX-License-Identifier: Apache-2.0
//
// Findings of random ledgers, through SQLite and the wire, in pages of any length, in both clocks: what a
// naive recount finds, day by day.

import Journal
import Pipeline
import Rollup
import Seeded
import Testing
import Wire

@testable import Simulator
@testable import Workers

@Suite struct HealthTests {
    /// In the last of them a negotiation is overdue.
    private static let seeds: [UInt64] = [61, 62, 68]

    @Test(arguments: seeds)
    func findingsAreWhatTheFactsSay(seed: UInt64) throws {
        let desk = try PastDesk(seed: seed)
        let facts = try desk.facts()
        var tests: [HealthTest] = []
        for _ in 0..<4 {
            let known = Int64(desk.random.pick(facts.count / 2...facts.count))
            let asOf = CivilDay(text: "2023-12-31")!.advanced(by: desk.random.pick(0...730))
            let wanted = Recount.illnesses(of: Array(facts.prefix(Int(known))), asOf: asOf)
            let found = try findings(desk, asOf: asOf, knownAt: known)
            #expect(found.map(Recount.Illness.init) == wanted, "\(asOf) known at \(known)")
            for finding in found {
                #expect(finding.days == Int64(asOf.ordinal - finding.since!.ordinal) + 1)
                #expect(finding.lastDay.map { $0 < finding.since! } ?? true)
                #expect(!finding.facts.isEmpty && finding.factCount! >= finding.facts.count)
                #expect(finding.facts.allSatisfy { $0.position! <= known })
                #expect(finding.facts.allSatisfy { $0.effectiveOn! <= asOf })
            }
            tests += found.compactMap(\.test)
        }
        #expect(Set(tests).count >= 2, "the ledger has ill projects")
    }

    @Test func everyTestIsMetInSomeLedger() throws {
        var tests: Set<HealthTest> = []
        for seed in Self.seeds {
            let desk = try PastDesk(seed: seed)
            for asOf in ["2024-06-30", "2025-12-31"] {
                let found = try findings(desk, asOf: CivilDay(text: asOf)!, knownAt: desk.head)
                tests.formUnion(found.compactMap(\.test))
            }
        }
        let missing = HealthTest.allCases.filter { !tests.contains($0) }
        #expect(missing == [])
    }

    /// All pages.
    private func findings(
        _ desk: PastDesk, asOf: CivilDay, knownAt: Int64
    ) throws -> [HealthMessage] {
        var question = HealthRequest()
        question.asOf = asOf
        question.max = Int64(desk.random.pick(1...4))
        question.knownAt = KnownAtChoice()
        question.knownAt?.position = knownAt
        var findings: [HealthMessage] = []
        repeat {
            let page = try #require(
                try desk.ask("query.v1/Health", question, as: HealthReply.self))
            #expect(Set(page.findings.map(\.project?.project)).count <= Int(question.max!))
            findings += page.findings
            question.afterProject = page.next
        } while question.afterProject != nil
        return findings
    }
}

extension Recount.Illness {
    fileprivate init(_ message: HealthMessage) {
        self.init(
            project: message.project!.project!, test: message.test!, since: message.since!)
    }
}
