// SPDX-License-Identifier: Apache-2.0
//
// A batch's deltas gathered by cell, in one pass: who writes them needs the cells together, not in order.

import Pipeline
import Rollup

/// The deltas of a batch, those of one cell together.
struct DeltasByCell {
    /// None empty; each of one cell, by bucket day and then by position. Cells as they came first.
    private(set) var lists: [[Delta]] = []

    /// - Parameter deltas: in any order.
    init(_ deltas: [Delta]) {
        var places: [CellKey: Int] = [:]
        for delta in deltas {
            if let place = places[delta.cell] {
                lists[place].append(delta)
            } else {
                places[delta.cell] = lists.count
                lists.append([delta])
            }
        }
        for place in lists.indices where lists[place].count > 1 {
            lists[place].sort {
                ($0.bucketDay, $0.position, $0.effectiveDay)
                    < ($1.bucketDay, $1.position, $1.effectiveDay)
            }
        }
    }
}
