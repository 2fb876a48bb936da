// SPDX-License-Identifier: Apache-2.0
//
// What must hold, whatever the world does.

/// A law of the product.
public enum Invariant: String, CaseIterable, Hashable, Sendable {
    // what is acknowledged
    /// A fact that was acknowledged is not at the position told.
    case acknowledgedLost
    /// A fact was called created twice, or is journaled twice.
    case countedTwice
    /// `exists` told another position than the first.
    case notTheFirstPosition
    /// A journaled fact was refused, by a rule that its own effect broke.
    case lawfulBeforeNew
    /// No state of the journal gives ground for the refusal.
    case refusalWithoutGround
    /// The same request heard another answer, though its worker had not died.
    case otherAnswerToTheSame
    /// A conflict that is none, or that names other fields; an `exists` of other content.
    case wrongConflict
    /// A request that a live worker took and never answered, or answered twice.
    case notOneReply
    /// An outbox let one parcel overtake another.
    case overtaken
    // the journal
    /// An entry that the rules decline, in its place.
    case unlawfulEntry
    /// An entry that nobody sent.
    case inventedEntry
    /// A gap, a clock that ran backwards, a leaf that is not its hash, an entry that changed.
    case brokenChain
    /// A part of an all-or-nothing request.
    case halfARequest
    // figures
    /// A figure that is not what the facts up to its known-at add up to.
    case wrongFigure
    /// The same question, as-of and known-at had another figure before.
    case figureChanged
    /// An answer from before the position that was asked for.
    case tooEarly
    /// A cell, or its past, that is not what the facts add up to.
    case wrongCell
    /// A row of a project that is not what its facts say.
    case wrongRow
    /// A lamp, a rank, a report or a projection that is not what the facts say.
    case wrongReview
    /// A cursor that ran backwards or beyond the head.
    case wrongCursor
    // the run itself
    /// The same seed, another digest.
    case notTheSameTwice
    /// Faults stopped, and the world did not come to rest.
    case noProgress
}

/// A law that did not hold.
public struct Broken: Error, Hashable, Sendable, CustomStringConvertible {
    public var invariant: Invariant
    public var detail: String

    init(_ invariant: Invariant, _ detail: String) {
        self.invariant = invariant
        self.detail = detail
    }

    public var description: String { "\(invariant.rawValue): \(detail)" }
}
