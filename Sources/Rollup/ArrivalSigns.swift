// SPDX-License-Identifier: Apache-2.0
//
// Signs of padding in a unit's arrivals of the year: round numbers, and a spike on the last day of a month
// or of the year. Shares are compared by cross-multiplication.

public import Pipeline

/// Looks at the arrivals of one unit and of those below it.
public struct ArrivalSigns {
    private let unit: UnitCode
    private let arrivals: [Arrival]
    private let limits: PaddingLimits
    /// 1 January to the day asked.
    private let period: ClosedRange<CivilDay>

    /// - Parameter arrivals: of the period.
    public init(
        of unit: UnitCode, _ arrivals: [Arrival], asOf day: CivilDay, limits: PaddingLimits
    ) {
        (self.unit, self.limits) = (unit, limits)
        period = day.firstOfYear...day
        self.arrivals = arrivals
    }

    /// The share of arrivals above zero that are round; nil where it is below the limit or they are few.
    public var roundNumbers: PaddingFinding? {
        let all = arrivals.filter { $0.fen > 0 }
        let round = all.filter { $0.fen.isMultiple(of: Int128(limits.roundFen)) }
        guard all.count >= limits.roundArrivalsLeast,
            round.count * 10_000 >= all.count * limits.roundShareBasisPoints
        else { return nil }
        var finding = PaddingFinding(.roundNumbers, unit: unit)
        (finding.from, finding.to) = (period.lowerBound, period.upperBound)
        (finding.count, finding.of) = (round.count, all.count)
        finding.amountFen = round.reduce(0) { $0 + $1.fen }
        finding.ofFen = all.reduce(0) { $0 + $1.fen }
        finding.show(round.map(\.fact))
        return finding
    }

    /// Of each month that has ended by the day asked, and of the year where it has.
    public var spikes: [PaddingFinding] {
        var spans: [ClosedRange<CivilDay>] = []
        var first = period.lowerBound
        while first.lastOfMonth <= period.upperBound, first.year == period.lowerBound.year {
            spans.append(first...first.lastOfMonth)
            first = first.lastOfMonth.advanced(by: 1)
        }
        if period.upperBound == period.upperBound.lastOfYear { spans.append(period) }
        return spans.compactMap(spike)
    }

    private func spike(_ span: ClosedRange<CivilDay>) -> PaddingFinding? {
        let all = arrivals.filter { span.contains($0.day) }
        let last = all.filter { $0.day == span.upperBound }
        let sum = all.reduce(0) { $0 + $1.fen }
        let part = last.reduce(0) { $0 + $1.fen }
        let days = Set(all.map(\.day)).count
        guard all.count >= limits.spikeArrivalsLeast, days >= limits.spikeDaysLeast, part > 0,
            part * 10_000 >= sum * Int128(limits.spikeShareBasisPoints)
        else { return nil }
        var finding = PaddingFinding(.lastDaySpike, unit: unit)
        (finding.from, finding.to) = (span.lowerBound, span.upperBound)
        (finding.count, finding.of, finding.days) = (last.count, all.count, days)
        (finding.amountFen, finding.ofFen) = (part, sum)
        finding.show(last.map(\.fact))
        return finding
    }
}
