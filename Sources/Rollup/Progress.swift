// SPDX-License-Identifier: Apache-2.0
//
// "How far are we?": the figures of a unit for the year so far, from cells to exact fractions.
//
// Law: the figures are a function of the question and of what the source gives for its as-of and
// known-at; nothing here knows a clock. Cells are named, read once, and divided last. The order of
// the figures is the order in which a review reads them.

public import Pipeline

/// Where sums come from: one snapshot, seen as of a day and as known at a position.
public protocol CellSource {
    associatedtype Failure: Error

    /// The sum of a cell over days, both ends counted.
    func tally(_ cell: CellKey, days: ClosedRange<CivilDay>) throws(Failure) -> Tally

    /// The sums by day, ascending, those that are zero left out.
    func rows(_ cell: CellKey, days: ClosedRange<CivilDay>) throws(Failure) -> [CellRow]

    /// The details under which a quantity of a unit's own has cells, ascending.
    func details(of unit: UnitCode, quantity: Quantity) throws(Failure) -> [String]

    /// Whether sums carry the cells that they are the sums of. Who shows none need not pay for them.
    var namesTerms: Bool { get }

    /// The stock's history as `make` finds it. It is a function of the question, of the tree and of the
    /// levels of the unit and of those ever below it: a source may remember it as long as these stand.
    func history(
        _ question: StockQuestion, _ make: () throws(Failure) -> StockHistory
    ) throws(Failure) -> StockHistory

    /// The tasks of a unit as of a day as `make` finds them; a function of the same.
    func tasks(
        of unit: UnitCode, on day: CivilDay, _ make: () throws(Failure) -> [AnnualTask]
    ) throws(Failure) -> [AnnualTask]

    /// The indicators of a unit as of a day as `make` finds them; a function of its own levels.
    func indicators(
        of unit: UnitCode, on day: CivilDay, _ make: () throws(Failure) -> [ReportedIndicator]
    ) throws(Failure) -> [ReportedIndicator]
}

// A source that remembers nothing, and names what it sums.
extension CellSource {
    public var namesTerms: Bool { true }

    public func history(
        _ question: StockQuestion, _ make: () throws(Failure) -> StockHistory
    ) throws(Failure) -> StockHistory { try make() }

    public func tasks(
        of unit: UnitCode, on day: CivilDay, _ make: () throws(Failure) -> [AnnualTask]
    ) throws(Failure) -> [AnnualTask] { try make() }

    public func indicators(
        of unit: UnitCode, on day: CivilDay, _ make: () throws(Failure) -> [ReportedIndicator]
    ) throws(Failure) -> [ReportedIndicator] { try make() }
}

/// The question.
public struct ProgressQuestion: Hashable, Sendable {
    public var unit: UnitCode
    /// The figures cover 1 January to this day.
    public var asOf: CivilDay
    /// The stock whose first crossing is asked; unset, the last full ten thousand reached.
    public var threshold: Int64?
    /// What `startRate` is a rate of.
    public var cohort: Cohort = .newlyStored
    public var bundles: BundleChoice = .asOne
    public var tree: TreeChoice = .dated

    public init(unit: UnitCode, asOf: CivilDay) {
        self.unit = unit
        self.asOf = asOf
    }

    /// From 1 January to the as-of day.
    public var period: ClosedRange<CivilDay> { asOf.firstOfYear...asOf }

    /// All days up to the as-of day.
    var allDays: ClosedRange<CivilDay> { CivilDay(ordinal: .min / 2)...asOf }
}

/// Answers a question from a source.
public struct Progress<Source: CellSource> {
    let question: ProgressQuestion
    let tree: UnitTree
    let source: Source
    var figures: [Figure] = []
    /// What all figures that rest on the library have to say (DOMAIN.md, section 3).
    private var libraryNotes: [FigureNote] = []
    /// What all figures that count projects have to say of bundles.
    private var bundleNotes: [FigureNote] = []
    /// Measures whose tasks were shown.
    var measuresDone: Set<Measure> = []

    public init(_ question: ProgressQuestion, tree: UnitTree, source: Source) {
        self.question = question
        self.tree = tree
        self.source = source
    }

