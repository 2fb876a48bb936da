// SPDX-License-Identifier: Apache-2.0
//
// The oracle's shares, duplicates and bundles: who is credited on a day, which rows are one project,
// and what a bundle holds, each asked of the list of facts anew.

import Pipeline
import Rollup

extension Recount {
    /// A duplicate's project, and whether its money is the same.
    typealias Link = (of: ProjectID, isSameMoney: Bool)

    /// The duplicates of all that is known, whatever the day.
    static func links(_ facts: [LoggedFact]) -> [ProjectID: Link] {
        var links: [ProjectID: Link] = [:]
        for logged in facts {
            guard case .project(let id)? = logged.fact.derivedSubject else { continue }
            if case .duplicateLinked(let linked)? = logged.fact.content {
                links[id] = (linked.of!, linked.sameMoney == true)
            }
            if logged.fact.content?.kind == .duplicateUnlinked { links[id] = nil }
        }
        return links
    }

    /// Adds a count to whose share is the largest.
    mutating func count(
        _ project: NaiveProject, facts: Int, to quantity: Quantity, on day: CivilDay
    ) {
        for (detail, sign) in project.ways {
            let holder = project.holder(on: day)!
            add(
                Int128(sign), facts: facts * sign, to: quantity, of: holder, on: day,
                detail: detail)
        }
    }

    /// Adds an investment to all who share it.
    mutating func invest(
        _ project: NaiveProject, facts: Int, to quantity: Quantity, on day: CivilDay
    ) {
        guard let fen = project.investment else { return }
        for (detail, sign) in project.ways {
            split(
                project, fen * Int128(sign), facts: facts * sign, to: quantity, on: day,
                sharedOn: day, detail: detail)
        }
    }

    /// Adds an amount to all who share it on a day.
    mutating func split(
        _ project: NaiveProject, _ amount: Int128, facts: Int, to quantity: Quantity,
        on day: CivilDay, sharedOn: CivilDay, detail: String = ""
    ) {
        let parts = project.parts(of: amount, on: sharedOn)
        for (unit, part) in parts {
            put(
                part, facts, CellKey(unit: unit, scope: .own, quantity: quantity, detail: detail),
                day)
        }
        for above in Set(parts.flatMap { line(of: $0.unit, on: day) }) {
            let below = parts.filter { line(of: $0.unit, on: day).contains(above) }
            put(
                below.reduce(0) { $0 + $1.amount }, facts,
                CellKey(unit: above, scope: .subtree, quantity: quantity, detail: detail), day)
        }
    }

    mutating func participate(_ project: NaiveProject, facts: Int, on day: CivilDay) {
        for (detail, sign) in project.ways {
            once(project, sign, facts * sign, .participated, detail, on: day)
        }
    }

    /// Where the two ways to count a bundle differ.
    mutating func tellBundle(_ project: NaiveProject, on day: CivilDay) {
        guard project.isPart || !project.bundle.isEmpty else { return }
        once(project, 1, 1, .bundled, "", on: day)
    }

    /// Once for each unit that has a share, and for each above one.
    private mutating func once(
        _ project: NaiveProject, _ number: Int, _ facts: Int, _ quantity: Quantity,
        _ detail: String, on day: CivilDay
    ) {
        let units = project.parts(of: 0, on: day).map(\.unit)
        for unit in units {
            put(
                Int128(number), facts,
                CellKey(unit: unit, scope: .own, quantity: quantity, detail: detail), day)
        }
        for unit in Set(units.flatMap { line(of: $0, on: day) }) {
            put(
                Int128(number), facts,
                CellKey(unit: unit, scope: .subtree, quantity: quantity, detail: detail), day)
        }
    }
}

extension NaiveProject {
    /// Takes up what other projects' facts say of this one.
    mutating func add(
        to id: ProjectID, _ links: [ProjectID: Recount.Link], _ subjects: [Subject: [LoggedFact]]
    ) {
        for (other, link) in links where link.of == id && !link.isSameMoney {
            duplicates.append(NaiveProject(facts: subjects[.project(other)] ?? []))
        }
        isPart = subjects.values.contains { facts in
            let whole = NaiveProject(facts: facts)
            return whole.contractDay != nil && whole.bundle.contains(id)
        }
    }

    /// What it is a bundle of, by the last fact of the latest day.
    var bundle: [ProjectID] {
        let words = facts.filter { $0.fact.content?.kind == .bundleSet }
        let latest = words.compactMap(\.fact.effectiveOn).max()
        guard let last = words.last(where: { $0.fact.effectiveOn == latest }),
            case .bundleSet(let set)? = last.fact.content
        else { return [] }
        return set.parts.compactMap(\.project)
    }

    /// Under which details it counts: a part by its bundle's parts alone, a bundle not by them.
    var ways: [(String, Int)] {
        isPart ? [("PARTS", 1)] : bundle.isEmpty ? [("", 1)] : [("", 1), ("PARTS", -1)]
    }

    /// Who shares on a day, by the last fact of the latest day by then; else the host alone.
    private func shares(on day: CivilDay) -> [(unit: UnitCode, points: Int128)] {
        let words = facts.filter {
            $0.fact.content?.kind == .creditSharesSet && $0.fact.effectiveOn! <= day
        }
        let latest = words.compactMap(\.fact.effectiveOn).max()
        guard let last = words.last(where: { $0.fact.effectiveOn == latest }),
            case .creditSharesSet(let set)? = last.fact.content
        else {
            guard let host = creditedUnit else { return [] }
            return [(host, 10_000)]
        }
        return set.shares.map { ($0.unit!, Int128($0.basisPoints!)) }
    }

    /// The largest share, of equals the first by code.
    func holder(on day: CivilDay) -> UnitCode? {
        let shares = shares(on: day)
        let most = shares.map(\.points).max()
        return shares.filter { $0.points == most }.map(\.unit).min()
    }

    /// Each share of an amount: whole fen, and one more for those whose remainders are the largest.
    func parts(of amount: Int128, on day: CivilDay) -> [(unit: UnitCode, amount: Int128)] {
        let whole = amount < 0 ? -amount : amount
        var parts = shares(on: day).map { share -> (UnitCode, Int128, Int128) in
            (share.unit, whole * share.points / 10_000, whole * share.points % 10_000)
        }
        parts.sort { $0.2 != $1.2 ? $0.2 > $1.2 : $0.0 < $1.0 }
        var left = parts.reduce(whole) { $0 - $1.1 }
        return parts.map { unit, part, _ in
            let one: Int128 = left > 0 ? 1 : 0
            left -= one
            return (unit, amount < 0 ? -(part + one) : part + one)
        }
    }
}
