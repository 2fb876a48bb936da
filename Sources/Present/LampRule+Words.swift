// SPDX-License-Identifier: Apache-2.0
//
// Lamp rules as people write and read them: `YELLOW ahead>-10 ahead<0 overdue<30`, points and days.
//
// Law: what is printed is read back as the same rule.

public import Pipeline

/// Why a text is no lamp rule.
public struct LampRuleError: Error, Hashable, Sendable {
    /// The word that is not understood.
    public var word: String
    public var detail: String
}

extension LampRule {
    /// Reads a rule: a lamp (`GREEN`, `绿`), then conditions, all of which must hold: `ahead` (`超序`) in
    /// percentage points of at most two decimals, `overdue` (`逾期`) in days, with `>=`, `>`, `<=`, `<`.
    /// `overdue` takes `>=` and `<`.
    public init(text: String) throws(LampRuleError) {
        self.init()
        let words = text.split { $0 == " " || $0 == "," || $0 == "，" }.map(String.init)
        guard let first = words.first, let lamp = LampRule.lamps[first.lowercased()] else {
            throw LampRuleError(word: words.first ?? "", detail: "GREEN, YELLOW or RED comes first")
        }
        self.lamp = lamp
        for word in words.dropFirst() { try take(word) }
    }

    private static let lamps: [String: Lamp] = [
        "green": .green, "yellow": .yellow, "red": .red, "绿": .green, "黄": .yellow, "红": .red,
        "绿灯": .green, "黄灯": .yellow, "红灯": .red,
    ]

    private mutating func take(_ word: String) throws(LampRuleError) {
        guard let sign = [">=", "<=", ">", "<"].first(where: word.contains) else {
            throw LampRuleError(word: word, detail: "a condition is as ahead>=0 or overdue<30")
        }
        let parts = word.components(around: sign)
        switch parts.name.lowercased() {
        case "ahead", "超序":
            guard let bound = LampRule.hundredths(parts.number) else {
                throw LampRuleError(word: word, detail: "points have at most two decimals")
            }
            let field: WritableKeyPath<LampRule, Int64?> =
                switch sign {
                case ">=": \.aheadFrom
                case ">": \.aheadAbove
                case "<=": \.aheadUpTo
                default: \.aheadBelow
                }
            try set(field, bound, word)
        case "overdue", "逾期":
            guard let days = Int64(parts.number), sign == ">=" || sign == "<" else {
                throw LampRuleError(word: word, detail: "whole days, with >= or <")
            }
            try set(sign == ">=" ? \.overdueFrom : \.overdueBelow, days, word)
        default:
            throw LampRuleError(word: word, detail: "neither ahead nor overdue")
        }
    }

    private mutating func set(
        _ field: WritableKeyPath<LampRule, Int64?>, _ bound: Int64, _ word: String
    ) throws(LampRuleError) {
        if self[keyPath: field] != nil { throw LampRuleError(word: word, detail: "said twice") }
        self[keyPath: field] = bound
    }

    /// `-9.5` as -950; nil where it is no number of at most two decimals.
    private static func hundredths(_ text: String) -> Int64? {
        let digits = text.drop { $0 == "-" }
        let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
        guard text.count - digits.count <= 1, parts.count <= 2,
            parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
            parts.count == 1 || parts[1].count <= 2,
            let whole = Int64(parts[0]), whole < 1_000_000_000
        else { return nil }
        let part = parts.count == 1 ? 0 : Int64(parts[1])! * (parts[1].count == 1 ? 10 : 1)
        return (whole * 100 + part) * (digits.count == text.count ? 1 : -1)
    }

    /// Its conditions, as they are read.
    public var conditions: String {
        let ahead: [(String, Int64?)] = [
            ("ahead>=", aheadFrom), ("ahead>", aheadAbove), ("ahead<=", aheadUpTo),
            ("ahead<", aheadBelow),
        ]
        let days: [(String, Int64?)] = [("overdue>=", overdueFrom), ("overdue<", overdueBelow)]
        return
            (ahead.compactMap { name, bound in bound.map { name + LampRule.points($0) } }
            + days.compactMap { name, bound in bound.map { "\(name)\($0)" } })
            .joined(separator: " ")
    }

    /// In words: within which bounds it holds.
    public func words(in language: Language) -> String {
        guard language == .zh else { return conditions.isEmpty ? "always" : conditions }
        let ahead: [(String, Int64?)] = [
            ("超序时不低于", aheadFrom), ("超序时高于", aheadAbove), ("超序时不高于", aheadUpTo),
            ("超序时低于", aheadBelow),
        ]
        let days: [(String, Int64?)] = [("逾期不少于", overdueFrom), ("逾期少于", overdueBelow)]
        let words =
            ahead.compactMap { name, bound in bound.map { "\(name)\(LampRule.points($0))个百分点" } }
            + days.compactMap { name, bound in bound.map { "\(name)\($0)天" } }
        return words.isEmpty ? "一律" : words.joined(separator: "，")
    }
}

extension String {
    /// The text before and behind a sign that is in it.
    fileprivate func components(around sign: String) -> (name: String, number: String) {
        var index = startIndex
        while !self[index...].hasPrefix(sign) { index = self.index(after: index) }
        let behind = self.index(index, offsetBy: sign.count)
        return (String(self[..<index]), String(self[behind...]))
    }
}
