// SPDX-License-Identifier: Apache-2.0
//
// Digits of a number in figures (`30,018`, `8.29`) or in Chinese numerals (`三万零一十八`, `八点二九`).

/// The digits of a number and how many characters they take.
struct Numeral: Equatable {
    var mantissa: Int128
    var decimals: Int
    var length: Int

    /// More digits than any figure has are no figure.
    private static let digitsMax = 18

    /// Figures from an index on; commas only between groups of three.
    static func figures(in text: SpokenText, at start: Int) -> Numeral? {
        guard text[start]?.digit != nil else { return nil }
        var numeral = Numeral(mantissa: 0, decimals: 0, length: 0)
        var (index, digits) = (start, 0)
        func take() -> Bool {
            guard digits < digitsMax, let digit = text[index]?.digit else { return false }
            numeral.mantissa = numeral.mantissa * 10 + Int128(digit)
            (index, digits) = (index + 1, digits + 1)
            return true
        }
        while take() {}
        if index - start <= 3 {
            while text[index] == "," || text[index] == "，", isGroup(in: text, at: index + 1) {
                guard digits + 3 <= digitsMax else { return nil }
                index += 1
                for _ in 0..<3 { _ = take() }
            }
        }
        if text[index] == ".", text[index + 1]?.digit != nil {
            index += 1
            while take() { numeral.decimals += 1 }
        }
        guard text[index]?.digit == nil else { return nil }
        numeral.length = index - start
        return numeral
    }

    private static func isGroup(in text: SpokenText, at start: Int) -> Bool {
        (0..<3).allSatisfy { text[start + $0]?.digit != nil } && text[start + 3]?.digit == nil
    }

    // MARK: Chinese

    private static let values: [Character: Int128] = [
        "零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7,
        "八": 8, "九": 9,
    ]
    private static let powers: [Character: Int128] = ["十": 10, "百": 100, "千": 1_000]

    static func isChinese(_ character: Character?) -> Bool {
        guard let character else { return false }
        return values[character] != nil || powers[character] != nil
    }

    /// Chinese numerals from an index on, 亿 and 万 left to the scale where they come last.
    static func chinese(in text: SpokenText, at start: Int) -> Numeral? {
        var (total, section, digit): (Int128, Int128, Int128?) = (0, 0, nil)
        var index = start
        while let character = text[index] {
            if let value = values[character] {
                digit = value
            } else if let power = powers[character] {
                section += (digit ?? 1) * power
                digit = nil
            } else if character == "亿", isChinese(text[index + 1]) {
                total = (total + section + (digit ?? 0)) * 100_000_000
                (section, digit) = (0, nil)
            } else if character == "万", total > 0 || isChinese(text[index + 1]) {
                total += (section + (digit ?? 0)) * 10_000
                (section, digit) = (0, nil)
            } else {
                break
            }
            index += 1
            guard index - start <= digitsMax, max(total, section) < 10_000_000_000 else {
                return nil
            }
        }
        guard index > start else { return nil }
        var numeral = Numeral(
            mantissa: total + section + (digit ?? 0), decimals: 0, length: index - start)
        guard text[index] == "点", text[index + 1].flatMap({ values[$0] }) != nil else {
            return numeral
        }
        index += 1
        while let value = text[index].flatMap({ values[$0] }) {
            guard numeral.decimals < digitsMax / 2 else { return nil }
            numeral.mantissa = numeral.mantissa * 10 + value
            numeral.decimals += 1
            index += 1
        }
        numeral.length = index - start
        return numeral
    }
}
