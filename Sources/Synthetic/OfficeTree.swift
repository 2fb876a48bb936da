// SPDX-License-Identifier: Apache-2.0
//
// The tree of responsible units, as arithmetic over their numbers: nothing is kept but their codes.
//
// Units are numbered level by level from the root, and those below one unit stand side by side, so that
// the place of a unit follows from three counts. A hundred units stand below a county, nine counties
// below a prefecture and eleven prefectures below a province; what would be alone on its level has none
// above, and so a small ledger begins at its county.
//
// Division codes begin with two digits that GB/T 2260 gives to no province, and no other list to anybody:
// no made-up figure stands beside a real county's name.

import Pipeline

struct OfficeTree: Sendable {
    /// A level of the tree: its kind, and the numbers of its units.
    struct Level: Sendable {
        let kind: UnitKind
        let units: Range<Int>
    }

    let levels: [Level]
    /// By the number of the unit.
    let codes: [UnitCode]
    /// Of each unit; of a town that of its county and three digits more.
    private let numbers: [Int]

    /// The level of the counties.
    let counties: Level
    /// Whatever hosts projects and counts entities: towns, departments, parks; of one unit alone itself.
    let hosts: Range<Int>

    init(units: Int) {
        precondition((1...LedgerScale.unitsMax).contains(units), "units of a scale")
        let levels = Self.levels(units)
        self.levels = levels
        numbers = Self.numbers(levels)
        codes = numbers.map { UnitCode(text: $0 == 0 ? "CN" : String($0))! }
        counties = levels.first { $0.kind == .county }!
        hosts = levels.last!.units
    }

    private static func levels(_ units: Int) -> [Level] {
        let counties = max(1, units / 101)
        let prefectures = counties > 1 ? max(1, counties / 9) : 0
        let provinces = prefectures > 1 ? min(prefixes.count, max(1, prefectures / 11)) : 0
        let nations = provinces > 1 ? 1 : 0
        let towns = units - counties - prefectures - provinces - nations
        let counts: [(UnitKind, Int)] = [
            (.nation, nations), (.province, provinces), (.prefecture, prefectures),
            (.county, counties), (.town, towns),
        ]
        var levels: [Level] = []
        var next = 0
        for (kind, count) in counts where count > 0 {
            levels.append(Level(kind: kind, units: next..<next + count))
            next += count
        }
        return levels
    }

    private static let prefixes =
        Array(84...99) + Array(72...79) + Array(67...69) + Array(55...59) + Array(47...49)

    private static func numbers(_ levels: [Level]) -> [Int] {
        var numbers: [Int] = []
        for (depth, level) in levels.enumerated() {
            for unit in level.units {
                guard depth > 0 else {
                    numbers.append(root(level.kind))
                    continue
                }
                let above = Self.above(unit, at: depth, levels)
                let place = unit - Self.first(below: above, at: depth, levels) + 1
                let number =
                    switch level.kind {
                    case .province: prefixes[place - 1] * 10_000
                    case .prefecture: numbers[above] + place * 100
                    case .county: numbers[above] + place
                    default: numbers[above] * 1_000 + place
                    }
                numbers.append(number)
            }
        }
        return numbers
    }

    private static func root(_ kind: UnitKind) -> Int {
        switch kind {
        case .nation: 0
        case .province: prefixes[0] * 10_000
        case .prefecture: prefixes[0] * 10_000 + 100
        default: prefixes[0] * 10_000 + 101
        }
    }

    /// The unit above one that stands at a depth of 1 or more.
    private static func above(_ unit: Int, at depth: Int, _ levels: [Level]) -> Int {
        let (level, upper) = (levels[depth].units, levels[depth - 1].units)
        return upper.lowerBound + (unit - level.lowerBound) * upper.count / level.count
    }

    /// The first unit at a depth that stands below another.
    private static func first(below unit: Int, at depth: Int, _ levels: [Level]) -> Int {
        let (level, upper) = (levels[depth].units, levels[depth - 1].units)
        let place = unit - upper.lowerBound
        return level.lowerBound + (place * level.count + upper.count - 1) / upper.count
    }
}

extension OfficeTree {
    var count: Int { codes.count }

    private func depth(of unit: Int) -> Int { levels.firstIndex { $0.units.contains(unit) }! }

    /// The unit above; nil for the root.
    func parent(of unit: Int) -> Int? {
        let depth = depth(of: unit)
        return depth == 0 ? nil : Self.above(unit, at: depth, levels)
    }

    /// Of ten units below a county seven are towns, two departments, one a park.
    func kind(of unit: Int) -> UnitKind {
        let kind = levels[depth(of: unit)].kind
        guard kind == .town else { return kind }
        return switch unit % 10 {
        case 0...6: .town
        case 7, 8: .department
        default: .park
        }
    }

    /// What hosts projects below a county; the county where none stands below it.
    func hosts(ofCounty place: Int) -> Range<Int> {
        guard hosts != counties.units else {
            return hosts.lowerBound + place..<hosts.lowerBound + place + 1
        }
        let county = counties.units.lowerBound + place
        let depth = levels.count - 1
        return Self.first(
            below: county, at: depth, levels)..<Self.first(below: county + 1, at: depth, levels)
    }

    /// The county of a host, as a place among counties.
    func county(ofHost unit: Int) -> Int {
        (unit - hosts.lowerBound) * counties.units.count / hosts.count
    }

    /// Six digits of the county that a host stands in.
    func divisionNumber(ofHost unit: Int) -> Int {
        numbers[counties.units.lowerBound + county(ofHost: unit)]
    }

    /// The place of a host among those of its county, from 1, where towns are hosts.
    func placeInCounty(ofHost unit: Int) -> Int { numbers[unit] % 1_000 }

    /// How a unit is defined.
    func definition(of unit: Int) -> UnitDefined {
        let kind = kind(of: unit)
        let number = numbers[unit]
        var defined = UnitDefined()
        defined.kind = kind
        defined.parent = parent(of: unit).map { codes[$0] }
        switch kind {
        case .nation: defined.name = "全国"
        case .province: defined.name = "某省\(number / 10_000)"
        case .prefecture: defined.name = "某市\(number / 100)"
        case .county: defined.name = "某县\(number)"
        case .town: defined.name = "镇\(number)"
        case .department: defined.name = "局\(number)"
        case .park: defined.name = "园区\(number)"
        }
        switch kind {
        case .town: defined.peerGroup = unit % 10 < 4 ? "乡镇一类" : "乡镇二类"
        case .department: defined.peerGroup = "部门"
        case .park: defined.peerGroup = "园区"
        case .county, .prefecture, .province:
            defined.peerGroup = kind == .county ? "县区" : nil
            defined.division = DivisionCode(text: String(number))
        case .nation: break
        }
        return defined
    }
}
