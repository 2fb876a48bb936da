// SPDX-License-Identifier: Apache-2.0
//
// What is found while one fact is judged, and the checks that every kind shares.
//
// Each check names the rule and the field by its path in the message. All findings are gathered, so
// that a clerk mends a row once, not once a field.

/// Where a check looks: put into words only for a finding, since nearly all checks find nothing.
struct FieldPlace: ExpressibleByStringInterpolation, CustomStringConvertible {
    private var kind: FactKind?
    private var path: String
    private var part: String?

    init(stringLiteral path: String) { self.path = path }

    /// A field of a kind's own.
    init(_ field: String, of kind: FactKind?) { (self.kind, path) = (kind, field) }

    /// A field of the message that stands there.
    func part(_ name: String) -> FieldPlace {
        var place = part == nil ? self : FieldPlace(stringLiteral: description)
        place.part = name
        return place
    }

    var description: String { [kind?.name, path, part].compactMap(\.self).joined(separator: ".") }
}

/// The findings about one fact.
struct Docket {
    let fact: Fact
    /// What the fact speaks of; nil while a field it needs for that is missing.
    let subject: Subject?
    let context: AdmissionContext
    /// Its name is the first part of the paths of its own fields.
    let kind: FactKind?
    /// Whether the fact is the one that is asked about, not one that is read again.
    var isNew = true
    /// False for a fact that is reviewed because one of its subject is corrected: what is asked of a
    /// fact only when it is logged, is not asked of it again.
    var isNewest = true
    var refusals: [Finding] = []
    var warnings: [Finding] = []

    init(fact: Fact, context: AdmissionContext) {
        self.fact = fact
        subject = fact.derivedSubject
        self.context = context
        kind = fact.content?.kind
    }

    mutating func refuse(_ rule: Rule, _ place: FieldPlace, _ detail: String) {
        refusals.append(Finding(rule, at: place.description, detail))
    }

    mutating func warn(_ rule: Rule, _ place: FieldPlace, _ detail: String) {
        warnings.append(Finding(rule, at: place.description, detail))
    }

    /// The path of one of the kind's own fields.
    func own(_ field: String) -> FieldPlace { FieldPlace(field, of: kind) }

    mutating func need(_ isPresent: Bool, _ place: FieldPlace) {
        if !isPresent { refuse(.fieldMissing, place, "this kind of fact needs the field") }
    }
}

extension Docket {
    /// Identity, kind, subject, unit and day: what every fact has.
    mutating func checkEnvelope(units: [UnitCode: UnitState]) {
        need(fact.id != nil, "id")
        guard let content = fact.content else {
            refuse(.fieldMissing, "", "a fact has exactly one kind")
            return
        }
        checkSubject(content)
        if let unit = fact.unit {
            checkUnit(unit, at: "unit", units: units)
        } else {
            switch content {
            case .unitDefined: break
            default: need(false, "unit")
            }
        }
        checkDay(content)
    }

    private mutating func checkSubject(_ content: Content) {
        switch content {
        case .corrected, .voided:
            if fact.subject != nil {
                refuse(.fieldNotAllowed, "subject", "the fact that is named has one")
            }
        case .ownerAssigned:
            if fact.subject != nil {
                refuse(.fieldNotAllowed, "subject", "the kind's own field names it")
            }
        case .annualTaskSet, .taskAdjusted, .indicatorReported, .entityStockReported,
            .entitiesRegistered,
            .entitiesDeregistered, .entitiesMovedIn, .entitiesMovedOut, .periodClosed,
            .periodReopened, .projectionMade:
            if fact.subject != nil {
                refuse(.fieldNotAllowed, "subject", "the key fields of this kind are its subject")
            }
        case .entityConverted, .enterprisePromoted:
            // Without a subject it is a count, whose key fields are its own.
            if fact.subject != nil { checkCreditCode() }
        case .entityRegistered, .entityDeregistered, .entityMoved:
            need(fact.subject != nil, "subject")
            if fact.subject != nil { checkCreditCode() }
        default:
            if fact.subject == nil {
                need(false, "subject")
            } else if subject == nil {
                refuse(.malformedCode, "subject", "1 to 64 bytes without blanks or slashes")
            }
        }
    }

