// SPDX-License-Identifier: Apache-2.0
//
// The one generator of the simulator and of all seeded tests: SplitMix64 (Steele, Lea and Flood,
// OOPSLA 2014). The same seed gives the same numbers on every machine, so a seed is a bug report.

/// SplitMix64.
public struct Generator: RandomNumberGenerator, Sendable {
    private var state: UInt64

    /// A generator; equal seeds give equal numbers.
    public init(seed: UInt64) { state = seed }

    /// The next 64 bits.
    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }

    /// A number from a range.
    public mutating func pick(_ range: ClosedRange<Int>) -> Int {
        Int.random(in: range, using: &self)
    }

    /// One of the values, of which there must be some.
    public mutating func pick<Value>(_ values: [Value]) -> Value {
        values[pick(0...(values.count - 1))]
    }

    /// Whether something happens that happens so many times in a thousand.
    public mutating func happens(_ perThousand: Int) -> Bool { pick(0...999) < perThousand }
}
