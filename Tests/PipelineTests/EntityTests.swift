// SPDX-License-Identifier: Apache-2.0
//
// Single business entities: what may follow what, how a category of a year is kept, and what corrections
// and voids do to both.

import Testing

@testable import Pipeline

extension EntityRegistered: Fillable {}
extension EntityMoved: Fillable {}
extension EntityConverted: Fillable {}

@Suite struct EntityTests {
    private static let firm = "91350100M000100Y43"
    private static let otherFirm = "91110000600037341L"
    private static let shop = code("92", 1)
    private static let cooperative = code("93", 1)
    private static let gone = Content.entityDeregistered(EntityDeregistered())
    private static let promoted = Content.enterprisePromoted(EntityCount())

    private static func code(_ prefix: String, _ number: Int) -> String {
        let text = prefix + "330127MA000000" + "\(number)"
        return text + String(UnicodeScalar(CreditCode.checkCharacter(of: text + "0")!))
    }

    private static func enters(
        _ category: EntityCategory?, at unit: String? = nil, _ entry: EntityEntry? = nil
    ) -> Content {
        .entityRegistered(
            .with {
                ($0.category, $0.unit, $0.entry) = (
                    category, unit.flatMap(UnitCode.init(text:)), entry
                )
            })
    }

    private static func moves(to unit: String?) -> Content {
        .entityMoved(.with { $0.to = unit.flatMap(UnitCode.init(text:)) })
    }

    private static func converts(
        _ former: String? = shop, at unit: String? = nil, as category: EntityCategory? = nil
    ) -> Content {
        .entityConverted(
            .with {
                $0.former = former.flatMap(CreditCode.init(text:))
                ($0.formerCategory, $0.unit) = (category, unit.flatMap(UnitCode.init(text:)))
            })
    }

    private static func count(_ category: EntityCategory, _ count: Int64 = 5) -> EntityCount {
        .with { ($0.category, $0.count) = (category, count) }
    }

    private static func converted(
        _ count: Int64?, _ category: EntityCategory? = .individualBusiness
    ) -> Content {
        .entityConverted(.with { ($0.count, $0.formerCategory) = (count, category) })
    }

    private typealias Step = (subject: String?, day: String, content: Content)

    private static let isThere: Step = (firm, "2024-03-01", enters(.enterprise))
    private static let shopIsThere: Step = (shop, "2024-03-01", enters(.individualBusiness))

