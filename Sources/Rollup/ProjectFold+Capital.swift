// SPDX-License-Identifier: Apache-2.0
//
// A project's money: each arrival on its day, split by the shares of that day.
//
// Money is new until the end of the year of newlyStored, carry-over after; what is foreign, from inside
// the area, without an origin or of a project outside the library is kept apart and in no sum. What a
// duplicate's ledger row says of its money is counted by that row's own arrivals, and counts here.

import Pipeline

extension ProjectFold {
    /// An arrival with what it adds.
    struct Money {
        var logged: LoggedFact
        var day: CivilDay
        var origin: Origin?
        var increment: CapitalCount.Increment
    }

    /// What it counts for by its money alone.
    func money() -> Fold {
        var fold = Fold()
        guard host != nil else { return fold }
        for money in ownMoney + movedMoney { add(money, to: &fold) }
        return fold
    }

    /// What the count of the same arrivals rests on.
    struct MoneyBasis: Equatable {
        fileprivate var host: UnitCode?
        fileprivate var origin: Origin?
        fileprivate var shares: Dated<CreditSplit>
        fileprivate var contractDay: CivilDay?
        fileprivate var newlyStoredYear: Int?
        fileprivate var isPart: Bool
        fileprivate var isBundle: Bool
        fileprivate var verifications: Int
    }

    var moneyBasis: MoneyBasis {
        MoneyBasis(
            host: host, origin: terms.origin, shares: shares, contractDay: contractDay,
            newlyStoredYear: newlyStoredDay?.year, isPart: isPart,
            isBundle: !kinship.parts.isEmpty, verifications: verifications)
    }

    /// Of the project's own arrivals, by day.
    private var ownMoney: [Money] {
        var count = CapitalCount()
        return arrivalsByDay.compactMap { money(of: $0, by: &count) }
    }

    /// Of its duplicates' arrivals. One without an origin has this project's.
    private var movedMoney: [Money] {
        duplicates.flatMap { duplicate in
            var count = CapitalCount()
            return duplicate.arrivalsByDay.compactMap { logged -> Money? in
                var money = duplicate.money(of: logged, by: &count)
                if case .capitalArrived(let capital)? = logged.fact.content {
                    money?.origin = capital.origin ?? terms.origin ?? duplicate.terms.origin
                }
                return money
            }
        }
    }

    /// Takes one more arrival, of no earlier day than the others, adding only its own money.
    mutating func takeArrival(_ logged: LoggedFact, into fold: inout Fold) {
        if let money = count(logged), host != nil { add(money, to: &fold) }
    }

    /// Takes an arrival, in the order of days where any of them says what a sum is.
    @discardableResult
    mutating func count(_ logged: LoggedFact) -> Money? {
        // What is found of increments is not counted on; a sum says what it has of it.
        if logged.statesSum, !statesSums { capitalCount = nil }
        var count = capitalCount ?? countSoFar()
        // Only one of the two may hold the sums, else they are copied.
        capitalCount = nil
        take(logged)
        defer { capitalCount = count }
        return money(of: logged, by: &count)
    }

    /// What an increment adds, whatever else arrived.
    func increment(_ logged: LoggedFact) -> Fold {
        var fold = Fold()
        var count = CapitalCount()
        if host != nil, let money = money(of: logged, by: &count) { add(money, to: &fold) }
        return fold
    }

    private var arrivalsByDay: [LoggedFact] {
        arrivals.sorted {
            ($0.fact.effectiveOn?.ordinal ?? 0, $0.position)
                < ($1.fact.effectiveOn?.ordinal ?? 0, $1.position)
        }
    }

    private func countSoFar() -> CapitalCount {
        var count = CapitalCount()
        for arrival in arrivalsByDay { _ = money(of: arrival, by: &count) }
        return count
    }

    /// Capital in place from any origin, in fen of CNY.
    var capitalFen: Int128 {
        movedMoney.reduce((capitalCount ?? countSoFar()).claimed) { $0 + $1.increment.claimed }
    }

    /// What counts as domestic capital of whoever is credited, its own first and each by day.
    var domesticMoney: [Money] {
        guard host != nil else { return [] }
        return (ownMoney + movedMoney).filter {
            [.capitalNew, .capitalCarryOver].contains(quantity(of: $0.origin, on: $0.day))
        }
    }

    private func money(of logged: LoggedFact, by count: inout CapitalCount) -> Money? {
        guard case .capitalArrived(let capital)? = logged.fact.content,
            let fen = capital.amount?.fen, let day = logged.fact.effectiveOn
        else { return nil }
        let origin = capital.origin ?? terms.origin
        let increment = count.take(
            capital, fen: fen, origin: origin, on: day,
            verifiedFen: logged.fact.id.flatMap { verified[$0]?.fen })
        return Money(logged: logged, day: day, origin: origin, increment: increment)
    }

    private func add(_ money: Money, to fold: inout Fold) {
        let quantity = quantity(of: money.origin, on: money.day)
        share(money.increment.claimed, 1, to: quantity, on: money.day, in: &fold)
        if let found = money.increment.verified,
            quantity == .capitalNew || quantity == .capitalCarryOver
        {
            share(found, 2, to: .capitalVerified, on: money.day, in: &fold)
        }
        guard let contractDay else { return }
        for (detail, sign) in ways {
            share(
                money.increment.claimed * Int128(sign), sign, to: .capitalOfSigned, on: contractDay,
                creditDay: money.day, detail: detail, in: &fold)
        }
    }

    private func quantity(of origin: Origin?, on day: CivilDay) -> Quantity {
        guard let origin else { return .capitalOriginMissing }
        switch origin.standing(seenFrom: host.flatMap { tree.county(of: $0, on: day) }) {
        case .foreign: return .capitalForeign
        case .inside: return .capitalInside
        case .unjudged: return .capitalUnjudged
        case .outside:
            guard let newlyStoredDay else { return .capitalNotStored }
            return day.year <= newlyStoredDay.year ? .capitalNew : .capitalCarryOver
        }
    }
}
