// SPDX-License-Identifier: Apache-2.0
//
// One heading, split into what it names and what stands in its brackets: 总投资额[亿元] is 总投资额 in
// 亿元, 任务数(个) is 任务数 as a count, 建设地点(注明园区) is 建设地点.
//
// A heading of several rows is the path from its group down: 投资额/总投资额[亿元]. It is known by its
// last part, and by its last parts read as one word (签约 over 时间 is 签约时间). A part that is nothing but a
// unit belongs to the part above it. Blanks, line breaks, underscores, letter case and the width of
// signs make no difference.

struct Heading {
    /// As the office wrote it, trimmed; the parts of a path parted by `/`.
    let written: String
    /// What is compared: the last part's name.
    let name: String
    /// The names of all parts, as one word.
    let fullName: String
    /// By which it is known: its last part, its last two as one word, and so on to all of them.
    let names: [String]
    /// All of it, brackets included, folded: by this a remembered heading is found again.
    let folded: String
    /// The unit in its brackets, or in those of its group.
    let unit: AmountUnit?
    /// Whether its brackets hold a counting word (个, 户).
    let isCount: Bool

    init(_ cell: String) { self.init(path: [cell]) }

    /// - Parameter path: the texts from the group down; blank ones are passed over.
    init(path: [String]) {
        let parts = Heading.joined(path)
        written = parts.joined(separator: "/")
        let split = parts.map(HeadingPart.init)
        name = split.last?.name ?? ""
        fullName = split.map(\.name).joined()
        var names = split.indices.reversed().map { split[$0...].map(\.name).joined() }
        // 合同签约 below 时间 is 合同签约时间 too.
        if split.count > 1 { names.append(name + split[split.count - 2].name) }
        self.names = names
        folded = Heading.folded(written)
        unit = split.last { $0.unit != nil }?.unit
        isCount = split.last?.isCount ?? false
    }

    var isBlank: Bool { written.isEmpty }

    /// Whether it names an amount: 投资额, 到位资金, 注册资本. A count or an area has no unit of money.
    var isOfMoney: Bool {
        !isCount && ["投资", "资金", "资本", "金额", "税收", "产值"].contains { name.contains($0) }
    }

    /// Lower case, without blanks and the like, brackets of one form.
    static func folded(_ text: String) -> String {
        let word = Spelling.folded(text).lowercased().filter {
            $0 != " " && $0 != "_" && $0 != "*" && $0 != "-"
        }
        return String(word.map { $0 == "[" ? "(" : $0 == "]" ? ")" : $0 })
    }

    /// Trimmed, without repeats; a bare unit goes into the brackets of the part above it.
    private static func joined(_ path: [String]) -> [String] {
        var parts: [String] = []
        for text in path.map(Spelling.trimmed) where !text.isEmpty && text != parts.last {
            if let last = parts.last, isUnitAlone(text) {
                let word = Spelling.folded(text).trimmingBrackets
                parts[parts.count - 1] = "\(last)(\(word))"
            } else {
                parts.append(text)
            }
        }
        return parts
    }

    /// Whether a cell below a heading holds only its unit: 万元, (亿元), （亩）.
    static func isUnitAlone(_ text: String) -> Bool {
        let word = folded(text)
        let inside = word.trimmingBrackets
        return AmountUnit(heading: inside) != nil || CountText.countingWords.contains(inside)
            || ["亩", "平方米", "㎡", "%"].contains(inside)
    }
}

/// One part of a heading's path.
private struct HeadingPart {
    var name: String
    var unit: AmountUnit?
    var isCount = false

    init(_ text: String) {
        let word = Heading.folded(text)
        guard let open = word.firstIndex(of: "("), open > word.startIndex else {
            name = word
            // 总投资/万元, as statistical forms write it.
            if let sign = word.lastIndex(where: { "/,:".contains($0) }), sign > word.startIndex,
                let unit = AmountUnit(heading: String(word[word.index(after: sign)...]))
            {
                name = String(word[..<sign])
                self.unit = unit
            }
            return
        }
        name = String(word[..<open])
        let inside = word[word.index(after: open)...].prefix { $0 != ")" }
        unit = HeadingPart.unit(String(inside))
        isCount = CountText.countingWords.contains(String(inside))
    }

    /// 万元, and 单位:万元 in brackets.
    private static func unit(_ inside: String) -> AmountUnit? {
        if let unit = AmountUnit(heading: inside) { return unit }
        guard let colon = inside.firstIndex(of: ":"), inside.hasPrefix("单位") else { return nil }
        return AmountUnit(heading: String(inside[inside.index(after: colon)...]))
    }
}

extension String {
    fileprivate var trimmingBrackets: String {
        guard let first, let last, "([".contains(first), ")]".contains(last), count > 2 else {
            return self
        }
        return String(dropFirst().dropLast())
    }
}
