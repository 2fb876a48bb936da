// SPDX-License-Identifier: Apache-2.0
//
// The facts of single projects as known at a position, each with those of the duplicates that count in it.
//
// Law: a row that is folded from a file is that of `ProjectList`. A file costs its facts and, once for all
// files, the links of duplicates.

import Journal
import Pipeline
import Rollup

/// The facts of a project, and those of the projects that count in it.
struct ProjectFile {
    var facts: [LoggedFact]
    var kin = Kin()
}

/// The files of projects as known at a position.
struct ProjectFiles<View: LedgerView> {
    private let view: View
    private let knownAt: Position
    private let links: DuplicateLinks

    init(view: View, knownAt: Position) throws(JournalError) {
        (self.view, self.knownAt) = (view, knownAt)
        links = try DuplicateLinks(view: view)
    }

    init(view: View, knownAt: Position, links: DuplicateLinks) {
        (self.view, self.knownAt, self.links) = (view, knownAt, links)
    }

    /// The file of a project; nil where nothing was known of it.
    func file(of id: ProjectID) throws(JournalError) -> ProjectFile? {
        var file = ProjectFile(facts: try view.logged(.project(id), knownAt: knownAt))
        guard !file.facts.isEmpty else { return nil }
        for other in links.duplicates(of: id) {
            let facts = try view.logged(.project(other), knownAt: knownAt)
            if ProjectKinship(of: facts).duplicateOf == id { file.kin.duplicates.append(facts) }
        }
        return file
    }

    /// The row of a project as of a day; nil where nothing was known of it.
    func record(
        of id: ProjectID, tree: UnitTree, asOf: CivilDay?
    ) throws(JournalError) -> ProjectRecord? {
        guard let file = try file(of: id) else { return nil }
        return ProjectRecord(id, facts: file.facts, tree: tree, kin: file.kin, asOf: asOf)
    }
}

extension Answer {
    /// The row of one project: the stored one, or folded where a clock is given.
    func record(
        of id: ProjectID, asOf: CivilDay?, in tree: UnitTree
    ) throws(JournalError) -> ProjectRecord? {
        guard asOf != nil || known[0] < view.cursor.position else { return try view.project(id) }
        return try ProjectFiles(view: view, knownAt: known[0]).record(
            of: id, tree: tree, asOf: asOf)
    }
}

/// Which projects were ever linked as a duplicate of which, in force or not; they are few.
struct DuplicateLinks {
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
