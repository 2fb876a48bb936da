// SPDX-License-Identifier: Apache-2.0
//
// The second clock of a question: as known at a position, a moment or a day.

public import Pipeline

/// What was known then. Exactly one of position, moment and day is given.
public struct KnownAtChoice: Record {
    /// Of the position; a ledger of another epoch refuses.
    public var epoch: String?
    /// Facts up to this one.
    public var position: Int64?
    /// Facts recorded by then: microseconds since 1970-01-01T00:00:00Z.
    public var moment: Int64?
    /// Facts recorded by the end of this day in UTC+8.
    public var day: CivilDay?

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.text(1, "epoch", &epoch)
        visitor.integer(2, "position", &position)
        visitor.integer(3, "moment", &moment)
        visitor.coded(4, "day", &day)
    }
}
