// SPDX-License-Identifier: Apache-2.0
//
// The epoch of a journal: which journal a position belongs to.
//
// Law: a journal has one epoch for life. A restored or a new journal has another, so that a
// position remembered from the old one is never mistaken for one of the new. Drawing the random
// bits is the caller's part; nothing here reads a generator.

/// A random 128-bit name, made when a journal is created.
public struct Epoch: Hashable, Sendable, CustomStringConvertible {
    /// 32 lower-case hexadecimal digits.
    public let text: String

    /// Reads the written form; nil when it is not 32 lower-case hexadecimal digits.
    public init?(text: String) {
        let isHexadecimal = text.utf8.allSatisfy {
            (0x30...0x39).contains($0) || (0x61...0x66).contains($0)
        }
        guard text.utf8.count == 32, isHexadecimal else { return nil }
        self.text = text
    }

    /// The epoch of 128 random bits.
    public init(high: UInt64, low: UInt64) {
        text = Epoch.digits(high) + Epoch.digits(low)
    }

    private static func digits(_ word: UInt64) -> String {
        let digits = String(word, radix: 16)
        return String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }

    /// The written form.
    public var description: String { text }
}
