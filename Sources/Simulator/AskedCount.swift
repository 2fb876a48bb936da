// SPDX-License-Identifier: Apache-2.0
//
// The oracle's count as a question wants it: bundles by their parts, and the units' own figures by the
// tree of the day asked. So `Progress` is asked the plain question, and how it answers the other two is
// judged by something else than itself.

import Pipeline
import Rollup

struct AskedCount: CellSource {
    let count: Recount
    let asked: Judge.Asked

    func tally(_ cell: CellKey, days: ClosedRange<CivilDay>) -> Tally {
        var sum = whole(cell, days)
        if asked.bundles == .byParts, cell.detail.isEmpty {
            var parts = cell
            parts.detail = "PARTS"
            sum = sum + whole(parts, days)
        }
        return sum
    }

    private func whole(_ cell: CellKey, _ days: ClosedRange<CivilDay>) -> Tally {
        guard asked.tree == .now, cell.scope == .subtree else {
            return count.tally(cell, days: days)
        }
        return count.unitFacts.keys.reduce(.zero) { sum, unit in
            guard count.line(of: unit, on: asked.asOf).contains(cell.unit) else { return sum }
            let own = CellKey(
                unit: unit, scope: .own, quantity: cell.quantity, detail: cell.detail)
            return sum + count.tally(own, days: days)
        }
    }

    func rows(_ cell: CellKey, days: ClosedRange<CivilDay>) -> [CellRow] {
        count.rows(cell, days: days)
    }

    func details(of unit: UnitCode, quantity: Quantity) -> [String] {
        count.details(of: unit, quantity: quantity)
    }
}