    private static let table: [([Step], Step, [String])] = [
        // Entering.
        ([], (nil, "2024-03-01", enters(.enterprise)), ["fieldMissing@subject"]),
        ([], ("P-1", "2024-03-01", enters(.enterprise)), ["malformedCreditCode@subject"]),
        ([], (firm, "2025-01-01", enters(.enterprise)), ["dateInFuture@effectiveOn"]),
        ([], (firm, "2024-03-01", enters(nil)), ["fieldMissing@entityRegistered.category"]),
        ([], (firm, "2024-03-01", enters(.total)), ["otherCategory@entityRegistered.category"]),
        (
            [], (firm, "2024-03-01", enters(.individualBusiness)),
            ["otherCategory@entityRegistered.category"]
        ),
        (
            [], (firm, "2024-03-01", enters(.enterprise, at: "X")),
            ["unknownUnit@entityRegistered.unit"]
        ),
        ([isThere], (firm, "2024-03-02", enters(.enterprise)), ["entityKnown@subject"]),
        // Moving and ending.
        ([], (firm, "2024-03-02", gone), ["unknownEntity@subject"]),
        ([isThere], (firm, "2024-02-29", gone), ["daysOutOfOrder@effectiveOn"]),
        (
            [isThere, (firm, "2024-03-02", gone)], (firm, "2024-03-03", gone),
            ["entityClosed@subject"]
        ),
        ([isThere], (firm, "2024-03-01", gone), []),
        ([isThere], (firm, "2024-03-02", moves(to: "T1")), []),
        ([isThere], (firm, "2024-03-02", moves(to: "310")), ["entityElsewhere@entityMoved.to"]),
        ([isThere], (firm, "2024-03-02", moves(to: "X")), ["unknownUnit@entityMoved.to"]),
        ([], (firm, "2024-03-02", moves(to: "T1")), ["unknownEntity@subject"]),
        (
            [isThere, (firm, "2024-03-02", moves(to: nil))], (firm, "2024-03-03", gone),
            ["entityClosed@subject"]
        ),
        (
            [isThere, (firm, "2024-03-02", moves(to: nil))],
            (firm, "2024-03-03", moves(to: nil)), ["entityClosed@subject"]
        ),
        (
            [isThere, (firm, "2024-03-02", moves(to: nil))], (firm, "2024-03-03", moves(to: "310")),
            []
        ),
        // Converting.
        ([shopIsThere], (firm, "2024-03-02", converts()), []),
        ([], (firm, "2024-03-02", converts()), ["unknownEntity@entityConverted.former"]),
        (
            [shopIsThere], (firm, "2024-03-02", converts(nil, as: .individualBusiness)),
            [
                "fieldMissing@entityConverted.former"
            ]
        ),
        ([shopIsThere], (cooperative, "2024-03-02", converts()), ["otherCategory@subject"]),
        ([shopIsThere, isThere], (firm, "2024-03-02", converts()), ["entityKnown@subject"]),
        (
            [shopIsThere], (firm, "2024-03-02", converts(at: "T1")),
            ["entityElsewhere@entityConverted.unit"]
        ),
        (
            [shopIsThere], (firm, "2024-02-01", converts()),
            ["daysOutOfOrder@entityConverted.former"]
        ),
        (
            [shopIsThere], (firm, "2024-03-02", converts(shop, as: .farmersCooperative)),
            [
                "otherCategory@entityConverted.formerCategory",
                "otherCategory@entityConverted.formerCategory",
            ]
        ),
        (
            [isThere], (otherFirm, "2024-03-02", converts(firm)),
            ["otherCategory@entityConverted.formerCategory"]
        ),
        (
            [shopIsThere, (shop, "2024-03-02", gone)], (firm, "2024-03-03", converts()),
            ["entityClosed@entityConverted.former"]
        ),
        (
            [shopIsThere, (firm, "2024-03-02", converts())],
            (otherFirm, "2024-03-03", converts()), ["entityClosed@entityConverted.former"]
        ),
        (
            [shopIsThere, (firm, "2024-03-02", converts())], (shop, "2024-03-03", gone),
            ["entityClosed@subject"]
        ),
        ([shopIsThere, (firm, "2024-03-02", converts())], (firm, "2024-03-03", gone), []),
        // Promoting.
        ([], (firm, "2024-03-02", promoted), []),
        (
            [isThere, (firm, "2024-03-02", promoted)], (firm, "2024-04-02", promoted),
            [
                "alreadyPromoted@subject"
            ]
        ),
        (
            [], (firm, "2024-03-02", .enterprisePromoted(count(.enterprise))),
            ["fieldNotAllowed@enterprisePromoted.count"]
        ),
        (
            [],
            (firm, "2024-03-02", .enterprisePromoted(.with { $0.category = .farmersCooperative })),
            ["otherCategory@enterprisePromoted.category"]
        ),
        ([], (nil, "2024-03-02", .enterprisePromoted(count(.enterprise))), []),
        (
            [], (nil, "2024-03-02", promoted),
            [
                "fieldMissing@enterprisePromoted.category", "fieldMissing@enterprisePromoted.count",
            ]
        ),
        // Conversions by counts.
        ([], (nil, "2024-03-02", converted(4)), []),
        ([], (nil, "2024-03-02", converted(nil)), ["fieldMissing@entityConverted.count"]),
        (
            [], (nil, "2024-03-02", converted(4, nil)),
            ["fieldMissing@entityConverted.formerCategory"]
        ),
        (
            [], (nil, "2024-03-02", converted(4, .total)),
            [
                "otherCategory@entityConverted.formerCategory"
            ]
        ),
        (
            [], (nil, "2024-03-02", converts()),
            [
                "fieldNotAllowed@entityConverted.former", "fieldMissing@entityConverted.count",
            ]
        ),
    ]

