// SPDX-License-Identifier: Apache-2.0
//
// Warnings and supervision orders as they stand on a day, by what was known.
//
// Law: a function of the subject's facts in force and of the day. An order is overdue while it is open,
// nobody has answered it and its day is past; its days are counted until it was answered or closed.

public import Pipeline

/// A warning on a day.
public struct WarningRecord: Hashable, Sendable {
    public var name: WarningName
    public var issued: WarningIssued
    /// The unit warned.
    public var unit: UnitCode?
    public var issuedOn: CivilDay
    public var closedOn: CivilDay?
    /// Why it was closed.
    public var reason: String?

    /// - Parameter facts: of the subject, known then, in the order of their positions.
    /// - Returns: nil where it was not issued by the day.
    public init?(_ name: WarningName, facts: [LoggedFact], asOf: CivilDay) {
        let known = Chains.inForce(of: facts).ofEffect(by: asOf)
        self.name = name
        var found: (WarningIssued, Fact, CivilDay)?
        for logged in known {
            guard let day = logged.fact.effectiveOn else { continue }
            switch logged.fact.content {
            case .warningIssued(let issued): found = (issued, logged.fact, day)
            case .warningClosed(let closed): (closedOn, reason) = (day, closed.reason)
            default: break
            }
        }
        guard let (issued, fact, day) = found else { return nil }
        (self.issued, issuedOn) = (issued, day)
        unit = issued.unit ?? fact.unit
    }

    /// Days past its due day, until it was closed.
    public func overdueDays(on day: CivilDay) -> Int {
        days(from: issued.dueOn, to: closedOn ?? day)
    }
}

/// An answer to an order.
public struct OrderAnswer: Hashable, Sendable {
    public var answered: OrderAnswered
    public var on: CivilDay
    public var evidence: [Evidence]
    public var position: Position
}

/// A supervision order on a day.
public struct OrderRecord: Hashable, Sendable {
    public var name: OrderName
    public var opened: OrderOpened
    /// The unit ordered.
    public var unit: UnitCode?
    public var openedOn: CivilDay
    /// In the order of their positions.
    public var answers: [OrderAnswer] = []
    public var closed: OrderClosed?
    public var closedOn: CivilDay?

    /// - Parameter facts: of the subject, known then, in the order of their positions.
    /// - Returns: nil where it was not opened by the day.
    public init?(_ name: OrderName, facts: [LoggedFact], asOf: CivilDay) {
        let known = Chains.inForce(of: facts).ofEffect(by: asOf)
        self.name = name
        var found: (OrderOpened, Fact, CivilDay)?
        for logged in known {
            guard let day = logged.fact.effectiveOn else { continue }
            switch logged.fact.content {
            case .orderOpened(let opened): found = (opened, logged.fact, day)
            case .orderAnswered(let answered):
                answers.append(
                    OrderAnswer(
                        answered: answered, on: day, evidence: logged.fact.evidence,
                        position: logged.position))
            case .orderClosed(let closed): (self.closed, closedOn) = (closed, day)
            default: break
            }
        }
        guard let (opened, fact, day) = found else { return nil }
        (self.opened, openedOn) = (opened, day)
        unit = opened.unit ?? fact.unit
    }

    /// Days past its due day, until it was answered or closed.
    public func overdueDays(on day: CivilDay) -> Int {
        let ends = answers.map(\.on) + [closedOn].compactMap(\.self) + [day]
        return days(from: opened.dueOn, to: ends.min()!)
    }

    /// Whether it is open, unanswered and past its day.
    public func isOverdue(on day: CivilDay) -> Bool {
        closed == nil && answers.isEmpty && overdueDays(on: day) > 0
    }
}

extension [OrderRung] {
    /// The rung after the one of that name: the first where it names none of the ladder, the last once
    /// more where there is no higher one.
    public func next(after name: String?) -> OrderRung? {
        guard let index = firstIndex(where: { $0.name == name }) else { return first }
        return self[Swift.min(index + 1, count - 1)]
    }
}

private func days(from due: CivilDay?, to end: CivilDay) -> Int {
    due.map { max(0, Int(end.ordinal - $0.ordinal)) } ?? 0
}
