// SPDX-License-Identifier: Apache-2.0
//
// Which lamp burns (红黄绿灯), as dated data: rules over how far a unit is ahead of its schedule and how
// many days what it answers for is overdue.
//
// Law: a list of rules that is adopted is total: of any number ahead, between and at all bounds, and any
// number of days, exactly one rule holds. A list that is not is refused, and the place where no rule
// holds, or several do, is named.

/// One rule: the lamp, and where it burns. A bound that is unset is open; all that are set must hold.
public struct LampRule: Hashable, Sendable {
    public var lamp: Lamp?
    /// Ahead by so much or more, in hundredths of a percentage point; behind is below zero.
    public var aheadFrom: Int64?
    /// Ahead by more than that.
    public var aheadAbove: Int64?
    /// Ahead by so much or less.
    public var aheadUpTo: Int64?
    /// Ahead by less than that.
    public var aheadBelow: Int64?
    /// Overdue by so many days or more.
    public var overdueFrom: Int64?
    /// Overdue by fewer days.
    public var overdueBelow: Int64?

    public init() {}

    public init(
        _ lamp: Lamp, aheadFrom: Int64? = nil, aheadAbove: Int64? = nil, aheadUpTo: Int64? = nil,
        aheadBelow: Int64? = nil, overdueFrom: Int64? = nil, overdueBelow: Int64? = nil
    ) {
        self.lamp = lamp
        (self.aheadFrom, self.aheadAbove) = (aheadFrom, aheadAbove)
        (self.aheadUpTo, self.aheadBelow) = (aheadUpTo, aheadBelow)
        (self.overdueFrom, self.overdueBelow) = (overdueFrom, overdueBelow)
    }

    /// DOMAIN.md, Lamps: green at or above schedule, yellow less than ten points behind, red else.
    public static let standard = [
        LampRule(.green, aheadFrom: 0),
        LampRule(.yellow, aheadAbove: -1_000, aheadBelow: 0),
        LampRule(.red, aheadUpTo: -1_000),
    ]

    /// A bound in points, as -9.5.
    public static func points(_ hundredths: Int64) -> String {
        let (whole, part) = hundredths.magnitude.quotientAndRemainder(dividingBy: 100)
        var digits = part < 10 ? "0\(part)" : "\(part)"
        while digits.last == "0" { digits.removeLast() }
        return (hundredths < 0 ? "-" : "") + "\(whole)" + (digits.isEmpty ? "" : ".\(digits)")
    }

    /// The most rules of one set.
    public static let rulesMax = 32
    /// The farthest bound ahead or behind, in hundredths of a point.
    public static let aheadMax: Int64 = 10_000_000
    /// The farthest bound in days.
    public static let overdueMax: Int64 = 36_600
}

/// A rung of the ladder of supervision orders: reminder, order, interview (提醒、督办、约谈) …
public struct OrderRung: Hashable, Sendable {
    public var name: String?
    /// In how many days an order of this rung is to be answered.
    public var days: Int64?

    public init() {}

    public init(_ name: String, days: Int64) { (self.name, self.days) = (name, days) }

    /// What holds where no rule set names a ladder.
    public static let standard = [
        OrderRung("提醒", days: 10), OrderRung("督办", days: 10), OrderRung("约谈", days: 5),
    ]

    /// The most rungs of one ladder.
    public static let rungsMax = 16
}
