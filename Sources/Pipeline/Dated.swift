// SPDX-License-Identifier: Apache-2.0
//
// A value that holds from a day on, until another one does.
//
// Law: the value on a day is that of the latest day not after it; of two for one day the one set last
// holds. Whoever sets them in the order of positions gets the rule of DOMAIN.md for free.

/// Values by the days from which they hold.
public struct Dated<Value: Hashable & Sendable>: Hashable, Sendable {
    /// A value and its first day.
    public struct Entry: Hashable, Sendable {
        public var from: CivilDay
        public var value: Value
    }

    /// Ascending by day, one a day.
    public private(set) var entries: [Entry] = []

    public init() {}

    public var isEmpty: Bool { entries.isEmpty }

    /// Takes the place of a value that was set for the same day.
    public mutating func set(_ value: Value, from day: CivilDay) {
        let index = entries.firstIndex { $0.from >= day } ?? entries.count
        let entry = Entry(from: day, value: value)
        if index < entries.count, entries[index].from == day {
            entries[index] = entry
        } else {
            entries.insert(entry, at: index)
        }
    }

    /// What holds on a day; nil before the first.
    public func value(on day: CivilDay) -> Value? {
        entries.last { $0.from <= day }?.value
    }
}
