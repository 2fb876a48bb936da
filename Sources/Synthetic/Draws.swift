// SPDX-License-Identifier: Apache-2.0
//
// What is drawn: numbers, places and sums of money, all by integer arithmetic.
//
// Money is heavy-tailed as real projects are: each doubling of the size is half as frequent, so a tenth
// of the projects holds most of the money. Sums are round in 万元, as agreements are.

import Pipeline
import Seeded

/// 万元 in fen.
let tenThousandYuan: Int64 = 1_000_000

extension Generator {
    /// A number below a bound, cheaply; the bound is above zero and below 2³².
    mutating func below(_ bound: Int) -> Int { Int(((next() >> 32) &* UInt64(bound)) >> 32) }

    /// A place among so many, the first ones far more often: the tenth of them that comes first takes
    /// 0.1 to the power of 1/`power`.
    mutating func skewed(_ count: Int, power: Int) -> Int {
        var share = next() >> 32
        for _ in 1..<power { share = (share &* (next() >> 32)) >> 32 }
        return Int((share &* UInt64(count)) >> 32)
    }

    /// Days between two bounds, both of them possible.
    mutating func days(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + below(range.count)
    }

    /// A total investment in fen: 5百万元 and more, less than 1,640亿元.
    mutating func totalInvestment() -> Int64 {
        let octave = min((next() | 1 << 14).trailingZeroBitCount, 14)
        let base = Int64(500) << Int64(octave)
        // Two digits that count, the rest is round.
        let unit = max(10, base / 50)
        return (base + unit * Int64(below(50))) / 10 * 10 * tenThousandYuan
    }

    /// A part of an amount in fen, in basis points, whole 万元 and at least ten of them.
    mutating func part(of amount: Int64, _ basisPoints: ClosedRange<Int>) -> Int64 {
        let points = Int64(basisPoints.lowerBound + below(basisPoints.count))
        let fen = amount / 10_000 * points
        return max(10, fen / tenThousandYuan) * tenThousandYuan
    }
}

/// Numbers that belong to things instead of to moments: the same for the same thing, whenever asked.
struct Traits: Sendable {
    private let seed: UInt64

    init(seed: UInt64) { self.seed = seed &* 0xD6E8_FEB8_6659_FD93 }

    /// 64 bits of a thing.
    func bits(_ kind: UInt64, _ number: Int) -> UInt64 {
        var generator = Generator(
            seed: seed ^ kind &* 0xA076_1D64_78BD_642F ^ UInt64(number) &* 0xE703_7ED1_A0B4_28DB)
        return generator.next()
    }
}
