// SPDX-License-Identifier: Apache-2.0
//
// What comes of reading one file of an office: which ledger it is, and a report for each row.
//
// Law: every row below the headings has exactly one report, blank rows included, and nothing that
// the office wrote is lost: it is in a fact (a field, a detail, the note), or the row gave no fact and its
// cells stand in its report.

public import Pipeline

/// The ledgers that can be told by their headings, in the order in which a folder is imported:
/// units before what they answer for, projects before their capital.
public enum LedgerKind: String, CaseIterable, Codable, Hashable, Sendable {
    case units, tasks, projects, capital, entities, indicators
}

/// How the bytes of a file were written.
public enum LedgerEncoding: String, Hashable, Sendable {
    case utf8 = "UTF-8"
    case gb18030 = "GB18030"
}

/// What is known of a file once its headings are read.
public struct LedgerFile: Hashable, Sendable {
    public var kind: LedgerKind
    public var encoding: LedgerEncoding
    /// All headings in the order of the sheet, each but once.
    public var headings: [String]
    /// Headings without a field: their cells become details of a project, or stand in a fact's note.
    public var headingsKept: [String]
    /// How the headings differ from those remembered; empty at the first import.
    public var news = HeadingNews()
    /// What is to be remembered of this ledger.
    public var mapping: LedgerMapping
    /// Names the import: the same for the same text, in whatever encoding.
    public var run: String
    /// The heading of each column that the sheet has, by the column's raw value.
    var headingOfColumn: [Int: String] = [:]
    /// Rows of sums that differ from the rows they sum.
    public var sums: [SumFinding] = []
    /// Columns with blank cells that were read as the cell above, in the order of the sheet.
    public var filled: [FilledColumn] = []
}

/// A column that is merged downwards.
public struct FilledColumn: Hashable, Sendable {
    public var heading: String
    /// The rows whose blank cell was read as the cell above, ascending.
    public var rows: [ClosedRange<Int>]
}

extension LedgerFile {
    /// The cells of a row that hold a text, each with its heading.
    public func texts(of row: RowReport) -> [(heading: String, text: String)] {
        row.cells.indices.filter { !row.cells[$0].isEmpty }.map { place in
            (place < headings.count ? headings[place] : "column \(place + 1)", row.cells[place])
        }
    }

    /// The cell of a row under a heading; nil when it is blank.
    public func text(of row: RowReport, under heading: String) -> String? {
        guard let place = headings.firstIndex(of: heading), place < row.cells.count,
            !row.cells[place].isEmpty
        else { return nil }
        return row.cells[place]
    }
}

/// A file read to its end.
public struct LedgerReading: Hashable, Sendable {
    public var file: LedgerFile
    /// In the order of the file; rows above the headings included.
    public var rows: [RowReport]

    /// Which ledger it is.
    public var kind: LedgerKind { file.kind }

    /// The drafts of all rows, in the order in which they are to be logged.
    public var facts: [Fact] { rows.flatMap(\.facts) }

    /// How many rows were made without a finding, flagged, and skipped.
    public var tally: (made: Int, flagged: Int, skipped: Int) {
        rows.reduce(into: (0, 0, 0)) { sum, row in
            switch row.outcome {
            case .made: sum.0 += 1
            case .flagged: sum.1 += 1
            case .skipped: sum.2 += 1
            }
        }
    }
}

/// What came of one row.
public struct RowReport: Hashable, Sendable {
    /// The row of the sheet, from 1, headings counted; a cell with line breaks is one row.
    public var number: Int
    public var outcome: RowOutcome
    /// Trimmed, the blanks of merged cells filled.
    public var cells: [String] = []
    /// By what the row is known; nil where it gave no fact.
    public var key: RowKey?

    /// The drafts of the row, in ladder order, then its details.
    public var facts: [Fact] {
        switch outcome {
        case .made(let facts), .flagged(let facts, _): facts
        case .skipped: []
        }
    }

    /// What a person has to look at; the path of each finding is the heading of its column.
    public var findings: [Finding] {
        if case .flagged(_, let findings) = outcome { findings } else { [] }
    }
}

/// The outcome of one row.
public enum RowOutcome: Hashable, Sendable {
    case made([Fact])
    /// The facts that could be made all the same, maybe none, and what was found.
    case flagged([Fact], [Finding])
    case skipped(SkipReason)
}

/// Why a row is no record.
public enum SkipReason: Hashable, Sendable {
    /// A 合计 or 小计 row: the label, and the heading of the column it stands in.
    case total(label: String, heading: String)
    /// All cells are empty.
    case blank
    /// A title above the headings.
    case title(String)
}
