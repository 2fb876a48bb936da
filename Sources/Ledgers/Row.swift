// SPDX-License-Identifier: Apache-2.0
//
// One row while it is read: its cells by column, what was found in them, and which cells a field took.
//
// Law: a text that can't be read is flagged with its heading, and the field stays unset. Every cell
// that no field took is left over (`Row+Rest`), so that its text goes into a fact all the same. An
// empty cell, and a dash where a word, a code or a day could stand, is missing without a flag; a dash
// where money could stand is flagged.

import Pipeline

struct Row {
    let number: Int
    let header: Header
    /// Trimmed; the blanks of merged cells filled.
    let cells: [String]
    private(set) var findings: [Finding] = []
    /// The places whose text a field holds.
    private var isTaken: [Bool]

    init(number: Int, cells: [String], header: Header) {
        self.number = number
        self.header = header
        self.cells = cells
        isTaken = [Bool](repeating: false, count: cells.count)
        for place in cells.indices.dropFirst(header.headings.count) where !cells[place].isEmpty {
            findings.append(
                Finding(.unknownField, at: "column \(place + 1)", "a cell beyond the headings"))
        }
    }

    var isBlank: Bool { cells.allSatisfy(\.isEmpty) }

    mutating func flag(_ rule: Rule, _ column: Column, _ detail: String) {
        findings.append(Finding(rule, at: header.heading(of: column), detail))
    }

    mutating func flag(_ finding: Finding) { findings.append(finding) }

    /// The text of the cell is in a field.
    mutating func take(_ column: Column) {
        if let place = header.place(of: column), place < isTaken.count { isTaken[place] = true }
    }

    /// The field that took these cells came into no fact.
    mutating func release(_ columns: [Column]) {
        for column in columns {
            if let place = header.place(of: column), place < isTaken.count {
                isTaken[place] = false
            }
        }
    }

    /// The places with a text that no field holds; the running number is the sheet's own.
    var leftPlaces: [Int] {
        cells.indices.filter {
            !isTaken[$0] && !cells[$0].isEmpty && $0 != header.place(of: .sequence)
        }
    }
}

extension Row {
    /// The trimmed text of a cell; nil when it is empty or the file lacks the column.
    func cell(_ column: Column) -> String? {
        guard let place = header.place(of: column), place < cells.count, !cells[place].isEmpty
        else {
            return nil
        }
        return cells[place]
    }

    /// The text as written; nil when it is empty or a dash.
    func text(_ column: Column) -> String? {
        guard let text = cell(column) else { return nil }
        return Spelling.isNothing(text) ? nil : text
    }

    /// The folded text; nil when it is empty or a dash.
    func word(_ column: Column) -> String? { text(column).map(Spelling.folded) }

    /// The longest text of a field (`WireCodec.textMaximumBytes`).
    static let textBytesMax = 4_096

    /// The text as written, taken into a field; one that no field can hold stays left over.
    mutating func takeText(_ column: Column) -> String? {
        guard let text = text(column) else { return nil }
        guard text.utf8.count <= Row.textBytesMax else {
            flag(
                .textTooLong, column, "\(text.utf8.count) bytes; a field holds \(Row.textBytesMax)")
            return nil
        }
        take(column)
        return text
    }

    /// What was read of a cell, taken; or the rule by which it can't be read.
    private mutating func taken<Value>(
        _ value: Value?, _ column: Column, _ rule: Rule, _ detail: @autoclosure () -> String
    ) -> Value? {
        if value == nil { flag(rule, column, detail()) } else { take(column) }
        return value
    }

    /// A code of a checked form.
    mutating func code<Code: TextCoded>(_ column: Column, as type: Code.Type) -> Code? {
        guard let word = word(column) else { return nil }
        return taken(
            Code(text: word) ?? Code(text: word.uppercased()), column, Code.formRule,
            "“\(word)” is malformed")
    }

    /// A choice by its word.
    mutating func choice<Choice: WordedChoice & NamedChoice>(
        _ column: Column, as type: Choice.Type
    ) -> Choice? {
        guard let word = word(column) else { return nil }
        return taken(
            Choice.named(Spelling.withoutBlanks(word).lowercased()), column, .unknownChoice,
            "“\(word)” is no word for this column")
    }

    mutating func day(_ column: Column) -> CivilDay? {
        guard let word = word(column) else { return nil }
        return taken(
            DayText.parse(word), column, .malformedDay,
            "“\(word)” names \(DayText.isMonth(word) ? "a month and no day" : "no day")")
    }

    mutating func money(_ column: Column) -> Money? {
        guard let text = cell(column) else { return nil }
        switch AmountText.parse(text, defaultUnit: header.unit(of: column)) {
        case .blank: return nil
        case .amount(let money):
            take(column)
            return money
        case .refused(let rule, let detail):
            flag(rule, column, detail)
            return nil
        }
    }

    mutating func count(_ column: Column) -> Int64? {
        guard let word = word(column) else { return nil }
        let count = CountText.parse(word).flatMap { $0 >= 0 ? $0 : nil }
        return taken(count, column, .wrongType, "“\(word)” is no whole number from 0")
    }

    mutating func measure() -> Measure? {
        guard let word = word(.measure) else { return nil }
        return taken(
            Measure.named(Spelling.withoutBlanks(word)) ?? Measure(text: word), .measure,
            .malformedMeasure, "“\(word)” names no measure")
    }

    mutating func origin() -> Origin? {
        guard let word = word(.origin) else { return nil }
        let choice = OriginClass.named(Spelling.withoutBlanks(word).lowercased())
        return taken(
            choice.map(Origin.origin) ?? Origin(text: word), .origin, .malformedOrigin,
            "“\(word)” is neither a class nor a division code")
    }
}
