// SPDX-License-Identifier: Apache-2.0
//
// Single business entities in the cells and figures: flows and stocks of their units, beside counts.

import Pipeline
import Testing

@testable import Rollup

/// The credit code with that prefix and number.
func creditCode(_ prefix: String, _ number: Int) -> CreditCode {
    let digits = String(number)
    let zeros = String(repeating: "0", count: 13 - digits.utf8.count)
    let text = "\(prefix)MA\(zeros)\(digits)"
    let check = CreditCode.checkCharacter(of: text + "0")!
    return CreditCode(text: text + String(UnicodeScalar(check)))!
}

extension Content {
    static func with(_ category: EntityCategory, _ entry: EntityEntry? = nil) -> Content {
        var registered = EntityRegistered()
        (registered.category, registered.entry) = (category, entry)
        return .entityRegistered(registered)
    }

    static func converted(from code: CreditCode) -> Content {
        var converted = EntityConverted()
        converted.former = code
        return .entityConverted(converted)
    }

    static func moved(to unit: String?) -> Content {
        var moved = EntityMoved()
        moved.to = unit.flatMap(UnitCode.init(text:))
        return .entityMoved(moved)
    }
}

@Suite struct SingleEntityTests {
    private static let firm = creditCode("91", 1)
    private static let shop = creditCode("92", 1)
    private static let gone = Content.entityDeregistered(EntityDeregistered())

    private static func count(_ count: Int64, _ category: EntityCategory) -> EntityCount {
        var entities = EntityCount()
        (entities.count, entities.category) = (count, category)
        return entities
    }

    private func figures(
        _ ledger: SmallLedger, _ category: EntityCategory? = nil, unit: String = "A",
        from: String = "2024-01-01", to: String = "2024-06-30"
    ) -> [Figure] {
        EntityFigures(
            unit: UnitCode(text: unit)!, category: category, period: day(from)...day(to),
            threshold: nil, tree: SmallLedger.tree, source: ledger.source(asOf: to)
        ).answer()
    }

    @Test func aStockIsTheSumOfThoseThatAreThere() {
        var ledger = SmallLedger()
        for number in 1...3 {
            let code = creditCode("91", number).text
            ledger.log("2024-02-0\(number)", .with(.enterprise), subject: code)
        }
        ledger.log("2024-03-01", Self.gone, subject: Self.firm.text)
        let firms = figures(ledger, .enterprise)
        #expect(firms.value(.entityStock) == .count(2))
        #expect(firms.value(.registered) == .count(3))
        #expect(firms.value(.deregistered) == .count(1))
        #expect(firms.value(.movedIn) == .count(0))
        #expect(firms.value(.netIncrease) == .missing(.noBase))
        #expect(figures(ledger, .enterprise, from: "2024-02-03").value(.netIncrease) == .count(0))
        let all = figures(ledger)
        #expect(all.value(.entityStock) == .count(2))
        #expect(all.first(.entityStock)?.notes == [.sumOfCategories, .partsMissing])
        #expect(all.value(.registered) == .count(3))
        let shops = figures(ledger, .individualBusiness)
        #expect(shops.value(.entityStock) == .missing(.noReport))
        #expect(shops.value(.registered) == .missing(.noReport))
        #expect(all.value(.movedIn) == .missing(.noReport))
    }

