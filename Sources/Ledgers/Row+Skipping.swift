// SPDX-License-Identifier: Apache-2.0
//
// Rows that are no records: of sums, of titles between the data, of numbers below the headings, of
// signatures at the foot.
//
// Law: a row is skipped only by what it says itself; its text stands in its report.

extension Row {
    /// Why the row is no record; nil when it is one.
    var skipReason: SkipReason? {
        if isBlank { return .blank }
        if let total { return .total(label: total.label, heading: total.heading) }
        let texts = cells.filter { !$0.isEmpty }
        if isAside(texts) || isNumbering(texts) {
            return .title(texts.joined(separator: " "))
        }
        return nil
    }

    /// 一、工业项目 alone in a row, and what stands below a table: 注：…, 填表人：….
    private func isAside(_ texts: [String]) -> Bool {
        guard texts.count <= 4, let first = texts.first.map(Spelling.folded) else { return false }
        if texts.count == 1 {
            let rest = first.drop { $0 == "(" }
            let number = rest.prefix { "一二三四五六七八九十".contains($0) }
            if !number.isEmpty, let sign = rest.dropFirst(number.count).first, "、)".contains(sign) {
                return true
            }
        }
        return texts.allSatisfy { Spelling.folded($0).contains(":") }
            && Row.feet.contains { first.hasPrefix($0) }
    }

    private static let stems = Array("甲乙丙丁戊己庚辛壬癸")

    private static let feet = [
        "注", "备注", "说明", "填表", "制表", "审核", "填报", "负责人", "单位负责人", "联系", "note",
    ]

    /// 1, 2, 3 … in every column, as forms number them; before them 甲, 乙, 丙 for columns of names.
    private func isNumbering(_ texts: [String]) -> Bool {
        guard texts.count >= 4, texts.count == header.headings.count else { return false }
        let words = texts.map { Spelling.folded($0) }
        let letters = zip(words, Row.stems).prefix { $0 == String($1) }.count
        return words.dropFirst(letters).enumerated().allSatisfy { $1 == "\($0 + 1)" }
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
                return (cells[place], header.detailNames[place])
            }
        }
        return nil
    }

    /// 合计, 小计 and their like, alone or with blanks; behind what they sum up (东岭镇小计) too, but not
    /// at the end of a project's name, which is free.
    static func isTotal(_ text: String, aloneOnly: Bool) -> Bool {
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
