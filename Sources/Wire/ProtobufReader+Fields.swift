// SPDX-License-Identifier: Apache-2.0
//
// Typed fields of a protobuf message.
//
// An optional field is set when it is present, zero included; a choice of number 0 is unset. A
// repeated whole number is read packed or apart, as protobuf asks of every reader.

import Pipeline

extension ProtobufReader: FieldVisitor {
    func passesOver(_ number: Int, _ name: String, isSet: Bool) -> Bool { !scope.has(number) }

    mutating func text(_ number: Int, _ name: String, _ value: inout String?) {
        if let field = take(number, name, .lengthDelimited) { value = string(field, name) }
    }

    mutating func integer(_ number: Int, _ name: String, _ value: inout Int64?) {
        if let field = take(number, name, .varint) { value = Int64(bitPattern: field.value) }
    }

    mutating func flag(_ number: Int, _ name: String, _ value: inout Bool?) {
        guard let field = take(number, name, .varint) else { return }
        guard field.value <= 1 else { return fail(.wrongType, name, "neither 0 nor 1") }
        value = field.value == 1
    }

    mutating func bytes(_ number: Int, _ name: String, _ value: inout [UInt8]?) {
        if let field = take(number, name, .lengthDelimited) { value = Array(input[field.range]) }
    }

    mutating func coded<T: TextCoded>(_ number: Int, _ name: String, _ value: inout T?) {
        guard let field = take(number, name, .lengthDelimited) else { return }
        if field.range.count <= WireCodec.textMaximumBytes {
            value = T(utf8: input.span.extracting(field.range))
            if value != nil { return }
        }
        guard let text = string(field, name) else { return }
        value = T(text: text)
        if value == nil { fail(T.formRule, name, "the text is not of its form") }
    }

    mutating func choice<T: NamedChoice>(_ number: Int, _ name: String, _ value: inout T?) {
        guard let field = take(number, name, .varint), field.value != 0 else { return }
        value = Int(exactly: field.value).flatMap { $0 < 128 ? T(number: $0) : nil }
        if value == nil { fail(.unknownChoice, name, "the list has no such number") }
    }

    mutating func record<R: Record>(_ number: Int, _ name: String, _ value: inout R?) {
        if let field = take(number, name, .lengthDelimited) {
            value = nested(R.self, field, name)
        }
    }

    mutating func alternative<R: Record>(
        _ number: Int, _ name: String, _ value: inout R?, isTaken: Bool
    ) {
        guard let field = take(number, name, .lengthDelimited) else { return }
        if isTaken { return fail(.fieldNotAllowed, name, "another kind is given already") }
        value = nested(R.self, field, name)
    }

    mutating func records<R: Record>(_ number: Int, _ name: String, _ value: inout [R]) {
        each(number, name) { reader, field in
            guard field.wire == .lengthDelimited else {
                return reader.fail(.wrongType, name, "not a message", index: value.count)
            }
            value.append(reader.nested(R.self, field, name, index: value.count))
        }
    }

    mutating func texts(_ number: Int, _ name: String, _ value: inout [String]) {
        each(number, name) { reader, field in
            guard field.wire == .lengthDelimited else {
                return reader.fail(.wrongType, name, "not a text", index: value.count)
            }
            if let text = reader.string(field, name, index: value.count) { value.append(text) }
        }
    }

    mutating func integers(_ number: Int, _ name: String, _ value: inout [Int64]) {
        each(number, name) { reader, field in
            switch field.wire {
            case .varint: value.append(Int64(bitPattern: field.value))
            case .lengthDelimited: reader.packed(field, name, &value)
            default: reader.fail(.wrongType, name, "not whole numbers", index: value.count)
            }
        }
    }

    private mutating func packed(
        _ field: ProtobufField, _ name: String, _ value: inout [Int64]
    ) {
        var cursor = ProtobufCursor(place: field.range.lowerBound, end: field.range.upperBound)
        while cursor.place < cursor.end {
            guard let number = cursor.varint(input) else {
                return fail(.malformedMessage, name, "a number is cut off", index: value.count)
            }
            value.append(Int64(bitPattern: number))
        }
    }

    /// Takes every field of that number, in order.
    private mutating func each(
        _ number: Int, _ name: String, _ body: (inout Self, ProtobufField) -> Void
    ) {
        guard scope.unread > 0 else { return }
        for index in scope.first..<fields.count where fields[index].number == number {
            guard finding == nil else { return }
            body(&self, mark(index))
        }
    }

    private mutating func nested<R: Record>(
        _ type: R.Type, _ field: ProtobufField, _ name: String, index: Int? = nil
    ) -> R {
        var record = R()
        path.enter(name, index)
        read(&record, in: field.range)
        path.leave()
        return record
    }

    private mutating func string(
        _ field: ProtobufField, _ name: String, index: Int? = nil
    ) -> String? {
        guard field.range.count <= WireCodec.textMaximumBytes else {
            fail(.textTooLong, name, "over \(WireCodec.textMaximumBytes) bytes", index: index)
            return nil
        }
        guard let text = String(utf8: input.span.extracting(field.range)) else {
            fail(.malformedMessage, name, "not UTF-8", index: index)
            return nil
        }
        return text
    }
}
