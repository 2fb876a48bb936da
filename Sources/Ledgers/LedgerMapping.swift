// SPDX-License-Identifier: Apache-2.0
//
// What is remembered of a ledger from one month to the next: which heading is which column, in which
// unit, which columns are merged downwards, by which a row is known, and which rows were renamed.
// It is written as a small JSON object that a person may edit (docs/LEDGERS.md).
//
// Law: the ids of facts rest on the ledger's name and the rows' keys, never on places of columns; so a
// mapping may be lost, and only what a person wrote into it is lost with it.

/// The mapping of one ledger.
public struct LedgerMapping: Codable, Hashable, Sendable {
    /// The name that the ids of its facts rest on.
    public var ledger: String
    public var kind: LedgerKind
    /// Headings whose cells make the key of a row; unset or empty, what the kind of ledger has by itself.
    public var keys: [String]?
    public var headings: [MappedHeading]
    /// Rows whose key was changed on the sheet while they stayed what they are.
    public var renamed: [RenamedRow]?

    public init(ledger: String, kind: LedgerKind) {
        (self.ledger, self.kind, headings) = (ledger, kind, [])
    }
}

/// One heading as it was first seen.
public struct MappedHeading: Codable, Hashable, Sendable {
    public var heading: String
    /// A column by name (`amount`, `signedOn` …) or `details`.
    public var column: String?
    /// The unit of its bare numbers, as 万元.
    public var unit: String?
    /// Where that unit was read: `heading` or `title`; unset where the mapping alone says it.
    public var unitFrom: String?
    /// Whether a blank cell says the same as the cell above.
    public var merged: Bool?

    public init(heading: String, column: String?) {
        (self.heading, self.column) = (heading, column)
    }
}

/// A key on the sheet, and the key under which the row was first imported.
public struct RenamedRow: Codable, Hashable, Sendable {
    public var now: [String]
    public var was: [String]
    /// Whether `was` is the number of a project, not a name that one was made of.
    public var isNumber: Bool?

    public init(now: [String], was: [String]) { (self.now, self.was) = (now, was) }
}

/// How a sheet's headings differ from those remembered.
public struct HeadingNews: Hashable, Sendable {
    /// On the sheet and not in the mapping.
    public var appeared: [String] = []
    /// In the mapping and not on the sheet.
    public var vanished: [String] = []
    /// Of those, the ones that filled a field which no other heading fills now.
    public var fieldsLost: [String] = []
    /// Headings whose unit is another one on the sheet, or no longer there: heading, then, now.
    public var unitsChanged: [String] = []
    /// Headings whose unit the mapping says, and the title says otherwise: the mapping holds.
    public var titlesOverruled: [String] = []

    /// Whether all is as it was.
    public var isEmpty: Bool {
        appeared.isEmpty && vanished.isEmpty && unitsChanged.isEmpty && titlesOverruled.isEmpty
    }

    /// Whether figures would be read otherwise than last time, which a person has to decide.
    public var mustStop: Bool { !fieldsLost.isEmpty || !unitsChanged.isEmpty }
}

extension LedgerMapping {
    /// What the mapping says of each heading; nil of a new one.
    ///
    /// The whole heading is compared first, then its name alone, where one heading has it.
    func marks(of headings: [Heading]) -> [MappedHeading?] {
        let known = self.headings.map { (entry: $0, heading: Heading(path: $0.path)) }
        var seen: [String: Int] = [:]
        var marks = headings.map { heading -> MappedHeading? in
            if heading.isBlank { return nil }
            let count = seen[heading.folded, default: 0] + 1
            seen[heading.folded] = count
            let sought = count == 1 ? heading.folded : "\(heading.folded)(\(count))"
            return known.first { $0.heading.folded == sought }?.entry
        }
        let taken = Set(marks.compactMap { $0?.heading })
        for place in headings.indices where marks[place] == nil && !headings[place].isBlank {
            let name = headings[place].fullName
            let same = known.filter {
                $0.heading.fullName == name && !taken.contains($0.entry.heading)
            }
            let rivals = headings.count { $0.fullName == name }
            if same.count == 1, rivals == 1 { marks[place] = same[0].entry }
        }
        return marks
    }

