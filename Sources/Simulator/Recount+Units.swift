// SPDX-License-Identifier: Apache-2.0
//
// The oracle's tree: where a unit stands on a day is asked of all its facts, each time anew.

import Pipeline
import Rollup

extension Recount {
    /// The unit and all above it on a day.
    func line(of unit: UnitCode, on day: CivilDay) -> [UnitCode] {
        var line = [unit]
        while let parent = Recount.parent(unitFacts[line.last!] ?? [], on: day) {
            line.append(parent)
        }
        return line
    }

    /// The division that says which county a unit lies in: its own, else that of who stands above.
    func division(of unit: UnitCode, on day: CivilDay) -> DivisionCode? {
        for unit in line(of: unit, on: day) {
            for logged in unitFacts[unit] ?? [] {
                if case .unitDefined(let unit)? = logged.fact.content, let code = unit.division {
                    return code
                }
            }
        }
        return nil
    }

    /// What the last fact by day says that came by the day; before all of them, the definition.
    private static func parent(_ facts: [LoggedFact], on day: CivilDay) -> UnitCode? {
        let words = facts.compactMap { logged -> (day: CivilDay, parent: UnitCode?)? in
            switch logged.fact.content {
            case .unitDefined(let unit): (logged.fact.effectiveOn!, unit.parent)
            case .unitMoved(let moved): (logged.fact.effectiveOn!, moved.parent)
            case .unitMerged(let merged): (logged.fact.effectiveOn!, merged.into)
            default: nil
            }
        }
        guard let latest = words.map(\.day).filter({ $0 <= day }).max() else {
            return words.first?.parent
        }
        return words.last { $0.day == latest }?.parent
    }

    private static func name(_ facts: [LoggedFact], on day: CivilDay) -> String {
        let words = facts.compactMap { logged -> (day: CivilDay, name: String)? in
            switch logged.fact.content {
            case .unitDefined(let unit): (logged.fact.effectiveOn!, unit.name!)
            case .unitRenamed(let renamed): (logged.fact.effectiveOn!, renamed.name!)
            default: nil
            }
        }
        let latest = words.map(\.day).filter { $0 <= day }.max()
        return (words.last { $0.day == latest } ?? words[0]).name
    }

    /// The units defined, as they are on the days of their facts.
    static func units(_ facts: [LoggedFact]) -> [UnitRecord] {
        var byUnit: [UnitCode: [LoggedFact]] = [:]
        for logged in statements(facts) {
            guard case .unit(let code)? = logged.fact.derivedSubject else { continue }
            byUnit[code, default: []].append(logged)
        }
        return byUnit.map { code, facts in
            let days = Set(facts.compactMap(\.fact.effectiveOn)).sorted()
            let states = days.map { day in
                var state = UnitState(from: day, name: name(facts, on: day))
                state.parent = parent(facts, on: day)
                state.isClosed = facts.contains { logged in
                    switch logged.fact.content?.kind {
                    case .unitClosed, .unitSplit, .unitMerged: logged.fact.effectiveOn! <= day
                    default: false
                    }
                }
                return state
            }
            return UnitRecord(code: code, states: states)
        }
    }
}
