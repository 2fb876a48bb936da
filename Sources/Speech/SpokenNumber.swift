// SPDX-License-Identifier: Apache-2.0
//
// A number as a text writes it: its digits, its scale, what it counts, and where it stands.
//
// Law: nothing is rounded. `8.29亿` is 829 with two decimals at the scale of 10⁸, so that it can be held
// against an exact amount at just the digits that were written.

/// What a number counts, as far as the text says.
public enum SpokenUnit: Hashable, Sendable {
    case money, count, percent, points
    /// Nothing is said.
    case bare
    /// Something that no figure is measured in: 亩, 人, 公里.
    case foreign
}

/// How a number is meant.
public enum Bound: Hashable, Sendable {
    /// As it is written.
    case exactly
    /// 约, about.
    case about
    /// 超过, 多, more than.
    case above
    /// 近, 不足, nearly, less than.
    case below
    /// 不超过, 以内, at most.
    case atMost
}

/// A number found in a text.
public struct SpokenNumber: Hashable, Sendable {
    /// As it is written, its unit included.
    public var written: String
    /// From 1.
    public var line: Int
    /// In characters, from 1.
    public var column: Int
    /// The characters of the text that it takes.
    public var place: Range<Int>
    /// All digits, the point left out.
    public var mantissa: Int128
    /// How many of them stand behind the point.
    public var decimals: Int
    /// The power of ten of 万, 亿, million.
    public var scale: Int
    public var unit: SpokenUnit
    /// Of a written sign: -1 or 1.
    public var sign: Int?
    public var bound: Bound = .exactly

    /// The digits with their point, as `8.29`.
    public var digits: String {
        let text = String(mantissa)
        guard decimals > 0 else { return text }
        let padded = String(repeating: "0", count: max(0, decimals + 1 - text.count)) + text
        return "\(padded.dropLast(decimals)).\(padded.suffix(decimals))"
    }

    /// The whole number that it is; nil where it has a fraction.
    public var whole: Int64? {
        var value = mantissa
        for _ in 0..<max(0, scale - decimals) { value *= 10 }
        for _ in 0..<max(0, decimals - scale) {
            guard value.isMultiple(of: 10) else { return nil }
            value /= 10
        }
        return Int64(exactly: value)
    }
}
