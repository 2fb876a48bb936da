// SPDX-License-Identifier: Apache-2.0
//
// Rules for units. A unit is defined once, below a unit that is defined, and ends once: closed, split
// or merged. Announced changes may lie ahead, and days may come out of order; on every day the tree has
// no ring and at most eight levels.

/// What the rules read of one unit: a function of its facts in force.
struct UnitState: Sendable {
    /// The unit above, by the day from which it is; what came first stood before as well.
    private(set) var places = Dated<UnitCode?>()
    private(set) var definedOn: CivilDay?
    /// The day from which it is no more.
    private(set) var closedOn: CivilDay?

    mutating func take(_ content: Content, on day: CivilDay) {
        switch content {
        case .unitDefined(let unit):
            definedOn = day
            place(below: unit.parent, from: day)
        case .unitMoved(let moved): place(below: moved.parent, from: day)
        case .unitMerged(let merged):
            place(below: merged.into, from: day)
            closedOn = day
        case .unitSplit, .unitClosed: closedOn = day
        default: break
        }
    }

    mutating func place(below parent: UnitCode?, from day: CivilDay) {
        places.set(parent, from: day)
    }

    func parent(on day: CivilDay) -> UnitCode? {
        (places.value(on: day) ?? places.entries.first?.value) ?? nil
    }
}

extension AdmissionState {
    func judgeUnit(_ content: Content, into docket: inout Docket) {
        guard case .unit(let code)? = docket.subject else { return }
        if case .unitDefined(let unit) = content { return judge(unit, code, into: &docket) }
        guard let known = units[code] else {
            return docket.refuse(.unknownUnit, "subject", "no unit \(code.text) is defined")
        }
        if let day = docket.fact.effectiveOn {
            if let first = known.definedOn, day < first {
                docket.refuse(
                    .dateOutOfRange, "effectiveOn", "the unit is defined from \(first) on")
            }
            if let last = known.closedOn, content.endsUnit || day >= last {
                docket.refuse(
                    .unitClosed, "subject", "the unit is closed, split or merged since \(last)")
            }
        }
        switch content {
        case .unitRenamed(let renamed):
            docket.need(renamed.name?.isEmpty == false, docket.own("name"))
        case .unitMoved(let moved):
            judgePlace(of: code, below: moved.parent, at: "parent", into: &docket)
        case .unitMerged(let merged):
            docket.need(merged.into != nil, docket.own("into"))
            judgePlace(of: code, below: merged.into, at: "into", into: &docket)
        case .unitSplit(let split): judge(split, code, into: &docket)
        default: break
        }
    }

    private func judge(_ unit: UnitDefined, _ code: UnitCode, into docket: inout Docket) {
        docket.need(unit.name?.isEmpty == false, docket.own("name"))
        docket.need(unit.kind != nil, docket.own("kind"))
        if units[code] != nil {
            docket.refuse(.unitAlreadyDefined, "subject", "unit \(code.text) is defined already")
        }
        judgePlace(of: code, below: unit.parent, at: "parent", into: &docket)
    }

    private func judge(_ split: UnitSplit, _ code: UnitCode, into docket: inout Docket) {
        if split.into.count < 2 {
            docket.refuse(.fieldMissing, docket.own("into"), "a unit is split into two at least")
        }
        var seen: Set<UnitCode> = [code]
        for (index, part) in split.into.enumerated() {
            let path = docket.own("into[\(index)].unit")
            guard let unit = part.unit else {
                docket.need(false, path)
                continue
            }
            docket.checkUnit(unit, at: path, units: units)
            if !seen.insert(unit).inserted {
                docket.refuse(.fieldNotAllowed, path, "a part is another unit, and named once")
            }
        }
    }

    /// Whether a unit may stand below another from the fact's day on.
    private func judgePlace(
        of code: UnitCode, below parent: UnitCode?, at field: String, into docket: inout Docket
    ) {
        if let parent, parent != code {
            docket.checkUnit(parent, at: docket.own(field), units: units)
        }
        guard docket.isNew, let day = docket.fact.effectiveOn, parent != nil else { return }
        if parent == code {
            return docket.refuse(PlaceFlaw.ring, docket.own(field))
        }
        var placed = units[code] ?? UnitState()
        placed.place(below: parent, from: day)
        if let flaw = flaw(of: code, placed) { docket.refuse(flaw, docket.own(field)) }
    }
}

extension Docket {
    mutating func refuse(_ flaw: AdmissionState.PlaceFlaw, _ path: FieldPlace) {
        refuse(flaw == .ring ? .unitIsItsOwnParent : .unitTooDeep, path, flaw.rawValue)
    }
}

extension Content {
    fileprivate var endsUnit: Bool {
        switch self {
        case .unitClosed, .unitSplit, .unitMerged: true
        default: false
        }
    }
}

extension AdmissionState {
    enum PlaceFlaw: String {
        case ring = "a unit stands below another"
        case depth = "the tree has at most eight levels"
    }

    /// What would be wrong with the tree on some day, were the unit to stand there.
    func flaw(of code: UnitCode, _ placed: UnitState) -> PlaceFlaw? {
        for day in daysOfChange(around: code, placed) {
            let above = line(of: code, placed, on: day)
            if above.dropFirst().contains(code) { return .ring }
            let levels = above.count - 1 + height(of: code, on: day, limit: Self.unitDepthMax + 1)
            if levels > Self.unitDepthMax { return .depth }
        }
        return nil
    }

    /// The unit and those above it on a day; followed no longer than a tree may be deep, and one more.
    private func line(of code: UnitCode, _ placed: UnitState, on day: CivilDay) -> [UnitCode] {
        var line = [code]
        var next = placed.parent(on: day)
        while let unit = next, line.count <= Self.unitDepthMax {
            line.append(unit)
            next = unit == code ? nil : units[unit]?.parent(on: day)
        }
        return line
    }

    /// Levels from the unit down on a day, itself counted.
    private func height(of code: UnitCode, on day: CivilDay, limit: Int) -> Int {
        guard limit > 1 else { return 1 }
        var most = 0
        for unit in below[code] ?? [] where units[unit]?.parent(on: day) == code {
            most = max(most, height(of: unit, on: day, limit: limit - 1))
        }
        return most + 1
    }

    /// All days on which a unit's line or what stands below it changes, whoever changes it.
    private func daysOfChange(
        around code: UnitCode, _ placed: UnitState
    ) -> [CivilDay] {
        var days = Set(placed.places.entries.map(\.from))
        var seen: Set<UnitCode> = [code]
        var open = placed.places.entries.compactMap(\.value)
        while let unit = open.popLast() {
            guard seen.insert(unit).inserted, let places = units[unit]?.places else { continue }
            days.formUnion(places.entries.map(\.from))
            open += places.entries.compactMap(\.value)
        }
        open = Array(below[code] ?? [])
        seen = [code]
        while let unit = open.popLast() {
            guard seen.insert(unit).inserted else { continue }
            days.formUnion(units[unit]?.places.entries.map(\.from) ?? [])
            open += below[unit] ?? []
        }
        return days.sorted()
    }

    /// The unit and those above it on a day.
    func line(of unit: UnitCode, on day: CivilDay) -> [UnitCode] {
        line(of: unit, units[unit] ?? UnitState(), on: day)
    }
}
