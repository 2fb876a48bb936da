// SPDX-License-Identifier: Apache-2.0
//
// The table as CSV by RFC 4180: lines end in CR LF, cells with a comma, quote, line break or outer
// blank are quoted, quotes doubled.
//
// A spreadsheet takes a cell that begins with = + - @ (also in full width), tab or CR for a
// formula. Text that does is led by an apostrophe; so is a "number" whose sign no digit follows.
// Numbers that this module writes, such as -8.0 and +192.5 %, stay as they are.

extension Table {
    /// UTF-8 without a byte order mark; a program that needs one puts it before.
    public var csv: String {
        let head = headers.map { Table.field(.text($0)) }
        let body = rows.map { $0.map(Table.field) }
        return ([head] + body).map { $0.joined(separator: ",") + "\r\n" }.joined()
    }

    private static func field(_ cell: TableCell) -> String {
        let content = isFormula(cell) ? "'" + cell.content : cell.content
        let scalars = content.unicodeScalars
        let isSpecial = scalars.contains { "\",\r\n".unicodeScalars.contains($0) }
        guard isSpecial || scalars.first == " " || scalars.last == " " else { return content }
        var quoted = "\""
        for scalar in scalars {
            if scalar == "\"" { quoted += "\"" }
            quoted.unicodeScalars.append(scalar)
        }
        return quoted + "\""
    }

    private static func isFormula(_ cell: TableCell) -> Bool {
        let scalars = cell.content.unicodeScalars.drop { $0 == " " || $0 == "\u{3000}" }
        guard let first = scalars.first else { return false }
        switch first {
        case "+", "-":
            guard cell.isNumber, let second = scalars.dropFirst().first else { return true }
            return !("0"..."9").contains(second)
        case "=", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠": return true
        default: return false
        }
    }
}
