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
    ]
}
