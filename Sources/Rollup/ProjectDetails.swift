// SPDX-License-Identifier: Apache-2.0
//
// The details of a project: each as the fact of the latest day set it, of two for one day the later
// fact. They are in no cell, and are folded when a project is asked for.

public import Pipeline

extension DetailsSet {
    /// The details in force on a day, unset by all that is known, in byte order of their names.
    ///
    /// - Parameter facts: of one project, in the order of their positions.
    public static func inForce(of facts: [LoggedFact], by last: CivilDay? = nil) -> [Detail] {
        var details: [String: (day: CivilDay?, detail: Detail)] = [:]
        for logged in Chains.inForce(of: facts).ofEffect(by: last) {
            guard case .detailsSet(let set)? = logged.fact.content else { continue }
            let day = logged.fact.effectiveOn
            for detail in set.details {
                guard let name = detail.name else { continue }
                if let known = details[name]?.day, let day, known > day { continue }
                details[name] = (day, detail)
            }
        }
        return details.values.map(\.detail).filter { $0.text != nil }.sorted {
            $0.name!.utf8.lexicographicallyPrecedes($1.name!.utf8)
        }
    }
}

extension OwnerAssigned {
    /// Who answers for a subject on a day, unset by all that is known: as the fact of the latest day says.
    ///
    /// - Parameter facts: of one subject, in the order of their positions.
    public static func inForce(
        of facts: [LoggedFact], by last: CivilDay? = nil
    ) -> OwnerAssigned? {
        var latest: (day: CivilDay, owner: OwnerAssigned)?
        for logged in Chains.inForce(of: facts).ofEffect(by: last) {
            guard case .ownerAssigned(let owner)? = logged.fact.content,
                let day = logged.fact.effectiveOn
            else { continue }
            if day >= latest?.day ?? day { latest = (day, owner) }
        }
        return latest?.owner
    }
}
