// SPDX-License-Identifier: Apache-2.0
//
// A source of sums that keeps every delta and adds them up when asked, and short words for facts.

import Pipeline
import Rollup

/// The plain definition of a tally.
struct NaiveSource: CellSource {
    var deltas: [Delta] = []
    var asOf: CivilDay

    func tally(_ cell: CellKey, days: ClosedRange<CivilDay>) -> Tally {
        deltas.filter { $0.cell == cell && days.contains($0.bucketDay) && $0.effectiveDay <= asOf }
            .reduce(.zero) { $0 + $1.tally }
    }

    func rows(_ cell: CellKey, days: ClosedRange<CivilDay>) -> [CellRow] {
        let own = deltas.filter { $0.cell == cell && days.contains($0.bucketDay) }
        return Set(own.map(\.bucketDay)).sorted()
            .map { CellRow(cell: cell, bucketDay: $0, tally: tally(cell, days: $0...$0)) }
            .filter { $0.tally != .zero }
    }

    func details(of unit: UnitCode, quantity: Quantity) -> [String] {
        let cells = deltas.map(\.cell).filter {
            $0.unit == unit && $0.scope == .own && $0.quantity == quantity
        }
        return Set(cells.map(\.detail)).sorted()
    }
}

/// A small ledger: a county A, its towns T1 and T2, V below T1.
struct SmallLedger {
    private(set) var facts: [LoggedFact] = []

    static let tree: UnitTree = {
        func unit(_ code: String, _ parent: String?) -> UnitRecord {
            var unit = UnitRecord(
                code: .init(text: code)!, name: code, definedOn: day("2020-01-01"))
            unit.latest.parent = parent.flatMap(UnitCode.init(text:))
            if parent == nil { unit.latest.division = DivisionCode(text: "330127") }
            return unit
        }
        return UnitTree([unit("A", nil), unit("T1", "A"), unit("T2", "A"), unit("V", "T1")])
    }()

    /// Logs a fact; a project's subject is its key.
    mutating func log(
        _ day: String?, _ content: Content, unit: String = "A", subject: String? = nil,
        by principal: Principal = Principal(name: "clerk", isAuthenticated: true)
    ) {
        var fact = Fact()
        fact.id = FactID(high: 1, low: UInt64(facts.count + 1))
        fact.subject = subject
        fact.unit = UnitCode(text: unit)
        fact.effectiveOn = day.flatMap(CivilDay.init(text:))
        fact.content = content
        facts.append(
            LoggedFact(
                position: Position(Int64(facts.count + 1)), recordedAt: Moment(microseconds: 0),
                principal: principal, fact: fact))
    }

    func source(asOf: String) -> NaiveSource {
        var source = NaiveSource(asOf: day(asOf))
        for (_, facts) in Dictionary(grouping: facts, by: { $0.fact.derivedSubject! }) {
            let whole = Contribution(of: facts, tree: Self.tree)
            source.deltas += Contribution.deltas(
                from: .init(), to: whole, at: facts.last!.position, tree: Self.tree)
        }
        return source
    }

    func figures(
        _ unit: String = "A", asOf: String, cohort: Cohort = .newlyStored, threshold: Int64? = nil
    ) -> [Figure] {
        var question = ProgressQuestion(unit: UnitCode(text: unit)!, asOf: day(asOf))
        question.cohort = cohort
        question.threshold = threshold
        var progress = Progress(question, tree: Self.tree, source: source(asOf: asOf))
        return progress.answer()
    }
}

func day(_ text: String) -> CivilDay { CivilDay(text: text)! }

extension [Figure] {
    /// The first figure of that name, and of that measure where one is given.
    func value(_ name: FigureName, of measure: Measure? = nil) -> FigureValue? {
        first(name, of: measure)?.value
    }

    func first(_ name: FigureName, of measure: Measure? = nil) -> Figure? {
        first { $0.name == name && (measure == nil || $0.measure == measure) }
    }
}

extension FigureValue {
    static func count(_ count: Int128) -> FigureValue { .number(Fraction(count), .count) }
    static func fen(_ fen: Int128) -> FigureValue { .number(Fraction(fen), .fen) }

    /// Whether it is that number, however the fraction is written.
    func equals(_ numerator: Int128, over denominator: Int128 = 1) -> Bool {
        if case .number(let value, _) = self {
            value.equals(Fraction(numerator, over: denominator))
        } else {
            false
        }
    }
}
