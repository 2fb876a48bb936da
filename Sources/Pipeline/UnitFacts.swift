// SPDX-License-Identifier: Apache-2.0
//
// Units: who answers for figures. The subject of these facts is the unit's code.

/// A unit comes to be: its name, its place in the tree, its kind.
public struct UnitDefined: Hashable, Sendable {
    public var name: String?
    /// The unit above; unset for a root.
    public var parent: UnitCode?
    public var kind: UnitKind?
    /// The group within which it is ranked, as the assessment office calls it.
    public var peerGroup: String?
    /// Its division; a county's is what "outside the area" is judged by.
    public var division: DivisionCode?

    public init() {}
}

/// What a unit is.
public enum UnitKind: String, NamedChoice {
    case nation = "NATION"
    case province = "PROVINCE"
    case prefecture = "PREFECTURE"
    case county = "COUNTY"
    case town = "TOWN"
    case department = "DEPARTMENT"
    case park = "PARK"
}

/// The unit bears another name from the fact's day on.
public struct UnitRenamed: Hashable, Sendable {
    public var name: String?

    public init() {}
}

/// The unit stands below another one from the fact's day on.
public struct UnitMoved: Hashable, Sendable {
    /// The unit above; unset, it becomes a root.
    public var parent: UnitCode?
    public var reason: String?

    public init() {}
}

/// The unit ends, and others go on where it was. Its figures stay its own.
public struct UnitSplit: Hashable, Sendable {
    /// The units that go on, two at least.
    public var into: [UnitPart] = []
    public var reason: String?

    public init() {}
}

/// One of the units that a unit was split into.
public struct UnitPart: Hashable, Sendable {
    public var unit: UnitCode?

    public init() {}
}

/// The unit ends and is a part of another one: it stands below it from the fact's day on.
public struct UnitMerged: Hashable, Sendable {
    public var into: UnitCode?
    public var reason: String?

    public init() {}
}

/// The unit ends. Its figures stay where they are.
public struct UnitClosed: Hashable, Sendable {
    public var reason: String?

    public init() {}
}
