// SPDX-License-Identifier: Apache-2.0
//
// A JSON text (RFC 8259) as a tape: one pass over the bytes, one node a value, in the order of the
// text; a node knows where the next one after its whole subtree lies.
//
// Keys are string nodes that stand before their values. Strings stay where they are in the input
// and are checked (escapes, surrogate pairs, control characters), but not yet unescaped; that they
// are UTF-8 is asked of those that are read. Nesting is bounded, so a hostile text can't exhaust
// the stack.

import Pipeline

struct JSONNode {
    enum Kind { case object, array, string, number, literal }

    var kind: Kind
    /// The bytes of a scalar; of a string, those between its quotes.
    var range: Range<Int> = 0..<0
    /// The index of the node after this one and all within it.
    var next = 0
    /// Members of an object, elements of an array.
    var count = 0
    /// A string with escapes in it.
    var isEscaped = false
    /// A key whose member was taken.
    var isRead = false
}

struct JSONTape {
    let input: [UInt8]
    var nodes: [JSONNode] = []
    private var place = 0
    /// Names and indices around the fault, innermost first.
    private var faultSteps: [(name: String, index: Int?)] = []
    private var fault = "the text ends too early"

    init(_ input: [UInt8]) throws(WireError) {
        self.input = input
        nodes.reserveCapacity(min(input.count / 8 + 4, 4_096))
        guard value(depth: 0), end() else { throw WireError(finding) }
    }

    private var finding: Finding {
        var path = ""
        for step in faultSteps.reversed() {
            if let index = step.index {
                path += "[\(index)]"
            } else {
                path += (path.isEmpty ? "" : ".") + step.name
            }
        }
        return Finding(.malformedMessage, at: path, "\(fault), at byte \(place)")
    }

    private mutating func end() -> Bool {
        skipBlanks()
        return place == input.count || failed("something follows the value")
    }

    private mutating func failed(_ what: String) -> Bool {
        if place < input.count { fault = what }
        return false
    }

    private mutating func skipBlanks() {
        while place < input.count, [0x20, 0x0A, 0x0D, 0x09].contains(input[place]) { place += 1 }
    }

    /// The next byte that is no blank; 0 at the end.
    private mutating func peek() -> UInt8 {
        skipBlanks()
        return place < input.count ? input[place] : 0
    }
}

extension JSONTape {
    private mutating func value(depth: Int) -> Bool {
        switch peek() {
        case 0x7B: container(.object, depth)
        case 0x5B: container(.array, depth)
        case 0x22: string()
        case 0x2D, 0x30...0x39: number()
        case 0x74: literal("true")
        case 0x66: literal("false")
        case 0x6E: literal("null")
        default: failed("no value begins so")
        }
    }

    private mutating func container(_ kind: JSONNode.Kind, _ depth: Int) -> Bool {
        guard depth < WireCodec.nestingMaximum else { return failed("nested too deep") }
        let close: UInt8 = kind == .object ? 0x7D : 0x5D
        let start = nodes.count
        nodes.append(JSONNode(kind: kind))
        place += 1
        if peek() != close {
            repeat {
                guard element(kind, nodes[start].count, depth) else { return false }
                nodes[start].count += 1
            } while skip(0x2C)
        }
        guard skip(close) else { return failed("a comma or the closing bracket is missing") }
        nodes[start].next = nodes.count
        return true
    }

    private mutating func element(_ kind: JSONNode.Kind, _ index: Int, _ depth: Int) -> Bool {
        let key = nodes.count
        if kind == .object {
            guard peek() == 0x22 else { return failed("a key is missing") }
            guard string() else { return false }
            guard skip(0x3A) else { return failed("a colon is missing") }
        }
        if value(depth: depth + 1) { return true }
        if kind == .object {
            faultSteps.append((keyName(nodes[key]), nil))
        } else {
            faultSteps.append(("", index))
        }
        return false
    }

    private mutating func skip(_ byte: UInt8) -> Bool {
        guard peek() == byte, place < input.count else { return false }
        place += 1
        return true
    }

    private mutating func literal(_ word: StaticString) -> Bool {
        let start = place
        for byte in "\(word)".utf8 {
            guard place < input.count, input[place] == byte else {
                return failed("no value is written so")
            }
            place += 1
        }
        nodes.append(JSONNode(kind: .literal, range: start..<place, next: nodes.count + 1))
        return true
    }

    private mutating func number() -> Bool {
        let start = place
        while place < input.count, JSONTape.isNumberByte(input[place]) { place += 1 }
        guard JSONNumber.isWellFormed(input[start..<place]) else {
            return failed("not a number as JSON writes it")
        }
        nodes.append(JSONNode(kind: .number, range: start..<place, next: nodes.count + 1))
        return true
    }

    private static func isNumberByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x2B, 0x2D, 0x2E, 0x45, 0x65: true
        default: false
        }
    }
}

extension JSONTape {
    private mutating func string() -> Bool {
        place += 1
        let start = place
        var isEscaped = false
        while place < input.count {
            switch input[place] {
            case 0x22:
                let range = start..<place
                place += 1
                nodes.append(
                    JSONNode(
                        kind: .string, range: range, next: nodes.count + 1, isEscaped: isEscaped))
                return true
            case 0x5C:
                isEscaped = true
                guard escape() else { return failed("no such escape") }
            case 0..<0x20: return failed("a control character stands in a text")
            default: place += 1
            }
        }
        return false
    }

    /// Steps over an escape; a low surrogate must follow a high one, and never stands alone.
    private mutating func escape() -> Bool {
        guard place + 1 < input.count else { return false }
        let kind = input[place + 1]
        guard kind == 0x75 else {
            place += 2
            return JSONText.plainEscape(kind) != nil
        }
        guard let unit = JSONText.codeUnit(input, at: place + 2) else { return false }
        place += 6
        if (0xDC00...0xDFFF).contains(unit) { return false }
        guard (0xD800...0xDBFF).contains(unit) else { return true }
        guard place + 1 < input.count, input[place] == 0x5C, input[place + 1] == 0x75,
            let low = JSONText.codeUnit(input, at: place + 2), (0xDC00...0xDFFF).contains(low)
        else { return false }
        place += 6
        return true
    }

    /// A key for a path: repaired and cut, since it may be anything.
    func keyName(_ node: JSONNode) -> String {
        let bytes = node.isEscaped ? JSONText.unescaped(input[node.range]) : input[node.range]
        return String(decoding: bytes.prefix(64), as: UTF8.self)
    }
}
