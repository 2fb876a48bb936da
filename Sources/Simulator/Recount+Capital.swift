// SPDX-License-Identifier: Apache-2.0
//
// The oracle's money: each arrival less the sum of those before it that its value contains.

import Pipeline

extension NaiveProject {
    struct Increment {
        var day: CivilDay
        var origin: Origin?
        var fen: Int128
        var found: Int128?
        /// What the arrival itself says of where it comes from.
        var ownOrigin: Origin?
    }

    /// Its own, and those of its duplicates, whose money without an origin has this project's.
    var allIncrements: [Increment] {
        increments
            + duplicates.flatMap { duplicate in
                duplicate.increments.map { increment in
                    var moved = increment
                    moved.origin = increment.ownOrigin ?? origin ?? duplicate.origin
                    return moved
                }
            }
    }

    var increments: [Increment] {
        var done: [Increment] = []
        let arrivals = facts.filter { $0.fact.content?.kind == .capitalArrived }
        for day in Set(arrivals.compactMap(\.fact.effectiveOn)).sorted() {
            for logged in arrivals where logged.fact.effectiveOn == day {
                guard case .capitalArrived(let capital)? = logged.fact.content,
                    let stated = capital.amount?.fen
                else { continue }
                let origin = capital.origin ?? self.origin
                let contained = done.filter { earlier in
                    guard earlier.origin == origin else { return false }
                    return switch capital.basis {
                    case .cumulativeSigning: true
                    case .cumulativeYear: earlier.day.year == day.year
                    default: false
                    }
                }
                let found = found(of: logged.fact.id!).map { found in
                    contained.reduce(Int128(found)) { $0 - ($1.found ?? 0) }
                }
                done.append(
                    Increment(
                        day: day, origin: origin,
                        fen: contained.reduce(Int128(stated)) { $0 - $1.fen }, found: found,
                        ownOrigin: capital.origin))
            }
        }
        return done
    }

    /// What was last found of an arrival, by day.
    private func found(of id: FactID) -> Int64? {
        let checks = facts.compactMap { logged -> (day: CivilDay, fen: Int64)? in
            guard case .capitalVerified(let verified)? = logged.fact.content, verified.of == id
            else { return nil }
            return (logged.fact.effectiveOn!, verified.amount!.minorUnits!)
        }
        let last = checks.map(\.day).max()
        return checks.last { $0.day == last }?.fen
    }
}
