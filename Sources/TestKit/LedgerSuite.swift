// SPDX-License-Identifier: Apache-2.0
//
// The laws of the ports `LedgerDatabase` and `LedgerReader`, as one suite for every implementation.
//
// A law gets an empty database and a reader of it each time. It speaks through the ports only, and
// compares with a naive sum over the deltas, never with another implementation.

public import Journal
import Pipeline
import Rollup
import Seeded
import Testing

/// A law of the ledger database.
public enum LedgerLaw: String, CaseIterable, Sendable {
    case beginsEmpty
    case refusesAnotherCursor
    case answersLikeTheNaiveSum
    case dropsZeroRows
    case digestsAlikeForAnyCut
    case snapshotsDoNotMove
    case keepsFactsAndDays
    case keepsUnitsAndProjects
    case filtersProjects
    case pagesDeltasAlongEveryPath
    case findsPositionsByMoment
    case knowsTheLatestDayThen
    case knowsTheFactsOfUnitsThen
    case knowsTheFactsOfRuleSetsThen
    case knowsTheLastReportOfAUnitThen
    case pagesFacts
    case knowsWhichProjectsChanged
    case tellsTheDeltasSince
    case keepsManyDeltasOfADay
}

/// Checks laws on pairs that `open` makes.
public struct LedgerSuite<Database: LedgerDatabase, Reader: LedgerReader> {
    let open: () throws -> (Database, Reader)

    /// A suite over a maker of databases.
    public init(open: @escaping () throws -> (Database, Reader)) { self.open = open }

    /// Checks one law.
    public func check(_ law: LedgerLaw) throws {
        let (database, reader) = try open()
        switch law {
        case .beginsEmpty: try beginsEmpty(database, reader)
        case .refusesAnotherCursor: try refusesAnotherCursor(database)
        case .answersLikeTheNaiveSum: try answers(database, reader)
        case .dropsZeroRows: try dropsZeroRows(database, reader)
        case .digestsAlikeForAnyCut: try digestsAlike(database)
        case .snapshotsDoNotMove: try snapshotsDoNotMove(database, reader)
        case .keepsFactsAndDays: try keepsFactsAndDays(database, reader)
        case .keepsUnitsAndProjects: try keepsRows(database, reader)
        case .filtersProjects: try filters(database, reader)
        case .pagesDeltasAlongEveryPath: try pagesDeltas(database, reader)
        case .keepsManyDeltasOfADay: try keepsManyDeltas(database, reader)
        case .findsPositionsByMoment: try findsPositions(database, reader)
        case .knowsTheLatestDayThen: try knowsTheLatestDay(database, reader)
        case .knowsTheFactsOfUnitsThen: try knowsTheFactsOfUnits(database, reader)
        case .knowsTheFactsOfRuleSetsThen: try knowsTheFactsOfRuleSets(database, reader)
        case .knowsTheLastReportOfAUnitThen: try knowsTheLastReportOfAUnit(database, reader)
        case .pagesFacts: try pagesFacts(database, reader)
        case .knowsWhichProjectsChanged: try knowsWhichProjectsChanged(database, reader)
        case .tellsTheDeltasSince: try tellsTheDeltasSince(database, reader)
        }
    }

    private func beginsEmpty(_ database: Database, _ reader: Reader) throws {
        #expect(try database.cursor() == .origin)
        #expect(try database.units().isEmpty)
        var empty = CellsDigest()
        #expect(try database.cellsDigest() == empty.finish())
        try reader.snapshot { (view) throws(JournalError) in
            #expect(view.cursor == .origin)
            #expect(try view.latestDay() == nil)
            #expect(try view.projects(ProjectFilter(max: 10)).isEmpty)
        }
    }

    private func refusesAnotherCursor(_ database: Database) throws {
        let world = LedgerWorld(seed: 1, facts: 30)
        try database.commit(world.batch(from: 0, to: 10))
        #expect(try database.cursor() == LedgerCursor(epoch: .sample, position: Position(10)))
        let digest = try database.cellsDigest()
        var foreign = world.batch(from: 10, to: 20)
        foreign.epoch = .other
        for batch in [world.batch(from: 0, to: 10), world.batch(from: 20, to: 30), foreign] {
            let error = #expect(throws: JournalError.self) { try database.commit(batch) }
            #expect(error?.kind == .stale)
            #expect(error?.isOutcomeKnown == true)
        }
        #expect(try database.cellsDigest() == digest)
        try database.commit(world.batch(from: 10, to: 20))
        #expect(try database.cursor().position == Position(20))
    }

