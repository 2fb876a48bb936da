// SPDX-License-Identifier: Apache-2.0
//
// A text as characters in one spelling, so that rules are written once: digits and signs of full width
// become plain, letters small. Every character stays at its place.

/// Characters of a text, and where their lines begin.
struct SpokenText {
    /// As it came.
    let written: [Character]
    /// In one spelling.
    let characters: [Character]
    /// Where its lines begin.
    private let lines: [Int]

    init(_ text: String) {
        written = Array(text)
        let plain = written.map(SpokenText.plain)
        characters = plain
        lines = [0] + plain.indices.filter { plain[$0] == "\n" }.map { $0 + 1 }
    }

    private static func plain(_ character: Character) -> Character {
        guard let scalar = character.unicodeScalars.first, character.unicodeScalars.count == 1
        else { return character.isNewline ? "\n" : character }
        switch scalar.value {
        case 0xFF10...0xFF19, 0xFF21...0xFF3A, 0xFF41...0xFF5A:
            let half = Character(Unicode.Scalar(scalar.value - 0xFEE0)!)
            return Character(half.lowercased())
        case 0xFF05: return "%"
        case 0xFF0E: return "."
        case 0xFF0B: return "+"
        case 0xFF0D, 0x2212: return "-"
        case 0x2013, 0x2014, 0x301C, 0xFF5E: return "—"
        case 0xA0, 0x2009, 0x202F, 0x3000: return " "
        case 0x41...0x5A: return Character(character.lowercased())
        default: return character.isNewline ? "\n" : character
        }
    }

    var count: Int { characters.count }

    subscript(_ index: Int) -> Character? {
        characters.indices.contains(index) ? characters[index] : nil
    }

    /// Whether a word stands at an index. A word of letters is a whole word.
    func has(_ word: [Character], at index: Int) -> Bool {
        // Where a line is wrapped its end is a blank.
        guard index >= 0, index + word.count <= count,
            characters[index..<(index + word.count)].elementsEqual(
                word, by: { $0 == $1 || ($0 == "\n" && $1 == " ") })
        else { return false }
        if word.first?.isLatin == true, self[index - 1]?.isLatin == true { return false }
        return !(word.last?.isLatin == true && self[index + word.count]?.isLatin == true)
    }

    func has(_ word: String, at index: Int) -> Bool { has(Array(word), at: index) }

    /// Whether a word ends just before an index, blanks and 了 between left out.
    func has(_ word: String, before index: Int) -> Bool {
        var end = index
        while let character = self[end - 1], character == "了" || isBlank(end - 1) {
            end -= 1
        }
        return has(word, at: end - word.count)
    }

    /// A blank, or the end of a line that goes on in the next.
    func isBlank(_ index: Int) -> Bool {
        self[index] == " " || (self[index] == "\n" && !endsParagraph(index))
    }

    /// The first index from `index` on that is no blank.
    func afterBlanks(_ index: Int) -> Int {
        var index = index
        while isBlank(index) { index += 1 }
        return index
    }

    /// Whether a line's end ends a paragraph: before an empty line, an item of a list, a heading, a
    /// table, or behind a heading.
    func endsParagraph(_ index: Int) -> Bool {
        let line = characters[..<index].lastIndex(of: "\n").map { $0 + 1 } ?? 0
        if self[line] == "#" { return true }
        var next = index + 1
        while self[next] == " " { next += 1 }
        guard let first = self[next] else { return true }
        if "\n-*#|>[（(".contains(first) { return true }
        var sign = next
        while let character = self[sign], character.digit != nil || Numeral.isChinese(character) {
            sign += 1
        }
        return sign > next && self[sign].map { ".、".contains($0) } ?? false
            && self[sign + 1]?.digit == nil
    }

    /// Line and column, from 1.
    func place(of index: Int) -> (line: Int, column: Int) {
        var (low, high) = (0, lines.count)
        while low < high {
            let middle = (low + high) / 2
            if lines[middle] <= index { low = middle + 1 } else { high = middle }
        }
        return (low, index - lines[low - 1] + 1)
    }

    /// Whether only blanks stand before it on its line.
    func beginsLine(_ index: Int) -> Bool {
        var index = index
        while let before = self[index - 1] {
            if before == "\n" { return true }
            guard before == " " || before == "*" || before == ">" else { return false }
            index -= 1
        }
        return true
    }

    /// The words around a range, line breaks as blanks.
    func around(_ range: Range<Int>, reach: Int = 12) -> String {
        let whole = max(0, range.lowerBound - reach)..<min(count, range.upperBound + reach)
        return String(written[whole].map { $0.isNewline ? " " : $0 })
    }
}

extension Character {
    /// 0–9.
    var digit: Int? {
        guard let value = asciiValue, (0x30...0x39).contains(value) else { return nil }
        return Int(value) - 0x30
    }

    var isLatin: Bool { isASCII && isLetter }
}
