// SPDX-License-Identifier: Apache-2.0
//
// The monthly edited sheet against what is journaled (DESIGN.md, section 5, "Import identity").

import Pipeline
import Testing
import Wire

@testable import Ledgers

@Suite struct SyncTests {
    private let head = "序号,单位,项目名称,投资方,总投资额(万元),合同签约时间,开工时间,用地(亩),备注\n"
    private let rows = [
        "1,u,甲,某公司,100,2024-01-05,2024-02-01,30,急\n", "2,u,乙,,200,2024-01-06,,,\n",
        "3,v,丙,某厂,TBC,2024-01-07,,,\n",
    ]
    private var sheet: String { head + rows.joined() }

    private func book() throws -> Book {
        var book = Book()
        try book.take(sheet)
        return book
    }

    @Test func theSameSheetProposesNothing() throws {
        let book = try book()
        let plan = try book.plan(sheet)
        #expect(plan.isEmpty && plan.unchanged == book.journal.count)
        #expect(book.journal.count == 6)
    }

    @Test func whereRowsAndColumnsStandMakesNoDifference() throws {
        let book = try book()
        #expect(try book.plan(head + rows.reversed().joined()).isEmpty)
        #expect(try book.plan("某县台账,,,\n" + sheet).isEmpty)
        let moved = try book.plan(
            "用地（亩）,备注,项目名称,合同签约时间,单位,总投资额(万元),投资方,开工时间,序号\n"
                + "30,急,甲,2024/1/5,u,\"100.00\",某公司,45323,9\n,,乙,2024年1月6日,u,0.02亿,,,8\n"
                + ",,丙,2024-01-07,v,TBC,某厂,,7\n")
        #expect(moved.corrections.isEmpty == false)
        // Without a mapping a heading in other brackets is another heading; with one it is the same.
        var remembered = book
        remembered.reader.mapping = try book.read(sheet).file.mapping
        #expect(
            try remembered.plan(
                "用地（亩）,备注,项目名称,合同签约时间,单位,总投资额(万元),投资方,开工时间,序号\n"
                    + "30,急,甲,2024/1/5,u,\"100.00\",某公司,45323,9\n,,乙,2024年1月6日,u,0.02亿,,,8\n"
                    + ",,丙,2024-01-07,v,TBC,某厂,,7\n"
            ).isEmpty)
    }

    @Test func aRowInTheMiddleIsNewAndMovesNoOther() throws {
        var book = try book()
        let plan = try book.take(head + rows[0] + "2,w,新,,5,2024-03-01,,,\n" + rows[1] + rows[2])
        #expect(plan.newRows == 1 && plan.new.count == 1 && plan.changes.isEmpty)
        #expect(plan.new[0].source?.row == 3)
    }

    @Test func whatIsFilledIsNewWhatChangesIsProposed() throws {
        var book = try book()
        let edited =
            head + "1,u,甲,某公司,120,2024-01-08,2024-02-01,30,急\n"
            + "2,u,乙,某厂,200,2024-01-06,2024-05-01,,\n" + rows[2]
        let plan = try book.plan(edited)
        #expect(
            plan.told == [
                "2 合同签约时间: 2024-01-05 → 2024-01-08", "2 总投资额(万元): 100万元 → 120万元",
                "3 开工时间: - → 2024-05-01", "3 投资方: - → 某厂",
            ])
        #expect(plan.new.map(\.content?.kind) == [.projectStarted] && plan.newRows == 0)
        #expect(plan.corrections.map(\.row) == [2, 3])
        guard case .corrected(let corrected)? = plan.corrections[0].fact.content else {
            Issue.record("no correction")
            return
        }
        #expect(corrected.of == book.journal[0].fact.id)
        #expect(corrected.reason == "county row 2: 合同签约时间, 总投资额(万元) changed")
        #expect(corrected.restated?.effectiveOn?.text == "2024-01-08")
        #expect(corrected.restated?.id == nil && corrected.restated?.source == nil)
        #expect(corrected.restated?.note == "急")
        try book.take(edited)
        #expect(try book.plan(edited).isEmpty)
        // A third edit corrects the correction.
        let third = edited.replacing("120", with: "130")
        let again = try book.take(third)
        #expect(again.told == ["2 总投资额(万元): 120万元 → 130万元"])
        guard case .corrected(let newer)? = again.corrections[0].fact.content else {
            Issue.record("no correction")
            return
        }
        #expect(newer.of == plan.corrections[0].fact.id)
        #expect(try book.plan(third).isEmpty)
        // And back again: a content that was there before is a correction of its own.
        let back = try book.take(edited)
        #expect(back.corrections.count == 1)
        #expect(Set(book.journal.map(\.fact.id)).count == book.journal.count)
        #expect(try book.plan(edited).isEmpty)
    }

    @Test func aRetryIsTheSameCorrection() throws {
        let book = try book()
        let edited = sheet.replacing(",100,", with: ",101,")
        let one = try book.plan(edited) { $0.reason = "核对" }
        let other = try book.plan("\n" + edited)
        #expect(one.corrections[0].fact.id == other.corrections[0].fact.id)
        let third = try book.plan(sheet.replacing(",100,", with: ",102,"))
        #expect(third.corrections[0].fact.id != one.corrections[0].fact.id)
    }

    @Test func whatIsEmptiedOrGoneIsToldAndStays() throws {
        var book = try book()
        let edited = head + "1,u,甲,,100,2024-01-05,,,\n" + rows[1]
        let plan = try book.take(edited)
        #expect(
            Set(plan.emptied.map(\.told)) == [
                "2 投资方: 某公司 → -", "2 用地(亩): 30 → -", "2 备注: 急 → -", "2 开工时间: 2024-02-01 → -",
            ])
        #expect(plan.gone.map(\.name) == ["丙"] && plan.gone[0].formerRow == 4)
        #expect(plan.gone[0].facts.count == 2)
        #expect(plan.new.isEmpty && plan.corrections.isEmpty && plan.changes.isEmpty)
    }

    @Test func whatCouldNotBeReadAndThenCan() throws {
        var book = try book()
        let plan = try book.take(sheet.replacing("TBC", with: "300"))
        #expect(plan.told == ["4 总投资额(万元): TBC → 300万元"])
        #expect(plan.corrections.count == 2)
        // Details are never empty: the last one is taken away by name.
        guard case .corrected(let corrected)? = plan.corrections[1].fact.content,
            case .detailsSet(let set)? = corrected.restated?.content
        else {
            Issue.record("no details")
            return
        }
        #expect(set.details.map(\.name) == ["总投资额(万元)"] && set.details[0].text == nil)
        let back = try book.take(sheet)
        #expect(back.told == ["4 总投资额(万元): 300万元 → TBC"])
    }

    @Test func aPersonsCorrectionIsSeen() throws {
        var book = try book()
        var restated = book.journal[0].fact
        guard case .projectSigned(var signed)? = restated.content else { return }
        signed.terms.totalInvestment = Money(fen: 150_000_000)
        restated.content = .projectSigned(signed)
        (restated.id, restated.source) = (nil, nil)
        var corrected = Corrected()
        (corrected.of, corrected.reason, corrected.restated) = (
            book.journal[0].fact.id, "x", restated
        )
        var fact = Fact()
        fact.id = FactID(high: 1, low: 2)
        fact.content = .corrected(corrected)
        book.log([fact])
        #expect(try book.plan(sheet).told == ["2 总投资额(万元): 150万元 → 100万元"])
        #expect(try book.plan(sheet.replacing(",100,", with: ",150,")).isEmpty)
    }

    @Test func whatWasVoidedComesBackOnlyWhenAsked() throws {
        var book = try book()
        var undo = LedgerUndo(run: try book.read(sheet).file.run, digest: Desk.digest)
        for logged in book.journal { undo.take(logged) }
        let voids = undo.voids(reason: "错导")
        #expect(voids.map(\.position) == book.journal.map(\.position).reversed())
        book.log(voids.map(\.fact))
        let plan = try book.plan(sheet)
        #expect(plan.new.isEmpty && plan.voided.count == 6 && plan.gone.isEmpty)
        let again = try book.take(sheet) { $0.again = true }
        #expect(again.new.count == 6)
        #expect(try book.plan(sheet).isEmpty)
        #expect(Set(book.journal.map(\.fact.id)).count == book.journal.count)
    }

    @Test func aSecondUndoDoesNothing() throws {
        var book = try book()
        let run = try book.read(sheet).file.run
        func voids() -> [LedgerVoid] {
            var undo = LedgerUndo(run: run, digest: Desk.digest)
            for logged in book.journal { undo.take(logged) }
            return undo.voids(reason: "错导")
        }
        book.log(voids().map(\.fact))
        #expect(voids().isEmpty)
        // A void that is voided brings its fact back, and that can be taken back again.
        var voided = Voided()
        let void = book.journal[6].fact
        (voided.of, voided.subject, voided.reason) = (void.id, void.derivedSubject, "x")
        var fact = Fact()
        fact.id = FactID(high: 3, low: 4)
        fact.content = .voided(voided)
        book.log([fact])
        #expect(voids().count == 1 && voids()[0].fact.id != void.id)
    }

    @Test func anUndoneEditLeavesWhatWasBefore() throws {
        var book = try book()
        let edited = sheet.replacing(",100,", with: ",101,") + "4,u,丁,,7,2024-02-02,,,\n"
        try book.take(edited)
        var undo = LedgerUndo(run: try book.read(edited).file.run, digest: Desk.digest)
        for logged in book.journal { undo.take(logged) }
        #expect(undo.facts == 2)
        book.log(undo.voids(reason: "错导").map(\.fact))
        #expect(try book.plan(sheet).isEmpty)
        // The same edit once more is a correction of its own.
        let again = try book.take(edited) { $0.again = true }
        #expect(again.corrections.count == 1 && again.new.count == 1)
        #expect(Set(book.journal.map(\.fact.id)).count == book.journal.count)
        #expect(try book.plan(edited).isEmpty)
    }
}
