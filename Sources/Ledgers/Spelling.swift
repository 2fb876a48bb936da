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

    /// Whether a folded word stands for an empty cell.
    static func isNothing(_ folded: String) -> Bool { nothing.contains(folded.lowercased()) }

    /// Full-width letters, digits and signs → ASCII; every kind of blank → a space; trimmed.
    static func folded(_ text: String) -> String {
        if text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) { return text }
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0xFF01...0xFF5E: result.append(Unicode.Scalar(scalar.value - 0xFEE0)!)
            case 0x3010, 0x3014, 0x3016: result.append("[")
            case 0x3011, 0x3015, 0x3017: result.append("]")
            case 0x2212: result.append("-")
            default: result.append(scalar.properties.isWhitespace ? " " : scalar)
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
        guard let first = text.utf8.first, let last = text.utf8.last else { return text }
        let isSettled = { (byte: UInt8) in byte > 0x20 && byte < 0x7F }
        if isSettled(first), isSettled(last) { return text }
        let scalars = text.unicodeScalars
        guard let start = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
            let end = scalars.lastIndex(where: { !$0.properties.isWhitespace })
        else { return "" }
        return String(scalars[start...end])
    }
}
