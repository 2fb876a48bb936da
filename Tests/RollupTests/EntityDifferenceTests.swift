// SPDX-License-Identifier: Apache-2.0
//
// A stock held against its flows: over random counts and single entities the difference is what the reports
// say that the flows do not, counted here by hand.

import Pipeline
import Seeded
import Testing

@testable import Rollup

@Suite struct EntityDifferenceTests {
    private static func count(_ count: Int64, _ category: EntityCategory) -> EntityCount {
        var entities = EntityCount()
        (entities.count, entities.category) = (count, category)
        return entities
    }

    /// Counted enterprises of 2024: flows, and now and then a report that is off by some.
    @Test func theDifferenceIsThatOfTheReports() {
        var random = Generator(seed: 5)
        var off = 0
        for _ in 0..<80 {
            var ledger = SmallLedger()
            var stock: Int64 = 1_000
            ledger.log("2023-12-31", .entityStockReported(Self.count(stock, .enterprise)))
            var wanted: Int64 = 0
            for week in 0..<random.pick(1...12) {
                let date = day("2024-01-02").advanced(by: week * 7).text
                let number = Int64(random.pick(0...40))
                switch random.pick(0...4) {
                case 0:
                    ledger.log(date, .entitiesRegistered(Self.count(number, .enterprise)))
                    stock += number
                case 1:
                    ledger.log(date, .entitiesDeregistered(Self.count(number, .enterprise)))
                    stock -= number
                case 2:
                    ledger.log(date, .entitiesMovedIn(Self.count(number, .enterprise)))
                    stock += number
                case 3:
                    ledger.log(date, .entitiesMovedOut(Self.count(number, .enterprise)))
                    stock -= number
                default:
                    let error = Int64(random.pick([0, 0, -7, 12]))
                    stock += error
                    wanted += error
                    ledger.log(date, .entityStockReported(Self.count(stock, .enterprise)))
                }
            }
            let found = Self.figures(ledger, .enterprise)
            let flows: [FigureName] = [.registered, .deregistered, .movedIn, .movedOut]
            let told = flows.filter { found.value($0) != .missing(.noReport) }
            let difference = found.first(.stockDifference)
            if told.isEmpty {
                #expect(difference == nil)
            } else {
                #expect(difference?.value == .count(Int128(wanted)))
                #expect(difference?.notes == (told.count < 4 ? [.flowsMissing] : []))
            }
            if difference != nil, wanted != 0 { off += 1 }
        }
        #expect(off > 10)
    }

    private static func figures(
        _ ledger: SmallLedger, _ category: EntityCategory?, from: String = "2024-01-01"
    ) -> [Figure] {
        EntityFigures(
            unit: UnitCode(text: "A")!, category: category, period: day(from)...day("2024-06-30"),
            threshold: nil, tree: SmallLedger.tree, source: ledger.source(asOf: "2024-06-30")
        ).answer()
    }

    /// Single entities that register, end and convert explain their stocks wholly, in each category and in all.
    @Test func singleEntitiesLeaveNoDifference() {
        var random = Generator(seed: 6)
        var conversions = 0
        for _ in 0..<40 {
            var ledger = SmallLedger()
            for (prefix, category) in [
                ("91", EntityCategory.enterprise), ("92", .individualBusiness),
                ("93", .farmersCooperative),
            ] {
                for number in 1...4 {
                    let code = creditCode(prefix, number).text
                    ledger.log("2023-12-01", .with(category), subject: code)
                    let later = day("2024-01-05").advanced(by: random.pick(0...150)).text
                    switch random.pick(0...3) {
                    case 0:
                        ledger.log(later, .entityDeregistered(.init()), subject: code)
                    case 1 where prefix != "91":
                        conversions += 1
                        ledger.log(
                            later, .converted(from: CreditCode(text: code)!),
                            subject: creditCode("91", number * 10 + (prefix == "92" ? 1 : 2)).text)
                    case 2:
                        ledger.log(
                            later, .with(category),
                            subject: creditCode(prefix, 100 + number).text)
                    default: break
                    }
                }
            }
            for category in [nil] + EntityCategory.parts {
                guard let difference = Self.figures(ledger, category).first(.stockDifference)
                else { continue }
                #expect(difference.value == .count(0), "\(category.map(\.rawValue) ?? "all")")
            }
        }
        #expect(conversions > 20)
    }
}
