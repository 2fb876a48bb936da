// SPDX-License-Identifier: Apache-2.0
//
// The `.proto` files say what the records say: names, numbers, types, presence, words of closed
// lists.
//
// protoc turns the files into a descriptor set, which is itself protobuf and is read here by the
// module's own reader (descriptor.proto of protobuf 3.21).

import Foundation
import Pipeline
import Testing

@testable import Wire

@Suite("Schema", .enabled(if: Tool.hasProtoc, "protoc is not installed"))
struct SchemaTests {
    /// Messages of the package by name, closed lists apart.
    let messages: [String: DescriptorProto]
    /// Words of closed lists by the name of the message they stand in.
    let choices: [String: [String]]

    init() throws {
        let folder = try TemporaryFolder()
        let output = folder.url.appending(path: "schema.bin")
        let files = try FileManager.default.contentsOfDirectory(
            atPath: Tool.root.appending(path: "Schema/groundbreak/v1").path
        ).sorted().map { "groundbreak/v1/\($0)" }
        let (status, text) = try Tool.run(
            "/usr/bin/protoc",
            ["-I", Tool.root.appending(path: "Schema").path, "--descriptor_set_out", output.path]
                + files)
        try #require(status == 0, "\(text)")
        let set = try WireCodec.decode(
            FileDescriptorSet.self, from: [UInt8](Data(contentsOf: output)), as: .protobuf,
            strictness: .lenient)
        var messages: [String: DescriptorProto] = [:]
        var choices: [String: [String]] = [:]
        for message in set.file.flatMap(\.messages) {
            let name = message.name ?? ""
            if let list = message.enums.first {
                #expect(list.name == "Value" && message.fields.isEmpty)
                #expect(list.values.map(\.number) == (0..<list.values.count).map(Int64.init))
                choices[name] = list.values.compactMap(\.name)
            } else {
                messages[name] = message
            }
        }
        #expect(set.file.allSatisfy { $0.package == "groundbreak.v1" })
        self.messages = messages
        self.choices = choices
    }

    @Test("Messages and fields are those of the records")
    func fields() throws {
        let shapes = EveryMessage.shapes
        #expect(Set(messages.keys) == Set(shapes.keys))
        for (name, shape) in shapes {
            let described = try #require(messages[name]).fields.map(line).sorted()
            #expect(described == shape.fields.map(line).sorted(), "\(name)")
        }
    }

    @Test("Numbers rise in the order of writing, and stay below 128")
    func order() {
        for shape in EveryMessage.shapes.values {
            let numbers = shape.fields.map(\.number)
            #expect(numbers == numbers.sorted() && Set(numbers).count == numbers.count)
            #expect(numbers.allSatisfy { (1..<128).contains($0) }, "\(shape.name)")
        }
    }

    @Test("Closed lists have the words of the choices, unset first")
    func words() {
        var named: [String: [String]] = [:]
        for field in EveryMessage.shapes.values.flatMap(\.fields) {
            if case .choice(let name, let words) = field.type {
                named[name] = ["UNSPECIFIED"] + words
            }
        }
        #expect(named == choices)
    }

    @Test("Every kind has its number, and the header keeps the one of a brace")
    func reserved() throws {
        let fact = try #require(messages["Fact"])
        #expect(fact.reserved.isEmpty && fact.reservedNames.isEmpty)
        let kinds = fact.fields.filter { $0.oneofIndex != nil && $0.isProto3Optional != true }
        #expect(Set(kinds.map(\.number)) == Set(FactKind.allCases.map { Int64($0.rawValue) }))
        let header = try #require(messages["Header"])
        #expect(header.reserved.map(\.start) == [15])
    }

    private func line(_ field: FieldDescriptorProto) -> String {
        let isRepeated = field.label == 3
        let isOneof = field.oneofIndex != nil && field.isProto3Optional != true
        let type =
            switch field.type {
            case 3: "int64"
            case 8: "bool"
            case 9: "string"
            case 12: "bytes"
            case 11, 14: field.typeName?.replacing(".groundbreak.v1.", with: "") ?? ""
            default: "type \(field.type ?? 0)"
            }
        let hasPresence = field.isProto3Optional == true || field.type == 11
        return "\(field.number ?? 0) \(field.jsonName ?? "") \(type)"
            + (isRepeated ? " repeated" : hasPresence ? " optional" : " bare")
            + (isOneof ? " oneof" : "")
    }

    private func line(_ field: FieldShape) -> String {
        let type =
            switch field.type {
            case .text: "string"
            case .integer: "int64"
            case .flag: "bool"
            case .bytes: "bytes"
            case .choice(let name, _): "\(name).Value"
            case .record(let name): name
            }
        return "\(field.number) \(field.name) \(type)"
            + (field.isRepeated ? " repeated" : " optional")
            + (field.isAlternative ? " oneof" : "")
    }
}
