// SPDX-License-Identifier: Apache-2.0
//
// The door of the module: the bytes of an office's CSV file → draft facts, and a report row by row.
//
// UTF-8 or GB18030; title rows, one to three rows of headings, then a record a row, with rows of sums
// anywhere. A draft is a whole fact with its id; whether it is lawful, admission decides. A file is gone
// through twice: once for what only the whole sheet shows (merged columns, columns with sums), once for
// its records. Nothing here reads a file, a clock or a random number.

/// The bounds of a file.
public struct LedgerLimits: Hashable, Sendable {
    /// Bytes of the file as it is read.
    public var fileBytesMax = 64 << 20
    /// UTF-8 bytes of one cell.
    public var cellBytesMax = 64 << 10
    /// Cells of one row.
    public var columnsMax = 256
    /// Rows among which the headings are looked for.
    public var headingRowsMax = 12

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
    /// What is remembered of the ledger; nil at its first import.
    public var mapping: LedgerMapping?
    /// What is journaled of the ledger: names the import (`LedgerState.run`); nil where nothing is known.
    public var state: LedgerState?
    let digest: @Sendable ([UInt8]) -> [UInt8]

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
        var top = try top(text.bytes)
        let survey = try survey(text.bytes, top)
        top.header.merged = survey.merged
        top.titles.forEach(row)
        let sheet = runName(text)
        let run = state?.run(named: sheet) ?? sheet
        var clerk = Clerk(
            file: file, header: top.header, mapping: mapping, run: run, units: units,
            identity: RowIdentity(ledger: ledger, digest: digest))
        var sums = SumCheck(top.header, places: survey.withSums)
        var source = top.source
        while let cells = try source.next() {
            let report = clerk.report(number: source.number, cells: cells)
            sums.take(report)
            row(report)
        }
        var file = LedgerFile(
            kind: top.header.kind, encoding: text.encoding, headings: top.header.detailNames,
            headingsKept: top.header.unmapped,
            mapping: LedgerMapping(ledger: ledger, header: top.header, former: mapping), run: run)
        if let mapping { file.news = mapping.news(of: top.header) }
        for column in Column.allCases where top.header.has(column) {
            file.headingOfColumn[column.rawValue] = top.header.heading(of: column)
        }
        file.sums = sums.findings
        file.filled = clerk.above.filled.sorted { $0.key < $1.key }.map { place, rows in
            FilledColumn(heading: top.header.name(at: place), rows: rows)
        }
        return file
    }

    /// The name of a sheet's first import: `csv:` and sixteen hexadecimal digits of the digest of ledger and text.
    public func run(_ bytes: [UInt8]) throws(LedgerError) -> String {
        runName(try DecodedText(bytes))
    }

    private func runName(_ text: DecodedText) -> String {
        let hash = digest(Array(ledger.utf8) + [0] + text.bytes)
        return "csv:"
            + hash.prefix(8).map { byte in
                let text = String(byte, radix: 16)
                return text.count == 1 ? "0\(text)" : text
            }.joined()
    }
}

extension LedgerReader {
    /// What stands above the records.
    private struct Top {
        var header: Header
        var titles: [RowReport] = []
        /// Behind the headings.
        var source: CSVRows
    }

    private func top(_ bytes: [UInt8]) throws(LedgerError) -> Top {
        var source = CSVRows(bytes, limits: limits)
        var rows: [[String]] = []
        var behind: [CSVRows] = []
        while rows.count < limits.headingRowsMax, let cells = try source.next() {
            rows.append(cells.map(Spelling.trimmed))
            behind.append(source)
        }
        for block in HeadingBlock.candidates(in: rows) {
            let unit = LedgerReader.unit(inTitles: rows[..<block.first])
            guard let header = try Header(block.headings, mapping: mapping, unit: unit) else {
                continue
            }
            let titles = rows[..<block.first].enumerated().map { index, cells in
                let texts = cells.filter { !$0.isEmpty }
                let reason: SkipReason =
                    texts.isEmpty ? .blank : .title(texts.joined(separator: " "))
                return RowReport(number: index + 1, outcome: .skipped(reason), cells: cells)
            }
            return Top(
                header: header, titles: titles, source: behind[block.first + block.count - 1])
        }
        let texts = rows.map { $0.filter { !$0.isEmpty } }
        guard let first = texts.max(by: { $0.count < $1.count }), !first.isEmpty else {
            throw .empty
        }
        throw .unknownHeadings(texts.first { $0.count == first.count } ?? first)
    }

    /// What 单位：万元 above a table says of all its amounts; of several units the first of money.
    private static func unit(inTitles rows: ArraySlice<[String]>) -> AmountUnit? {
        for text in rows.joined() {
            let folded = Spelling.folded(text)
            // Blanks may part 单位：招商局 from 单位：万元, or stand within 单 位：万 元.
            for word in [Spelling.withoutBlanks(folded), folded.replacing(": ", with: ":")] {
                for found in word.ranges(of: "单位:") {
                    let units = word[found.upperBound...].split { " ,、;/()[]".contains($0) }
                    if let unit = units.lazy.compactMap({ AmountUnit(heading: String($0)) }).first {
                        return unit
                    }
                }
            }
        }
        return nil
    }

    /// What only the whole sheet shows.
    private func survey(
        _ bytes: [UInt8], _ top: Top
    ) throws(LedgerError) -> (merged: Set<Int>, withSums: Set<Int>) {
        var source = top.source
        var merged = MergedColumns(top.header)
        var withSums: Set<Int> = []
        while let cells = try source.next() {
            let cells = cells.map(Spelling.trimmed)
            switch Row(number: source.number, cells: cells, header: top.header).skipReason {
            case nil: merged.look(at: cells)
            case .total?:
                withSums.formUnion(cells.indices.filter { !cells[$0].isEmpty })
                merged.pass()
            case .title?: merged.pass()
            case .blank?: break
            }
        }
        return (marked(merged.places, top.header), withSums)
    }

    /// What a person wrote into the mapping goes before what the sheet shows.
    private func marked(_ shown: Set<Int>, _ header: Header) -> Set<Int> {
        guard let marks = mapping?.marks(of: header.headings) else { return shown }
        return Set(marks.indices.filter { marks[$0]?.merged ?? shown.contains($0) })
    }
}
