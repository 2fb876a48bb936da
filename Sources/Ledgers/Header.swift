// SPDX-License-Identifier: Apache-2.0
//
// The headings of one file, matched with a ledger: where each column stands.
//
// Law: what the mapping says goes before what the headings say; a heading that no column takes keeps
// a place of its own, under its name (`detailNames`), so that nothing below it is lost.

struct Header {
    let kind: LedgerKind
    let headings: [Heading]
    /// The name under which a cell without a field is kept, one a heading, each but once.
    let detailNames: [String]
    /// Places whose blank cells say the same as the cell above.
    var merged: Set<Int> = []
    /// The place of each column, by its raw value; nil where the file lacks it.
    private let places: [Int?]
    /// The unit of each heading: its own, else that of the mapping, else that of the title.
    private let units: [AmountUnit?]
    /// What the title says of each heading that may be an amount.
    private let titleUnits: [AmountUnit?]
    /// What the mapping says of each.
    private let mappedUnits: [AmountUnit?]
    /// By these columns a row is known, where the mapping says so.
    let keys: [Int]

    /// Matches headings with the ledgers; nil when they head none.
    ///
    /// - Parameter unit: what the title says of all amounts.
    init?(
        _ headings: [Heading], mapping: LedgerMapping?, unit: AmountUnit?
    ) throws(LedgerError) {
        try mapping?.check()
        let marks =
            mapping?.marks(of: headings) ?? [MappedHeading?](repeating: nil, count: headings.count)
        for layout in Layout.all where mapping?.kind == nil || layout.kind == mapping?.kind {
            let places = try Header.places(of: headings, in: layout, marks)
            let hasAll = layout.required.allSatisfy { group in
                group.contains { places[$0.rawValue] != nil }
            }
            guard hasAll else { continue }
            kind = layout.kind
            self.headings = headings
            self.places = places
            detailNames = Header.names(headings, marks)
            titleUnits = headings.indices.map { place in
                let isAmount =
                    place == places[Column.amount.rawValue] || headings[place].isOfMoney
                return isAmount ? unit : nil
            }
            mappedUnits = marks.map { $0?.unit.flatMap { AmountUnit(heading: $0) } }
            units = zip(headings, zip(mappedUnits, titleUnits)).map { $0.unit ?? $1.0 ?? $1.1 }
            keys = try Header.keys(mapping, headings)
            return
        }
        return nil
    }

    private static func keys(
        _ mapping: LedgerMapping?, _ headings: [Heading]
    ) throws(LedgerError) -> [Int] {
        var places: [Int] = []
        for key in mapping?.keys ?? [] {
            guard let place = headings.firstIndex(where: { $0.folded == Heading.folded(key) })
            else { throw .mappedKeyMissing(key) }
            places.append(place)
        }
        return places
    }

    private static func places(
        of headings: [Heading], in layout: Layout, _ marks: [MappedHeading?]
    ) throws(LedgerError) -> [Int?] {
        var places = [Int?](repeating: nil, count: Column.allCases.count)
        for (place, mark) in marks.enumerated() {
            guard let column = mark?.column.flatMap(Column.init(name:)) else { continue }
            if places[column.rawValue] != nil { throw .headingTwice(headings[place].written) }
            places[column.rawValue] = place
        }
        let free = headings.indices.filter { marks[$0]?.column == nil }
        for (column, synonyms) in layout.columns where places[column.rawValue] == nil {
            for synonym in synonyms {
                let named = free.filter { headings[$0].names(column, synonym) }
                guard let first = named.first else { continue }
                let whole = named.filter { headings[$0].fullName == synonym }
                if named.count > 1, whole.count != 1, column.mustBeAlone {
                    throw .headingTwice(headings[first].written)
                }
                places[column.rawValue] = whole.first ?? first
                break
            }
        }
        return places
    }

    /// As the headings were first seen; without text `column 7`, and a repeat gets its number.
    private static func names(_ headings: [Heading], _ marks: [MappedHeading?]) -> [String] {
        var seen: [String: Int] = [:]
        return headings.indices.map { place in
            let written = marks[place]?.heading ?? headings[place].written
            let name = written.isEmpty ? "column \(place + 1)" : String(written.prefix(200))
            let count = seen[name, default: 0] + 1
            seen[name] = count
            return count == 1 ? name : "\(name) (\(count))"
        }
    }

    func place(of column: Column) -> Int? { places[column.rawValue] }

    func has(_ column: Column) -> Bool { places[column.rawValue] != nil }

    /// The column at a place; nil for a heading without a field.
    func column(at place: Int) -> Column? {
        places.firstIndex(of: place).flatMap(Column.init(rawValue:))
    }

    /// The heading as written; for a column that the file lacks, the column's own name.
    func heading(of column: Column) -> String {
        place(of: column).map { detailNames[$0] } ?? "\(column)"
    }

    /// The name of a place, beyond the headings too.
    func name(at place: Int) -> String {
        place < detailNames.count ? detailNames[place] : "column \(place + 1)"
    }

    func unit(of column: Column) -> AmountUnit? { place(of: column).flatMap { units[$0] } }

    func unit(at place: Int) -> AmountUnit? { place < units.count ? units[place] : nil }

    func titleUnit(at place: Int) -> AmountUnit? { titleUnits[place] }

    /// Where the unit was read: `heading`, `title`, or nil where the mapping decides.
    func unitFrom(_ place: Int) -> String? {
        if headings[place].unit != nil { return "heading" }
        guard let title = titleUnits[place] else { return nil }
        return mappedUnits[place] ?? title == title ? "title" : nil
    }

    /// Whether the heading itself names a unit of money.
    func namesUnit(_ column: Column) -> Bool {
        place(of: column).flatMap { headings[$0].unit } != nil
    }

    /// Headings without a column.
    var unmapped: [String] {
        headings.indices.filter { !places.contains($0) && !headings[$0].isBlank }
            .map { detailNames[$0] }
    }
}

extension Column {
    /// By its name in a mapping: `amount`, `signedOn`.
    init?(name: String) {
        guard let column = Column.allCases.first(where: { "\($0)" == name }) else { return nil }
        self = column
    }

    /// A second remark or running number is only kept.
    fileprivate var mustBeAlone: Bool { self != .remark && self != .sequence }
}

extension Heading {
    /// Whether it is that synonym of a column; a synonym that ends with # asks for a count, and a
    /// column of money takes none.
    fileprivate func names(_ column: Column, _ synonym: String) -> Bool {
        isCount && (column == .amount || column == .count)
            ? names.contains { synonym == "\($0)#" } : names.contains(synonym)
    }
}
