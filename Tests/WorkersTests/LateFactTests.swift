// SPDX-License-Identifier: Apache-2.0
//
// Periods that are closed: what comes late says why, and shows apart.

import Pipeline
import Rollup
import Testing
import Wire

@Suite struct LateFactTests {
    private static let may = ["from=2024-05-01", "to=2024-05-30"]

    private func close(_ unit: String? = nil) -> [String] {
        (Self.may + (unit.map { ["unit=\($0)"] } ?? [])).map { "periodClosed.\($0)" }
    }

    @Test func aLateFactSaysWhy() throws {
        let county = try CountyScript()
        try county.store("P", host: "T1", "2024-05-10")
        let start = ["projectStarted="]
        #expect(
            try county.log("2024-05-11", subject: "P", start, late: "补报")
                == ["notLate@lateReason"])
        #expect(try county.log("2024-06-02", close()) == [])
        #expect(
            try county.log("2024-05-11", subject: "P", start) == ["lateWithoutReason@lateReason"])
        #expect(try county.ask("A", "2024-05-30").freshness?.lateFacts == 0)
        #expect(try county.log("2024-05-11", subject: "P", start, late: "乡镇漏报") == [])
        let started = county.lastID
        #expect(try county.value(.started, "A") == "1")
        for unit in ["A", "T1"] {
            #expect(try county.ask(unit, "2024-05-30").freshness?.lateFacts == 1)
        }
        #expect(try county.ask("T2", "2024-05-30").freshness?.lateFacts == 0)
        #expect(try county.ask("A", "2024-04-30").freshness?.lateFacts == 0)
        // June is open, and a correction that takes the start there moves May all the same.
        let june = [
            "corrected.of=\(started.text)", "corrected.reason=日期有误",
            "corrected.restated.subject=P", "corrected.restated.unit=A",
            "corrected.restated.effectiveOn=2024-06-03", "corrected.restated.projectStarted=",
        ]
        #expect(try county.log(nil, june) == ["lateWithoutReason@lateReason"])
        #expect(try county.log(nil, june, late: "复核") == [])
        #expect(try county.value(.started, "A", asOf: "2024-05-31") == "0")
    }

    /// A town's period is its own; the county's is that of all below.
    @Test func aClosingHoldsForAllBelow() throws {
        let county = try CountyScript()
        for (project, host) in [("P", "T1"), ("Q", "T2")] {
            try county.store(project, host: host, "2024-05-10")
        }
        #expect(try county.log("2024-06-02", close("T1")) == [])
        let start = ["projectStarted="]
        #expect(
            try county.log("2024-05-11", subject: "P", start) == ["lateWithoutReason@lateReason"])
        #expect(try county.log("2024-05-11", subject: "Q", start) == [])
        #expect(try county.log("2024-06-01", subject: "P", start) == [])
    }

    @Test func aPeriodIsClosedOnceAndReopenedWithAReason() throws {
        let county = try CountyScript()
        let reopen = Self.may.map { "periodReopened.\($0)" }
        let table: [([String], [String])] = [
            (reopen + ["periodReopened.reason=漏报"], ["periodIsOpen@periodReopened.from"]),
            (close(), []),
            (close(), ["periodIsClosed@periodClosed.from"]),
            (close("X"), ["unknownUnit@periodClosed.unit"]),
            (reopen, ["fieldMissing@periodReopened.reason"]),
            (reopen + ["periodReopened.reason=漏报"], []),
            (close(), []),
            (["periodClosed.from=2024-05-01"], ["fieldMissing@periodClosed.to"]),
            (
                ["periodClosed.from=2024-05-30", "periodClosed.to=2024-05-01"],
                ["periodInvalid@periodClosed.to"]
            ),
            (
                ["periodClosed.from=2024-12-01", "periodClosed.to=2099-12-31"],
                ["dateInFuture@periodClosed.to"]
            ),
        ]
        for (words, wanted) in table {
            #expect(try county.log("2024-06-02", words) == wanted, "\(words)")
        }
    }

    /// Units and what a review says move no figure of the period.
    @Test func onlyWhatCountsIsLate() throws {
        let county = try CountyScript()
        try county.log("2024-06-02", close())
        #expect(try county.log("2024-05-11", subject: "T1", ["unitRenamed.name=甲"]) == [])
        #expect(
            try county.log(
                nil,
                [
                    "indicatorReported.measure=projectInvestment",
                    "indicatorReported.from=2024-01-01", "indicatorReported.to=2024-05-30",
                    "indicatorReported.accumulation=CUMULATIVE", "indicatorReported.status=FLASH",
                    "indicatorReported.count=7",
                ]) == ["lateWithoutReason@lateReason"])
    }
}

extension LateFactTests {
    /// What moves the money of a closed period is late, whatever its own day.
    @Test func whatMovesAClosedPeriodIsLate() throws {
        let county = try CountyScript()
        for (project, host) in [("P", "T1"), ("D", "T2")] {
            try county.store(project, host: host, "2024-05-10")
        }
        #expect(try county.log("2024-06-02", close("T2")) == [])
        let refused = ["lateWithoutReason@lateReason"]
        #expect(try county.log("2024-06-10", subject: "D", ["duplicateLinked.of=P"]) == refused)
        #expect(
            try county.log("2024-06-10", subject: "D", ["duplicateLinked.of=P"], late: "核实") == [])
        // Half of what T1 reports is T2's.
        let shares = [
            "creditSharesSet.shares[0].unit=T1", "creditSharesSet.shares[0].basisPoints=5000",
            "creditSharesSet.shares[1].unit=T2", "creditSharesSet.shares[1].basisPoints=5000",
        ]
        try county.log("2024-04-30", subject: "P", shares)
        let money = ["capitalArrived.amount.minorUnits=4", "capitalArrived.amount.currency=CNY"]
        #expect(try county.log("2024-05-20", subject: "P", money) == refused)
        #expect(try county.log("2024-05-20", subject: "P", money, late: "补报") == [])
        for unit in ["T1", "T2"] {
            #expect(try county.ask(unit, "2024-05-31").freshness?.lateFacts ?? 0 > 0, "\(unit)")
        }
        #expect(try county.log("2024-05-01", subject: "V", ["unitMoved.parent=T2"]) == refused)
        #expect(try county.log("2024-06-01", subject: "V", ["unitMoved.parent=T2"]) == [])
        #expect(
            try county.log("2024-05-20", subject: "P", ["detailsSet.details[0].name=备注"]) == [])
    }

    /// A day that is typed for a year is refused, and ends nothing.
    @Test func aYearThatNoCalendarHasIsRefused() throws {
        let county = try CountyScript()
        try county.log("2024-06-02", close())
        let refused = try county.log(
            nil,
            [
                "annualTaskSet.measure=domesticCapital", "annualTaskSet.year=20240101",
                "annualTaskSet.issuer=县", "annualTaskSet.grade=BASE",
                "annualTaskSet.amount.minorUnits=1", "annualTaskSet.amount.currency=CNY",
            ])
        #expect(refused == ["dateOutOfRange@annualTaskSet.year"])
    }
}
