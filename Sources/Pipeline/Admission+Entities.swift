// SPDX-License-Identifier: Apache-2.0
//
// Rules for single business entities and for what is converted and promoted.
//
// An entity enters the ledger once, and what changes where it is is logged in the order of its days:
// where it stood says which unit loses it. A conversion ends an entity that is open, at the same
// unit. A promotion is a milestone, once an entity, of one that need not be known.

extension AdmissionState {
    func judgeEntity(_ content: Content, into docket: inout Docket) {
        switch content {
        case .entityConverted(let converted): judge(converted, into: &docket)
        case .enterprisePromoted(let count): judge(promoted: count, into: &docket)
        case .entityRegistered(let registered): judge(registered, into: &docket)
        case .entityDeregistered: judgeOpen(into: &docket)
        case .entityMoved(let moved): judge(moved, into: &docket)
        default: break
        }
    }

    private func judge(_ registered: EntityRegistered, into docket: inout Docket) {
        if let unit = registered.unit {
            docket.checkUnit(unit, at: docket.own("unit"), units: units)
        }
        docket.need(registered.category != nil, docket.own("category"))
        guard case .entity(let code)? = docket.subject else { return }
        docket.checkCategory(registered.category, of: code, at: docket.own("category"))
        judgeUnknown(code, into: &docket)
    }

    private func judgeUnknown(_ code: CreditCode, into docket: inout Docket) {
        if entities[code.number]?.phase ?? .unknown != .unknown {
            docket.refuse(.entityKnown, "subject", "the entity is in the ledger already")
        }
    }

    private func judge(_ moved: EntityMoved, into docket: inout Docket) {
        if let to = moved.to { docket.checkUnit(to, at: docket.own("to"), units: units) }
        guard case .entity(let code)? = docket.subject else { return }
        let state = entities[code.number]
        guard state?.phase == .outside else {
            judgeOpen(into: &docket)
            if let to = moved.to, state?.phase == .open, state?.unit == numbers[to] {
                docket.refuse(.entityElsewhere, docket.own("to"), "the entity stands there already")
            }
            return
        }
        if moved.to == nil {
            docket.refuse(.entityClosed, "subject", "the entity left the area already")
        }
        judgeDay(after: state, into: &docket)
    }

    /// What the next change of an entity needs: that it is known, and neither ended nor gone.
    private func judgeOpen(into docket: inout Docket) {
        guard case .entity(let code)? = docket.subject else { return }
        let state = entities[code.number]
        if let end = end(of: code) {
            docket.refuse(
                end == .unknownEntity ? .unknownEntity : .entityClosed, "subject", end.words)
        }
        judgeDay(after: state, into: &docket)
    }

    private func judgeDay(after state: EntityState?, into docket: inout Docket) {
        guard let day = docket.fact.effectiveOn, let state, state.phase != .unknown else { return }
        if day < state.day {
            docket.refuse(
                .daysOutOfOrder, "effectiveOn", "\(day) lies before a change of \(state.day)")
        }
    }

    private func judge(_ converted: EntityConverted, into docket: inout Docket) {
        if let unit = converted.unit {
            docket.checkUnit(unit, at: docket.own("unit"), units: units)
        }
        let before = converted.categoryBefore
        docket.need(before != nil, docket.own("formerCategory"))
        if before == .enterprise || before == .total {
            docket.refuse(
                .otherCategory, docket.own("formerCategory"),
                "an individual business or a cooperative becomes an enterprise")
        }
        guard docket.fact.subject != nil else {
            if converted.former != nil {
                docket.refuse(.fieldNotAllowed, docket.own("former"), "a count has no code")
            }
            return docket.checkNumber(converted.count)
        }
        if converted.count != nil {
            docket.refuse(.fieldNotAllowed, docket.own("count"), "one entity is not counted")
        }
        guard case .entity(let code)? = docket.subject else { return }
        docket.checkCategory(.enterprise, of: code, at: "subject")
        judgeUnknown(code, into: &docket)
        judgeFormer(of: converted, into: &docket)
    }

    private func judgeFormer(of converted: EntityConverted, into docket: inout Docket) {
        guard let former = converted.former else {
            return docket.need(false, docket.own("former"))
        }
        docket.checkCategory(converted.formerCategory, of: former, at: docket.own("formerCategory"))
        if let end = end(of: former) {
            let rule: Rule = end == .unknownEntity ? .unknownEntity : .entityClosed
            return docket.refuse(rule, docket.own("former"), end.words)
        }
        guard let day = docket.fact.effectiveOn, let unit = converted.unit ?? docket.fact.unit,
            let state = entities[former.number], let category = converted.categoryBefore
        else { return }
        let conversion = Conversion(
            position: .origin, day: day, unit: numbers[unit] ?? .max, category: category)
        if let flaw = flaw(of: conversion, after: state) {
            docket.refuse(flaw.rule, docket.own(flaw.field), flaw.words)
        }
    }

