// SPDX-License-Identifier: Apache-2.0
//
// One row while it is read: its cells by column, what was found in them, and the texts that no field
// could take.
//
// Law: a text that can't be read is kept (for the note of the row's first fact) and flagged with its
// heading; the field stays unset. An empty cell, and a dash where a word, a code or a day could
// stand, is missing without a flag; a dash where money could stand is flagged.

import Pipeline

struct Row {
    let number: Int
    let header: Header
    private let cells: [String]
    private(set) var findings: [Finding] = []
    /// `heading=text`, in the order in which they were found.
    private var kept: [String] = []

    init(number: Int, cells: [String], header: Header) {
        self.number = number
        self.header = header
        let cells = cells.map(Spelling.trimmed)
        self.cells = cells
        for place in cells.indices.dropFirst(header.headings.count) where !cells[place].isEmpty {
            findings.append(
                Finding(.unknownField, at: "column \(place + 1)", "a cell beyond the headings"))
            kept.append(cells[place])
        }
    }

    var isBlank: Bool { cells.allSatisfy(\.isEmpty) }

    mutating func flag(_ rule: Rule, _ column: Column, _ detail: String) {
        findings.append(Finding(rule, at: header.heading(of: column), detail))
    }

    /// Keeps the text of a cell for the note, and flags it.
    mutating func keep(_ column: Column, _ rule: Rule, _ detail: String) {
        kept.append("\(header.heading(of: column))=\(cell(column) ?? "")")
        flag(rule, column, detail)
    }

    /// Keeps the text of a cell that no field has room for, without a flag.
    mutating func keepQuietly(_ column: Column) {
        if let text = text(column) { kept.append("\(header.heading(of: column))=\(text)") }
    }

    /// The longest note that a message may carry (`WireCodec.textMaximumBytes`).
    static let noteBytesMax = 4_096

    /// The remark and all that was kept; nil when there is neither. What goes beyond the longest note
    /// is left out whole, and flagged.
    mutating func note() -> String? {
        var note = ""
        for part in (cell(.remark).map { [$0] } ?? []) + kept {
            let longer = note.isEmpty ? part : "\(note)；\(part)"
            if longer.utf8.count <= Row.noteBytesMax {
                note = longer
            } else {
                flag(.textTooLong, .remark, "\(part.utf8.count) bytes have no room in the note")
            }
        }
        return note.isEmpty ? nil : note
    }

    /// Label and heading of a cell that makes this a row of sums: the first that is filled, or one of
    /// those by which the rows of a ledger are named.
    var total: (label: String, heading: String)? {
        let first = cells.firstIndex { !$0.isEmpty }
        let named = [Column.sequence, .unitName, .key, .name].map { header.place(of: $0) }
        for case let place? in [first] + named
        where place < min(cells.count, header.headings.count) {
            let isName = place == header.place(of: .name)
            if Row.isTotal(cells[place], aloneOnly: isName) {
                return (cells[place], header.headings[place].written)
            }
        }
        return nil
    }

    /// 合计, 小计 and their like, alone or with blanks; behind what they sum up (东岭镇小计) too, but not
    /// at the end of a project's name, which is free.
    private static func isTotal(_ text: String, aloneOnly: Bool) -> Bool {
        guard text.utf8.count <= 48, text.unicodeScalars.contains(where: Row.mayEndTotal) else {
            return false
        }
        let word = Spelling.withoutBlanks(Spelling.folded(text)).lowercased()
            .prefix { $0 != "(" && $0 != ":" }
        return chinese.contains { aloneOnly ? word == $0 : word.hasSuffix($0) }
            || english.contains(String(word))
    }

    /// A cheap test that most cells fail: one of the last letters of the words below.
    private static func mayEndTotal(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "计", "l", "L", "m", "M", "ｌ", "Ｌ", "ｍ", "Ｍ": true
        default: false
        }
    }

    private static let chinese = ["合计", "小计", "总计", "共计"]
    private static let english = ["total", "subtotal", "grandtotal", "sum"]
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

    /// A code of a checked form.
    mutating func code<Code: TextCoded>(_ column: Column, as type: Code.Type) -> Code? {
        guard let word = word(column) else { return nil }
        if let code = Code(text: word) ?? Code(text: word.uppercased()) { return code }
        keep(column, Code.formRule, "“\(word)” is malformed")
        return nil
    }

    /// A choice by its word.
    mutating func choice<Choice: WordedChoice & NamedChoice>(
        _ column: Column, as type: Choice.Type
    ) -> Choice? {
        guard let word = word(column) else { return nil }
        if let choice = Choice.named(Spelling.withoutBlanks(word).lowercased()) { return choice }
        keep(column, .unknownChoice, "“\(word)” is no word for this column")
        return nil
    }

    mutating func day(_ column: Column) -> CivilDay? {
        guard let word = word(column) else { return nil }
        if let day = DayText.parse(word) { return day }
        keep(column, .malformedDay, "“\(word)” names no day")
        return nil
    }

    mutating func money(_ column: Column) -> Money? {
        guard let text = cell(column) else { return nil }
        switch AmountText.parse(text, defaultUnit: header.unit(of: column)) {
        case .blank: return nil
        case .amount(let money): return money
        case .refused(let rule, let detail):
            keep(column, rule, detail)
            return nil
        }
    }

    mutating func count(_ column: Column) -> Int64? {
        guard let word = word(column) else { return nil }
        if let count = CountText.parse(word), count >= 0 { return count }
        keep(column, .wrongType, "“\(word)” is no whole number from 0")
        return nil
    }

    mutating func measure() -> Measure? {
        guard let word = word(.measure) else { return nil }
        if let measure = Measure.named(Spelling.withoutBlanks(word)) ?? Measure(text: word) {
            return measure
        }
        keep(.measure, .malformedMeasure, "“\(word)” names no measure")
        return nil
    }

    mutating func origin() -> Origin? {
        guard let word = word(.origin) else { return nil }
        if let choice = OriginClass.named(Spelling.withoutBlanks(word).lowercased()) {
            return .origin(choice)
        }
        if let origin = Origin(text: word) { return origin }
        keep(.origin, .malformedOrigin, "“\(word)” is neither a class nor a division code")
        return nil
    }
}
