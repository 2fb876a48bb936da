// SPDX-License-Identifier: Apache-2.0
//
// Which rows are not the same though they have one key, which are though they have not, and what undo
// and `--again` make of them.

import Pipeline
import Testing

@testable import Ledgers

extension Book {
    /// Takes the last import of a sheet back.
    mutating func undo(_ text: String) throws {
        var undo = LedgerUndo(lastOf: try reader.run(Array(text.utf8)), digest: Desk.digest)
        for logged in journal { undo.take(logged) }
        log(undo.voids(reason: "错导").map(\.fact))
    }

    /// A person's void.
    mutating func void(_ fact: Fact, id: UInt64) {
        var voided = Voided()
        (voided.of, voided.subject, voided.reason) = (fact.id, fact.derivedSubject, "虚假项目")
        var void = Fact()
        void.id = FactID(high: 1, low: id)
        void.content = .voided(voided)
        log([void])
    }

    /// What stands, by its words.
    var amountsInForce: [String] {
        let state = state
        return state.ids.compactMap { id in
            guard case .inForce(let logged) = state.standing(of: id) else { return nil }
            return logged.fact.places[.column(.amount)]
        }.sorted()
    }
}

@Suite struct SyncMatchingTests {
    private let capital = "项目编号,单位,到位时间,到位资金(万元)\n"
    private let projects = "单位,项目名称,总投资额(万元),合同签约时间\n"

