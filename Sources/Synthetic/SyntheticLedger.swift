// SPDX-License-Identifier: Apache-2.0
//
// A bureau's ledger, made up: the facts in the order in which they are logged, one at a time.
//
// Laws:
// - Each fact is lawful where it stands (`AdmissionState`), with no fact left out before it.
// - Ids ascend and are unique; the milliseconds in them are when the fact is logged, and no day of
//   effect of what may not lie ahead is after it.
// - The same seed and scale give the same facts; `facts` and `until` only say where the ledger ends.
// - Memory is bounded by units and by projects alive, never by facts.
//
// A day has three streams, drawn from in turn as much as each has left: what units report once a month,
// what projects alive say next, and new projects. The bureau opens its ledger in January of the first
// year with the projects that it has: they are logged with days of the years before, and from then on all
// goes by the day. Every fact names its origin (`Source.system`): nobody shall take it for a bureau's.

public import Pipeline
import Seeded

/// A seeded ledger of any size.
public struct SyntheticLedger: Sequence, Sendable {
    public let scale: LedgerScale
    public let seed: UInt64
    /// The last day on which facts are logged.
    public let until: CivilDay

    /// What `Source.system` of each fact says.
    public static let system = "synthetic"

    public init(
        _ scale: LedgerScale, seed: UInt64, until: CivilDay = CivilDay(ordinal: 80_000)
    ) {
        precondition((1...LedgerScale.projectsMax).contains(scale.projects), "projects of a scale")
        precondition((1950...2150).contains(scale.firstYear), "the first year of a ledger")
        self.scale = scale
        self.seed = seed
        self.until = until
    }

    /// The unit above all others.
    public var rootUnit: UnitCode { OfficeTree(units: scale.units).codes[0] }

    public func makeIterator() -> Iterator { Iterator(self) }

    /// Makes the facts one after the other.
    public struct Iterator: IteratorProtocol, Sendable {
        let ledger: SyntheticLedger
        let tree: OfficeTree
        let traits: Traits
        let source: Source
        let opening: CivilDay
        var random: Seeded.Generator
        var stamps: FactStamps
        var book: ProjectBook
        var rounds: ReportRounds
        var recent = RecentReports()
        var day: CivilDay
        /// Projects to come in today; those of the library before the ledger was opened come first.
        var newToday = 0
        var carriedOver = 0
        /// What is left over of yesterday's part of a project.
        var newRest = 0
        var numberLast: UInt32 = 0
        /// A project of the library that is no duplicate and never will be.
        var libraryLast: UInt32?
        private var unitsDefined = 0
        private var given = 0

        init(_ ledger: SyntheticLedger) {
            let scale = ledger.scale
            self.ledger = ledger
            tree = OfficeTree(units: scale.units)
            traits = Traits(seed: ledger.seed)
            random = Seeded.Generator(seed: ledger.seed)
            stamps = FactStamps(seed: ledger.seed &+ 1)
            book = ProjectBook(projects: scale.projects)
            rounds = ReportRounds(units: tree.count)
            var source = Source()
            source.system = SyntheticLedger.system
            self.source = source
            opening = CivilDay.firstOfYear(scale.firstYear)
            day = opening.advanced(by: -1)
        }
    }
}

extension SyntheticLedger.Iterator {
    /// The fact that is logged next; nil at the end.
    public mutating func next() -> Fact? {
        guard given < ledger.scale.facts else { return nil }
        while true {
            if let fact = nextOfDay() {
                given += 1
                return fact
            }
            guard rounds.left == 0, book.dueCount == 0, newToday == 0 else { continue }
            guard day < ledger.until else { return nil }
            beginDay()
        }
    }

    private mutating func beginDay() {
        day = day.advanced(by: 1)
        rounds.begin(day, firstYear: ledger.scale.firstYear)
        book.begin(day)
        newToday = newProjects()
        stamps.begin(
            day,
            expected: 3 * rounds.left + book.dueCount + newToday * (carriedOver > 0 ? 8 : 1)
                + (day == opening ? tree.count : 0))
    }

    /// The next fact of one of the streams; nil when what was drawn has nothing to say.
    private mutating func nextOfDay() -> Fact? {
        guard day >= opening else { return nil }
        if unitsDefined < tree.count {
            unitsDefined += 1
            return defineUnit(unitsDefined - 1)
        }
        let left = (reports: rounds.left, due: book.dueCount, new: newToday)
        let all = left.reports + left.due + left.new
        guard all > 0 else { return nil }
        let place = random.below(all)
        if place < left.reports { return nextReport() }
        if place < left.reports + left.due { return nextStep(book.takeDue()) }
        newToday -= 1
        book.add(newProject())
        return nil
    }

    private mutating func defineUnit(_ unit: Int) -> Fact {
        let reporter = tree.parent(of: unit).map { tree.codes[$0] }
        return fact(
            tree.codes[unit].text, by: reporter, on: CivilDay.firstOfYear(2000),
            .unitDefined(tree.definition(of: unit)))
    }

    /// A fact that is logged now.
    mutating func fact(
        _ subject: String?, by unit: UnitCode?, on day: CivilDay?, _ content: Content
    ) -> Fact {
        var fact = Fact()
        fact.id = stamps.next()
        fact.subject = subject
        fact.unit = unit
        fact.effectiveOn = day
        fact.source = source
        fact.content = content
        return fact
    }

    /// A fact says another one anew.
    mutating func correction(
        of id: FactID, _ subject: String?, by unit: UnitCode, on day: CivilDay?, _ content: Content
    ) -> Fact {
        var restated = Fact()
        restated.subject = subject
        restated.unit = unit
        restated.effectiveOn = day
        restated.content = content
        var corrected = Corrected()
        corrected.of = id
        corrected.reason = "更正"
        corrected.restated = restated
        return fact(nil, by: unit, on: nil, .corrected(corrected))
    }

    /// A fact takes back another one.
    mutating func void(of id: FactID, _ subject: Subject, by unit: UnitCode) -> Fact {
        var voided = Voided()
        voided.of = id
        voided.subject = subject
        voided.reason = "误报"
        return fact(nil, by: unit, on: nil, .voided(voided))
    }
}
