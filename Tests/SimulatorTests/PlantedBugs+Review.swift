// SPDX-License-Identifier: Apache-2.0
//
// Bugs of the review: of rule sets, of what warnings and orders name, and of lamps, ranks, reports and
// projections.

extension PlantedBug {
    static let review: [PlantedBug] = [
        PlantedBug(
            "answersOfBefore", breaks: "wrongFigure", within: 20,
            Edit(
                file: "Workers/AnswerMemory.swift",
                line: "        if self.state != state { forget() }",
                planted: """
                            if self.state != state, !planted("answersOfBefore") { forget() }
                    """)),
        PlantedBug(
            "imageLeftBehind", breaks: "wrongFigure", within: 20,
            Edit(
                file: "Workers/LedgerImage.swift",
                line: "            if let deltas { take(deltas) } else { forget() }",
                planted: """
                                if deltas == nil || planted("imageLeftBehind") {
                                    if deltas == nil { forget() }
                                } else {
                                    take(deltas!)
                                }
                    """)),
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
            "namedOrderUnguarded", breaks: "unlawfulEntry", within: 1_500,
            Edit(
                file: "Pipeline/Admission+Order.swift",
                line:
                    "        (flawOfKin(subject, inForce).map { [$0] } ?? []) + flawsOfMentions(subject, after: state)",
                planted: """
                            let kin = flawOfKin(subject, inForce).map { [$0] } ?? []
                            let isUnguarded = planted("namedOrderUnguarded")
                            return isUnguarded ? kin : kin + flawsOfMentions(subject, after: state)
                    """)),
        PlantedBug(
            "adoptedLampsForgotten", breaks: "wrongReview", within: 60,
            Edit(
                file: "Rollup/RuleSet.swift",
                line: "        if !adopted.lamps.isEmpty { lamps = adopted.lamps }",
                planted: """
                            if !adopted.lamps.isEmpty, !planted("adoptedLampsForgotten") {
                                lamps = adopted.lamps
                            }
                    """)),
        PlantedBug(
            "tiesAreRankedApart", breaks: "wrongReview", within: 20,
            Edit(
                file: "Rollup/Ranking.swift",
                line:
                    "        unit.rank = isEqual(index - 1) ? units[index - 1].rank : index + 1",
                planted: """
                            unit.rank =
                                isEqual(index - 1) && !planted("tiesAreRankedApart")
                                ? units[index - 1].rank : index + 1
                    """)),
        PlantedBug(
            "laterReportsCount", breaks: "wrongReview", within: 60,
            Edit(
                file: "Workers/Answer+Completeness.swift",
                line: "                by: code, days: asOf.firstOfYear...asOf, knownAt: knownAt)",
                planted: """
                                    by: code, days: asOf.firstOfYear...asOf,
                                    knownAt: planted("laterReportsCount") ? .latest : knownAt)
                    """)),
        PlantedBug(
            "monthUnderWayCounts", breaks: "wrongReview", within: 60,
            Edit(
                file: "Workers/Answer+Projections.swift",
                line: "                let then = try at(end, stand, question)",
                planted: """
                                    let isEarly = planted("monthUnderWayCounts")
                                    let then = isEarly ? stand : try at(end, stand, question)
                    """)),
    ]
}
