// SPDX-License-Identifier: Apache-2.0
//
// docs/PROTOCOL.md, replayed: what it says is sent is sent, and what it says comes back must come.
//
// A fence `json send=WORKER` or `hex send=WORKER` opens an exchange with a header; `body` fences are
// its bodies; `json reply` opens what must come back. What is expected is a part of what comes:
// every key named must be there with that value, `…` stands for any text.

import Client
import Foundation
import Pipeline
import Testing
import Wire

extension SystemTests {
    @Suite struct ProtocolDocumentTests {
        @Test func theExamplesAreTrue() throws {
            let exchanges = try Exchange.all(in: Checkout.root.appending(path: "docs/PROTOCOL.md"))
            #expect(exchanges.count >= 6)
            try Installed.use { installed in
                try installed.launch("serve")
                for exchange in exchanges {
                    let endpoint =
                        exchange.worker == "ingest" ? installed.ingest : installed.query
                    let frames = [[]] + exchange.sent
                    let answer = try #require(try installed.exchange(frames, with: endpoint))
                    let bodies = try answer.bodies.map {
                        try exchange.json($0, answer.encoding)
                    }
                    let came = [WireCodec.encode(answer.header, as: .json)] + bodies
                    #expect(came.count >= exchange.expected.count)
                    for (expected, came) in zip(exchange.expected, came) {
                        let whole = try JSONSerialization.jsonObject(with: Data(came))
                        let part = try JSONSerialization.jsonObject(with: Data(expected.utf8))
                        let text = String(decoding: came, as: UTF8.self)
                        #expect(holds(whole, part), "expected \(expected), came \(text)")
                    }
                }
            }
        }

        /// Whether `whole` has all that `part` names.
        private func holds(_ whole: Any, _ part: Any) -> Bool {
            switch (whole, part) {
            case (let whole as [String: Any], let part as [String: Any]):
                part.allSatisfy { key, value in whole[key].map { holds($0, value) } ?? false }
            case (let whole as [Any], let part as [Any]):
                whole.count >= part.count && zip(whole, part).allSatisfy { holds($0, $1) }
            case (_, let part as String) where part == "…": true
            case (let whole as String, let part as String): whole == part
            default: "\(whole)" == "\(part)"
            }
        }
    }
}

/// A request of the document and what must come back.
private struct Exchange {
    var worker: String
    var sent: [[UInt8]]
    var expected: [String] = []

    static func all(in file: URL) throws -> [Exchange] {
        var exchanges: [Exchange] = []
        var isReply = false
        var open: (words: [String], lines: [String])?
        for line in try String(contentsOf: file, encoding: .utf8).split(
            separator: "\n", omittingEmptySubsequences: false)
        {
            if line.hasPrefix("```"), let (words, lines) = open {
                let text = lines.joined(separator: "\n")
                let bytes = words[0] == "hex" ? try hexadecimal(text) : Array(text.utf8)
                if words[1].hasPrefix("send=") {
                    exchanges.append(Exchange(worker: String(words[1].dropFirst(5)), sent: [bytes]))
                    isReply = false
                } else if words[1] == "reply" || isReply {
                    exchanges[exchanges.count - 1].expected.append(text)
                    isReply = true
                } else {
                    exchanges[exchanges.count - 1].sent.append(bytes)
                }
                open = nil
            } else if line.hasPrefix("```json ") || line.hasPrefix("```hex ") {
                open = (line.dropFirst(3).split(separator: " ").map(String.init), [])
            } else {
                open?.lines.append(String(line))
            }
        }
        return exchanges
    }

    private static func hexadecimal(_ text: String) throws -> [UInt8] {
        let digits = Array(text.filter { !$0.isWhitespace })
        return try stride(from: 0, to: digits.count, by: 2).map {
            try #require(UInt8(String(digits[$0...min($0 + 1, digits.count - 1)]), radix: 16))
        }
    }

    /// A reply's body as JSON, whatever it came as.
    func json(_ body: [UInt8], _ encoding: Wire.Encoding) throws -> [UInt8] {
        guard encoding == .protobuf else { return body }
        let reply = try WireCodec.decode(
            LogFactsReply.self, from: body, as: .protobuf, strictness: .strict)
        return WireCodec.encode(reply, as: .json)
    }
}
