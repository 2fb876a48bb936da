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