    /// Where nobody counts, none is none; of all together once every category is kept so.
    @Test func aFlowOfWhatIsKeptSinglyMayBeZero() {
        var ledger = SmallLedger()
        let parts: [(String, EntityCategory)] = [
            ("91", .enterprise), ("92", .individualBusiness), ("93", .farmersCooperative),
        ]
        for (prefix, category) in parts {
            #expect(figures(ledger).value(.deregistered) == .missing(.noReport))
            ledger.log("2024-02-01", .with(category), subject: creditCode(prefix, 1).text)
            #expect(figures(ledger, category).value(.deregistered) == .count(0))
        }
        #expect(figures(ledger).value(.deregistered) == .count(0))
        // Of a year of which nothing was told nobody knows how it is kept.
        #expect(
            figures(ledger, from: "2025-01-01", to: "2025-06-30").value(.registered)
                == .missing(.noReport))
    }

    /// What is not counted in the flows is not in the stock either.
    @Test func anEntityThatACountContainsAddsNothing() {
        var ledger = SmallLedger()
        ledger.log("2023-12-31", .entityStockReported(Self.count(10, .enterprise)))
        ledger.log("2023-12-31", .with(.enterprise, .counted), subject: Self.firm.text)
        #expect(figures(ledger, .enterprise).value(.entityStock) == .count(10))
        ledger.log("2024-03-01", Self.gone, subject: Self.firm.text)
        let firms = figures(ledger, .enterprise)
        #expect(firms.value(.entityStock) == .count(9))
        #expect(firms.value(.netIncrease) == .count(-1))
        #expect(firms.value(.registered) == .count(0))
    }

    @Test func aConversionLeavesTheTotalAsItIs() {
        var ledger = SmallLedger()
        ledger.log("2023-05-01", .with(.individualBusiness), subject: Self.shop.text)
        ledger.log("2023-05-02", .with(.enterprise), subject: creditCode("91", 2).text)
        ledger.log("2023-05-02", .with(.farmersCooperative), subject: creditCode("93", 2).text)
        ledger.log("2024-03-01", .converted(from: Self.shop), subject: Self.firm.text)
        let all = figures(ledger)
        #expect(all.value(.entityStock) == .count(3))
        #expect(all.value(.netIncrease) == .count(0))
        #expect(all.value(.registered) == .missing(.noReport))
        #expect(all.value(.deregistered) == .missing(.noReport))
        for category in [nil, EntityCategory.individualBusiness, .enterprise] {
            #expect(figures(ledger, category).value(.converted) == .count(1))
        }
        #expect(figures(ledger, .farmersCooperative).value(.converted) == nil)
        #expect(figures(ledger, .individualBusiness).value(.netIncrease) == .count(-1))
        #expect(figures(ledger, .enterprise).value(.netIncrease) == .count(1))
    }

    /// The counts of registrations and deregistrations hold them already.
    @Test func countsOfConversionsAndPromotionsMoveNoStock() {
        var ledger = SmallLedger()
        ledger.log("2023-12-31", .entityStockReported(Self.count(10, .enterprise)))
        var converted = EntityConverted()
        (converted.formerCategory, converted.count) = (.individualBusiness, 4)
        ledger.log("2024-02-01", .entityConverted(converted))
        ledger.log("2024-02-01", .enterprisePromoted(Self.count(2, .enterprise)))
        let firms = figures(ledger, .enterprise)
        #expect(firms.value(.entityStock) == .count(10))
        #expect(firms.value(.netIncrease) == .count(0))
        #expect(firms.value(.converted) == .count(4))
        #expect(firms.value(.promoted) == .count(2))
        #expect(figures(ledger).value(.promoted) == .count(2))
        #expect(figures(ledger, .individualBusiness).value(.promoted) == nil)
    }

    @Test func aMoveIsOutHereAndInThere() {
        var ledger = SmallLedger()
        ledger.log("2023-05-01", .with(.enterprise), unit: "T1", subject: Self.firm.text)
        ledger.log("2023-05-01", .with(.enterprise), unit: "T2", subject: creditCode("91", 2).text)
        ledger.log("2024-02-01", .moved(to: "T2"), subject: Self.firm.text)
        func towns(_ name: FigureName) -> [FigureValue?] {
            ["T1", "T2"].map { figures(ledger, .enterprise, unit: $0).value(name) }
        }
        #expect(towns(.entityStock) == [.count(0), .count(2)])
        #expect(towns(.movedOut) == [.count(1), .count(0)])
        #expect(towns(.movedIn) == [.count(0), .count(1)])
        let county = figures(ledger, .enterprise)
        #expect(county.value(.entityStock) == .count(2))
        #expect(county.value(.netIncrease) == .count(0))
        #expect(county.first(.entityStock)?.notes == [.sumOfUnitsBelow])
        // Out of the area and back; then it is struck off where it stands.
        ledger.log("2024-03-01", .moved(to: nil), subject: Self.firm.text)
        #expect(towns(.entityStock) == [.count(0), .count(1)])
        ledger.log("2024-04-01", .moved(to: "T1"), subject: Self.firm.text)
        ledger.log("2024-05-01", Self.gone, subject: Self.firm.text)
        #expect(towns(.entityStock) == [.count(0), .count(1)])
        #expect(towns(.deregistered) == [.count(1), .count(0)])
    }

    @Test func aPromotionIsAMilestoneOfTheUnitThatSaysSo() {
        var ledger = SmallLedger()
        ledger.log("2024-02-01", .enterprisePromoted(EntityCount()), subject: Self.firm.text)
        #expect(figures(ledger).value(.promoted) == .count(1))
        #expect(figures(ledger).value(.entityStock) == .missing(.noReport))
    }

    /// Of a registration learned later than the end, as of a day between the two.
    @Test func whatDoesNotFollowChangesNothing() {
        var ledger = SmallLedger()
        ledger.log("2024-05-01", .with(.enterprise), subject: Self.firm.text)
        ledger.log("2024-03-01", Self.gone, subject: Self.firm.text)
        ledger.log("2024-06-01", .with(.enterprise), subject: Self.firm.text)
        #expect(
            figures(ledger, .enterprise, to: "2024-04-01").value(.deregistered)
                == .missing(.noReport))
        #expect(figures(ledger, .enterprise).value(.registered) == .count(1))
        #expect(figures(ledger, .enterprise).value(.entityStock) == .count(1))
    }
}

