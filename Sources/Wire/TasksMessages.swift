// SPDX-License-Identifier: Apache-2.0
//
// `query.v1/Tasks`: the annual tasks of a unit, how far each is, and who answers for it.

public import Pipeline

/// Asks for the tasks of a unit's year.
public struct TasksRequest: Record {
    /// The unit, day and knowledge; with `children` the tasks of the units directly below too.
    public var question: ProgressRequest?

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.record(1, "question", &question)
    }
}

/// The tasks of the unit asked, then of those below by code.
public struct TasksReply: Record {
    public var unit: UnitCode?
    public var unitName: String?
    public var asOf: CivilDay?
    public var tasks: [TaskMessage] = []
    public var freshness: Freshness?

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.coded(1, "unit", &unit)
        visitor.text(2, "unitName", &unitName)
        visitor.coded(3, "asOf", &asOf)
        visitor.records(4, "tasks", &tasks)
        visitor.record(5, "freshness", &freshness)
    }
}

/// A task of one unit, issuer and grade.
public struct TaskMessage: Record {
    public var unit: UnitCode?
    public var unitName: String?
    public var measure: Measure?
    public var issuer: String?
    public var grade: TaskGrade?
    /// Who answers for it, by the last word by day.
    public var owner: OwnerAssigned?
    /// What was done, where there is such a figure, then the task and what follows from it.
    public var figures: [FigureMessage] = []
    /// Unset where it is not known how far ahead the unit is.
    public var lamp: LampMessage?

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.coded(1, "unit", &unit)
        visitor.text(2, "unitName", &unitName)
        visitor.coded(3, "measure", &measure)
        visitor.text(4, "issuer", &issuer)
        visitor.choice(5, "grade", &grade)
        visitor.record(6, "owner", &owner)
        visitor.records(7, "figures", &figures)
        visitor.record(8, "lamp", &lamp)
    }
}
