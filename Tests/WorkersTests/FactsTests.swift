// SPDX-License-Identifier: Apache-2.0
//
// `query.v1/Facts`: facts of every kind are listed, in pages, with what became of them.

import Journal
import Pipeline
import Rollup
import Testing
import Wire

@testable import Workers

@Suite struct FactsTests {
    private func ask(
        _ desk: QueryDesk, _ fill: (inout FactsRequest) -> Void = { _ in }
    ) throws -> FactsReply {
        var body = FactsRequest()
        fill(&body)
        desk.ask("query.v1/Facts", body)
        return try #require(try desk.replies.last?.body(FactsReply.self))
    }

    /// The unit and a signing at 1 and 2; a warning, an order, its end, a library entry, two arrivals.
    private func desk() throws -> QueryDesk {
        let desk = try QueryDesk()
        try desk.log([
            Sample.fact(
                30, "subject=W", "unit=U", "effectiveOn=2024-06-10", "warningIssued.lamp=RED",
                "warningIssued.advice=赶"),
            Sample.fact(
                31, "subject=D", "unit=U", "effectiveOn=2024-06-11", "orderOpened.what=开工",
                "orderOpened.owner=张", "orderOpened.dueOn=2024-06-30", "orderOpened.warning=W"),
            Sample.fact(
                32, "subject=D", "unit=U", "effectiveOn=2024-06-12", "orderClosed.outcome=DONE"),
            Sample.stored, Sample.arrival(10), Sample.arrival(11),
        ])
        return desk
    }

    private func positions(_ reply: FactsReply) -> [Int64] { reply.facts.compactMap(\.position) }

    @Test func everyFilterFindsItsFacts() throws {
        let desk = try desk()
        #expect(positions(try ask(desk)) == [1, 2, 3, 4, 5, 6, 7, 8])
        #expect(positions(try ask(desk) { $0.subject = Subject(text: "order/D") }) == [4, 5])
        #expect(positions(try ask(desk) { $0.kind = "capitalArrived" }) == [7, 8])
        #expect(positions(try ask(desk) { $0.kind = "warningIssued" }) == [3])
        #expect(
            positions(try ask(desk) { $0.unit = UnitCode(text: "U") }) == [2, 3, 4, 5, 6, 7, 8])
        #expect(positions(try ask(desk) { $0.unit = UnitCode(text: "V") }) == [])
        // By day, then by position.
        let june = CivilDay(text: "2024-06-02")
        #expect(positions(try ask(desk) { $0.from = june }) == [6, 7, 8, 3, 4, 5])
        #expect(positions(try ask(desk) { ($0.from, $0.to) = (june, june) }) == [6])
        #expect(
            positions(
                try ask(desk) {
                    $0.subject = Subject(text: "order/D")
                    $0.from = CivilDay(text: "2024-06-12")
                }) == [5])
        let one = try #require(try ask(desk) { $0.kind = "orderClosed" }.facts.first)
        #expect(one.fact?.content?.kind == .orderClosed)
        #expect(one.principal == "unauthenticated:clerk" && one.recordedAt != nil)
        #expect(one.replacedBy == nil)
    }

    @Test func pagesFollowEachOther() throws {
        let desk = try desk()
        let filters: [(inout FactsRequest) -> Void] = [
            { _ in }, { $0.from = CivilDay(text: "2020-01-01") },
            { $0.unit = UnitCode(text: "U") }, { $0.subject = Subject(text: "project/P") },
        ]
        for filter in filters {
            let whole = positions(try ask(desk, filter))
            var found: [Int64] = []
            var after: Int64?
            repeat {
                let page = try ask(desk) {
                    filter(&$0)
                    ($0.max, $0.after) = (2, after)
                }
                #expect(page.facts.count <= 2)
                found += positions(page)
                after = page.next
            } while after != nil
            #expect(found == whole)
        }
        #expect(try ask(desk) { $0.after = 8 }.facts.isEmpty)
        _ = try? ask(desk) { $0.after = 9 }
        #expect(desk.replies.last?.header.reason == "PAGE_INVALID")
        _ = try? ask(desk) { $0.kind = "nothing" }
        #expect(desk.replies.last?.header.reason == "KIND_UNKNOWN")
    }

    /// A corrected arrival, one that was voided, and a void that was voided.
    @Test func whatBecameOfEachIsTold() throws {
        let desk = try desk()
        let of = FactID(high: 0, low: 10).text
        try desk.log([
            Sample.fact(
                50, "unit=U", "corrected.of=\(of)", "corrected.reason=错",
                "corrected.restated.subject=P", "corrected.restated.unit=U",
                "corrected.restated.effectiveOn=2024-06-05",
                "corrected.restated.capitalArrived.amount.minorUnits=9",
                "corrected.restated.capitalArrived.amount.currency=CNY"),
            Sample.voided(51, 11), Sample.voided(52, 51), Sample.voided(53, 50),
        ])
        let told = try ask(desk) { $0.subject = Subject(text: "project/P") }
        #expect(positions(told) == [2, 6, 7, 8, 9, 10, 11, 12])
        // The first arrival is back in force; its correction is voided by 12, the void of 8 by 11.
        let became = told.facts.map(\.replacedBy)
        #expect(became == [nil, nil, nil, nil, 12, 11, nil, nil])
        // Before the last void the correction stood in its place.
        let before = try Self.chains(told.facts.dropLast())
        #expect(before.replacement(of: FactID(high: 0, low: 10)) == Position(9))
        let voids = try ask(desk) { $0.kind = "voided" }
        #expect(positions(voids) == [10, 11, 12])
        #expect(voids.facts.map(\.replacedBy) == [11, nil, nil])
        #expect(
            positions(try ask(desk) { ($0.kind, $0.after, $0.max) = ("voided", 10, 1) }) == [11])
    }

    private static func chains(_ facts: some Sequence<FactMessage>) throws -> Chains {
        Chains(
            facts.compactMap { line in
                line.fact.map {
                    LoggedFact(
                        position: Position(line.position ?? 0),
                        recordedAt: Moment(microseconds: line.recordedAt ?? 0),
                        principal: Principal(text: line.principal ?? ""), fact: $0)
                }
            })
    }
}
