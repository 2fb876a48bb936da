// SPDX-License-Identifier: Apache-2.0
//
// The law of shares, over random shares and amounts: parts are whole fen, sum to the amount, lie within
// a fen of their exact share, and a larger remainder is served before a smaller one.

import Pipeline
import Seeded
import Testing

@testable import Rollup

@Suite struct CreditSplitTests {
    private static func split(_ points: [Int64]) -> CreditSplit {
        var set = CreditSharesSet()
        for (index, points) in points.enumerated() {
            var share = CreditShare()
            share.unit = UnitCode(text: "U\(index)")
            share.basisPoints = points
            set.shares.append(share)
        }
        return CreditSplit(set)
    }

    @Test func partsAreWholeAndFair() {
        var random = Generator(seed: 7)
        for _ in 0..<2_000 {
            var left: Int64 = 10_000
            var points: [Int64] = []
            for _ in 0..<random.pick(1...6) where left > 1 {
                points.append(Int64(random.pick(1...Int(left - 1))))
                left -= points.last!
            }
            points.append(left)
            let split = Self.split(points)
            let amount =
                Int128(random.pick(-200_000...200_000)) * (random.pick(0...1) == 0 ? 1 : 999_983)
            let parts = split.parts(of: amount)
            #expect(parts.reduce(0, +) == amount)
            #expect(split.parts(of: -amount) == parts.map { -$0 })
            // Ten thousand times what is above or below the exact share.
            let over = zip(parts, points).map { $0 * 10_000 - amount * Int128($1) }
            #expect(over.allSatisfy { abs($0) < 10_000 }, "\(points) \(amount)")
            let sign: Int128 = amount < 0 ? -1 : 1
            let served: Int128 = over.map { $0 * sign }.filter { $0 > 0 }.max() ?? 0
            let unserved: Int128 = over.map { -$0 * sign }.filter { $0 > 0 }.max() ?? 0
            #expect(served == 0 || 10_000 - served >= unserved, "\(points) \(amount)")
        }
    }

    @Test func tiesGoToTheLowestCode() {
        #expect(Self.split([5_000, 5_000]).parts(of: 3) == [2, 1])
        #expect(Self.split([5_000, 5_000]).parts(of: -3) == [-2, -1])
        #expect(Self.split([5_000, 5_000]).holder?.text == "U0")
        #expect(Self.split([2_000, 4_000, 4_000]).holder?.text == "U1")
        #expect(Self.split([3_333, 3_333, 3_334]).parts(of: 2) == [1, 0, 1])
    }
}
