// SPDX-License-Identifier: Apache-2.0
//
// The identity of a fact: a UUID that the client makes once and keeps for every retry.
//
// Any version is taken; version 7 is advised, since ids in time order keep the journal's unique
// index short of work. Letters may be upper or lower case when read, and are lower case when written.

/// A UUID of 128 bits, as text `8-4-4-4-12` in hexadecimal.
public struct FactID: Hashable, Comparable, Sendable {
    public let high: UInt64
    public let low: UInt64

    public init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// A version 8 UUID (RFC 9562, 5.8) from sixteen bytes of a digest.
    public init(digest: some Collection<UInt8>) {
        var words: (UInt64, UInt64) = (0, 0)
        for (index, byte) in digest.prefix(16).enumerated() {
            if index < 8 {
                words.0 = words.0 << 8 | UInt64(byte)
            } else {
                words.1 = words.1 << 8 | UInt64(byte)
            }
        }
        high = words.0 & ~0xF000 | 0x8000
        low = words.1 & ~(0b11 << 62) | 0b10 << 62
    }

    /// Whether it begins with the time at which it was made: version 7 of RFC 9562.
    public var isInOrderOfTime: Bool { high & 0xF000 == 0x7000 }

    public static func < (left: FactID, right: FactID) -> Bool {
        left.high != right.high ? left.high < right.high : left.low < right.low
    }
}

extension FactID: TextCoded, CustomStringConvertible {
    public static var formRule: Rule { .malformedID }

    public init?(text: String) { self.init(utf8: text.utf8.span) }

    public init?(utf8: borrowing Span<UInt8>) {
        guard utf8.count == 36 else { return nil }
        var words: (UInt64, UInt64) = (0, 0)
        for offset in utf8.indices {
            if offset == 8 || offset == 13 || offset == 18 || offset == 23 {
                guard utf8[offset] == 0x2D else { return nil }
                continue
            }
            guard let nibble = FactID.nibble(utf8[offset]) else { return nil }
            // Sixteen digits and two dashes come before the second word.
            if offset < 19 {
                words.0 = words.0 << 4 | nibble
            } else {
                words.1 = words.1 << 4 | nibble
            }
        }
        self.init(high: words.0, low: words.1)
    }

    private static func nibble(_ byte: UInt8) -> UInt64? {
        switch byte {
        case 0x30...0x39: UInt64(byte - 0x30)
        case 0x41...0x46: UInt64(byte - 0x41 + 10)
        case 0x61...0x66: UInt64(byte - 0x61 + 10)
        default: nil
        }
    }

    public var text: String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(36)
        for index in 0..<32 {
            if index == 8 || index == 12 || index == 16 || index == 20 { bytes.append(0x2D) }
            let word = index < 16 ? high : low
            let nibble = UInt8(word >> UInt64((15 - index % 16) * 4) & 0xF)
            bytes.append(nibble < 10 ? 0x30 + nibble : 0x61 + nibble - 10)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    public var description: String { text }
}
