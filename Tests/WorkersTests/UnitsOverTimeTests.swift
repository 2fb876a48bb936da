// SPDX-License-Identifier: Apache-2.0
//
// The tree over time: each amount goes to the ancestors of the day that it counts for, and the tree of
// the day asked gives the comparable figures. On no day a unit stands below itself.

import Journal
import Pipeline
import Rollup
import Testing
import Wire

@Suite struct UnitsOverTimeTests {
    @Test func moneyGoesToTheAncestorsOfItsDay() throws {
        let county = try CountyScript()
        try county.store("P", host: "V", "2024-01-10")
        try county.arrive("P", "2024-02-01", fen: 30)
        #expect(try county.log("2024-03-01", subject: "V", ["unitMoved.parent=T2"]) == [])
        try county.arrive("P", "2024-04-01", fen: 5)
        #expect(
            try county.values(.domesticCapital, "A", "T1", "T2", "V") == ["35", "30", "5", "35"])
        // As of a day before the move everything stands where it stood.
        #expect(
            try county.values(.domesticCapital, "A", "T1", "T2", asOf: "2024-02-29")
                == ["30", "30", "0"])
        // By the tree of the day asked all of it is T2's, and the answer says so.
        let now: (inout ProgressRequest) -> Void = { $0.tree = .now }
        #expect(
            try county.values(.domesticCapital, "A", "T1", "T2", change: now) == ["35", "0", "35"])
        let notes = try county.ask("T2", "2024-06-30", now).figures
            .first { $0.measure == "domesticCapital" }?.notes
        #expect(notes?.contains("treeOfToday") == true)
        let before: (inout ProgressRequest) -> Void = {
            $0.tree = .now
            $0.asOf = CivilDay(text: "2024-02-29")
        }
        #expect(try county.values(.domesticCapital, "T1", "T2", change: before) == ["30", "0"])
    }

    @Test func whoDidNotKnowOfTheMoveSeesNone() throws {
        let county = try CountyScript()
        try county.store("P", host: "V", "2024-05-10")
        try county.log("2024-03-01", subject: "V", ["unitMoved.parent=T2"])
        #expect(try county.values(.newlyStored, "T1", "T2") == ["0", "1"])
        let then: (inout ProgressRequest) -> Void = {
            $0.knownAt = KnownAtChoice()
            $0.knownAt?.position = 6
        }
        #expect(try county.values(.newlyStored, "T1", "T2", change: then) == ["1", "0"])
        try county.log(
            nil,
            [
                "voided.of=\(county.lastID.text)", "voided.subject=unit/V", "voided.reason=误报",
            ])
        #expect(try county.values(.newlyStored, "T1", "T2") == ["1", "0"])
    }

    /// A project that is followed from fact to fact counts below the units as they stand after a move, once:
    /// the cells are those of a fold that keeps nothing from one fact to the next.
    @Test func whatIsKeptOfAProjectDoesNotOutliveAMove() throws {
        let county = try CountyScript()
        try county.store("P", host: "V", "2024-01-10")
        #expect(try county.log("2024-01-05", subject: "V", ["unitMoved.parent=T2"]) == [])
        #expect(try county.log("2024-02-01", subject: "P", ["projectStarted="]) == [])
        #expect(try county.ledger.cellsDigest() == county.cellsAnew())
        #expect(try county.values(.started, "T1", "T2") == ["0", "1"])
    }

    /// What is merged is a part of the other from the day on, with all that comes after.
    @Test func aMergedUnitCountsInTheOther() throws {
        let county = try CountyScript()
        try county.store("P", host: "T1", "2024-01-10")
        try county.log("2024-04-01", subject: "T1", ["unitMerged.into=T2"])
        try county.arrive("P", "2024-05-01", fen: 7)
        #expect(try county.values(.domesticCapital, "A", "T1", "T2") == ["7", "7", "7"])
        #expect(try county.values(.newlyStored, "A", "T1", "T2") == ["1", "1", "0"])
        let warned = try county.log(
            "2024-05-02", subject: "Q", ["leadOpened.name=甲", "leadOpened.hostUnit=T1"])
        #expect(warned == ["unitClosed"])
        #expect(
            try county.log("2024-05-03", subject: "T1", ["unitRenamed.name=甲"])
                == ["unitClosed@subject"])
        #expect(try county.log("2024-03-01", subject: "T1", ["unitRenamed.name=甲"]) == [])
    }

    @Test func aUnitBearsTheNameOfTheDay() throws {
        let county = try CountyScript()
        try county.log("2024-04-01", subject: "T1", ["unitRenamed.name=新镇"])
        #expect(try county.ask("T1", "2024-03-31").unitName == "T1")
        #expect(try county.ask("T1", "2024-04-01").unitName == "新镇")
    }

    @Test func onNoDayAUnitStandsBelowItself() throws {
        let county = try CountyScript()
        let table: [(String, String, [String], [String])] = [
            ("2024-01-01", "T1", ["unitMoved.parent=V"], ["unitIsItsOwnParent@unitMoved.parent"]),
            ("2024-01-01", "T1", ["unitMoved.parent=T1"], ["unitIsItsOwnParent@unitMoved.parent"]),
            ("2024-01-01", "T1", ["unitMoved.parent=X"], ["unknownUnit@unitMoved.parent"]),
            ("2024-01-01", "X", ["unitMoved.parent=A"], ["unknownUnit@subject"]),
            ("2019-12-31", "V", ["unitMoved.parent=T2"], ["dateOutOfRange@effectiveOn"]),
            ("2024-02-01", "V", ["unitMoved.parent=A"], []),
            // V stands below A from February on, so T1 may stand below it then, and not before.
            ("2024-01-01", "T1", ["unitMoved.parent=V"], ["unitIsItsOwnParent@unitMoved.parent"]),
            ("2024-03-01", "T1", ["unitMoved.parent=V"], []),
            // From then on V can't go back below T1.
            ("2024-04-01", "V", ["unitMoved.parent=T1"], ["unitIsItsOwnParent@unitMoved.parent"]),
            ("2024-02-15", "V", ["unitMoved.parent=T1"], ["unitIsItsOwnParent@unitMoved.parent"]),
            ("2024-02-15", "V", ["unitMoved.parent=T2"], []),
            ("2024-05-01", "V", ["unitSplit.into[0].unit=T2"], ["fieldMissing@unitSplit.into"]),
            (
                "2024-05-01", "V", ["unitSplit.into[0].unit=T2", "unitSplit.into[1].unit=V"],
                ["fieldNotAllowed@unitSplit.into[1].unit"]
            ),
            ("2024-05-01", "T2", ["unitClosed="], []),
            ("2024-05-01", "T2", ["unitMerged.into=A"], ["unitClosed@subject"]),
        ]
        for (index, (day, unit, words, wanted)) in table.enumerated() {
            #expect(try county.log(day, subject: unit, words) == wanted, "\(index)")
        }
    }

    @Test func theTreeIsEightLevelsDeepOnEachDay() throws {
        let county = try CountyScript()
        for (code, parent) in [("B", "V"), ("C", "B"), ("D", "C"), ("E", "D")] {
            let refused = try county.log(
                "2020-01-01", subject: code,
                [
                    "unitDefined.name=\(code)", "unitDefined.kind=TOWN",
                    "unitDefined.parent=\(parent)",
                ])
            #expect(refused == [])
        }
        // A, T1, V, B, C, D, E are seven; below two more there would be nine.
        #expect(try county.log("2024-01-01", subject: "T1", ["unitMoved.parent=T2"]) == [])
        let deep = try county.log("2025-01-01", subject: "T2", ["unitMerged.into=X"])
        #expect(deep == ["unknownUnit@unitMerged.into"])
        try county.log(
            "2020-01-01", subject: "S",
            ["unitDefined.name=S", "unitDefined.kind=COUNTY", "unitDefined.parent=A"])
        #expect(
            try county.log("2025-01-01", subject: "T2", ["unitMoved.parent=S"])
                == ["unitTooDeep@unitMoved.parent"])
        #expect(try county.log("2025-01-01", subject: "E", ["unitMoved.parent=A"]) == [])
        #expect(try county.log("2025-02-01", subject: "T2", ["unitMoved.parent=S"]) == [])
    }
}

