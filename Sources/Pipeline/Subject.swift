// SPDX-License-Identifier: Apache-2.0
//
// The subject of a fact: what it is folded into. One project with its capital, one task, one stock,
// one business entity, one indicator, one unit; what the review names: a publication, a period, a
// warning, an order, a rule set.

/// What a fact speaks of.
public enum Subject: Hashable, Sendable {
    case unit(UnitCode)
    case project(ProjectID)
    case task(TaskKey)
    case entities(unit: UnitCode, category: EntityCategory)
    case entity(CreditCode)
    case indicator(IndicatorKey)
    case publication(PublicationName)
    case period(PeriodKey)
    case warning(WarningName)
    case order(OrderName)
    case projection(ProjectionKey)
    case ruleSet(RuleSetName)
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

extension Subject: TextCoded, Comparable, CustomStringConvertible {
    public static var formRule: Rule { .malformedSubject }

    /// One word a subject, its family first; no two subjects share it.
    public var text: String {
        switch self {
        case .unit(let code): "unit/\(code.text)"
        case .project(let id): "project/\(id.text)"
        case .task(let key):
            "task/\(key.measure.text)/\(key.unit.text)/\(key.year)/\(key.grade.rawValue)/\(key.issuer)"
        case .entities(let unit, let category): "entities/\(unit.text)/\(category.rawValue)"
        case .entity(let code): "entity/\(code.text)"
        case .indicator(let key):
            "indicator/\(key.measure.text)/\(key.unit.text)/\(key.from)/\(key.to)/\(key.accumulation.rawValue)"
        case .publication(let name): "published/\(name.text)"
        case .period(let key): "period/\(key.unit.text)/\(key.from)/\(key.to)"
        case .warning(let name): "warning/\(name.text)"
        case .order(let name): "order/\(name.text)"
        case .projection(let key):
            "projection/\(key.measure.text)/\(key.unit.text)/\(key.year)/\(key.method.rawValue)"
        case .ruleSet(let name): "ruleset/\(name.text)"
        }
    }

    public var description: String { text }

    /// The subject of such a word; nil when it is none.
    public init?(text: String) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else { return nil }
        let key = parts[1].split(separator: "/", maxSplits: 4, omittingEmptySubsequences: false)
            .map(String.init)
        let subject: Subject? =
            switch parts[0] {
            case "unit": UnitCode(text: String(parts[1])).map(Subject.unit)
            case "project": ProjectID(text: String(parts[1])).map(Subject.project)
            case "task": TaskKey(words: key).map(Subject.task)
            case "entities": Subject(entities: key)
            case "entity": CreditCode(text: String(parts[1])).map(Subject.entity)
            case "published":
                PublicationName(text: String(parts[1])).map(Subject.publication)
            case "indicator": IndicatorKey(words: key).map(Subject.indicator)
            case "period": PeriodKey(words: key).map(Subject.period)
            case "warning": WarningName(text: String(parts[1])).map(Subject.warning)
            case "order": OrderName(text: String(parts[1])).map(Subject.order)
            case "projection": ProjectionKey(words: key).map(Subject.projection)
            case "ruleset": RuleSetName(text: String(parts[1])).map(Subject.ruleSet)
            default: nil
            }
        guard let subject else { return nil }
        self = subject
    }

    private init?(entities words: [String]) {
        guard words.count == 2, let unit = UnitCode(text: words[0]),
            let category = EntityCategory(rawValue: words[1])
        else { return nil }
        self = .entities(unit: unit, category: category)
    }

    public static func < (left: Subject, right: Subject) -> Bool { left.text < right.text }
}

extension TaskKey {
    fileprivate init?(words: [String]) {
        guard words.count == 5, let measure = Measure(text: words[0]),
            let unit = UnitCode(text: words[1]), let year = Int(words[2]),
            let grade = TaskGrade(rawValue: words[3])
        else { return nil }
        self.init(measure: measure, unit: unit, year: year, issuer: words[4], grade: grade)
    }
}

extension IndicatorKey {
    fileprivate init?(words: [String]) {
        guard words.count == 5, let measure = Measure(text: words[0]),
            let unit = UnitCode(text: words[1]), let from = CivilDay(text: words[2]),
            let to = CivilDay(text: words[3]), let accumulation = Accumulation(rawValue: words[4])
        else { return nil }
        self.init(measure: measure, unit: unit, from: from, to: to, accumulation: accumulation)
    }
}

extension PeriodKey {
    fileprivate init?(words: [String]) {
        guard words.count == 3, let unit = UnitCode(text: words[0]),
            let from = CivilDay(text: words[1]), let to = CivilDay(text: words[2])
        else { return nil }
        self.init(unit: unit, from: from, to: to)
    }
}

extension Subject {
    /// The project that it is.
    public var project: ProjectID? {
        if case .project(let id) = self { id } else { nil }
    }

    /// Whether somebody can answer for it: a project or a task.
    var mayHaveOwner: Bool {
        switch self {
        case .project, .task: true
        default: false
        }
    }
}

