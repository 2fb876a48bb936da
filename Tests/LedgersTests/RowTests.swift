// SPDX-License-Identifier: Apache-2.0
//
// Rows of each ledger → facts; rows of sums; ids that stay.

import Pipeline
import Testing

@testable import Ledgers

@Suite struct RowTests {
    private let head =
        "序号,项目编号,责任单位,项目名称,投资方,统一社会信用代码,资金来源,行业代码,所有制,总投资额(万元),协议类型,"
        + "合同签约时间,入库时间,开工时间,投产时间,备注\n"

    @Test func numbersWhoseDayCantBeReadAreKept() throws {
        let reading = try Desk.read(
            "单位,项目名称,总投资额(万元),合同签约时间,入库时间,入库编号,开工时间,施工许可证号\n"
                + "u,甲,1,2024-01-05,待定,RK-777,2024年5月,XK-12345\n"
                + "u,乙,1,2024-01-05,2024-02-01,RK-778,2024-05-01,XK-12346\n")
        #expect(
            reading.rows[0].details == [
                "入库时间": "待定", "入库编号": "RK-777", "开工时间": "2024年5月", "施工许可证号": "XK-12345",
            ])
        #expect(reading.rows[1].details == [:])
        #expect(reading.rows[1].facts.map(\.places[.column(.libraryNumber)]).contains("RK-778"))
        #expect(reading.rows[1].facts.map(\.places[.column(.permitNumber)]).contains("XK-12346"))
    }

    @Test func aCodeAndANameOfTwoUnitsAreTold() throws {
        var units = UnitDirectory()
        units.enter(UnitCode(text: "dongling")!, name: "东岭镇")
        units.enter(UnitCode(text: "nanhe")!, name: "南河乡")
        let head = "单位代码,单位,项目名称,总投资额(万元),合同签约时间\n"
        let text = head + "dongling,南河乡,甲,1,2024-01-05\nnanhe,南河乡,乙,1,2024-01-05\n"
        let rows = try Desk.reader(units).read(Array(text.utf8), file: "a.csv").rows
        #expect(rows[0].findings.map(\.detail) == ["南河乡 is nanhe, and the code says dongling"])
        #expect(rows[1].findings == [])
    }

    @Test func colonsInHeadingsAndUnitsInTitles() throws {
        let heading = try Desk.read(
            "项目编号,到位时间,到位金额（单位：万元）,单位\nP,2024-01-05,5,u\n")
        #expect(heading.rows[0].facts[0].places[.column(.amount)] == "5万元")
        for title in ["填报单位：招商局    单位：万元", "单位：万元    填报单位：招商局", "单 位：万 元"] {
            let reading = try Desk.read(
                title + "\n项目编号,到位时间,到位金额,单位\nP,2024-01-05,5,u\n")
            #expect(reading.rows[1].facts.first?.places[.column(.amount)] == "5万元", "\(title)")
        }
    }

    @Test func aWholeProject() throws {
        let row = try Desk.read(
            head
                + "1,P-1,东岭镇,甲项目,某公司,91350100M000100Y43,省外,C39,民营,2180,合同,"
                + "2024-01-05,2024-01-20,2024-02-01,2024-06-01,急\n"
        ).rows[0]
        #expect(row.outcome == .made(row.facts))
        #expect(
            row.facts.map(\.content?.kind)
                == [.projectSigned, .projectStored, .projectStarted, .projectOperational])
        #expect(
            row.facts.map(\.effectiveOn?.text)
                == ["2024-01-05", "2024-01-20", "2024-02-01", "2024-06-01"])
        #expect(row.facts.allSatisfy { $0.subject == "P-1" && $0.unit?.text == "东岭镇" })
        let source = try #require(row.facts[3].source)
        #expect(source.file == "ledger.csv" && source.row == 2 && source.form == "序号 1")
        #expect(source.system?.hasPrefix("csv:") == true && source.system?.count == 20)
        let signed = try #require(row.signed)
        #expect(signed.agreement == .contract && signed.name == "甲项目")
        #expect(signed.terms.investorCode?.text == "91350100M000100Y43")
        #expect(signed.terms.origin == .origin(.outOfProvince))
        #expect(signed.terms.ownership == .privately)
        #expect(signed.terms.industry?.text == "C39")
        #expect(signed.terms.totalInvestment?.fen == 2_180_000_000)
        #expect(signed.terms.hostUnit?.text == "东岭镇")
        #expect(row.facts[0].note == "急")
    }

    @Test func badCodesAreKeptAndFlagged() throws {
        let row = try Desk.read(
            head
                + "1,P-1,东岭镇,甲,某公司,91350100M000100Y44,本地,电子,其他,2180,合同,2024-01-05,,,,\n"
        ).rows[0]
        #expect(
            Set(row.findings.map(\.rule))
                == [.malformedCreditCode, .malformedOrigin, .malformedIndustry, .unknownChoice])
        #expect(
            Set(row.findings.map(\.path)) == ["统一社会信用代码", "资金来源", "行业代码", "所有制"])
        #expect(row.facts.map(\.content?.kind) == [.projectSigned, .detailsSet])
        #expect(
            row.details == [
                "统一社会信用代码": "91350100M000100Y44", "资金来源": "本地", "行业代码": "电子", "所有制": "其他",
            ])
        #expect(row.facts.allSatisfy { $0.subject == "P-1" && $0.unit?.text == "东岭镇" })
        #expect(row.facts[1].effectiveOn?.text == "2024-01-05")
    }

    @Test func rowsOfSumsAreSkipped() throws {
        let reading = try Desk.read(
            head
                + "合计,,,,,,,,,4360,,,,,,\n" + "1,P-1,东岭镇,甲,,,,,,2180,合同,2024-01-05,,,,\n"
                + ",,东岭镇小计,,,,,,,2180,,,,,,\n" + ",,,合 计：,,,,,,2180,,,,,,\n"
                + ",,,,,,,,,,,,,,,\n" + "2,P-2,东岭镇,丙,,,,,,2180,合同,2024-01-05,,,,\n")
        #expect(reading.rows[0].outcome == .skipped(.total(label: "合计", heading: "序号")))
        #expect(reading.rows[2].outcome == .skipped(.total(label: "东岭镇小计", heading: "责任单位")))
        #expect(reading.rows[3].outcome == .skipped(.total(label: "合 计：", heading: "项目名称")))
        #expect(reading.rows[4].outcome == .skipped(.blank))
        #expect(reading.rows.map(\.number) == [2, 3, 4, 5, 6, 7])
        #expect(reading.facts.map(\.subject) == ["P-1", "P-2"])
        #expect(reading.tally == (made: 2, flagged: 0, skipped: 4))
    }

    @Test func aProjectNamedLikeASumIsNone() throws {
        let reading = try Desk.read(head + "1,P-1,东岭镇,数据总计平台设备共计,,,,,,2180,合同,2024-01-05,,,,\n")
        #expect(reading.facts.count == 1)
    }

    @Test func anEditedSheetKeepsItsIds() throws {
        let first = try Desk.read(head + "1,P-1,东岭镇,甲,,,,,,2180,合同,2024-01-05,2024-01-20,,,\n")
        let again = try Desk.read(head + "1,P-1,东岭镇,甲,,,,,,2180,合同,2024-01-05,2024-01-20,,,\n")
        #expect(first == again)
        let edited = try Desk.read(
            head + "0,P-0,东岭镇,新,,,,,,9,合同,2024-01-01,,,,\n"
                + "1,P-1,南河乡,乙,某公司,,,,,9999,合同,2024-01-06,2024-01-21,2024-03-01,,改\n")
        #expect(edited.rows[1].facts.prefix(2).map(\.id) == first.facts.map(\.id))
        #expect(Set(edited.facts.map(\.id)).count == 4)
        var other = LedgerReader(ledger: "county", digest: Desk.digest)
        other.ledger = "another"
        let bytes = Array((head + "1,P-1,东岭镇,甲,,,,,,2180,合同,2024-01-05,2024-01-20,,,\n").utf8)
        let elsewhere = try other.read(bytes, file: "ledger.csv")
        #expect(Set(elsewhere.facts.map(\.id)).isDisjoint(with: first.facts.map(\.id)))
    }

    @Test func idsOfALedgerStandInOneRegion() throws {
        let reading = try Desk.read(
            head
                + (1...50).map { "\($0),P-\($0),u,甲,,,,,,1,合同,2024-01-05,2024-01-06,,,\n" }
                .joined())
        let ids = reading.facts.compactMap(\.id)
        #expect(Set(ids.map { $0.high >> 32 }).count == 1)
        #expect(zip(ids, ids.dropFirst()).allSatisfy { $0.high >> 16 <= $1.high >> 16 })
        #expect(ids.allSatisfy { $0.high >> 12 & 0xF == 8 && $0.low >> 62 == 0b10 })
    }

    @Test func withoutANumberTheNameIsTheKey() throws {
        let head = "序号,单位,项目名称,总投资额[亿元],合同签约时间\n"
        let first = try Desk.read(head + "1,u,甲,1.2,2024-01-05\n2,u,甲,1.2,2024-01-05\n")
        let edited = try Desk.read(head + "7,u,甲,3.4,2024-01-09\n8,u,乙,1.2,2024-01-05\n")
        #expect(first.facts.count == 2)
        #expect(first.rows[1].findings.map(\.rule) == [.duplicateKey])
        #expect(first.facts[0].subject != first.facts[1].subject)
        #expect(first.facts[0].id == edited.facts[0].id)
        #expect(first.facts[0].subject == edited.facts[0].subject)
        #expect(first.facts[1].subject != edited.facts[1].subject)
    }

    @Test func aRemarkThatIsTooLongIsKeptInPieces() throws {
        let long = String(repeating: "长", count: 1_400)
        let row = try Desk.read(head + "1,P-1,u,甲,,,,,,TBC,合同,2024-01-05,,,,\(long)\n").rows[0]
        #expect(row.findings.map(\.rule) == [.wrongType])
        #expect(row.facts[0].note == nil)
        #expect(row.details["总投资额(万元)"] == "TBC")
        #expect((row.details["备注"] ?? "") + (row.details["备注 [2]"] ?? "") == long)
    }

    @Test func aProjectThatComesTwiceIsFlagged() throws {
        let row = "1,P-1,u,甲,,,,,,1,合同,2024-01-05,,,,\n"
        let reading = try Desk.read(head + row + row)
        #expect(reading.rows[1].findings.map(\.rule) == [.duplicateKey])
        #expect(Set(reading.facts.map(\.id)).count == 2)
    }

    @Test func frameworks() throws {
        let reading = try Desk.read(
            """
            项目编号,单位,项目名称,总投资额(万元),协议类型,签约时间,转合同时间,入库时间
            P-1,u,甲,5000,框架协议,2023-09-15,2024-01-25,2024-02-02
            P-2,u,乙,5000,,2023-09-15,,
            P-3,u,丙,5000,合同,,,2024-02-02
            """)
        #expect(
            reading.rows[0].facts.map(\.content?.kind)
                == [.projectSigned, .agreementUpgraded, .projectStored])
        #expect(reading.rows[0].signed?.agreement == .framework)
        #expect(reading.rows[1].findings.map(\.path) == ["协议类型"])
        #expect(reading.rows[2].facts.map(\.content?.kind) == [.projectStored, .detailsSet])
        #expect(reading.rows[2].details == ["项目名称": "丙", "总投资额(万元)": "5000", "协议类型": "合同"])
        #expect(reading.rows[2].findings.map(\.path) == ["签约时间"])
    }

    @Test func capital() throws {
        let head = "项目编号,单位,到位时间,到位资金(万元),资金来源,凭证号\n"
        let reading = try Desk.read(
            head + "P-1,u,2024-03-01,600,省外,V1\nP-1,u,2024-03-01,300,,\nP-1,u,2024-03-01,200,,\n"
                + "P-1,u,2024-03-02,TBC,,V2\nP-1,u,2024-03-02,100万美元,,V3\n合计,,,1100,,\n")
        #expect(reading.kind == .capital)
        #expect(reading.rows.map(\.facts.count) == [1, 1, 1, 0, 1, 0])
        #expect(reading.rows[3].findings.map(\.path) == ["到位资金(万元)"])
        #expect(Set(reading.facts.map(\.id)).count == 4)
        let edited = try Desk.read(
            head + "P-1,u,2024-03-05,601,省外,V1\nP-1,u,2024-03-01,301,,\nP-1,u,2024-03-01,201,,\n")
        #expect(edited.facts.map(\.id) == reading.facts.prefix(3).map(\.id))
        #expect(reading.facts[0].evidence.map(\.number) == ["V1"])
        guard case .capitalArrived(let arrival)? = reading.facts[3].content else {
            Issue.record("no arrival")
            return
        }
        #expect(arrival.amount?.currency?.text == "USD" && arrival.amount?.fen == nil)
    }

    @Test func tasksAndIndicators() throws {
        let tasks = try Desk.read(
            """
            指标,单位,年度,下达单位,级别,任务数(万元),任务数(个),序时
            使用内资,u,2024,市政府,奋斗,"72,000",,按日
            newlyStored,u,2024年,市政府,,,60,5/10/20/30/40/50/60/70/80/90/95/100
            开工,u,2024,市政府,基本,50,,
            使用内资,u,2024,市政府,,1,2,
            """)
        let made = tasks.facts.compactMap { fact -> AnnualTaskSet? in
            if case .annualTaskSet(let task)? = fact.content { task } else { nil }
        }
        #expect(made[0].amount?.fen == 72_000_000_000 && made[0].grade == .stretch)
        #expect(made[0].schedule == .byDays && made[0].measure == .domesticCapital)
        #expect(made[1].count == 60 && made[1].grade == .base && made[1].schedule == .curve)
        #expect(made[1].curve.prefix(2) == [500, 1_000] && made[1].curve.last == 10_000)
        #expect(made[2].amount?.fen == 50_000_000)
        #expect(tasks.rows[3].findings.map(\.rule) == [.unitOfMeasure])
        let indicators = try Desk.read(
            """
            指标,单位,起,止,累计/当期,数值(万元),状态
            工业投资,u,2024-01-01,2024-06-30,累计,58500,快报
            工业投资,u,2024-01-01,2024-06-30,累计,58600,正式
            """)
        #expect(indicators.kind == .indicators)
        #expect(Set(indicators.facts.map(\.id)).count == 2)
        #expect(indicators.tally == (made: 2, flagged: 0, skipped: 0))
    }

    @Test func entities() throws {
        let reading = try Desk.read(
            """
            单位,日期,类型,实有(户),新设,注销,迁入,迁出
            u,2024-06-30,企业,"8,638",12,0,,
            u,2024-06-30,合计,30018,,,,
            合计,2024-06-30,企业,8638,,,,
            """)
        #expect(
            reading.facts.map(\.content?.kind)
                == [
                    .entityStockReported, .entitiesRegistered, .entitiesDeregistered,
                    .entityStockReported,
                ])
        #expect(reading.rows[2].outcome == .skipped(.total(label: "合计", heading: "单位")))
    }

    @Test func unitsByName() throws {
        let reading = try Desk.read(
            "代码,名称,上级,类型,设立日期\nshifan,示范县,,县,2020-01-01\ndongling,东岭镇,示范县,镇,2020-01-01\n")
        guard case .unitDefined(let town)? = reading.facts[1].content else {
            Issue.record("no unit")
            return
        }
        #expect(town.parent?.text == "shifan" && town.kind == .town)
        var directory = UnitDirectory()
        directory.enter(reading.facts)
        let text = "项目编号,单位,项目名称,总投资额(万元),合同签约时间\nP,东岭镇,甲,1,2024-01-05\nQ,外乡,乙,1,2024-01-05\n"
        let projects = try Desk.reader(directory).read(Array(text.utf8), file: "p.csv")
        #expect(projects.facts[0].unit?.text == "dongling")
        #expect(projects.rows[1].findings.map(\.rule) == [.unknownUnit])
    }
}
