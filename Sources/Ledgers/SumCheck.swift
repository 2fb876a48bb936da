// SPDX-License-Identifier: Apache-2.0
//
// Rows of sums held against the rows they sum: 合计 above or below the data against all records, 小计
// against its unit's, else against those since the 小计 before it, or up to the next one where it stands
// above its records.
//
// Law: exact, in billionths; cells without a number (TBC, 30-35) are told beside a difference and never
// taken for 0. Only columns in which a row of sums holds a number are looked at.

public import Pipeline

/// A row of sums that differs from its records.
public struct SumFinding: Hashable, Sendable {
    public var row: Int
    public var finding: Finding
    /// What the row says, and what its rows sum to, in the unit of the column.
    public var stated: String
    public var summed: String
    /// Cells of the rows that hold no number.
    public var unread: Int
    /// Set where the row could not be held against its records at all.
    public var unchecked: UncheckedSum?
}

/// Why a row of sums was not checked.
public enum UncheckedSum: Hashable, Sendable {
    /// No records that it could sum are to be found.
    case noRecords
    /// The records sum to more than any figure.
    case tooLarge
}

struct SumCheck {
    fileprivate struct Sum {
        var value: Int128 = 0
        var unread = 0
        var isTooLarge = false

        mutating func add(_ other: Sum) {
            let (sum, isOver) = value.addingReportingOverflow(other.value)
            value = sum
            unread += other.unread
            isTooLarge = isTooLarge || isOver || other.isTooLarge
        }
    }

    private struct Stated {
        var row: Int
        /// What it sums, where its label names it: 东岭镇 of 东岭镇小计.
        var group: String
        var isWhole: Bool
        /// The block of records before it.
        var block: Int
        var values: [Int: Int128]
    }

    private let header: Header
    private var blocks: [[Int: Sum]] = [[:]]
    private var groups: [String: [Int: Sum]] = [:]
    private var stated: [Stated] = []
    private let places: [Int]

    /// - Parameter places: the columns in which a row of sums holds a text.
    init(_ header: Header, places: Set<Int>) {
        self.header = header
        self.places = places.sorted().filter { place in
            switch header.column(at: place) {
            case nil, .amount, .count, .stock, .registered, .deregistered, .movedIn, .movedOut: true
            default: false
            }
        }
    }

    mutating func take(_ report: RowReport) {
        if places.isEmpty { return }
        switch report.outcome {
        case .skipped(.total(let label, _)): state(report, label)
        case .skipped: break
        case .made, .flagged:
            if !isPartOfASum(report) { count(report.cells) }
        }
    }

    /// A row that gives no fact and names itself a running total or a part: 本年累计, 其中：工业.
    private func isPartOfASum(_ report: RowReport) -> Bool {
        guard report.facts.isEmpty else { return false }
        let first = report.cells.firstIndex { !$0.isEmpty }
        return [first, header.place(of: .unitName), header.place(of: .name)].contains { place in
            guard let place, place < report.cells.count else { return false }
            let word = Spelling.withoutBlanks(Spelling.folded(report.cells[place]))
            return word.hasPrefix("其中")
                || ["累计", "本年累计", "本月累计", "历年累计", "累计数"].contains(
                    String(word.prefix { $0 != ":" && $0 != "(" }))
        }
    }

    private mutating func count(_ cells: [String]) {
        let group = header.place(of: .unitName).flatMap { $0 < cells.count ? cells[$0] : nil } ?? ""
        for place in places where place < cells.count && !cells[place].isEmpty {
            var sum = Sum()
            if let value = number(cells[place], place) { sum.value = value } else { sum.unread = 1 }
            blocks[blocks.count - 1][place, default: Sum()].add(sum)
            if !group.isEmpty { groups[group, default: [:]][place, default: Sum()].add(sum) }
        }
    }

    private mutating func state(_ report: RowReport, _ label: String) {
        var values: [Int: Int128] = [:]
        for place in places where place < report.cells.count {
            if let value = number(report.cells[place], place) { values[place] = value }
        }
        let word = Spelling.withoutBlanks(Spelling.folded(label)).prefix { $0 != "(" && $0 != ":" }
        let name = ["合计", "小计", "总计", "共计"].first { word.hasSuffix($0) } ?? String(word)
        var group = String(word.dropLast(name.count))
        if let place = header.place(of: .unitName), place < report.cells.count, group.isEmpty,
            !report.cells[place].isEmpty, report.cells[place] != label
        {
            group = report.cells[place]
        }
        let isWhole = group.isEmpty && name != "小计" && name.lowercased() != "subtotal"
        stated.append(
            Stated(
                row: report.number, group: group, isWhole: isWhole, block: blocks.count - 1,
                values: values))
        blocks.append([:])
    }

