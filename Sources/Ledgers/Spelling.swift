// SPDX-License-Identifier: Apache-2.0
//
// How offices spell the same thing: full-width digits and brackets, ideographic blanks, dashes for
// "nothing".
//
// Folding is for what is compared or parsed (headings, codes, days, numbers, choices); names and
// remarks are kept as written, trimmed of blanks alone.

enum Spelling {
    /// Words that say that there is nothing to say.
    private static let nothing: Set<String> = [
        "-", "--", "—", "——", "–", "/", "\\", "n/a", "na", "nil", "none", "无", "暂无",
    ]

    /// Whether a word stands for an empty cell.
    static func isNothing(_ text: String) -> Bool {
        text.utf8.count <= 12 && nothing.contains(folded(text).lowercased())
    }

    /// Full-width letters, digits and signs → ASCII; every kind of blank → a space; trimmed.
    static func folded(_ text: String) -> String {
        if !text.utf8.contains(where: mayNeedFolding) { return text }
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0xFF01...0xFF5E: result.append(Unicode.Scalar(scalar.value - 0xFEE0)!)
            case 0x3010, 0x3014, 0x3016: result.append("[")
            case 0x3011, 0x3015, 0x3017: result.append("]")
            case 0xFFE5: result.append("¥")
            case 0x2212: result.append("-")
            default: result.append(isBlank(scalar) ? " " : scalar)
            }
        }
        return trimmed(String(result))
    }

    /// Without any blank.
    static func withoutBlanks(_ folded: String) -> String {
        folded.utf8.contains(0x20) ? folded.filter { $0 != " " } : folded
    }

    /// Without blanks at its ends.
    static func trimmed(_ text: String) -> String {
        let scalars = text.unicodeScalars
        guard let first = scalars.first, let last = scalars.last else { return text }
        if !isBlank(first), !isBlank(last) { return text }
        guard let start = scalars.firstIndex(where: { !isBlank($0) }),
            let end = scalars.lastIndex(where: { !isBlank($0) })
        else { return "" }
        return String(scalars[start...end])
    }

    /// Whether a byte may begin a character that folding changes: signs and blanks of ASCII, and the
    /// first bytes of U+0080–00BF, U+1000–3FFF and U+F000–FFFF. Most Chinese text holds none.
    private static func mayNeedFolding(_ byte: UInt8) -> Bool {
        switch byte {
        case 0...0x20, 0x7F, 0xC2, 0xE1, 0xE2, 0xE3, 0xEF: true
        default: false
        }
    }

    /// White space of Unicode, by a table of its own: asking the library costs a third of a reading.
    private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09...0x0D, 0x20, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F,
            0x3000, 0xFEFF:
            true
        default: false
        }
    }
}
