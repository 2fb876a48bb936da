// SPDX-License-Identifier: Apache-2.0
//
// Bugs that are planted into a copy of the product, to see that the simulator finds each of them.
//
// To plant one: name it, give the lines of the product that hold the law and what stands there with
// the bug, in which `planted("name")` is true when it is the one that runs. All are planted into one
// copy, which is built once; with no name given it behaves as the product does. A line that has
// changed since must be found again: the test fails until it is.

/// A bug, and how soon it must be found.
struct PlantedBug: CustomStringConvertible {
    struct Edit {
        var file: String
        var line: String
        var planted: String
    }

    var name: String
    /// Laws of which one breaks; see `Invariant`.
    var breaks: [String]
    /// The seeds, from 1, within which it must break.
    var seedsMax: Int
    var edits: [Edit]

    var description: String { name }

    init(_ name: String, breaks: String..., within seedsMax: Int, _ edits: Edit...) {
        self.name = name
        self.breaks = breaks
        self.seedsMax = seedsMax
        self.edits = edits
    }

    static let all: [PlantedBug] = admission + journal + rollup + clients
}

extension PlantedBug {
    private static let committer = "Workers/Committer.swift"
    private static let ingest = "Workers/IngestMachine.swift"
    private static let twin = "Journal/MemoryJournal.swift"
    private static let contribution = "Rollup/Contribution.swift"

    private static let admission = [
        PlantedBug(
            "noDedupe", breaks: "countedTwice", "lawfulBeforeNew", within: 10,
            Edit(
                file: committer,
                line: "        if let index = pendingByID[id] { return pending[index] }",
                planted: """
                            if planted("noDedupe") { return nil }
                            if let index = pendingByID[id] { return pending[index] }
                    """),
            Edit(
                file: twin, line: "            guard find(entry.id) == nil else {",
                planted: """
                                guard find(entry.id) == nil || planted("noDedupe") else {
                    """)),
        PlantedBug(
            "lawfulBeforeNew", breaks: "lawfulBeforeNew", within: 10,
            Edit(
                file: committer,
                line: "        if let id = fact.id, let known = try known(id, in: &transaction) {",
                planted: """
                            if planted("lawfulBeforeNew"),
                                case .refused(let findings) = state.judge(
                                    fact,
                                    in: AdmissionContext(
                                        today: wall.civilDay, principal: request.principal))
                            { return .refused(findings) }
                            if let id = fact.id, let known = try known(id, in: &transaction) {
                    """)),
        PlantedBug(
            "admissionKeepsAFailedBatch", breaks: "refusalWithoutGround", within: 20,
            Edit(
                file: committer,
                line: "            state.rollBack(to: mark)\n            throw error",
                planted: """
                                if !planted("admissionKeepsAFailedBatch") { state.rollBack(to: mark) }
                                throw error
                    """)),
        PlantedBug(
            "refusalNotReplayed", breaks: "otherAnswerToTheSame", within: 20,
            Edit(
                file: ingest,
                line: "        switch replays.recall(next.id, next.drafts, at: time) {",
                planted: """
                            switch planted("refusalNotReplayed")
                                ? .unknown : replays.recall(next.id, next.drafts, at: time)
                            {
                    """)),
        PlantedBug(
            "repeatInOneBatch", breaks: "otherAnswerToTheSame", within: 60,
            Edit(
                file: ingest, line: "            guard ids.insert(next.id).inserted else { break }",
                planted: """
                                guard ids.insert(next.id).inserted || planted("repeatInOneBatch")
                                else { break }
                    """)),
    ]

    private static let journal = [
        PlantedBug(
            "ackBeforeCommit", breaks: "acknowledgedLost", within: 20,
            Edit(
                file: twin, line: "        if let failure { throw failure.error }",
                planted: """
                            if let failure, !planted("ackBeforeCommit") { throw failure.error }
                    """)),
        PlantedBug(
            "halfARequest", breaks: "halfARequest", within: 20,
            Edit(
                file: committer,
                line: "        if request.allOrNothing, let failed = outcomes",
                planted: """
                            if request.allOrNothing, !planted("halfARequest"),
                                let failed = outcomes
                    """)),
        PlantedBug(
            "failedReadIsLoss", breaks: "noProgress", within: 30,
            Edit(
                file: ingest, line: "            error.kind == .corrupt\n",
                planted: "            error.kind == .corrupt || planted(\"failedReadIsLoss\")\n")),
    ]

    private static let rollup = [
        PlantedBug(
            "cursorApart", breaks: "wrongFigure", "wrongCell", within: 60,
            Edit(
                file: "Journal/MemoryLedger.swift",
                line: "            if failure?.takesEffect ?? true { state.ledger = changed }",
                planted: """
                                if failure?.takesEffect ?? true {
                                    state.ledger = changed
                                } else if planted("cursorApart") {
                                    changed.cursor = state.ledger.cursor
                                    state.ledger = changed
                                }
                    """),
            Edit(
                file: "Journal/MemoryLedgerView.swift",
                line: "    public private(set) var cursor = LedgerCursor.origin",
                planted: "    public internal(set) var cursor = LedgerCursor.origin")),
        PlantedBug(
            "unsortedIteration", breaks: "notTheSameTwice", within: 5,
            Edit(
                file: contribution, line: "        return deltas.sorted { left, right in",
                planted: """
                            if planted("unsortedIteration") { return deltas }
                            return deltas.sorted { left, right in
                    """)),
        PlantedBug(
            "deltasConsolidatedAcrossFacts", breaks: "wrongCell", within: 30,
            Edit(
                file: "Workers/Folder.swift", line: "            try database.commit(batch)",
                planted: """
                                if planted("deltasConsolidatedAcrossFacts") {
                                    var merged: [Delta] = []
                                    for delta in batch.deltas {
                                        let same = merged.firstIndex {
                                            $0.cell == delta.cell && $0.bucketDay == delta.bucketDay
                                                && $0.effectiveDay == delta.effectiveDay
                                        }
                                        if let same {
                                            merged[same].tally = merged[same].tally + delta.tally
                                            merged[same].position = delta.position
                                        } else {
                                            merged.append(delta)
                                        }
                                    }
                                    batch.deltas = merged.filter { $0.tally != .zero }
                                }
                                try database.commit(batch)
                    """)),
        PlantedBug(
            "forgottenAncestor", breaks: "wrongFigure", "wrongCell", within: 10,
            Edit(
                file: contribution, line: "            + tree.line(of: unit).map {",
                planted: """
                                + tree.line(of: unit)
                                .prefix(planted("forgottenAncestor") ? 2 : .max).map {
                    """)),
        PlantedBug(
            "answerTooEarly", breaks: "tooEarly", within: 20,
            Edit(
                file: "Workers/QueryJob.swift",
                line: "        if let wanted = question.atLeast, view",
                planted: """
                            if let wanted = question.atLeast, !planted("answerTooEarly"), view
                    """)),
    ]

    private static let clients = [
        PlantedBug(
            "outboxGivesUp", breaks: "noProgress", within: 300,
            Edit(
                file: "Workers/OutboxMachine.swift",
                line: "        case .unanswered, .declined: return",
                planted: """
                            case .unanswered, .declined:
                                if !planted("outboxGivesUp") { return }
                    """))
    ]
}
