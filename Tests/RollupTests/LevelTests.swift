// SPDX-License-Identifier: Apache-2.0
//
// Levels: indicators with their status and base, stocks of business entities with their flows, and
// what is said when something was not reported.

import Pipeline
import Testing

@testable import Rollup

@Suite struct LevelTests {
    static func report(
        _ fen: Int64, to: String, status: FigureStatus = .flash, from: String? = nil,
        _ accumulation: Accumulation = .cumulative
    ) -> Content {
        var report = IndicatorReported()
        report.measure = .projectInvestment
        report.to = day(to)
        report.from = from.map(day) ?? day(to).firstOfYear
        report.accumulation = accumulation
        report.status = status
        report.amount = Money(fen: fen)
        return .indicatorReported(report)
    }

    private static func entities(
        _ count: Int64, _ category: EntityCategory = .total
    ) -> EntityCount {
        var entities = EntityCount()
        (entities.count, entities.category) = (count, category)
        return entities
    }

    @Test func yearOnYearGoesFromMonthEndToMonthEnd() {
        var ledger = SmallLedger()
        ledger.log(nil, Self.report(20_000, to: "2023-02-28"))
        ledger.log(nil, Self.report(58_500, to: "2024-02-29"))
        let figures = ledger.figures(asOf: "2024-02-29")
        #expect(figures.value(.indicator) == .fen(58_500))
        #expect(figures.value(.yearOnYear)?.equals(1_925, over: 1_000) == true)
        let earlier = ledger.figures(asOf: "2023-12-31")
        #expect(earlier.value(.indicator) == .fen(20_000))
        #expect(earlier.value(.yearOnYear) == .missing(.noBase))
        #expect(earlier.first(.indicator)?.notes == [.earlierPeriod])
    }

    @Test func aBaseThatIsNotAboveZeroGivesNoRate() {
        var ledger = SmallLedger()
        ledger.log(nil, Self.report(0, to: "2023-06-30"))
        ledger.log(nil, Self.report(5, to: "2024-06-30"))
        #expect(ledger.figures(asOf: "2024-06-30").value(.yearOnYear) == .missing(.baseNotPositive))
    }

    /// estimate < flash < final, then the position.
    @Test func theFirmestValueWins() {
        var ledger = SmallLedger()
        ledger.log("2024-04-02", Self.report(1, to: "2024-03-31", status: .flash))
        ledger.log("2024-04-03", Self.report(2, to: "2024-03-31", status: .estimate))
        #expect(ledger.figures(asOf: "2024-04-30").value(.indicator) == .fen(1))
        ledger.log("2024-04-04", Self.report(3, to: "2024-03-31", status: .flash))
        #expect(ledger.figures(asOf: "2024-04-30").value(.indicator) == .fen(3))
        ledger.log("2024-05-01", Self.report(4, to: "2024-03-31", status: .final))
        let april = ledger.figures(asOf: "2024-04-30").first(.indicator)
        let may = ledger.figures(asOf: "2024-05-31").first(.indicator)
        #expect(april?.value == .fen(3) && april?.status == .flash)
        #expect(may?.value == .fen(4) && may?.status == .final)
    }

    @Test func cumulativeIsPreferredToAlone() {
        var ledger = SmallLedger()
        ledger.log(nil, Self.report(9, to: "2024-03-31"))
        ledger.log(nil, Self.report(4, to: "2024-04-30", from: "2024-04-01", .alone))
        #expect(ledger.figures(asOf: "2024-04-30").value(.indicator) == .fen(9))
    }

    @Test func aReportedStockContainsTheFlowsOfItsDay() {
        var ledger = SmallLedger()
        ledger.log("2023-12-31", .entityStockReported(Self.entities(29_640)))
        ledger.log("2024-02-01", .entitiesRegistered(Self.entities(400)))
        ledger.log("2024-02-01", .entityStockReported(Self.entities(30_018)))
        ledger.log("2024-03-01", .entitiesDeregistered(Self.entities(50)))
        let figures = ledger.figures(asOf: "2024-06-30")
        #expect(figures.value(.entityStock) == .count(29_968))
        #expect(figures.value(.netIncrease) == .count(328))
        #expect(ledger.figures(asOf: "2024-02-01").value(.firstCrossing) == .day(day("2024-02-01")))
        let asked = ledger.figures(asOf: "2024-06-30", threshold: 30_019)
        #expect(asked.value(.firstCrossing) == .missing(.neverCrossed))
    }

    @Test func withoutAReportThereIsNoStock() {
        var ledger = SmallLedger()
        #expect(ledger.figures(asOf: "2024-06-30").value(.entityStock) == .missing(.noReport))
        ledger.log("2024-02-01", .entitiesRegistered(Self.entities(4)))
        #expect(ledger.figures(asOf: "2024-06-30").value(.entityStock) == .missing(.noReport))
        ledger.log("2024-03-01", .entityStockReported(Self.entities(7)))
        let figures = ledger.figures(asOf: "2024-06-30")
        #expect(figures.value(.entityStock) == .count(7))
        #expect(figures.value(.netIncrease) == .missing(.noBase))
        #expect(ledger.figures(asOf: "2024-02-28").value(.entityStock) == .missing(.noReport))
    }

