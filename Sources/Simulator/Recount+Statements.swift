// SPDX-License-Identifier: Apache-2.0
//
// The oracle's corrections and voids: which statements are in force among the facts known.
//
// It shares no code with `Chains`: a fact counts while no void of it counts; of the facts that lead back
// to one by their corrections, the last that counts says what is true, in the place of the first.

public import Pipeline
import Rollup

extension Recount {
    /// What is in force, in the order of the facts first made.
    ///
    /// - Parameter facts: all facts of the journal up to the known-at, in order of position.
    public static func statements(_ facts: [LoggedFact]) -> [LoggedFact] {
        let voids = Dictionary(grouping: facts.filter { $0.voided != nil }) { $0.voided! }
        func counts(_ fact: LoggedFact) -> Bool {
            !(voids[fact.fact.id!] ?? []).contains(where: counts)
        }
        var byID: [FactID: LoggedFact] = [:]
        for fact in facts { byID[fact.fact.id!] = fact }
        func first(_ fact: LoggedFact) -> LoggedFact {
            var fact = fact
            while case .corrected(let corrected)? = fact.fact.content,
                let next = byID[corrected.of!]
            {
                fact = next
            }
            return fact
        }
        var said: [Position: LoggedFact] = [:]
        for fact in facts where fact.voided == nil && counts(fact) {
            var statement = fact
            if case .corrected(let corrected)? = fact.fact.content {
                statement.fact = corrected.restated!
                statement.fact.id = fact.fact.id
            }
            statement.position = first(fact).position
            said[statement.position] = statement
        }
        // Who checked an arrival checked whatever is said of it now.
        for (position, statement) in said {
            guard case .capitalVerified(var verified)? = statement.fact.content,
                let arrival = byID[verified.of!], let now = said[first(arrival).position]
            else { continue }
            verified.of = now.fact.id
            said[position]!.fact.content = .capitalVerified(verified)
        }
        return said.values.sorted { $0.position < $1.position }
    }

    /// The rule set in force on a day: its name, and its adoption; nil where none is.
    static func ruleSet(
        _ facts: [LoggedFact], on day: CivilDay
    ) -> (name: String, adopted: RuleSetAdopted)? {
        var latest: (name: String, adopted: RuleSetAdopted, day: CivilDay)?
        for logged in statements(facts) {
            guard case .ruleSetAdopted(let adopted)? = logged.fact.content,
                let name = logged.fact.subject, let from = logged.fact.effectiveOn, from <= day
            else { continue }
            if let latest, latest.day > from { continue }
            latest = (name, adopted, from)
        }
        return latest.map { ($0.name, $0.adopted) }
    }
}

extension LoggedFact {
    fileprivate var voided: FactID? {
        if case .voided(let voided)? = fact.content { voided.of } else { nil }
    }
}
