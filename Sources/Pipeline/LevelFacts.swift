// SPDX-License-Identifier: Apache-2.0
//
// Levels: annual tasks, counts of business entities, and what others measure. Their subject is the
// key made of their own fields, so `subject` stays unset.

/// The task of a unit for a year (年度任务). Key: measure, unit, year, issuer, grade.
public struct AnnualTaskSet: Hashable, Sendable {
    public var measure: Measure?
    /// The unit whose task it is; unset, the unit that reports.
    public var unit: UnitCode?
    public var year: Int64?
    /// Who set it, as the office calls it.
    public var issuer: String?
    public var grade: TaskGrade?
    /// For a measure in money; CNY.
    public var amount: Money?
    /// For a measure that counts.
    public var count: Int64?
    public var schedule: Schedule?
    /// For `CURVE`: basis points of the task due by the end of each month, twelve, not falling,
    /// the last 10,000.
    public var curve: [Int64] = []

    public init() {}
}

/// 基本任务 or 奋斗目标.
public enum TaskGrade: String, NamedChoice {
    case base = "BASE"
    case stretch = "STRETCH"
}

/// How a task is spread over its year (序时进度).
public enum Schedule: String, NamedChoice {
    case byMonths = "BY_MONTHS"
    case byDays = "BY_DAYS"
    case curve = "CURVE"
}

/// A number of business entities of one category (经营主体): a stock at the end of its day, or a
/// flow within it.
public struct EntityCount: Hashable, Sendable {
    /// The unit counted; unset, the unit that reports.
    public var unit: UnitCode?
    public var category: EntityCategory?
    public var count: Int64?

    public init() {}
}

/// Categories of business entities; `TOTAL` for an office that reports nothing finer.
public enum EntityCategory: String, NamedChoice, Comparable {
    case enterprise = "ENTERPRISE"
    case individualBusiness = "INDIVIDUAL_BUSINESS"
    case farmersCooperative = "FARMERS_COOPERATIVE"
    case total = "TOTAL"

    public static func < (left: EntityCategory, right: EntityCategory) -> Bool {
        left.number < right.number
    }
}

/// A value that others measure. Key: measure, unit, from, to, cumulative or alone.
public struct IndicatorReported: Hashable, Sendable {
    public var measure: Measure?
    /// The unit measured; unset, the unit that reports.
    public var unit: UnitCode?
    public var from: CivilDay?
    public var to: CivilDay?
    public var accumulation: Accumulation?
    /// For a value in money; CNY.
    public var amount: Money?
    /// For a value that counts.
    public var count: Int64?
    public var status: FigureStatus?

    public init() {}
}

/// Whether a value covers the year so far, or its period alone.
public enum Accumulation: String, NamedChoice {
    case cumulative = "CUMULATIVE"
    case alone = "ALONE"
}

/// 预计 < 快报 < 正式.
public enum FigureStatus: String, NamedChoice, Comparable {
    case estimate = "ESTIMATE"
    case flash = "FLASH"
    case final = "FINAL"

    public static func < (left: FigureStatus, right: FigureStatus) -> Bool {
        left.number < right.number
    }
}