    /// Refuses words that a person wrote and that name nothing.
    func check() throws(LedgerError) {
        for entry in headings {
            if let column = entry.column, column != "details", Column(name: column) == nil {
                throw .mappedColumnUnknown(column, heading: entry.heading)
            }
            if let unit = entry.unit, AmountUnit(heading: unit) == nil {
                throw .mappedUnitUnknown(unit, heading: entry.heading)
            }
        }
    }

    /// The key under which a row was first imported.
    func origin(of key: [String]) -> [String] {
        renamed?.first { $0.now == key }?.was ?? key
    }
}

extension MappedHeading {
    fileprivate var path: [String] {
        let parts = heading.split(separator: "/").map(String.init)
        return Heading(heading).unit == nil ? parts : [heading]
    }
}

extension LedgerMapping {
    /// The mapping that a header stands for, with all that was remembered before.
    init(ledger: String, header: Header, former: LedgerMapping?) {
        self.init(ledger: ledger, kind: header.kind)
        keys = former?.keys ?? []
        renamed = former?.renamed ?? []
        let marks = former?.marks(of: header.headings)
        headings = header.headings.indices.filter { !header.headings[$0].isBlank }.map { place in
            let column = header.column(at: place).map { "\($0)" } ?? "details"
            var entry = MappedHeading(heading: header.detailNames[place], column: column)
            entry.unit = header.unit(at: place)?.word ?? marks?[place]?.unit
            entry.unitFrom = header.unitFrom(place)
            entry.merged = header.merged.contains(place) ? true : marks?[place]?.merged
            return entry
        }
        let seen = Set(headings.map(\.heading))
        headings += former?.headings.filter { !seen.contains($0.heading) } ?? []
    }

    /// What changed since; empty for a ledger that is imported for the first time.
    func news(of header: Header) -> HeadingNews {
        var news = HeadingNews()
        let marks = marks(of: header.headings)
        var seen: Set<String> = []
        for place in header.headings.indices where !header.headings[place].isBlank {
            guard let mark = marks[place] else {
                news.appeared.append(header.detailNames[place])
                continue
            }
            seen.insert(mark.heading)
            news.compareUnit(of: mark, header, place)
        }
        for entry in headings where !seen.contains(entry.heading) {
            news.vanished.append(entry.heading)
            if let column = entry.column.flatMap(Column.init(name:)), !header.has(column),
                column != .remark, column != .sequence
            {
                news.fieldsLost.append(entry.heading)
            }
        }
        return news
    }
}

extension HeadingNews {
    fileprivate mutating func compareUnit(of mark: MappedHeading, _ header: Header, _ place: Int) {
        guard let then = mark.unit else { return }
        let heading = header.headings[place].unit?.word
        let title = header.titleUnit(at: place)?.word
        if let heading {
            if heading != then { unitsChanged.append("\(mark.heading): \(then) → \(heading)") }
        } else if mark.unitFrom != nil {
            // The same unit, now in the title and not in the heading, is no change.
            if title != then {
                unitsChanged.append("\(mark.heading): \(then) → \(title ?? "-")")
            }
        } else if let title, title != then {
            titlesOverruled.append("\(mark.heading): \(then), \(title)")
        }
    }
}

extension AmountUnit {
    /// As offices write it.
    var word: String {
        switch self {
        case .yuan: "元"
        case .thousandYuan: "千元"
        case .tenThousandYuan: "万元"
        case .millionYuan: "百万元"
        case .tenMillionYuan: "千万元"
        case .hundredMillionYuan: "亿元"
        }
    }
}
