// SPDX-License-Identifier: Apache-2.0
//
// The terms of figures over random ledgers: the sums of the cells that a figure names, times their
// factors, are its numerator and its denominator.

import Pipeline
import Seeded
import Testing

@testable import Rollup

@Suite struct TermTests {
    static let seeds = 1...20

    @Test func termsSumToTheFigure() {
        var named: Set<FigureName> = []
        for seed in Self.seeds {
            let ledger = TermLedger(seed: seed)
            for (figure, source) in ledger.figures {
                check(figure, source, "seed \(seed), \(figure.name) \(figure.value)")
                if case .missing = figure.value { continue }
                named.insert(figure.name)
            }
        }
        let unseen = Set(FigureName.allCases).subtracting(named)
        // A share is made where children are asked for; the county of this tree has a division; nobody
        // shares a project here.
        #expect(
            unseen == [.share, .capitalUnjudged, .participated],
            "every other figure came out somewhere")
    }

    private func check(_ figure: Figure, _ source: NaiveSource, _ comment: String) {
        let numerator = sum(figure, .numerator, source)
        let denominator = sum(figure, .denominator, source)
        switch figure.value {
        case .missing: break
        case .day(let day):
            let threshold = Int128(figure.threshold!)
            #expect(numerator ?? 0 >= threshold, "\(comment)")
            #expect(figure.terms.allSatisfy { $0.days.upperBound == day }, "\(comment)")
        case .number(let fraction, _):
            if figure.name == .proRata {
                #expect(figure.terms.isEmpty, "\(comment)")
            } else if figure.name == .quarterShortfall {
                #expect(max(0, numerator ?? -1) == fraction.numerator, "\(comment)")
            } else if figure.name == .stillNeeded {
                #expect(max(0, numerator ?? -1) == fraction.numerator, "\(comment)")
                #expect(denominator == nil, "\(comment)")
            } else {
                #expect(numerator == fraction.numerator, "\(comment)")
                #expect(denominator ?? 1 == fraction.denominator, "\(comment)")
            }
        }
    }

    /// Nil where the role has no terms.
    private func sum(_ figure: Figure, _ role: TermRole, _ source: NaiveSource) -> Int128? {
        let terms = figure.terms.filter { $0.role == role }
        if terms.isEmpty { return nil }
        return terms.reduce(0) {
            $0 + $1.factor * source.tally($1.cell, days: $1.days).amount
        }
    }
}

/// Random projects, tasks, indicators and entities of the county of `RandomLedger`, and all figures
/// of some questions.
private struct TermLedger {
    private(set) var figures: [(Figure, NaiveSource)] = []
    private var random: Generator
    private var deltas: [Delta] = []
    private let tree = RandomLedger.tree

    init(seed: Int) {
        random = Generator(seed: UInt64(seed) &* 77)
        for project in 0..<8 { fold(verified(RandomLedger.project(seed: seed * 100 + project))) }
        for _ in 0..<30 { fold([level()]) }
        for number in 0..<20 { fold(entity(number)) }
        for _ in 0..<4 { ask() }
    }

    /// The facts, and a verification behind them of each arrival in CNY, on its day.
    private func verified(_ facts: [LoggedFact]) -> [LoggedFact] {
        let checks = facts.compactMap { logged -> LoggedFact? in
            guard case .capitalArrived(let capital)? = logged.fact.content else { return nil }
            var check = logged
            var verified = CapitalVerified()
            (verified.of, verified.amount) = (logged.fact.id, capital.amount)
            check.fact.id = FactID(high: 0, low: UInt64(logged.position.number))
            check.fact.content = .capitalVerified(verified)
            check.position = Position(logged.position.number + 100)
            return check
        }
        return facts + checks
    }

    private mutating func fold(_ facts: [LoggedFact]) {
        let whole = Contribution(of: facts, tree: tree)
        deltas += Contribution.deltas(
            from: .init(), to: whole, at: facts.last!.position, tree: tree)
    }

    private mutating func level() -> LoggedFact {
        var fact = Fact()
        fact.unit = UnitCode(text: ["A", "B", "T1"].randomElement(using: &random)!)
        let month = Int.random(in: 1...12, using: &random)
        let year = [2023, 2024].randomElement(using: &random)!
        fact.effectiveOn = CivilDay(year: year, month: month, day: 28)
        fact.content = content(in: year, month)
        return LoggedFact(
            position: Position(Int64.random(in: 1...99, using: &random)),
            recordedAt: Moment(microseconds: 0),
            principal: Principal(name: "a", isAuthenticated: true), fact: fact)
    }

    /// An entity that enters, moves, is promoted, or is converted from another one.
    private mutating func entity(_ number: Int) -> [LoggedFact] {
        let subject = creditCode("92", number).text
        let entry = random.pick([nil, .movedIn, EntityEntry.counted])
        var contents: [Content] = [.with(.individualBusiness, entry)]
        if number.isMultiple(of: 2) { contents = [.converted(from: creditCode("93", number))] }
        contents.append(.enterprisePromoted(EntityCount()))
        var moved = EntityMoved()
        moved.to = random.pick(["A", "B", nil]).flatMap(UnitCode.init(text:))
        contents.append(.entityMoved(moved))
        return contents.enumerated().map { index, content in
            var logged = level()
            logged.position = Position(Int64(index + 1))
            logged.fact.content = content
            logged.fact.subject = subject
            return logged
        }
    }

    private mutating func content(in year: Int, _ month: Int) -> Content {
        let count = Int64.random(in: 1...60_000, using: &random)
        switch Int.random(in: 0...3, using: &random) {
        case 0:
            var task = AnnualTaskSet()
            task.measure = [.domesticCapital, .newlyStored, .entityStock, .projectInvestment]
                .randomElement(using: &random)
            task.year = Int64(year)
            task.issuer = "office \(Int.random(in: 1...9, using: &random))"
            task.grade = TaskGrade.allCases.randomElement(using: &random)
            task.schedule = [.byMonths, .byDays].randomElement(using: &random)
            task.count = count
            return .annualTaskSet(task)
        case 1:
            var report = IndicatorReported()
            report.measure = .projectInvestment
            report.from = CivilDay.firstOfYear(year)
            report.to = CivilDay(year: year, month: month, day: 1)?.lastOfMonth
            report.accumulation = .cumulative
            report.status = .flash
            report.count = count
            return .indicatorReported(report)
        default:
            var entities = EntityCount()
            entities.count = count
            entities.category = EntityCategory.allCases.randomElement(using: &random)
            let kinds: [(EntityCount) -> Content] = [
                Content.entityStockReported, Content.entityStockReported,
                Content.entitiesRegistered, Content.entitiesDeregistered,
                Content.entitiesMovedIn, Content.entitiesMovedOut, Content.enterprisePromoted,
            ]
            return kinds.randomElement(using: &random)!(entities)
        }
    }

    private mutating func ask() {
        let unit = UnitCode(text: ["A", "B", "T1"].randomElement(using: &random)!)!
        let asOf = CivilDay(text: "2024-01-31")!
            .advanced(by: Int.random(in: 0...340, using: &random))
        var source = NaiveSource(asOf: asOf)
        source.deltas = deltas
        var question = ProgressQuestion(unit: unit, asOf: asOf)
        question.cohort = Cohort.allCases.randomElement(using: &random)!
        var progress = Progress(question, tree: tree, source: source)
        let entities = EntityFigures(
            unit: unit, category: EntityCategory.allCases.randomElement(using: &random),
            period: question.period, threshold: 20_000, tree: tree, source: source)
        figures += (progress.answer() + entities.answer()).map { ($0, source) }
    }
}
