// SPDX-License-Identifier: Apache-2.0
//
// The languages of answers, and words that exist in both.
//
// Law: every word that a reader can meet is there in both languages and never empty. Codes on the
// wire stay as they are; words are for people and may be bettered without a new version.

public import Pipeline

/// The language of labels and texts.
public enum Language: String, NamedChoice {
    /// 中文, as county offices write it.
    case zh = "ZH"
    case en = "EN"
}

extension Language {
    /// Words that are put together for the reader's language alone.
    func choose(_ zh: @autoclosure () -> String, _ en: @autoclosure () -> String) -> String {
        switch self {
        case .zh: zh()
        case .en: en()
        }
    }
}

/// One meaning in both languages.
public struct Wording: Hashable, Sendable {
    public var zh: String
    public var en: String

    public init(_ zh: String, _ en: String) {
        self.zh = zh
        self.en = en
    }

    /// The words of that language.
    public subscript(language: Language) -> String {
        switch language {
        case .zh: zh
        case .en: en
        }
    }
}

/// A value that has words for a reader.
public protocol Worded {
    /// Its words in both languages.
    var wording: Wording { get }
}

extension Worded {
    /// Its words in a language.
    public func words(in language: Language) -> String { wording[language] }
}