    @Test(arguments: table)
    private func isJudged(_ steps: [Step], _ step: Step, refusals: [String]) {
        var ledger = LedgerScript()
        for step in steps {
            #expect(ledger.log(step.subject, step.day, step.content).refusals == [])
        }
        #expect(ledger.log(step.subject, step.day, step.content).refusals == refusals)
    }

    /// A registry has those that left or ended on its list of the year all the same.
    @Test func aPromotionOfOneThatEndedIsTakenWithAWarning() {
        var ledger = LedgerScript()
        ledger.log(Self.firm, "2024-03-01", Self.enters(.enterprise))
        ledger.log(Self.firm, "2024-03-02", Self.gone)
        #expect(ledger.log(Self.firm, "2024-03-01", Self.promoted).warnings == [.entityClosed])
    }

    @Test func anEntityIsSmall() {
        #expect(MemoryLayout<EntityState>.stride == 24)
        let codes = [Self.firm, Self.otherFirm, Self.shop, Self.cooperative, Self.code("92", 2)]
        #expect(Set(codes.map { CreditCode(text: $0)!.number }).count == codes.count)
    }
}

/// A (unit, category, year) is kept by counts or by single entities.
extension EntityTests {
    private static let keeping = "otherKeeping@"

    private static let keepings: [(Step, Step, [String])] = [
        ((nil, "2024-02-01", .entityStockReported(count(.enterprise))), isThere, [keeping]),
        ((nil, "2024-02-01", .entitiesRegistered(count(.enterprise))), isThere, [keeping]),
        (isThere, (nil, "2024-02-01", .entitiesDeregistered(count(.enterprise))), [keeping]),
        // A total holds the single entities of every category.
        ((nil, "2024-02-01", .entityStockReported(count(.total))), isThere, [keeping]),
        (isThere, (nil, "2024-02-01", .entitiesMovedIn(count(.total))), [keeping]),
        // Another category, year or unit.
        (isThere, (nil, "2024-02-01", .entitiesRegistered(count(.individualBusiness))), []),
        ((nil, "2023-12-31", .entityStockReported(count(.enterprise))), isThere, []),
        (isThere, (nil, "2023-12-31", .entityStockReported(count(.total))), []),
        (
            (nil, "2024-02-01", .entitiesRegistered(count(.enterprise))),
            (firm, "2024-03-01", enters(.enterprise, at: "T1")), []
        ),
        // What a count contains keeps nothing.
        (
            (nil, "2024-02-01", .entityStockReported(count(.enterprise))),
            (firm, "2024-03-01", enters(.enterprise, .counted)), []
        ),
        // Milestones are kept apart from the stock, and from one another.
        (
            (nil, "2024-02-01", .entityStockReported(count(.enterprise))),
            (firm, "2024-03-01", promoted), []
        ),
        (
            (nil, "2024-02-01", .enterprisePromoted(count(.enterprise))),
            (firm, "2024-03-01", promoted), [keeping]
        ),
        (
            (firm, "2024-03-01", promoted), (nil, "2024-02-01", .enterprisePromoted(count(.total))),
            [keeping]
        ),
        (isThere, (nil, "2024-02-01", converted(3)), []),
    ]

    @Test(arguments: keepings)
    private func isKeptOneWay(_ first: Step, _ second: Step, refusals: [String]) {
        var ledger = LedgerScript()
        #expect(ledger.log(first.subject, first.day, first.content).refusals == [])
        #expect(ledger.log(second.subject, second.day, second.content).refusals == refusals)
        // Once the first is gone, nothing stands in the way.
        #expect(ledger.undo(ledger.journal[2].fact.id!).refusals == [])
        if !refusals.isEmpty {
            #expect(ledger.log(second.subject, second.day, second.content).refusals == [])
        }
    }

