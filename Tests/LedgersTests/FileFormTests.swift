// SPDX-License-Identifier: Apache-2.0
//
// The bytes of a file: CSV, encodings, bounds.

import Pipeline
import Testing

@testable import Ledgers

@Suite struct FileFormTests {
    private func rows(_ text: String) throws -> [[String]] {
        var source = CSVRows(Array(text.utf8), limits: LedgerLimits())
        var rows: [[String]] = []
        while let row = try source.next() { rows.append(row) }
        return rows
    }

    @Test func cells() throws {
        #expect(try rows("a,b\r\nc,d\r\n") == [["a", "b"], ["c", "d"]])
        #expect(try rows("a,b\nc,d") == [["a", "b"], ["c", "d"]])
        #expect(try rows("a\rb") == [["a"], ["b"]])
        #expect(try rows("\"a,\"\"b\"\"\r\nc\",d\n") == [["a,\"b\"\r\nc", "d"]])
        #expect(try rows("a,\n,b") == [["a", ""], ["", "b"]])
        #expect(try rows("\n\na") == [[""], [""], ["a"]])
        #expect(try rows("5\" tube,\"\"") == [["5\" tube", ""]])
        #expect(try rows("") == [])
    }

    @Test func brokenQuotes() {
        #expect(throws: LedgerError.quoteNotClosed(row: 2, column: 2)) { try rows("a\nb,\"c\nd") }
        #expect(throws: LedgerError.textAfterQuote(row: 1, column: 1)) { try rows("\"a\"b") }
    }

    @Test func bounds() throws {
        let wide = String(repeating: ",", count: 256)
        #expect(throws: LedgerError.tooManyColumns(row: 1, limit: 256)) { try rows(wide) }
        #expect(try rows(String(wide.dropLast())).first?.count == 256)
        let long = String(repeating: "a", count: 65_537)
        for text in ["x,\(long)", "x,\"\(long)\""] {
            #expect(throws: LedgerError.cellTooLong(row: 1, column: 2, limit: 65_536)) {
                try rows(text)
            }
        }
        #expect(try rows(String(long.dropLast())).count == 1)
        var reader = Desk.reader()
        reader.limits.fileBytesMax = 10
        #expect(throws: LedgerError.fileTooLarge(bytes: 11, limit: 10)) {
            try reader.read([UInt8](repeating: 0x61, count: 11), file: "x.csv")
        }
    }

    private let text = "代码,名称,类型,设立日期\nshifan,示范县,县,2020-01-01\n"

    @Test func encodings() throws {
        let plain = try Desk.read(text)
        #expect(plain.file.encoding == .utf8)
        #expect(try Desk.read("\u{FEFF}" + text) == plain)
        // 代码,名称,类型,设立日期 ⏎ shifan,示范县,县,2020-01-01 ⏎ as GB18030.
        let bytes: [UInt8] =
            [
                0xB4, 0xFA, 0xC2, 0xEB, 0x2C, 0xC3, 0xFB, 0xB3, 0xC6, 0x2C, 0xC0, 0xE0, 0xD0, 0xCD,
                0x2C, 0xC9, 0xE8, 0xC1, 0xA2, 0xC8, 0xD5, 0xC6, 0xDA, 0x0A,
            ] + Array("shifan,".utf8) + [
                0xCA, 0xBE, 0xB7, 0xB6, 0xCF, 0xD8, 0x2C, 0xCF, 0xD8, 0x2C,
            ] + Array("2020-01-01\n".utf8)
        let reading = try Desk.reader().read(bytes, file: "ledger.csv")
        #expect(reading.file.encoding == .gb18030)
        #expect(reading.rows == plain.rows)
    }

    @Test func fourByteCharacters() throws {
        // 𠮷 (U+20BB7) is 95 34 B2 35 in GB18030.
        let text = try DecodedText([0x95, 0x34, 0xB2, 0x35, 0xB4, 0xFA])
        #expect(String(decoding: text.bytes, as: UTF8.self) == "𠮷代")
    }

    @Test func whatIsNoText() {
        let cut: [UInt8] = [0x61, 0xB4, 0xFA, 0xC2]
        #expect(throws: LedgerError.notText(byteOffset: 3)) { try DecodedText(cut) }
        let stray: [UInt8] = [0xB4, 0xFA, 0xFF, 0x61, 0x61]
        #expect(throws: LedgerError.notText(byteOffset: 2)) { try DecodedText(stray) }
        #expect(throws: LedgerError.notText(byteOffset: 1)) { try DecodedText([0x61, 0, 0x62, 0]) }
    }

    @Test func headings() throws {
        #expect(throws: LedgerError.unknownHeadings(["甲", "乙"])) { try Desk.read("甲,乙\n1,2\n") }
        let capital = LedgerError.unknownHeadings(["项目名称", "单位", "到位时间", "到位资金（万元）"])
        #expect(capital.description.hasSuffix("; as a sheet of capital it lacks 项目编号"))
        #expect(LedgerError.unknownHeadings(["甲", "单位"]).description.hasSuffix("甲, 单位"))
        #expect(throws: LedgerError.empty) { try Desk.read("\n \n") }
        #expect(throws: LedgerError.headingTwice("名称")) {
            try Desk.read("代码,名称,名称,类型,设立日期\n")
        }
        let titled = try Desk.read("示范县单位一览表,,,\n,,,\n" + text)
        #expect(titled.rows[0].outcome == .skipped(.title("示范县单位一览表")))
        #expect(titled.rows[1].outcome == .skipped(.blank))
        #expect(titled.rows[2].number == 4)
        #expect(titled.facts.count == 1)
        let english = try Desk.read(
            "Code,Name,Kind,Since,Colour\nshifan,示范县,COUNTY,2020-01-01,red\n")
        #expect(english.kind == .units)
        #expect(english.file.headingsKept == ["Colour"])
        #expect(english.facts.map(\.subject) == ["shifan"])
        #expect(english.facts[0].note == "Colour=red")
    }

    @Test func aCellBeyondTheHeadingsIsFlagged() throws {
        let reading = try Desk.read("代码,名称,类型,设立日期\nshifan,示范县,县,2020-01-01,,旧\n")
        #expect(reading.rows[0].findings.map(\.path) == ["column 6"])
        #expect(reading.facts[0].note == "column 6=旧")
    }
}
