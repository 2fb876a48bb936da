// SPDX-License-Identifier: Apache-2.0
//
// The proof that lamp rules are total. All bounds cut the plane of (ahead, overdue days) into boxes
// within which no rule begins or ends; so the plane is covered exactly once where each box is.
//
// Along `ahead` the boxes are, for bounds p₀ < p₁ < …: below p₀, at p₀, between p₀ and p₁, at p₁, …;
// days are whole, so their boxes run from one bound to the day before the next.

/// The boxes of a list of rules.
struct LampGrid {
    private let rules: [LampRule]
    private let points: [Int64]
    /// The first day of each box; the first is 0.
    private let days: [Int64]

    init(_ rules: [LampRule]) {
        self.rules = rules
        points = Set(
            rules.flatMap { [$0.aheadFrom, $0.aheadAbove, $0.aheadUpTo, $0.aheadBelow] }
                .compactMap(\.self)
        ).sorted()
        days = Set([0] + rules.flatMap { [$0.overdueFrom, $0.overdueBelow] }.compactMap(\.self))
            .sorted()
    }

    /// Where not exactly one rule holds; from the lowest numbers up, days first.
    struct Fault: Equatable {
        /// Indices of the rules that hold there; empty where none does.
        var rules: [Int]
        /// The place in words.
        var place: String
    }

    /// The first fault, its place as wide as it goes; nil where the rules are total.
    func fault() -> Fault? {
        for day in days.indices {
            for box in 0...(2 * points.count) {
                let holding = holding(box, day)
                guard holding.count != 1 else { continue }
                var last = box
                while last < 2 * points.count, self.holding(last + 1, day) == holding { last += 1 }
                var lastDay = day
                while lastDay + 1 < days.count,
                    (box...last).allSatisfy({ self.holding($0, lastDay + 1) == holding })
                {
                    lastDay += 1
                }
                return Fault(
                    rules: holding, place: "\(ahead(box, last)), \(overdue(day, lastDay))")
            }
        }
        return nil
    }

    private func holding(_ box: Int, _ day: Int) -> [Int] {
        rules.indices.filter { holds(rules[$0], box, days[day]) }
    }

    /// Box 2i + 1 is the point pᵢ, box 2i all below it.
    private func holds(_ rule: LampRule, _ box: Int, _ day: Int64) -> Bool {
        func place(_ bound: Int64) -> Int { 2 * points.firstIndex(of: bound)! + 1 }
        return rule.aheadFrom.map { box >= place($0) } ?? true
            && rule.aheadAbove.map { box > place($0) } ?? true
            && rule.aheadUpTo.map { box <= place($0) } ?? true
            && rule.aheadBelow.map { box < place($0) } ?? true
            && rule.overdueFrom.map { day >= $0 } ?? true
            && rule.overdueBelow.map { day < $0 } ?? true
    }

    private func ahead(_ first: Int, _ last: Int) -> String {
        let low =
            first == 0
            ? nil
            : (first.isMultiple(of: 2) ? "> " : ">= ") + LampRule.points(points[(first - 1) / 2])
        let high =
            last == 2 * points.count
            ? nil : (last.isMultiple(of: 2) ? "< " : "<= ") + LampRule.points(points[last / 2])
        if first == last, first % 2 == 1 { return "ahead = \(LampRule.points(points[first / 2]))" }
        let bounds = [low, high].compactMap(\.self).map { "ahead \($0)" }
        return bounds.isEmpty ? "any number ahead" : bounds.joined(separator: " and ")
    }

    private func overdue(_ first: Int, _ last: Int) -> String {
        if first == 0, last == days.count - 1 { return "any days overdue" }
        let low = "overdue >= \(days[first])"
        return last == days.count - 1 ? low : "\(low) and < \(days[last + 1])"
    }
}
