// SPDX-License-Identifier: Apache-2.0
//
// Messages that are broken, or not ours: each is answered with rule and path where a return path can
// be read, journals nothing, and leaves the worker serving.

import Foundation
import Pipeline
import Testing
import Wire

extension SystemTests {
    @Suite struct MessageTests {
        private static let id = "0190a3b2-0000-7000-8000-000000000001"

        /// The start of a fact in JSON; each case ends it.
        private static let begun = """
            {"id":"\(id)","subject":"P","unit":"u","effectiveOn":"2024-02-01",
            """

        private func ground(_ installed: Installed) throws {
            try installed.launch("serve")
            try installed.logAll([
                try fact("unitDefined", "u", unit: nil, on: "2024-01-01", "name=U", "kind=COUNTY"),
                try fact(
                    "projectSigned", "P", unit: "u", on: "2024-01-02", "agreement=CONTRACT",
                    "name=P"),
            ])
        }

        private func header(_ encoding: Wire.Encoding) -> [UInt8] {
            var header = Header()
            header.version = 1
            header.kind = .request
            header.method = "ingest.v1/LogFacts"
            header.requestId = FactID(
                high: .random(in: .min ... .max), low: .random(in: .min ... .max))
            return WireCodec.encode(header, as: encoding)
        }

        private func log(
            _ bodies: [[UInt8]], as encoding: Wire.Encoding, _ installed: Installed
        ) throws -> [Outcome] {
            let answer = try #require(
                try installed.exchange([[], header(encoding)] + bodies, with: installed.ingest))
            try #require(answer.header.status == .ok, "\(answer.header)")
            return try answer.body(LogFactsReply.self).outcomes
        }

        @Test(arguments: [
            (
                #""capitalArrived":{"amount":{"minorUnits":1.5,"currency":"CNY"}}}"#,
                "wrongType", "capitalArrived.amount.minorUnits"
            ),
            (#""capitalArrived":{"amonut":{}}}"#, "unknownField", "capitalArrived.amonut"),
            (#""capitalArrived":{"basis":"INCREMNT"}}"#, "unknownChoice", "capitalArrived.basis"),
            (#""note":"a","note":"b","projectStored":{}}"#, "duplicateKey", "note"),
            (#""note":7,"projectStored":{}}"#, "wrongType", "note"),
            (
                #""projectSigned":{"investorCode":"91990102MABEMAH9PF"}}"#,
                "malformedCreditCode", "projectSigned.investorCode"
            ),
            (#""projectStored":{"#, "malformedMessage", ""),
        ])
        func brokenJSON(end: String, rule: String, path: String) throws {
            try Installed.use { installed in
                try ground(installed)
                let bad = Array((MessageTests.begun + end).utf8)
                let good = try fact("projectStarted", "P", unit: "u", on: "2024-02-01")
                let outcomes = try log(
                    [bad, WireCodec.encode(good, as: .json)], as: .json, installed)
                #expect(outcomes.map(\.kind) == [.refused, .created])
                let found = outcomes[0].violations
                #expect(found.map(\.rule) == [rule], "\(found)")
                if !path.isEmpty { #expect(found.map(\.path) == [path], "\(found)") }
                #expect(try installed.info(installed.ingest).head == 3)
            }
        }

        @Test func everyPrefixOfAFactIsRefused() throws {
            try Installed.use { installed in
                try ground(installed)
                let good = try fact(
                    "capitalArrived", "P", unit: "u", on: "2024-02-01", "amount.minorUnits=100",
                    "amount.currency=CNY")
                let bytes = WireCodec.encode(good, as: .protobuf)
                let prefixes = bytes.indices.map { Array(bytes[..<$0]) }
                let outcomes = try log(prefixes + [bytes], as: .protobuf, installed)
                #expect(outcomes.dropLast().allSatisfy { $0.kind == .refused })
                #expect(outcomes.dropLast().allSatisfy { !$0.violations.isEmpty })
                #expect(outcomes.last?.kind == .created)
                #expect(try installed.info(installed.ingest).head == 3)
            }
        }

        @Test func whatIsNotOurs() throws {
            try Installed.use { installed in
                try ground(installed)
                let hello = Array("GET / HTTP/1.1".utf8)
                for worker in [installed.ingest, installed.query] {
                    // No empty frame: nobody can be answered.
                    #expect(
                        try installed.exchange([hello], with: worker, within: .milliseconds(200))
                            == nil)
                    let unread = try #require(
                        try installed.exchange([[], hello], with: worker))
                    #expect(unread.header.status == .invalidArgument)
                    #expect(unread.header.reason == "MALFORMED_MESSAGE")
                    #expect(unread.header.violations.first?.path?.hasPrefix("header") == true)
                    var header = Header()
                    header.version = 1
                    header.kind = .request
                    header.method = "coffee.v1/Brew"
                    let unknown = try #require(
                        try installed.exchange(
                            [[], WireCodec.encode(header, as: .json)], with: worker))
                    #expect(unknown.header.status == .unimplemented)
                    #expect(unknown.header.reason == "METHOD_UNKNOWN")
                    #expect(unknown.encoding == .json)
                }
                #expect(try installed.info(installed.ingest).head == 2)
            }
        }

        @Test(arguments: Transport.allCases)
        func aFrameAboveTheLimit(over transport: Transport) throws {
            try Installed.use(transport) { installed in
                try ground(installed)
                let large = [UInt8](repeating: 0x20, count: (4 << 20) + 1)
                let answer = try installed.exchange(
                    [[], header(.json), large], with: installed.ingest, within: .milliseconds(500))
                #expect(answer == nil)
                let good = try fact("projectStarted", "P", unit: "u", on: "2024-02-01")
                #expect(try installed.log([good])[0].position == 3)
            }
        }
    }
}
