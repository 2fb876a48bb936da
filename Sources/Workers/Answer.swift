// SPDX-License-Identifier: Apache-2.0
//
// Answers from one snapshot of the ledger database: what they share. The answers themselves stand in
// files of their own, one a question: `Answer+Progress.swift` and its neighbours.

import Journal
import Pipeline
import Present
import Rollup
import Wire

/// One snapshot with the question asked of it.
struct Answer<View: LedgerView> {
    let job: QueryJob
    let view: View
    /// The knowledge of each question within, a position of the snapshot or before.
    let known: [Position]
    let memory: AnswerMemory

    var request: Request { job.request }

    var freshness: Freshness {
        var freshness = Freshness()
        freshness.epoch = view.cursor.epoch?.text
        freshness.cursor = view.cursor.position.number
        freshness.head = job.head.map { max($0, view.cursor.position).number }
        return freshness
    }

    /// With the facts that came late for a closed period among the days that a question covers.
    func freshness(of stand: Standpoint<View>) throws(JournalError) -> Freshness {
        var freshness = freshness
        freshness.lateFacts = try lateFacts(of: stand)
        return freshness
    }

    private func lateFacts(of stand: Standpoint<View>) throws(JournalError) -> Int64 {
        func count() throws(JournalError) -> Int64 {
            let days = stand.asOf.firstOfYear...stand.asOf
            let late = try view.lateFacts(days: days).filter {
                stand.tree.line(of: $0.unit, on: $0.day).contains(stand.unit.code)
            }
            return Int64(Set(late.map(\.position)).count)
        }
        guard stand.knownAt == view.cursor.position else { return try count() }
        let key = AnswerMemory.UnitDay(unit: stand.unit.code, day: stand.asOf)
        return try memory.once(\.lateFacts, key, at: view.cursor, count)
    }

    /// The knowledge of a question with one.
    var knownAt: KnownAt { KnownAt(epoch: view.cursor.epoch, known[0]) }

    var place: LedgerPosition {
        var place = LedgerPosition()
        place.epoch = view.cursor.epoch?.text
        place.cursor = view.cursor.position.number
        return place
    }

    /// What the worker is; the rule set is that of today.
    func info() throws(JournalError) -> InfoReply {
        var info = InfoReply()
        info.service = job.card.service
        info.version = job.card.version
        info.epoch = view.cursor.epoch?.text
        info.head = job.head.map { max($0, view.cursor.position).number }
        info.cursor = view.cursor.position.number
        info.ruleSet = try ruleSet(asOf: job.today, knownAt: view.cursor.position).name.text
        info.today = job.today
        return info
    }

    func units(knownAt: Position) throws(JournalError) -> UnitTree {
        try memory.units(of: view, knownAt: knownAt)
    }

    /// The unit asked about; a tree with one root needs no name.
    func unit(
        _ code: UnitCode?, in tree: UnitTree, on day: CivilDay
    ) -> Result<UnitRecord, Refused> {
        if let code {
            if let unit = tree[code] { return .success(unit) }
            return .failure(Refused(notFound(.unknownUnit, at: "unit", "no unit \(code.text)")))
        }
        let roots = tree.units.values.filter { $0.state(on: day).parent == nil }
        if roots.count == 1 { return .success(roots[0]) }
        if roots.isEmpty {
            return .failure(Refused(notFound(.unknownUnit, at: "unit", "no unit is known")))
        }
        return .failure(
            Refused(
                notFound(
                    .fieldMissing, at: "unit", "there are \(roots.count) roots: name the unit")))
    }

    func notFound(_ rule: Rule, at path: String, _ detail: String) -> [[UInt8]] {
        request.refusal(.notFound, "NOT_FOUND", detail)
    }

    /// The latest day, not after the server's, of a milestone, an arrival or an indicator that is in
    /// force by what was known: not that of one that was voided, and a corrected one's new day.
    private func latestDay(knownAt: Position) throws(JournalError) -> CivilDay? {
        guard knownAt == view.cursor.position else { return try findLatestDay(knownAt: knownAt) }
        return try memory.once(\.latestDays, job.today, at: view.cursor) {
            () throws(JournalError) in try findLatestDay(knownAt: knownAt)
        }
    }