    /// The figures of the unit, in the order of a review.
    ///
    /// - Parameter section: the only one that is asked; all where none is given.
    public mutating func answer(
        only section: ProgressSection? = nil
    ) throws(Source.Failure) -> [Figure] {
        func isAsked(_ other: ProgressSection) -> Bool { section == nil || section == other }
        figures = []
        measuresDone = []
        libraryNotes = try proof()
        bundleNotes = try bundleNote()
        let tasks = try tasks()
        if isAsked(.stored) { try addStored(tasks) }
        if isAsked(.started) { try addStarted(tasks) }
        if isAsked(.signed) { try addSigned(tasks) }
        if isAsked(.capital) { try addCapital(tasks) }
        if section == nil {
            for indicator in try indicators() { addIndicator(indicator, tasks) }
        }
        if isAsked(.entities) { try addEntities(tasks) }
        if section == nil { addTasksWithoutActual(tasks) }
        return figures
    }

    func sum(_ quantity: Quantity) throws(Source.Failure) -> Addend {
        let sum = try sum(quantity, detail: "", days: question.period)
        guard question.bundles == .byParts, quantity.countsBundles else { return sum }
        return sum + (try self.sum(quantity, detail: BundleCount.parts, days: question.period))
    }

    /// The subtree as it was on each day; or the units' own figures, by the tree of the as-of day.
    private func sum(
        _ quantity: Quantity, detail: String, days: ClosedRange<CivilDay>
    ) throws(Source.Failure) -> Addend {
        func cell(_ unit: UnitCode, _ scope: Scope) -> CellKey {
            CellKey(unit: unit, scope: scope, quantity: quantity, detail: detail)
        }
        guard question.tree == .now else {
            return try source.addend(cell(question.unit, .subtree), days: days)
        }
        var sum = Addend.zero
        for unit in tree.subtree(of: question.unit, on: question.asOf) {
            let part = try source.addend(cell(unit, .own), days: days)
            if part.tally != .zero { sum = sum + part }
        }
        return sum
    }

    /// Which of the two a count says, where there is a bundle at all.
    private func bundleNote() throws(Source.Failure) -> [FigureNote] {
        let parts = try sum(.bundled, detail: "", days: question.allDays)
        guard parts.amount != 0 else { return [] }
        return [question.bundles == .asOne ? .bundlesAsOne : .bundlesByParts]
    }

    /// "Four eyes not enforced" while any library entry so far was made without proof of them.
    private func proof() throws(Source.Failure) -> [FigureNote] {
        let unproved = try sum(.fourEyesNotEnforced, detail: "", days: question.allDays)
        return unproved.amount > 0 ? [.fourEyesNotEnforced] : []
    }

    mutating func add(_ figure: Figure) {
        var figure = figure
        if figure.name == .startRate, question.cohort == .signed {
            figure.notes.append(.cohortSigned)
        } else if figure.restsOnLibrary {
            figure.notes += libraryNotes
        }
        if figure.countsProjects { figure.notes += bundleNotes }
        if question.tree == .now, figure.isSummed { figure.notes.append(.treeOfToday) }
        figure.from = figure.from ?? question.period.lowerBound
        figure.to = figure.to ?? question.asOf
        figures.append(figure)
    }

    mutating func add(
        _ name: FigureName, _ sum: Addend, _ unit: FigureUnit, notes: [FigureNote] = []
    ) {
        var figure = Figure(
            name, .number(Fraction(sum.amount), unit), facts: sum.facts, terms: sum.terms)
        figure.notes = notes
        add(figure)
    }

    mutating func addRate(_ name: FigureName, _ part: Addend, of whole: Addend) {
        let value: FigureValue =
            whole.amount > 0
            ? .number(Fraction(part.amount, over: whole.amount), .percent)
            : .missing(.noneCounted)
        add(
            Figure(
                name, value, facts: max(part.facts, whole.facts),
                terms: part.terms + whole.terms.below))
    }
}

extension Progress {
    private mutating func addStored(_ tasks: [AnnualTask]) throws(Source.Failure) {
        let stored = try sum(.newlyStored)
        let investment = try sum(.newlyStoredInvestment)
        add(.newlyStored, stored, .count)
        add(.newlyStoredInvestment, investment, .fen)
        // The units' own sums would count a project once a share.
        let participated = question.tree == .now ? stored : try sum(.participated)
        if participated.tally != stored.tally { add(.participated, participated, .count) }
        let withdrawn = try sum(.newlyStoredSinceWithdrawn)
        if withdrawn.facts != 0 { add(.newlyStoredSinceWithdrawn, withdrawn, .count) }
        addTasks(tasks, of: .newlyStored, actual: stored)
        addTasks(tasks, of: .newlyStoredInvestment, actual: investment)
    }

