// SPDX-License-Identifier: Apache-2.0
//
// A seeded history for the ledger database: facts, their deltas, and batches cut anywhere.
//
// One delta in three takes off what an earlier one added, bearing its bucketDay and effectiveDay,
// so that cells fall to zero and rise again; some amounts are beyond 64 bits.

public import Journal
public import Pipeline
public import Rollup
import Seeded

/// A history.
public struct LedgerWorld: Sendable {
    /// Facts at 1, 2, 3 …
    public private(set) var entries: [Entry] = []
    /// Their deltas in order of position.
    public private(set) var deltas: [Delta] = []
    private var generator: Generator
    private let isCrowded: Bool

    /// A history of so many facts.
    ///
    /// - Parameter isCrowded: whether all deltas are of two cells and three days, so that each day has many.
    public init(seed: UInt64, facts: Int, isCrowded: Bool = false) {
        generator = Generator(seed: seed)
        self.isCrowded = isCrowded
        for number in 1...Int64(facts) {
            entries.append(
                .sample(
                    number, kind: generator.pick([20, 32, 34, 60, 70, 90]),
                    effectiveDay: Int32(generator.pick(20_000...20_100))))
            for delta in makeDeltas(at: Position(number)) { deltas.append(delta) }
        }
    }

    /// The cells that deltas fall into.
    public static let cells: [CellKey] = {
        var cells: [CellKey] = []
        for unit in ["A", "甲镇", "b"].compactMap(UnitCode.init(text:)) {
            for scope in [Scope.own, .subtree] {
                cells.append(CellKey(unit: unit, scope: scope, quantity: .signed))
                cells.append(CellKey(unit: unit, scope: scope, quantity: .indicator, detail: "x/乙"))
                cells.append(CellKey(unit: unit, scope: scope, quantity: .indicator, detail: "a/乙"))
            }
        }
        return cells
    }()

    private mutating func makeDeltas(at position: Position) -> [Delta] {
        var made: [Delta] = []
        for _ in 0..<generator.pick(0...5) {
            var delta = Delta(
                cell: isCrowded ? Self.cells[generator.pick(0...1)] : generator.pick(Self.cells),
                bucketDay: day(20_000...(isCrowded ? 20_002 : 20_060)),
                effectiveDay: day(20_000...20_100), position: position,
                tally: Tally(amount: amount(), facts: 1))
            if generator.pick(1...3) == 1, !deltas.isEmpty {
                delta = generator.pick(deltas)
                delta.position = position
                delta.tally = .zero - delta.tally
            }
            let isThere = made.contains {
                $0.cell == delta.cell && $0.bucketDay == delta.bucketDay
                    && $0.effectiveDay == delta.effectiveDay
            }
            if !isThere { made.append(delta) }
        }
        return made
    }

    private mutating func day(_ range: ClosedRange<Int>) -> CivilDay {
        CivilDay(ordinal: Int32(generator.pick(range)))
    }

    private mutating func amount() -> Int128 {
        let amount = Int128(generator.pick(-1_000_000...1_000_000))
        return generator.pick(1...10) == 1 ? amount << 70 : amount
    }

    /// The whole history in batches of one to `largest` facts.
    public func batches(cutBy seed: UInt64, largest: Int) -> [LedgerBatch] {
        var cuts = Generator(seed: seed)
        var batches: [LedgerBatch] = []
        var from = 0
        while from < entries.count {
            let to = min(entries.count, from + cuts.pick(1...largest))
            batches.append(batch(from: Int64(from), to: Int64(to)))
            from = to
        }
        return batches
    }

    /// The facts after a position up to another one, and their deltas.
    public func batch(from: Int64, to: Int64) -> LedgerBatch {
        var batch = LedgerBatch(epoch: .sample, from: Position(from), to: Position(to))
        batch.facts = entries[Int(from)..<Int(to)].map(LedgerFact.init)
        batch.deltas = deltas.filter { $0.position > batch.from && $0.position <= batch.to }
        return batch
    }

    /// The law of a tally, as it is written.
    public func tally(
        _ cell: CellKey, days: ClosedRange<CivilDay>, asOf: CivilDay, knownAt: Position
    ) -> Tally {
        deltas.filter {
            $0.cell == cell && days.contains($0.bucketDay) && $0.effectiveDay <= asOf
                && $0.position <= knownAt
        }
        .reduce(.zero) { $0 + $1.tally }
    }
}
