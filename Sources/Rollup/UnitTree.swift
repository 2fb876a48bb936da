// SPDX-License-Identifier: Apache-2.0
//
// The tree of units: who stands above whom, and which county a unit belongs to.
//
// Law: a line has no cycle, since a unit is defined below one that is defined; it is followed for at
// most `depthMax` steps all the same.

public import Pipeline

/// The units known, by code.
public struct UnitTree: Sendable, Equatable {
    /// Levels from a unit to its root, itself counted.
    public static let depthMax = AdmissionState.unitDepthMax

    public private(set) var units: [UnitCode: UnitRecord] = [:]
    private var below: [UnitCode: [UnitCode]] = [:]

    public init() {}

    public init(_ records: [UnitRecord]) {
        for record in records { insert(record) }
    }

    /// Takes a unit in; a second record of the same code replaces the first.
    public mutating func insert(_ record: UnitRecord) {
        if let parent = units[record.code]?.parent {
            below[parent]?.removeAll { $0 == record.code }
        }
        units[record.code] = record
        if let parent = record.parent {
            below[parent, default: []].append(record.code)
            below[parent]!.sort()
        }
    }

    /// Takes a unit out.
    public mutating func remove(_ code: UnitCode) {
        if let parent = units[code]?.parent { below[parent]?.removeAll { $0 == code } }
        units[code] = nil
    }

    public subscript(code: UnitCode) -> UnitRecord? { units[code] }

    /// The units that stand directly below, in the order of their codes.
    public func children(of code: UnitCode) -> [UnitCode] { below[code] ?? [] }

    /// The unit and all that stand above it, from itself to the root.
    public func line(of code: UnitCode) -> [UnitCode] {
        var line = [code]
        while line.count < UnitTree.depthMax, let parent = units[line.last!]?.parent {
            line.append(parent)
        }
        return line
    }

    /// The unit and all below it, in the order of their codes.
    public func subtree(of code: UnitCode) -> [UnitCode] {
        var found: Set<UnitCode> = [code]
        var open = [code]
        while let next = open.popLast() {
            for child in children(of: next) where found.insert(child).inserted {
                open.append(child)
            }
        }
        return found.sorted()
    }

    /// Six digits of the county whose line the unit stands in: the nearest division on its line.
    public func county(of code: UnitCode) -> Substring? {
        for unit in line(of: code) {
            if let division = units[unit]?.division { return division.county }
        }
        return nil
    }
}

extension UnitRecord {
    /// The record of a unit by all that is logged; nil where its definition is voided.
    ///
    /// - Parameter facts: of one unit, in the order of their positions.
    public init?(facts: [LoggedFact]) {
        guard let last = Chains.inForce(of: facts).last else { return nil }
        self.init(last.fact)
    }

    /// The record of a definition; nil where it lacks its code, name or day.
    public init?(_ fact: Fact) {
        guard case .unitDefined(let unit)? = fact.content, let name = unit.name,
            case .unit(let code)? = fact.derivedSubject, let day = fact.effectiveOn
        else { return nil }
        self.init(code: code, name: name, definedOn: day)
        parent = unit.parent
        kind = unit.kind
        peerGroup = unit.peerGroup
        division = unit.division
    }
}
