// SPDX-License-Identifier: Apache-2.0
//
// A seeded office sheet with every trap of DOMAIN.md, section 7: title rows, three rows of headings,
// merged 类别 and 单位, 合计 above the data and below it, 小计 a unit, mixed units of amounts, spellings that
// are no amount, days in every form, titles between the data, signatures at the foot.
//
// The sheet is kept as records, so that a test can edit one cell and know that it did.

public import Seeded

/// The records of a sheet and how they are written.
public struct NastySheet: Sendable {
    public struct Record: Sendable {
        public var category: String
        public var unit: String
        /// By `NastySheet.fields`.
        public var cells: [String]
    }

    /// What a record has beside 序号, 类别 and 单位, with its place.
    public static let name = 0, investor = 1, total = 2, phase = 3, signed = 4, registered = 5,
        capital = 6
    public static let started = 7, site = 8, land = 9, referrer = 10, chain = 11, remark = 12
    public static let stored = 13, libraryNumber = 14, permitNumber = 15
    public static let fields = 16

    /// As many towns and departments as a county has.
    private static let unitsMax = 60

    public var records: [Record] = []

    public init(seed: UInt64, rows: Int) {
        var random = Generator(seed: seed)
        var block = 0
        var left = 0
        for row in 0..<rows {
            if left == 0 {
                block += 1
                left = random.pick(1...40)
            }
            left -= 1
            let category = block % 3 == 0 ? "农业" : "第\(block / 3)批工业"
            records.append(
                Record(
                    category: category, unit: "镇\(block % NastySheet.unitsMax)",
                    cells: NastySheet.cells(row, &random)))
        }
    }

    private static func cells(_ row: Int, _ random: inout Generator) -> [String] {
        var cells = [String](repeating: "", count: fields)
        cells[name] = random.happens(3) ? "标准厂房项目" : "项目\(row)号"
        cells[investor] =
            random.happens(100) ? "" : random.pick(["某公司\(row)", "某厂（\(row)）", "-", "A, B\n\"C\""])
        cells[total] = amount(&random)
        cells[phase] = random.happens(500) ? "" : amount(&random)
        cells[signed] = random.happens(15) ? random.pick(["", "2024年3月", "待定"]) : day(&random)
        cells[registered] = random.happens(600) ? "" : day(&random)
        cells[capital] = random.pick(["50(万)", "800万元人民币", "#万人民币", "万美元", "N/A", "-", "", "1,000"])
        cells[started] =
            random.happens(600) ? "" : random.pick([day(&random), day(&random), "2024.3", "/"])
        cells[site] = random.pick(["某园区", "", "某镇（某村）"])
        cells[land] = random.pick(["30", "30亩", "约50", "", "12.5"])
        cells[referrer] = random.pick(["工信局", "", "商务局"])
        cells[chain] = random.pick(["电子信息产业链", "C39 电子", "", "食品"])
        // Days that can't be read, on which a number hangs.
        cells[stored] = ["", "待定", "2024年5月", "-"][row % 4]
        cells[libraryNumber] = row % 3 == 0 ? "" : "RK-\(row)"
        cells[permitNumber] = row % 5 == 0 ? "" : "XK-\(row)"
        cells[remark] = random.pick(["", "", "急", "据会议纪要，分两期"])
        return cells
    }

    private static func amount(_ random: inout Generator) -> String {
        let number = random.pick(1...900)
        return random.pick([
            "\(number)", "\(number).5", "\(number)万元", "0.\(number)亿", "\(number)亿元", "３０",
            "1,\(number + 99)",
            "¥\(number)元", "30-35", "TBC", "N/A", "-", "", "约\(number)", "\(number)万美元",
        ])
    }

    private static func day(_ random: inout Generator) -> String {
        let (month, day) = (random.pick(1...12), random.pick(1...28))
        let two = { (number: Int) in number < 10 ? "0\(number)" : "\(number)" }
        return random.pick([
            "2024-\(two(month))-\(two(day))", "2024/\(month)/\(day)", "2024.\(month).\(day)",
            "2024年\(month)月\(day)日", "2024\(two(month))\(two(day))", "\(45_292 + day)",
            "2024/\(month)/\(day) 0:00:00",
        ])
    }
}

extension NastySheet {
    /// Edits so many records, each in one cell that then says something else; gives their indices.
    ///
    /// - Parameter mayEdit: whether a record gives a fact at all.
    public mutating func edit(
        _ count: Int, _ random: inout Generator, where mayEdit: (Int) -> Bool
    ) -> Set<Int> {
        var edited: Set<Int> = []
        while edited.count < count {
            let index = random.pick(0...(records.count - 1))
            guard mayEdit(index), edited.insert(index).inserted else { continue }
            let round = edited.count
            let place = random.pick(NastySheet.editable)
            records[index].cells[place] =
                switch place {
                case NastySheet.total: "\(70_000 + round)"
                case NastySheet.started: "2025-0\(1 + round % 9)-1\(round % 9)"
                default: "改\(round)"
                }
        }
        return edited
    }

    private static let editable = [
        investor, total, phase, registered, started, site, land, referrer, remark,
    ]

    /// A ledger of the units that the records name, below one county.
    public var units: String {
        let names = Set(records.map(\.unit)).sorted()
        return "代码,名称,上级,类型,设立日期\nxian,某县,,县,2020-01-01\n"
            + names.map { "\($0),\($0),xian,镇,2020-01-01\n" }.joined()
    }

    /// The sheet as a spreadsheet saves it.
    public var text: String {
        var lines = [
            "示范县招商引资项目台账" + String(repeating: ",", count: 18),
            "单位：万元" + String(repeating: ",", count: 18),
            "序号,类别,单位,项目,,投资,,时间,,注册资本（万元）,时间,建设,,项目引荐单位,所属产业链,备注,入库时间,入库编号,施工许可证号",
            ",,,项目名称,外来投资方,总投资额,一期投资额[亿元],合同签约,注册,,开工时间,地点(注明园区),项目用地,,,,,,",
            ",,,,,,,时间,时间,,,,（亩）,,,,,,",
            "合计,,,,,,,,,,,,,,,,,,",
        ]
        var last: Record?
        for (index, record) in records.enumerated() {
            if let former = last, former.unit != record.unit {
                lines.append(",,\(former.unit)小计" + String(repeating: ",", count: 16))
                if index % 7 == 0 { lines.append("（二）其他项目" + String(repeating: ",", count: 18)) }
                last = nil
            }
            lines.append(line(index, record, below: last))
            last = record
        }
        lines.append("总计" + String(repeating: ",", count: 18))
        lines.append("填表人：张某,,,,审核人：李某" + String(repeating: ",", count: 14))
        return lines.joined(separator: "\r\n") + "\r\n"
    }

    /// Names stand once above what they are merged over.
    private func line(_ index: Int, _ record: Record, below last: Record?) -> String {
        let names = [
            record.category == last?.category ? "" : record.category,
            record.unit == last?.unit ? "" : record.unit,
        ]
        let cells = ["\(index + 1)"] + names + record.cells
        return cells.map { cell in
            cell.contains { ",\"\n".contains($0) }
                ? "\"" + cell.replacing("\"", with: "\"\"") + "\"" : cell
        }.joined(separator: ",")
    }
}
