// SPDX-License-Identifier: Apache-2.0
//
// What a report says: a function of the unit, the month, its edition and the seed. So nothing is kept of
// a unit, a correction says another number, and a stock is the sum of the flows before it.

import Pipeline

struct ReportStatement: Sendable {
    var unit: Int
    var report: Report
    var month: OfficeMonth
    /// 0, and one more with each correction.
    var edition = 0

    init(unit: Int, report: Report, month: OfficeMonth) {
        self.unit = unit
        self.report = report
        self.month = month
    }

    /// Nil where the unit has nothing to say in that month.
    func content(_ tree: OfficeTree, _ traits: Traits) -> Content? {
        let size = size(tree, traits)
        return switch report {
        case .capitalTask: task(.domesticCapital, fen: size * 40 * 100 * tenThousandYuan)
        case .stretchTask:
            task(.domesticCapital, fen: size * 48 * 100 * tenThousandYuan, .stretch)
        case .storedTask: task(.newlyStored, count: size)
        case .startedTask: task(.started, count: size * 3 / 4 + 1)
        case .adjustment: adjustment(size, traits)
        case .renamed: renaming(traits)
        case .registeredEnterprises:
            .entitiesRegistered(count(.enterprise, flow(.registeredEnterprises, traits)))
        case .registeredShops:
            .entitiesRegistered(count(.individualBusiness, flow(.registeredShops, traits)))
        case .deregisteredShops:
            .entitiesDeregistered(count(.individualBusiness, flow(.deregisteredShops, traits)))
        case .deregisteredEnterprises:
            .entitiesDeregistered(count(.enterprise, flow(.deregisteredEnterprises, traits)))
        case .promoted: .enterprisePromoted(count(.enterprise, flow(.promoted, traits) / 8))
        case .converted: .entityConverted(conversion(flow(.converted, traits) / 4))
        case .stockOfEnterprises: .entityStockReported(stock(.enterprise, traits))
        case .stockOfShops: .entityStockReported(stock(.individualBusiness, traits))
        case .stockOfAll: .entityStockReported(count(.total, size * 1_200 + Int64(month.number)))
        case .investment, .investmentFinal, .industrial, .privately: indicator(size, traits)
        case .firstRegistered, .secondRegistered, .thirdRegistered, .deregistered: nil
        }
    }

    /// How much happens in a unit: towns differ by a factor of 32, and what stands above sums up.
    private func size(_ tree: OfficeTree, _ traits: Traits) -> Int64 {
        let octave = min((traits.bits(1, unit) | 1 << 5).trailingZeroBitCount, 5)
        let own = Int64(1) << Int64(octave)
        let level = tree.levels.first { $0.units.contains(unit) }!
        return level.units == tree.hosts ? own : Int64(tree.hosts.count / level.units.count * 2)
    }

    /// Entities that come or go in the month.
    private func flow(_ report: Report, _ traits: Traits) -> Int64 {
        flow(report, month.number, edition, traits)
    }

    private func flow(
        _ report: Report, _ month: Int, _ edition: Int, _ traits: Traits
    ) -> Int64 {
        let octave = min((traits.bits(1, unit) | 1 << 5).trailingZeroBitCount, 5)
        let usual: UInt64 = report == .registeredShops ? 12 : report == .deregisteredShops ? 8 : 4
        let place = (unit * 24 + Int(report.rawValue)) * 4_096 + month
        let bits = traits.bits(2 + UInt64(edition) << 8, place)
        return Int64((usual << UInt64(octave)) / 2 + bits % (usual << UInt64(octave)))
    }

    private func count(_ category: EntityCategory, _ number: Int64) -> EntityCount {
        var count = EntityCount()
        count.category = category
        count.count = number
        return count
    }

    private func conversion(_ number: Int64) -> EntityConverted {
        var converted = EntityConverted()
        converted.formerCategory = .individualBusiness
        converted.count = number
        return converted
    }

    private func stock(_ category: EntityCategory, _ traits: Traits) -> EntityCount {
        let isShop = category == .individualBusiness
        var sum = Int64(2_000 + traits.bits(3, unit) % 4_000)
        for month in 0...month.number {
            sum += flow(isShop ? .registeredShops : .registeredEnterprises, month, 0, traits)
            if isShop || month % 3 == 2 {
                sum -= flow(
                    isShop ? .deregisteredShops : .deregisteredEnterprises, month, 0, traits)
            }
        }
        return count(category, max(0, sum))
    }
}

extension ReportStatement {
    private var year: Int { month.first.year }

    private func task(
        _ measure: Measure, fen: Int64? = nil, _ grade: TaskGrade = .base, count: Int64? = nil
    ) -> Content {
        var task = AnnualTaskSet()
        task.measure = measure
        task.year = Int64(year)
        task.issuer = "上级"
        task.grade = grade
        task.amount = fen.map { Money(fen: $0) }
        task.count = count
        task.schedule = .byMonths
        return .annualTaskSet(task)
    }

    /// One task in thirty is changed in summer.
    private func adjustment(_ size: Int64, _ traits: Traits) -> Content? {
        guard traits.bits(4, unit * 512 + month.number) % 30 == 0 else { return nil }
        var task = TaskAdjusted()
        task.measure = .domesticCapital
        task.year = Int64(year)
        task.issuer = "上级"
        task.grade = .base
        task.amount = Money(fen: size * 36 * 100 * tenThousandYuan)
        task.reason = "年中调整"
        return .taskAdjusted(task)
    }

    /// One town in two hundred bears another name each spring.
    private func renaming(_ traits: Traits) -> Content? {
        guard traits.bits(5, unit * 512 + month.number) % 200 == 0 else { return nil }
        var renamed = UnitRenamed()
        renamed.name = "新镇\(unit)"
        return .unitRenamed(renamed)
    }

    /// Of the year so far; a final value is that of the month before, a fiftieth beside the flash.
    private func indicator(_ size: Int64, _ traits: Traits) -> Content? {
        let isFinal = report == .investmentFinal
        let to = isFinal ? month.first.advanced(by: -1) : month.last
        guard !isFinal || month.number > 0 else { return nil }
        var indicator = IndicatorReported()
        let parts: (Measure, Int64) =
            switch report {
            case .industrial: (.industrialInvestment, 5)
            case .privately: (.privateInvestment, 6)
            default: (.projectInvestment, 10)
            }
        indicator.measure = parts.0
        indicator.from = to.firstOfYear
        indicator.to = to
        indicator.accumulation = .cumulative
        indicator.status = isFinal ? .final : .flash
        let growth = 1_000 + 70 * Int64(month.number / 12)
        let noise = Int64(traits.bits(6 + UInt64(edition) << 8, unit * 4_096 + month.number) % 40)
        let share = Int64(to.month) * growth * (980 + noise) / 1_000
        indicator.amount = Money(fen: size * parts.1 * share * tenThousandYuan)
        return .indicatorReported(indicator)
    }
}
