// SPDX-License-Identifier: Apache-2.0
//
// Writes a record as protobuf: set fields in declaration order, varints of the shortest form.
//
// A nested message is written in place and its length put before it afterwards; nesting is shallow,
// so that each byte moves a few times at most.

import Pipeline

struct ProtobufWriter {
    var output: [UInt8] = []

    private mutating func tag(_ number: Int, _ wire: WireType) {
        varint(UInt64(number) << 3 | wire.rawValue)
    }

    private mutating func varint(_ value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            output.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        output.append(UInt8(rest))
    }

    private mutating func delimited(_ number: Int, _ content: some Collection<UInt8>) {
        tag(number, .lengthDelimited)
        varint(UInt64(content.count))
        output.append(contentsOf: content)
    }

    private mutating func nested(_ number: Int, _ write: (inout Self) -> Void) {
        tag(number, .lengthDelimited)
        let start = output.count
        write(&self)
        let length = output.count - start
        if length < 0x80 { return output.insert(UInt8(length), at: start) }
        if length < 0x4000 {
            output.insert(UInt8(length >> 7), at: start)
            return output.insert(UInt8(truncatingIfNeeded: length) | 0x80, at: start)
        }
        var prefix = ProtobufWriter()
        prefix.varint(UInt64(length))
        output.insert(contentsOf: prefix.output, at: start)
    }
}

extension ProtobufWriter: FieldVisitor {
    func passesOver(_ number: Int, _ name: String, isSet: Bool) -> Bool { !isSet }

    mutating func text(_ number: Int, _ name: String, _ value: inout String?) {
        if let value { text(number, value) }
    }

    private mutating func text(_ number: Int, _ value: String) {
        var value = value
        value.withUTF8 { bytes in
            tag(number, .lengthDelimited)
            varint(UInt64(bytes.count))
            output.append(contentsOf: bytes)
        }
    }

    mutating func integer(_ number: Int, _ name: String, _ value: inout Int64?) {
        guard let value else { return }
        tag(number, .varint)
        varint(UInt64(bitPattern: value))
    }

    mutating func flag(_ number: Int, _ name: String, _ value: inout Bool?) {
        guard let value else { return }
        tag(number, .varint)
        varint(value ? 1 : 0)
    }

    mutating func bytes(_ number: Int, _ name: String, _ value: inout [UInt8]?) {
        if let value { delimited(number, value) }
    }

    mutating func coded<T: TextCoded>(_ number: Int, _ name: String, _ value: inout T?) {
        if let value { text(number, value.text) }
    }

    mutating func choice<T: NamedChoice>(_ number: Int, _ name: String, _ value: inout T?) {
        guard let value else { return }
        tag(number, .varint)
        varint(UInt64(value.number))
    }

    mutating func record<R: Record>(_ number: Int, _ name: String, _ value: inout R?) {
        guard var copy = value else { return }
        nested(number) { writer in copy.visit(&writer) }
    }

    mutating func alternative<R: Record>(
        _ number: Int, _ name: String, _ value: inout R?, isTaken: Bool
    ) {
        record(number, name, &value)
    }

    mutating func records<R: Record>(_ number: Int, _ name: String, _ value: inout [R]) {
        for element in value {
            var copy = element
            nested(number) { writer in copy.visit(&writer) }
        }
    }

    mutating func texts(_ number: Int, _ name: String, _ value: inout [String]) {
        for element in value { text(number, element) }
    }

    mutating func integers(_ number: Int, _ name: String, _ value: inout [Int64]) {
        guard !value.isEmpty else { return }
        let elements = value
        nested(number) { writer in
            for element in elements { writer.varint(UInt64(bitPattern: element)) }
        }
    }
}
