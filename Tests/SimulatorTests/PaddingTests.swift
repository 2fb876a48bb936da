// SPDX-License-Identifier: Apache-2.0
//
// Signs of padding in random ledgers, through SQLite and the wire, in both clocks: what counting the facts
// one by one finds. Random amounts are small, so that round numbers and spikes are tried in
// `ArrivalSignTests`, and hits of a task in `TaskHitTests`; here it is the arrivals that are counted.

import Journal
import Pipeline
import Rollup
import Seeded
import Testing
import Wire

@testable import Simulator
@testable import Workers

@Suite struct PaddingTests {
    private static let seeds: ClosedRange<UInt64> = 71...74

    @Test(arguments: seeds)
    func whatCameLateIsWhatTheFactsSay(seed: UInt64) throws {
        let desk = try PastDesk(seed: seed)
        let facts = try desk.facts()
        var found = 0
        for _ in 0..<12 {
            let known = Int64(desk.random.pick(facts.count / 3...facts.count))
            let asOf = CivilDay(text: "2023-12-15")!.advanced(by: desk.random.pick(0...220))
            var body = PaddingRequest()
            (body.unit, body.asOf, body.max) = (
                UnitCode(text: desk.random.pick(RandomFacts.unitCodes)), asOf, 500
            )
            body.knownAt = KnownAtChoice()
            body.knownAt?.position = known
            body.signs = [PaddingSign.backDated.rawValue]
            guard let reply = try desk.ask("query.v1/Padding", body, as: PaddingReply.self) else {
                continue
            }
            let wanted = late(Array(facts.prefix(Int(known))), asOf, below: body.unit!)
            #expect(reply.findings.map(\.said) == wanted, "\(asOf) known at \(known)")
            found += wanted.count
        }
        #expect(found > 5)
    }

    /// Of each project that counts: `key late of all, longest delay`.
    private func late(_ facts: [LoggedFact], _ asOf: CivilDay, below unit: UnitCode) -> [String] {
        let tree = Recount(facts, asOf: asOf)
        let kinds: [FactKind] = [
            .projectSigned, .agreementUpgraded, .projectStored, .projectStarted,
            .contractFulfilled, .projectOperational, .capitalArrived,
        ]
        return Recount.projects(of: facts, asOf: asOf).compactMap { project in
            guard project.duplicateOf == nil,
                let holder = project.holder(on: CivilDay(ordinal: .max)),
                tree.line(of: holder, on: asOf).contains(unit)
            else { return nil }
            let all = project.facts.filter {
                kinds.contains($0.fact.content!.kind) && $0.fact.effectiveOn!.year == asOf.year
            }
            let late = all.compactMap { logged -> Int? in
                let (day, recorded) = (logged.fact.effectiveOn!, logged.recordedAt.civilDay)
                let delay = Int(recorded.ordinal) - Int(day.ordinal)
                let isSameMonth = recorded.year == day.year && recorded.month == day.month
                return delay > 15 && !isSameMonth ? delay : nil
            }
            guard let longest = late.max() else { return nil }
            return "\(project.project!.text) \(late.count) of \(all.count), \(longest)"
        }
    }

    /// The arrivals in which signs are looked for are those that count as domestic capital.
    @Test(arguments: seeds.prefix(2))
    func arrivalsAreThoseThatCount(seed: UInt64) throws {
        let desk = try PastDesk(seed: seed)
        let facts = try desk.facts()
        var compared = 0
        for unit in RandomFacts.unitCodes {
            let asOf = CivilDay(text: "2024-01-31")!.advanced(by: desk.random.pick(0...150))
            let found = try desk.arrivals(of: unit, asOf: asOf).map {
                "\($0.project.text) \($0.day) \($0.fen)"
            }
            #expect(found.sorted() == arrivals(facts, asOf, below: unit).sorted())
            compared += found.count
        }
        #expect(compared > 0)
    }

    private func arrivals(_ facts: [LoggedFact], _ asOf: CivilDay, below unit: String) -> [String] {
        let tree = Recount(facts, asOf: asOf)
        return Recount.projects(of: facts, asOf: asOf).flatMap { project -> [String] in
            guard project.duplicateOf == nil, let host = project.creditedUnit,
                let holder = project.holder(on: CivilDay(ordinal: .max)),
                tree.line(of: holder, on: asOf).contains(where: { $0.text == unit })
            else { return [] }
            return project.allIncrements.filter { increment in
                let quantity = tree.quantity(
                    from: increment.origin, on: increment.day,
                    county: tree.division(of: host, on: increment.day),
                    stored: project.newlyStoredDay)
                return increment.day.year == asOf.year
                    && [.capitalNew, .capitalCarryOver].contains(quantity)
            }.map { "\(project.project!.text) \($0.day) \($0.fen)" }
        }
    }
}

extension PaddingMessage {
    fileprivate var said: String {
        "\(project!.project!.text) \(count!) of \(of!), \(days!)"
    }
}
