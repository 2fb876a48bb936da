// SPDX-License-Identifier: Apache-2.0
//
// `query.v1/Facts`: journaled facts of any kind as they were logged, in pages by the ledger's indexes.
//
// Law: a page costs its own facts, and for what became of them those of the subjects on it that were
// ever corrected or voided. It ends at its number of lines or at a size, but always has one.

import Journal
import Pipeline
import Rollup
import Wire

extension Answer {
    func facts(_ body: FactsRequest) throws(JournalError) -> [[UInt8]] {
        let limit = Int(
            min(Swift.max(body.max ?? LinePage.linesDefault, 1), LinePage.linesMaximum))
        var selection = FactSelection(max: limit + 1)
        if let name = body.kind {
            guard let kind = FactKind(name: name) else {
                return request.refusal(
                    .invalidArgument, "KIND_UNKNOWN", "no kind of fact is called \(name)")
            }
            selection.kind = kind
        }
        (selection.subject, selection.unit) = (body.subject, body.unit)
        (selection.from, selection.to) = (body.from, body.to)
        // From the beginning, as if no page had been before.
        selection.after = body.after.flatMap { $0 > 0 ? Position($0) : nil }
        if let after = selection.after, try view.fact(at: after) == nil { return pageInvalid }
        selection.knownAt = known[0]
        let found = try view.facts(selection)
        var desk = FactDesk(view: view, knownAt: known[0])
        var reply = FactsReply()
        for (index, row) in found.enumerated() {
            if index == limit || desk.bytesGiven > LinePage.bytesMaximum {
                reply.next = found[index - 1].position.number
                break
            }
            reply.facts.append(try desk.line(row))
        }
        reply.knownAt = knownAt
        reply.freshness = freshness
        return request.reply(reply, position: place)
    }
}

/// Makes lines; the chains of a subject that several of them share are linked once.
private struct FactDesk<View: LedgerView> {
    let view: View
    let knownAt: Position
    private(set) var bytesGiven = 0
    /// Of subjects that were never corrected, nil.
    private var chains: [Subject: Chains?] = [:]

    init(view: View, knownAt: Position) {
        self.view = view
        self.knownAt = knownAt
    }

    mutating func line(_ row: LedgerFact) throws(JournalError) -> FactMessage {
        bytesGiven += row.bytes.count
        let logged = try row.logged()
        var line = FactMessage()
        line.position = logged.position.number
        line.recordedAt = logged.recordedAt.microseconds
        line.principal = logged.principal.text
        line.fact = logged.fact
        if let subject = logged.fact.derivedSubject, let chains = try chains(of: subject) {
            line.replacedBy = chains.replacement(of: row.id)?.number
        }
        return line
    }

    private mutating func chains(of subject: Subject) throws(JournalError) -> Chains? {
        if let known = chains[subject] { return known }
        var linked: Chains?
        if try view.hasOrders(on: subject) {
            linked = Chains(try view.logged(subject, knownAt: knownAt))
        }
        chains[subject] = .some(linked)
        return linked
    }
}
