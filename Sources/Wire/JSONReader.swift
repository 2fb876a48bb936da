// SPDX-License-Identifier: Apache-2.0
//
// Reads a JSON object by its record's own description.
//
// Each described field takes the member that bears its name; the place just behind the last one
// taken is tried first. What nobody took was given twice, or is unknown. The types are those of the
// proto3 mapping: whole numbers as numbers or as strings of digits (never with a fraction or an
// exponent), bytes as base64, choices as words. `null` is no value: unset is said by leaving out.

import Pipeline

struct JSONReader {
    var tape: JSONTape
    let strictness: Strictness
    var finding: Finding?
    var path = FieldPath()
    private var scope = Scope()

    /// The members of the object being read, as indices of their keys.
    private struct Scope {
        var first = 0
        var next = 0
        var end = 0
        var unread = 0
    }

    static func decode<R: Record>(
        _ type: R.Type, from bytes: [UInt8], strictness: Strictness
    ) throws(WireError) -> R {
        var reader = JSONReader(tape: try JSONTape(bytes), strictness: strictness)
        var record = R()
        reader.read(&record, at: 0, nil)
        if let finding = reader.finding { throw WireError(finding) }
        return record
    }

    private init(tape: JSONTape, strictness: Strictness) {
        self.tape = tape
        self.strictness = strictness
    }

    /// Reads the object at a node; `name` and `index` say where it stands.
    mutating func read<R: Record>(
        _ record: inout R, at node: Int, _ name: String?, index: Int? = nil
    ) {
        let object = tape.nodes[node]
        guard object.kind == .object else {
            return fail(.wrongType, name, "not an object", index: index)
        }
        if let name { path.enter(name, index) }
        let outer = scope
        scope = Scope(first: node + 1, next: node + 1, end: object.next, unread: object.count)
        record.visit(&self)
        if scope.unread > 0, finding == nil { judgeRest() }
        scope = outer
        if name != nil { path.leave() }
    }

    /// Judges the members that no field took.
    private mutating func judgeRest() {
        var taken: [ArraySlice<UInt8>] = []
        var rest: [Int] = []
        var key = scope.first
        while key < scope.end {
            if tape.nodes[key].isRead { taken.append(tape.bytes(key)) } else { rest.append(key) }
            key = tape.nodes[key + 1].next
        }
        for key in rest {
            let isTwice = taken.contains(tape.bytes(key))
            guard isTwice || strictness == .strict else { continue }
            let name = tape.keyName(tape.nodes[key])
            return isTwice
                ? fail(.duplicateKey, name, "the key is given more than once")
                : fail(.unknownField, name, "the schema has no such field")
        }
    }

    /// Keeps the first finding.
    mutating func fail(_ rule: Rule, _ name: String?, _ detail: String, index: Int? = nil) {
        if finding == nil { finding = Finding(rule, at: path.text(to: name, index), detail) }
    }

    /// Whether no member is left that could be taken.
    var isDone: Bool { scope.unread == 0 || finding != nil }

    /// Takes the member of that name; the index of its value.
    mutating func take(_ name: String) -> Int? {
        guard !isDone else { return nil }
        let start = scope.next
        return take(name, in: start..<scope.end) ?? take(name, in: scope.first..<start)
    }

    private mutating func take(_ name: String, in range: Range<Int>) -> Int? {
        var key = range.lowerBound
        while key < range.upperBound {
            let following = tape.nodes[key + 1].next
            if !tape.nodes[key].isRead, tape.bytes(key).elementsEqual(name.utf8) {
                tape.nodes[key].isRead = true
                scope.next = following
                scope.unread -= 1
                return key + 1
            }
            key = following
        }
        return nil
    }
}

extension JSONTape {
    /// The bytes that a string node means.
    func bytes(_ node: Int) -> ArraySlice<UInt8> {
        let string = nodes[node]
        return string.isEscaped ? JSONText.unescaped(input[string.range]) : input[string.range]
    }
}
