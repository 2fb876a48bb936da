// SPDX-License-Identifier: Apache-2.0
//
// Bugs of corrections and voids.

extension PlantedBug {
    private static let chains = "Pipeline/Chains.swift"

    static let order: [PlantedBug] = [
        PlantedBug(
            "voidBringsNothingBack", breaks: "wrongCell", "wrongFigure", "wrongRow", within: 60,
            Edit(
                file: chains,
                line:
                    "            guard let content = chain.last(where: isAlive) else { return nil }",
                planted: """
                                let newest = chain.last.flatMap { isAlive($0) ? $0 : nil }
                                let alive = chain.last(where: isAlive)
                                guard
                                    let content = planted("voidBringsNothingBack") ? newest : alive
                                else { return nil }
                    """)),
        PlantedBug(
            "oldEffectStays", breaks: "wrongCell", "wrongFigure", within: 20,
            Edit(
                file: chains,
                line:
                    "            append(content, id, to: corrected.of.flatMap { links[$0]?.chain })",
                planted: """
                                let chain = corrected.of.flatMap { links[$0]?.chain }
                                append(content, id, to: planted("oldEffectStays") ? nil : chain)
                    """)),
        PlantedBug(
            "correctionComesLast", breaks: "wrongCell", "wrongFigure", "wrongRow", within: 60,
            Edit(
                file: chains,
                line: "        return isPlain ? facts : Chains(facts).inForce",
                planted: """
                            if planted("correctionComesLast") {
                                let places = facts.enumerated().map { ($0.element.fact.id, $0.offset) }
                                func place(_ logged: LoggedFact) -> Int {
                                    places.first { $0.0 == logged.fact.id }?.1 ?? 0
                                }
                                return Chains(facts).inForce.sorted { place($0) < place($1) }
                            }
                            return isPlain ? facts : Chains(facts).inForce
                    """)),
        PlantedBug(
            "laterFactsUnguarded", breaks: "unlawfulEntry", within: 20,
            Edit(
                file: "Pipeline/Admission+Order.swift", line: "        if isWhole {",
                planted: """
                            if isWhole, !planted("laterFactsUnguarded") {
                    """)),
        PlantedBug(
            "unitMovesAlone", breaks: "wrongCell", "wrongFigure", within: 60,
            Edit(
                file: "Workers/Folder+Subjects.swift",
                line: "        if facts.count > 1, unit?.places != tree[code]?.places {",
                planted: """
                            if facts.count > 1, unit?.places != tree[code]?.places,
                                !planted("unitMovesAlone")
                            {
                    """)),
        PlantedBug(
            "countsOutliveAMove", breaks: "wrongCell", "wrongFigure", within: 200,
            Edit(
                file: "Workers/Folder+Subjects.swift",
                line: "            subjects[.project(id)]?.forgetCounts()",
                planted: """
                                if !planted("countsOutliveAMove") {
                                    subjects[.project(id)]?.forgetCounts()
                                }
                    """)),
        PlantedBug(
            "formerHostForgotten", breaks: "wrongCell", "wrongFigure", within: 60,
            Edit(
                file: "Journal/MemoryLedger.swift",
                line: "        return Set(units.flatMap { view.credits[$0] ?? [] }).sorted()",
                planted: """
                            let found = Set(units.flatMap { view.credits[$0] ?? [] }).sorted()
                            guard planted("formerHostForgotten") else { return found }
                            return found.filter { id in
                                view.project(id)?.creditedUnit.map(units.contains) ?? false
                            }
                    """),
            Edit(
                file: "Workers/Folder+Subjects.swift",
                line: "            for credit in batch.credits where units.contains(credit.unit) {",
                planted: """
                                for credit in batch.credits
                                where units.contains(credit.unit) && !planted("formerHostForgotten") {
                    """)),
    ]
}
