// SPDX-License-Identifier: Apache-2.0
//
// One cell in a front's memory: running sums by bucket day, and the deltas of late effect one by one.
//
// Law: for every day A from `floor` on, its tally as of A is the sum over the days less those deltas
// whose day of effect is after A. A day before `floor` can't be asked.

import Pipeline
import Rollup

struct CellImage {
    /// All deltas that are of effect after this day are in `later`.
    let floor: CivilDay
    /// Ascending; with the sum of all deltas up to each.
    private var days: [CivilDay] = []
    private var sums: [Tally] = []
    /// Ascending by the day of effect.
    private var later: [Later] = []

    private struct Later {
        var effectiveDay: CivilDay
        var bucketDay: CivilDay
        var tally: Tally
    }

    /// More deltas of late effect than this are not kept.
    static let laterMax = 1_024

    /// - Parameters:
    ///   - rows: of all deltas, by bucket day, ascending.
    ///   - later: the deltas that are of effect after `floor`, ascending by that day.
    init(floor: CivilDay, rows: [CellRow], later: [Delta]) {
        self.floor = floor
        var sum = Tally.zero
        for row in rows {
            sum = sum + row.tally
            days.append(row.bucketDay)
            sums.append(sum)
        }
        self.later = later.map {
            Later(effectiveDay: $0.effectiveDay, bucketDay: $0.bucketDay, tally: $0.tally)
        }
        for delta in later { _ = index(of: delta.bucketDay) }
    }

    /// How much it holds: of this many days and deltas.
    var size: Int { days.count + later.count }

    /// Whether deltas of late effect are more than are kept.
    var isOverfull: Bool { later.count > Self.laterMax }

    /// Where a day stands, which is put among the others if need be: each day of `later` is there, even
    /// where all deltas of it add up to nothing.
    private mutating func index(of day: CivilDay) -> Int {
        let index = days.firstIndex(from: day) { $0 }
        if index == days.count || days[index] != day {
            days.insert(day, at: index)
            sums.insert(index == 0 ? .zero : sums[index - 1], at: index)
        }
        return index
    }

    mutating func add(_ delta: Delta) {
        for place in index(of: delta.bucketDay)..<sums.count {
            sums[place] = sums[place] + delta.tally
        }
        guard delta.effectiveDay > floor else { return }
        let place = later.firstIndex(from: delta.effectiveDay) { $0.effectiveDay }
        later.insert(
            Later(
                effectiveDay: delta.effectiveDay, bucketDay: delta.bucketDay, tally: delta.tally),
            at: place)
    }

    /// The sum over days as of a day, which is not before `floor`.
    func tally(_ range: ClosedRange<CivilDay>, asOf: CivilDay) -> Tally {
        let first = days.firstIndex(from: range.lowerBound) { $0 }
        let end = days.firstIndex(from: range.upperBound.advanced(by: 1)) { $0 }
        guard first < end else { return .zero }
        var sum = sums[end - 1]
        if first > 0 { sum = sum - sums[first - 1] }
        for delta in later.reversed() {
            guard delta.effectiveDay > asOf else { break }
            if range.contains(delta.bucketDay) { sum = sum - delta.tally }
        }
        return sum
    }

    /// The same by day, ascending, those that are zero left out.
    func rows(
        of cell: CellKey, _ range: ClosedRange<CivilDay>, asOf: CivilDay
    ) -> [CellRow] {
        let first = days.firstIndex(from: range.lowerBound) { $0 }
        let end = days.firstIndex(from: range.upperBound.advanced(by: 1)) { $0 }
        guard first < end else { return [] }
        var tallies = (first..<end).map { $0 == 0 ? sums[0] : sums[$0] - sums[$0 - 1] }
        for delta in later.reversed() {
            guard delta.effectiveDay > asOf else { break }
            guard range.contains(delta.bucketDay) else { continue }
            let index = days.firstIndex(from: delta.bucketDay) { $0 } - first
            tallies[index] = tallies[index] - delta.tally
        }
        var rows: [CellRow] = []
        for (index, tally) in tallies.enumerated() where tally != .zero {
            rows.append(CellRow(cell: cell, bucketDay: days[first + index], tally: tally))
        }
        return rows
    }
}

extension Array {
    /// The index of the first element whose day is that one or later, in an array ascending by it.
    fileprivate func firstIndex(from day: CivilDay, _ dayOf: (Element) -> CivilDay) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if dayOf(self[middle]) < day { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
