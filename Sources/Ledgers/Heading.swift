// SPDX-License-Identifier: Apache-2.0
//
// One heading, split into what it names and what stands in its brackets: 总投资额[亿元] is 总投资额 in
// 亿元, 任务数(个) is 任务数 as a count, 建设地点(注明园区) is 建设地点.
//
// Blanks, line breaks, underscores, letter case and the width of signs make no difference.

struct Heading {
    /// As the office wrote it, trimmed.
    let written: String
    /// What is compared.
    let name: String
    /// The unit in its brackets.
    let unit: AmountUnit?
    /// Whether its brackets hold a counting word (个, 户).
    let isCount: Bool

    init(_ cell: String) {
        written = Spelling.trimmed(cell)
        let word = Spelling.folded(written).lowercased().filter {
            $0 != " " && $0 != "_" && $0 != "*" && $0 != "-"
        }
        guard let open = word.firstIndex(where: { $0 == "(" || $0 == "[" }), open > word.startIndex
        else {
            (name, unit, isCount) = (word, nil, false)
            return
        }
        name = String(word[..<open])
        let inside = word[word.index(after: open)...].prefix { $0 != ")" && $0 != "]" }
        unit = AmountUnit(heading: String(inside))
        isCount = CountText.countingWords.contains(String(inside))
    }
}
