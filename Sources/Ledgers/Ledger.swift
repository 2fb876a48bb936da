// SPDX-License-Identifier: Apache-2.0
//
// What comes of reading one file of an office: which ledger it is, and a report for each row.
//
// Law: every row below the headings has exactly one report, blank rows included, and nothing that
// the office wrote is lost: it is in a fact, in a fact's note, or named by a finding.

public import Pipeline

/// The ledgers that can be told by their headings, in the order in which a folder is imported:
/// units before what they answer for, projects before their capital.
public enum LedgerKind: String, CaseIterable, Hashable, Sendable {
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
    /// Headings that no fact has room for, as written; their cells are not imported.
    public var ignoredHeadings: [String]
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

    /// The drafts of the row, in ladder order.
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
