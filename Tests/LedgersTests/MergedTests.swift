// SPDX-License-Identifier: Apache-2.0
//
// Cells merged downwards, and rows of sums held against the rows they sum.

import Pipeline
import Testing

@testable import Ledgers

@Suite struct MergedTests {
    private let head = "类别,单位,项目名称,总投资额(万元),合同签约时间,备注\n"

    private func units(_ reading: LedgerReading) -> [String?] {
        reading.rows.filter { !$0.facts.isEmpty }.map { $0.facts[0].unit?.text }
    }

    @Test func namesAreFilledDownAmountsAreNot() throws {
        let reading = try Desk.read(
            head + "工业,东岭镇,甲,100,2024-01-05,急\n,,乙,,2024-01-06,\n,南河乡,丙,300,2024-01-07,\n"
                + "农业,,丁,400,,\n")
        #expect(units(reading) == ["东岭镇", "东岭镇", "南河乡"])
        #expect(reading.rows[1].details == ["类别": "工业"])
        #expect(reading.rows[1].signed?.terms.totalInvestment == nil)
        #expect(reading.rows[1].facts[0].note == nil)
        #expect(reading.rows[3].findings.map(\.path) == ["合同签约时间"])
    }

    /// An industry is a figure's dimension, and none is made of the row above.
    @Test func aBlankChainIsNotFilled() throws {
        let reading = try Desk.read(
            "单位,项目名称,总投资额(万元),合同签约时间,所属产业链\nu,甲,1,2024-01-05,C33 金属\nu,乙,1,2024-01-06,\n")
        #expect(reading.rows[0].signed?.terms.industry?.text == "C33")
        #expect(reading.rows[1].signed != nil)
        #expect(reading.rows[1].signed?.terms.industry == nil)
        #expect(reading.rows[1].details["所属产业链"] == nil)
    }

