// SPDX-License-Identifier: Apache-2.0
//
// Exact fractions: a rate keeps its numerator and denominator until the last room, the display.
//
// Law: no value is rounded here, comparisons go by cross-multiplication in 256 bits, differences are
// taken as fractions. With sums and denominators below 10¹⁹ their products stay inside Int128.

/// A fraction whose denominator is above zero. Kept as it came, not reduced: an answer shows both.
public struct Fraction: Hashable, Sendable {
    public let numerator: Int128
    public let denominator: Int128

    /// - Precondition: `denominator` is above zero.
    public init(_ numerator: Int128, over denominator: Int128 = 1) {
        precondition(denominator > 0, "a fraction's denominator is above zero")
        self.numerator = numerator
        self.denominator = denominator
    }

    public static func - (left: Fraction, right: Fraction) -> Fraction {
        Fraction(
            left.numerator * right.denominator - right.numerator * left.denominator,
            over: left.denominator * right.denominator)
    }

    /// This number less another, exactly; nil where it does not fit in 128 bits. Over the same
    /// denominator the difference keeps it.
    public func exactDifference(from other: Fraction) -> Fraction? {
        if denominator == other.denominator {
            return Fraction(numerator - other.numerator, over: denominator)
        }
        let left = numerator.multipliedReportingOverflow(by: other.denominator)
        let right = other.numerator.multipliedReportingOverflow(by: denominator)
        let below = denominator.multipliedReportingOverflow(by: other.denominator)
        let above = left.partialValue.subtractingReportingOverflow(right.partialValue)
        guard !left.overflow, !right.overflow, !below.overflow, !above.overflow else { return nil }
        return Fraction(above.partialValue, over: below.partialValue)
    }

    /// Whether both are the same number, however written.
    public func equals(_ other: Fraction) -> Bool {
        crossed(other) == other.crossed(self)
    }

    /// Whether this number is the smaller one.
    public func isBelow(_ other: Fraction) -> Bool {
        crossed(other) < other.crossed(self)
    }

    private func crossed(_ other: Fraction) -> (Int128, UInt128) {
        let product = numerator.multipliedFullWidth(by: other.denominator)
        return (product.high, product.low)
    }
}
