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
    private let knownAt: Position
    /// Those whose stored row may be another one, in the order of their keys.
    private let changed: [ProjectID]
    private let links: DuplicateLinks

    /// - Parameter asOf: unset, by every day that is known.
    public init(
        view: View, asOf: CivilDay?, knownAt: Position
    ) throws(JournalError) {
        (self.view, self.asOf, self.knownAt) = (view, asOf, knownAt)
        tree = try UnitTree(view: view, knownAt: knownAt)
        var changed: Set<ProjectID> = []
        if asOf != nil || knownAt < view.cursor.position {
            changed = Set(try view.projects(changedAfter: knownAt, orAfter: asOf))
        }
        links = changed.isEmpty ? DuplicateLinks() : try DuplicateLinks(view: view)
        changed.formUnion(links.originals(of: changed))
        self.changed = changed.sorted()
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
        try view.record(of: id, tree: tree, links: links, asOf: asOf, knownAt: knownAt)
    }
}

extension LedgerView {
    /// The row of a project as of a day, as known then; nil where nothing was known of it.
    fileprivate func record(
        of id: ProjectID, tree: UnitTree, links: DuplicateLinks, asOf: CivilDay?,
        knownAt: Position
    ) throws(JournalError) -> ProjectRecord? {
        let facts = try logged(.project(id), knownAt: knownAt)
        guard !facts.isEmpty else { return nil }
        var kin = Kin()
        for other in links.duplicates(of: id) {
            let facts = try logged(.project(other), knownAt: knownAt)
            if ProjectKinship(of: facts).duplicateOf == id { kin.duplicates.append(facts) }
        }
        return ProjectRecord(id, facts: facts, tree: tree, kin: kin, asOf: asOf)
    }
}

extension Answer {
    /// The row of one project: the stored one, or folded where a clock is given.
    func record(
        of id: ProjectID, asOf: CivilDay?, in tree: UnitTree
    ) throws(JournalError) -> ProjectRecord? {
        guard asOf != nil || known[0] < view.cursor.position else { return try view.project(id) }
        return try view.record(
            of: id, tree: tree, links: try DuplicateLinks(view: view), asOf: asOf,
            knownAt: known[0])
    }
}

/// Which projects were ever linked as a duplicate of which, in force or not; they are few.
private struct DuplicateLinks {
    private var byOriginal: [ProjectID: Set<ProjectID>] = [:]
    private var byDuplicate: [ProjectID: Set<ProjectID>] = [:]

    init() {}

    init(view: some LedgerView) throws(JournalError) {
        var selection = FactSelection(max: .max)
        selection.kind = .duplicateLinked
        for row in try view.facts(selection) {
            let link = try row.logged().fact
            guard let subject = link.derivedSubject, let id = subject.project else { continue }
            add(link, of: id)
            guard try view.hasOrders(on: subject) else { continue }
            for logged in try view.logged(subject, knownAt: .latest) { add(logged.fact, of: id) }
        }
    }

    private mutating func add(_ fact: Fact, of id: ProjectID) {
        var content = fact.content
        if case .corrected(let corrected)? = content { content = corrected.restated?.content }
        guard case .duplicateLinked(let linked)? = content, let original = linked.of else { return }
        byOriginal[original, default: []].insert(id)
        byDuplicate[id, default: []].insert(original)
    }

    func duplicates(of original: ProjectID) -> [ProjectID] {
        (byOriginal[original] ?? []).sorted()
    }

    func originals(of projects: Set<ProjectID>) -> Set<ProjectID> {
        projects.reduce(into: []) { $0.formUnion(byDuplicate[$1] ?? []) }
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
