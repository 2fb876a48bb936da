// SPDX-License-Identifier: Apache-2.0
//
// Ids in the order of logging: version 7 UUIDs (RFC 9562, 5.7) of the moments at which clients make
// them, milliseconds first and a count within the millisecond after; the rest is drawn.
//
// A day's facts are spread over working hours, and over the evening where there are more than expected.

public import Pipeline
import Seeded

struct FactStamps: Sendable {
    private var millisecond: UInt64 = 0
    private var count: UInt64 = 0
    /// Milliseconds between two facts, on average.
    private var gap: UInt64 = 1
    private var midnight: UInt64 = 0
    private var random: Generator

    init(seed: UInt64) { random = Generator(seed: seed) }

    /// A day begins, of which so many facts are expected.
    mutating func begin(_ day: CivilDay, expected: Int) {
        let start = UInt64(Moment(startOf: day).microseconds / 1_000)
        (millisecond, count) = (max(millisecond + 1, start + 8 * 3_600_000 + 1_800_000), 0)
        gap = 9 * 3_600_000 / UInt64(expected + 1)
        midnight = start + 24 * 3_600_000
    }

    /// The id of the next fact.
    mutating func next() -> FactID {
        let bits = random.next()
        // The more a day runs over, the closer its facts stand: they all are of that day.
        let gap = midnight > millisecond ? min(gap, (midnight - millisecond) >> 4) : 0
        let passed = gap == 0 ? 0 : (bits >> 32) % (2 * gap)
        if passed > 0 {
            (millisecond, count) = (millisecond + passed, 0)
        } else {
            count += 1
            if count > 0xFFF { (millisecond, count) = (millisecond + 1, 0) }
        }
        return FactID(
            high: millisecond << 16 | 0x7000 | count,
            low: bits & ~(0b11 << 62) | 0b10 << 62)
    }
}

extension FactID {
    /// The moment at which a version 7 id was made.
    public var madeAt: Moment { Moment(microseconds: Int64(high >> 16) * 1_000) }
}
