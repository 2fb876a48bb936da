// SPDX-License-Identifier: Apache-2.0
//
// Which row is which: keys that come twice, names that were mended, and the mapping of a ledger.

import Foundation
import Pipeline
import Testing

@testable import Ledgers

@Suite struct SyncKeyTests {
    private let head = "序号,单位,项目名称,投资方,总投资额(万元),合同签约时间,备注\n"

    @Test func rowsOfOneNameAreToldByWhatTheySay() throws {
        var book = Book()
        let rows = [
            "1,u,甲,A,100,2024-01-05,\n", "2,u,甲,B,200,2024-02-05,\n", "3,u,甲,C,300,2024-03-05,\n",
        ]
        try book.take(head + rows.joined())
        #expect(Set(book.journal.map(\.fact.subject)).count == 3)
        #expect(try book.plan(head + rows.reversed().joined()).isEmpty)
        #expect(
            try book.plan(head + rows[2] + rows[0] + rows[1].replacing("200", with: "201")).told
                == ["4 总投资额(万元): 200万元 → 201万元"])
        let gone = try book.plan(head + rows[1] + rows[2])
        #expect(gone.gone.count == 1 && gone.changes.isEmpty)
        #expect(gone.gone[0].facts[0].id == book.journal[0].fact.id)
        let inserted = try book.plan(head + "0,u,甲,D,400,2024-04-05,\n" + rows.joined())
        #expect(inserted.newRows == 1 && inserted.changes.isEmpty && inserted.new.count == 1)
    }

    @Test func arrivalsWithoutVouchers() throws {
        let head = "项目编号,单位,到位时间,到位资金(万元)\n"
        var book = Book()
        let rows = ["P,u,2024-01-05,10\n", "P,u,2024-02-05,10\n", "P,u,2024-03-05,30\n"]
        try book.take(head + rows.joined())
        #expect(try book.plan(head + rows.reversed().joined()).isEmpty)
        #expect(
            try book.plan(head + rows[0] + "P,u,2024-02-06,10\n" + rows[2]).told
                == ["3 到位时间: 2024-02-05 → 2024-02-06"])
    }

    @Test func aMendedNameIsHeldBack() throws {
        var book = Book()
        try book.take(head + "1,u,甲项目,A,100,2024-01-05,\n2,u,乙项目,B,200,2024-01-06,\n")
        let mended = head + "1,u,甲号项目,A,100,2024-01-05,\n2,u,乙项目,B,200,2024-01-06,\n"
        let plan = try book.plan(mended)
        #expect(plan.held.map(\.row) == [2] && plan.new.isEmpty && plan.newRows == 0)
        let rename = try #require(plan.held[0].rename)
        #expect(rename == RenamedRow(now: ["甲号项目"], was: ["甲项目"]))
        #expect(try book.plan(mended) { $0.takesLookAlikes = true }.newRows == 1)
        var mapping = try book.read(mended).file.mapping
        mapping.renamed = [rename]
        book.reader.mapping = mapping
        let proposed = try book.take(mended)
        #expect(proposed.told == ["2 项目名称: 甲项目 → 甲号项目"] && proposed.gone.isEmpty)
        #expect(try book.plan(mended).isEmpty)
    }

    @Test func aNumberThatIsFilledInIsHeldBack() throws {
        let head = "项目编号,单位,项目名称,总投资额(万元),合同签约时间\n"
        var book = Book()
        try book.take(head + ",u,甲项目,100,2024-01-05\n")
        let numbered = head + "P-1,u,甲项目,100,2024-01-05\n"
        let plan = try book.plan(numbered)
        #expect(plan.held[0].rename == RenamedRow(now: ["P-1"], was: ["甲项目"]))
        var mapping = try book.read(numbered).file.mapping
        mapping.renamed = [plan.held[0].rename!]
        book.reader.mapping = mapping
        let proposed = try book.take(numbered)
        #expect(proposed.told == ["2 项目编号: - → P-1"])
        #expect(Set(book.journal.map { $0.fact.derivedSubject }).count == 1)
        #expect(try book.plan(numbered).isEmpty)
    }

    @Test func theKeyCanBeChosen() throws {
        var book = Book()
        var mapping = try book.read(head).file.mapping
        mapping.keys = ["项目名称", "投资方"]
        book.reader.mapping = mapping
        try book.take(head + "1,u,甲,A,100,2024-01-05,\n2,u,甲,B,200,2024-01-06,\n")
        #expect(book.journal.count == 2)
        #expect(
            try book.read(head + "1,u,甲,A,1,2024-01-05,\n2,u,甲,B,2,2024-01-06,\n").tally.flagged
                == 0)
        let plan = try book.plan(head + "1,u,甲,B,200,2024-01-06,\n")
        #expect(plan.gone.count == 1 && plan.changes.isEmpty)
    }
}

