// SPDX-License-Identifier: Apache-2.0
//
// The ports of the ledger database: the rollup writes, alone; the query front reads snapshots.
//
// Law of a tally: the sum of the cell's deltas with bucketDay in the range, effectiveDay ≤ asOf and
// position ≤ knownAt. It is read as the cell's sums less the deltas that came later, so that the
// common question costs the days asked and one about the past what has changed since.

public import Pipeline
public import Rollup

/// The rollup's side of the ledger database; belongs to one thread for life.
///
/// A batch may still be on its way when `commit` returns. Until it is kept the other calls may give the state
/// before it; what became of it is told by the next `commit`, which then begins nothing, or by `settle`.
public protocol LedgerDatabase {
    /// How far it has folded.
    func cursor() throws(JournalError) -> LedgerCursor

    /// The facts of a subject in order of position.
    func facts(of subject: Subject) throws(JournalError) -> [LedgerFact]

    /// All units in byte order of their codes.
    func units() throws(JournalError) -> [UnitRecord]

    /// The projects credited to one of the units, as of some day and by some knowledge, in byte order
    /// of their keys.
    func projects(creditedTo units: Set<UnitCode>) throws(JournalError) -> [ProjectID]

    /// All relations of projects that are not empty, in byte order of their keys; they are few.
    func relations() throws(JournalError) -> [ProjectRelations]

    /// Keeps a batch whole, or fails as the batch before it did. `.stale` when the stored cursor or epoch
    /// is another than the batch starts from; a batch whose positions do not fit its own cursors kills the
    /// process.
    func commit(_ batch: LedgerBatch) throws(JournalError)

    /// Returns once no batch is on its way; at once where `commit` keeps it itself.
    func settle() throws(JournalError)

    /// The digest of all cells; see `CellsDigest`.
    func cellsDigest() throws(JournalError) -> [UInt8]
}

/// The front's side; belongs to one thread for life.
public protocol LedgerReader {
    /// One state of the ledger database, whatever the rollup does meanwhile.
    associatedtype View: LedgerView

    /// Lends a view to `body`. The view must not outlive it, and neither must a body outlive its
    /// request: an open snapshot keeps the log of changes from shrinking.
    func snapshot<Result>(
        _ body: (View) throws(JournalError) -> Result
    ) throws(JournalError) -> Result
}

/// One state of the ledger database.
public protocol LedgerView {
    /// How far this state has folded.
    var cursor: LedgerCursor { get }

    /// All units in byte order of their codes.
    func units() throws(JournalError) -> [UnitRecord]

    /// The position of the last fact of a unit; `origin` while there is none. Costs one look.
    func lastUnitFact() throws(JournalError) -> Position

    /// The facts of all units up to a position, in order of position; nil when none came after it,
    /// so that `units` is what was known then.
    func unitFacts(upTo position: Position) throws(JournalError) -> [LedgerFact]?

    /// The late facts of days, by day and unit; a fact stands there once for each of both.
    func lateFacts(days: ClosedRange<CivilDay>) throws(JournalError) -> [LateFact]

    /// The facts of all rule sets up to a position, in order of position. Costs their number: a few a
    /// year.
    func ruleSetFacts(upTo position: Position) throws(JournalError) -> [LedgerFact]

    /// The cell's sum over bucket days, as of a day, known at a position.
    func tally(
        _ cell: CellKey, days: ClosedRange<CivilDay>, asOf: CivilDay, knownAt: Position
    ) throws(JournalError) -> Tally

    /// The same for each bucket day, ascending; days whose tally is zero are left out.
    func days(
        _ cell: CellKey, days: ClosedRange<CivilDay>, asOf: CivilDay, knownAt: Position
    ) throws(JournalError) -> [CellRow]

    /// Deltas of a cell in the order of the selection's path: at most `max` after a place, from the
    /// first one where none is given. Those of `DeltaSelection(_:days:asOf:knownAt:)` sum to `tally`.
    func deltas(
        _ selection: DeltaSelection, after place: DeltaPlace?, max: Int
    ) throws(JournalError) -> [Delta]

    /// All deltas after a position that was the cursor of an earlier state, in no order; nil where they
    /// are not kept together any more, as after many batches. Costs their number: it is how a reader that
    /// has summed up to there goes on.
    func deltas(after position: Position) throws(JournalError) -> [Delta]?

    /// The details under which a unit has cells of a quantity, in byte order.
    func details(
        unit: UnitCode, scope: Scope, quantity: Quantity
    ) throws(JournalError) -> [String]

    /// The projects that pass a filter, in byte order of their keys.
    func projects(_ filter: ProjectFilter) throws(JournalError) -> [ProjectRecord]

    /// The projects of which any fact came after a position or, where a day is given, is of effect after
    /// it, in byte order of their keys. Costs these facts.
    func projects(
        changedAfter position: Position, orAfter day: CivilDay?
    ) throws(JournalError) -> [ProjectID]

    /// The project with that key.
    func project(_ id: ProjectID) throws(JournalError) -> ProjectRecord?

    /// The facts of a subject in order of position.
    func facts(of subject: Subject) throws(JournalError) -> [LedgerFact]

    /// A page of journaled facts, in the order of the selection's path; empty where `after` names no
    /// fact.
    func facts(_ selection: FactSelection) throws(JournalError) -> [LedgerFact]

    /// Whether any fact of the subject is a correction or a void. Costs one look-up.
    func hasOrders(on subject: Subject) throws(JournalError) -> Bool

    /// The latest of the days of which a unit reported a fact of `EntryColumns.kindsOfReports`, known at a
    /// position, whatever became of the fact; nil where there is none. Costs the facts of the unit's last
    /// such day and those of other kinds after it.
    func lastReport(
        by unit: UnitCode, days: ClosedRange<CivilDay>, knownAt: Position
    ) throws(JournalError) -> CivilDay?

    /// The fact at a position.
    func fact(at position: Position) throws(JournalError) -> LedgerFact?

    /// The last position recorded at that moment or before; the origin when there is none. Costs
    /// the logarithm of the positions, since `recordedAt` never falls along them.
    func position(recordedBy moment: Moment) throws(JournalError) -> Position

    /// The last fact by day of effect, then by position, of the kinds that a question without an as-of
    /// stands on; not after a day, known at a position, and before another one of these where that
    /// turned out not to be in force. Nil when there is none.
    func latestFactOfEffect(
        notAfter day: CivilDay, knownAt: Position, before fact: LedgerFact?
    ) throws(JournalError) -> LedgerFact?
}

extension EntryColumns {
    /// The kinds that `LedgerView.latestFactOfEffect` looks at, ascending: all milestones, arrivals of
    /// capital, indicators, and corrections, which may be of these.
    public static let kindsOfEffect: [Int] =
        FactKind.allCases.map(\.rawValue).filter {
            (30...39).contains($0) || (41...45).contains($0) || [60, 61, 90, 120].contains($0)
        }.sorted()

    /// The kinds by which a unit reports, ascending: of projects, capital, entities and indicators.
    public static let kindsOfReports: [Int] =
        FactKind.allCases.map(\.rawValue).filter {
            (30...61).contains($0) || (80...90).contains($0)
        }.sorted()

    /// The kinds of which a project's facts with a day of effect are, ascending.
    public static let kindsOfProjects: [Int] =
        FactKind.allCases.map(\.rawValue).filter {
            (30...51).contains($0) || [60, 61, 72, 108, 120].contains($0)
        }.sorted()
}
