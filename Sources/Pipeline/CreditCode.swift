// SPDX-License-Identifier: Apache-2.0
//
// The unified social credit code, GB 32100-2015: seventeen characters and a check character over an
// alphabet of 31 (no I, O, S, V, Z).
//
// The weight of place i is 3^(i-1) mod 31; the check value is (31 − Σ mod 31) mod 31, so that a
// remainder of 0 gives the character `0`. Many published routines forget the outer mod.

/// A credit code whose check character is right.
public struct CreditCode: TextCoded {
    public let text: String
    public static var formRule: Rule { .malformedCreditCode }

    public init?(text: String) {
        guard let expected = CreditCode.checkCharacter(of: text), text.utf8.last == expected else {
            return nil
        }
        self.text = text
    }

    /// The check character that the first seventeen characters ask for; nil when the text is not
    /// eighteen characters of the alphabet.
    public static func checkCharacter(of text: String) -> UInt8? {
        let bytes = Array(text.utf8)
        guard bytes.count == 18 else { return nil }
        var sum = 0
        var weight = 1
        for (place, byte) in bytes.enumerated() {
            guard let value = alphabet.firstIndex(of: byte) else { return nil }
            if place < 17 { sum += value * weight }
            weight = weight * 3 % 31
        }
        return alphabet[(31 - sum % 31) % 31]
    }

    /// The category that the first two characters name; nil for a code of another kind of body.
    public var category: EntityCategory? {
        switch text.prefix(2) {
        case "91": .enterprise
        case "92": .individualBusiness
        case "93": .farmersCooperative
        default: nil
        }
    }

    /// The code as a number, its check character left out: no two codes share it.
    var number: UInt128 {
        text.utf8.prefix(17).reduce(0) { number, byte in
            number * 31 + UInt128(CreditCode.alphabet.firstIndex(of: byte)!)
        }
    }

    private static let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY".utf8)
}
