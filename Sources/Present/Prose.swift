// SPDX-License-Identifier: Apache-2.0
//
// Running text of words and quoted numbers.
//
// Law: a number comes into a text by its figure only, and what is shown of it is a part of the figure's
// own text (`+192.5%（快报）` → `192.5%`) or, of a day, that day as the language writes it. So no bulletin
// can round again, and each number has its question.

import Pipeline

/// A number of a bulletin: what is shown, and the question that gives it again.
public struct QuotedNumber: Hashable, Sendable {
    public let shown: String
    public let question: FigureQuestion

    /// The figure's whole text.
    public init(_ figure: AnsweredFigure) {
        shown = figure.text
        question = figure.question
    }

    /// A part of the figure's text.
    ///
    /// - Precondition: it is one.
    public init(_ figure: AnsweredFigure, part: some StringProtocol) {
        precondition(figure.text.contains(String(part)), "what is shown is part of the text")
        shown = String(part)
        question = figure.question
    }

    /// The figure's day as the language writes it: `2023年11月30日`, `2023-11-30`.
    public init?(dayOf figure: AnsweredFigure, in language: Language) {
        guard let day = figure.day else { return nil }
        shown =
            language == .zh
            ? "\(day.year)年\(day.month)月\(day.dayOfMonth)日" : day.text
        question = figure.question
    }

    /// A difference that the front told.
    public init(difference: String, question: FigureQuestion) {
        shown = difference
        self.question = question
    }
}

/// Words and numbers in their order.
public struct Prose: Hashable, Sendable {
    public enum Run: Hashable, Sendable {
        case words(String)
        case number(QuotedNumber)
    }

    public private(set) var runs: [Run] = []

    public init(_ words: String = "") { append(words) }

    public init(_ number: QuotedNumber) { runs = [.number(number)] }

    mutating func append(_ words: String) {
        guard !words.isEmpty else { return }
        if case .words(let before)? = runs.last {
            runs[runs.count - 1] = .words(before + words)
        } else {
            runs.append(.words(words))
        }
    }

    mutating func append(_ other: Prose) {
        for run in other.runs {
            switch run {
            case .words(let words): append(words)
            case .number: runs.append(run)
            }
        }
    }

    static func + (left: Prose, right: Prose) -> Prose {
        var whole = left
        whole.append(right)
        return whole
    }

    /// The text without its questions.
    public var plain: String {
        runs.map { run in
            switch run {
            case .words(let words): words
            case .number(let number): number.shown
            }
        }.joined()
    }

    /// The questions in the order of their numbers.
    public var questions: [FigureQuestion] {
        runs.compactMap { if case .number(let number) = $0 { number.question } else { nil } }
    }
}

extension Prose: ExpressibleByStringInterpolation {
    public struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var prose = Prose()

        public init(literalCapacity: Int, interpolationCount: Int) {}

        public mutating func appendLiteral(_ literal: String) { prose.append(literal) }

        public mutating func appendInterpolation(_ words: String) { prose.append(words) }

        public mutating func appendInterpolation(_ number: QuotedNumber) {
            prose.append(Prose(number))
        }

        public mutating func appendInterpolation(_ figure: AnsweredFigure) {
            prose.append(Prose(QuotedNumber(figure)))
        }

        public mutating func appendInterpolation(_ other: Prose) { prose.append(other) }
    }

    public init(stringLiteral words: String) { self.init(words) }

    public init(stringInterpolation: StringInterpolation) { self = stringInterpolation.prose }
}

extension [Prose] {
    /// One after the other, the same words between them.
    func joined(_ separator: String) -> Prose {
        var whole = Prose()
        for (index, part) in enumerated() {
            if index > 0 { whole.append(separator) }
            whole.append(part)
        }
        return whole
    }
}
