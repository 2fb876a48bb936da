// SPDX-License-Identifier: Apache-2.0
//
// Where a question about figures stands: a unit, a day and a knowledge, in one snapshot, and the rule
// set that holds there.
//
// Law: all figures come through here, so that what Progress gives, what Explain takes apart and what
// Diff compares are the same figures. Nothing learned after the known-at reaches them, nor does a rule
// set that is in force only after the day.

import Journal
import Pipeline
import Rollup
import Wire

/// A unit as of a day, known at a position.
struct Standpoint<View: LedgerView> {
    let view: View
    let tree: UnitTree
    let unit: UnitRecord
    let question: ProgressQuestion
    let knownAt: Position
    /// What holds where the question names nothing.
    let ruleSet: RuleSet
    let image: LedgerImage
    /// Whether its figures are to name the cells that they are made of.
    var namesTerms = true

    var asOf: CivilDay { question.asOf }

    /// The unit as it is on the day.
    var state: UnitState { unit.state(on: asOf) }

    /// The name of another unit on the day.
    func name(of code: UnitCode) -> String? { tree[code]?.state(on: asOf).name }

    var source: SnapshotSource<View> {
        SnapshotSource(
            view: view, asOf: asOf, knownAt: knownAt,
            image: knownAt == view.cursor.position ? image : nil, namesTerms: namesTerms)
    }

    /// The same without terms, for answers that show none.
    var withoutTerms: Standpoint {
        var stand = self
        stand.namesTerms = false
        return stand
    }

    /// The figures of the year so far, of one section or of all.
    func progress(only section: ProgressSection? = nil) throws(JournalError) -> [Figure] {
        var progress = Progress(question, tree: tree, source: source)
        return try progress.answer(only: section)
    }

    /// The figures of business entities since a day; unset, since 1 January.
    func entities(
        _ category: EntityCategory?, from: CivilDay?
    ) throws(JournalError) -> [Figure] {
        let first = min(from ?? asOf.firstOfYear, asOf)
        return try EntityFigures(
            unit: unit.code, category: category, period: first...asOf,
            threshold: question.threshold, tree: tree, source: source
        ).answer()
    }

    /// Whether a unit is the one asked about or stands below it on the day.
    func holds(_ code: UnitCode?) -> Bool {
        code.map { tree.line(of: $0, on: asOf).contains(unit.code) } ?? false
    }

    /// The same question of another unit of the tree; nil when it is not known.
    func at(_ code: UnitCode) -> Standpoint? {
        guard let unit = tree[code] else { return nil }
        var question = question
        question.unit = code
        return Standpoint(
            view: view, tree: tree, unit: unit, question: question, knownAt: knownAt,
            ruleSet: ruleSet, image: image, namesTerms: namesTerms)
    }

    /// The same question of each unit directly below that is defined by the day.
    var children: [Standpoint] {
        tree.children(of: unit.code, on: asOf).compactMap(at).filter { $0.unit.definedOn <= asOf }
    }
}

extension Answer {
    /// The answer from where a question stands, or why it stands nowhere.
    func from(
        _ question: ProgressRequest,
        _ answer: (Standpoint<View>) throws(JournalError) -> [[UInt8]]
    ) throws(JournalError) -> [[UInt8]] {
        switch try standpoint(question, knownAt: known[0]) {
        case .failure(let refused): refused.frames
        case .success(let stand): try answer(stand)
        }
    }

    /// Where a question stands: its unit and day found in what was known then.
    func standpoint(
        _ body: ProgressRequest, knownAt: Position
    ) throws(JournalError) -> Result<Standpoint<View>, Refused> {
        let tree = try units(knownAt: knownAt)
        let day: CivilDay
        switch try asOf(body.asOf, year: body.year, knownAt: knownAt) {
        case .failure(let refused): return .failure(refused)
        case .success(let found): day = found
        }
        let unit: UnitRecord
        switch self.unit(body.unit, in: tree, on: day) {
        case .failure(let refused): return .failure(refused)
        case .success(let found): unit = found
        }
        return .success(try standpoint(body, of: unit, on: day, in: tree, knownAt: knownAt))
    }

    /// Where a question stands, its unit and day apart.
    func standpoint(
        _ body: ProgressRequest, of unit: UnitRecord, on day: CivilDay, in tree: UnitTree,
        knownAt: Position
    ) throws(JournalError) -> Standpoint<View> {
        var question = ProgressQuestion(unit: unit.code, asOf: day)
        question.threshold = body.threshold
        let ruleSet = try ruleSet(asOf: day, knownAt: knownAt)
        question.cohort = body.cohort ?? ruleSet.cohort ?? .newlyStored
        question.bundles = body.bundles ?? .asOne
        question.tree = body.tree ?? .dated
        return Standpoint(
            view: view, tree: tree, unit: unit, question: question, knownAt: knownAt,
            ruleSet: ruleSet, image: memory.image)
    }
}

/// The ledger's sums, fixed to an as-of day and a knowledge: of an image where it is of that knowledge.
struct SnapshotSource<View: LedgerView>: CellSource {
    let view: View
    let asOf: CivilDay
    let knownAt: Position
    let image: LedgerImage?
    let namesTerms: Bool

    func tally(_ cell: CellKey, days: ClosedRange<CivilDay>) throws(JournalError) -> Tally {
        if let known = try image?.cell(cell, asOf: asOf, in: view) {
            return known.tally(days, asOf: asOf)
        }
        return try view.tally(cell, days: days, asOf: asOf, knownAt: knownAt)
    }

    func rows(_ cell: CellKey, days: ClosedRange<CivilDay>) throws(JournalError) -> [CellRow] {
        if let known = try image?.cell(cell, asOf: asOf, in: view) {
            return known.rows(of: cell, days, asOf: asOf)
        }
        return try view.days(cell, days: days, asOf: asOf, knownAt: knownAt)
    }

    func details(of unit: UnitCode, quantity: Quantity) throws(JournalError) -> [String] {
        if let image { return try image.details(of: unit, quantity: quantity, in: view) }
        return try view.details(unit: unit, scope: .own, quantity: quantity)
    }

    func history(
        _ question: StockQuestion, _ make: () throws(JournalError) -> StockHistory
    ) throws(JournalError) -> StockHistory {
        guard let image else { return try make() }
        return try image.history(question, asOf: asOf, make)
    }

    func tasks(
        of unit: UnitCode, on day: CivilDay, _ make: () throws(JournalError) -> [AnnualTask]
    ) throws(JournalError) -> [AnnualTask] {
        guard let image, !namesTerms else { return try make() }
        return try image.tasks(of: unit, on: day, asOf: asOf, make)
    }

    func indicators(
        of unit: UnitCode, on day: CivilDay,
        _ make: () throws(JournalError) -> [ReportedIndicator]
    ) throws(JournalError) -> [ReportedIndicator] {
        guard let image, !namesTerms else { return try make() }
        return try image.indicators(of: unit, on: day, asOf: asOf, make)
    }
}

extension Style {
    /// As a question about progress wants it, under a rule set.
    init(_ body: ProgressRequest, _ ruleSet: RuleSet) {
        self.init(
            language: body.language, decimals: body.decimals, rule: body.rounding, ruleSet)
    }
}
