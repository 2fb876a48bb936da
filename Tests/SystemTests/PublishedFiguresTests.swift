// SPDX-License-Identifier: Apache-2.0
//
// Figures that bureaus published, from the facts behind them to the text of the answer.
//
// Each has a root unit of its own. Where a printed figure does not follow from the numbers beside
// it (the fair's 12.64 %), what follows must come out.

import Foundation
import Pipeline
import Rollup
import Testing
import Wire

extension SystemTests {
    @Suite struct PublishedFiguresTests {
        @Test func theyComeOut() throws {
            try Installed.use { installed in
                try installed.launch("serve")
                try capitalOfTenMonths(installed)
                try cohort(installed)
                try capitalOfAYear(installed)
                try fair(installed)
                try sixtyOneOfSixtyThree(installed)
            }
        }

        /// 1,005,136 of 800,000万元 by October, in three parts.
        private func capitalOfTenMonths(_ installed: Installed) throws {
            var facts = [try unit("c", below: nil), try task("c", "domesticCapital", 800_000)]
            for (index, amount) in [412_678, 176_031, 416_427].enumerated() {
                let code = "c\(index)"
                facts.append(try unit(code, below: "c"))
                facts += try project("\(code)-P", of: code, tenThousands: 1_000, isStored: true)
                facts.append(try arrival("\(code)-P", of: code, fen: fen(Int64(amount))))
            }
            try installed.logAll(facts)
            let reply = try installed.progress("c", asOf: "2023-10-31") {
                $0.decimals = 2
                $0.children = true
            }
            let figures = reply.figures
            #expect(try figures.the("domesticCapital").value == fen(1_005_136))
            #expect(try figures.the("completionRate", of: "domesticCapital").text == "125.64 %")
            #expect(
                try figures.the("aheadBehind", of: "domesticCapital").text == "42.31 points ahead")
            let shares = try reply.children.map {
                try $0.figures.the("share", of: "domesticCapital").text
            }
            #expect(shares == ["41.06 %", "17.51 %", "41.43 %"])
        }

        /// 1,093 contracts, 907 started, 401 operational, 2,794.49 of 6,129.09亿元 in place.
        private func cohort(_ installed: Installed) throws {
            var facts = [try unit("s", below: nil)]
            for number in 1...1_093 {
                let tenThousands: Int64 = number == 1 ? 61_290_900 - 1_092 * 10_000 : 10_000
                let key = "s-\(number)"
                facts += try project(
                    key, of: "s", tenThousands: tenThousands, isStored: number <= 907)
                if number <= 907 {
                    facts.append(try fact("projectStarted", key, unit: "s", on: "2023-05-01"))
                }
                if number <= 401 {
                    facts.append(try fact("projectOperational", key, unit: "s", on: "2023-09-01"))
                }
            }
            facts.append(try arrival("s-1", of: "s", fen: fen(27_944_900)))
            try installed.logAll(facts)
            let figures = try rates("s", installed)
            #expect(try figures.the("signed").value == "1093")
            #expect(try figures.the("signedInvestment").value == fen(61_290_900))
            #expect(try figures.the("startRate").text == "82.98 %")
            #expect(try figures.the("operationRate").text == "36.69 %")
            #expect(try figures.the("capitalInPlaceRate").text == "45.59 %")
        }

        /// 9,394.21 of 10,752亿元.
        private func capitalOfAYear(_ installed: Installed) throws {
            var facts = [try unit("y", below: nil), try task("y", "domesticCapital", 107_520_000)]
            facts += try project("y-P", of: "y", tenThousands: 1, isStored: true)
            facts.append(try arrival("y-P", of: "y", fen: fen(93_942_100)))
            try installed.logAll(facts)
            let figures = try installed.progress("y", asOf: "2023-12-31").figures
            #expect(try figures.the("completionRate", of: "domesticCapital").text == "87.4 %")
        }

        /// 1,292 contracts, 881.4 of 6,793.18亿元: printed as 12.64 %, which does not follow.
        private func fair(_ installed: Installed) throws {
            var facts = [try unit("f", below: nil)]
            for number in 1...1_292 {
                let tenThousands: Int64 = number == 1 ? 67_931_800 : 0
                facts += try project(
                    "f-\(number)", of: "f", tenThousands: tenThousands, isStored: false)
            }
            facts.append(try arrival("f-1", of: "f", fen: fen(8_814_000)))
            try installed.logAll(facts)
            let figures = try rates("f", installed)
            #expect(try figures.the("signed").value == "1292")
            #expect(try figures.the("capitalInPlaceRate").text == "12.97 %")
        }

        private func sixtyOneOfSixtyThree(_ installed: Installed) throws {
            var facts = [try unit("n", below: nil)]
            facts.append(
                try fact(
                    "annualTaskSet", nil, unit: "n", on: nil, "measure=newlyStored", "year=2023",
                    "issuer=某市", "grade=BASE", "count=63", "schedule=BY_MONTHS"))
            for number in 1...61 {
                facts += try project("n-\(number)", of: "n", tenThousands: 500, isStored: true)
            }
            try installed.logAll(facts)
            for (rule, text) in [(RoundingRule.halfUp, "96.83 %"), (.truncate, "96.82 %")] {
                let figures = try installed.progress("n", asOf: "2023-12-31") {
                    $0.decimals = 2
                    $0.rounding = rule
                }.figures
                let rate = try figures.the("completionRate", of: "newlyStored")
                #expect(rate.text == text)
                #expect(rate.numerator == "61" && rate.denominator == "63")
            }
        }
    }
}

private func rates(_ unit: String, _ installed: Installed) throws -> [FigureMessage] {
    try installed.progress(unit, asOf: "2023-12-31") {
        $0.decimals = 2
        $0.cohort = .signed
    }.figures
}

private func unit(_ code: String, below parent: String?) throws -> Fact {
    var unit = try fact(
        "unitDefined", code, unit: nil, on: "2020-01-01", "name=\(code)",
        "kind=\(parent == nil ? "PREFECTURE" : "COUNTY")")
    if let parent { try unit.assign("unitDefined.parent", parent) }
    return unit
}

private func task(_ unit: String, _ measure: String, _ tenThousands: Int64) throws -> Fact {
    try fact(
        "annualTaskSet", nil, unit: unit, on: nil, "measure=\(measure)", "year=2023", "issuer=某省",
        "grade=BASE", "amount.minorUnits=\(fen(tenThousands))", "amount.currency=CNY",
        "schedule=BY_MONTHS")
}

/// A contract of 2023, and its entry in the library.
private func project(
    _ key: String, of unit: String, tenThousands: Int64, isStored: Bool
) throws -> [Fact] {
    let signed = try fact(
        "projectSigned", key, unit: unit, on: "2023-02-01", "agreement=CONTRACT", "name=\(key)",
        "investor=I", "origin=OUT_OF_PROVINCE", "hostUnit=\(unit)", "industry=C39",
        "totalInvestment.minorUnits=\(fen(tenThousands))", "totalInvestment.currency=CNY")
    return isStored
        ? [signed, try fact("projectStored", key, unit: unit, on: "2023-03-01")] : [signed]
}

private func arrival(_ key: String, of unit: String, fen: String) throws -> Fact {
    try fact(
        "capitalArrived", key, unit: unit, on: "2023-10-15", "amount.minorUnits=\(fen)",
        "amount.currency=CNY")
}
