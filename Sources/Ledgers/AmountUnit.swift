// SPDX-License-Identifier: Apache-2.0
//
// The units in which offices write money.

/// A unit of money as the heading of a column or a cell names it.
public enum AmountUnit: Int, CaseIterable, Hashable, Sendable {
    case yuan = 2
    case thousandYuan = 5
    case tenThousandYuan = 6
    case millionYuan = 8
    case tenMillionYuan = 9
    case hundredMillionYuan = 10

    /// One unit is ten to this power in fen.
    public var fenPower: Int { rawValue }

    /// The unit as a heading writes it: `万元`, `亿元`, `元`, or in English `10k yuan`.
    public init?(heading: String) {
        let word = Spelling.withoutBlanks(Spelling.folded(heading)).lowercased()
        guard let unit = AmountUnit.words[word] else { return nil }
        self = unit
    }

    /// Words without blanks, lower case; with 元 or without.
    static let words: [String: AmountUnit] = [
        "元": .yuan, "圆": .yuan, "yuan": .yuan, "cny": .yuan, "rmb": .yuan, "人民币元": .yuan,
        "千元": .thousandYuan, "千": .thousandYuan,
        "万": .tenThousandYuan, "万元": .tenThousandYuan, "万圆": .tenThousandYuan,
        "人民币万元": .tenThousandYuan, "万元人民币": .tenThousandYuan, "10kyuan": .tenThousandYuan,
        "10kcny": .tenThousandYuan, "10,000yuan": .tenThousandYuan, "wanyuan": .tenThousandYuan,
        "百万": .millionYuan, "百万元": .millionYuan, "millionyuan": .millionYuan,
        "千万": .tenMillionYuan, "千万元": .tenMillionYuan,
        "亿": .hundredMillionYuan, "亿元": .hundredMillionYuan, "亿圆": .hundredMillionYuan,
        "人民币亿元": .hundredMillionYuan, "亿元人民币": .hundredMillionYuan,
        "100myuan": .hundredMillionYuan, "100mcny": .hundredMillionYuan,
        "yiyuan": .hundredMillionYuan,
    ]
}
