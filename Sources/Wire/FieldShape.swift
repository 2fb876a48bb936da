// SPDX-License-Identifier: Apache-2.0
//
// The schema as the records describe it: for the test that holds it against the `.proto` files, for
// the command line's list of what `--set` takes, and for the names of fields in findings.

import Pipeline

/// The type of a field's value.
public enum FieldType: Hashable, Sendable {
    case text
    case integer
    case flag
    case bytes
    /// The name of the list, and its words in the order of their numbers from 1.
    case choice(name: String, words: [String])
    /// The name of the message.
    case record(name: String)
}

/// One field of a message.
public struct FieldShape: Hashable, Sendable {
    public var number: Int
    public var name: String
    public var type: FieldType
    public var isRepeated = false
    /// One of the message's `oneof`.
    public var isAlternative = false
}

/// A message and its fields in declaration order.
public struct MessageShape: Hashable, Sendable {
    public var name: String
    public var fields: [FieldShape]
}

extension Record {
    /// The message's own shape.
    public static var shape: MessageShape {
        var collector = ShapeCollector()
        collector.collect(Self.self)
        return collector.messages[0]
    }

    /// The message's shape, then those of all that it holds, each once.
    public static var shapes: [MessageShape] {
        var collector = ShapeCollector()
        collector.collect(Self.self)
        return collector.messages
    }

    /// A field's name; its number in digits when there is no such field.
    static func fieldName(_ number: Int) -> String {
        shape.fields.first { $0.number == number }?.name ?? "\(number)"
    }
}

/// Walks empty records.
private struct ShapeCollector: FieldVisitor {
    var messages: [MessageShape] = []
    private var fields: [FieldShape] = []

    init() {}

    mutating func collect<R: Record>(_ type: R.Type) {
        guard !messages.contains(where: { $0.name == R.messageName }) else { return }
        let place = messages.count
        messages.append(MessageShape(name: R.messageName, fields: []))
        let outer = fields
        fields = []
        var empty = R()
        empty.visit(&self)
        messages[place].fields = fields
        fields = outer
    }

    private mutating func add(
        _ number: Int, _ name: String, _ type: FieldType, isRepeated: Bool = false,
        isAlternative: Bool = false
    ) {
        fields.append(
            FieldShape(
                number: number, name: name, type: type, isRepeated: isRepeated,
                isAlternative: isAlternative))
    }

    mutating func text(_ number: Int, _ name: String, _ value: inout String?) {
        add(number, name, .text)
    }

    mutating func integer(_ number: Int, _ name: String, _ value: inout Int64?) {
        add(number, name, .integer)
    }

    mutating func flag(_ number: Int, _ name: String, _ value: inout Bool?) {
        add(number, name, .flag)
    }

    mutating func bytes(_ number: Int, _ name: String, _ value: inout [UInt8]?) {
        add(number, name, .bytes)
    }

    mutating func coded<T: TextCoded>(_ number: Int, _ name: String, _ value: inout T?) {
        add(number, name, .text)
    }

    mutating func choice<T: NamedChoice>(_ number: Int, _ name: String, _ value: inout T?) {
        add(number, name, .choice(name: "\(T.self)", words: T.allCases.map(\.rawValue)))
    }

    mutating func record<R: Record>(_ number: Int, _ name: String, _ value: inout R?) {
        add(number, name, .record(name: R.messageName))
        collect(R.self)
    }

    mutating func alternative<R: Record>(
        _ number: Int, _ name: String, _ value: inout R?, isTaken: Bool
    ) {
        add(number, name, .record(name: R.messageName), isAlternative: true)
        collect(R.self)
    }

    mutating func records<R: Record>(_ number: Int, _ name: String, _ value: inout [R]) {
        add(number, name, .record(name: R.messageName), isRepeated: true)
        collect(R.self)
    }

    mutating func texts(_ number: Int, _ name: String, _ value: inout [String]) {
        add(number, name, .text, isRepeated: true)
    }

    mutating func integers(_ number: Int, _ name: String, _ value: inout [Int64]) {
        add(number, name, .integer, isRepeated: true)
    }
}
