// SPDX-License-Identifier: Apache-2.0
//
// The small parts of JSON: escapes of a text, the grammar of a number, base64 (RFC 4648, section 4,
// with its padding).

enum JSONText {
    /// The byte that a backslash and `kind` stand for; nil when there is no such escape.
    static func plainEscape(_ kind: UInt8) -> UInt8? {
        switch kind {
        case 0x22, 0x5C, 0x2F: kind
        case 0x62: 0x08
        case 0x66: 0x0C
        case 0x6E: 0x0A
        case 0x72: 0x0D
        case 0x74: 0x09
        default: nil
        }
    }

    /// The four hexadecimal digits at a place; nil when they are not four.
    static func codeUnit(_ input: [UInt8], at place: Int) -> UInt32? {
        codeUnit(input[...], at: place)
    }

    static func codeUnit(_ input: ArraySlice<UInt8>, at place: Int) -> UInt32? {
        guard place + 4 <= input.endIndex else { return nil }
        var unit: UInt32 = 0
        for byte in input[place..<place + 4] {
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 0x80 else {
                return nil
            }
            unit = unit << 4 | UInt32(digit)
        }
        return unit
    }

    /// The bytes of a text whose escapes were found to be sound.
    static func unescaped(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var output: [UInt8] = []
        var place = text.startIndex
        while place < text.endIndex {
            guard text[place] == 0x5C else {
                output.append(text[place])
                place += 1
                continue
            }
            if let byte = plainEscape(text[place + 1]) {
                output.append(byte)
                place += 2
                continue
            }
            var scalar = codeUnit(text, at: place + 2) ?? 0xFFFD
            place += 6
            if (0xD800...0xDBFF).contains(scalar), let low = codeUnit(text, at: place + 2) {
                scalar = 0x1_0000 + (scalar - 0xD800) << 10 + (low - 0xDC00)
                place += 6
            }
            let character = Unicode.Scalar(scalar) ?? "\u{FFFD}"
            output.append(contentsOf: String(Character(character)).utf8)
        }
        return output[...]
    }
}

enum JSONNumber {
    /// `-`? (`0` | nonzero digits) (`.` digits)? (`e` sign? digits)?
    static func isWellFormed(_ text: ArraySlice<UInt8>) -> Bool {
        var rest = text
        if rest.first == 0x2D { rest = rest.dropFirst() }
        let whole = digits(&rest)
        guard whole.count == 1 || whole.count > 1 && whole.first != 0x30 else { return false }
        if rest.first == 0x2E {
            rest = rest.dropFirst()
            guard !digits(&rest).isEmpty else { return false }
        }
        if rest.first == 0x65 || rest.first == 0x45 {
            rest = rest.dropFirst()
            if rest.first == 0x2B || rest.first == 0x2D { rest = rest.dropFirst() }
            guard !digits(&rest).isEmpty else { return false }
        }
        return rest.isEmpty
    }

    private static func digits(_ rest: inout ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let digits = rest.prefix { (0x30...0x39).contains($0) }
        rest = rest[digits.endIndex...]
        return digits
    }

    /// A whole number without fraction, exponent and needless zeros; nil beyond 64 bits too.
    static func integer(_ text: some Collection<UInt8>) -> Int64? {
        let isNegative = text.first == 0x2D
        let digits = text.dropFirst(isNegative ? 1 : 0)
        guard let first = digits.first, first != 0x30 || digits.count == 1 else { return nil }
        var value: Int64 = 0
        for byte in digits {
            guard (0x30...0x39).contains(byte) else { return nil }
            let digit = Int64(byte - 0x30)
            let (tens, isLarge) = value.multipliedReportingOverflow(by: 10)
            let (sum, isLarger) =
                isNegative
                ? tens.subtractingReportingOverflow(digit) : tens.addingReportingOverflow(digit)
            guard !isLarge, !isLarger else { return nil }
            value = sum
        }
        return value
    }
}

enum Base64 {
    private static let alphabet = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    private static let values: [UInt8] = {
        var values = [UInt8](repeating: 0xFF, count: 256)
        for (value, byte) in alphabet.enumerated() { values[Int(byte)] = UInt8(value) }
        return values
    }()

    static func encode(_ bytes: [UInt8]) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity((bytes.count + 2) / 3 * 4)
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            var word: UInt32 = 0
            for byte in group { word = word << 8 | UInt32(byte) }
            word <<= 8 * UInt32(3 - group.count)
            for place in 0..<4 {
                let sextet = Int(word >> UInt32(18 - 6 * place)) & 0x3F
                output.append(place <= group.count ? alphabet[sextet] : 0x3D)
            }
        }
        return output
    }

    /// The bytes; nil when the text is not their one written form.
    static func decode(_ text: some RandomAccessCollection<UInt8>) -> [UInt8]? {
        guard text.count % 4 == 0 else { return nil }
        let padding = text.suffix(2).reversed().prefix { $0 == 0x3D }.count
        var output: [UInt8] = []
        output.reserveCapacity(text.count / 4 * 3)
        var word: UInt32 = 0
        var bits: UInt32 = 0
        for byte in text.dropLast(padding) {
            guard values[Int(byte)] != 0xFF else { return nil }
            word = word << 6 | UInt32(values[Int(byte)])
            bits += 6
            guard bits >= 8 else { continue }
            bits -= 8
            output.append(UInt8(truncatingIfNeeded: word >> bits))
            word &= (1 << bits) - 1
        }
        return word == 0 ? output : nil
    }
}
