// SPDX-License-Identifier: Apache-2.0
//
// What changes of a task that is set: its amount from a day on, and who answers for it.

/// A task has another amount or count from the fact's day on; as of an earlier day the old one stands.
public struct TaskAdjusted: Hashable, Sendable {
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
    public var reason: String?

    public init() {}
}

/// Somebody answers for a project or a task from the fact's day on.
public struct OwnerAssigned: Hashable, Sendable {
    /// The project or the task, as `Subject.text` has it.
    public var of: Subject?
    /// Who answers for it, by name.
    public var owner: String?
    /// The day by which it is due.
    public var dueOn: CivilDay?

    public init() {}
}
