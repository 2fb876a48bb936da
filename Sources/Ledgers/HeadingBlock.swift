// SPDX-License-Identifier: Apache-2.0
//
// The rows of headings at the top of a sheet: one to three of them, below any titles.
//
// A spreadsheet saves a merged cell as its text once, then empty cells. So a text in an upper row
// covers the empty cells to its right, as far as a lower row has texts there and no cell above begins
// another group; and a heading with empty cells below is merged downwards.
// Law: a row belongs to the headings only where each of its texts stands below a group, names a
// column that is known, or is a unit; never a number, a day or a row of sums. So no data is taken for
// headings.

struct HeadingBlock {
    let headings: [Heading]
    /// Of the first row, from 0.
    let first: Int
    let count: Int

    /// All that may head this sheet, the likeliest first.
    static func candidates(in rows: [[String]]) -> [HeadingBlock] {
        var found: [HeadingBlock] = []
        for start in rows.indices where isFirst(rows[start]) {
            var count = 1
            while count < rowsMax, start + count < rows.count,
                continues(Array(rows[start..<(start + count)]), rows[start + count])
            {
                count += 1
            }
            for count in (1...count).reversed() {
                let block = Array(rows[start..<(start + count)])
                found.append(
                    HeadingBlock(
                        headings: paths(block).map(Heading.init(path:)), first: start, count: count)
                )
            }
        }
        return found
    }

    /// The most rows that headings take.
    static let rowsMax = 3

    /// A title has one text or two, and a line of particulars has colons; those in brackets (单位：万元)
    /// are a heading's own.
    private static func isFirst(_ row: [String]) -> Bool {
        row.count { !$0.isEmpty && !hasColon(Spelling.folded($0)) } >= 3
    }

    private static func hasColon(_ text: String) -> Bool {
        var depth = 0
        for sign in text {
            switch sign {
            case "(", "[": depth += 1
            case ")", "]": depth -= 1
            case ":" where depth <= 0: return true
            default: break
            }
        }
        return false
    }

    private static func continues(_ above: [[String]], _ row: [String]) -> Bool {
        var texts = 0
        for (place, text) in row.enumerated() where !text.isEmpty {
            texts += 1
            if isValue(text) { return false }
            if isBelowGroup(above, row, place) || Heading.isUnitAlone(text) { continue }
            guard Layout.knownNames.contains(Heading(text).name) else { return false }
        }
        return texts > 0
    }

    private static func isValue(_ text: String) -> Bool {
        let word = Spelling.folded(text)
        if DayText.parse(word) != nil { return true }
        return word.allSatisfy { $0.isASCII && ($0.isNumber || ".,-".contains($0)) }
    }

    /// Whether the nearest text above belongs to a group: it stands to the left, or it is followed by
    /// an empty cell, which it covers.
    private static func isBelowGroup(_ above: [[String]], _ row: [String], _ place: Int) -> Bool {
        guard let owner = above.last(where: { $0.at(place) != "" }) else {
            return above.contains { cells in cells.prefix(place).contains { !$0.isEmpty } }
        }
        return place + 1 < max(owner.count, row.count) && owner.at(place + 1).isEmpty
    }

    /// The path of each column from its group down.
    private static func paths(_ block: [[String]]) -> [[String]] {
        let width = block.map(\.count).max() ?? 0
        var paths = [[String]](repeating: [], count: width)
        for (depth, row) in block.enumerated() {
            var group = ""
            for place in 0..<width {
                let text = row.at(place)
                if !text.isEmpty {
                    group = text
                } else if block[..<depth].contains(where: { !$0.at(place).isEmpty }) {
                    group = ""
                }
                let isCovered = block[(depth + 1)...].contains { !$0.at(place).isEmpty }
                if !text.isEmpty || isCovered { paths[place].append(group) }
            }
        }
        return paths
    }
}

extension [String] {
    /// The text at a place; empty beyond the last.
    fileprivate func at(_ place: Int) -> String { place < count ? self[place] : "" }
}
