// SPDX-License-Identifier: Apache-2.0
//
// Typed members of a JSON object. Each refusal names its place; elements of an array by their
// index.

import Pipeline

extension JSONReader: FieldVisitor {
    func passesOver(_ number: Int, _ name: String, isSet: Bool) -> Bool { isDone }

    mutating func text(_ number: Int, _ name: String, _ value: inout String?) {
        if let node = take(name) { value = string(node, name) }
    }

    mutating func integer(_ number: Int, _ name: String, _ value: inout Int64?) {
        if let node = take(name) { value = integer(node, name) }
    }

    mutating func flag(_ number: Int, _ name: String, _ value: inout Bool?) {
        guard let node = take(name) else { return }
        let literal = tape.nodes[node]
        guard literal.kind == .literal, let first = tape.input[literal.range].first, first != 0x6E
        else { return fail(.wrongType, name, "neither true nor false") }
        value = first == 0x74
    }

    mutating func bytes(_ number: Int, _ name: String, _ value: inout [UInt8]?) {
        guard let node = take(name) else { return }
        guard tape.nodes[node].kind == .string else {
            return fail(.wrongType, name, "not a text")
        }
        value = Base64.decode(tape.bytes(node))
        if value == nil { fail(.wrongType, name, "not base64") }
    }

    mutating func coded<T: TextCoded>(_ number: Int, _ name: String, _ value: inout T?) {
        guard let node = take(name), let text = string(node, name) else { return }
        value = T(text: text)
        if value == nil { fail(T.formRule, name, "the text is not of its form") }
    }

    mutating func choice<T: NamedChoice>(_ number: Int, _ name: String, _ value: inout T?) {
        guard let node = take(name), let text = string(node, name) else { return }
        value = T(rawValue: text)
        if value == nil { fail(.unknownChoice, name, "the list has no such word") }
    }

    mutating func record<R: Record>(_ number: Int, _ name: String, _ value: inout R?) {
        guard let node = take(name) else { return }
        var record = R()
        read(&record, at: node, name)
        value = record
    }

    mutating func alternative<R: Record>(
        _ number: Int, _ name: String, _ value: inout R?, isTaken: Bool
    ) {
        guard let node = take(name) else { return }
        if isTaken { return fail(.fieldNotAllowed, name, "another kind is given already") }
        var record = R()
        read(&record, at: node, name)
        value = record
    }

    mutating func records<R: Record>(_ number: Int, _ name: String, _ value: inout [R]) {
        each(name) { reader, node in
            var record = R()
            reader.read(&record, at: node, name, index: value.count)
            value.append(record)
        }
    }

    mutating func texts(_ number: Int, _ name: String, _ value: inout [String]) {
        each(name) { reader, node in
            if let text = reader.string(node, name, index: value.count) { value.append(text) }
        }
    }

    mutating func integers(_ number: Int, _ name: String, _ value: inout [Int64]) {
        each(name) { reader, node in
            let number = reader.integer(node, name, index: value.count)
            if let number { value.append(number) }
        }
    }

    private mutating func each(_ name: String, _ body: (inout Self, Int) -> Void) {
        guard let array = take(name) else { return }
        guard tape.nodes[array].kind == .array else { return fail(.wrongType, name, "not a list") }
        let end = tape.nodes[array].next
        var node = array + 1
        while node < end, finding == nil {
            body(&self, node)
            node = tape.nodes[node].next
        }
    }

    private mutating func string(_ node: Int, _ name: String, index: Int? = nil) -> String? {
        guard tape.nodes[node].kind == .string else {
            fail(.wrongType, name, "not a text", index: index)
            return nil
        }
        let bytes = tape.bytes(node)
        guard bytes.count <= WireCodec.textMaximumBytes else {
            fail(.textTooLong, name, "over \(WireCodec.textMaximumBytes) bytes", index: index)
            return nil
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            fail(.malformedMessage, name, "not UTF-8", index: index)
            return nil
        }
        return text
    }

    private mutating func integer(_ node: Int, _ name: String, index: Int? = nil) -> Int64? {
        let kind = tape.nodes[node].kind
        guard kind == .number || kind == .string, let value = JSONNumber.integer(tape.bytes(node))
        else {
            fail(.wrongType, name, "not a whole number of 64 bits", index: index)
            return nil
        }
        return value
    }
}
