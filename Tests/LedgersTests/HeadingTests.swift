// SPDX-License-Identifier: Apache-2.0
//
// Rows of headings as spreadsheets save them: groups, merges, units in every bracket and in titles.

import Pipeline
import Testing

@testable import Ledgers

@Suite struct HeadingTests {
    /// The headings of real offices (DOMAIN.md, section 7).
    private let real =
        "序号,单位,项目名称,外来投资方,总投资额[亿元],一期投资额[亿元],合同签约时间,注册时间,注册资本(万元),开工时间,"
        + "建设地点(注明园区),项目用地(亩),项目引荐单位,所属产业链,备注\n"

    @Test func theHeadingsOfRealOffices() throws {
        let reading = try Desk.read(
            "示范县招商引资项目台账,,,,,,,,,,,,,,\n" + real
                + "1,东岭镇,甲项目,某公司,1.2,0.5,2024.1.5,2024-02-01,50(万),2024年3月5日,某园区,30,工信局,电子信息产业链,急\n"
        )
        #expect(reading.kind == .projects)
        #expect(
            reading.file.headingsKept == [
                "一期投资额[亿元]", "注册时间", "注册资本(万元)", "项目用地(亩)", "项目引荐单位",
            ])
        let row = reading.rows[1]
        #expect(row.findings == [])
        #expect(
            row.facts.map(\.content?.kind) == [.projectSigned, .projectStarted, .detailsSet])
        let signed = try #require(row.signed)
        #expect(signed.agreement == .contract && signed.name == "甲项目")
        #expect(signed.terms.totalInvestment?.fen == 12_000_000_000)
        #expect(signed.terms.investor == "某公司" && signed.terms.site == "某园区")
        #expect(signed.terms.hostUnit?.text == "东岭镇")
        #expect(row.facts[0].note == "急" && row.facts[0].source?.form == "序号 1")
        #expect(row.facts.map(\.effectiveOn?.text) == ["2024-01-05", "2024-03-05", "2024-01-05"])
        #expect(
            row.details == [
                "一期投资额[亿元]": "0.5", "注册时间": "2024-02-01", "注册资本(万元)": "50(万)",
                "项目用地(亩)": "30", "项目引荐单位": "工信局", "所属产业链": "电子信息产业链",
            ])
    }

    @Test func groupsOverTwoRows() throws {
        let reading = try Desk.read(
            """
            示范县台账,,,,,,,
            单位：万元,,,,,,,
            序号,单位,项目名称,投资额,,时间,,备注
            ,,,总投资额[亿元],一期投资额,合同签约,开工时间,
            1,u,甲,1.2,300,2024-01-05,2024-02-01,急
            """)
        #expect(
            reading.file.headings == [
                "序号", "单位", "项目名称", "投资额/总投资额[亿元]", "投资额/一期投资额", "时间/合同签约", "时间/开工时间", "备注",
            ])
        #expect(reading.kind == .projects)
        #expect(
            reading.facts.map(\.effectiveOn?.text) == ["2024-01-05", "2024-02-01", "2024-01-05"])
        #expect(reading.facts[0].content?.kind == .projectSigned)
    }

    @Test func aGroupAndItsPartAreOneName() throws {
        let reading = try Desk.read(
            """
            项目,,总投资,合同签约,开工,其中,,责任单位
            编号,名称,（亿元）,时间,时间,一期,,
            ,,,,,投资,用地(亩),
            P-1,甲,1.2,2024-01-05,2024-02-01,0.3,20,u
            P-2,乙,2,2024-01-06,,,,u
            """)
        #expect(
            reading.file.headings == [
                "项目/编号", "项目/名称", "总投资(亿元)", "合同签约/时间", "开工/时间", "其中/一期/投资", "其中/一期/用地(亩)", "责任单位",
            ])
        #expect(reading.rows.map(\.number) == [4, 5])
        #expect(reading.rows[0].signed?.terms.totalInvestment?.fen == 12_000_000_000)
        #expect(reading.rows[0].details == ["其中/一期/投资": "0.3", "其中/一期/用地(亩)": "20"])
        #expect(
            reading.facts.map(\.content?.kind)
                == [.projectSigned, .projectStarted, .detailsSet, .projectSigned])
    }

    @Test func aTitleMayNameTheUnit() throws {
        for (title, fen) in [
            ("单位：万元", 2_000_000), ("（金额单位：亿元、面积单位：亩）", 20_000_000_000), ("填报单位：某局", nil),
        ] as [(String, Int64?)] {
            let reading = try Desk.read(
                "台账,,,,\n\(title),,,,\n项目编号,单位,项目名称,总投资额,合同签约时间\nP,u,甲,2,2024-01-05\n")
            #expect(reading.rows[2].signed?.terms.totalInvestment?.fen == fen, "\(title)")
        }
    }

    @Test func aHeadingsOwnUnitWins() throws {
        let reading = try Desk.read(
            "单位：万元,,,,\n项目编号,单位,项目名称,总投资额【亿元】,合同签约时间\nP,u,甲,2,2024-01-05\n")
        #expect(reading.rows[1].signed?.terms.totalInvestment?.fen == 20_000_000_000)
    }

    @Test(arguments: [
        "总投资/亿元", "总投资（亿元）", "总投资[亿元]", "总投资【亿元】", "总投资(单位：亿元)", "\"总投资\n（亿元）\"", "总投资，亿元",
    ])
    func unitsInHeadings(heading: String) throws {
        let reading = try Desk.read("项目编号,单位,项目名称,\(heading),签约时间,协议类型\nP,u,甲,2,2024-01-05,合同\n")
        #expect(reading.rows[0].signed?.terms.totalInvestment?.fen == 20_000_000_000)
    }

    @Test func unitsInOneRowMayDiffer() throws {
        let reading = try Desk.read(
            real + "1,u,甲,某公司,8000万元,N/A,2024-01-05,,800万元人民币,,,30亩,,,\n"
                + "2,u,乙,某公司,30-35,,2024-01-05,,#万人民币,,,TBC,,,\n")
        #expect(reading.rows[0].signed?.terms.totalInvestment?.fen == 8_000_000_000)
        #expect(
            reading.rows[0].details == [
                "一期投资额[亿元]": "N/A", "注册资本(万元)": "800万元人民币", "项目用地(亩)": "30亩",
            ])
        #expect(reading.rows[1].findings.map(\.path) == ["总投资额[亿元]"])
        #expect(reading.rows[1].details["总投资额[亿元]"] == "30-35")
    }

    @Test func noDataIsTakenForHeadings() throws {
        let reading = try Desk.read(
            "项目编号,单位,项目名称,总投资额(万元),合同签约时间,备注,\n合计,,,,,,\nP,u,甲,,待定,急,附言\n")
        #expect(reading.rows.map(\.number) == [2, 3])
        #expect(reading.rows[0].outcome == .skipped(.total(label: "合计", heading: "项目编号")))
        #expect(reading.rows[1].facts.isEmpty)
        #expect(reading.rows[1].cells == ["P", "u", "甲", "", "待定", "急", "附言"])
    }

    @Test func aRowOfColumnNumbersIsNoRecord() throws {
        let reading = try Desk.read("项目编号,单位,项目名称,总投资额(万元),合同签约时间\n1,2,3,4,5\nP,u,甲,1,2024-01-05\n")
        #expect(reading.rows[0].outcome == .skipped(.title("1 2 3 4 5")))
        #expect(reading.facts.map(\.subject) == ["P"])
    }

    @Test func headingsThatComeTwiceAndThoseWithoutText() throws {
        let reading = try Desk.read(
            "项目编号,单位,项目名称,总投资额(万元),合同签约时间,联系人,联系人,,备注,备注\nP,u,甲,1,2024-01-05,张,王,李,急,缓\n")
        #expect(
            reading.rows[0].details == ["联系人": "张", "联系人 (2)": "王", "column 8": "李", "备注 (2)": "缓"])
        #expect(reading.facts[0].note == "急")
        #expect(throws: LedgerError.headingTwice("总投资额(万元)")) {
            try Desk.read("项目编号,单位,项目名称,总投资额(万元),总投资额(万元),合同签约时间\n")
        }
    }

    @Test func aCodeAndANameOfTheUnitAreBothKept() throws {
        let reading = try Desk.read("项目编号,单位代码,责任单位,到位时间,到位资金(万元),凭证号\nP,u,东岭镇,2024-01-05,3,V\n")
        #expect(reading.facts[0].unit?.text == "u")
        #expect(reading.facts[0].note == "责任单位=东岭镇")
    }
}
