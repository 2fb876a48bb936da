// SPDX-License-Identifier: Apache-2.0
//
// Cells merged downwards: a spreadsheet saves their text once, above blanks.
//
// Law: by itself only a column of names (类别, 单位, 乡镇 …) is ever filled, and only where the sheet shows that
// it is merged: its first record has a text, blanks follow, and no text is repeated by the record below it.
// A column in which most records say nothing (产业链, 分组, 上级, 下达单位) looks the same and is filled only where the
// mapping says so. An amount or a day is never filled. A row of sums, or of a title between the data,
// ends what was merged. Which rows were filled is told.

struct MergedCells {
    private var texts: [Int: String] = [:]
    /// The rows read as the cell above, by the place of the column.
    private(set) var filled: [Int: [ClosedRange<Int>]] = [:]

    mutating func pass(_ reason: SkipReason) {
        if reason != .blank { texts = [:] }
    }

    mutating func fill(_ cells: [String], _ merged: Set<Int>, row: Int) -> [String] {
        if merged.isEmpty { return cells }
        var cells = cells
        for place in merged where place < cells.count {
            if cells[place].isEmpty {
                guard let text = texts[place] else { continue }
                cells[place] = text
                note(row, place)
            } else {
                texts[place] = cells[place]
            }
        }
        return cells
    }

    private mutating func note(_ row: Int, _ place: Int) {
        if let last = filled[place]?.last, last.upperBound == row - 1 {
            filled[place]![filled[place]!.count - 1] = last.lowerBound...row
        } else {
            filled[place, default: []].append(row...row)
        }
    }
}

/// Looks through a sheet for columns that are merged downwards.
struct MergedColumns {
    private struct Sight {
        var last: String?
        var hasBlank = false
        /// Since the last text.
        var hasBlankSince = false
        var isRepeated = false
    }

    private var sights: [Int: Sight] = [:]

    init(_ header: Header) {
        for place in header.headings.indices where MergedColumns.mayBeMerged(header, place) {
            sights[place] = Sight()
        }
    }

    var isEmpty: Bool { sights.isEmpty }

    mutating func look(at cells: [String]) {
        for (place, sight) in sights {
            var sight = sight
            let text = place < cells.count ? cells[place] : ""
            if text.isEmpty {
                // A blank first record: what it should repeat nobody knows.
                if sight.last == nil {
                    sights[place] = nil
                } else {
                    (sight.hasBlank, sight.hasBlankSince) = (true, true)
                    sights[place] = sight
                }
                continue
            }
            if sight.last == text, !sight.hasBlankSince { sight.isRepeated = true }
            sight.last = text
            sight.hasBlankSince = false
            sights[place] = sight
        }
    }

    /// A row of sums or a title: the same name below it is no repeat.
    mutating func pass() {
        for place in sights.keys { sights[place]?.hasBlankSince = true }
    }

    var places: Set<Int> {
        Set(sights.filter { $0.value.hasBlank && !$0.value.isRepeated }.keys)
    }

    private static func mayBeMerged(_ header: Header, _ place: Int) -> Bool {
        switch header.column(at: place) {
        case .unitName, .unitCode, .category, .measure: true
        case .some: false
        case nil: names.contains(header.headings[place].name)
        }
    }

    private static let names: Set<String> = [
        "类别", "类型", "分类", "项目类别", "项目类型", "产业类别", "板块", "片区", "区域", "乡镇", "所属乡镇", "园区",
        "所属园区", "专班", "批次", "category", "group", "area",
    ]
}
