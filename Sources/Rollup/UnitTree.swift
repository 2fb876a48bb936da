// SPDX-License-Identifier: Apache-2.0
//
// The tree of units on each day: who stands above whom, and which county a unit belongs to.
//
// Law: on no day a line has a cycle, since admission lets none in; it is followed for at most
// `depthMax` steps all the same.

public import Pipeline

/// The units known, by code.
public struct UnitTree: Sendable, Equatable {
    /// Levels from a unit to its root, itself counted.
    public static let depthMax = AdmissionState.unitDepthMax

    public private(set) var units: [UnitCode: UnitRecord] = [:]
    /// Who ever stood below a unit, in the order of codes.
    private var below: [UnitCode: [UnitCode]] = [:]
    /// The days on which a unit came to stand elsewhere or ended; units without such a day are left out.
    private var moves: [UnitCode: [CivilDay]] = [:]

    public init() {}

    public init(_ records: [UnitRecord]) {
        for record in records {
            units[record.code] = record
            moves[record.code] = record.moves
        }
        for record in units.values {
            for parent in record.parents { below[parent, default: []].append(record.code) }
        }
        for parent in below.keys { below[parent]!.sort() }
    }

    /// Takes a unit in; a second record of the same code replaces the first.
    public mutating func insert(_ record: UnitRecord) {
        remove(record.code)
        units[record.code] = record
        moves[record.code] = record.moves
        for parent in record.parents {
            var codes = below[parent] ?? []
            codes.insert(record.code, at: codes.firstIndex { record.code < $0 } ?? codes.endIndex)
            below[parent] = codes
        }
    }

    /// Takes a unit out.
    public mutating func remove(_ code: UnitCode) {
        for parent in units[code]?.parents ?? [] { below[parent]?.removeAll { $0 == code } }
        units[code] = nil
        moves[code] = nil
    }

    public subscript(code: UnitCode) -> UnitRecord? { units[code] }

    private func parent(of code: UnitCode, on day: CivilDay) -> UnitCode? {
        units[code]?.state(on: day).parent
    }

    /// The units that stand directly below on a day, in the order of their codes.
    public func children(of code: UnitCode, on day: CivilDay) -> [UnitCode] {
        (below[code] ?? []).filter { parent(of: $0, on: day) == code }
    }

    /// Whether any unit ever stood below it.
    public func hasUnitsBelow(_ code: UnitCode) -> Bool { below[code] != nil }

    /// The unit and all that stand above it on a day, from itself to the root.
    public func line(of code: UnitCode, on day: CivilDay) -> [UnitCode] {
        var line = [code]
        while line.count < UnitTree.depthMax, let parent = parent(of: line.last!, on: day) {
            line.append(parent)
        }
        return line
    }

    /// The unit and all below it on a day, in the order of their codes.
    public func subtree(of code: UnitCode, on day: CivilDay) -> [UnitCode] {
        subtree(of: code) { parent(of: $0, on: day) == $1 }
    }

    /// The unit and all that were ever below it, in the order of their codes.
    public func subtree(of code: UnitCode) -> [UnitCode] { subtree(of: code) { _, _ in true } }

    private func subtree(
        of code: UnitCode, where stands: (UnitCode, UnitCode) -> Bool
    ) -> [UnitCode] {
        var found: Set<UnitCode> = [code]
        var open = [code]
        while let next = open.popLast() {
            for child in below[next] ?? []
            where stands(child, next) && found.insert(child).inserted {
                open.append(child)
            }
        }
        return found.sorted()
    }

    /// The unit and all that it ever stood below, in no order.
    public func everAbove(_ code: UnitCode) -> Set<UnitCode> {
        var found: Set<UnitCode> = [code]
        var open = [code]
        while let next = open.popLast() {
            for parent in units[next]?.parents ?? [] where found.insert(parent).inserted {
                open.append(parent)
            }
        }
        return found
    }

    /// The days on which a unit that ever stood below it came to stand elsewhere or ended, ascending.
    /// Costs the units that ever did so.
    func changes(below code: UnitCode) -> [CivilDay] {
        var days: Set<CivilDay> = []
        for (unit, moved) in moves where unit != code && everAbove(unit).contains(code) {
            days.formUnion(moved)
        }
        return days.sorted()
    }

    /// Six digits of the county whose line the unit stands in on a day: the nearest division on it.
    public func county(of code: UnitCode, on day: CivilDay) -> Substring? {
        for unit in line(of: code, on: day) {
            if let division = units[unit]?.state(on: day).division { return division.county }
        }
        return nil
    }
}

extension UnitRecord {
    /// The days on which it came to stand elsewhere or ended; nil where there is none.
    fileprivate var moves: [CivilDay]? {
        let days = zip(states, states.dropFirst()).compactMap { state, next in
            state.parent != next.parent || state.isClosed != next.isClosed ? next.from : nil
        }
        return days.isEmpty ? nil : days
    }
}
