// SPDX-License-Identifier: Apache-2.0
//
// The ledger database's file under the laws of its ports, beside its twin, and through its views.

import Foundation
import Journal
import Pipeline
import Rollup
import SQLiteJournal
import TestKit
import Testing

@Suite struct SQLiteLedgerTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    @Test(arguments: LedgerLaw.allCases)
    func keeps(_ law: LedgerLaw) throws {
        try LedgerSuite {
            let path = scratch.fresh()
            let ledger = try SQLiteLedger(path: path)
            return (ledger, try SQLiteLedgerReader(path: path))
        }.check(law)
    }

    @Test(arguments: UInt64(100)...107)
    func digestIsTheTwins(seed: UInt64) throws {
        let world = LedgerWorld(seed: seed, facts: 150)
        let path = scratch.fresh()
        let twin = MemoryLedger()
        for batch in world.batches(cutBy: seed, largest: 30) {
            // Opened for each batch: nothing that counts is kept in memory.
            let ledger = try SQLiteLedger(path: path)
            try ledger.commit(batch)
            try twin.commit(batch)
            #expect(try ledger.cellsDigest() == twin.cellsDigest())
            #expect(try ledger.cursor() == twin.cursor())
        }
    }

    /// Closed, it is one file: who copies it has all.
    @Test func closedItLeavesNoLogOfChanges() throws {
        let path = scratch.fresh()
        let world = LedgerWorld(seed: 8, facts: 40)
        try SQLiteLedger(path: path).commit(world.batch(from: 0, to: 40))
        #expect(FileManager.default.fileExists(atPath: path))
        #expect(!FileManager.default.fileExists(atPath: path + "-wal"))
    }

    @Test func fullDiskLeavesNothing() throws {
        let path = scratch.fresh()
        let world = LedgerWorld(seed: 9, facts: 600)
        var settings = SQLiteSettings()
        settings.maximumPages = 40
        let ledger = try SQLiteLedger(path: path, settings: settings)
        try ledger.commit(world.batch(from: 0, to: 10))
        let digest = try ledger.cellsDigest()
        let error = #expect(throws: JournalError.self) {
            try ledger.commit(world.batch(from: 10, to: 600))
        }
        #expect(error?.kind == .full)
        #expect(error?.isOutcomeKnown == true)
        #expect(try ledger.cellsDigest() == digest)
        try ledger.commit(world.batch(from: 10, to: 20))
    }

    /// A file of the first release is folded anew by the rollup; until then a front refuses it.
    @Test func aFileOfTheReleaseBeforeIsFoldedAnew() throws {
        let (path, clean) = (scratch.fresh(), scratch.fresh())
        let world = LedgerWorld(seed: 31, facts: 60)
        try SQLiteLedger(path: path).commit(world.batch(from: 0, to: 40))
        for sql in Self.wayBack { try Scratch.tamper(path, sql) }
        let refused = #expect(throws: JournalError.self) { try SQLiteLedgerReader(path: path) }
        #expect(refused?.text.contains("schema 1") == true)
        let ledger = try SQLiteLedger(path: path)
        #expect(try ledger.cursor() == .origin)
        try ledger.commit(world.batch(from: 0, to: 60))
        let anew = try SQLiteLedger(path: clean)
        try anew.commit(world.batch(from: 0, to: 60))
        #expect(try ledger.cellsDigest() == anew.cellsDigest())
        #expect(try ledger.units() == anew.units())
    }

    /// Nothing of the schema before this one is left, so that the fold begins anew with all of it.
    @Test func theSchemaBeforeIsEmptied() throws {
        let path = scratch.fresh()
        let world = LedgerWorld(seed: 32, facts: 40)
        var batch = world.batch(from: 0, to: 40)
        let unit = try #require(UnitCode(text: "U"))
        let project = try #require(ProjectID(text: "P"))
        var relations = ProjectRelations(project: project)
        relations.duplicateOf = ProjectID(text: "Q")
        batch.projects = [ProjectRecord(project: project)]
        batch.credits = [ProjectCredit(unit: unit, project: project)]
        batch.relations = [relations]
        batch.units = [UnitRecord(code: unit, name: "U", definedOn: CivilDay(ordinal: 1))]
        batch.lateFacts = [LateFact(position: Position(1), unit: unit, day: CivilDay(ordinal: 1))]
        try SQLiteLedger(path: path).commit(batch)
        for sql in Self.oneBack + [
            "UPDATE meta SET value = '7' WHERE key = 'schema'",
            "DELETE FROM grdb_migrations WHERE identifier = 'ledger 8'",
        ] {
            try Scratch.tamper(path, sql)
        }
        let ledger = try SQLiteLedger(path: path)
        for table in [
            "facts", "projects", "credits", "relations", "late_facts", "unit_states", "moves",
            "cells", "cell_days", "cell_deltas",
        ] {
            #expect(try Scratch.rows(path, "SELECT count(*) FROM \(table)") == [["0"]], "\(table)")
        }
        #expect(
            try Scratch.rows(path, "SELECT value FROM meta WHERE key = 'unit fact'") == [["0"]])
        try ledger.commit(batch)
        #expect(try ledger.cursor().position == Position(40))
    }

    /// From the cells of today to those of the schema before.
    private static let oneBack = [
        "DROP VIEW capital", "DROP VIEW progress", "DROP TABLE cell_days", "DROP TABLE cell_deltas",
        "DROP TABLE cells", "CREATE TABLE cells (day)",
        "CREATE TABLE deltas (unit, scope, quantity, detail, bucket_day, position, effective_day)",
        "CREATE VIEW capital AS SELECT 1", "CREATE VIEW progress AS SELECT 1",
    ]

    /// From the schema of today to the first one.
    private static let wayBack =
        oneBack + [
            "DROP VIEW unit", "DROP VIEW project", "DROP TABLE unit_states", "DROP TABLE relations",
            "DROP TABLE late_facts", "DROP INDEX facts_orders", "DROP INDEX facts_unit",
            "DROP INDEX facts_unit_day",
            "DROP TABLE credits", "DROP TABLE moves",
            """
            CREATE TABLE units (code TEXT PRIMARY KEY, name TEXT NOT NULL, parent TEXT, kind TEXT,
                peer_group TEXT, division TEXT, defined_on INTEGER NOT NULL) STRICT, WITHOUT ROWID
            """,
            "CREATE VIEW project AS SELECT project FROM projects",
            "DELETE FROM quantities WHERE quantity BETWEEN 20 AND 23 OR quantity > 38",
        ]
        + [
            "lead_on", "negotiating_on", "fulfilled_on", "in_statistics_on", "at_capacity_on",
            "suspended_on", "progress", "duplicate_of",
        ].map { "ALTER TABLE projects DROP COLUMN \($0)" }
        + [
            "UPDATE meta SET value = '1' WHERE key = 'schema'",
            "DELETE FROM grdb_migrations WHERE identifier <> 'ledger 1'",
        ]

    @Test func secondOpenerIsRefusedAndDurabilityIsFull() throws {
        let path = scratch.fresh()
        let ledger = try SQLiteLedger(path: path)
        let error = #expect(throws: JournalError.self) { try SQLiteLedger(path: path) }
        #expect(error?.kind == .busy)
        #expect(try ledger.durability.isFull)
    }

    @Test func viewsSpeakInNamesAndDays() throws {
        let path = scratch.fresh()
        let unit = try #require(UnitCode(text: "A"))
        let day = try #require(CivilDay(year: 2026, month: 6, day: 30))
        var project = ProjectRecord(project: try #require(ProjectID(text: "P1")))
        project.creditedUnit = unit
        project.stage = .signed
        project.signedOn = day
        project.terms.totalInvestment = Money(fen: 500)
        var batch = LedgerBatch(epoch: .sample, from: .origin, to: Position(1))
        batch.facts = [LedgerFact(.sample(1))]
        batch.projects = [project]
        batch.deltas = [Quantity.signed, .capitalNew].map { quantity in
            Delta(
                cell: CellKey(unit: unit, scope: .own, quantity: quantity), bucketDay: day,
                effectiveDay: day, position: Position(1), tally: Tally(amount: 7, facts: 1))
        }
        try SQLiteLedger(path: path).commit(batch)
        #expect(
            try Scratch.rows(
                path, "SELECT project, unit, stage, investment_fen, signed_on FROM project")
                == [["P1", "A", "SIGNED", "500", "2026-06-30"]])
        #expect(
            try Scratch.rows(path, "SELECT unit, scope, standing, day, fen FROM capital")
                == [["A", "own", "capitalNew", "2026-06-30", "7"]])
        #expect(
            try Scratch.rows(
                path, "SELECT unit, quantity, year, amount, facts FROM progress ORDER BY quantity")
                == [["A", "capitalNew", "2026", "7", "1"], ["A", "signed", "2026", "7", "1"]])
    }

    /// The names in the table of the views are those of the module.
    @Test func quantitiesAreNamedAsInRollup() throws {
        let path = scratch.fresh()
        _ = try SQLiteLedger(path: path)
        let wanted = Quantity.allCases.map { ["\($0.rawValue)", "\($0)"] }
        #expect(
            try Scratch.rows(path, "SELECT quantity, name FROM quantities ORDER BY quantity")
                == wanted)
    }
}
