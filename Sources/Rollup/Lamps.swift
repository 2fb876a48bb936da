// SPDX-License-Identifier: Apache-2.0
//
// Which lamp burns for a task (红黄绿灯; DOMAIN.md, section 4, Lamps).
//
// Law: a function of how far ahead the unit is, unrounded, and of the days that the task is overdue. Adopted
// rules are total, so that every task with a rate has exactly one lamp; one without a rate has none.

public import Pipeline

extension LampRule {
    /// Whether it holds.
    ///
    /// - Parameter ahead: of the schedule, as a fraction of one; behind is below zero.
    public func holds(ahead: Fraction, overdueDays: Int) -> Bool {
        func isBelow(_ bound: Int64) -> Bool { ahead.isBelow(LampRule.fraction(bound)) }
        func isAbove(_ bound: Int64) -> Bool { LampRule.fraction(bound).isBelow(ahead) }
        return aheadFrom.map { !isBelow($0) } ?? true
            && aheadAbove.map { isAbove($0) } ?? true
            && aheadUpTo.map { !isAbove($0) } ?? true
            && aheadBelow.map { isBelow($0) } ?? true
            && overdueFrom.map { overdueDays >= $0 } ?? true
            && overdueBelow.map { overdueDays < $0 } ?? true
    }

    private static func fraction(_ hundredths: Int64) -> Fraction {
        Fraction(Int128(hundredths), over: 10_000)
    }
}

/// The lamp of a task, and why.
public struct LampReading: Hashable, Sendable {
    public var lamp: Lamp
    /// The rule that holds.
    public var rule: LampRule
    public var overdueDays: Int
}

extension RuleSet {
    /// The lamp of a task by its figures; nil where they do not say how far ahead it is.
    ///
    /// - Parameters:
    ///   - figures: all of the unit and day.
    ///   - task: one of them, of the name `task`.
    ///   - dueOn: the day by which its owner has to be done, where one is named.
    public func lamp(
        among figures: [Figure], of task: Figure, dueOn: CivilDay?, asOf: CivilDay
    ) -> LampReading? {
        func number(_ name: FigureName) -> Fraction? {
            let figure = figures.first {
                $0.name == name && $0.measure == task.measure && $0.grade == task.grade
                    && $0.issuer == task.issuer
            }
            guard case .number(let number, _)? = figure?.value else { return nil }
            return number
        }
        guard let ahead = number(.aheadBehind), let rate = number(.completionRate) else {
            return nil
        }
        let isDone = !rate.isBelow(Fraction(1))
        let overdueDays = isDone ? 0 : max(0, dueOn.map { Int(asOf.ordinal - $0.ordinal) } ?? 0)
        let rule = lamps.first { $0.holds(ahead: ahead, overdueDays: overdueDays) }
        guard let rule, let lamp = rule.lamp else { return nil }
        return LampReading(lamp: lamp, rule: rule, overdueDays: overdueDays)
    }
}
