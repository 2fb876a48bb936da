// SPDX-License-Identifier: Apache-2.0
//
// Shares of the credit, duplicates and bundles, from the fact to the figure.

import Pipeline
import Rollup
import Testing
import Wire

@Suite struct CreditTests {
    private func shares(_ parts: [(String, Int)]) -> [String] {
        parts.enumerated().flatMap { index, part in
            [
                "creditSharesSet.shares[\(index)].unit=\(part.0)",
                "creditSharesSet.shares[\(index)].basisPoints=\(part.1)",
            ]
        }
    }

    @Test func partsSumToTheWholeAndACountIsNotSplit() throws {
        let county = try CountyScript()
        try county.log("2024-01-01", subject: "P", ["leadOpened.name=甲"])
        #expect(
            try county.log("2024-01-01", subject: "P", shares([("T1", 3_333), ("T2", 6_667)])) == []
        )
        try county.store("P", host: "T1", "2024-01-10", fen: 1_000)
        try county.arrive("P", "2024-02-01", fen: 101)
        // 101 × 0.3333 is 33.6633 and 101 × 0.6667 is 67.3367: the fen left over is T1's.
        #expect(try county.values(.domesticCapital, "A", "T1", "T2") == ["101", "34", "67"])
        #expect(
            try county.values(.newlyStoredInvestment, "A", "T1", "T2") == ["1000", "333", "667"])
        #expect(try county.values(.newlyStored, "A", "T1", "T2") == ["1", "0", "1"])
        #expect(try county.values(.participated, "A", "T1", "T2") == [nil, "1", nil])
        // In the county one fact brought the money, not one a share.
        let capital = try county.ask("A", "2024-06-30").figures.first {
            $0.measure == "domesticCapital"
        }
        #expect(capital?.facts == 1)
    }

    /// Shares hold from their day on: an arrival is split by those of its own day.
    @Test func sharesHaveDays() throws {
        let county = try CountyScript()
        try county.store("P", host: "T1", "2024-01-10", fen: 1_000)
        try county.arrive("P", "2024-02-01", fen: 100)
        try county.log("2024-03-01", subject: "P", shares([("T1", 5_000), ("T2", 5_000)]))
        try county.arrive("P", "2024-04-01", fen: 3)
        #expect(try county.values(.domesticCapital, "A", "T1", "T2") == ["103", "102", "1"])
        #expect(try county.values(.newlyStored, "T1", "T2") == ["1", "0"])
        // Ties go to the lowest code.
        try county.log("2024-01-01", subject: "P", shares([("T2", 5_000), ("T1", 5_000)]))
        #expect(try county.values(.newlyStored, "T1", "T2") == ["1", "0"])
        #expect(try county.values(.newlyStoredInvestment, "T1", "T2") == ["500", "500"])
        #expect(try county.values(.participated, "T2") == ["1"])
    }

    @Test func sharesAreWhole() throws {
        let county = try CountyScript()
        try county.store("P", host: "T1", "2024-01-10")
        let table: [([(String, Int)], [String])] = [
            ([], ["fieldMissing@creditSharesSet.shares"]),
            ([("T1", 9_999)], ["sharesNotWhole@creditSharesSet.shares"]),
            ([("T1", 10_000)], []),
            (
                [("T1", 0), ("T2", 10_000)],
                ["sharesNotWhole@creditSharesSet.shares[0].basisPoints"]
            ),
            (
                [("T1", 5_000), ("T1", 5_000)],
                ["fieldNotAllowed@creditSharesSet.shares[1].unit"]
            ),
            ([("X", 10_000)], ["unknownUnit@creditSharesSet.shares[0].unit"]),
        ]
        for (parts, wanted) in table {
            let words = parts.isEmpty ? ["creditSharesSet.reason=甲"] : shares(parts)
            #expect(try county.log("2024-02-01", subject: "P", words) == wanted, "\(parts)")
        }
        #expect(
            try county.log("2024-02-01", subject: "Q", shares([("T1", 10_000)]))
                == ["unknownProject@subject"])
    }

    /// Whoever knows of a duplicate counts it in no period; its money is the other's or leaves.
    @Test(arguments: [false, true])
    func aDuplicateCountsInNoPeriod(isSameMoney: Bool) throws {
        let county = try CountyScript()
        try county.store("P", host: "T1", "2024-01-10", fen: 1_000)
        try county.store("D", host: "T2", "2024-01-20", fen: 900)
        try county.arrive("P", "2024-02-01", fen: 10)
        try county.arrive("D", "2024-03-01", fen: 4)
        #expect(try county.values(.domesticCapital, "A", "T1", "T2") == ["14", "10", "4"])
        let link =
            ["duplicateLinked.of=P"] + (isSameMoney ? ["duplicateLinked.sameMoney=true"] : [])
        #expect(try county.log("2024-06-10", subject: "D", link) == [])
        let linked = county.lastID
        let moved = isSameMoney ? "10" : "14"
        #expect(try county.values(.domesticCapital, "A", "T1", "T2") == [moved, moved, "0"])
        #expect(try county.values(.newlyStored, "A", "T1", "T2") == ["1", "1", "0"])
        // What comes after the link, too; and it is told.
        #expect(
            try county.log(
                "2024-04-01", subject: "D",
                ["capitalArrived.amount.minorUnits=2", "capitalArrived.amount.currency=CNY"])
                == ["projectIsDuplicate"])
        let after = isSameMoney ? "10" : "16"
        #expect(try county.values(.domesticCapital, "A", "T1", "T2") == [after, after, "0"])
        let then: (inout ProgressRequest) -> Void = {
            $0.knownAt = KnownAtChoice()
            $0.knownAt?.position = 10
        }
        #expect(
            try county.values(.domesticCapital, "A", "T1", "T2", change: then)
                == ["14", "10", "4"])
        try county.log(
            nil, ["voided.of=\(linked.text)", "voided.subject=project/D", "voided.reason=误报"])
        #expect(try county.values(.domesticCapital, "A", "T1", "T2") == ["16", "10", "6"])
        #expect(try county.values(.newlyStored, "A", "T1", "T2") == ["2", "1", "1"])
    }

    @Test func duplicatesAreStars() throws {
        let county = try CountyScript()
        for project in ["P", "D", "E"] { try county.store(project, host: "T1", "2024-01-10") }
        let table: [(String, [String], [String])] = [
            ("D", ["duplicateLinked.reason=甲"], ["fieldMissing@duplicateLinked.of"]),
            ("D", ["duplicateLinked.of=D"], ["fieldNotAllowed@duplicateLinked.of"]),
            ("D", ["duplicateLinked.of=X"], ["unknownProject@duplicateLinked.of"]),
            ("D", ["duplicateUnlinked="], ["notADuplicate@subject"]),
            ("D", ["duplicateLinked.of=P"], []),
            ("D", ["duplicateLinked.of=E"], ["alreadyADuplicate@subject"]),
            ("E", ["duplicateLinked.of=D"], ["alreadyADuplicate@duplicateLinked.of"]),
            ("P", ["duplicateLinked.of=E"], ["hasDuplicates@duplicateLinked.of"]),
            ("D", ["duplicateUnlinked="], []),
            ("P", ["duplicateLinked.of=E"], []),
        ]
        for (project, words, wanted) in table {
            #expect(try county.log("2024-06-01", subject: project, words) == wanted, "\(words)")
        }
        // Without the unlinking D would be one of P, which is one of E by now.
        let unlinking = CountyScript.id(4 + 6 + 9)
        #expect(
            try county.log(
                nil,
                ["voided.of=\(unlinking.text)", "voided.subject=project/D", "voided.reason=误报"])
                == ["alreadyADuplicate@"])
    }

    @Test func aBundleCountsEitherWay() throws {
        let county = try CountyScript()
        try county.store("B", host: "T1", "2024-01-10", fen: 500)
        try county.store("C", host: "T1", "2024-01-10", fen: 300)
        try county.store("D", host: "T2", "2024-01-10", fen: 200)
        try county.arrive("C", "2024-02-01", fen: 7)
        #expect(try county.ask("A", "2024-06-30").figures[0].notes == ["fourEyesNotEnforced"])
        #expect(
            try county.log(
                "2024-03-01", subject: "B",
                ["bundleSet.parts[0].project=C", "bundleSet.parts[1].project=D"]) == [])
        let parts: (inout ProgressRequest) -> Void = { $0.bundles = .byParts }
        #expect(try county.values(.newlyStored, "A", "T1", "T2") == ["1", "1", "0"])
        #expect(
            try county.values(.newlyStored, "A", "T1", "T2", change: parts) == ["2", "1", "1"])
        #expect(
            try county.values(.newlyStoredInvestment, "A", "T1", "T2", change: parts)
                == ["500", "300", "200"])
        #expect(try county.values(.newlyStoredInvestment, "A") == ["500"])
        #expect(try county.values(.domesticCapital, "A") == ["7"])
        for (way, note) in [(BundleChoice.asOne, "bundlesAsOne"), (.byParts, "bundlesByParts")] {
            let figure = try county.ask("A", "2024-06-30") { $0.bundles = way }.figures[0]
            #expect(figure.notes.contains(note))
        }
        // As of a day before it was bundled, all three.
        #expect(try county.values(.newlyStored, "A", asOf: "2024-02-29") == ["3"])
        #expect(
            try county.log("2024-03-01", subject: "C", ["bundleSet.parts[0].project=D"])
                == ["bundleInBundle@subject", "bundleInBundle@bundleSet.parts[0].project"])
        try county.log("2024-05-01", subject: "B", ["bundleSet.dissolved=true"])
        #expect(try county.values(.newlyStored, "A") == ["3"])
    }
}
