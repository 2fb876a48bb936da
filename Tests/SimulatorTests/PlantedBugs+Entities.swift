// SPDX-License-Identifier: Apache-2.0
//
// Bugs of single business entities.

extension PlantedBug {
    private static let fold = "Rollup/EntityFold.swift"

    static let entities: [PlantedBug] = [
        PlantedBug(
            "conversionIsARegistration", breaks: "wrongCell", "wrongFigure", within: 20,
            Edit(
                file: fold,
                line: "            add(1, nil, .enterprise, of: unit, on: day)",
                planted: """
                                let isNew = planted("conversionIsARegistration")
                                add(1, isNew ? .entitiesRegistered : nil, .enterprise, of: unit, on: day)
                    """)),
        PlantedBug(
            "conversionLeavesTheFormer", breaks: "wrongCell", "wrongFigure", within: 20,
            Edit(
                file: fold,
                line: "            add(-1, nil, former, of: unit, on: day)",
                planted: """
                                if !planted("conversionLeavesTheFormer") {
                                    add(-1, nil, former, of: unit, on: day)
                                }
                    """)),
        PlantedBug(
            "countedEntityCountsTwice", breaks: "wrongCell", "wrongFigure", within: 20,
            Edit(
                file: fold,
                line: "                enter(at: unit, category), registered.entry != .counted",
                planted: """
                                    enter(at: unit, category),
                                    registered.entry != .counted || planted("countedEntityCountsTwice")
                    """)),
        PlantedBug(
            "reportForgetsTheNext", breaks: "wrongCell", "wrongFigure", within: 60,
            Edit(
                file: "Rollup/EntityLevels.swift",
                line: "            guard days[next].reported == nil else {",
                planted: """
                                guard days[next].reported == nil || planted("reportForgetsTheNext") else {
                    """)),
        PlantedBug(
            "earlierDayFollows", breaks: "wrongCell", "wrongFigure", "wrongRow", within: 60,
            Edit(
                file: "Rollup/RunningSubject.swift",
                line: "            day >= latestDay ?? day || logged.countsForNothing\n",
                planted: """
                                day >= latestDay ?? day || logged.countsForNothing
                                    || planted("earlierDayFollows")

                    """)),
        PlantedBug(
            "linksForgotten", breaks: "refusalWithoutGround", "unlawfulEntry", "wrongCell",
            within: 60,
            Edit(
                file: "Pipeline/PositionLists.swift",
                line: "        return [start] + (links[start] ?? [])",
                planted: """
                            return planted("linksForgotten") ? [start] : [start] + (links[start] ?? [])
                    """)),
    ]
}
