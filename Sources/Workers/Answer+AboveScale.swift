// SPDX-License-Identifier: Apache-2.0
//
// `query.v1/Candidates` and `query.v1/Promotions`.
//
// The turnover by which the statistics bureau judges is not in the ledger. A candidate is an industrial
// project in operation whose investor, by credit code, was not promoted: a list to look at, and no more. The
// enterprise that runs the project may have a code of its own, which the ledger does not know.

import Journal
import Pipeline
import Rollup
import Wire

extension Answer {
    private static var lookedAtMax: Int { 5_000 }

    func candidates(_ body: CandidatesRequest) throws(JournalError) -> [[UInt8]] {
        let day: CivilDay
        switch try asOf(body.asOf, year: nil, knownAt: known[0]) {
        case .failure(let refused): return refused.frames
        case .success(let found): day = found
        }
        let list = try ProjectList(
            view: view, tree: try units(knownAt: known[0]), asOf: day, knownAt: known[0])
        var filter = ProjectFilter(max: 500)
        filter.after = body.afterProject
        if let unit = body.unit {
            guard let units = list.units(below: unit) else {
                return notFound(.unknownUnit, at: "unit", "no unit \(unit.text)")
            }
            filter.units = units
        }
        let limit = Int(min(max(body.max ?? 100, 1), 500))
        var reply = CandidatesReply()
        var lookedAt = 0
        pages: repeat {
            let page = try list.page(filter)
            for record in page.rows {
                lookedAt += 1
                if record.mayBeAboveScale, try !isPromoted(record.terms.investorCode, by: day) {
                    reply.projects.append(list.message(record))
                }
                if reply.projects.count == limit || lookedAt == Self.lookedAtMax {
                    reply.next = record.project
                    break pages
                }
            }
            filter.after = page.next
        } while filter.after != nil
        (reply.asOf, reply.knownAt, reply.freshness) = (day, knownAt, freshness)
        return request.reply(reply, position: place)
    }

    private func isPromoted(_ code: CreditCode?, by day: CivilDay) throws(JournalError) -> Bool {
        guard let code else { return false }
        let facts = try view.logged(.entity(code), knownAt: known[0])
        return Chains.inForce(of: facts).ofEffect(by: day).contains {
            $0.fact.content?.kind == .enterprisePromoted
        }
    }

    func promotions(_ body: PromotionsRequest) throws(JournalError) -> [[UInt8]] {
        let day: CivilDay
        switch try asOf(body.asOf, year: nil, knownAt: known[0]) {
        case .failure(let refused): return refused.frames
        case .success(let found): day = found
        }
        let first = body.from ?? day.firstOfYear
        let tree = try units(knownAt: known[0])
        if let unit = body.unit, tree[unit] == nil {
            return notFound(.unknownUnit, at: "unit", "no unit \(unit.text)")
        }
        let limit = Int(min(max(body.max ?? 100, 1), 500))
        var selection = FactSelection(max: limit + 1)
        (selection.kind, selection.knownAt) = (.enterprisePromoted, known[0])
        selection.after = body.after.flatMap { $0 > 0 ? Position($0) : nil }
        if let after = selection.after, try view.fact(at: after) == nil { return pageInvalid }
        let rows = try view.facts(selection)
        let below = body.unit.map { Set(tree.subtree(of: $0, on: day)) }
        var reply = PromotionsReply()
        for row in rows.prefix(limit) {
            guard let promotion = try promotion(row, tree, on: day), let unit = promotion.unit,
                let effectiveOn = promotion.fact?.effectiveOn, first <= effectiveOn,
                effectiveOn <= day, below?.contains(unit) ?? true
            else { continue }
            reply.promotions.append(promotion)
        }
        reply.next = rows.count > limit ? rows[limit - 1].position.number : nil
        (reply.from, reply.asOf) = (first, day)
        (reply.knownAt, reply.freshness) = (knownAt, freshness)
        return request.reply(reply, position: place)
    }

    /// What is in force of a promotion that was logged.
    private func promotion(
        _ row: LedgerFact, _ tree: UnitTree, on day: CivilDay
    ) throws(JournalError) -> PromotionMessage? {
        guard let subject = try row.logged().fact.derivedSubject else { return nil }
        let facts = try view.logged(subject, knownAt: known[0])
        let inForce = Chains.inForce(of: facts).first { $0.position == row.position }
        guard let logged = inForce, case .enterprisePromoted(let promoted)? = logged.fact.content
        else { return nil }
        var message = PromotionMessage()
        message.unit = promoted.unit ?? logged.fact.unit
        message.unitName = message.unit.flatMap { tree[$0] }?.state(on: day).name
        (message.count, message.category) = (promoted.count, promoted.category)
        if case .entity(let code) = subject {
            message.code = code
            message.category = promoted.categoryOfOne(code)
        }
        message.fact = LinkPositions(facts).reference(logged).map { FactReferenceMessage($0) }
        return message
    }
}

extension ProjectRecord {
    /// In operation, of industry, and itself the project that counts.
    fileprivate var mayBeAboveScale: Bool {
        guard duplicateOf == nil, closedOn == nil, stage != nil else { return false }
        return (operationalOn != nil || atCapacityOn != nil)
            && terms.industry?.isIndustrial ?? false
    }
}
