// SPDX-License-Identifier: Apache-2.0
//
// One description of a message serves everything: both encodings in both directions, field-by-field
// differences, assignment by name, the schema that a test holds against the `.proto` files.
//
// Law: `visit` names each field once, in the order in which it is written, with its protobuf number
// and its JSON name; numbers are below 128 and never change their meaning. A visitor keeps its
// first failure to itself and ignores what follows, so that `visit` need not throw.

public import Pipeline

/// A message: a struct whose fields are optional or arrays, and which can name them all.
public protocol Record: Hashable, Sendable {
    /// A record in which nothing is set.
    init()

    /// Names each field once, in declaration order: number, JSON name, value.
    mutating func visit<V: FieldVisitor>(_ visitor: inout V)
}

extension Record {
    /// The name of the message in the schema.
    public static var messageName: String { "\(Self.self)" }
}

/// What can be done with every field of a record. One method a type of value.
public protocol FieldVisitor {
    /// Whether a field is nothing to it. A record may ask before it lays out a value
    /// that is costly to move; the answer `false` is always right.
    func passesOver(_ number: Int, _ name: String, isSet: Bool) -> Bool
    /// A text of at most 4,096 bytes.
    mutating func text(_ number: Int, _ name: String, _ value: inout String?)
    /// A whole number.
    mutating func integer(_ number: Int, _ name: String, _ value: inout Int64?)
    /// True, false or unset.
    mutating func flag(_ number: Int, _ name: String, _ value: inout Bool?)
    /// Bytes of any length; base64 in JSON.
    mutating func bytes(_ number: Int, _ name: String, _ value: inout [UInt8]?)
    /// A checked word; a text on the wire.
    mutating func coded<T: TextCoded>(_ number: Int, _ name: String, _ value: inout T?)
    /// One of a closed list; its number in protobuf, its word in JSON.
    mutating func choice<T: NamedChoice>(_ number: Int, _ name: String, _ value: inout T?)
    /// A nested message.
    mutating func record<R: Record>(_ number: Int, _ name: String, _ value: inout R?)
    /// One alternative of a message's only `oneof`. `isTaken`: another one is set.
    mutating func alternative<R: Record>(
        _ number: Int, _ name: String, _ value: inout R?, isTaken: Bool)
    /// Nested messages in order.
    mutating func records<R: Record>(_ number: Int, _ name: String, _ value: inout [R])
    /// Texts in order, each of at most 4,096 bytes.
    mutating func texts(_ number: Int, _ name: String, _ value: inout [String])
    /// Whole numbers in order; packed in protobuf.
    mutating func integers(_ number: Int, _ name: String, _ value: inout [Int64])
}

extension FieldVisitor {
    public func passesOver(_ number: Int, _ name: String, isSet: Bool) -> Bool { false }
}
