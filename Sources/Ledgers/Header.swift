// SPDX-License-Identifier: Apache-2.0
//
// The headings of one file, matched with a ledger: where each column stands.

struct Header {
    let kind: LedgerKind
    let headings: [Heading]
    /// The place of each column, by its raw value; nil where the file lacks it.
    private let places: [Int?]

    /// Matches the cells of a row with the ledgers; nil when they head none.
    init?(_ cells: [String]) throws(LedgerError) {
        let headings = cells.map(Heading.init)
        for layout in Layout.all {
            let places = try Header.places(of: headings, in: layout)
            let hasAll = layout.required.allSatisfy { group in
                group.contains { places[$0.rawValue] != nil }
            }
            guard hasAll else { continue }
            kind = layout.kind
            self.headings = headings
            self.places = places
            return
        }
        return nil
    }

    private static func places(
        of headings: [Heading], in layout: Layout
    ) throws(LedgerError) -> [Int?] {
        var places = [Int?](repeating: nil, count: Column.allCases.count)
        for (column, synonyms) in layout.columns {
            for synonym in synonyms {
                let matches = headings.indices.filter { headings[$0].names(column, synonym) }
                guard let first = matches.first else { continue }
                if matches.count > 1 { throw .headingTwice(headings[first].written) }
                places[column.rawValue] = first
                break
            }
        }
        return places
    }

    func place(of column: Column) -> Int? { places[column.rawValue] }

    func has(_ column: Column) -> Bool { places[column.rawValue] != nil }

    /// The heading as written; for a column that the file lacks, the column's own name.
    func heading(of column: Column) -> String {
        place(of: column).map { headings[$0].written } ?? "\(column)"
    }

    func unit(of column: Column) -> AmountUnit? {
        place(of: column).flatMap { headings[$0].unit }
    }

    /// Headings without a column.
    var ignored: [String] {
        headings.indices.filter { !places.contains($0) }.map { headings[$0].written }
            .filter { !$0.isEmpty }
    }
}

extension Heading {
    /// Whether it is that synonym of a column; a synonym that ends with # asks for a count, and a
    /// column of money takes none.
    fileprivate func names(_ column: Column, _ synonym: String) -> Bool {
        isCount && (column == .amount || column == .count)
            ? synonym == "\(name)#" : synonym == name
    }
}
