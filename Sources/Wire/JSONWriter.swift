// SPDX-License-Identifier: Apache-2.0
//
// Writes a record as JSON: set fields in declaration order, no blanks, UTF-8 as it is. Whole
// numbers are strings, which is the proto3 mapping of 64-bit integers and survives readers that
// know doubles only; a list is left out when it is empty.

import Pipeline

struct JSONWriter {
    var output: [UInt8] = []
    private var needsComma = false

    /// Writes a whole object.
    mutating func write<R: Record>(_ record: inout R) {
        output.append(0x7B)
        needsComma = false
        record.visit(&self)
        output.append(0x7D)
        needsComma = true
    }

    private mutating func name(_ name: String) {
        if needsComma { output.append(0x2C) }
        output.append(0x22)
        output.append(contentsOf: name.utf8)
        output.append(0x22)
        output.append(0x3A)
        needsComma = true
    }

    mutating func string(_ text: String) {
        output.append(0x22)
        for byte in text.utf8 {
            switch byte {
            case 0x22, 0x5C: output.append(contentsOf: [0x5C, byte])
            case 0x08: output.append(contentsOf: [0x5C, 0x62])
            case 0x09: output.append(contentsOf: [0x5C, 0x74])
            case 0x0A: output.append(contentsOf: [0x5C, 0x6E])
            case 0x0C: output.append(contentsOf: [0x5C, 0x66])
            case 0x0D: output.append(contentsOf: [0x5C, 0x72])
            case 0..<0x20:
                let digits = Array("0123456789abcdef".utf8)
                output.append(contentsOf: "\\u00".utf8)
                output.append(digits[Int(byte >> 4)])
                output.append(digits[Int(byte & 0xF)])
            default: output.append(byte)
            }
        }
        output.append(0x22)
    }

    private mutating func list<T>(_ name: String, _ values: [T], _ write: (inout Self, T) -> Void) {
        guard !values.isEmpty else { return }
        self.name(name)
        output.append(0x5B)
        for (index, value) in values.enumerated() {
            if index > 0 { output.append(0x2C) }
            write(&self, value)
        }
        output.append(0x5D)
        needsComma = true
    }
}

extension JSONWriter: FieldVisitor {
    func passesOver(_ number: Int, _ name: String, isSet: Bool) -> Bool { !isSet }

    mutating func text(_ number: Int, _ name: String, _ value: inout String?) {
        guard let value else { return }
        self.name(name)
        string(value)
    }

    mutating func integer(_ number: Int, _ name: String, _ value: inout Int64?) {
        guard let value else { return }
        self.name(name)
        string("\(value)")
    }

    mutating func flag(_ number: Int, _ name: String, _ value: inout Bool?) {
        guard let value else { return }
        self.name(name)
        output.append(contentsOf: (value ? "true" : "false").utf8)
    }

    mutating func bytes(_ number: Int, _ name: String, _ value: inout [UInt8]?) {
        guard let value else { return }
        self.name(name)
        output.append(0x22)
        output.append(contentsOf: Base64.encode(value))
        output.append(0x22)
    }

    mutating func coded<T: TextCoded>(_ number: Int, _ name: String, _ value: inout T?) {
        guard let value else { return }
        self.name(name)
        string(value.text)
    }

    mutating func choice<T: NamedChoice>(_ number: Int, _ name: String, _ value: inout T?) {
        guard let value else { return }
        self.name(name)
        string(value.rawValue)
    }

    mutating func record<R: Record>(_ number: Int, _ name: String, _ value: inout R?) {
        guard var copy = value else { return }
        self.name(name)
        write(&copy)
    }

    mutating func alternative<R: Record>(
        _ number: Int, _ name: String, _ value: inout R?, isTaken: Bool
    ) {
        record(number, name, &value)
    }

    mutating func records<R: Record>(_ number: Int, _ name: String, _ value: inout [R]) {
        list(name, value) { writer, element in
            var copy = element
            writer.write(&copy)
        }
    }

    mutating func texts(_ number: Int, _ name: String, _ value: inout [String]) {
        list(name, value) { writer, element in writer.string(element) }
    }

    mutating func integers(_ number: Int, _ name: String, _ value: inout [Int64]) {
        list(name, value) { writer, element in writer.string("\(element)") }
    }
}
