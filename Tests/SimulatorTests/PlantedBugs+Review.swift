// SPDX-License-Identifier: Apache-2.0
//
// Bugs of the review: of rule sets, and of what warnings and orders name.

extension PlantedBug {
    static let review: [PlantedBug] = [
        PlantedBug(
            "latestAdoptionWins", breaks: "wrongFigure", within: 20,
            Edit(
                file: "Rollup/RuleSet.swift",
                line: "        (left.day, left.position) < (right.day, right.position)",
                planted: """
                            planted("latestAdoptionWins")
                                ? left.position < right.position
                                : (left.day, left.position) < (right.day, right.position)
                    """)),
        PlantedBug(
            "adoptedIsInForce", breaks: "wrongFigure", within: 20,
            Edit(
                file: "Rollup/RuleSet.swift",
                line:
                    "        let begun = known.compactMap(Adoption.init).filter { $0.day <= day }",
                planted: """
                            let begun = known.compactMap(Adoption.init).filter {
                                $0.day <= day || planted("adoptedIsInForce")
                            }
                    """)),
        PlantedBug(
            "namedOrderUnguarded", breaks: "unlawfulEntry", within: 60,
            Edit(
                file: "Pipeline/Admission+Order.swift",
                line:
                    "        (flawOfKin(subject, chains).map { [$0] } ?? []) + flawsOfMentions(subject, after: state)",
                planted: """
                            let kin = flawOfKin(subject, chains).map { [$0] } ?? []
                            let isUnguarded = planted("namedOrderUnguarded")
                            return isUnguarded ? kin : kin + flawsOfMentions(subject, after: state)
                    """)),
    ]
}