    /// A move keeps both units; the end of an entity keeps the unit where it stands.
    @Test func aMoveKeepsBothItsUnits() {
        var ledger = LedgerScript()
        let flow = Content.entitiesRegistered(Self.count(.enterprise))
        ledger.log(nil, "2024-01-01", flow, unit: "T1")
        ledger.log(Self.firm, "2023-03-01", Self.enters(.enterprise))
        let move = Self.moves(to: "T1")
        #expect(ledger.log(Self.firm, "2024-03-01", move).refusals == [Self.keeping])
        #expect(ledger.log(Self.firm, "2023-04-01", move).refusals == [])
        #expect(ledger.log(Self.firm, "2024-03-01", Self.gone).refusals == [Self.keeping])
        #expect(ledger.log(nil, "2023-05-01", flow, unit: "T1").refusals == [Self.keeping])
        #expect(ledger.log(nil, "2023-05-01", flow).refusals == [Self.keeping])
        #expect(ledger.log(nil, "2024-05-01", flow).refusals == [])
    }

    @Test func aConversionKeepsBothCategories() {
        var ledger = LedgerScript()
        ledger.log(Self.shop, "2023-03-01", Self.enters(.individualBusiness))
        ledger.log(nil, "2024-01-01", .entitiesRegistered(Self.count(.enterprise)))
        let conversion = Self.converts()
        #expect(ledger.log(Self.firm, "2024-03-01", conversion).refusals == [Self.keeping])
        #expect(ledger.log(Self.firm, "2023-03-01", conversion).refusals == [])
        #expect(ledger.log(nil, "2023-03-01", Self.converted(3)).refusals == [Self.keeping])
    }
}

/// Corrections, voids and batches that fail.
extension EntityTests {
    private func entity(_ code: String) -> Subject { .entity(CreditCode(text: code)!) }

    @Test func factsOfAnEntityAreFoundInTheirOrder() {
        var ledger = LedgerScript()
        ledger.log(Self.firm, "2024-03-01", Self.enters(.enterprise))
        ledger.log(Self.shop, "2024-03-01", Self.enters(.individualBusiness))
        ledger.log(Self.firm, "2024-03-02", Self.promoted)
        ledger.undo(ledger.newest)
        ledger.log(Self.firm, "2024-03-03", Self.gone)
        let positions = ledger.state.positions(of: entity(Self.firm)).map(\.number)
        #expect(positions == [3, 5, 6, 7])
        #expect(ledger.state.positions(of: entity(Self.shop)).map(\.number) == [4])
        #expect(ledger.state.positions(of: entity(Self.otherFirm)) == [])
    }

    @Test func aVoidedPromotionMayComeAgain() {
        var ledger = LedgerScript()
        ledger.log(Self.firm, "2024-03-02", Self.promoted)
        #expect(ledger.undo(ledger.newest).refusals == [])
        #expect(ledger.log(Self.firm, "2024-03-03", Self.promoted).refusals == [])
    }

