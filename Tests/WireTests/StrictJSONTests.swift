// SPDX-License-Identifier: Apache-2.0
//
// What strict JSON refuses, each with its rule and its exact path, and what it takes in any form.

import Pipeline
import Testing

@testable import Wire

struct Refused: Sendable, CustomTestStringConvertible {
    var text: String
    var rule: Rule
    var path: String

    init(_ text: String, _ rule: Rule, _ path: String) {
        self.text = text
        self.rule = rule
        self.path = path
    }

    var testDescription: String { String(text.prefix(60)) }
}

@Suite("Strict JSON")
struct StrictJSONTests {
    static let refused: [Refused] = [
        Refused(#"{"colour":"red"}"#, .unknownField, "colour"),
        Refused(#"{"Note":"x"}"#, .unknownField, "Note"),
        Refused(#"{"projectSigned":{"nam":"x"}}"#, .unknownField, "projectSigned.nam"),
        Refused(#"{"evidence":[{},{"sha":1}]}"#, .unknownField, "evidence[1].sha"),
        Refused(#"{"projectSuspected":{}}"#, .unknownField, "projectSuspected"),
        Refused(#"{"note":"a","note":"a"}"#, .duplicateKey, "note"),
        Refused(#"{"note":"a","n\u006fte":"a"}"#, .duplicateKey, "note"),
        Refused(
            #"{"projectSigned":{"totalInvestment":{"currency":"CNY","currency":"CNY"}}}"#,
            .duplicateKey, "projectSigned.totalInvestment.currency"),
        Refused(#"{"projectSigned":{},"projectSigned":{}}"#, .duplicateKey, "projectSigned"),
        Refused(#"{"projectStored":{},"projectSigned":{}}"#, .fieldNotAllowed, "projectStored"),
        Refused(
            #"{"projectSigned":{"agreement":"CONTRAKT"}}"#, .unknownChoice,
            "projectSigned.agreement"),
        Refused(
            #"{"projectSigned":{"agreement":"contract"}}"#, .unknownChoice,
            "projectSigned.agreement"),
        Refused(
            #"{"projectSigned":{"agreement":"UNSPECIFIED"}}"#, .unknownChoice,
            "projectSigned.agreement"),
        Refused(
            #"{"projectSigned":{"agreement":2}}"#, .wrongType, "projectSigned.agreement"),
        Refused(
            #"{"projectSigned":{"totalInvestment":{"minorUnits":1.5}}}"#, .wrongType,
            "projectSigned.totalInvestment.minorUnits"),
        Refused(#"{"source":{"row":1e3}}"#, .wrongType, "source.row"),
        Refused(#"{"source":{"row":1.0}}"#, .wrongType, "source.row"),
        Refused(#"{"source":{"row":"1.5"}}"#, .wrongType, "source.row"),
        Refused(#"{"source":{"row":"007"}}"#, .wrongType, "source.row"),
        Refused(#"{"source":{"row":""}}"#, .wrongType, "source.row"),
        Refused(#"{"source":{"row":" 1"}}"#, .wrongType, "source.row"),
        Refused(#"{"source":{"row":9223372036854775808}}"#, .wrongType, "source.row"),
        Refused(#"{"source":{"row":"-9223372036854775809"}}"#, .wrongType, "source.row"),
        Refused(#"{"source":{"row":true}}"#, .wrongType, "source.row"),
        Refused(#"{"source":[]}"#, .wrongType, "source"),
        Refused(#"{"source":null}"#, .wrongType, "source"),
        Refused(#"{"note":null}"#, .wrongType, "note"),
        Refused(#"{"note":7}"#, .wrongType, "note"),
        Refused(#"{"evidence":{}}"#, .wrongType, "evidence"),
        Refused(#"{"evidence":[{},7]}"#, .wrongType, "evidence[1]"),
        Refused(#"{"annualTaskSet":{"curve":[1,"2","x"]}}"#, .wrongType, "annualTaskSet.curve[2]"),
        Refused(#"{"evidence":[{"sha256":"00"}]}"#, .malformedDigest, "evidence[0].sha256"),
        Refused(#"{"id":"1"}"#, .malformedID, "id"),
        Refused(#"{"effectiveOn":"2024-6-30"}"#, .malformedDay, "effectiveOn"),
        Refused(#"{"effectiveOn":"2023-02-29"}"#, .malformedDay, "effectiveOn"),
        Refused(#"{"unit":""}"#, .malformedCode, "unit"),
        Refused(
            #"{"projectSigned":{"investorCode":"91350100M000100Y44"}}"#, .malformedCreditCode,
            "projectSigned.investorCode"),
        Refused("[]", .wrongType, ""),
        Refused("\"{}\"", .wrongType, ""),
    ]

    @Test("Is refused with its path", arguments: refused)
    func refusal(_ refused: Refused) {
        let found = finding(Fact.self, Array(refused.text.utf8), .json)
        #expect(found?.rule == refused.rule)
        #expect(found?.path == refused.path)
    }

    static let malformed: [Refused] = [
        "", " ", "{", "}", "{}}", "{}{}", "{,}", #"{"note"}"#, #"{"note":}"#, #"{"note":"a",}"#,
        #"{"note":"a" "unit":"b"}"#, #"{note:"a"}"#, #"{'note':'a'}"#, "nul", "{\"note\":\"\n\"}",
        #"{"note":"\x"}"#, #"{"note":"\u12"}"#, #"{"note":"\ud800"}"#, #"{"note":"\udc00"}"#,
        #"{"note":"\ud800\u0041"}"#, #"{"note":+1}"#, #"{"note":01}"#, #"{"note":1.}"#,
        #"{"note":.5}"#, #"{"note":1e}"#, #"{"note":-}"#, #"{"note":tru}"#, #"{"note":trues}"#,
        #"{"note":NaN}"#, "\u{FEFF}{}",
    ].map { Refused($0, .malformedMessage, "") }

    @Test("Is no JSON", arguments: malformed)
    func notJSON(_ refused: Refused) {
        #expect(finding(Fact.self, Array(refused.text.utf8), .json)?.rule == .malformedMessage)
    }

    @Test("A fault of the text is told with its place")
    func faultPath() {
        let text = #"{"evidence":[{},{"number":"a","sha256":tru}]}"#
        let found = finding(Fact.self, Array(text.utf8), .json)
        #expect(found?.path == "evidence[1].sha256")
        #expect(found?.detail == "no value is written so, at byte 42")
    }

    @Test("Order, blanks and escapes are free")
    func freedom() throws {
        let text = """
             {  "projectSigned" : {"totalInvestment":{"minorUnits": -0 },\t"name":"\\u7b7e\\u7ea6"},
              "source":{"row":"12"}, "evidence" : [ ] , "note":"\\ud83d\\ude00\\/\\n" }\r\n
            """
        let fact = try Fact.decode(from: Array(text.utf8), as: .json)
        guard case .projectSigned(let signed) = fact.content else {
            Issue.record("not a signing")
            return
        }
        #expect(signed.name == "签约")
        #expect(signed.terms.totalInvestment?.minorUnits == 0)
        #expect(fact.source?.row == 12)
        #expect(fact.note == "😀/\n")
    }

    @Test("A text has a limit, counted unescaped")
    func textLimit() {
        let fits = String(repeating: "x", count: 4_096)
        #expect(finding(Fact.self, Array(#"{"note":"\#(fits)"}"#.utf8), .json) == nil)
        let escaped = String(repeating: #"\u0041"#, count: 4_096)
        #expect(finding(Fact.self, Array(#"{"note":"\#(escaped)"}"#.utf8), .json) == nil)
        let found = finding(Fact.self, Array(#"{"note":"\#(fits)x"}"#.utf8), .json)
        #expect(found == Finding(.textTooLong, at: "note", "over 4096 bytes"))
    }

    @Test(
        "A text is UTF-8", arguments: [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xE7, 0xAD]])
    func utf8(_ bytes: [UInt8]) {
        let text = Array(#"{"note":""#.utf8) + bytes + Array(#""}"#.utf8)
        let found = finding(Fact.self, text, .json)
        #expect(found == Finding(.malformedMessage, at: "note", "not UTF-8"))
    }

    @Test("Nesting has a limit")
    func nesting() {
        let deep = Array(String(repeating: "[", count: 1_000_000).utf8)
        #expect(finding(Fact.self, deep, .json)?.rule == .malformedMessage)
        let header =
            #"{"x":"# + String(repeating: "[", count: 31) + String(repeating: "]", count: 31)
        #expect(finding(Header.self, Array((header + "}").utf8), .json, .lenient) == nil)
    }

    @Test("Lenient reading passes over unknown fields only")
    func lenient() throws {
        let text =
            #"{"new":{"deep":[1,{"a":null}]},"method":"sys.v1/Ping","new":2,"timeoutMs":"5"}"#
        let header = try WireCodec.decode(
            Header.self, from: Array(text.utf8), as: .json, strictness: .lenient)
        #expect(header.method == "sys.v1/Ping")
        #expect(header.timeoutMs == 5)
        let twice = #"{"method":"a","x":1,"method":"b"}"#
        #expect(finding(Header.self, Array(twice.utf8), .json, .lenient)?.rule == .duplicateKey)
        let wrong = #"{"position":{"head":1.5}}"#
        let found = finding(Header.self, Array(wrong.utf8), .json, .lenient)
        #expect(found?.path == "position.head")
    }
}
