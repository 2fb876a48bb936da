// SPDX-License-Identifier: Apache-2.0
//
// Cutting a protobuf message into fields.
//
// A tag is a varint: number × 8 + wire type. Varints bear seven bits a byte, low ones first, and
// must be of the shortest form: at most ten bytes, the last of which is not zero. Groups (wire
// types 3 and 4), field number 0 and lengths beyond the end are malformed.

import Pipeline

/// How a field's bytes are laid out.
enum WireType: UInt64 {
    case varint = 0
    case fixed64 = 1
    case lengthDelimited = 2
    case fixed32 = 5
}

/// One field of a message: a number's value, or where its bytes lie.
struct ProtobufField {
    var number: Int
    var wire: WireType
    var value: UInt64 = 0
    var range: Range<Int> = 0..<0
    var isRead = false
}

/// Reads varints of a bounded part of the input.
struct ProtobufCursor {
    var place: Int
    let end: Int

    /// The next varint; nil when it is truncated, too large or longer than it need be.
    mutating func varint(_ input: [UInt8]) -> UInt64? {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while place < end {
            let byte = input[place]
            place += 1
            if shift == 63, byte > 1 { return nil }
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return byte == 0 && shift > 0 ? nil : value }
            shift += 7
        }
        return nil
    }

    /// The next `count` bytes; nil when fewer are left.
    mutating func bytes(_ count: UInt64) -> Range<Int>? {
        guard count <= UInt64(end - place) else { return nil }
        let start = place
        place += Int(count)
        return start..<place
    }
}

extension ProtobufReader {
    /// Lays the fields of the message on the stack; false after a finding.
    mutating func scan<R: Record>(_ type: R.Type, in range: Range<Int>) -> Bool {
        var cursor = ProtobufCursor(place: range.lowerBound, end: range.upperBound)
        while cursor.place < cursor.end {
            guard let tag = cursor.varint(input), (1...0x1FFF_FFFF).contains(tag >> 3) else {
                fail(.malformedMessage, nil, "a field's tag is truncated or malformed")
                return false
            }
            let number = Int(tag >> 3)
            guard let wire = WireType(rawValue: tag & 7),
                let field = field(number, wire, &cursor)
            else {
                let name = R.fieldName(number)
                fail(.malformedMessage, name, "the field is truncated or malformed")
                return false
            }
            fields.append(field)
            scope.note(number)
        }
        return true
    }

    private func field(
        _ number: Int, _ wire: WireType, _ cursor: inout ProtobufCursor
    ) -> ProtobufField? {
        switch wire {
        case .varint:
            cursor.varint(input).map { ProtobufField(number: number, wire: wire, value: $0) }
        case .lengthDelimited:
            cursor.varint(input).flatMap { cursor.bytes($0) }.map {
                ProtobufField(number: number, wire: wire, range: $0)
            }
        case .fixed64:
            cursor.bytes(8).map { ProtobufField(number: number, wire: wire, range: $0) }
        case .fixed32:
            cursor.bytes(4).map { ProtobufField(number: number, wire: wire, range: $0) }
        }
    }
}
