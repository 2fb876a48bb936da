// SPDX-License-Identifier: Apache-2.0
//
// CSV as of RFC 4180: cells parted by commas, rows by CRLF, LF or CR; a cell in quotes may hold
// commas, line breaks and doubled quotes. A quote within a cell that did not begin with one stands
// for itself, as spreadsheets read it.
//
// Law: one row at a time, no more memory than that row; each bound is checked before it is passed.
// The last row needs no line break, and a file that ends with one has no empty row behind it.

/// Reads the rows of a CSV text.
struct CSVRows {
    private let bytes: [UInt8]
    private let limits: LedgerLimits
    private var place = 0
    /// The number of the row that was read last, from 1.
    private(set) var number = 0

    init(_ bytes: [UInt8], limits: LedgerLimits) {
        self.bytes = bytes
        self.limits = limits
    }

    /// The cells of the next row as written; nil behind the last.
    mutating func next() throws(LedgerError) -> [String]? {
        guard place < bytes.count else { return nil }
        number += 1
        var cells: [String] = []
        while true {
            guard cells.count < limits.columnsMax else {
                throw .tooManyColumns(row: number, limit: limits.columnsMax)
            }
            let column = cells.count + 1
            let isQuoted = place < bytes.count && bytes[place] == quote
            cells.append(try isQuoted ? quotedCell(column) : plainCell(column))
            guard place < bytes.count else { return cells }
            let end = bytes[place]
            place += 1
            if end == comma { continue }
            if end == carriageReturn, place < bytes.count, bytes[place] == lineFeed { place += 1 }
            return cells
        }
    }

    private mutating func plainCell(_ column: Int) throws(LedgerError) -> String {
        let start = place
        while place < bytes.count, !isEnd(bytes[place]) { place += 1 }
        try checkLength(place - start, column)
        return String(decoding: bytes[start..<place], as: UTF8.self)
    }

    private mutating func quotedCell(_ column: Int) throws(LedgerError) -> String {
        place += 1
        var content: [UInt8] = []
        var start = place
        while true {
            guard place < bytes.count else { throw .quoteNotClosed(row: number, column: column) }
            try checkLength(content.count + place - start, column)
            guard bytes[place] == quote else {
                place += 1
                continue
            }
            content.append(contentsOf: bytes[start..<place])
            place += 1
            guard place < bytes.count, bytes[place] == quote else { break }
            start = place
            place += 1
        }
        if place < bytes.count, !isEnd(bytes[place]) {
            throw .textAfterQuote(row: number, column: column)
        }
        return String(decoding: content, as: UTF8.self)
    }

    private func checkLength(_ count: Int, _ column: Int) throws(LedgerError) {
        if count > limits.cellBytesMax {
            throw .cellTooLong(row: number, column: column, limit: limits.cellBytesMax)
        }
    }

    private func isEnd(_ byte: UInt8) -> Bool {
        byte == comma || byte == lineFeed || byte == carriageReturn
    }
}

private let comma = UInt8(ascii: ",")
private let quote = UInt8(ascii: "\"")
private let lineFeed = UInt8(ascii: "\n")
private let carriageReturn = UInt8(ascii: "\r")
