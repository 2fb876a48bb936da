// SPDX-License-Identifier: Apache-2.0
//
// Numbers as bars of characters, for a terminal.
//
// Law: of two bars the longer one is never of the smaller number; lengths are whole eighths of a column,
// cut and not rounded, so that a bar is full only at the largest number. What is missing has no bar, and
// zero has none either: the number stands beside it.

public import Rollup

/// Bars of one scale.
public enum BarChart {
    private static let eighths = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]

    /// A bar for each number, as wide as `width` columns for the largest one by size. Where any number is
    /// below zero, all bars stand beside an axis with half the width on either side.
    public static func bars(_ numbers: [Fraction?], width: Int) -> [String] {
        let sizes = numbers.map { $0?.size }
        let largest = sizes.compactMap(\.self).max { $0.isBelow($1) } ?? Fraction(0)
        let hasNegative = numbers.contains { ($0?.numerator ?? 0) < 0 }
        let room = max(1, hasNegative ? width / 2 : width)
        return zip(numbers, sizes).map { number, size in
            let length = size.map { $0.share(of: largest, in: room * 8) } ?? 0
            guard hasNegative else { return bar(length) }
            guard number?.numerator ?? 0 < 0 else {
                return String(repeating: " ", count: room) + "│" + bar(length)
            }
            let columns = length / 8
            return String(repeating: " ", count: room - columns)
                + String(repeating: "█", count: columns) + "│"
        }
    }

    private static func bar(_ length: Int) -> String {
        String(repeating: "█", count: length / 8) + eighths[length % 8]
    }
}

extension Fraction {
    var size: Fraction { Fraction(abs(numerator), over: denominator) }

    /// The most steps of `steps` that are not more than this number's part of the largest.
    func share(of largest: Fraction, in steps: Int) -> Int {
        guard largest.numerator > 0 else { return 0 }
        var (fits, tooMany) = (0, steps + 1)
        while tooMany - fits > 1 {
            let middle = fits + (tooMany - fits) / 2
            // middle / steps × largest, of which neither part grows by more than the steps.
            let part = Fraction(
                largest.numerator * Int128(middle), over: largest.denominator * Int128(steps))
            if isBelow(part) { tooMany = middle } else { fits = middle }
        }
        return fits
    }
}
