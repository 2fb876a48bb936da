// SPDX-License-Identifier: Apache-2.0
//
// How large a ledger is: its units, the projects that are alive at once, and how many facts are asked.
//
// Law: units and projects say what a ledger is; how many facts are asked only says where it is cut. So
// a longer ledger begins with the shorter one, and a year of a scale has about as many facts as its
// units and projects ask for: some 40 a unit that reports, and some 14 a project.

/// The size of a synthetic ledger.
public struct LedgerScale: Hashable, Sendable {
    /// Responsible units of all levels; 1 to `unitsMax`.
    public var units: Int
    /// Projects alive at once: neither ended nor at capacity; 1 to `projectsMax`.
    public var projects: Int
    /// The facts after which the ledger ends; 0 or more.
    public var facts: Int
    /// The year in whose January the bureau opens its ledger.
    public var firstYear = 2021

    public init(units: Int, projects: Int, facts: Int) {
        self.units = units
        self.projects = projects
        self.facts = facts
    }

    /// The most units: a division of county level holds 999.
    public static let unitsMax = 2_000_000
    /// The most projects: at 80 bytes each some 4 GB.
    public static let projectsMax = 50_000_000

    /// A county, its towns and departments, about a year.
    public static let county = LedgerScale(units: 100, projects: 1_000, facts: 20_000)
    /// A province with its prefectures and counties, about a year.
    public static let province = LedgerScale(units: 10_000, projects: 100_000, facts: 2_000_000)
    /// A nation, somewhat over a year.
    public static let nation = LedgerScale(
        units: 300_000, projects: 3_000_000, facts: 100_000_000)
}
