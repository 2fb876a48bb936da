// SPDX-License-Identifier: Apache-2.0
//
// What the ledger says to a number of a text.

public import Present

/// How a number and a figure go together.
public enum Match: Hashable, Sendable {
    /// The figure, rounded to the digits written.
    case exact
    /// The figure cut off at the digits written, and not rounded.
    case cutOff
    /// A bound (超过, nearly) that holds.
    case bound
    /// The figure is another one.
    case none
    /// The figure has no number.
    case missing
}

/// A reading with the ledger's figure.
public struct AnsweredReading: Hashable, Sendable {
    public var reading: Reading
    public var figure: AnsweredFigure
    public var match: Match
    /// What is written less the ledger's figure, where both are numbers.
    public var difference: String?
}

/// The verdict on one number.
public struct SpokenVerdict: Hashable, Sendable {
    public enum Kind: String, CaseIterable, Hashable, Sendable {
        case reproduced, different, ambiguous, notFound
        /// Its words are not understood well enough, or say what the ledger does not tell.
        case notJudged
    }

    public var statement: Statement
    public var kind: Kind
    /// Readings that the ledger has a figure for, those of the words first.
    public var answers: [AnsweredReading]

    /// The answer that it rests on: one that reproduces the number before others.
    public var answer: AnsweredReading? {
        answers.first { $0.match.isReproduced } ?? answers.first
    }
}

extension Match {
    public var isReproduced: Bool { self == .exact || self == .cutOff || self == .bound }
}