    private func findLatestDay(knownAt: Position) throws(JournalError) -> CivilDay? {
        var last: LedgerFact?
        while let fact = try view.latestFactOfEffect(
            notAfter: job.today, knownAt: knownAt, before: last)
        {
            if try isInForce(fact, knownAt: knownAt) {
                return fact.columns.effectiveDay.map(CivilDay.init(ordinal:))
            }
            last = fact
        }
        return nil
    }

    private func isInForce(
        _ fact: LedgerFact, knownAt: Position
    ) throws(JournalError) -> Bool {
        guard let subject = Subject(text: fact.columns.subject) else { return false }
        guard try view.hasOrders(on: subject) else { return true }
        let facts = try view.logged(subject, knownAt: knownAt)
        return Chains(facts).inForce.contains { content in
            content.fact.id == fact.id
                && content.fact.content.map {
                    EntryColumns.kindsOfEffect.contains($0.kind.rawValue)
                } ?? false
        }
    }

    /// The rule set in force on a day, as it was known at a position, corrections and voids up to it.
    func ruleSet(asOf day: CivilDay, knownAt: Position) throws(JournalError) -> RuleSet {
        try memory.ruleSet(inForceOn: day, knownAt: knownAt, in: view)
    }

    /// The as-of of a question: the day named; else the last day of the month of the latest
    /// milestone, capital or indicator known at K, but never after the server's day; inside the
    /// year named.
    ///
    /// A year that the day does not lie in, or that has not begun, is refused: an answer for another
    /// year than the one asked would be a wrong figure.
    func asOf(
        _ day: CivilDay?, year: Int64?, knownAt: Position
    ) throws(JournalError) -> Result<CivilDay, Refused> {
        if let day, year == nil { return .success(day) }
        let latest = try latestDay(knownAt: knownAt)
        let usual = min(latest?.lastOfMonth ?? job.today, job.today)
        guard let year else { return .success(usual) }
        guard (1900...Int64(job.today.year)).contains(year), day == nil || day?.year == Int(year)
        else {
            return .failure(
                Refused(
                    request.refusal(
                        .invalidArgument, "YEAR_OUT_OF_RANGE",
                        "year is from 1900 to \(job.today.year), and that of asOf where both are given"
                    )))
        }
        if let day { return .success(day) }
        if Int(year) == usual.year { return .success(usual) }
        return .success(min(CivilDay.firstOfYear(Int(year)).lastOfYear, job.today))
    }
}

extension LedgerView {
    /// The facts of a subject up to a position, in order of position.
    func logged(
        _ subject: Subject, knownAt: Position
    ) throws(JournalError) -> [LoggedFact] {
        var facts: [LoggedFact] = []
        for row in try self.facts(of: subject) where row.position <= knownAt {
            facts.append(try row.logged())
        }
        return facts
    }
}

extension KnownAt {
    init(epoch: Epoch?, _ position: Position) {
        self.init()
        self.epoch = epoch?.text
        self.position = position.number
    }
}

/// How an answer prints its numbers.
struct Style {
    var language: Language
    var rounding: Rounding

    /// What the question names, else what the rule set says, else the product's own.
    init(
        language: LanguageChoice?, decimals: Int64?, rule: RoundingRule?, _ ruleSet: RuleSet
    ) {
        self.language = language == .english ? .en : .zh
        var rounding = Rounding()
        if let rule = rule ?? ruleSet.rounding { rounding.rule = rule }
        if let places = ruleSet.percentDecimals { rounding.percentDecimals = places }
        if let places = ruleSet.pointsDecimals { rounding.pointsDecimals = places }
        if let decimals {
            let places = min(max(Int(clamping: decimals), 0), 4)
            rounding.percentDecimals = places
            rounding.pointsDecimals = places
        }
        self.rounding = rounding
    }
}
