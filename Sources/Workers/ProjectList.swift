// SPDX-License-Identifier: Apache-2.0
//
// The projects as of a day and known at a position, in pages.
//
// Law: a row is a function of the facts of the project, and of its duplicates, that were known then and
// are of effect by the day. The stored row is that of all facts; it serves for every project that has no
// later one, and the others are folded anew. So a list costs the later facts and the links of duplicates,
// and each page its rows and at most `foldsMax` folds.

public import Journal
public import Pipeline
public import Rollup
import Wire

/// The rows of projects as a question stands to them.
public struct ProjectList<View: LedgerView> {
    private let view: View
    let tree: UnitTree
    /// Unset, by every day that is known.
    private let asOf: CivilDay?
    /// Those whose stored row may be another one, in the order of their keys.
    private let changed: [ProjectID]
    private let files: ProjectFiles<View>

    /// - Parameters:
    ///   - tree: the units as they were known then.
    ///   - asOf: unset, by every day that is known.
    public init(
        view: View, tree: UnitTree, asOf: CivilDay?, knownAt: Position
    ) throws(JournalError) {
        (self.view, self.tree, self.asOf) = (view, tree, asOf)
        var changed: Set<ProjectID> = []
        if asOf != nil || knownAt < view.cursor.position {
            changed = Set(try view.projects(changedAfter: knownAt, orAfter: asOf))
        }
        let links = changed.isEmpty ? DuplicateLinks() : try DuplicateLinks(view: view)
        files = ProjectFiles(view: view, knownAt: knownAt, links: links)
        changed.formUnion(links.originals(of: changed))
        self.changed = changed.sorted()
    }

    /// The same, with the units read for it alone.
    public init(view: View, asOf: CivilDay?, knownAt: Position) throws(JournalError) {
        let tree = try AnswerMemory().units(of: view, knownAt: knownAt)
        try self.init(view: view, tree: tree, asOf: asOf, knownAt: knownAt)
    }

    /// The unit and those below it, on the day; nil where it was not known.
    func units(below unit: UnitCode) -> [UnitCode]? {
        tree[unit].map { _ in tree.subtree(of: unit, on: day) }
    }

    private var day: CivilDay { asOf ?? CivilDay(ordinal: .max) }

    /// As the wire gives it, with the unit's name on the day.
    func message(_ record: ProjectRecord) -> ProjectMessage {
        ProjectMessage(record, tree: tree, on: asOf)
    }
}

/// A page of a list of projects.
public struct ProjectPage: Hashable, Sendable {
    /// In the order of their keys.
    public var rows: [ProjectRecord] = []
    /// The key to go on after; unset on the last page.
    public var next: ProjectID?
}

extension ProjectList {
    /// The rows that pass a filter.
    ///
    /// - Parameter foldsMax: the page ends after so many rows folded anew, whether or not they pass.
    public func page(
        _ filter: ProjectFilter, foldsMax: Int = 5_000
    ) throws(JournalError) -> ProjectPage {
        var page = ProjectPage()
        var stored = StoredRows(view: view, filter: filter)
        var keys = changed[...]
        if let after = filter.after { keys = keys.drop { $0 <= after } }
        let first = keys.startIndex
        while true {
            // One more than a page, so that the last page is known to be it.
            if page.rows.count > filter.max {
                page.rows.removeLast()
                page.next = page.rows.last?.project
                return page
            }
            let row = try stored.first()
            guard row != nil || !keys.isEmpty else { return page }
            if keys.startIndex - first == foldsMax {
                page.next = last(page, keys, after: first)
                return page
            }
            if let key = keys.first, key <= row?.project ?? key {
                keys.removeFirst()
                if row?.project == key { stored.removeFirst() }
                if let row = try folded(key), filter.passes(row) { page.rows.append(row) }
            } else if let row {
                stored.removeFirst()
                page.rows.append(row)
            }
        }
    }

    /// The last key that was looked at.
    private func last(
        _ page: ProjectPage, _ keys: ArraySlice<ProjectID>, after first: Int
    ) -> ProjectID? {
        let folded = keys.startIndex > first ? changed[keys.startIndex - 1] : nil
        return [page.rows.last?.project, folded].compactMap(\.self).max()
    }

    private func folded(_ id: ProjectID) throws(JournalError) -> ProjectRecord? {
        try files.record(of: id, tree: tree, asOf: asOf)
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
        self.filter.max += 1
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