    @Test func anotherMonthsArrivalIsNoCorrection() throws {
        var book = Book()
        try book.take(capital + "P2023-003,u,2024-05-16,500\n")
        let june = capital + "P2023-003,u,2024-06-16,700\n"
        let plan = try book.plan(june)
        #expect(plan.corrections.isEmpty && plan.new.count == 1 && plan.gone.count == 1)
        #expect(plan.mayReplace && plan.isOfAnotherLedger)
        try book.take(june)
        #expect(book.amountsInForce == ["500万元", "700万元"])
        #expect(try book.plan(june).new.isEmpty)
        // What shares its day is the same arrival.
        #expect(
            try book.plan(capital + "P2023-003,u,2024-06-16,701\n").told
                == ["2 到位资金(万元): 700万元 → 701万元"])
    }

    @Test func anotherProjectOfOneNameIsHeldBack() throws {
        var book = Book()
        try book.take(projects + "东岭镇,同名,5000,2024-01-05\n")
        let plan = try book.plan(projects + "北川街道,同名,8000,2024-03-09\n")
        #expect(plan.corrections.isEmpty && plan.changes.isEmpty)
        #expect(plan.gone.count == 1 && plan.held.map(\.row) == [2] && plan.new.isEmpty)
        // One cell that is the same makes it one project.
        #expect(try book.plan(projects + "东岭镇,同名,8000,2024-03-09\n").corrections.count == 1)
    }

    @Test func aRowWithoutFactsLeavesNoGap() throws {
        var book = Book()
        let rows = ["u,同名,5,待定\n", "u,同名,8,2024-03-09\n"]
        try book.take(projects + rows.joined())
        #expect(try book.plan(projects + rows.reversed().joined()).isEmpty)
    }

    @Test func swappedArrivalsAfterUndoAndAgain() throws {
        var book = Book()
        let rows = ["P,u,2024-01-05,10\n", "P,u,2024-02-05,20\n"]
        try book.take(capital + rows.joined())
        try book.undo(capital + rows.joined())
        try book.take(capital + rows.joined()) { $0.again = true }
        #expect(book.amountsInForce == ["10万元", "20万元"])
        #expect(try book.plan(capital + rows.reversed().joined()).isEmpty)
    }

    @Test func mendedRowsAreHeldBack() throws {
        let entities = "日期,单位,类型,新设\n"
        let vouchers = "项目编号,单位,到位时间,到位资金(万元),凭证号\n"
        let units = "代码,名称,类型,设立日期\n"
        for (was, now) in [
            (entities + "2024-09-30,u,企业,12\n", entities + "2024-09-29,u,企业,12\n"),
            (vouchers + "P-1,u,2024-05-16,500,V1\n", vouchers + "P-2,u,2024-05-16,500,V1\n"),
            (vouchers + "P-1,u,2024-05-16,500,V1\n", vouchers + "P-1,u,2024-05-17,500,V2\n"),
            (projects + "u,甲,5000,2024-01-05\n", projects + "u,甲号,6000,2024-01-05\n"),
            (units + "a,东岭镇,镇,2020-01-01\n", units + "b,东岭镇,镇,2020-01-01\n"),
        ] {
            var book = Book()
            try book.take(was)
            let plan = try book.plan(now)
            #expect(plan.held.count == 1 && plan.new.isEmpty, "\(now)")
        }
        let investors = "单位,项目名称,投资方,总投资额(万元),合同签约时间\n"
        var book = Book()
        try book.take(investors + "u,甲,某公司,5000,2024-01-05\n")
        #expect(try book.plan(investors + "v,乙,某公司,6000,2024-02-05\n").held.count == 1)
        #expect(try book.plan(investors + "v,乙,某厂,6000,2024-02-05\n").mayReplace)
    }

    @Test func whatAPersonVoidedStaysVoid() throws {
        var book = Book()
        let sheet = projects + "u,甲,5000,2024-01-05\nu,虚,6000,2024-02-05\n"
        try book.take(sheet)
        book.void(book.journal[1].fact, id: 1)
        #expect(try book.plan(sheet).voided.map(\.isByHand) == [true])
        try book.undo(sheet)
        #expect(book.amountsInForce == [])
        let again = try book.take(sheet) { $0.again = true }
        #expect(again.voided.map(\.row) == [3] && again.voided.map(\.isByHand) == [true])
        #expect(book.amountsInForce == ["5000万元"])
        // What was stated anew and then voided by a person stays void too.
        book.void(book.journal[book.journal.count - 1].fact, id: 2)
        #expect(try book.plan(sheet) { $0.again = true }.new.isEmpty)
    }

    @Test func anImportAfterAnotherHasANameOfItsOwn() throws {
        var book = Book()
        let one = projects + "u,甲,5000,2024-01-05\n"
        let other = projects + "u,甲,6000,2024-01-05\nu,乙,1,2024-01-06\n"
        let sheet = try book.reader.run(Array(one.utf8))
        try book.take(one)
        // A retry is the same import.
        #expect(try book.read(one).file.run == sheet)
        try book.take(other)
        let back = try book.take(one)
        #expect(back.corrections.map(\.fact.source?.system) == ["\(sheet)-2"])
        #expect(try book.read(one).file.run == "\(sheet)-2")
        try book.undo(one)
        #expect(book.amountsInForce == ["1万元", "6000万元"])
        #expect(try book.read(one).file.run == "\(sheet)-3")
        // Undone twice is undone once.
        try book.undo(one)
        #expect(book.amountsInForce == ["1万元", "6000万元"])
    }

    @Test func aFilledCellMovesNoOtherDetail() throws {
        let names = (1...130).map { "列\($0)" }
        let head = "单位,项目名称,总投资额(万元),合同签约时间,\(names.joined(separator: ","))\n"
        var cells = names.map { $0 + "值" }
        cells[3] = ""
        var book = Book()
        func sheet() -> String { head + "u,甲,1,2024-01-05,\(cells.joined(separator: ","))\n" }
        try book.take(sheet())
        cells[3] = "新"
        let plan = try book.take(sheet())
        #expect(plan.told == ["2 列4: - → 新"] && plan.corrections.count == 1)
        #expect(try book.plan(sheet()).isEmpty)
        for fact in book.journal.map(\.fact) {
            if case .detailsSet(let set)? = fact.content { #expect(set.details.count <= 100) }
        }
        // Emptied cells of any part are told.
        cells[120] = ""
        #expect(try book.plan(sheet()).emptied.map(\.told) == ["2 列121: 列121值 → -"])
        for index in 96..<130 { cells[index] = "" }
        #expect(try book.plan(sheet()).emptied.count == 34)
    }

    @Test func piecesOfLongTextsHaveRoom() throws {
        let names = (1...90).map { "列\($0)" }
        let head = "单位,项目名称,总投资额(万元),合同签约时间,\(names.joined(separator: ","))\n"
        let long = String(repeating: "长", count: 20_000)
        let cells = names.map { _ in long }.joined(separator: ",")
        var book = Book()
        try book.take(head + "u,甲,1,2024-01-05,\(cells)\n")
        let sets = book.journal.compactMap { logged -> DetailsSet? in
            if case .detailsSet(let set)? = logged.fact.content { set } else { nil }
        }
        #expect(sets.allSatisfy { $0.details.count <= 100 })
        let texts = sets.flatMap(\.details).compactMap(\.text)
        #expect(texts.reduce(0) { $0 + $1.count } == 90 * 20_000)
        #expect(Set(book.journal.map(\.fact.id)).count == book.journal.count)
    }
}
