// SPDX-License-Identifier: Apache-2.0
//
// What units report of themselves: each has one round a month, on a day of its own that moves from
// month to month, and says in it what its kind has to say in that month.
//
// Nothing is kept of a unit. Whose round it is follows from the day by a permutation of the units, and
// what is said from the unit, the month and the seed.

import Pipeline

/// One thing that a unit may say in its round.
enum Report: UInt8, Sendable {
    case capitalTask, storedTask, startedTask, stretchTask, adjustment
    case registeredEnterprises, registeredShops, deregisteredShops, deregisteredEnterprises
    case converted, promoted
    case stockOfEnterprises, stockOfShops, stockOfAll
    case investment, investmentFinal, industrial, privately
    case firstRegistered, secondRegistered, thirdRegistered, deregistered
    case renamed
}

struct ReportRounds: Sendable {
    private let units: Int
    /// Coprime to the units: multiplying by it permutes them.
    private let stride: Int
    private(set) var month = OfficeMonth(of: CivilDay.firstOfYear(2021), since: 2021)
    /// Rounds of today, by their places in the permutation, that have not begun.
    private var places = 0..<0
    private var unit = 0
    private var items: [Report] = []
    private var item = 0

    init(units: Int) {
        self.units = units
        var stride = max(1, units * 5 / 8)
        while Self.divisor(stride, units) > 1 { stride += 1 }
        self.stride = stride
    }

    private static func divisor(_ left: Int, _ right: Int) -> Int {
        right == 0 ? left : divisor(right, left % right)
    }

    mutating func begin(_ day: CivilDay, firstYear: Int) {
        month = OfficeMonth(of: day, since: firstYear)
        places = OfficeCalendar.part(of: units, on: day)
        item = items.count
    }

    /// How many rounds of today are not over.
    var left: Int { places.count + (item < items.count ? 1 : 0) }

    /// The next report of today; nil where a unit has none in this month.
    mutating func next(in tree: OfficeTree) -> (unit: Int, report: Report)? {
        if item == items.count {
            unit = (places.lowerBound + month.number * 7) % units * stride % units
            places = places.dropFirst()
            items = Self.items(tree.kind(of: unit), month.month)
            item = 0
            if items.isEmpty { return nil }
        }
        item += 1
        return (unit, items[item - 1])
    }

    private static func items(_ kind: UnitKind, _ month: Int) -> [Report] {
        table[place(kind) * 12 + month - 1]
    }

    private static func place(_ kind: UnitKind) -> Int {
        switch kind {
        case .town: 0
        case .park: 1
        case .department: 2
        default: 3
        }
    }

    /// By the place of the kind and the month.
    private static let table: [[Report]] = (0..<48).map { row in
        let (month, isQuarterEnd) = (row % 12 + 1, row % 3 == 2)
        let tasks: [Report] =
            month == 1 ? [.capitalTask, .storedTask] : month == 7 ? [.adjustment] : []
        switch row / 12 {
        case 0: return tasks + town(month, isQuarterEnd)
        case 1:
            return tasks + [.firstRegistered, .secondRegistered, .thirdRegistered, .deregistered]
                + (isQuarterEnd ? [.investment] : [])
        case 2: return tasks
        default:
            return tasks + (month == 1 ? [.startedTask, .stretchTask] : [])
                + (month == 12 ? [.stockOfAll] : [])
                + [.investmentFinal, .investment, .industrial, .privately]
        }
    }

    private static func town(_ month: Int, _ isQuarterEnd: Bool) -> [Report] {
        var reports: [Report] = [.registeredEnterprises, .registeredShops, .deregisteredShops]
        if isQuarterEnd { reports += [.deregisteredEnterprises, .converted, .investment] }
        if month == 3 { reports.append(.renamed) }
        if month == 12 { reports += [.promoted, .stockOfEnterprises, .stockOfShops] }
        return reports
    }
}

/// Reports of late that may be mended: a few, so that no memory grows.
struct RecentReports: Sendable {
    struct Entry: Sendable {
        var id: FactID
        var statement: ReportStatement
        /// The day of effect, where it has one.
        var day: CivilDay
    }

    private var entries: [Entry] = []
    private var oldest = 0
    private static let countMax = 512

    mutating func add(_ entry: Entry) {
        if entries.count < Self.countMax {
            entries.append(entry)
        } else {
            entries[oldest] = entry
            oldest = (oldest + 1) % Self.countMax
        }
    }

    var count: Int { entries.count }

    subscript(place: Int) -> Entry {
        get { entries[place] }
        set { entries[place] = newValue }
    }
}

extension Report {
    /// A count or an indicator, of which a wrong one is stated anew.
    var isMendable: Bool {
        switch self {
        case .registeredEnterprises, .registeredShops, .deregisteredShops,
            .deregisteredEnterprises, .converted, .promoted, .investment, .industrial, .privately:
            true
        default: false
        }
    }

    /// Its period says from when it is true.
    var isLevel: Bool {
        switch self {
        case .capitalTask, .storedTask, .startedTask, .stretchTask, .investment,
            .investmentFinal, .industrial, .privately:
            true
        default: false
        }
    }

    /// Which of a park's entities of the month it is about.
    var entityPlace: Int? {
        switch self {
        case .firstRegistered, .deregistered: 0
        case .secondRegistered: 1
        case .thirdRegistered: 2
        default: nil
        }
    }
}
