// SPDX-License-Identifier: Apache-2.0
//
// What strict protobuf refuses, each with its rule and its exact path, and what it takes in any
// order.

import Pipeline
import Testing

@testable import Wire

@Suite("Strict protobuf")
struct StrictProtobufTests {
    private func expect(
        _ bytes: [UInt8], _ rule: Rule, _ path: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let found = finding(Fact.self, bytes, .protobuf)
        #expect(found?.rule == rule, sourceLocation: sourceLocation)
        #expect(found?.path == path, sourceLocation: sourceLocation)
    }

    @Test("Unknown fields")
    func unknown() {
        expect(Raw.number(9, 1), .unknownField, "9")
        expect(Raw.bytes(99, []), .unknownField, "99")
        expect(Raw.number(500, 1), .unknownField, "500")
        expect(Raw.bytes(32, Raw.text(12, "x")), .unknownField, "projectSigned.12")
        expect(Raw.bytes(33, Raw.text(1, "x")), .unknownField, "agreementUpgraded.1")
        expect(
            Raw.bytes(6, []) + Raw.bytes(6, Raw.number(9, 0)), .unknownField, "evidence[1].9")
    }

    @Test("Fields given twice")
    func twice() {
        expect(Raw.text(7, "a") + Raw.text(7, "a"), .duplicateKey, "note")
        expect(Raw.bytes(5, []) + Raw.bytes(5, []), .duplicateKey, "source")
        expect(Raw.bytes(34, []) + Raw.bytes(34, []), .duplicateKey, "projectStored")
        let money = Raw.number(1, 5) + Raw.number(1, 5)
        expect(
            Raw.bytes(32, Raw.bytes(9, money)), .duplicateKey,
            "projectSigned.totalInvestment.minorUnits")
    }

    @Test("More than one kind")
    func kinds() {
        expect(Raw.bytes(34, []) + Raw.bytes(32, []), .fieldNotAllowed, "projectStored")
        expect(Raw.bytes(80, []) + Raw.bytes(81, []), .fieldNotAllowed, "entitiesRegistered")
    }

    @Test("Unknown numbers of a choice", arguments: [3, 127, 128, 1 << 32, UInt64.max])
    func choices(number: UInt64) {
        expect(Raw.bytes(32, Raw.number(1, number)), .unknownChoice, "projectSigned.agreement")
    }

    @Test("Number 0 of a choice is unset")
    func unspecified() throws {
        let fact = try Fact.decode(from: Raw.bytes(32, Raw.number(1, 0)), as: .protobuf)
        #expect(fact.content == .projectSigned(ProjectSigned()))
    }

    @Test("Wrong wire types")
    func wireTypes() {
        expect(Raw.number(7, 1), .wrongType, "note")
        expect(Raw.number(5, 1), .wrongType, "source")
        expect(Raw.bytes(5, Raw.text(3, "1")), .wrongType, "source.row")
        expect(Raw.bytes(32, Raw.text(1, "CONTRACT")), .wrongType, "projectSigned.agreement")
        expect(Raw.number(6, 1), .wrongType, "evidence[0]")
        expect([7 << 3 | 5, 0, 0, 0, 0], .wrongType, "note")
        expect([7 << 3 | 1, 0, 0, 0, 0, 0, 0, 0, 0], .wrongType, "note")
        let flag = finding(Header.self, Raw.number(6, 2), .protobuf)
        #expect(flag?.rule == .wrongType)
        #expect(flag?.path == "allOrNothing")
    }

    @Test("Malformed bytes")
    func malformed() {
        expect([0x00, 0x00], .malformedMessage, "")
        expect([0x02, 0x00], .malformedMessage, "")
        expect([7 << 3 | 2], .malformedMessage, "note")
        expect([7 << 3 | 2, 5, 0x61], .malformedMessage, "note")
        expect([7 << 3 | 3], .malformedMessage, "note")
        expect([7 << 3 | 4], .malformedMessage, "note")
        expect([7 << 3 | 6], .malformedMessage, "note")
        expect([7 << 3 | 5, 0, 0, 0], .malformedMessage, "note")
        expect([0x3A] + [UInt8](repeating: 0xFF, count: 9) + [0x01], .malformedMessage, "note")
        expect(
            Raw.bytes(32, Raw.bytes(9, [0x08, 0x80])), .malformedMessage,
            "projectSigned.totalInvestment.minorUnits")
        expect(
            Raw.bytes(70, Raw.bytes(9, [0x01, 0x80])), .malformedMessage, "annualTaskSet.curve[1]")
    }

    @Test("Varints longer than they need be")
    func overlong() {
        expect(Raw.bytes(5, [0x18, 0x81, 0x00]), .malformedMessage, "source.row")
        expect([0xBA, 0x00, 0x01, 0x61], .malformedMessage, "")
        let eleven = [UInt8](repeating: 0x80, count: 10) + [0x01]
        expect(Raw.bytes(5, [0x18] + eleven), .malformedMessage, "source.row")
        let tooLarge = [UInt8](repeating: 0xFF, count: 9) + [0x02]
        expect(Raw.bytes(5, [0x18] + tooLarge), .malformedMessage, "source.row")
        let minusOne = [UInt8](repeating: 0xFF, count: 9) + [0x01]
        #expect(finding(Fact.self, Raw.bytes(5, [0x18] + minusOne), .protobuf) == nil)
    }

    @Test("Texts")
    func texts() {
        expect(Raw.bytes(7, [0xFF]), .malformedMessage, "note")
        expect(Raw.text(7, String(repeating: "x", count: 4_097)), .textTooLong, "note")
        expect(Raw.text(4, "30.06.2024"), .malformedDay, "effectiveOn")
        expect(Raw.bytes(6, Raw.text(3, "00")), .malformedDigest, "evidence[0].sha256")
    }

    @Test("Fields in any order, whole numbers packed or apart")
    func order() throws {
        let curve = Raw.number(9, 1) + Raw.bytes(9, [2, 3]) + Raw.number(9, 4)
        let bytes =
            Raw.bytes(70, curve) + Raw.text(7, "n") + Raw.bytes(6, Raw.text(2, "a"))
            + Raw.text(2, "s") + Raw.bytes(6, Raw.text(2, "b"))
        let fact = try Fact.decode(from: bytes, as: .protobuf)
        guard case .annualTaskSet(let task) = fact.content else {
            Issue.record("not a task")
            return
        }
        #expect(task.curve == [1, 2, 3, 4])
        #expect(fact.subject == "s")
        #expect(fact.evidence.map(\.number) == ["a", "b"])
    }

    @Test("Lenient reading passes over unknown fields only")
    func lenient() throws {
        let bytes =
            Raw.number(99, 1) + Raw.text(3, "sys.v1/Ping") + Raw.text(500, "x")
            + [0xC5, 0x06, 0, 0, 0, 0]
        let header = try WireCodec.decode(
            Header.self, from: bytes, as: .protobuf, strictness: .lenient)
        #expect(header.method == "sys.v1/Ping")
        let twice = bytes + Raw.text(3, "sys.v1/Info")
        #expect(finding(Header.self, twice, .protobuf, .lenient)?.rule == .duplicateKey)
        #expect(finding(Header.self, bytes, .protobuf, .strict)?.path == "99")
    }
}