    private mutating func addStarted(_ tasks: [AnnualTask]) throws(Source.Failure) {
        let ofCohort = try sum(.startedOfCohort)
        add(.startedOfCohort, ofCohort, .count)
        if question.cohort == .newlyStored {
            addRate(.startRate, ofCohort, of: try sum(.newlyStored))
        }
        let started = try sum(.started)
        let investment = try sum(.startedInvestment)
        add(.started, started, .count)
        add(.startedInvestment, investment, .fen)
        addTasks(tasks, of: .startedOfCohort, actual: ofCohort)
        addTasks(tasks, of: .started, actual: started)
        addTasks(tasks, of: .startedInvestment, actual: investment)
    }

    private mutating func addSigned(_ tasks: [AnnualTask]) throws(Source.Failure) {
        let signed = try sum(.signed)
        let investment = try sum(.signedInvestment)
        add(.signed, signed, .count)
        add(.signedInvestment, investment, .fen)
        if question.cohort == .signed {
            addRate(.startRate, try sum(.startedOfSigned), of: signed)
        }
        addRate(.fulfilmentRate, try sum(.fulfilledOfSigned), of: signed)
        addRate(.operationRate, try sum(.operationalOfSigned), of: signed)
        addRate(.capitalInPlaceRate, try sum(.capitalOfSigned), of: investment)
        addTasks(tasks, of: .signed, actual: signed)
        addTasks(tasks, of: .signedInvestment, actual: investment)
    }

    private mutating func addCapital(_ tasks: [AnnualTask]) throws(Source.Failure) {
        let fresh = try sum(.capitalNew)
        let carried = try sum(.capitalCarryOver)
        add(.domesticCapital, fresh + carried, .fen)
        add(.domesticCapitalNew, fresh, .fen)
        add(.domesticCapitalCarryOver, carried, .fen)
        try addVerified(claimed: fresh + carried)
        let apart: [(FigureName, Quantity)] = [
            (.capitalOriginMissing, .capitalOriginMissing), (.capitalForeign, .capitalForeign),
            (.capitalInside, .capitalInside), (.capitalUnjudged, .capitalUnjudged),
            (.capitalNotStored, .capitalNotStored),
        ]
        for (name, quantity) in apart {
            let sum = try sum(quantity)
            if sum.facts != 0 { add(name, sum, .fen, notes: [.notCounted]) }
        }
        addTasks(tasks, of: .domesticCapital, actual: fresh + carried)
    }

    /// What was verified, and water: what was claimed and is not.
    private mutating func addVerified(claimed: Addend) throws(Source.Failure) {
        let verified = try sum(.capitalVerified)
        guard verified.facts != 0 else { return }
        add(.domesticCapitalVerified, verified, .fen)
        let water = Addend(
            tally: Tally(amount: claimed.amount - verified.amount, facts: claimed.facts),
            terms: claimed.terms + verified.terms.times(-1))
        addRate(.water, water, of: claimed)
    }

    private mutating func addEntities(_ tasks: [AnnualTask]) throws(Source.Failure) {
        let stocks = try StockOverTime(
            of: question.unit, until: question.asOf, tree: tree, basis: question.tree,
            source: source)
        let (stock, increase) = (stocks.stock(), try stocks.netIncrease(over: question.period))
        add(stock)
        add(increase)
        if let threshold = question.threshold ?? stocks.lastFullTenThousand {
            add(try stocks.crossing(of: threshold))
        }
        addTasks(tasks, of: .entityStock, actual: stock)
        addTasks(tasks, of: .netIncrease, actual: increase)
    }

    private mutating func addTasks(
        _ tasks: [AnnualTask], of measure: Measure, actual figure: Figure
    ) {
        switch figure.value {
        case .number(let number, _):
            let actual = Addend(
                tally: Tally(amount: number.numerator, facts: figure.facts), terms: figure.terms)
            addTasks(tasks, of: measure, actual: actual, notes: figure.notes)
        case .missing(let reason): addTasks(tasks, of: measure, actual: nil, missing: reason)
        case .day: break
        }
    }
}
