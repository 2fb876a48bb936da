// SPDX-License-Identifier: Apache-2.0
//
// As much of google/protobuf/descriptor.proto as the schema's test looks at, as records.

@testable import Wire

struct FileDescriptorSet: Record {
    var file: [FileDescriptorProto] = []

    mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.records(1, "file", &file)
    }
}

struct FileDescriptorProto: Record {
    var name: String?
    var package: String?
    var messages: [DescriptorProto] = []

    mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.text(1, "name", &name)
        visitor.text(2, "package", &package)
        visitor.records(4, "messageType", &messages)
    }
}

struct DescriptorProto: Record {
    var name: String?
    var fields: [FieldDescriptorProto] = []
    var enums: [EnumDescriptorProto] = []
    var reserved: [ReservedRange] = []
    var reservedNames: [String] = []

    mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.text(1, "name", &name)
        visitor.records(2, "field", &fields)
        visitor.records(4, "enumType", &enums)
        visitor.records(9, "reservedRange", &reserved)
        visitor.texts(10, "reservedName", &reservedNames)
    }
}

struct FieldDescriptorProto: Record {
    var name: String?
    var number: Int64?
    var label: Int64?
    var type: Int64?
    var typeName: String?
    var oneofIndex: Int64?
    var jsonName: String?
    var isProto3Optional: Bool?

    mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.text(1, "name", &name)
        visitor.integer(3, "number", &number)
        visitor.integer(4, "label", &label)
        visitor.integer(5, "type", &type)
        visitor.text(6, "typeName", &typeName)
        visitor.integer(9, "oneofIndex", &oneofIndex)
        visitor.text(10, "jsonName", &jsonName)
        visitor.flag(17, "proto3Optional", &isProto3Optional)
    }
}

struct EnumDescriptorProto: Record {
    var name: String?
    var values: [EnumValueDescriptorProto] = []

    mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.text(1, "name", &name)
        visitor.records(2, "value", &values)
    }
}

struct EnumValueDescriptorProto: Record {
    var name: String?
    var number: Int64?

    mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.text(1, "name", &name)
        visitor.integer(2, "number", &number)
    }
}

/// From `start` on, before `end`.
struct ReservedRange: Record {
    var start: Int64?
    var end: Int64?

    mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.integer(1, "start", &start)
        visitor.integer(2, "end", &end)
    }
}