extension UnitsOverTimeTests {
    /// Whose county a project's money is judged by follows its host, whoever has the shares.
    @Test func aHostWithoutAShareMovesToo() throws {
        let county = try CountyScript()
        for (code, division) in [("C1", "330102"), ("C2", "330103")] {
            try county.log(
                "2020-01-01", subject: code,
                [
                    "unitDefined.name=\(code)", "unitDefined.kind=COUNTY",
                    "unitDefined.division=\(division)",
                ])
        }
        try county.log(
            "2020-01-01", subject: "H",
            ["unitDefined.name=H", "unitDefined.kind=TOWN", "unitDefined.parent=C1"])
        try county.log("2024-01-01", subject: "P", ["leadOpened.name=甲", "leadOpened.hostUnit=H"])
        try county.log(
            "2024-01-01", subject: "P",
            ["creditSharesSet.shares[0].unit=T2", "creditSharesSet.shares[0].basisPoints=10000"])
        try county.store("P", host: "H", "2024-01-10")
        try county.log(
            "2024-03-01", subject: "P",
            [
                "capitalArrived.amount.minorUnits=100", "capitalArrived.amount.currency=CNY",
                "capitalArrived.origin=330103",
            ])
        #expect(try county.value(.domesticCapital, "T2") == "100")
        #expect(try county.log("2024-02-01", subject: "H", ["unitMoved.parent=C2"]) == [])
        #expect(try county.value(.domesticCapital, "T2") == "0")
        #expect(try county.value(.capitalInside, "T2") == "100")
    }

    /// What a unit reported before it was merged counts until then, and an increase is no mixture.
    @Test func stocksAreThoseOfTheUnitsOfTheDay() throws {
        let county = try CountyScript()
        func report(_ unit: String, _ day: String, _ count: Int) throws {
            try county.log(
                day,
                [
                    "entityStockReported.unit=\(unit)", "entityStockReported.category=TOTAL",
                    "entityStockReported.count=\(count)",
                ])
        }
        try report("T1", "2023-12-31", 100)
        try report("T2", "2023-12-31", 200)
        try county.log("2024-04-01", subject: "T1", ["unitMerged.into=T2"])
        try report("T2", "2024-04-01", 310)
        #expect(try county.value(.entityStock, "A") == "310")
        #expect(try county.value(.netIncrease, "A") == "10")
        #expect(try county.value(.entityStock, "A", asOf: "2023-12-31") == "300")
        let crossing = try county.ask("A", "2024-06-30") { $0.threshold = 305 }.figures
            .first { $0.measure == "firstCrossing" }
        #expect(crossing?.value == "2024-04-01")
        let earlier = try county.ask("A", "2024-06-30") { $0.threshold = 250 }.figures
            .first { $0.measure == "firstCrossing" }
        #expect(earlier?.value == "2023-12-31")
        #expect(try county.value(.netIncrease, "A") { $0.tree = .now } == "110")
    }
}
