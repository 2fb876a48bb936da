// SPDX-License-Identifier: Apache-2.0
//
// The deltas of one fact: what it changes in the contributions of one subject or of many, spread to
// the subtree cells above.
//
// Changes are consolidated within the fact: a host that moved within one county changes nothing in
// the county's cells, and of many projects below a unit that moved each cell gets one delta a day.

public import Pipeline

/// Gathers what one fact changes.
public struct DeltaSheet {
    /// At the origin until they are asked for; those of one cell and days may be several.
    private var changes: [Delta] = []
    /// How many there were when they were last put together.
    private var gathered = 0

    public init() {}

    /// Adds what a subject's contribution changed.
    ///
    /// - Parameters:
    ///   - tree: the units after the fact.
    ///   - treeBefore: those before it, where it changed them.
    public mutating func move(
        from before: Contribution, to after: Contribution, tree: UnitTree,
        before treeBefore: UnitTree? = nil
    ) {
        if let treeBefore {
            for (key, tally) in after.tallies { spread(key, tally, tree) }
            for (key, tally) in before.tallies { spread(key, .zero - tally, treeBefore) }
        } else {
            for (key, tally) in after.tallies {
                spread(key, tally - (before.tallies[key] ?? .zero), tree)
            }
            for (key, tally) in before.tallies where after.tallies[key] == nil {
                spread(key, .zero - tally, tree)
            }
        }
    }

    /// Adds a change of a subject's contribution.
    public mutating func add(_ change: Contribution, tree: UnitTree) {
        for (key, tally) in change.tallies { spread(key, tally, tree) }
    }

    private mutating func spread(_ key: Contribution.Key, _ change: Tally, _ tree: UnitTree) {
        guard change != .zero else { return }
        for cell in key.place.cells(tree: tree) {
            changes.append(
                Delta(
                    cell: cell, bucketDay: key.place.bucketDay, effectiveDay: key.effectiveDay,
                    position: .origin, tally: change))
        }
        // Memory follows the cells and days, not the projects that a unit brings along.
        if changes.count > 2 * gathered + 65_536 {
            changes = gatheredChanges
            gathered = changes.count
        }
    }

    /// One of each cell and days, in their order.
    private var gatheredChanges: [Delta] {
        var deltas: [Delta] = []
        deltas.reserveCapacity(changes.count)
        for delta in changes.sorted(by: { $0.precedes($1) }) {
            if let last = deltas.last, !last.precedes(delta) {
                deltas[deltas.count - 1].tally.add(delta.tally)
            } else {
                deltas.append(delta)
            }
        }
        return deltas
    }

    /// Sorted by cell, bucketDay and effectiveDay; no zeros.
    public func deltas(at position: Position) -> [Delta] {
        var deltas = gatheredChanges
        deltas.removeAll { $0.tally == .zero }
        for index in deltas.indices { deltas[index].position = position }
        return deltas
    }
}

extension Delta {
    /// In the order of cells, bucketDay and effectiveDay.
    fileprivate func precedes(_ other: Delta) -> Bool {
        if cell != other.cell { return cell < other.cell }
        if bucketDay != other.bucketDay { return bucketDay < other.bucketDay }
        return effectiveDay < other.effectiveDay
    }
}

extension Contribution.Place {
    /// The cells that an amount goes to: for what is summed also the subtree cells of the line that
    /// the unit had on the day that it counts for.
    fileprivate func cells(tree: UnitTree) -> [CellKey] {
        func cell(_ unit: UnitCode, _ scope: Scope) -> CellKey {
            CellKey(unit: unit, scope: scope, quantity: quantity, detail: detail)
        }
        switch spread {
        case .own: return [cell(unit, .own)]
        case .subtree: return [cell(unit, .subtree)]
        case .line:
            guard quantity.rollsUp else { return [cell(unit, .own)] }
            let line = tree.line(of: unit, on: bucketDay)
            return [cell(unit, .own)] + line.map { cell($0, .subtree) }
        }
    }
}

extension Quantity {
    /// Flows go up the tree; tasks, indicators and stocks never do.
    var rollsUp: Bool { self < .task }
}
