// SPDX-License-Identifier: Apache-2.0
//
// The subject of a fact: what it is folded into. One project with its capital, one task, one stock,
// one indicator, one unit.

/// What a fact speaks of.
public enum Subject: Hashable, Sendable {
    case unit(UnitCode)
    case project(ProjectID)
    case task(TaskKey)
    case entities(unit: UnitCode, category: EntityCategory)
    case indicator(IndicatorKey)
}

/// The key of an annual task.
public struct TaskKey: Hashable, Sendable {
    public var measure: Measure
    public var unit: UnitCode
    public var year: Int
    public var issuer: String
    public var grade: TaskGrade

    public init(measure: Measure, unit: UnitCode, year: Int, issuer: String, grade: TaskGrade) {
        self.measure = measure
        self.unit = unit
        self.year = year
        self.issuer = issuer
        self.grade = grade
    }
}

/// The key of an indicator.
public struct IndicatorKey: Hashable, Sendable {
    public var measure: Measure
    public var unit: UnitCode
    public var from: CivilDay
    public var to: CivilDay
    public var accumulation: Accumulation

    public init(
        measure: Measure, unit: UnitCode, from: CivilDay, to: CivilDay, accumulation: Accumulation
    ) {
        self.measure = measure
        self.unit = unit
        self.from = from
        self.to = to
        self.accumulation = accumulation
    }
}

extension Subject: Comparable, CustomStringConvertible {
    /// One word a subject, its family first; no two subjects share it.
    public var text: String {
        switch self {
        case .unit(let code): "unit/\(code.text)"
        case .project(let id): "project/\(id.text)"
        case .task(let key):
            "task/\(key.measure.text)/\(key.unit.text)/\(key.year)/\(key.grade.rawValue)/\(key.issuer)"
        case .entities(let unit, let category): "entities/\(unit.text)/\(category.rawValue)"
        case .indicator(let key):
            "indicator/\(key.measure.text)/\(key.unit.text)/\(key.from)/\(key.to)/\(key.accumulation.rawValue)"
        }
    }

    public var description: String { text }

    public static func < (left: Subject, right: Subject) -> Bool { left.text < right.text }
}

extension Fact {
    /// The subject that the fact's own fields name; nil while a field it needs is missing.
    public var derivedSubject: Subject? {
        switch content {
        case nil: nil
        case .unitDefined: subject.flatMap(UnitCode.init(text:)).map(Subject.unit)
        case .annualTaskSet(let task): taskKey(task).map(Subject.task)
        case .entityStockReported(let count), .entitiesRegistered(let count),
            .entitiesDeregistered(let count), .entitiesMovedIn(let count),
            .entitiesMovedOut(let count):
            entities(count)
        case .indicatorReported(let indicator): indicatorKey(indicator).map(Subject.indicator)
        default: subject.flatMap(ProjectID.init(text:)).map(Subject.project)
        }
    }

    private func taskKey(_ task: AnnualTaskSet) -> TaskKey? {
        guard let measure = task.measure, let unit = task.unit ?? unit, let year = task.year,
            let issuer = task.issuer, let grade = task.grade
        else { return nil }
        return TaskKey(
            measure: measure, unit: unit, year: Int(year), issuer: issuer, grade: grade)
    }

    private func entities(_ count: EntityCount) -> Subject? {
        guard let unit = count.unit ?? unit, let category = count.category else { return nil }
        return .entities(unit: unit, category: category)
    }

    private func indicatorKey(_ indicator: IndicatorReported) -> IndicatorKey? {
        guard let measure = indicator.measure, let unit = indicator.unit ?? unit,
            let from = indicator.from, let to = indicator.to,
            let accumulation = indicator.accumulation
        else { return nil }
        return IndicatorKey(
            measure: measure, unit: unit, from: from, to: to, accumulation: accumulation)
    }

    /// The day from which the fact is true: its own, or for levels that leave it unset the day that
    /// their period names (a task from 1 January of its year, an indicator from its last day).
    public var dayOfEffect: CivilDay? {
        if let effectiveOn { return effectiveOn }
        return switch content {
        case .annualTaskSet(let task): task.year.map { CivilDay.firstOfYear(Int($0)) }
        case .indicatorReported(let indicator): indicator.to
        default: nil
        }
    }
}