    @Test func ownReportBeforeCategoriesBeforeUnitsBelow() {
        var ledger = SmallLedger()
        ledger.log("2024-01-01", .entityStockReported(Self.entities(3)), unit: "T1")
        ledger.log("2024-01-01", .entityStockReported(Self.entities(4)), unit: "T2")
        #expect(stock(ledger) == [.sumOfUnitsBelow: 7])
        ledger.log("2024-01-02", .entityStockReported(Self.entities(5, .enterprise)))
        ledger.log("2024-01-02", .entityStockReported(Self.entities(6, .individualBusiness)))
        // Two of three categories are no total while the units below have one.
        #expect(stock(ledger) == [.sumOfUnitsBelow: 7])
        ledger.log("2024-01-02", .entityStockReported(Self.entities(1, .farmersCooperative)))
        #expect(stock(ledger) == [.sumOfCategories: 12])
        ledger.log("2024-01-03", .entityStockReported(Self.entities(20)))
        #expect(stock(ledger) == [nil: 20])
    }

    @Test func oneCategoryDoesNotPassForTheTotal() {
        var ledger = SmallLedger()
        ledger.log("2024-01-02", .entityStockReported(Self.entities(5, .enterprise)))
        let stock = ledger.figures(asOf: "2024-06-30").first(.entityStock)
        #expect(stock?.value == .count(5))
        #expect(stock?.notes == [.sumOfCategories, .partsMissing])
    }

    /// A part that is missing far below is missing in the sum above it.
    @Test func aMissingPartIsSaidAtEveryLevelAbove() {
        var ledger = SmallLedger()
        ledger.log("2024-01-01", .entityStockReported(Self.entities(3)), unit: "T1")
        let notes = ledger.figures(asOf: "2024-06-30").first(.entityStock)?.notes
        #expect(notes == [.sumOfUnitsBelow, .partsMissing])

        var tree = SmallLedger.tree
        var second = UnitRecord(code: UnitCode(text: "W")!, name: "W", definedOn: day("2020-01-01"))
        second.latest.parent = UnitCode(text: "T1")
        tree.insert(second)
        ledger = SmallLedger()
        ledger.log("2024-01-01", .entityStockReported(Self.entities(3)), unit: "V")
        ledger.log("2024-01-01", .entityStockReported(Self.entities(4)), unit: "T2")
        let history = StockHistory(
            of: UnitCode(text: "A")!, until: day("2024-06-30"), tree: tree,
            source: ledger.source(asOf: "2024-06-30"))
        #expect(history.notes == [.sumOfUnitsBelow, .partsMissing])
    }

    private func stock(_ ledger: SmallLedger) -> [FigureNote?: Int128] {
        let figure = ledger.figures(asOf: "2024-06-30").first(.entityStock)
        guard case .number(let value, _)? = figure?.value else { return [:] }
        return [figure?.notes.first: value.numerator]
    }

    /// The total is not added to the categories that it is made of.
    @Test func aFlowReportedInTotalAndByCategoryCountsOnce() {
        var ledger = SmallLedger()
        ledger.log("2024-02-01", .entitiesRegistered(Self.entities(10)))
        ledger.log("2024-02-01", .entitiesRegistered(Self.entities(6, .enterprise)))
        ledger.log("2024-02-01", .entitiesMovedIn(Self.entities(2, .enterprise)))
        ledger.log("2024-02-01", .entitiesMovedIn(Self.entities(1, .farmersCooperative)))
        let all = figures(ledger, nil)
        #expect(all.value(.registered) == .count(10))
        #expect(all.value(.movedIn) == .count(3))
        #expect(all.first(.movedIn)?.notes == [.sumOfCategories])
        #expect(all.value(.movedOut) == .missing(.noReport))
        #expect(figures(ledger, .enterprise).value(.registered) == .count(6))
    }

    private func figures(_ ledger: SmallLedger, _ category: EntityCategory?) -> [Figure] {
        EntityFigures(
            unit: UnitCode(text: "A")!, category: category,
            period: day("2024-01-01")...day("2024-06-30"), threshold: nil,
            tree: SmallLedger.tree, source: ledger.source(asOf: "2024-06-30")
        ).answer()
    }

    /// A task is shown even while nothing was reported of its measure.
    @Test func aTaskWithoutAReportIsShownAsSuch() {
        var ledger = SmallLedger()
        ledger.log(nil, ProgressTests.task(.projectInvestment, fen: 500))
        ledger.log(nil, ProgressTests.task(.entityStock, count: 30_000))
        let figures = ledger.figures(asOf: "2024-06-30")
        for measure in [Measure.projectInvestment, .entityStock] {
            #expect(figures.first(.task, of: measure) != nil)
            #expect(figures.value(.completionRate, of: measure) == .missing(.noReport))
            #expect(figures.value(.proRata, of: measure)?.equals(1, over: 2) == true)
            #expect(figures.value(.aheadBehind, of: measure) == .missing(.noReport))
            #expect(figures.value(.stillNeeded, of: measure) == .missing(.noReport))
        }
        #expect(figures.value(.task, of: .projectInvestment) == .fen(500))
    }
}
