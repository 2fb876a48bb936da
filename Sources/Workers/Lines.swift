// SPDX-License-Identifier: Apache-2.0
//
// Pages of lines: deltas with their facts, read along an index from one place to the next.
//
// Law: a page costs its own lines: the deltas, a fact and a project each, and nothing of the journal
// beside them. It ends at its number of lines or at a size, but always has one; what it leaves is
// what the next one begins with.

import Journal
import Pipeline
import Rollup
import Wire

/// A run of deltas, all of one term.
struct LineRun: Hashable {
    /// The term's place in the answer.
    var term: Int
    var selection: DeltaSelection
}

/// A page and where the next one begins.
struct LinePage {
    var lines: [LineMessage] = []
    var next: LinePlace?

    static let linesMaximum: Int64 = 500
    static let linesDefault: Int64 = 100
    /// Of the facts' own bytes.
    static let bytesMaximum = 1 << 20
}

extension LinePlace {
    fileprivate init(_ part: Int, _ delta: Delta) {
        self.init()
        self.part = Int64(part)
        bucketDay = delta.bucketDay
        effectiveDay = delta.effectiveDay
        position = delta.position.number
    }

    fileprivate var place: DeltaPlace? {
        guard let bucketDay, let effectiveDay, let position else { return nil }
        return DeltaPlace(
            bucketDay: bucketDay, effectiveDay: effectiveDay, position: Position(position))
    }
}

extension Answer {
    /// The page after a place; nil where the place is none of these runs.
    func page(
        of runs: [LineRun], after: LinePlace?, max: Int64?, tree: UnitTree
    ) throws(JournalError) -> LinePage? {
        let limit = Int(min(Swift.max(max ?? LinePage.linesDefault, 1), LinePage.linesMaximum))
        var (first, place) = (0, DeltaPlace?.none)
        if let after {
            guard let part = after.part, let start = after.place,
                let index = Int(exactly: part), runs.indices.contains(index)
            else { return nil }
            (first, place) = (index, start)
        }
        var found: [(part: Int, delta: Delta)] = []
        for part in runs.indices.dropFirst(first) where found.count <= limit {
            let deltas = try view.deltas(
                runs[part].selection, after: part == first ? place : nil,
                max: limit + 1 - found.count)
            found += deltas.map { (part, $0) }
        }
        var desk = LineDesk(view: view, tree: tree)
        var page = LinePage()
        for (index, (part, delta)) in found.enumerated() {
            if index == limit || desk.bytesGiven > LinePage.bytesMaximum {
                page.next = LinePlace(found[index - 1].part, found[index - 1].delta)
                break
            }
            page.lines.append(try desk.line(delta, term: runs[part].term))
        }
        return page
    }

    /// A page that begins nowhere.
    var pageInvalid: [[UInt8]] {
        request.refusal(
            .invalidArgument, "PAGE_INVALID", "`after` is no `next` of an answer to this question")
    }
}

/// Makes lines; a fact or a project that several of them share is read once.
private struct LineDesk<View: LedgerView> {
    let view: View
    let tree: UnitTree
    /// Of the facts on all lines: one that stands on many counts on each.
    private(set) var bytesGiven = 0
    private var facts: [Position: (logged: LoggedFact, project: ProjectID?, bytes: Int)] = [:]
    private var names: [ProjectID: String?] = [:]

    init(view: View, tree: UnitTree) {
        self.view = view
        self.tree = tree
    }

    mutating func line(_ delta: Delta, term: Int) throws(JournalError) -> LineMessage {
        let (logged, project) = try fact(at: delta.position)
        var line = LineMessage()
        line.term = Int64(term)
        line.position = delta.position.number
        line.bucketDay = delta.bucketDay
        line.effectiveDay = delta.effectiveDay
        line.amount = delta.tally.amount.description
        line.recordedAt = logged.recordedAt.microseconds
        line.principal = logged.principal.text
        line.fact = logged.fact
        line.unitName = logged.fact.unit.flatMap { tree[$0]?.latest.name }
        line.project = project
        line.projectName = try project.flatMap { (id) throws(JournalError) in try name(of: id) }
        return line
    }

    private mutating func fact(
        at position: Position
    ) throws(JournalError) -> (LoggedFact, ProjectID?) {
        if let known = facts[position] {
            bytesGiven += known.bytes
            return (known.logged, known.project)
        }
        guard let row = try view.fact(at: position) else {
            throw JournalError(.corrupt, during: .read, text: "a delta without its fact")
        }
        bytesGiven += row.bytes.count
        let logged = try row.logged()
        facts[position] = (logged, row.columns.project, row.bytes.count)
        return (logged, row.columns.project)
    }

    private mutating func name(of id: ProjectID) throws(JournalError) -> String? {
        if let known = names[id] { return known }
        let name = try view.project(id)?.name
        names[id] = .some(name)
        return name
    }
}

extension EntryColumns {
    /// The project that the fact is logged under.
    fileprivate var project: ProjectID? {
        let family = "project/"
        guard subject.hasPrefix(family) else { return nil }
        return ProjectID(text: String(subject.dropFirst(family.count)))
    }
}