    private func answers(_ database: Database, _ reader: Reader) throws {
        let world = LedgerWorld(seed: 2, facts: 300)
        for batch in world.batches(cutBy: 3, largest: 40) { try database.commit(batch) }
        var generator = Generator(seed: 4)
        try reader.snapshot { (view) throws(JournalError) in
            for _ in 0..<500 { try ask(view, world, &generator) }
        }
    }

    private func ask(
        _ view: Reader.View, _ world: LedgerWorld, _ generator: inout Generator
    ) throws(JournalError) {
        let cell = generator.pick(LedgerWorld.cells)
        let first = generator.pick(19_990...20_060)
        let days = day(first)...day(first + generator.pick(0...40))
        let asOf = day(generator.pick(19_999...20_101))
        let knownAt =
            generator.pick(1...4) == 1 ? .latest : Position(Int64(generator.pick(0...301)))
        let naive = world.tally(cell, days: days, asOf: asOf, knownAt: knownAt)
        #expect(try view.tally(cell, days: days, asOf: asOf, knownAt: knownAt) == naive)

        var rows: [CellRow] = []
        for ordinal in days.lowerBound.ordinal...days.upperBound.ordinal {
            let one = CivilDay(ordinal: ordinal)
            let tally = world.tally(cell, days: one...one, asOf: asOf, knownAt: knownAt)
            if tally != .zero { rows.append(CellRow(cell: cell, bucketDay: one, tally: tally)) }
        }
        #expect(try view.days(cell, days: days, asOf: asOf, knownAt: knownAt) == rows)

        let behind = try view.deltas(
            DeltaSelection(cell, days: days, asOf: asOf, knownAt: knownAt), after: nil, max: .max)
        #expect(behind.reduce(.zero) { $0 + $1.tally } == naive)
    }

    private func dropsZeroRows(_ database: Database, _ reader: Reader) throws {
        let world = LedgerWorld(seed: 5, facts: 40)
        try database.commit(world.batch(from: 0, to: 40))
        var undoing = LedgerBatch(epoch: .sample, from: Position(40), to: Position(41))
        undoing.facts = [LedgerFact(.sample(41))]
        var sums: [Delta: Tally] = [:]
        for var delta in world.deltas {
            let tally = delta.tally
            delta.position = Position(41)
            delta.tally = .zero
            sums[delta] = (sums[delta] ?? .zero) - tally
        }
        for (var delta, tally) in sums where tally != .zero {
            delta.tally = tally
            undoing.deltas.append(delta)
        }
        try database.commit(undoing)
        var empty = CellsDigest()
        #expect(try database.cellsDigest() == empty.finish())
        let all = day(0)...day(40_000)
        let unit = LedgerWorld.cells[0].unit
        try reader.snapshot { (view) throws(JournalError) in
            for cell in LedgerWorld.cells {
                let before = world.tally(cell, days: all, asOf: day(40_000), knownAt: .latest)
                let known = Position(40)
                #expect(
                    try view.tally(cell, days: all, asOf: day(40_000), knownAt: known) == before)
            }
            // Zero now, but questions about the past still find them.
            #expect(
                try view.details(unit: unit, scope: .own, quantity: .indicator)
                    == ["a/乙", "x/乙"])
        }
    }

    private func digestsAlike(_ database: Database) throws {
        let world = LedgerWorld(seed: 6, facts: 200)
        for batch in world.batches(cutBy: 7, largest: 25) { try database.commit(batch) }
        let digest = try database.cellsDigest()
        for (seed, largest) in [(UInt64(8), 1), (9, 200), (10, 60)] {
            let (other, _) = try open()
            for batch in world.batches(cutBy: seed, largest: largest) { try other.commit(batch) }
            #expect(try other.cellsDigest() == digest)
        }
    }

    private func snapshotsDoNotMove(_ database: Database, _ reader: Reader) throws {
        let world = LedgerWorld(seed: 11, facts: 20)
        try database.commit(world.batch(from: 0, to: 10))
        try reader.snapshot { (view) throws(JournalError) in
            try database.commit(world.batch(from: 10, to: 20))
            #expect(view.cursor.position == Position(10))
            #expect(try view.fact(at: Position(10)) != nil)
            #expect(try view.fact(at: Position(11)) == nil)
        }
        let position = try reader.snapshot { (view) throws(JournalError) in view.cursor.position }
        #expect(position == Position(20))
    }
}

/// A day by its ordinal.
func day(_ ordinal: Int) -> CivilDay { CivilDay(ordinal: Int32(ordinal)) }
