// SPDX-License-Identifier: Apache-2.0
//
// A table that prints itself three ways: aligned text, CSV and JSON.
//
// A cell says whether its text came from a person or from this module's arithmetic. Text from a
// person may not act: no formula in a spreadsheet, no control sequence in a terminal. A number is
// never cut short, for half a number is another number.

/// One cell.
public enum TableCell: Hashable, Sendable {
    /// Words, perhaps typed by a person.
    case text(String)
    /// A number that this module wrote, with its sign and unit.
    case number(String)

    /// The cell's text as it came.
    public var content: String {
        switch self {
        case .text(let content), .number(let content): content
        }
    }

    var isNumber: Bool {
        if case .number = self { true } else { false }
    }
}

/// Where a column's cells stand.
public enum ColumnAlignment: Hashable, Sendable {
    case left, right
}

/// Headers and rows of as many cells.
public struct Table: Hashable, Sendable {
    /// Unique: they are the names in JSON.
    public let headers: [String]
    public let rows: [[TableCell]]
    /// One a column.
    public let alignment: [ColumnAlignment]

    /// - Parameter alignment: one a column; unset, columns with a number stand right, others left.
    /// - Precondition: headers are unique; each row has a cell for each.
    public init(headers: [String], rows: [[TableCell]], alignment: [ColumnAlignment]? = nil) {
        precondition(Set(headers).count == headers.count, "a table's headers are unique")
        precondition(rows.allSatisfy { $0.count == headers.count }, "a cell for each header")
        self.headers = headers
        self.rows = rows
        self.alignment =
            alignment
            ?? headers.indices.map { column in
                rows.contains { $0[column].isNumber } ? .right : .left
            }
        precondition(self.alignment.count == headers.count, "an alignment for each header")
    }
}
