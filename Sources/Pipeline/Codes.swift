// SPDX-License-Identifier: Apache-2.0
//
// The field's codes as checked words. A code is held to its form, not to a list: a quarter of real
// registry rows carry division codes that were abolished or belong to development zones.
//
// Sources: GB/T 2260 and the twelve-digit statistical code (divisions), GB/T 4754-2017 (industry),
// the investment approval platform (project code).

/// A code that is a key: equal, ordered and hashed by its bytes, as every database does it. Swift's
/// own texts are equal when they look alike, and two rows on disk would be one unit in memory.
public protocol KeyCoded: TextCoded, Comparable {}

extension KeyCoded {
    public static func == (left: Self, right: Self) -> Bool {
        let (left, right) = (left.text.utf8, right.text.utf8)
        guard left.count == right.count else { return false }
        let (ours, theirs) = (left.span, right.span)
        for index in ours.indices where ours[index] != theirs[index] { return false }
        return true
    }

    public static func < (left: Self, right: Self) -> Bool {
        let (left, right) = (left.text.utf8, right.text.utf8)
        let (ours, theirs) = (left.span, right.span)
        for index in 0..<min(ours.count, theirs.count) where ours[index] != theirs[index] {
            return ours[index] < theirs[index]
        }
        return ours.count < theirs.count
    }

    public func hash(into hasher: inout Hasher) {
        // And how many there are, so that two codes one after the other are not two others.
        let bytes = text.utf8.span
        unsafe bytes.withUnsafeBytes { unsafe hasher.combine(bytes: $0) }
        hasher.combine(UInt8(truncatingIfNeeded: bytes.count))
    }
}

/// The code of a responsible unit, as the bureau writes it: 1–64 bytes, no blanks.
public struct UnitCode: KeyCoded {
    public let text: String
    public static var formRule: Rule { .malformedCode }
    public init?(text: String) {
        guard text.isPlainWord else { return nil }
        self.text = text
    }
}

/// The key under which a bureau keeps a project: 1–64 bytes, no blanks.
public struct ProjectID: KeyCoded {
    public let text: String
    public static var formRule: Rule { .malformedCode }
    public init?(text: String) {
        guard text.isPlainWord else { return nil }
        self.text = text
    }
}

/// A division: six digits (GB/T 2260), or twelve (statistical code).
public struct DivisionCode: TextCoded {
    public let text: String
    public static var formRule: Rule { .malformedDivision }
    public init?(text: String) {
        guard [6, 12].contains(text.utf8.count), text.utf8.allSatisfy(\.isDigit),
            text.utf8.first != 0x30
        else { return nil }
        self.text = text
    }

    /// The six digits of the county and what stands above it.
    public var county: Substring { text.prefix(6) }

    /// Taiwan, Hong Kong and Macao count as 境外 in the statistics of capital.
    public var isForeign: Bool { ["71", "81", "82"].contains(text.prefix(2)) }
}

/// An industry of GB/T 4754-2017: a section letter A–T, or a section with division (two digits),
/// group (three) or class (four), as `C`, `C39`, `C3974`.
public struct IndustryCode: TextCoded {
    public let text: String
    public static var formRule: Rule { .malformedIndustry }
    public init?(text: String) {
        let bytes = Array(text.utf8)
        guard let letter = bytes.first, (0x41...0x54).contains(letter), bytes.count != 2,
            bytes.count <= 5, bytes.dropFirst().allSatisfy(\.isDigit)
        else { return nil }
        if bytes.count > 1 {
            let division = Int(bytes[1] - 0x30) * 10 + Int(bytes[2] - 0x30)
            guard IndustryCode.divisions[Int(letter - 0x41)].contains(division) else { return nil }
        }
        self.text = text
    }

    public var section: Character { text.first! }

    /// Industrial: mining, manufacturing, energy and water supply (sections B, C, D).
    public var isIndustrial: Bool { "BCD".contains(section) }

    /// The 97 divisions of the sections A to T.
    private static let divisions: [ClosedRange<Int>] = [
        1...5, 6...12, 13...43, 44...46, 47...50, 51...52, 53...60, 61...62, 63...65, 66...69,
        70...70, 71...72, 73...75, 76...79, 80...82, 83...83, 84...85, 86...90, 91...96, 97...97,
    ]
}

/// A project code of the approval platform: `2020-350582-17-03-033330` (year, division, industry
/// division, matter, serial).
public struct ApprovalCode: TextCoded {
    public let text: String
    public static var formRule: Rule { .malformedCode }
    public init?(text: String) {
        let lengths = text.split(separator: "-", omittingEmptySubsequences: false).map(\.utf8.count)
        guard lengths == [4, 6, 2, 2, 6], text.utf8.allSatisfy({ $0.isDigit || $0 == 0x2D }) else {
            return nil
        }
        self.text = text
    }
}

/// A SHA-256 digest as 64 lower-case hexadecimal digits.
public struct DigestText: TextCoded {
    public let text: String
    public static var formRule: Rule { .malformedDigest }
    public init?(text: String) {
        let isHexadecimal = text.utf8.allSatisfy { $0.isDigit || (0x61...0x66).contains($0) }
        guard text.utf8.count == 64, isHexadecimal else { return nil }
        self.text = text
    }
}

extension String {
    /// 1–64 bytes without blanks, control characters or the slash that subjects are joined by.
    var isPlainWord: Bool {
        guard (1...64).contains(utf8.count) else { return false }
        if utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != 0x2F }) { return true }
        return unicodeScalars.allSatisfy { scalar in
            scalar.value > 0x20 && scalar.value != 0x7F && scalar != "/"
                && !scalar.properties.isWhitespace
        }
    }
}

extension UInt8 {
    var isDigit: Bool { (0x30...0x39).contains(self) }
}
