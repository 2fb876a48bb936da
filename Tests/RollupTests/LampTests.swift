// SPDX-License-Identifier: Apache-2.0
//
// Lamps: which rules are total, shown by counting at every bound and between; which lamp burns at the
// bounds themselves; orders and warnings by the day.

import Pipeline
import Seeded
import Testing

@testable import Pipeline
@testable import Rollup

@Suite struct LampTests {
    private func fault(_ rules: [LampRule]) -> String? {
        LampGrid(rules).fault().map { "\($0.rules) \($0.place)" }
    }

    @Test func theProductsOwnRulesAreTotal() {
        #expect(fault(LampRule.standard) == nil)
    }

    private static let table: [([LampRule], String?)] = [
        ([LampRule(.green)], nil),
        ([], "[] any number ahead, any days overdue"),
        (
            [LampRule(.green, aheadFrom: 0), LampRule(.red, aheadUpTo: -1_000)],
            "[] ahead > -10 and ahead < 0, any days overdue"
        ),
        (
            [LampRule(.green, aheadAbove: 0), LampRule(.red, aheadBelow: 0)],
            "[] ahead = 0, any days overdue"
        ),
        (
            [LampRule(.green, aheadFrom: -50), LampRule(.red, aheadUpTo: -5)],
            "[0, 1] ahead >= -0.5 and ahead <= -0.05, any days overdue"
        ),
        // The same lamp twice is no better: which rule is named?
        (
            [LampRule(.red), LampRule(.red, overdueFrom: 30)],
            "[0, 1] any number ahead, overdue >= 30"
        ),
        (
            [
                LampRule(.green, aheadFrom: 0, overdueBelow: 10),
                LampRule(.yellow, aheadBelow: 0, overdueBelow: 10),
                LampRule(.red, aheadBelow: 0, overdueFrom: 10),
            ], "[] ahead >= 0, overdue >= 10"
        ),
        (
            [
                LampRule(.green, overdueBelow: 10), LampRule(.yellow, overdueFrom: 20),
                LampRule(.red, aheadAbove: 3, overdueFrom: 10, overdueBelow: 20),
                LampRule(.yellow, aheadBelow: 3, overdueFrom: 10, overdueBelow: 20),
            ], "[] ahead = 0.03, overdue >= 10 and < 20"
        ),
    ]

    @Test(arguments: table)
    func aHoleIsNamed(_ rules: [LampRule], expected: String?) {
        #expect(fault(rules) == expected)
    }

    /// Total rules are those of which exactly one holds at each bound, beside it and far away.
    @Test func totalityIsCountedOut() {
        var random = Generator(seed: 7)
        var (total, broken) = (0, 0)
        for _ in 0..<2_000 {
            let rules = rules(&random)
            let isTotal = points.allSatisfy { ahead in
                (0...5).allSatisfy { days in
                    rules.count { $0.holds(ahead: ahead, overdueDays: days) } == 1
                }
            }
            #expect((LampGrid(rules).fault() == nil) == isTotal, "\(rules)")
            if isTotal { total += 1 } else { broken += 1 }
        }
        #expect(total > 100 && broken > 100, "\(total) total, \(broken) not")
    }

    /// Halves of a hundredth of a point, on both sides of every bound from -3 to 3.
    private let points = (-8...8).map { Fraction(Int128($0), over: 20_000) }

    /// A cut of the plane, of which a bound may be moved, turned or dropped.
    private func rules(_ random: inout Generator) -> [LampRule] {
        let bound = Int64(random.pick(-3...3))
        let day = Int64(random.pick(1...4))
        var rules = [
            LampRule(.green, aheadFrom: bound), LampRule(.yellow, aheadBelow: bound),
        ]
        if random.pick(0...1) == 0 {
            (rules[1].overdueBelow, rules[0].overdueFrom) = (day, nil)
            rules.append(LampRule(.red, aheadBelow: bound, overdueFrom: day))
        }
        let index = random.pick(0...rules.count - 1)
        switch random.pick(0...4) {
        case 0:
            rules[index].aheadFrom = rules[index].aheadFrom.map { _ in Int64(random.pick(-3...3)) }
        case 1: (rules[index].aheadUpTo, rules[index].aheadBelow) = (rules[index].aheadBelow, nil)
        case 2: rules[index].overdueBelow = random.pick([nil, day, day + 1])
        default: break
        }
        return rules
    }

    @Test func boundsAreOnTheSideThatTheySay() {
        func lamp(_ ahead: Fraction) -> Lamp? {
            LampRule.standard.first { $0.holds(ahead: ahead, overdueDays: 0) }?.lamp
        }
        #expect(lamp(Fraction(0)) == .green)
        #expect(lamp(Fraction(-1, over: 3_000_000)) == .yellow)
        #expect(lamp(Fraction(-1, over: 10)) == .red)
        // 10 points less one part in a trillion: not yet red, though it prints as -10.0.
        #expect(lamp(Fraction(-99_999_999_999, over: 1_000_000_000_000)) == .yellow)
    }

    @Test func theNextRungIsTheOneAboveAndTheLastStays() {
        let rungs = OrderRung.standard
        #expect(rungs.next(after: "提醒")?.name == "督办")
        #expect(rungs.next(after: "约谈")?.name == "约谈")
        #expect(rungs.next(after: nil)?.name == "提醒")
        #expect(rungs.next(after: "通报")?.name == "提醒")
        #expect([OrderRung]().next(after: "通报") == nil)
    }
}