    private func judge(promoted count: EntityCount, into docket: inout Docket) {
        guard docket.fact.subject != nil else { return judge(count, into: &docket) }
        if let unit = count.unit { docket.checkUnit(unit, at: docket.own("unit"), units: units) }
        if count.count != nil {
            docket.refuse(.fieldNotAllowed, docket.own("count"), "one entity is not counted")
        }
        guard case .entity(let code)? = docket.subject else { return }
        docket.checkCategory(count.category, of: code, at: docket.own("category"))
        guard let state = entities[code.number] else { return }
        judge(promoted: count, of: state, into: &docket)
        if state.isPromoted {
            docket.refuse(.alreadyPromoted, "subject", "the entity is above scale already")
        }
        if let end = end(of: code), end != .unknownEntity {
            docket.warn(.entityClosed, "subject", end.words)
        }
    }
}

extension AdmissionState {
    /// A promotion of an entity that is known is of its unit and its category.
    private func judge(
        promoted count: EntityCount, of state: EntityState, into docket: inout Docket
    ) {
        guard state.phase != .unknown, case .entity(let code)? = docket.subject
        else { return }
        let unit = numbers.codes[Int(state.unit)]
        if (count.unit ?? docket.fact.unit) != unit {
            docket.refuse(
                .entityElsewhere, docket.own("unit"), "the entity stands at unit \(unit.text)")
        }
        if count.categoryOfOne(code) != state.category {
            docket.refuse(
                .otherCategory, docket.own("category"),
                "the entity is of \(state.category.rawValue)")
        }
    }

    private enum End {
        case unknownEntity, deregistered, outside, converted

        var words: String {
            switch self {
            case .unknownEntity: "no entity of that code is in the ledger"
            case .deregistered: "the entity is deregistered"
            case .outside: "the entity left the area"
            case .converted: "the entity is converted into an enterprise"
            }
        }
    }

    /// Why an entity is not open; nil when it is.
    private func end(of code: CreditCode) -> End? {
        if conversions[code.number] != nil { return .converted }
        return switch entities[code.number]?.phase {
        case nil, .unknown?: .unknownEntity
        case .deregistered?: .deregistered
        case .outside?: .outside
        case .open?: nil
        }
    }

    /// Why a conversion can't follow what is known of the former entity; nil when it can.
    private func flaw(
        of conversion: Conversion, after state: EntityState
    ) -> (rule: Rule, field: String, words: String)? {
        if state.phase != .open {
            return (.entityClosed, "former", "the former entity is not open")
        }
        if state.unit != conversion.unit {
            let unit = numbers.codes[Int(state.unit)]
            return (.entityElsewhere, "unit", "the former entity stands at unit \(unit.text)")
        }
        if state.category != conversion.category {
            let category = state.category.rawValue
            return (.otherCategory, "formerCategory", "the former entity is of \(category)")
        }
        if conversion.day < state.day {
            return (.daysOutOfOrder, "former", "the former entity changed on \(state.day)")
        }
        return nil
    }

    /// The conversion of an entity that can't follow its facts in force any more.
    ///
    /// - Parameter trial: the state of the entity's own facts.
    func flawsOfConversion(_ subject: Subject?, after trial: AdmissionState) -> [Finding] {
        guard case .entity(let code)? = subject else { return [] }
        let state = trial.entities[code.number] ?? EntityState()
        return (conversions[code.number] ?? []).compactMap { conversion in
            guard let flaw = flaw(of: conversion, after: state) else { return nil }
            return Finding(
                .laterFactUnlawful, at: "",
                "\(FactKind.entityConverted.name) would be unlawful: \(flaw.words)",
                position: conversion.position)
        }
    }
}

extension AdmissionState {
    mutating func take(_ fact: Fact, of code: CreditCode, at position: Position) {
        guard let content = fact.content, let day = fact.effectiveOn else { return }
        var state = entities[code.number] ?? EntityState()
        switch content {
        case .entityRegistered(let it):
            guard let unit = number(it.unit, fact), let category = it.category else { return }
            state.enter(unit, category, on: day)
        case .entityConverted(let it):
            guard let unit = number(it.unit, fact), let former = it.former,
                let category = it.categoryBefore
            else { return }
            state.enter(unit, .enterprise, on: day)
            let conversion = Conversion(
                position: position, day: day, unit: unit, category: category)
            set(former.number, (conversions[former.number] ?? []) + [conversion])
        case .entityDeregistered: (state.phase, state.day) = (.deregistered, day)
        case .entityMoved(let it):
            (state.phase, state.day) = (it.to == nil ? .outside : .open, day)
            if let to = it.to.flatMap({ numbers[$0] }) { state.unit = to }
        case .enterprisePromoted: state.isPromoted = true
        default: return
        }
        set(code.number, state)
    }

    private func number(_ unit: UnitCode?, _ fact: Fact) -> UInt32? {
        (unit ?? fact.unit).flatMap { numbers[$0] }
    }
}

extension Docket {
    /// One entity is of a category, and of none that its code denies.
    fileprivate mutating func checkCategory(
        _ category: EntityCategory?, of code: CreditCode, at path: FieldPlace
    ) {
        guard let category else { return }
        if category == .total {
            refuse(.otherCategory, path, "one entity is of a category, not of all")
        } else if let known = code.category, known != category {
            refuse(
                .otherCategory, path, "a code \(code.text.prefix(2))… is one of \(known.rawValue)")
        }
    }

    fileprivate mutating func checkNumber(_ count: Int64?) {
        guard let count else { return need(false, own("count")) }
        checkCount(count, at: own("count"))
    }
}