    @Test func sparseColumnsAreNotFilled() throws {
        let projects = try Desk.read(
            "单位,项目名称,总投资额(万元),合同签约时间,所属产业链\nu,甲,1,2024-01-05,C33 金属制品\n"
                + "u,乙,1,2024-01-05,\nu,丙,1,2024-01-05,C38 电气\n")
        #expect(
            projects.rows.map { $0.signed?.terms.industry?.text } == ["C33", nil, "C38"])
        #expect(projects.file.filled == [])
        let units = try Desk.read(
            "代码,名称,类型,设立日期,分组,上级\na,甲镇,镇,2020-01-01,一组,x\nb,乙镇,镇,2020-01-01,,\n")
        guard case .unitDefined(let unit)? = units.rows[1].facts.first?.content else {
            Issue.record("no unit")
            return
        }
        #expect(unit.peerGroup == nil && unit.parent == nil)
    }

    @Test func whichRowsWereFilledIsTold() throws {
        let reading = try Desk.read(
            head + "工业,东岭镇,甲,1,2024-01-05,\n,,乙,1,2024-01-06,\n,,丙,1,2024-01-06,\n"
                + ",南河乡,丁,1,2024-01-06,\n,,戊,1,2024-01-06,\n")
        #expect(
            reading.file.filled == [
                FilledColumn(heading: "类别", rows: [3...6]),
                FilledColumn(heading: "单位", rows: [3...4, 6...6]),
            ])
    }

    @Test func aColumnThatRepeatsItsNamesIsNotMerged() throws {
        let reading = try Desk.read(
            head + "工业,东岭镇,甲,100,2024-01-05,\n工业,东岭镇,乙,100,2024-01-06,\n,,丙,100,2024-01-07,\n")
        #expect(reading.rows[2].findings.map(\.rule) == [.fieldMissing])
        #expect(reading.rows[2].details == [:])
    }

    @Test func aSumEndsWhatWasMerged() throws {
        let reading = try Desk.read(
            head + "合计,,,300,,\n工业,东岭镇,甲,100,2024-01-05,\n,,乙,200,2024-01-06,\n,东岭镇小计,,300,,\n"
                + ",,丙,0,2024-01-07,\n")
        #expect(reading.rows[4].findings.map(\.path) == ["单位"])
        #expect(reading.file.sums == [])
    }

    @Test func theFirstRecordMustHaveAText() throws {
        let reading = try Desk.read(
            head + ",,甲,1,2024-01-05,\n工业,u,乙,1,2024-01-06,\n,,丙,1,2024-01-07,\n")
        #expect(reading.rows[0].findings.map(\.path) == ["单位"])
        #expect(reading.rows[2].findings.map(\.path) == ["单位"])
    }

    @Test func titlesBetweenTheDataAndAtTheFootAreNoRecords() throws {
        let reading = try Desk.read(
            head + "一、工业项目,,,,,\n工业,u,甲,1,2024-01-05,\n（二）农业项目,,,,,\n农业,u,乙,1,2024-01-05,\n"
                + "填表人：张某,,,审核人：李某,,\n注：金额为计划数,,,,,\n")
        #expect(reading.tally == (made: 2, flagged: 0, skipped: 4))
        #expect(reading.rows[0].outcome == .skipped(.title("一、工业项目")))
        #expect(reading.rows[4].outcome == .skipped(.title("填表人：张某 审核人：李某")))
    }

    private func sums(_ text: String) throws -> [String] {
        try Desk.read(head + text).file.sums.map {
            "\($0.row) \($0.finding.path) \($0.finding.detail)"
        }
    }

    private let two = "工业,东岭镇,甲,100,2024-01-05,\n工业,南河乡,乙,0.02亿,2024-01-06,\n"

    @Test func sumsAboveAndBelow() throws {
        #expect(try sums("合计,,,300,,\n" + two + "总计,,,300,,\n") == [])
        #expect(
            try sums("合计,,,301,,\n" + two + "总计,,,0.03亿,,\n")
                == ["2 总投资额(万元) the row says 301万元, its rows sum to 300万元"])
    }

    @Test func sumsOfUnits() throws {
        #expect(try sums(two + ",东岭镇小计,,100,,\n,南河乡小计,,200,,\n") == [])
        #expect(
            try sums(two + ",东岭镇小计,,200,,\n")
                == ["4 总投资额(万元) the row says 200万元, its rows sum to 100万元"])
        #expect(try sums("工业,u,甲,1,2024-01-05,\n,,小计,1,,\n工业,v,乙,2,2024-01-05,\n,,小计,2,,\n") == [])
        #expect(
            try sums("工业,u,甲,1,2024-01-05,\n,,小计,1,,\n工业,v,乙,2,2024-01-05,\n,,小计,3,,\n").count == 1)
        #expect(
            try sums("合计,,,3,,\n,,小计,1,,\n工业,u,甲,1,2024-01-05,\n,,小计,2,,\n工业,v,乙,2,2024-01-05,\n")
                == [])
        #expect(
            try sums("合计,,,3,,\n,,小计,1,,\n工业,u,甲,1,2024-01-05,\n,,小计,5,,\n工业,v,乙,2,2024-01-05,\n")
                .count
                == 1)
    }

    @Test func aSumThatCantBeCheckedIsTold() throws {
        #expect(
            try sums(two + ",北川街道小计,,100,,\n")
                == ["4 总投资额(万元) the row says 100万元; not checked: no rows that it sums are found"])
        let most = "工业,u,甲,999999999999999亿元,2024-01-05,\n"
        let text = head + String(repeating: most, count: 18_000) + "合计,,,1,,\n"
        #expect(try Desk.read(text).file.sums.map(\.unchecked) == [.tooLarge])
    }

    @Test func partsOfASumAndNumberingsAreNotSummed() throws {
        #expect(try sums("甲,乙,丙,1,2,3\n" + two + ",累计,,900,,\n,其中：工业,,100,,\n合计,,,300,,\n") == [])
    }

    @Test func cellsWithoutANumberAreToldBesideADifference() throws {
        #expect(
            try sums("合计,,,130,,\n工业,u,甲,100,2024-01-05,\n工业,v,乙,30-35,2024-01-05,\n")
                == [
                    "2 总投资额(万元) the row says 130万元, its rows sum to 100万元; 1 of their cells hold no number"
                ])
    }
}