extension Subject {
    /// The unit whose figures the subject is about, where its key says so.
    public var unit: UnitCode? {
        switch self {
        case .unit(let code): code
        case .task(let key): key.unit
        case .entities(let unit, _): unit
        case .indicator(let key): key.unit
        case .period(let key): key.unit
        case .projection(let key): key.unit
        case .project, .entity, .publication, .warning, .order, .ruleSet: nil
        }
    }
}

extension Fact {
    /// The subject that the fact's own fields name; nil while a field it needs is missing.
    public var derivedSubject: Subject? {
        switch content {
        case nil: nil
        case .unitDefined, .unitRenamed, .unitMoved, .unitSplit, .unitMerged, .unitClosed:
            subject.flatMap(UnitCode.init(text:)).map(Subject.unit)
        case .periodClosed(let it): period(it.unit, it.from, it.to)
        case .periodReopened(let it): period(it.unit, it.from, it.to)
        case .annualTaskSet(let task):
            taskKey(task.measure, task.unit, task.year, task.issuer, task.grade)
                .map(Subject.task)
        case .taskAdjusted(let task):
            taskKey(task.measure, task.unit, task.year, task.issuer, task.grade)
                .map(Subject.task)
        case .ownerAssigned(let assigned): assigned.of.flatMap { $0.mayHaveOwner ? $0 : nil }
        case .entityStockReported(let count), .entitiesRegistered(let count),
            .entitiesDeregistered(let count), .entitiesMovedIn(let count),
            .entitiesMovedOut(let count):
            entities(count.unit, count.category)
        case .entityConverted(let converted):
            subject == nil ? entities(converted.unit, converted.formerCategory) : entity
        case .enterprisePromoted(let count):
            subject == nil ? entities(count.unit, count.category) : entity
        case .entityRegistered, .entityDeregistered, .entityMoved: entity
        case .indicatorReported(let indicator): indicatorKey(indicator).map(Subject.indicator)
        case .published: subject.flatMap(PublicationName.init(text:)).map(Subject.publication)
        case .warningIssued, .warningClosed:
            subject.flatMap(WarningName.init(text:)).map(Subject.warning)
        case .orderOpened, .orderAnswered, .orderClosed:
            subject.flatMap(OrderName.init(text:)).map(Subject.order)
        case .projectionMade(let made): projectionKey(made).map(Subject.projection)
        case .ruleSetAdopted: subject.flatMap(RuleSetName.init(text:)).map(Subject.ruleSet)
        case .corrected(let corrected): corrected.restated?.derivedSubject
        case .voided(let voided): voided.subject
        default: subject.flatMap(ProjectID.init(text:)).map(Subject.project)
        }
    }

    private func taskKey(
        _ measure: Measure?, _ unit: UnitCode?, _ year: Int64?, _ issuer: String?,
        _ grade: TaskGrade?
    ) -> TaskKey? {
        guard let measure, let unit = unit ?? self.unit, let year, let issuer, let grade
        else { return nil }
        return TaskKey(
            measure: measure, unit: unit, year: Int(year), issuer: issuer, grade: grade)
    }

    private func period(_ unit: UnitCode?, _ from: CivilDay?, _ to: CivilDay?) -> Subject? {
        guard let unit = unit ?? self.unit, let from, let to else { return nil }
        return .period(PeriodKey(unit: unit, from: from, to: to))
    }

    private func entities(_ unit: UnitCode?, _ category: EntityCategory?) -> Subject? {
        guard let unit = unit ?? self.unit, let category else { return nil }
        return .entities(unit: unit, category: category)
    }

    private var entity: Subject? { subject.flatMap(CreditCode.init(text:)).map(Subject.entity) }

    private func indicatorKey(_ indicator: IndicatorReported) -> IndicatorKey? {
        guard let measure = indicator.measure, let unit = indicator.unit ?? unit,
            let from = indicator.from, let to = indicator.to,
            let accumulation = indicator.accumulation
        else { return nil }
        return IndicatorKey(
            measure: measure, unit: unit, from: from, to: to, accumulation: accumulation)
    }

    private func projectionKey(_ made: ProjectionMade) -> ProjectionKey? {
        guard let measure = made.measure, let unit = made.unit ?? unit, let year = made.year,
            let method = made.method
        else { return nil }
        return ProjectionKey(measure: measure, unit: unit, year: Int(year), method: method)
    }

    /// The day from which the fact is true: its own, or for levels that leave it unset the day that
    /// their period names (a task from 1 January of its year, an indicator from its last day).
    public var dayOfEffect: CivilDay? {
        if let effectiveOn { return effectiveOn }
        return switch content {
        case .annualTaskSet(let task):
            // A year that no calendar has, as a day typed for a year, has no first day.
            task.year.flatMap { Int(exactly: $0) }
                .flatMap { CivilDay(year: $0, month: 1, day: 1) }
        case .indicatorReported(let indicator): indicator.to
        case .corrected(let corrected): corrected.restated?.dayOfEffect
        default: nil
        }
    }
}
