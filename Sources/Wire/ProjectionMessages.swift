// SPDX-License-Identifier: Apache-2.0
//
// `query.v1/Projections` and `query.v1/Scores`: what a year will come to, and how what was said beforehand
// compares with what came.

public import Pipeline

/// Asks what the year will come to.
public struct ProjectionsRequest: Record {
    /// The unit, day and knowledge; with `children` the units directly below too.
    public var question: ProgressRequest?
    /// Only this measure.
    public var measure: Measure?

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.record(1, "question", &question)
        visitor.coded(2, "measure", &measure)
    }
}

/// Projections of the unit asked, then of those below by code.
public struct ProjectionsReply: Record {
    public var unit: UnitCode?
    public var unitName: String?
    public var asOf: CivilDay?
    /// The last end of a month by the day asked, on whose figures they rest.
    public var restsOn: CivilDay?
    public var projections: [ProjectionMessage] = []
    public var freshness: Freshness?

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.coded(1, "unit", &unit)
        visitor.text(2, "unitName", &unitName)
        visitor.coded(3, "asOf", &asOf)
        visitor.coded(4, "restsOn", &restsOn)
        visitor.records(5, "projections", &projections)
        visitor.record(6, "freshness", &freshness)
    }
}

/// One projection.
public struct ProjectionMessage: Record {
    public var unit: UnitCode?
    public var unitName: String?
    public var measure: Measure?
    public var method: ProjectionMethod?
    /// The months that are over.
    public var actual: FigureMessage?
    /// What is dated between them and the end of the year.
    public var planned: ChangeMessage?
    public var projected: ChangeMessage?
    /// As a part of the unit's first base task of the measure; unset without one.
    public var rate: ChangeMessage?

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.coded(1, "unit", &unit)
        visitor.text(2, "unitName", &unitName)
        visitor.coded(3, "measure", &measure)
        visitor.choice(4, "method", &method)
        visitor.record(5, "actual", &actual)
        visitor.record(6, "planned", &planned)
        visitor.record(7, "projected", &projected)
        visitor.record(8, "rate", &rate)
    }
}

/// Asks how projections and estimates of this year and the one before compare with what came.
public struct ScoresRequest: Record {
    /// The unit with those below it, day and knowledge.
    public var question: ProgressRequest?

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.record(1, "question", &question)
    }
}

/// The bias of each unit, measure and method, and what it is made of.
public struct ScoresReply: Record {
    public var unit: UnitCode?
    public var unitName: String?
    public var asOf: CivilDay?
    /// By unit, measure and method.
    public var biases: [BiasMessage] = []
    /// By unit, measure, method and day.
    public var scores: [ScoreMessage] = []
    /// Projections of years that are not over by the day.
    public var open: Int64?
    public var freshness: Freshness?
    /// Projections of years that are over, of which there is no figure.
    public var missing: Int64?

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.coded(1, "unit", &unit)
        visitor.text(2, "unitName", &unitName)
        visitor.coded(3, "asOf", &asOf)
        visitor.records(4, "biases", &biases)
        visitor.records(5, "scores", &scores)
        visitor.integer(6, "open", &open)
        visitor.record(7, "freshness", &freshness)
        visitor.integer(8, "missing", &missing)
    }
}

/// By how much a unit says too much.
public struct BiasMessage: Record {
    public var unit: UnitCode?
    public var unitName: String?
    public var measure: Measure?
    /// Unset for estimates that the unit reported.
    public var method: ProjectionMethod?
    public var count: Int64?
    /// All that was said less all that came, as a part of what came; unset where nothing came.
    public var bias: ChangeMessage?

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.coded(1, "unit", &unit)
        visitor.text(2, "unitName", &unitName)
        visitor.coded(3, "measure", &measure)
        visitor.choice(4, "method", &method)
        visitor.integer(5, "count", &count)
        visitor.record(6, "bias", &bias)
    }
}

/// Something said beforehand, and what came.
public struct ScoreMessage: Record {
    public var unit: UnitCode?
    public var measure: Measure?
    public var method: ProjectionMethod?
    /// The day on whose figures it rests, or the last day that it is of.
    public var restsOn: CivilDay?
    public var said: ChangeMessage?
    public var came: ChangeMessage?

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.coded(1, "unit", &unit)
        visitor.coded(2, "measure", &measure)
        visitor.choice(3, "method", &method)
        visitor.coded(4, "restsOn", &restsOn)
        visitor.record(5, "said", &said)
        visitor.record(6, "came", &came)
    }
}