    /// In billionths: of a fen where the column or the cell has a unit of money, else of one.
    private func number(_ text: String, _ place: Int) -> Int128? {
        var word = Substring(Spelling.withoutBlanks(Spelling.folded(text)).lowercased())
        let isNegative = word.hasPrefix("-")
        if isNegative { word.removeFirst() }
        guard let decimal = Decimal(prefix: &word), let digits = decimal.digits,
            decimal.fractionDigits <= 9
        else { return nil }
        var power = 9 - decimal.fractionDigits
        let unit = header.unit(at: place)
        if unit != nil || !word.isEmpty {
            if let money = CellUnit(word, prefix: nil, defaultUnit: unit) {
                guard money.currency == .cny else { return nil }
                power += money.power
            } else if !SumCheck.counters.contains(String(word)) {
                return nil
            }
        }
        guard digits.magnitude < 1_000_000_000_000_000 || power < 14 else { return nil }
        let value = (0..<power).reduce(Int128(digits)) { value, _ in value * 10 }
        return isNegative ? -value : value
    }

    private static let counters = CountText.countingWords.union(["亩", "平方米", "㎡"])
}

extension SumCheck {
    /// The rows of sums that differ from what they sum, in the order of the sheet.
    var findings: [SumFinding] {
        stated.indices.flatMap { index -> [SumFinding] in
            let total = stated[index]
            guard let counted = records(of: index) else {
                return total.values.sorted { $0.key < $1.key }.map { place, value in
                    unchecked(total.row, place, value, .noRecords)
                }
            }
            return total.values.keys.sorted().compactMap { place in
                let sum = counted[place] ?? Sum()
                guard let value = total.values[place] else { return nil }
                if sum.isTooLarge { return unchecked(total.row, place, value, .tooLarge) }
                guard value != sum.value else { return nil }
                let unread =
                    sum.unread == 0
                    ? "" : "; \(sum.unread) of their cells hold no number"
                let (stated, summed) = (text(value, place), text(sum.value, place))
                let finding = Finding(
                    .sumDiffers, at: header.name(at: place),
                    "the row says \(stated), its rows sum to \(summed)\(unread)")
                return SumFinding(
                    row: total.row, finding: finding, stated: stated, summed: summed,
                    unread: sum.unread)
            }
        }
    }

    private func unchecked(
        _ row: Int, _ place: Int, _ value: Int128, _ why: UncheckedSum
    ) -> SumFinding {
        let stated = text(value, place)
        let reason =
            why == .noRecords ? "no rows that it sums are found" : "its rows sum to too much"
        return SumFinding(
            row: row,
            finding: Finding(
                .sumDiffers, at: header.name(at: place),
                "the row says \(stated); not checked: \(reason)"),
            stated: stated, summed: "", unread: 0, unchecked: why)
    }

    /// The sums of the records that a row of sums is about; nil where it can't be told.
    private func records(of index: Int) -> [Int: Sum]? {
        let total = stated[index]
        if total.isWhole { return blocks.reduce(into: [:]) { $0.merge($1) { $0.adding($1) } } }
        if !total.group.isEmpty { return groups[total.group] }
        let isAbove = stated.first { !$0.isWhole }.map {
            blocks[0...$0.block].allSatisfy(\.isEmpty)
        }
        let block = blocks[isAbove == true ? total.block + 1 : total.block]
        return block.isEmpty ? nil : block
    }

    /// In the unit of the column.
    private func text(_ value: Int128, _ place: Int) -> String {
        let power = 9 + (header.unit(at: place)?.fenPower ?? 0)
        let scale = (0..<power).reduce(Int128(1)) { scale, _ in scale * 10 }
        var text = "\(value.magnitude / scale.magnitude)"
        var fraction = String(repeating: "0", count: power) + "\(value.magnitude % scale.magnitude)"
        fraction = String(fraction.suffix(power))
        while fraction.last == "0" { fraction.removeLast() }
        if !fraction.isEmpty { text += ".\(fraction)" }
        return (value < 0 ? "-" : "") + text + (header.unit(at: place)?.word ?? "")
    }
}

extension SumCheck.Sum {
    fileprivate func adding(_ other: SumCheck.Sum) -> SumCheck.Sum {
        var sum = self
        sum.add(other)
        return sum
    }
}
