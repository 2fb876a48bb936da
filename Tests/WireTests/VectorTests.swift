// SPDX-License-Identifier: Apache-2.0
//
// Recorded messages: the bytes that are promised to other programs. The files in docs/vectors were
// written by Python from the schema alone; here they are read and written to the byte, and Python
// judges random messages of ours.
//
// New ones: add `json`, leave `hex` empty, run `Tests/WireTests/Python/vectors.py record FILE`.

import Foundation
import Pipeline
import Testing

@testable import Wire

@Suite("Vectors")
struct VectorTests {
    struct File: Codable {
        var vectors: [Vector]
    }

    struct Vector: Codable {
        var name: String
        var message: String
        var hex: String
        var json: String
    }

    struct RefusalFile: Codable {
        var refusals: [Refusal]
    }

    struct Refusal: Codable {
        var name: String
        var encoding: String
        /// JSON as it is, protobuf in hexadecimal.
        var input: String
        var rule: String
        var path: String
    }

    static let folder = Tool.root.appending(path: "docs/vectors")
    static let files = ["facts.json", "messages.json"]

    private func load<T: Decodable>(_ type: T.Type, _ name: String) throws -> T {
        try JSONDecoder().decode(type, from: Data(contentsOf: Self.folder.appending(path: name)))
    }

    @Test("Recorded messages are read and written to the byte", arguments: files)
    func recorded(file: String) throws {
        for vector in try load(File.self, file).vectors {
            var check = Check(vector: vector)
            EveryMessage.act(&check)
            #expect(check.isFound, "\(vector.name): no such message")
        }
    }

    private struct Check: RecordAction {
        let vector: Vector
        var isFound = false

        mutating func act<R: Record>(_ type: R.Type) {
            guard R.messageName == vector.message else { return }
            isFound = true
            let (binary, text) = (bytes(ofHex: vector.hex), Array(vector.json.utf8))
            let first = try? WireCodec.decode(
                R.self, from: binary, as: .protobuf, strictness: .strict)
            let second = try? WireCodec.decode(R.self, from: text, as: .json, strictness: .strict)
            guard let first, let second else {
                Issue.record("\(vector.name) is not read")
                return
            }
            #expect(first == second, "\(vector.name)")
            #expect(hex(WireCodec.encode(first, as: .protobuf)) == vector.hex, "\(vector.name)")
            let written = String(decoding: WireCodec.encode(first, as: .json), as: UTF8.self)
            #expect(written == vector.json, "\(vector.name)")
        }
    }

    @Test("Every kind of fact is recorded")
    func complete() throws {
        let kinds = try load(File.self, "facts.json").vectors.compactMap {
            try Fact.decode(from: Array($0.json.utf8), as: .json).content?.kind
        }
        #expect(Set(kinds) == Set(FactKind.allCases))
    }

    @Test("Recorded refusals of facts have their rule and path")
    func refusals() throws {
        for refusal in try load(RefusalFile.self, "refusals.json").refusals {
            let isJSON = refusal.encoding == Encoding.json.rawValue
            let input = isJSON ? Array(refusal.input.utf8) : bytes(ofHex: refusal.input)
            let found = finding(Fact.self, input, isJSON ? .json : .protobuf)
            #expect(found?.rule.rawValue == refusal.rule, "\(refusal.name)")
            #expect(found?.path == refusal.path, "\(refusal.name)")
        }
    }

    @Test(
        "Python agrees with the recorded messages and with random ones",
        .enabled(if: Tool.hasPythonProtobuf, "Python has no protobuf package"))
    func python() throws {
        let folder = try TemporaryFolder()
        let random = folder.url.appending(path: "random.json")
        var write = WriteVectors()
        EveryMessage.act(&write)
        try JSONEncoder().encode(File(vectors: write.vectors)).write(to: random)
        let script = Tool.root.appending(path: "Tests/WireTests/Python/vectors.py").path
        let recorded = Self.files.map { Self.folder.appending(path: $0).path }
        let (status, text) = try Tool.run(
            "/usr/bin/python3", [script, "check", random.path] + recorded)
        #expect(status == 0, "\(text)")
    }

    private struct WriteVectors: RecordAction {
        var vectors: [Vector] = []

        mutating func act<R: Record>(_ type: R.Type) {
            for seed in 0..<60 {
                let record = randomRecord(R.self, seed: seed)
                let json = WireCodec.encode(record, as: .json)
                vectors.append(
                    Vector(
                        name: "\(R.self) \(seed)", message: R.messageName,
                        hex: hex(WireCodec.encode(record, as: .protobuf)),
                        json: String(decoding: json, as: UTF8.self)))
            }
        }
    }
}

private func hex(_ bytes: [UInt8]) -> String {
    bytes.map { String($0 >> 4, radix: 16) + String($0 & 0xF, radix: 16) }.joined()
}

private func bytes(ofHex text: String) -> [UInt8] {
    let digits = text.compactMap(\.hexDigitValue)
    return stride(from: 0, to: digits.count - 1, by: 2).map {
        UInt8(digits[$0] << 4 | digits[$0 + 1])
    }
}
