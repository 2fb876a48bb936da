// SPDX-License-Identifier: Apache-2.0
//
// Bugs that are planted into a copy of the product, to see that the simulator finds each of them.
//
// To plant one: name it, give the lines of the product that hold the law and what stands there with
// the bug, in which `planted("name")` is true when it is the one that runs. All are planted into one
// copy, which is built once; with no name given it behaves as the product does. A line that has
// changed since must be found again: the test fails until it is.

/// A bug, and how soon it must be found.
struct PlantedBug: CustomStringConvertible, Sendable {
    struct Edit: Sendable {
        var file: String
        var line: String
        var planted: String
    }

    var name: String
    /// Laws of which one breaks, see `Invariant`; or the word of a process that dies.
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

    /// Bugs that the product had until a proof found them, or that few seeds find, with one each that does.
    static let findings: [(bug: String, seed: Int)] = [
        ("repeatInOneBatch", 12), ("failedReadIsLoss", 5), ("relaunchDoesNotSettle", 87),
        ("formerHostForgotten", 4), ("namedOrderUnguarded", 402), ("countsOutliveAMove", 571),
        ("movedBeforeKept", 14), ("readFailureOutlived", 104),
    ]

    static let all: [PlantedBug] =
        admission + order + review + journal + rollup + kin + entities + clients
}

extension PlantedBug {
    private static let committer = "Workers/Committer.swift"
    private static let ingest = "Workers/IngestMachine.swift"
    private static let reads = "Workers/JournalReads.swift"
    private static let twin = "Journal/MemoryJournal.swift"
    private static let sheet = "Rollup/DeltaSheet.swift"

    private static let admission = [
        PlantedBug(
            "conflictIsExists", breaks: "wrongConflict", within: 20,
            Edit(
                file: "Workers/Committer.swift",
                line: "            return fields.isEmpty\n",
                planted: "            return fields.isEmpty || planted(\"conflictIsExists\")\n")),
        PlantedBug(
            "notTheFirstPosition", breaks: "notTheFirstPosition", "acknowledgedLost",
            "otherAnswerToTheSame", within: 20,
            Edit(
                file: "Workers/Outcome+Fact.swift",
                line: "            kind = .exists\n            position = place.number",
                planted:
                    "            kind = .exists\n            position = place.number + (planted(\"notTheFirstPosition\") ? 1 : 0)"
            )),
        PlantedBug(
            "otherFieldsDiffer", breaks: "wrongConflict", within: 20,
            Edit(
                file: "Workers/Outcome+Fact.swift",
                line: "            self.fields = fields",
                planted:
                    "            self.fields = planted(\"otherFieldsDiffer\") ? [\"unit\"] : fields"
            )),
        PlantedBug(
            "takesTheUnlawful", breaks: "unlawfulEntry", within: 20,
            Edit(
                file: "Workers/Committer.swift",
                line: "        let verdict = admission.admit(",
                planted: """
                            if planted("takesTheUnlawful"), fact.content?.isOrder == false,
                                case .refused = admission.judge(
                                    fact,
                                    in: AdmissionContext(
                                        today: wall.civilDay, principal: request.principal)),
                                fact.derivedSubject != nil, fact.id != nil
                            {
                                let entry = Entry(logged, draft: draft)
                                take(judged: entry)
                                admission.apply(logged)
                                return .created(entry.position, warnings: [])
                            }
                            let verdict = admission.admit(
                    """
            )),
        PlantedBug(
            "altersBytes", breaks: "inventedEntry", within: 20,
            Edit(
                file: "Workers/Committer.swift",
                line: "id: logged.fact.id!, bytes: draft.bytes,",
                planted:
                    "id: logged.fact.id!,\n            bytes: draft.bytes\n                + (planted(\"altersBytes\") && draft.encoding == .json ? [0x20] : []),"
            )),
        PlantedBug(
            "clockRunsBack", breaks: "died over seed", within: 60,
            Edit(
                file: "Workers/Committer.swift",
                line: "recordedAt: max(wall, place.head.recordedAt),",
                planted:
                    "recordedAt: planted(\"clockRunsBack\")\n                ? wall : max(wall, place.head.recordedAt),"
            )),
        PlantedBug(
            "noDedupe", breaks: "countedTwice", "lawfulBeforeNew", within: 10,
            Edit(
                file: committer,
                line: "        if let position = positions[id] { return pending(at: position) }",
                planted: """
                            if planted("noDedupe") { return nil }
                            if let position = positions[id] { return pending(at: position) }
                    """),
            Edit(
                file: twin,
                line: "            guard ids.insert(entry.id).inserted, !isThere else {",
                planted: """
                                guard ids.insert(entry.id).inserted && !isThere || planted("noDedupe")
                                else {
                    """)),
        PlantedBug(
            "lawfulBeforeNew", breaks: "lawfulBeforeNew", "refusalWithoutGround", within: 10,
            Edit(
                file: committer,
                line: "        if let id = fact.id, let known = try known(id) {",
                planted: """
                            if planted("lawfulBeforeNew"),
                                case .refused(let findings) = admission.judge(
                                    fact,
                                    in: AdmissionContext(
                                        today: wall.civilDay, principal: request.principal),
                                    history: try history(for: fact),
                                    isWhole: !request.allOrNothing)
                            { return .refused(findings) }
                            if let id = fact.id, let known = try known(id) {
                    """)),
        PlantedBug(
            "admissionKeepsAFailedBatch", breaks: "refusalWithoutGround", "unlawfulEntry",
            "died over seed", within: 20,
            Edit(
                file: committer,
                line: "        admission.rollBack(to: place.mark)",
                planted: """
                            if !planted("admissionKeepsAFailedBatch") {
                                admission.rollBack(to: place.mark)
                            }
                    """)),
        PlantedBug(
            "refusalNotReplayed", breaks: "otherAnswerToTheSame", within: 60,
            Edit(
                file: ingest,
                line: "        switch replays.recall(next.id, next.drafts, at: time) {",
                planted: """
                            switch planted("refusalNotReplayed")
                                ? .unknown : replays.recall(next.id, next.drafts, at: time)
                            {
                    """)),
        PlantedBug(
            "repeatInOneBatch", breaks: "otherAnswerToTheSame", within: 500,
            Edit(
                file: ingest,
                line: "        if idsInFlight.contains(next.id) {",
                planted: """
                            if idsInFlight.contains(next.id), !planted("repeatInOneBatch") {
                    """)),
    ]

