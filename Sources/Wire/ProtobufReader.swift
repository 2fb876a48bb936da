// SPDX-License-Identifier: Apache-2.0
//
// Reads a protobuf message by its record's own description.
//
// A message is first cut into fields (`ProtobufReader+Scan.swift`), whose list lies on one stack
// that nested messages share; then each described field takes what bears its number. Fields come in
// any order; a place just behind the last one taken is tried first, so that messages in order cost
// one comparison a field. What nobody took was given twice, or is unknown.

import Pipeline

struct ProtobufReader {
    let input: [UInt8]
    let strictness: Strictness
    var finding: Finding?
    var path = FieldPath()
    var fields: [ProtobufField] = []
    var scope = Scope()

    /// The fields of the message being read: from `first` to the end of `fields`.
    struct Scope {
        var first = 0
        var next = 0
        var unread = 0
        /// The numbers below 128 that the message has, and of them those that were taken.
        private var present = NumberSet()
        private var seen = NumberSet()

        init(first: Int = 0) {
            self.first = first
            next = first
        }

        mutating func note(_ number: Int) { present.insert(number) }

        mutating func mark(_ number: Int) { seen.insert(number) }

        /// Whether the message has a field of that number, taken or not.
        func has(_ number: Int) -> Bool { present.contains(number) }

        func hasSeen(_ number: Int) -> Bool { seen.contains(number) }
    }

    /// Field numbers below 128, which all numbers of the schema are; others are in no set.
    private struct NumberSet {
        private var low: UInt64 = 0
        private var high: UInt64 = 0

        mutating func insert(_ number: Int) {
            if number < 64 {
                low |= 1 << number
            } else if number < 128 {
                high |= 1 << (number - 64)
            }
        }

        func contains(_ number: Int) -> Bool {
            number < 64 ? low >> number & 1 == 1 : number < 128 && high >> (number - 64) & 1 == 1
        }
    }

    static func decode<R: Record>(
        _ type: R.Type, from bytes: [UInt8], strictness: Strictness
    ) throws(WireError) -> R {
        var reader = ProtobufReader(input: bytes, strictness: strictness)
        var record = R()
        reader.read(&record, in: 0..<bytes.count)
        if let finding = reader.finding { throw WireError(finding) }
        return record
    }

    private init(input: [UInt8], strictness: Strictness) {
        self.input = input
        self.strictness = strictness
        // What a fact has, with the messages in it; more is made room for.
        fields.reserveCapacity(24)
    }

    /// Reads the message that fills a range of the input.
    mutating func read<R: Record>(_ record: inout R, in range: Range<Int>) {
        let outer = scope
        scope = Scope(first: fields.count)
        if scan(R.self, in: range) {
            scope.unread = fields.count - scope.first
            record.visit(&self)
            if scope.unread > 0, finding == nil { judgeRest(of: R.self) }
        }
        fields.removeLast(fields.count - scope.first)
        scope = outer
    }

    private mutating func judgeRest<R: Record>(of type: R.Type) {
        for field in fields[scope.first...] where !field.isRead {
            if scope.hasSeen(field.number) {
                let name = R.fieldName(field.number)
                return fail(.duplicateKey, name, "the field is given more than once")
            }
            if strictness == .strict {
                return fail(.unknownField, "\(field.number)", "the schema has no such field")
            }
        }
    }

    /// Keeps the first finding.
    mutating func fail(_ rule: Rule, _ name: String?, _ detail: String, index: Int? = nil) {
        if finding == nil { finding = Finding(rule, at: path.text(to: name, index), detail) }
    }

    /// Takes the first unread field of that number.
    mutating func take(_ number: Int) -> ProtobufField? {
        guard scope.unread > 0, scope.has(number), finding == nil else { return nil }
        for index in scope.next..<fields.count where fields[index].number == number {
            return mark(index)
        }
        for index in scope.first..<scope.next
        where fields[index].number == number && !fields[index].isRead {
            return mark(index)
        }
        return nil
    }

    /// Takes the field at an index of the stack.
    mutating func mark(_ index: Int) -> ProtobufField {
        fields[index].isRead = true
        scope.next = index + 1
        scope.unread -= 1
        scope.mark(fields[index].number)
        return fields[index]
    }

    /// Takes the first unread field of that number, if it is of the right wire type.
    mutating func take(_ number: Int, _ name: String, _ wire: WireType) -> ProtobufField? {
        guard let field = take(number) else { return nil }
        guard field.wire == wire else {
            fail(.wrongType, name, "wire type \(field.wire) stands where \(wire) should")
            return nil
        }
        return field
    }
}
