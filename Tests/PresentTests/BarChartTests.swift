// SPDX-License-Identifier: Apache-2.0

import Rollup
import Testing

@testable import Present

@Suite struct BarChartTests {
    @Test func barsAreCutToEighths() {
        let bars = BarChart.bars(
            [Fraction(1), Fraction(1, over: 2), Fraction(1, over: 16), Fraction(0), nil], width: 4)
        #expect(bars == ["████", "██", "▎", "", ""])
    }

    @Test func whatIsBelowZeroStandsLeftOfAnAxis() {
        let bars = BarChart.bars([Fraction(1), Fraction(-1, over: 2), Fraction(0), nil], width: 8)
        #expect(bars == ["    │████", "  ██│", "    │", "    │"])
    }

    @Test func onlyTheLargestIsFull() {
        let bars = BarChart.bars([Fraction(1_000), Fraction(999)], width: 1)
        #expect(bars == ["█", "▉"])
    }

    @Test func nothingHasNoScale() {
        #expect(BarChart.bars([Fraction(0), nil], width: 5) == ["", ""])
        #expect(BarChart.bars([], width: 5) == [])
    }
}