/// Laws of a stock that goes on by single entities after it was counted, and by counts after these.
@Suite struct MixedStockTests {
    private static func report(_ number: Int64, _ category: EntityCategory = .enterprise) -> Content
    {
        var count = EntityCount()
        (count.count, count.category) = (number, category)
        return .entityStockReported(count)
    }

    /// 2022 by singles, a report at its end, 2024 by singles, a report on 1 January 2025.
    private static let ledger: SmallLedger = {
        var ledger = SmallLedger()
        for (number, text) in ["2022-03-01", "2022-06-01", "2024-02-01", "2024-03-01"].enumerated()
        {
            ledger.log(text, .with(.enterprise), subject: creditCode("91", number).text)
        }
        ledger.log("2022-12-31", report(100))
        ledger.log(
            "2024-04-01", .entityDeregistered(EntityDeregistered()),
            subject: creditCode("91", 0).text)
        ledger.log("2025-01-01", report(500))
        return ledger
    }()

    private func history(_ asOf: String) -> StockHistory {
        StockHistory(
            of: UnitCode(text: "A")!, category: .enterprise, until: day(asOf),
            tree: SmallLedger.tree, source: Self.ledger.source(asOf: asOf))
    }

    private static let stocks: [(String, Int128)] = [
        ("2022-05-31", 1), ("2022-12-30", 2), ("2022-12-31", 100), ("2024-01-31", 100),
        ("2024-03-15", 102), ("2024-12-31", 101), ("2025-01-01", 500), ("2025-06-30", 500),
    ]

    @Test(arguments: stocks)
    func aReportContainsTheSingleChangesBeforeIt(_ text: String, _ stock: Int128) {
        #expect(history(text).stock(on: day(text)) == .count(stock))
        // Whatever is known of later days.
        #expect(history("2025-06-30").stock(on: day(text)) == .count(stock))
    }

    /// Of every two days the increase is the difference of their stocks, and so say its terms.
    @Test func anIncreaseIsTheDifferenceOfTwoStocks() {
        let history = history("2025-06-30")
        let source = Self.ledger.source(asOf: "2025-06-30")
        func sum(_ terms: [Term]) -> Int128 {
            terms.reduce(0) { $0 + $1.factor * source.tally($1.cell, days: $1.days).amount }
        }
        for (index, before) in Self.stocks.enumerated() {
            #expect(sum(history.terms(by: day(before.0))) == before.1)
            for after in Self.stocks.dropFirst(index + 1) {
                let days = day(before.0).advanced(by: 1)...day(after.0)
                #expect(history.netIncrease(over: days) == .count(after.1 - before.1))
                #expect(sum(history.terms(over: days)) == after.1 - before.1)
            }
        }
    }

    @Test func aCrossingByASingleEntityIsFound() {
        #expect(
            history("2025-06-30").firstDay(
                reaching: 102, within: day("2000-01-01")...day("2025-06-30")) == day("2024-03-01"))
        #expect(
            history("2025-06-30").firstDay(
                reaching: 103, within: day("2000-01-01")...day("2025-06-30")) == day("2025-01-01"))
    }

    /// A reported total goes on with the single entities of all categories, and says what it lacks.
    @Test func aTotalGoesOnBySingleEntities() {
        var ledger = SmallLedger()
        ledger.log("2023-12-31", Self.report(1_000, .total))
        ledger.log("2022-02-01", .with(.enterprise), subject: creditCode("91", 1).text)
        ledger.log("2024-02-01", .with(.enterprise), subject: creditCode("91", 2).text)
        ledger.log("2024-02-01", .with(.individualBusiness), subject: creditCode("92", 2).text)
        let before = ledger.figures(asOf: "2024-06-30").first(.entityStock)
        #expect(before?.value == .count(1_002) && before?.notes == [])
        #expect(ledger.figures(asOf: "2024-06-30").value(.netIncrease) == .count(2))
        var flow = EntityCount()
        (flow.count, flow.category) = (7, .farmersCooperative)
        ledger.log("2024-03-01", .entitiesRegistered(flow))
        let after = ledger.figures(asOf: "2024-06-30").first(.entityStock)
        #expect(after?.value == .count(1_002) && after?.notes == [.partsMissing])
    }
}
