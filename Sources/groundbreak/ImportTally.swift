// SPDX-License-Identifier: Apache-2.0
//
// What became of the facts of a file, in numbers and in lines that need a look.

import Ledgers
import Pipeline
import Present
import Wire

/// What became of the facts of a file.
struct ImportTally {
    var rows = 0
    var flagged = 0
    var skipped = 0
    var facts = 0
    var created = 0
    var existing = 0
    var conflicts = 0
    var refused = 0
    var corrected = 0
    /// Cells of known rows that differ from what is in force.
    var changes = 0
    var emptied = 0
    /// Rows.
    var gone = 0
    var held = 0
    /// Facts that are sent at the end of the run.
    var later = 0
    private var refusedRows: Set<Int64> = []
    var problems: [RowProblem] = []
    /// The highest position that a fact was journaled at.
    var lastPosition: Int64?

    let language: Language

    init(language: Language) { self.language = language }

    init(_ sheet: Sheet, language: Language) {
        self.language = language
        let tally = sheet.reading.tally
        rows = sheet.reading.rows.count
        (flagged, skipped) = (tally.flagged, tally.skipped)
        facts = sheet.reading.facts.count
        existing = sheet.plan.unchanged
        changes = sheet.plan.changes.count
        emptied = sheet.plan.emptied.count
        gone = sheet.plan.gone.count
        held = sheet.plan.held.count
        later = sheet.plan.new.count { $0.isDetails }
    }

    mutating func count(_ outcome: Outcome, _ fact: Fact, _ sheet: Sheet) {
        let row = fact.source?.row ?? 0
        if let position = outcome.position { lastPosition = max(position, lastPosition ?? 0) }
        switch outcome.kind {
        case .created:
            if case .corrected? = fact.content { corrected += 1 } else { created += 1 }
        case .exists: existing += 1
        case .conflict:
            conflicts += 1
            problems.append(
                RowProblem(
                    row: row, outcome: "conflict", detail: outcome.fields.joined(separator: ", ")))
        default:
            refused += 1
            for finding in outcome.violations {
                problems.append(
                    RowProblem(
                        row: row, outcome: "refused",
                        detail: Console.line(finding, language: language)))
            }
            // What is not journaled is kept here at least, word for word; once a row.
            if refusedRows.insert(row).inserted {
                let cells = sheet.cells(ofRow: row)
                problems.append(RowProblem(row: row, outcome: "cells", detail: cells))
            }
        }
    }

    mutating func add(_ other: ImportTally) {
        rows += other.rows
        flagged += other.flagged
        skipped += other.skipped
        facts += other.facts
        created += other.created
        existing += other.existing
        conflicts += other.conflicts
        refused += other.refused
        corrected += other.corrected
        changes += other.changes
        emptied += other.emptied
        gone += other.gone
        held += other.held
        if let last = other.lastPosition { lastPosition = max(last, lastPosition ?? 0) }
    }

    func sentence(dryRun: Bool) -> String {
        let isChinese = language == .zh
        let read =
            isChinese
            ? "\(rows) 行（\(flagged) 行有疑问，\(skipped) 行跳过），\(facts) 条事实"
            : "\(rows.words("row")) (\(flagged) flagged, \(skipped) skipped), \(facts.words("fact"))"
        let difference = difference(dryRun: dryRun)
        if dryRun { return read + (isChinese ? "；试读，未报送" : "; nothing was sent") + difference }
        let done =
            isChinese
            ? "：新增 \(created)，已有 \(existing)，冲突 \(conflicts)，拒绝 \(refused)"
            : ": \(created) new, \(existing) known, \(conflicts) in conflict, \(refused) refused"
        return read + done + difference
    }

    /// How the sheet differs from what is in force.
    private func difference(dryRun: Bool) -> String {
        let parts = [
            (changes, "改动 \(changes) 格", "\(changes.words("cell")) changed"),
            (corrected, "更正 \(corrected) 条", "\(corrected.words("correction")) sent"),
            (emptied, "清空 \(emptied) 格", "\(emptied.words("cell")) blank now"),
            (gone, "表中已无 \(gone) 行", "\(gone.words("row")) gone"),
            (held, "待核 \(held) 行", "\(held.words("row")) held back"),
            (
                dryRun ? 0 : later, "明细 \(later) 条随后报送",
                "\(later.words("fact")) of details to follow"
            ),
        ].filter { $0.0 > 0 }
        if parts.isEmpty { return "" }
        return language == .zh
            ? "；" + parts.map(\.1).joined(separator: "，")
            : "; " + parts.map(\.2).joined(separator: ", ")
    }
}

extension Int {
    /// `1 cell`, `2 cells`.
    func words(_ noun: String) -> String { self == 1 ? "1 \(noun)" : "\(self) \(noun)s" }
}
