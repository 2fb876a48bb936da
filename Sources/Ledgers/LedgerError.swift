// SPDX-License-Identifier: Apache-2.0
//
// Why a file can't be read at all. What is wrong with a single row is a finding of its report.
//
// No case helps by a retry: the file has to be mended first.

/// A file that is refused as a whole.
public enum LedgerError: Error, Hashable, Sendable {
    /// The file is above its bound (`LedgerLimits.fileBytesMax`).
    case fileTooLarge(bytes: Int, limit: Int)
    /// Neither UTF-8 nor GB18030; the offset of the first byte that GB18030 has no reading for.
    case notText(byteOffset: Int)
    /// A cell is above its bound.
    case cellTooLong(row: Int, column: Int, limit: Int)
    /// A row is above its bound.
    case tooManyColumns(row: Int, limit: Int)
    /// A quoted cell goes on behind its closing quote.
    case textAfterQuote(row: Int, column: Int)
    /// A quoted cell runs to the end of the file.
    case quoteNotClosed(row: Int, column: Int)
    /// No row holds any text.
    case empty
    /// No ledger has these headings.
    case unknownHeadings([String])
    /// Two columns have the same heading.
    case headingTwice(String)
    /// The mapping gives a heading a column that there is not.
    case mappedColumnUnknown(String, heading: String)
    /// The mapping gives a heading a unit that there is not.
    case mappedUnitUnknown(String, heading: String)
    /// The mapping knows rows by a heading that the sheet lacks.
    case mappedKeyMissing(String)

    /// Whether the mapping is at fault, not the file.
    public var isOfTheMapping: Bool {
        switch self {
        case .mappedColumnUnknown, .mappedUnitUnknown, .mappedKeyMissing: true
        default: false
        }
    }
}

extension LedgerError: CustomStringConvertible {
    /// One sentence for a person.
    public var description: String {
        switch self {
        case .fileTooLarge(let bytes, let limit): "the file has \(bytes) bytes, more than \(limit)"
        case .notText(let offset):
            "the file is neither UTF-8 nor GB18030: no character begins at byte offset \(offset)"
        case .cellTooLong(let row, let column, let limit):
            "row \(row), column \(column): a cell of more than \(limit) bytes"
        case .tooManyColumns(let row, let limit): "row \(row): more than \(limit) columns"
        case .textAfterQuote(let row, let column):
            "row \(row), column \(column): text behind a closing quote"
        case .quoteNotClosed(let row, let column):
            "row \(row), column \(column): the quote is never closed"
        case .empty: "the file holds no row"
        case .unknownHeadings(let headings):
            "no ledger has these headings: \(headings.joined(separator: ", "))"
                + (Layout.nearest(to: headings).map {
                    "; as a sheet of \($0.kind.rawValue) it lacks \($0.lacks.joined(separator: ", "))"
                } ?? "")
        case .mappedColumnUnknown(let word, let heading):
            "“\(word)”, the column of \(heading), is no column"
        case .mappedUnitUnknown(let word, let heading):
            "“\(word)”, the unit of \(heading), is no unit of money"
        case .mappedKeyMissing(let key):
            "the sheet has no heading “\(key)”, which is one of the keys"
        case .headingTwice(let heading): "two columns have the heading \(heading)"
        }
    }
}