    /// The former entity's facts stand as long as its conversion does, and open again after it.
    @Test func whatAConversionRestsOnStands() {
        var ledger = LedgerScript()
        ledger.log(Self.shop, "2024-03-01", Self.enters(.individualBusiness))
        let registration = ledger.newest
        ledger.log(Self.firm, "2024-04-01", Self.converts())
        let conversion = ledger.newest
        guard case .refused(let findings) = ledger.undo(registration) else {
            Issue.record("an entity that was converted was voided")
            return
        }
        #expect(findings.map(\.rule) == [.laterFactUnlawful])
        #expect(findings.map(\.position?.number) == [4])
        let later = "laterFactUnlawful@"
        func correct(_ content: Content, day: String = "2024-03-01") -> [String] {
            ledger.correct(registration, content, day: day, subject: Self.shop).refusals
        }
        #expect(correct(Self.enters(.individualBusiness, at: "T1")) == [later])
        #expect(correct(Self.enters(.individualBusiness), day: "2024-05-01") == [later])
        #expect(correct(Self.enters(.individualBusiness), day: "2024-02-01") == [])
        #expect(ledger.undo(conversion).refusals == [])
        let void = ledger.newest
        #expect(
            ledger.log(Self.firm, "2024-05-01", Self.gone).refusals == ["unknownEntity@subject"])
        #expect(ledger.log(Self.shop, "2024-05-01", Self.gone).refusals == [])
        // The conversion does not come back to an entity that ended by now.
        #expect(ledger.undo(void).refusals == [later])
        #expect(ledger.undo(ledger.newest).refusals == [])
        #expect(ledger.undo(void).refusals == [])
        #expect(ledger.log(Self.shop, "2024-05-01", Self.gone).refusals == ["entityClosed@subject"])
        #expect(ledger.log(Self.firm, "2024-05-01", Self.gone).refusals == [])
    }

    @Test func aConversionIsCorrectedToAnotherEntity() {
        var ledger = LedgerScript()
        let other = Self.code("92", 2)
        ledger.log(Self.shop, "2024-03-01", Self.enters(.individualBusiness))
        ledger.log(other, "2024-03-01", Self.enters(.individualBusiness))
        ledger.log(Self.firm, "2024-04-01", Self.converts())
        #expect(
            ledger.correct(
                ledger.newest, Self.converts(other), day: "2024-04-01", subject: Self.firm
            ).refusals == [])
        #expect(ledger.log(other, "2024-05-01", Self.gone).refusals == ["entityClosed@subject"])
        #expect(ledger.log(Self.shop, "2024-05-01", Self.gone).refusals == [])
    }

    /// A correction into a year that is kept the other way, and out of it.
    @Test func aCorrectionMovesWhatItKeeps() {
        var ledger = LedgerScript()
        let flow = Content.entitiesRegistered(Self.count(.enterprise))
        ledger.log(nil, "2023-02-01", flow)
        ledger.log(Self.firm, "2024-03-01", Self.enters(.enterprise))
        let registration = ledger.newest
        func correct(_ day: String) -> [String] {
            ledger.correct(
                ledger.newest, Self.enters(.enterprise), day: day, subject: Self.firm
            ).refusals
        }
        #expect(correct("2023-03-01") == ["otherKeeping@corrected.restated"])
        #expect(ledger.newest == registration)
        #expect(correct("2022-03-01") == [])
        #expect(ledger.log(nil, "2024-02-01", flow).refusals == [])
        #expect(ledger.log(nil, "2022-02-01", flow).refusals == [Self.keeping])
    }

    /// What failed leaves nothing behind: not the entity, its end, its links or what it keeps.
    @Test func aBatchThatFailsLeavesNothing() {
        var ledger = LedgerScript()
        ledger.log(Self.shop, "2023-03-01", Self.enters(.individualBusiness))
        let before = ledger
        let mark = ledger.state.mark
        ledger.log(Self.firm, "2024-03-01", Self.converts())
        ledger.log(Self.firm, "2024-03-02", Self.promoted)
        ledger.undo(ledger.newest)
        ledger.correct(
            ledger.journal[3].fact.id!, Self.converts(), day: "2024-03-03", subject: Self.firm)
        #expect(ledger.state.positions(of: entity(Self.firm)).count == 4)
        ledger.state.rollBack(to: mark)
        ledger.journal = before.journal
        #expect(ledger.state.positions(of: entity(Self.firm)) == [])
        #expect(ledger.state.keeping == before.state.keeping)
        #expect(ledger.state.conversions.isEmpty)
        #expect(
            ledger.log(nil, "2024-02-01", .entitiesRegistered(Self.count(.enterprise))).refusals
                == [])
        #expect(ledger.log(Self.shop, "2024-03-02", Self.gone).refusals == [])
        #expect(ledger.log(Self.firm, "2023-03-01", Self.promoted).refusals == [])
    }
}

extension LedgerScript {
    /// Voids a fact, of whatever subject.
    @discardableResult
    fileprivate mutating func undo(_ id: FactID) -> Verdict {
        let fact = journal.first { $0.fact.id == id }?.fact
        return void(id, of: fact!.derivedSubject!.text)
    }
}
