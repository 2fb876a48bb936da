// SPDX-License-Identifier: Apache-2.0
//
// Bugs of the tree over time, shares, duplicates, bundles and the day of a question that names none.

extension PlantedBug {
    static let kin: [PlantedBug] = [
        PlantedBug(
            "ancestorsOfToday", breaks: "wrongCell", "wrongFigure", within: 60,
            Edit(
                file: "Rollup/DeltaSheet.swift",
                line: "            let line = tree.line(of: unit, on: bucketDay)",
                planted: """
                                let last = planted("ancestorsOfToday")
                                let line = tree.line(
                                    of: unit, on: last ? CivilDay(ordinal: .max) : bucketDay)
                    """)),
        PlantedBug(
            "treeOfYesterday", breaks: "wrongFigure", within: 60,
            Edit(
                file: "Rollup/Progress.swift",
                line:
                    "        for unit in tree.subtree(of: question.unit, on: question.asOf) {",
                planted: """
                            let all = planted("treeOfYesterday")
                            for unit in all
                                ? tree.subtree(of: question.unit)
                                : tree.subtree(of: question.unit, on: question.asOf)
                            {
                    """)),
        PlantedBug(
            "leftoverFenLost", breaks: "wrongCell", "wrongFigure", within: 60,
            Edit(
                file: "Rollup/CreditSplit.swift",
                line: "        for index in order.prefix(left) { parts[index] += 1 }",
                planted: """
                            for index in order.prefix(planted("leftoverFenLost") ? 0 : left) {
                                parts[index] += 1
                            }
                    """)),
        PlantedBug(
            "sharedTwiceAbove", breaks: "wrongCell", "wrongFigure", within: 60,
            Edit(
                file: "Rollup/ProjectFold+Counts.swift",
                line: "        guard !isCount, split.shares.count > 1 else {",
                planted: """
                            if isCount, split.shares.count > 1, planted("sharedTwiceAbove") {
                                for share in split.shares {
                                    fold.add(
                                        amount, facts: facts, to: quantity, of: share.unit, on: day,
                                        detail: detail)
                                }
                                return
                            }
                            guard !isCount, split.shares.count > 1 else {
                    """)),
        PlantedBug(
            "duplicateCounts", breaks: "wrongCell", "wrongFigure", within: 60,
            Edit(
                file: "Rollup/Contribution.swift",
                line:
                    "            guard ProjectKinship(facts).duplicateOf == nil else { return }",
                planted: """
                                guard
                                    ProjectKinship(facts).duplicateOf == nil
                                        || planted("duplicateCounts")
                                else { return }
                    """)),
        PlantedBug(
            "originalNotMoved", breaks: "wrongCell", "wrongFigure", "wrongRow", within: 60,
            Edit(
                file: "Workers/Folder+Subjects.swift",
                line: "        moved.remove(id)",
                planted: """
                            moved.remove(id)
                            if planted("originalNotMoved") { moved = [] }
                    """)),
        PlantedBug(
            "sameMoneyCountsTwice", breaks: "wrongCell", "wrongFigure", "wrongRow", within: 60,
            Edit(
                file: "Rollup/Kin.swift",
                line:
                    "        duplicates.map { Chains.inForce(of: $0) }.filter { !ProjectKinship($0).isSameMoney }",
                planted: """
                            duplicates.map { Chains.inForce(of: $0) }.filter {
                                !ProjectKinship($0).isSameMoney || planted("sameMoneyCountsTwice")
                            }
                    """)),
        PlantedBug(
            "bundleCountsTwice", breaks: "wrongCell", "wrongFigure", within: 60,
            Edit(
                file: "Rollup/ProjectFold+Counts.swift",
                line: "        if isPart { return [(BundleCount.parts, 1)] }",
                planted: """
                            if isPart {
                                return [(planted("bundleCountsTwice") ? "" : BundleCount.parts, 1)]
                            }
                    """)),
        PlantedBug(
            "lateFactUntold", breaks: "wrongFigure", within: 60,
            Edit(
                file: "Workers/Folder+Subjects.swift",
                line: "        guard logged.fact.lateReason != nil else { return [] }",
                planted: """
                            guard logged.fact.lateReason != nil, !planted("lateFactUntold") else {
                                return []
                            }
                    """)),
        PlantedBug(
            "usualDayOfTheVoided", breaks: "wrongFigure", within: 200,
            Edit(
                file: "Workers/Answer.swift",
                line: "            if try isInForce(fact, knownAt: knownAt) {",
                planted: """
                                let isTaken = try isInForce(fact, knownAt: knownAt)
                                if isTaken || planted("usualDayOfTheVoided") {
                    """)),
        PlantedBug(
            "rowOfToday", breaks: "wrongRow", within: 20,
            Edit(
                file: "Workers/ProjectList.swift",
                line:
                    "            changed = Set(try view.projects(changedAfter: knownAt, orAfter: asOf))",
                planted: """
                                let day = planted("rowOfToday") ? nil : asOf
                                changed = Set(try view.projects(changedAfter: knownAt, orAfter: day))
                    """)),
        PlantedBug(
            "originalAsOfToday", breaks: "wrongRow", within: 300,
            Edit(
                file: "Workers/ProjectList.swift",
                line: "        changed.formUnion(links.originals(of: changed))",
                planted: """
                            if !planted("originalAsOfToday") {
                                changed.formUnion(links.originals(of: changed))
                            }
                    """)),
    ]
}
