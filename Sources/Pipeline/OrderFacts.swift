// SPDX-License-Identifier: Apache-2.0
//
// Corrections and voids: facts about facts. Neither has a day of its own; a correction has that of
// the content it brings. How they link into chains is held in `Chains`.

extension Content {
    /// Whether it changes what an earlier fact said.
    public var isOrder: Bool {
        switch self {
        case .corrected, .voided: true
        default: false
        }
    }

    /// The fact that it corrects or voids.
    public var orderedID: FactID? {
        switch self {
        case .corrected(let corrected): corrected.of
        case .voided(let voided): voided.of
        default: nil
        }
    }
}

/// A fact is stated anew, whole: of the same kind and subject. The old effect is gone.
public struct Corrected: Hashable, Sendable {
    /// The fact corrected: the content of its chain that is in force.
    public var of: FactID?
    public var reason: String?
    /// The whole new content, the day and the unit that reports included. It has no id and no source:
    /// those are the correction's own.
    public var restated: Fact?

    public init() {}
}

/// A fact's effect is taken away, and what it had replaced is back; a void can be voided.
public struct Voided: Hashable, Sendable {
    /// The fact voided.
    public var of: FactID?
    /// Its subject, as `Subject.text` has it.
    public var subject: Subject?
    public var reason: String?

    public init() {}
}
