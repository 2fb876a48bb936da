// SPDX-License-Identifier: Apache-2.0
//
// The table as lines of text: headers, a ruler of hyphens, rows; two blanks between columns.
//
// When the lines would be wider than allowed, the widest column without numbers gives way first and
// its cells end in "..", down to eight columns. If that is not enough the lines stay wider: better
// a line that wraps than a number that lies.

extension Table {
    private static let gap = 2
    private static let narrowest = 8

    /// Lines ending in a line feed; blanks at the end of lines are left out.
    ///
    /// - Parameter maxWidth: columns wished for; unset, no limit.
    public func text(maxWidth: Int? = nil) -> String {
        let head = headers.map(Table.printable)
        let body = rows.map { row in row.map { Table.printable($0.content) } }
        let widths = fitted(naturalWidths(head, body), into: maxWidth)
        let ruler = widths.map { String(repeating: "-", count: $0) }
        return ([head, ruler] + body).map { line($0, widths) }.joined()
    }

    private func naturalWidths(_ head: [String], _ body: [[String]]) -> [Int] {
        head.indices.map { column in
            body.reduce(head[column].columns) { max($0, $1[column].columns) }
        }
    }

    private func fitted(_ natural: [Int], into maxWidth: Int?) -> [Int] {
        guard let maxWidth else { return natural }
        var widths = natural
        let elastic = headers.indices.filter { column in !rows.contains { $0[column].isNumber } }
        var excess = widths.reduce(0, +) + Table.gap * max(0, widths.count - 1) - maxWidth
        while excess > 0, let widest = elastic.max(by: { widths[$0] < widths[$1] }),
            widths[widest] > Table.narrowest
        {
            widths[widest] -= 1
            excess -= 1
        }
        return widths
    }

    private func line(_ cells: [String], _ widths: [Int]) -> String {
        var line = ""
        for (column, cell) in cells.enumerated() {
            let shown = Table.clipped(cell, to: widths[column])
            let blanks = String(repeating: " ", count: widths[column] - shown.columns)
            if column > 0 { line += String(repeating: " ", count: Table.gap) }
            line += alignment[column] == .right ? blanks + shown : shown + blanks
        }
        while line.last == " " { line.removeLast() }
        return line + "\n"
    }

    private static func clipped(_ cell: String, to width: Int) -> String {
        guard cell.columns > width else { return cell }
        var kept = ""
        var columns = 0
        for character in cell {
            let next = String(character).columns
            if columns + next > width - 2 { break }
            kept.append(character)
            columns += next
        }
        return kept + ".."
    }

    /// Without anything that moves the cursor: line breaks and tabs become blanks, others "?".
    private static func printable(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\t", "\n", "\r": result += " "
            case _ where scalar.isControl: result += "?"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
