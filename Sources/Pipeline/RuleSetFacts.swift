// SPDX-License-Identifier: Apache-2.0
//
// Rule sets (口径) as dated data: what a question uses where it names nothing of its own. A question
// about a day is answered by the rule set in force on that day, as known at its known-at, so that last
// year's figures stay under last year's rules.

/// A rule set is in force from the fact's day on, until a later one is.
public struct RuleSetAdopted: Hashable, Sendable {
    /// What it is called, for people; its name is the subject.
    public var title: String?
    /// Of the start rate and the like.
    public var cohort: Cohort?
    public var rounding: RoundingRule?
    /// Decimals of rates, 0–4.
    public var percentDecimals: Int64?
    /// Decimals of differences of rates, 0–4.
    public var pointsDecimals: Int64?
    /// Which lamp burns where; empty, `LampRule.standard`.
    public var lamps: [LampRule] = []
    /// The ladder of supervision orders, from the first rung up; empty, `OrderRung.standard`.
    public var rungs: [OrderRung] = []

    public init() {}
}

/// The name of a rule set: 1–64 bytes, no blanks.
public struct RuleSetName: KeyCoded {
    public let text: String
    public static var formRule: Rule { .malformedCode }
    public init?(text: String) {
        guard text.isPlainWord else { return nil }
        self.text = text
    }

    /// What holds while none is adopted.
    public static let standard = RuleSetName(text: "default")!
}
