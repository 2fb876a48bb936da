// SPDX-License-Identifier: Apache-2.0
//
// Durations and rates, for people. Binary fractions are right here: none of these is a figure of the
// ledger.

extension [Double] {
    /// The middle one; of an even number, the mean of the two.
    public var median: Double { percentile(50) }

    /// The value below which so many of a hundred lie, between two neighbours in proportion.
    public func percentile(_ percent: Double) -> Double {
        precondition(!isEmpty, "nothing was measured")
        let sorted = sorted()
        let place = percent / 100 * Double(count - 1)
        let below = Int(place)
        let above = Swift.min(below + 1, count - 1)
        return sorted[below] + (sorted[above] - sorted[below]) * (place - Double(below))
    }
}

extension Double {
    func rounded(to places: Int) -> String {
        var scale = 1.0
        for _ in 0..<places { scale *= 10 }
        let number = (self * scale).rounded() / scale
        return number == number.rounded() ? "\(Int(number))" : "\(number)"
    }

    /// Three digits that tell: 1.23, 45.6, 789, 12,300.
    public var short: String {
        guard magnitude < 1_000 else {
            var digits = "\(Int(rounded()))"
            var place = digits.count - 3
            while place > 0 {
                digits.insert(",", at: digits.index(digits.startIndex, offsetBy: place))
                place -= 3
            }
            return digits
        }
        return rounded(to: magnitude < 0.1 ? 4 : magnitude < 10 ? 2 : magnitude < 100 ? 1 : 0)
    }
}

extension Duration {
    /// As a binary fraction.
    public var seconds: Double {
        Double(components.seconds) + Double(components.attoseconds) / 1e18
    }

    public var microseconds: Double { seconds * 1e6 }
}
