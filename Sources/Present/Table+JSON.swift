// SPDX-License-Identifier: Apache-2.0
//
// The table as JSON (RFC 8259): an array with one object a row, its names the headers, in order.
//
// Values are texts: a cell is what a reader sees, with sign and unit. Exact numbers are in the
// answer's own messages. The escaper is small on purpose: quote, backslash and control characters.

extension Table {
    /// One line a row, UTF-8.
    public var json: String {
        let objects = rows.map { row in
            let members = zip(headers, row).map { header, cell in
                Table.quoted(header) + ":" + Table.quoted(cell.content)
            }
            return "{" + members.joined(separator: ",") + "}"
        }
        return "[" + objects.joined(separator: ",\n") + "]\n"
    }

    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case _ where scalar.value < 0x20 || scalar.isControl: result += escape(scalar.value)
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }

    private static func escape(_ value: UInt32) -> String {
        let digits = String(value, radix: 16)
        return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }
}
