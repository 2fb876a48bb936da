// SPDX-License-Identifier: Apache-2.0
//
// What `query.v1/Explain` and `query.v1/Diff` share: the terms of a figure and the lines below them.

public import Pipeline
public import Rollup

/// One of the two questions of a comparison.
public enum DiffSide: String, NamedChoice {
    case from = "FROM"
    case to = "TO"
}

/// A sum of the ledger that a figure rests on, times a factor.
public struct TermMessage: Record {
    /// Of a comparison: whose term it is.
    public var side: DiffSide?
    public var role: TermRole?
    /// Decimal digits.
    public var factor: String?
    public var unit: UnitCode?
    public var unitName: String?
    /// What is summed, as `capitalNew`.
    public var quantity: String?
    /// The same in words, in the language asked.
    public var label: String?
    /// What tells sums of one quantity apart: a task's key, an indicator's, a category.
    public var detail: String?
    /// The first day that counts; unset, from the beginning.
    public var from: CivilDay?
    public var to: CivilDay?
    /// Decimal digits, before the factor.
    public var sum: String?
    /// `fen` or `count`.
    public var amountUnit: String?
    /// How many facts contributed.
    public var facts: Int64?

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.choice(1, "side", &side)
        visitor.choice(2, "role", &role)
        visitor.text(3, "factor", &factor)
        visitor.coded(4, "unit", &unit)
        visitor.text(5, "unitName", &unitName)
        visitor.text(6, "quantity", &quantity)
        visitor.text(7, "label", &label)
        visitor.text(8, "detail", &detail)
        visitor.coded(9, "from", &from)
        visitor.coded(10, "to", &to)
        visitor.text(11, "sum", &sum)
        visitor.text(12, "amountUnit", &amountUnit)
        visitor.integer(13, "facts", &facts)
    }
}

/// What one fact added to one term, or took off, on one day.
public struct LineMessage: Record {
    /// Its place in `terms`, from 0.
    public var term: Int64?
    public var position: Int64?
    /// The day that it counts on.
    public var bucketDay: CivilDay?
    /// The day from which it holds.
    public var effectiveDay: CivilDay?
    /// Decimal digits, in the term's unit; below zero for what is taken off.
    public var amount: String?
    /// Microseconds since 1970-01-01T00:00:00Z.
    public var recordedAt: Int64?
    /// Who logged it: `Principal.text`.
    public var principal: String?
    public var fact: Fact?
    public var project: ProjectID?
    /// As the project is called now.
    public var projectName: String?
    /// Of the unit that reported.
    public var unitName: String?

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.integer(1, "term", &term)
        visitor.integer(2, "position", &position)
        visitor.coded(3, "bucketDay", &bucketDay)
        visitor.coded(4, "effectiveDay", &effectiveDay)
        visitor.text(5, "amount", &amount)
        visitor.integer(6, "recordedAt", &recordedAt)
        visitor.text(7, "principal", &principal)
        visitor.record(8, "fact", &fact)
        visitor.coded(9, "project", &project)
        visitor.text(10, "projectName", &projectName)
        visitor.text(11, "unitName", &unitName)
    }
}
