// SPDX-License-Identifier: Apache-2.0
//
// Which deltas one figure has and another has not, as runs along the path that leads to just them.
//
// Law: a term that both have (the same cell, role and factor) is compared by its three ranges. What
// is in the second and not in the first lies in the days that only the second has; or in the days of
// both, effective after the first's as-of; or in the days of both, effective by both, and learned
// after the first's known-at. The three do not overlap, and each is one selection. A term
// that only one of them has is read whole.

import Journal
import Pipeline
import Rollup

struct Contrast {
    /// One of the two figures.
    struct Side {
        var asOf: CivilDay
        var knownAt: Position
        var terms: [Term]
    }

    let from: Side
    let to: Side

    /// Term by term, what the first has more before what the second has more. Terms count from
    /// those of the first on.
    var runs: [LineRun] {
        var runs: [LineRun] = []
        var unmatched = Set(to.terms.indices)
        for (index, term) in from.terms.enumerated() {
            let match = to.terms.indices.first {
                unmatched.contains($0) && to.terms[$0].isSame(as: term)
            }
            let other = match.map { to.terms[$0] }
            runs += own(of: term, on: from, without: other, on: to).map {
                LineRun(term: index, selection: $0)
            }
            guard let match, let other else { continue }
            unmatched.remove(match)
            runs += own(of: other, on: to, without: term, on: from).map {
                LineRun(term: from.terms.count + match, selection: $0)
            }
        }
        for index in unmatched.sorted() {
            runs += own(of: to.terms[index], on: to, without: nil, on: from).map {
                LineRun(term: from.terms.count + index, selection: $0)
            }
        }
        return runs
    }

    /// The deltas of a term that the other side's term has not.
    private func own(
        of term: Term, on side: Side, without other: Term?, on otherSide: Side
    ) -> [DeltaSelection] {
        let whole = DeltaSelection(
            term.cell, days: term.days, asOf: side.asOf, knownAt: side.knownAt)
        guard let other, term.days.overlaps(other.days) else { return [whole] }
        var parts = term.days.parts(outside: other.days).map { days in
            var part = whole
            part.days = days
            return part
        }
        let common = term.days.clamped(to: other.days)
        if side.asOf > otherSide.asOf {
            var part = whole
            part.days = common
            part.effective = otherSide.asOf.advanced(by: 1)...side.asOf
            part.path = .effectiveDay
            parts.append(part)
        }
        if side.knownAt > otherSide.knownAt {
            var part = whole
            part.days = common
            part.effective = whole.effective.lowerBound...min(side.asOf, otherSide.asOf)
            part.positions = otherSide.knownAt.next...side.knownAt
            part.path = .position
            parts.append(part)
        }
        return parts
    }
}

extension Term {
    fileprivate func isSame(as other: Term) -> Bool {
        cell == other.cell && role == other.role && factor == other.factor
    }
}

extension ClosedRange<CivilDay> {
    /// The days before and after those of another range that overlaps this one.
    fileprivate func parts(outside other: ClosedRange<CivilDay>) -> [ClosedRange<CivilDay>] {
        var parts: [ClosedRange<CivilDay>] = []
        if lowerBound < other.lowerBound {
            parts.append(lowerBound...other.lowerBound.advanced(by: -1))
        }
        if upperBound > other.upperBound {
            parts.append(other.upperBound.advanced(by: 1)...upperBound)
        }
        return parts
    }
}
