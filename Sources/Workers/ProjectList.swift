// SPDX-License-Identifier: Apache-2.0
//
// The projects as of a day and known at a position, in pages.
//
// Law: a row is a function of the facts of the project, and of its duplicates, that were known then and
// are of effect by the day. The stored row is that of all facts; it serves for every project that has no
// later one, and the others are folded anew: a page costs its rows and what changed among them since.

public import Journal
public import Pipeline
public import Rollup
import Wire

/// The rows of projects as a question stands to them.
public struct ProjectList<View: LedgerView> {
    let view: View
    let tree: UnitTree
    /// Unset, by every day that is known.
    let asOf: CivilDay?
    let knownAt: Position
    /// Those whose stored row may be another one, in the order of their keys.
    private let changed: [ProjectID]
    /// The facts of the duplicates of a project, as known then, in the order of their keys.
    private let duplicates: [ProjectID: [[LoggedFact]]]

    /// - Parameter asOf: unset, by every day that is known.
    public init(
        view: View, asOf: CivilDay?, knownAt: Position
    ) throws(JournalError) {
        (self.view, self.asOf, self.knownAt) = (view, asOf, knownAt)
        tree = try UnitTree(view: view, knownAt: knownAt)
        guard asOf != nil || knownAt < view.cursor.position else {
            (changed, duplicates) = ([], [:])
            return
        }
        var changed = Set(try view.projects(changedAfter: knownAt, orAfter: asOf))
        var duplicates: [ProjectID: [[LoggedFact]]] = [:]
        var links = FactSelection(max: .max)
        links.kind = .duplicateLinked
        let linked = try view.facts(links).compactMap {
            Subject(text: $0.columns.subject)?.project
        }
        for id in Set(linked).sorted() {
            let facts = try view.logged(.project(id), knownAt: .latest)
            if changed.contains(id) { changed.formUnion(facts.compactMap(\.fact.originalOfLink)) }
            let known = facts.filter { $0.position <= knownAt }
            guard let original = ProjectKinship(of: known).duplicateOf else { continue }
            duplicates[original, default: []].append(known)
        }
        self.changed = changed.sorted()
        self.duplicates = duplicates
    }

    /// The row of a project; nil where nothing was known of it.
    func record(of id: ProjectID) throws(JournalError) -> ProjectRecord? {
        try isChanged(id) ? folded(id) : view.project(id)
    }

    /// The rows that pass a filter, in the order of their keys.
    public func page(_ filter: ProjectFilter) throws(JournalError) -> [ProjectRecord] {
        guard !changed.isEmpty else { return try view.projects(filter) }
        var found: [ProjectRecord] = []
        var keys = changed[...]
        if let after = filter.after { keys = keys.drop { $0 <= after } }
        var stored = StoredRows(view: view, filter: filter)
        while found.count < filter.max {
            let row = try stored.first()
            if let key = keys.first, key <= row?.project ?? key {
                keys.removeFirst()
                if row?.project == key { stored.removeFirst() }
                if let row = try folded(key), filter.passes(row) { found.append(row) }
            } else if let row {
                stored.removeFirst()
                found.append(row)
            } else {
                break
            }
        }
        return found
    }

    private func isChanged(_ id: ProjectID) -> Bool {
        var (low, high) = (0, changed.count)
        while low < high {
            let middle = low + (high - low) / 2
            if changed[middle] < id { low = middle + 1 } else { high = middle }
        }
        return low < changed.count && changed[low] == id
    }

    private func folded(_ id: ProjectID) throws(JournalError) -> ProjectRecord? {
        let facts = try view.logged(.project(id), knownAt: knownAt)
        guard !facts.isEmpty else { return nil }
        var kin = Kin()
        kin.duplicates = duplicates[id] ?? []
        return ProjectRecord(id, facts: facts, tree: tree, kin: kin, asOf: asOf)
    }

    /// As the wire gives it, with the unit's name on the day.
    func message(_ record: ProjectRecord) -> ProjectMessage {
        let unit = record.creditedUnit.flatMap { tree[$0] }
        return ProjectMessage(
            record, unitName: unit.map { $0.state(on: asOf ?? CivilDay(ordinal: .max)).name })
    }
}

/// The stored rows that pass a filter, read a page at a time.
private struct StoredRows<View: LedgerView> {
    let view: View
    var filter: ProjectFilter
    private var rows: ArraySlice<ProjectRecord> = []
    private var isLast = false

    init(view: View, filter: ProjectFilter) {
        self.view = view
        self.filter = filter
    }

    mutating func first() throws(JournalError) -> ProjectRecord? {
        if rows.isEmpty, !isLast {
            rows = try view.projects(filter)[...]
            isLast = rows.count < filter.max
            filter.after = rows.last?.project ?? filter.after
        }
        return rows.first
    }

    mutating func removeFirst() { rows.removeFirst() }
}

extension Fact {
    /// The project that a link, or the correction of one, names as the original.
    fileprivate var originalOfLink: ProjectID? {
        switch content {
        case .duplicateLinked(let linked): linked.of
        case .corrected(let corrected):
            if case .duplicateLinked(let linked)? = corrected.restated?.content {
                linked.of
            } else {
                nil
            }
        default: nil
        }
    }
}

extension Answer {
    /// The projects as a list stands to them.
    func projectList(asOf: CivilDay?) throws(JournalError) -> ProjectList<View> {
        try ProjectList(view: view, asOf: asOf, knownAt: known[0])
    }
}
