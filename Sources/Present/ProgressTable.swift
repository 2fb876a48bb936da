// SPDX-License-Identifier: Apache-2.0
//
// The figures of an answer as rows: label, value, notes.
//
// The order is the one given, except that what follows from a task stands right behind it, and a
// year-on-year rate behind its indicator. Labels are the full ones, so that a row can be quoted
// alone.

import Pipeline
public import Rollup

/// The rows of a progress answer.
public struct ProgressTable: Hashable, Sendable {
    /// A figure as it is shown.
    public struct Row: Hashable, Sendable {
        public var figure: Figure
        public var label: String
        public var value: String
        /// Sentences; empty when there is nothing to know.
        public var notes: String
    }

    public let language: Language
    public let rows: [Row]

    public init(_ figures: [Figure], language: Language, rounding: Rounding = Rounding()) {
        self.language = language
        rows = ProgressTable.grouped(figures).map { figure in
            Row(
                figure: figure, label: FigureLabel.fullLabel(of: figure, language: language),
                value: FigureText.text(of: figure, language: language, rounding: rounding),
                notes: ProgressTable.notes(on: figure, language: language))
        }
    }

    /// The rows as a table of three columns; the notes are left out when no row has any.
    public var table: Table {
        let names = [
            Wording("指标", "Figure"), Wording("数值", "Value"), Wording("说明", "Notes"),
        ]
        let width = rows.contains { !$0.notes.isEmpty } ? 3 : 2
        return Table(
            headers: names.prefix(width).map { $0[language] },
            rows: rows.map { row in
                Array([.text(row.label), row.cell, .text(row.notes)].prefix(width))
            },
            alignment: Array([.left, .right, .left].prefix(width)))
    }

    /// What makes figures stand together: one task, or one indicator.
    private struct Group: Hashable {
        var isTask: Bool
        var measure: Measure?
        var grade: TaskGrade?
        var issuer: String?

        init?(_ figure: Figure) {
            isTask = figure.name.followsTask
            guard isTask || figure.name == .indicator || figure.name == .yearOnYear else {
                return nil
            }
            measure = figure.measure
            grade = figure.grade
            issuer = figure.issuer
        }
    }

    private static func grouped(_ figures: [Figure]) -> [Figure] {
        var places: [Group: Int] = [:]
        var groups: [[Figure]] = []
        for figure in figures {
            let group = Group(figure)
            if let group, let place = places[group] {
                groups[place].append(figure)
                continue
            }
            if let group { places[group] = groups.count }
            groups.append([figure])
        }
        return groups.flatMap { $0 }
    }

    private static func notes(on figure: Figure, language: Language) -> String {
        var notes = figure.notes.map { note in
            if note == .earlierPeriod, let day = figure.to {
                return Wording("数据截至\(day)", "Reported to \(day)")[language]
            }
            return note.words(in: language)
        }
        if figure.name == .task, let issuer = figure.issuer {
            notes.append(Wording("\(issuer)下达", "Set by \(issuer)")[language])
        }
        return notes.joined(separator: Wording("；", "; ")[language])
    }
}

extension ProgressTable.Row {
    fileprivate var cell: TableCell {
        if case .missing = figure.value { .text(value) } else { .number(value) }
    }
}