    private static let journal = [
        PlantedBug(
            "acksAFailure", breaks: "acknowledgedLost", "notTheFirstPosition", within: 20,
            Edit(
                file: "Workers/IngestMachine.swift",
                line:
                    "        for waiting in failed { outputs.append(.send(waiting.request.notJournaled)) }",
                planted: """
                            for waiting in failed {
                                if planted("acksAFailure") {
                                    let there = FactOutcome.exists(head.position.next)
                                    let told = waiting.drafts.drafts.map { _ in there }
                                    outputs.append(
                                        .acknowledge(reply(waiting.request, waiting.drafts, told)))
                                } else {
                                    outputs.append(.send(waiting.request.notJournaled))
                                }
                            }
                    """
            )),
        PlantedBug(
            "relaunchDoesNotSettle", breaks: "acknowledgedLost", "wrongCursor", within: 200,
            Edit(
                file: "Journal/MemoryJournal.swift",
                line: "            if commitsPerSync == 1 { state.synced = state.committed }",
                planted:
                    "            if commitsPerSync == 1, !planted(\"relaunchDoesNotSettle\") {\n                state.synced = state.committed\n            }"
            )),
        PlantedBug(
            "bitRot", breaks: "brokenChain", within: 20,
            Edit(
                file: "Journal/MemoryJournal.swift",
                line: "                entries.append(entry)",
                planted:
                    "                var entry = entry\n                if planted(\"bitRot\") { entry.leaf[0] ^= 1 }\n                entries.append(entry)"
            )),
        PlantedBug(
            "parkedReadForgotten", breaks: "notOneReply", within: 60,
            Edit(
                file: reads,
                line: "        return ready.flatMap { begin($0, at: place, &counters) }",
                planted: """
                            if planted("parkedReadForgotten") { return [] }
                            return ready.flatMap { begin($0, at: place, &counters) }
                    """
            )),
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
                line: "            if request.allOrNothing, let failed = outcomes",
                planted: """
                                if request.allOrNothing, !planted("halfARequest"),
                                    let failed = outcomes
                    """)),
        PlantedBug(
            "failedReadIsLoss", breaks: "noProgress", within: 60,
            Edit(
                file: reads, line: "                error.kind == .corrupt\n",
                planted:
                    "                error.kind == .corrupt || planted(\"failedReadIsLoss\")\n")),
        PlantedBug(
            "readFailureOutlived", breaks: "noProgress", within: 500,
            Edit(
                file: "Workers/CommitDesk.swift",
                line: "        return .tell(.commitFailed(failure ?? error, requests: lost))",
                planted: """
                            let told = planted("readFailureOutlived") ? error : failure ?? error
                            return .tell(.commitFailed(told, requests: lost))
                    """)),
        PlantedBug(
            "lostBehindForgotten", breaks: "notOneReply", "otherAnswerToTheSame",
            "acknowledgedLost",
            "died over seed", within: 60,
            Edit(
                file: "Workers/CommitDesk.swift",
                line: "        let lost = handedOver + judged.count",
                planted:
                    "        let lost = handedOver + (planted(\"lostBehindForgotten\") ? 0 : judged.count)"
            )),
    ]

    private static let rollup = [
        PlantedBug(
            "cursorRunsAhead", breaks: "wrongCursor", within: 20,
            Edit(
                file: "Journal/MemoryLedgerView.swift",
                line: "        cursor = LedgerCursor(epoch: batch.epoch, position: batch.to)",
                planted:
                    "        let ahead: Int64 = planted(\"cursorRunsAhead\") ? 1_000 : 0\n        let place = Position(batch.to.number + ahead)\n        cursor = LedgerCursor(epoch: batch.epoch, position: place)"
            )),
        PlantedBug(
            "cacheEmptiedBeforeKept", breaks: "wrongCell", "wrongRow", "wrongFigure", within: 60,
            Edit(
                file: "Workers/Folder.swift",
                line: "                try database.settle()\n                forgetSubjects()",
                planted: """
                                    if !planted("cacheEmptiedBeforeKept") { try database.settle() }
                                    forgetSubjects()
                    """)),
        PlantedBug(
            "movedBeforeKept", breaks: "wrongCell", "wrongRow", "wrongFigure", within: 500,
            Edit(
                file: "Workers/Folder+Subjects.swift",
                line: "            try database.settle()\n            var affected",
                planted: """
                                if !planted("movedBeforeKept") { try database.settle() }
                                var affected
                    """)),
        PlantedBug(
            "projectRowForgotten", breaks: "wrongRow", within: 20,
            Edit(
                file: "Workers/Folder.swift",
                line:
                    "            for id in moved.sorted() { batch.projects.append(try record(of: id)) }",
                planted: """
                                for id in moved.sorted() { batch.projects.append(try record(of: id)) }
                                if planted("projectRowForgotten") { batch.projects = batch.projects.dropLast() }
                    """
            )),
        PlantedBug(
            "childForgotten", breaks: "wrongFigure", within: 20,
            Edit(
                file: "Workers/Answer+Progress.swift",
                line: "        return rows\n",
                planted:
                    "        return planted(\"childForgotten\") ? Array(rows.dropLast()) : rows\n")),
        PlantedBug(
            "knownAtBehind", breaks: "wrongFigure", within: 20,
            Edit(
                file: "Workers/Answer+Progress.swift",
                line:
                    "            message.knownAt = KnownAt(epoch: view.cursor.epoch, stand.knownAt)",
                planted: """
                                let behind: Int64 = planted("knownAtBehind") ? 1 : 0
                                message.knownAt = KnownAt(
                                    epoch: view.cursor.epoch, Position(stand.knownAt.number - behind))
                    """
            )),
        PlantedBug(
            "usualDayIsNoMonthsEnd", breaks: "wrongFigure", within: 60,
            Edit(
                file: "Workers/Answer.swift",
                line: "        let usual = min(latest?.lastOfMonth ?? job.today, job.today)",
                planted:
                    "        let month = planted(\"usualDayIsNoMonthsEnd\") ? latest : latest?.lastOfMonth\n        let usual = min(month ?? job.today, job.today)"
            )),
        PlantedBug(
            "figureTellsTheHour", breaks: "figureChanged", "wrongFigure", within: 60,
            Edit(
                file: "Workers/Answer+Progress.swift",
                line: "            message.ruleSet = stand.ruleSet.name.text",
                planted:
                    "            let hour = planted(\"figureTellsTheHour\") ? \"\\(request.header.timeoutMs ?? 0)\" : \"\"\n            message.ruleSet = stand.ruleSet.name.text + hour"
            )),
        PlantedBug(
            "waitingQuestionDropped", breaks: "notOneReply", "noProgress", within: 60,
            Edit(
                file: "Workers/QueryMachine.swift",
                line: "        return due.map { job, cursor in",
                planted:
                    "        return due.prefix(planted(\"waitingQuestionDropped\") ? 1 : .max).map { job, cursor in"
            )),
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
                file: sheet, line: "        deltas.removeAll { $0.tally == .zero }",
                planted: """
                            if planted("unsortedIteration") {
                                return changes.map {
                                    var delta = $0
                                    delta.position = position
                                    return delta
                                }
                            }
                            deltas.removeAll { $0.tally == .zero }
                    """)),
        PlantedBug(
            "deltasConsolidatedAcrossFacts", breaks: "wrongCell", "wrongFigure", within: 100,
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
                file: sheet,
                line: "            return [cell(unit, .own)] + line.map { cell($0, .subtree) }",
                planted: """
                                let told = line.prefix(planted("forgottenAncestor") ? 2 : .max)
                                return [cell(unit, .own)] + told.map { cell($0, .subtree) }
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
            "overtakes", breaks: "overtaken", within: 20,
            Edit(
                file: "Workers/OutboxMachine.swift",
                line: "        while !isUnderWay, let next = waiting.first {",
                planted:
                    "        while !isUnderWay, let next = planted(\"overtakes\") ? waiting.last : waiting.first {"
            )),
        PlantedBug(
            "outboxGivesUp", breaks: "noProgress", "overtaken", within: 300,
            Edit(
                file: "Workers/OutboxMachine.swift",
                line: "        case .unanswered, .declined: return",
                planted: """
                            case .unanswered, .declined:
                                if !planted("outboxGivesUp") { return }
                    """)),
    ]
}
