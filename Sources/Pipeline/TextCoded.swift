// SPDX-License-Identifier: Apache-2.0
//
// Values that a ledger writes as one word of text: codes, days, ids.
//
// Law: `Self(text: value.text) == value`, and text that breaks the form gives nil, never a
// neighbouring value. Which rule was broken is named by `formRule`; where, is the caller's to say.

/// A value with exactly one written form.
public protocol TextCoded: Hashable, Sendable {
    /// The rule that a text of another form breaks.
    static var formRule: Rule { get }

    /// Reads the written form; nil when `text` is not of that form.
    init?(text: String)

    /// Reads the written form from its UTF-8, for what is read so often that a text of it would cost.
    init?(utf8: borrowing Span<UInt8>)

    /// The written form.
    var text: String { get }
}

extension TextCoded {
    public init?(utf8: borrowing Span<UInt8>) {
        guard let text = String(utf8: utf8) else { return nil }
        self.init(text: text)
    }
}

extension String {
    /// Nil when the bytes are no UTF-8.
    public init?(utf8 bytes: borrowing Span<UInt8>) {
        guard let valid = try? UTF8Span(validating: copy bytes) else { return nil }
        self.init(copying: valid)
    }
}

/// A closed choice, written as an upper-case word and numbered from 1 in the order of its cases.
///
/// Cases are only ever appended: the number is part of the protobuf schema.
public protocol NamedChoice: CaseIterable, Hashable, Sendable, RawRepresentable<String>
where AllCases: RandomAccessCollection, AllCases.Index == Int {}

extension NamedChoice {
    /// The protobuf number, from 1; 0 means "unset" and is no choice.
    public var number: Int { Self.allCases.firstIndex(of: self)! + 1 }

    /// The choice with that protobuf number.
    public init?(number: Int) {
        let choices = Self.allCases
        guard choices.indices.contains(number - 1) else { return nil }
        self = choices[number - 1]
    }
}