@Suite struct MappingTests {
    private let head = "序号,单位,项目名称,总投资额(亿元),合同签约时间,所属产业链,用地,备注\n"
    private let row = "1,u,甲,2,2024-01-05,电子,30,急\n"

    private func reader(_ change: (inout LedgerMapping) -> Void = { _ in }) throws -> LedgerReader {
        var reader = Desk.reader()
        var mapping = try Desk.read(head + row).file.mapping
        change(&mapping)
        reader.mapping = mapping
        return reader
    }

    private func read(_ text: String, _ reader: LedgerReader) throws -> LedgerReading {
        try reader.read(Array(text.utf8), file: "ledger.csv")
    }

    @Test func whatIsRemembered() throws {
        let mapping = try Desk.read(head + row).file.mapping
        #expect(mapping.ledger == "county" && mapping.kind == .projects)
        #expect(
            mapping.headings.map { "\($0.heading) \($0.column ?? "") \($0.unit ?? "")" } == [
                "序号 sequence ", "单位 unitName ", "项目名称 name ", "总投资额(亿元) amount 亿元",
                "合同签约时间 signedOn ", "所属产业链 chain ", "用地 details ", "备注 remark ",
            ])
        let data = try JSONEncoder().encode(mapping)
        #expect(try JSONDecoder().decode(LedgerMapping.self, from: data) == mapping)
        let again = try read(head + row, try reader())
        #expect(again.file.mapping == mapping && again.file.news.isEmpty)
    }

    @Test func newsOfHeadings() throws {
        let news = try read(
            "序号,单位,项目名称,计划投资额度(万元),合同签约时间,联系人,备注,总投资额\n1,u,甲,2,2024-01-05,张,急,3\n", try reader()
        ).file.news
        #expect(news.appeared == ["计划投资额度(万元)", "联系人"])
        #expect(news.vanished == ["所属产业链", "用地"])
        #expect(news.fieldsLost == ["所属产业链"])
        let unit = try read(head.replacing("亿元", with: "万元") + row, try reader()).file
        #expect(unit.news.unitsChanged == ["总投资额(亿元): 亿元 → 万元"])
        let lost = try read(
            head.replacing("合同签约时间", with: "何时").replacing("用地", with: "签约时间") + row, try reader())
        #expect(lost.file.news.fieldsLost == [])
    }

    @Test func aRememberedUnitHoldsWhereTheHeadingNamesNone() throws {
        let reading = try read(head.replacing("(亿元)", with: "") + row, try reader())
        #expect(reading.rows[0].signed?.terms.totalInvestment?.fen == 20_000_000_000)
        #expect(try Desk.read(head.replacing("(亿元)", with: "") + row).rows[0].findings.count == 1)
    }

    @Test func theMappingGoesBeforeTheTitle() throws {
        let plain = head.replacing("(亿元)", with: "") + row
        var reader = try reader { mapping in
            mapping.headings[3].heading = "总投资额"
            (mapping.headings[3].unit, mapping.headings[3].unitFrom) = ("万元", nil)
        }
        let overruled = try read("单位：亿元\n" + plain, reader)
        #expect(overruled.rows[1].signed?.terms.totalInvestment?.fen == 2_000_000)
        #expect(overruled.file.mapping.headings[3].unit == "万元")
        #expect(overruled.file.news.titlesOverruled == ["总投资额: 万元, 亿元"])
        #expect(!overruled.file.news.mustStop)
        // A unit that came from a title is told when the title changes or goes.
        reader.mapping = try Desk.read("单位：万元\n" + plain).file.mapping
        #expect(reader.mapping?.headings[3].unitFrom == "title")
        #expect(try read("单位：万元\n" + plain, reader).file.news.isEmpty)
        let changed = try read("单位：亿元\n" + plain, reader).file
        #expect(changed.news.unitsChanged == ["总投资额: 万元 → 亿元"] && changed.news.mustStop)
        #expect(try read(plain, reader).file.news.unitsChanged == ["总投资额: 万元 → -"])
        // Once a person went on, the mapping decides.
        reader.mapping = changed.mapping
        #expect(try !read("单位：亿元\n" + plain, reader).file.news.mustStop)
    }

    @Test func aUnitThatLeftItsHeadingIsTold() throws {
        let plain = head.replacing("(亿元)", with: "") + row
        #expect(try read(plain, try reader()).file.news.unitsChanged == ["总投资额(亿元): 亿元 → -"])
    }

    @Test func aTypoInAMappingIsRefused() throws {
        #expect(throws: LedgerError.mappedColumnUnknown("amuont", heading: "总投资额(亿元)")) {
            try read(head + row, try reader { $0.headings[3].column = "amuont" })
        }
        #expect(throws: LedgerError.mappedUnitUnknown("万员", heading: "总投资额(亿元)")) {
            try read(head + row, try reader { $0.headings[3].unit = "万员" })
        }
        #expect(throws: LedgerError.mappedKeyMissing("项目名")) {
            try read(head + row, try reader { $0.keys = ["项目名"] })
        }
    }

    @Test func aPersonDecides() throws {
        let mended = try reader { mapping in
            mapping.headings[6].column = "site"
            mapping.headings[5].column = "details"
        }
        let row = try read(head + row, mended).rows[0]
        #expect(row.signed?.terms.site == "30")
        #expect(row.details == ["所属产业链": "电子"])
    }

    @Test func anUnknownHeadingCanBeMapped() throws {
        let text = "单位,项目名称,投资规模（亿元）,合同签约时间\nu,甲,2,2024-01-05\n"
        #expect(throws: LedgerError.self) { try Desk.read(text) }
        var reader = Desk.reader()
        var mapping = LedgerMapping(ledger: "county", kind: .projects)
        mapping.headings = [MappedHeading(heading: "投资规模(亿元)", column: "amount")]
        reader.mapping = mapping
        let reading = try read(text, reader)
        #expect(reading.rows[0].signed?.terms.totalInvestment?.fen == 20_000_000_000)
        #expect(
            reading.file.mapping.headings.map(\.column) == [
                "unitName", "name", "amount", "signedOn",
            ])
    }

    @Test func whatIsMergedIsRemembered() throws {
        let head = "类别,单位,项目名称,总投资额(万元),合同签约时间\n"
        let mapping = try Desk.read(head + "工业,u,甲,1,2024-01-05\n,,乙,1,2024-01-05\n").file.mapping
        #expect(mapping.headings.map(\.merged) == [true, true, nil, nil, nil])
        var reader = Desk.reader()
        reader.mapping = mapping
        reader.mapping?.headings[1].merged = false
        let reading = try read(head + "工业,u,甲,1,2024-01-05\n,,乙,1,2024-01-05\n", reader)
        #expect(reading.rows[1].details == ["类别": "工业"])
        #expect(reading.rows[1].findings.map(\.path) == ["单位"])
    }
}
