// SPDX-License-Identifier: Apache-2.0
//
// The server's stamps: when a fact was recorded, and where in the journal.
//
// Law: positions are 1, 2, 3 … without gaps; `recordedAt` never runs backwards from one position
// to the next. The civil day of a moment is that of UTC+8.

/// A moment in UTC, in microseconds since 1970-01-01T00:00:00Z.
public struct Moment: Hashable, Comparable, Sendable {
    public let microseconds: Int64

    public init(microseconds: Int64) { self.microseconds = microseconds }

    public static func < (left: Moment, right: Moment) -> Bool {
        left.microseconds < right.microseconds
    }

    /// The civil day in UTC+8 on which the moment falls.
    public var civilDay: CivilDay {
        let shifted = microseconds + 8 * 3_600 * 1_000_000
        let day: Int64 = 86_400 * 1_000_000
        return CivilDay(ordinal: Int32(shifted / day - (shifted % day < 0 ? 1 : 0)))
    }

    /// The first moment of a civil day in UTC+8.
    public init(startOf day: CivilDay) {
        self.init(microseconds: (Int64(day.ordinal) * 86_400 - 8 * 3_600) * 1_000_000)
    }
}

/// A place in the journal: 1 for its first fact; 0 stands before it.
public struct Position: Hashable, Comparable, Sendable, CustomStringConvertible {
    public let number: Int64

    public init(_ number: Int64) { self.number = number }

    public static let origin = Position(0)
    public static let latest = Position(.max)

    public static func < (left: Position, right: Position) -> Bool { left.number < right.number }

    public var next: Position { Position(number + 1) }
    public var description: String { "\(number)" }
}

/// Who logged a fact: the name that the worker was launched with, or the one that a key maps to.
public struct Principal: Hashable, Sendable {
    /// The journaled form, which every entry is hashed and written with.
    public let text: String
    /// False where no key vouches for the name; then "four eyes" can't be enforced.
    public let isAuthenticated: Bool

    private static let mark = "unauthenticated:"

    public init(name: String, isAuthenticated: Bool) {
        text = isAuthenticated ? name : Principal.mark + name
        self.isAuthenticated = isAuthenticated
    }

    public init(text: String) {
        self.text = text
        isAuthenticated = !text.hasPrefix(Principal.mark)
    }

    public var name: String {
        isAuthenticated ? text : String(text.dropFirst(Principal.mark.count))
    }
}
