// SPDX-License-Identifier: Apache-2.0
//
// Signs of padding in arrivals: their limits, and that random arrivals bear those that counting them one by
// one finds.

import Pipeline
import Rollup
import Seeded
import Testing

@Suite struct ArrivalSignTests {
    private static let town = UnitCode(text: "T1")!

    private static func arrivals(_ rows: [(String, Int128)]) -> [Arrival] {
        rows.enumerated().map { index, row in
            var fact = Fact()
            fact.content = .capitalArrived(.init())
            fact.effectiveOn = day(row.0)
            let position = Position(Int64(index + 1))
            let logged = LoggedFact(
                position: position, recordedAt: Moment(microseconds: 0),
                principal: Principal(name: "clerk", isAuthenticated: true), fact: fact)
            return Arrival(
                project: ProjectID(text: "P")!, unit: town, day: day(row.0), fen: row.1,
                fact: FactReference(logged, at: position)!)
        }
    }

    private static func signs(
        _ rows: [(String, Int128)], asOf: String, limits: PaddingLimits = PaddingLimits()
    ) -> ArrivalSigns {
        ArrivalSigns(of: town, arrivals(rows), asOf: day(asOf), limits: limits)
    }

    private static let round: Int128 = 1_000_000_000

    @Test func halfOfTenArrivalsAreRound() throws {
        func found(_ rounds: Int, of all: Int) -> PaddingFinding? {
            let rows = (0..<all).map { ("2024-03-0\($0 % 9 + 1)", $0 < rounds ? Self.round : 7) }
            return Self.signs(rows, asOf: "2024-06-30").roundNumbers
        }
        let finding = try #require(found(5, of: 10))
        #expect((finding.count, finding.of) == (5, 10))
        #expect((finding.amountFen, finding.ofFen) == (5 * Self.round, 5 * Self.round + 35))
        #expect(finding.facts.map(\.position.number) == [1, 2, 3, 4, 5])
        #expect((finding.from, finding.to) == (day("2024-01-01"), day("2024-06-30")))
        #expect(found(4, of: 10) == nil)
        #expect(found(9, of: 9) == nil, "nine are no statistic")
        #expect(found(5, of: 11) == nil, "below one half")
        // What was taken back is no arrival.
        let negative = (0..<10).map { _ in ("2024-03-01", -Self.round) }
        #expect(Self.signs(negative, asOf: "2024-06-30").roundNumbers == nil)
        let multiple = (0..<10).map { _ in ("2024-03-01", 3 * Self.round) }
        #expect(Self.signs(multiple, asOf: "2024-06-30").roundNumbers?.count == 10)
    }

    @Test func halfOfAMonthOnItsLastDayIsASpike() throws {
        let rows: [(String, Int128)] = [
            ("2024-04-02", 10), ("2024-04-10", 20), ("2024-04-20", 20), ("2024-04-30", 30),
            ("2024-04-30", 20),
        ]
        let finding = try #require(Self.signs(rows, asOf: "2024-05-31").spikes.first)
        #expect((finding.count, finding.of, finding.days) == (2, 5, 4))
        #expect((finding.amountFen, finding.ofFen) == (50, 100))
        #expect((finding.from, finding.to) == (day("2024-04-01"), day("2024-04-30")))
        #expect(finding.facts.map(\.position.number) == [4, 5])
        #expect(Self.signs(rows, asOf: "2024-04-30").spikes.count == 1)
        #expect(Self.signs(rows, asOf: "2024-04-29").spikes == [], "the month has not ended")
        let less = rows.dropLast() + [("2024-04-30", 19)]
        #expect(Self.signs(Array(less), asOf: "2024-04-30").spikes == [])
        #expect(Self.signs(Array(rows.dropFirst()), asOf: "2024-04-30").spikes == [], "four")
        let reported = rows.map { (_, fen) in ("2024-04-30", fen) }
        #expect(
            Self.signs(reported, asOf: "2024-04-30").spikes == [],
            "who reports once a month does so on a day")
    }

    @Test func theYearHasASpikeOfItsOwn() {
        let rows: [(String, Int128)] = [
            ("2024-02-02", 10), ("2024-05-10", 20), ("2024-07-20", 20), ("2024-09-30", 10),
            ("2024-12-31", 60),
        ]
        let year = Self.signs(rows, asOf: "2024-12-31").spikes
        #expect(year.map(\.from) == [day("2024-01-01")])
        #expect(Self.signs(rows, asOf: "2024-12-30").spikes == [])
    }

    /// Counted the plain way, with limits that random arrivals reach.
    @Test func randomArrivalsBearWhatCountingFinds() {
        var random = Generator(seed: 7)
        var limits = PaddingLimits()
        (limits.roundFen, limits.roundArrivalsLeast, limits.spikeArrivalsLeast) = (10, 4, 2)
        limits.spikeDaysLeast = 2
        var found = (round: 0, spikes: 0)
        for _ in 0..<200 {
            let asOf = day("2024-01-20").advanced(by: random.pick(0...60))
            let rows = (0..<random.pick(0...12)).map { _ in
                let offset = random.pick(0...Int(asOf.ordinal - asOf.firstOfYear.ordinal))
                let at = asOf.firstOfYear.advanced(by: offset)
                let date = random.pick(0...1) == 0 ? min(at.lastOfMonth, asOf) : at
                return (date.text, Int128(random.pick([-5, 3, 10, 15, 20, 100])))
            }
            let signs = Self.signs(rows, asOf: asOf.text, limits: limits)
            let positive = rows.filter { $0.1 > 0 }
            let rounds = positive.filter { $0.1 % 10 == 0 }.count
            let isRound = positive.count >= 4 && rounds * 2 >= positive.count
            #expect((signs.roundNumbers != nil) == isRound)
            let months = ["2024-01", "2024-02", "2024-03"].filter { month in
                let inMonth = rows.filter { $0.0.hasPrefix(month) }
                let end = day(month + "-01").lastOfMonth
                let sum = inMonth.reduce(0) { $0 + $1.1 }
                let last = inMonth.filter { $0.0 == end.text }.reduce(0) { $0 + $1.1 }
                return end <= asOf && inMonth.count >= 2 && Set(inMonth.map(\.0)).count >= 2
                    && last > 0 && last * 2 >= sum
            }
            #expect(signs.spikes.map { String($0.from!.text.prefix(7)) } == months)
            found = (found.round + (isRound ? 1 : 0), found.spikes + months.count)
        }
        #expect(found.round > 20 && found.spikes > 20)
    }
}