    private mutating func checkCreditCode() {
        if subject == nil {
            refuse(.malformedCreditCode, "subject", "an entity is named by its credit code")
        }
    }

    private mutating func checkDay(_ content: Content) {
        switch content {
        case .annualTaskSet, .indicatorReported: break
        case .corrected, .voided:
            if fact.effectiveOn != nil {
                refuse(.fieldNotAllowed, "effectiveOn", "this kind of fact has no day of its own")
            }
        case .unitDefined, .unitRenamed, .unitMoved, .unitSplit, .unitMerged, .unitClosed,
            .taskAdjusted, .ownerAssigned, .ruleSetAdopted:
            need(fact.effectiveOn != nil, "effectiveOn")
        default:
            need(fact.effectiveOn != nil, "effectiveOn")
            if let day = fact.effectiveOn, day > context.today {
                refuse(
                    .dateInFuture, "effectiveOn",
                    "\(day) lies after the server's civil day \(context.today)")
            }
        }
    }

    mutating func checkUnit(
        _ unit: UnitCode, at path: FieldPlace, units: [UnitCode: UnitState]
    ) {
        guard let known = units[unit] else {
            return refuse(.unknownUnit, path, "no unit \(unit.text) is defined")
        }
        if let closed = known.closedOn, let day = fact.dayOfEffect, day >= closed {
            warn(.unitClosed, path, "unit \(unit.text) is closed, split or merged since \(closed)")
        }
    }

    /// An amount that is given: complete, not negative, within the limit.
    mutating func checkAmount(
        _ money: Money, at path: FieldPlace, limitFen: Int64, mayBeZero: Bool = true
    ) {
        need(money.currency != nil, path.part("currency"))
        guard let units = money.minorUnits else { return need(false, path.part("minorUnits")) }
        if units < 0 {
            refuse(.amountNegative, path.part("minorUnits"), "an amount is not below zero")
        } else if units == 0, !mayBeZero {
            refuse(.amountZero, path.part("minorUnits"), "an amount of this kind is above zero")
        } else if units > limitFen {
            refuse(
                .amountTooLarge, path.part("minorUnits"),
                "an amount of this kind is at most \(limitFen) minor units")
        }
        if let currency = money.currency, currency != .cny {
            warn(
                .currencyNotSummed, path.part("currency"), "only CNY is summed; the amount is kept")
        }
    }

    /// The year of a task or a projection.
    mutating func checkYear(_ year: Int64?) {
        guard let year else { return need(false, own("year")) }
        if !(1949...2199).contains(year) {
            refuse(.dateOutOfRange, own("year"), "a year from 1949 to 2199")
        }
    }

    /// A day by which something is due: not before the fact's own.
    mutating func checkDue(_ due: CivilDay?) {
        if let due, let day = fact.effectiveOn, due < day {
            refuse(.periodInvalid, own("dueOn"), "due before \(day)")
        }
    }

    /// A count that is given.
    mutating func checkCount(_ count: Int64, at path: FieldPlace) {
        if !(0...1_000_000_000_000).contains(count) {
            refuse(.countOutOfRange, path, "a count lies between 0 and 10¹²")
        }
    }

    /// Exactly one of amount and count, in the unit that the measure asks for.
    mutating func checkValue(amount: Money?, count: Int64?, unit: MeasureUnit?) {
        switch (amount, count) {
        case (nil, nil): need(false, own(unit == .count ? "count" : "amount"))
        case (.some, .some):
            refuse(.fieldNotAllowed, own("count"), "either an amount or a count is given")
        case (let amount?, nil):
            if unit == .count { refuse(.unitOfMeasure, own("amount"), "this measure is a count") }
            if amount.currency != nil, amount.currency != .cny {
                refuse(.unitOfMeasure, own("amount.currency"), "a level is kept in CNY")
            }
            checkAmount(amount, at: own("amount"), limitFen: Money.levelMaximumFen)
        case (nil, let count?):
            if unit == .fen { refuse(.unitOfMeasure, own("count"), "this measure is money") }
            checkCount(count, at: own("count"))
        }
    }
}
