// SPDX-License-Identifier: Apache-2.0
//
// The door of the module: the bytes of an office's CSV file → draft facts, and a report row by row.
//
// The plain form: UTF-8 or GB18030, at most a few title rows, one row of headings, then a record a
// row. A draft is a whole fact with its id; whether it is lawful, admission decides.
// Nothing here reads a file, a clock or a random number.

/// The bounds of a file.
public struct LedgerLimits: Hashable, Sendable {
    /// Bytes of the file as it is read.
    public var fileBytesMax = 64 << 20
    /// UTF-8 bytes of one cell.
    public var cellBytesMax = 64 << 10
    /// Cells of one row.
    public var columnsMax = 256
    /// Rows among which the headings are looked for.
    public var headingRowsMax = 5

    /// 64 MiB a file, 64 KiB a cell, 256 columns.
    public init() {}
}

/// Reads the files of one ledger.
public struct LedgerReader: Sendable {
    /// The name under which the program remembers the ledger; the ids of its facts rest on it.
    public var ledger: String
    /// The units that cells may name.
    public var units: UnitDirectory
    public var limits = LedgerLimits()
    private let digest: @Sendable ([UInt8]) -> [UInt8]

    /// - Parameter digest: the SHA-256 of some bytes; any other digest of sixteen bytes or more
    ///   gives other ids.
    public init(
        ledger: String, units: UnitDirectory = UnitDirectory(),
        digest: @escaping @Sendable ([UInt8]) -> [UInt8]
    ) {
        self.ledger = ledger
        self.units = units
        self.digest = digest
    }

    /// Reads a whole file.
    ///
    /// - Parameter file: its name, for the source of each fact.
    public func read(_ bytes: [UInt8], file: String) throws(LedgerError) -> LedgerReading {
        var rows: [RowReport] = []
        let file = try read(bytes, file: file) { rows.append($0) }
        return LedgerReading(file: file, rows: rows)
    }

    /// Reads a file row by row; beside the bytes only one row is in memory.
    ///
    /// Rows that were handed over before an error stand: their ids are the same the next time.
    public func read(
        _ bytes: [UInt8], file: String, row: (RowReport) -> Void
    ) throws(LedgerError) -> LedgerFile {
        guard bytes.count <= limits.fileBytesMax else {
            throw .fileTooLarge(bytes: bytes.count, limit: limits.fileBytesMax)
        }
        let text = try DecodedText(bytes)
        var source = CSVRows(text.bytes, limits: limits)
        let header = try header(&source, row)
        var clerk = Clerk(
            file: file, header: header, units: units,
            identity: RowIdentity(ledger: ledger, digest: digest))
        while let cells = try source.next() {
            row(clerk.report(number: source.number, cells: cells))
        }
        return LedgerFile(
            kind: header.kind, encoding: text.encoding, ignoredHeadings: header.ignored)
    }

    /// Looks for the headings; the rows above them are reported as titles.
    private func header(
        _ source: inout CSVRows, _ row: (RowReport) -> Void
    ) throws(LedgerError) -> Header {
        var first: [String] = []
        var above: [RowReport] = []
        while source.number < limits.headingRowsMax, let cells = try source.next() {
            if let header = try Header(cells) {
                above.forEach(row)
                return header
            }
            let texts = cells.map(Spelling.trimmed).filter { !$0.isEmpty }
            if first.isEmpty { first = texts }
            let reason: SkipReason = texts.isEmpty ? .blank : .title(texts.joined(separator: " "))
            above.append(RowReport(number: source.number, outcome: .skipped(reason)))
        }
        if first.isEmpty { throw .empty }
        throw .unknownHeadings(first)
    }
}
