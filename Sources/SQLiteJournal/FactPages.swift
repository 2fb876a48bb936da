// SPDX-License-Identifier: Apache-2.0
//
// Pages of journaled facts along one of four indexes, and whose facts came later.
//
// By day there is an index for each kind, so the places of all kinds that are asked for are read from
// their indexes alone, a page of each at most, and merged; then the facts of the page are read by
// position. The index by unit and the one of corrected subjects are the schema's fourth step.

public import Journal
public import Pipeline
import Rollup

extension SQLiteLedgerView {
    /// See `LedgerView.facts`.
    public func facts(_ selection: FactSelection) throws(JournalError) -> [LedgerFact] {
        var start: FactPlace?
        if let after = selection.after {
            guard let fact = try fact(at: after) else { return [] }
            start = selection.place(of: fact)
        }
        guard selection.path == .day else { return try factsByPosition(selection, after: start) }
        var found: [LedgerFact] = []
        for place in try places(selection, after: start) {
            guard let fact = try fact(at: place.position) else {
                throw .corrupt("there is no fact at \(place.position)")
            }
            found.append(fact)
        }
        return found
    }

    private func factsByPosition(
        _ selection: FactSelection, after start: FactPlace?
    ) throws(JournalError) -> [LedgerFact] {
        let (index, key) =
            switch selection.path {
            case .subject:
                ("INDEXED BY facts_subject", "subject = ?1 AND (?2 IS NULL OR unit = ?2)")
            case .unit: ("INDEXED BY facts_unit", "unit = ?2")
            case .day, .position: ("", "TRUE")
            }
        let statement = try connection.statement(
            """
            SELECT \(Connection.factColumns) FROM facts \(index) WHERE \(key) AND position > ?3 \
            AND position <= ?8 AND (?4 IS NULL OR kind = ?4) AND (?5 IS NULL OR effective_day >= ?5) \
            AND (?6 IS NULL OR effective_day <= ?6) ORDER BY position LIMIT ?7
            """)
        if selection.path == .subject { statement.bind(1, selection.subject?.text) }
        if selection.path != .position { statement.bind(2, selection.unit?.text) }
        statement.bind(3, start?.position.number ?? 0)
        if let kind = selection.kind {
            statement.bind(4, kind.rawValue)
        } else {
            statement.bindNull(4)
        }
        statement.bind(5, selection.from?.ordinal)
        statement.bind(6, selection.to?.ordinal)
        statement.bind(7, Swift.max(0, selection.max))
        statement.bind(8, selection.knownAt.number)
        return try statement.map { (row) throws(JournalError) in try row.fact() }
    }

    /// Where the facts of a page stand, in order.
    private func places(
        _ selection: FactSelection, after start: FactPlace?
    ) throws(JournalError) -> [FactPlace] {
        let max = Swift.max(0, selection.max)
        let start = start ?? FactPlace(day: .min, position: .origin)
        let from = selection.from.map { Int64($0.ordinal) } ?? .min
        let to = selection.to.map { Int64($0.ordinal) } ?? .max
        let isOfThatDay =
            start.day == .min
            ? selection.from == nil && selection.to == nil : from <= start.day && start.day <= to
        var places: [FactPlace] = []
        for kind in selection.kind.map({ [$0] }) ?? FactKind.allCases {
            if isOfThatDay { places += try rest(of: start, kind, selection.knownAt, max) }
            let day = Swift.max(start.day, from == .min ? .min : from - 1)
            places += try later(than: day, to, kind, selection.knownAt, max)
        }
        return Array(places.sorted().prefix(max))
    }

    /// What follows a place on its own day; SQLite seeks a position only behind one day.
    private func rest(
        of start: FactPlace, _ kind: FactKind, _ knownAt: Position, _ max: Int
    ) throws(JournalError) -> [FactPlace] {
        let statement = try connection.statement(
            """
            SELECT position FROM facts INDEXED BY facts_kind_day WHERE kind = ?1 \
            AND effective_day IS ?2 AND position > ?3 AND position <= ?5 \
            ORDER BY position LIMIT ?4
            """)
        statement.bind(1, kind.rawValue)
        if start.day == .min { statement.bindNull(2) } else { statement.bind(2, start.day) }
        statement.bind(3, start.position.number)
        statement.bind(4, max)
        statement.bind(5, knownAt.number)
        return try statement.map { FactPlace(day: start.day, position: Position($0.integer(0))) }
    }

    private func later(
        than day: Int64, _ to: Int64, _ kind: FactKind, _ knownAt: Position, _ max: Int
    ) throws(JournalError) -> [FactPlace] {
        let statement = try connection.statement(
            """
            SELECT effective_day, position FROM facts INDEXED BY facts_kind_day WHERE kind = ?1 \
            AND effective_day > ?2 AND effective_day <= ?3 AND position <= ?5 \
            ORDER BY effective_day, position LIMIT ?4
            """)
        statement.bind(1, kind.rawValue)
        statement.bind(2, day)
        statement.bind(3, to)
        statement.bind(4, max)
        statement.bind(5, knownAt.number)
        return try statement.map {
            FactPlace(day: $0.integer(0), position: Position($0.integer(1)))
        }
    }

    /// See `LedgerView.projects`. What came later is a range of the journal; what is of effect later, one
    /// of each kind's index.
    public func projects(
        changedAfter position: Position, orAfter day: CivilDay?
    ) throws(JournalError) -> [ProjectID] {
        var found: Set<ProjectID> = []
        let family = "+subject >= 'project/' AND +subject < 'project0'"
        func take(_ statement: Statement) throws(JournalError) {
            try statement.eachRow { (row) throws(JournalError) in
                if let id = Subject(text: row.text(0))?.project { found.insert(id) }
            }
        }
        let later = try connection.statement(
            "SELECT DISTINCT subject FROM facts NOT INDEXED WHERE position > ?1 AND \(family)")
        later.bind(1, position.number)
        try take(later)
        guard let day else { return found.sorted() }
        let ofEffect = try connection.statement(
            """
            SELECT DISTINCT subject FROM facts INDEXED BY facts_kind_day \
            WHERE kind = ?1 AND effective_day > ?2 AND \(family)
            """)
        for kind in EntryColumns.kindsOfProjects {
            ofEffect.bind(1, kind)
            ofEffect.bind(2, day.ordinal)
            try take(ofEffect)
        }
        return found.sorted()
    }

    /// See `LedgerView.hasOrders`.
    public func hasOrders(on subject: Subject) throws(JournalError) -> Bool {
        let statement = try connection.statement(
            "SELECT 1 FROM facts INDEXED BY facts_orders WHERE subject = ?1 AND kind >= 120 LIMIT 1"
        )
        statement.bind(1, subject.text)
        return try statement.first { _ in true } ?? false
    }
}
