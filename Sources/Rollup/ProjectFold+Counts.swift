// SPDX-License-Identifier: Apache-2.0
//
// What a project counts for, but for its money.
//
// A project counts once, at its first contract; newlyStored is the later of contract and library entry;
// a start counts once the project is stored; withdrawal takes nothing out of any flow and shows beside
// it. A count goes to the largest share of the day it counts for, an investment to all of them.
//
// A bundle counts as one. What counts instead when bundles are counted by their parts is kept as the
// difference, under the detail `parts`: a part adds to it alone, a bundle takes itself out of it.

import Pipeline

extension ProjectFold {
    /// All that the project counts for.
    func fold() -> Fold {
        var fold = counts()
        fold.merge(money())
        return fold
    }

    /// What it counts for but for its money.
    func counts() -> Fold {
        var fold = Fold()
        guard host != nil else { return fold }
        addContract(to: &fold)
        addStored(to: &fold)
        return fold
    }

    private func addContract(to fold: inout Fold) {
        guard let contractDay else { return }
        let facts = agreementFacts
        count(.signed, facts, on: contractDay, in: &fold)
        invest(.signedInvestment, investmentFacts, on: contractDay, in: &fold)
        tellBundle(on: contractDay, in: &fold)
        if startedDay != nil { count(.startedOfSigned, facts + 1, on: contractDay, in: &fold) }
        if ladder.fulfilled != nil {
            count(.fulfilledOfSigned, facts + 1, on: contractDay, in: &fold)
        }
        if operationalDay != nil {
            count(.operationalOfSigned, facts + 1, on: contractDay, in: &fold)
        }
    }

    private func addStored(to fold: inout Fold) {
        guard let day = newlyStoredDay else { return }
        let facts = agreementFacts + 1
        count(.newlyStored, facts, on: day, in: &fold)
        invest(.newlyStoredInvestment, investmentFacts + 1, on: day, in: &fold)
        tellBundle(on: day, in: &fold)
        for (detail, sign) in ways {
            once(.participated, facts, on: day, detail, sign, in: &fold)
        }
        if closedDay != nil { count(.newlyStoredSinceWithdrawn, facts + 1, on: day, in: &fold) }
        if !hasFourEyes {
            share(1, facts, to: .fourEyesNotEnforced, on: day, isCount: true, in: &fold)
        }
        guard let startedDay else { return }
        tellBundle(on: startedDay, in: &fold)
        count(.startedOfCohort, facts + 1, on: day, in: &fold)
        count(.started, facts + 1, on: startedDay, in: &fold)
        invest(.startedInvestment, investmentFacts + 2, on: startedDay, in: &fold)
    }

    /// The details under which it counts, and with which sign.
    var ways: [(detail: String, sign: Int)] {
        if isPart { return [(BundleCount.parts, 1)] }
        return kinship.parts.isEmpty ? Self.alone : Self.bundle
    }

    private static let alone = [(detail: "", sign: 1)]
    private static let bundle = [(detail: "", sign: 1), (detail: BundleCount.parts, sign: -1)]

    private func count(_ quantity: Quantity, _ facts: Int, on day: CivilDay, in fold: inout Fold) {
        for (detail, sign) in ways {
            share(
                Int128(sign), facts * sign, to: quantity, on: day, detail: detail, isCount: true,
                in: &fold)
        }
    }

    private func invest(
        _ quantity: Quantity, _ facts: Int, on day: CivilDay, in fold: inout Fold
    ) {
        guard let fen = terms.totalInvestment?.fen else { return }
        for (detail, sign) in ways {
            share(
                Int128(fen) * Int128(sign), facts * sign, to: quantity, on: day, detail: detail,
                in: &fold)
        }
    }

    /// Adds an amount to who is credited.
    ///
    /// - Parameters:
    ///   - day: which it counts for.
    ///   - creditDay: whose shares hold; that of `day` where none is given.
    ///   - isCount: it goes whole to the largest share.
    func share(
        _ amount: Int128, _ facts: Int, to quantity: Quantity, on day: CivilDay,
        creditDay: CivilDay? = nil, detail: String = "", isCount: Bool = false,
        in fold: inout Fold
    ) {
        // Nearly every project is one unit's: no list is made of it.
        if shares.isEmpty {
            guard let host else { return }
            return fold.add(
                amount, facts: facts, to: quantity, of: host, on: day, detail: detail)
        }
        guard let split = credit(on: creditDay ?? day), let holder = split.holder else { return }
        guard !isCount, split.shares.count > 1 else {
            return fold.add(
                amount, facts: facts, to: quantity, of: holder, on: day, detail: detail)
        }
        let parts = zip(split.shares.map(\.unit), split.parts(of: amount))
        spread(parts.map { $0 }, facts, to: quantity, on: day, detail: detail, in: &fold)
    }

    /// Where it counts otherwise by parts, so that a question knows without reading both.
    private func tellBundle(on day: CivilDay, in fold: inout Fold) {
        guard isPart || !kinship.parts.isEmpty else { return }
        once(.bundled, 1, on: day, "", 1, in: &fold)
    }

    /// Once for every unit with a share, and once for each unit above them.
    private func once(
        _ quantity: Quantity, _ facts: Int, on day: CivilDay, _ detail: String, _ sign: Int,
        in fold: inout Fold
    ) {
        guard let split = credit(on: day) else { return }
        var units: Set<UnitCode> = []
        for unit in split.shares.map(\.unit) {
            fold.add(
                Int128(sign), facts: facts * sign, to: quantity, of: unit, on: day,
                detail: detail, spread: .own)
            units.formUnion(tree.line(of: unit, on: day))
        }
        for unit in units {
            fold.add(
                Int128(sign), facts: facts * sign, to: quantity, of: unit, on: day,
                detail: detail, spread: .subtree)
        }
    }

    /// Parts of one amount: in each unit above, their sum, of the facts that stand behind it once.
    private func spread(
        _ parts: [(UnitCode, Int128)], _ facts: Int, to quantity: Quantity, on day: CivilDay,
        detail: String, in fold: inout Fold
    ) {
        var sums: [UnitCode: Int128] = [:]
        for (unit, amount) in parts {
            fold.add(
                amount, facts: facts, to: quantity, of: unit, on: day, detail: detail, spread: .own)
            for above in tree.line(of: unit, on: day) { sums[above, default: 0] += amount }
        }
        for (unit, amount) in sums {
            fold.add(
                amount, facts: facts, to: quantity, of: unit, on: day, detail: detail,
                spread: .subtree)
        }
    }
}

/// How bundles are told apart in a cell's detail.
enum BundleCount {
    /// What is to be added where bundles are counted by their parts.
    static let parts = "PARTS"
}
