// SPDX-License-Identifier: Apache-2.0
//
// Which journaled facts a list shows, and along which index they are read.
//
// Law: the conditions alone say which facts belong; all that are set must hold. The path follows from
// which are set, and says the order and what a page costs: by day and in the journal's own order the
// facts it shows; of a subject or of a unit those of the subject or the unit up to the page's end. A
// page goes on after a fact, which is named by its position whatever the order.

public import Pipeline

/// A page of journaled facts.
public struct FactSelection: Hashable, Sendable {
    public var subject: Subject?
    /// As it was logged: a correction is of kind `corrected`, whatever it states anew.
    public var kind: FactKind?
    /// The unit that reported.
    public var unit: UnitCode?
    /// Of effect on this day or later; a fact without a day, as a void is, does not pass.
    public var from: CivilDay?
    /// Of effect on this day or earlier.
    public var to: CivilDay?
    /// Up to this position in the journal.
    public var knownAt = Position.latest
    /// Those that come after the fact at this position.
    public var after: Position?
    /// At most so many.
    public var max: Int

    /// All facts, `max` at a time.
    public init(max: Int) { self.max = max }
}

extension FactSelection {
    /// The index along which facts are read.
    public enum Path: Hashable, Sendable {
        /// Of one subject, by position.
        case subject
        /// Reported by one unit, by position.
        case unit
        /// Of one kind or of all, by day of effect and then by position; without a day first.
        case day
        /// By position.
        case position
    }

    /// The path: the subject before the unit before kind and days.
    public var path: Path {
        if subject != nil { return .subject }
        if unit != nil { return .unit }
        return kind != nil || from != nil || to != nil ? .day : .position
    }

    /// Whether a fact belongs, `after` and `max` apart.
    public func contains(_ fact: LedgerFact) -> Bool {
        let columns = fact.columns
        if fact.position > knownAt { return false }
        if let subject, columns.subject != subject.text { return false }
        if let kind, columns.kind != kind.rawValue { return false }
        if let unit, columns.unit != unit.text { return false }
        guard from != nil || to != nil else { return true }
        guard let day = columns.effectiveDay.map(CivilDay.init(ordinal:)) else { return false }
        return from.map { day >= $0 } ?? true && to.map { day <= $0 } ?? true
    }

    /// A fact's place in the order of the path.
    public func place(of fact: LedgerFact) -> FactPlace {
        FactPlace(
            day: path == .day ? fact.columns.effectiveDay.map { Int64($0) } ?? .min : 0,
            position: fact.position)
    }
}

/// A fact's place in a list.
public struct FactPlace: Hashable, Comparable, Sendable {
    /// `CivilDay.ordinal`; the least number where the fact has no day.
    public var day: Int64
    public var position: Position

    public init(day: Int64, position: Position) {
        self.day = day
        self.position = position
    }

    public static func < (left: FactPlace, right: FactPlace) -> Bool {
        (left.day, left.position) < (right.day, right.position)
    }
}
