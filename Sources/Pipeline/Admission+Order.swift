// SPDX-License-Identifier: Apache-2.0
//
// Corrections and voids: lawful where they change the newest link of a chain, where the new content is
// lawful in its place, and where no later fact becomes unlawful.
//
// Law: the contents in force of a subject, in their order, are lawful one after the other; the rules
// that look at a clock are asked of the newest fact alone. A fact that would break this is refused with
// the list of those that stand in its way, or the batch that takes care of them is taken whole.

extension AdmissionState {
    /// The positions of a subject's facts, ascending.
    public func positions(of subject: Subject) -> [Position] {
        if case .entity(let code) = subject { return positions(of: code) }
        return positions[subject] ?? []
    }

    /// The facts that must be read before one is taken in, ascending; none but for corrections and
    /// voids. Of a subject whose facts stand alone, it is the chain of the fact that is named.
    ///
    /// - Parameter named: where the fact stands that a correction or a void names; nil where none of
    ///   that id is logged.
    public func positionsNeeded(by fact: Fact, naming named: Position?) -> [Position] {
        guard fact.content?.isOrder ?? false, let subject = fact.derivedSubject else { return [] }
        guard case .entities = subject else { return positions(of: subject) }
        guard let named, let known = positions[subject], known.holds(named) else { return [] }
        return orders.chain(of: named)
    }

    /// How many facts that stand in the way are listed.
    static let laterFlawsMax = 20

    func judge(
        _ corrected: Corrected, _ history: [LoggedFact], isWhole: Bool, into docket: inout Docket
    ) -> Restatement? {
        docket.need(corrected.of != nil, docket.own("of"))
        docket.need(corrected.reason?.isEmpty == false, docket.own("reason"))
        guard let restated = corrected.restated, restated.content != nil else {
            docket.need(false, docket.own("restated"))
            return nil
        }
        guard corrected.of != nil else { return nil }
        return link(docket.fact, to: history, isWhole: isWhole, into: &docket)
    }

    func judge(
        _ voided: Voided, _ history: [LoggedFact], isWhole: Bool, into docket: inout Docket
    ) -> Restatement? {
        docket.need(voided.of != nil, docket.own("of"))
        docket.need(voided.subject != nil, docket.own("subject"))
        docket.need(voided.reason?.isEmpty == false, docket.own("reason"))
        guard voided.of != nil, voided.subject != nil else { return nil }
        return link(docket.fact, to: history, isWhole: isWhole, into: &docket)
    }

    private func link(
        _ fact: Fact, to history: [LoggedFact], isWhole: Bool, into docket: inout Docket
    ) -> Restatement? {
        guard let content = fact.content, let id = fact.id else { return nil }
        // A new content without a subject is no fact of any; what it lacks is told by its own rules.
        var chains = Chains(history)
        let subject = docket.subject
        if let flaw = chains.flaw(of: content), subject != nil {
            docket.refuse(flaw, of: fact)
            return nil
        }
        let before = chains.inForce
        chains.take(
            LoggedFact(
                position: history.last?.position.next ?? .origin,
                recordedAt: .init(microseconds: 0),
                principal: docket.context.principal, fact: fact))
        let after = chains.inForce
        let review = review(
            after, of: subject, before: before, newest: id, in: docket.context)
        if let own = review.own {
            docket.take(own, below: docket.own("restated"))
        } else if case .corrected(let corrected) = content, let restated = corrected.restated {
            var own = Docket(fact: restated, context: docket.context)
            own.checkEnvelope(units: units)
            docket.take(own, below: docket.own("restated"))
        }
        let restatement = Restatement(
            start: chains.start(of: id), before: before, after: after, state: review.after)
        var (gone, come) = (restatement.gone, restatement.come)
        if (gone + come).contains(where: { $0.fact.content?.movesOthers ?? false }) {
            (gone, come) = (gone, after)
        }
        let changed = (gone + come).map(\.fact).sorted { $0.id! < $1.id! }
        judgeLateness(of: changed, into: &docket)
        if isWhole {
            let flaws = review.flaws + flawsBeside(subject, after, in: review.after)
            docket.refusals += flaws.prefix(AdmissionState.laterFlawsMax)
        }
        return restatement
    }

    /// The facts that a batch leaves unlawful, of a subject that it corrected; empty when all is well.
    ///
    /// - Parameter history: all facts of the subject, those of the batch included, in order.
    public func laterFlaws(_ subject: Subject, history: [LoggedFact]) -> [Finding] {
        let inForce = Chains(history).inForce
        let context = AdmissionContext(today: .distantFuture, principal: Principal(text: ""))
        let review = review(inForce, of: subject, before: inForce, newest: nil, in: context)
        let flaws = review.flaws + flawsBeside(subject, inForce, in: review.after)
        return Array(flaws.prefix(AdmissionState.laterFlawsMax))
    }

    /// Judges the contents in force one after the other.
    ///
    /// - Parameter before: the contents in force as this state knows them.
    /// - Returns: what is found of the newest link, of the others that are unlawful, and the state after.
    private func review(
        _ inForce: [LoggedFact], of subject: Subject?, before: [LoggedFact], newest: FactID?,
        in context: AdmissionContext
    ) -> (own: Docket?, flaws: [Finding], after: AdmissionState) {
        var trial = beside(subject)
        switch subject {
        case .entity, .entities: trial.look(at: self, less: before, for: inForce)
        default: break
        }
        var own: Docket?
        var flaws: [Finding] = []
        for logged in inForce {
            let isNewest = logged.fact.id == newest
            let then = AdmissionContext(today: .distantFuture, principal: logged.principal)
            var docket = Docket(fact: logged.fact, context: isNewest ? context : then)
            docket.isNew = false
            docket.isNewest = isNewest
            // Who reports a correction is known by now, be it the unit itself.
            docket.checkEnvelope(units: units)
            if let content = logged.fact.content { trial.judge(content, into: &docket) }
            if isNewest {
                own = docket
            } else if let refusal = docket.refusals.first {
                flaws.append(Finding(laterFact: logged, because: refusal.detail))
            }
            if let own = docket.subject { trial.take(logged, of: own) }
        }
        if case .unit(let code)? = inForce.first?.fact.derivedSubject,
            let placed = trial.units[code], let flaw = flaw(of: code, placed)
        {
            let path = own?.own("parent") ?? ""
            own?.refuse(flaw, path)
            if own == nil { flaws.append(Finding(.laterFactUnlawful, at: "", flaw.rawValue)) }
        }
        return (own, flaws + flawsOfConversion(subject, after: trial), trial)
    }

    /// What others would make of the subject.
    private func flawsBeside(
        _ subject: Subject?, _ inForce: [LoggedFact], in state: AdmissionState
    ) -> [Finding] {
        (flawOfKin(subject, inForce).map { [$0] } ?? []) + flawsOfMentions(subject, after: state)
    }

    /// The facts that speak of what would be no longer there, or no longer as it was for them.
    private func flawsOfMentions(
        _ subject: Subject?, after state: AdmissionState
    ) -> [Finding] {
        guard let subject, let mentions = mentions[subject], !state.mayBeMentioned(subject)
        else { return [] }
        let own = positions(of: subject)
        let first = mentions.lazy.filter { !own.holds($0) }.prefix(AdmissionState.laterFlawsMax)
        return first.map { position in
            Finding(.laterFactUnlawful, at: "", "it speaks of \(subject)", position: position)
        }
    }

    /// Whether facts of other subjects may speak of it: a unit that is defined, a warning that was
    /// issued, an order that was escalated.
    private func mayBeMentioned(_ subject: Subject) -> Bool {
        switch subject {
        case .unit(let code): units[code] != nil
        case .warning(let name): issuedWarnings[name] != nil
        case .order(let name): openedOrders[name]?.outcome == .escalated
        default: true
        }
    }
}

extension AdmissionState {
    /// Makes the state of a subject anew of what is in force after a correction or a void.
    mutating func restate(_ subject: Subject, by logged: LoggedFact, _ restatement: Restatement) {
        let after = restatement.state ?? folded(restatement.after)
        switch subject {
        case .unit(let code): set(code, after.units[code])
        case .project(let id): replace(id, after.projects[id])
        case .task(let key): set(key, after.tasks[key])
        case .indicator(let key): set(key, after.indicators[key])
        case .publication(let name): set(name, isThere: after.publications.contains(name))
        case .period(let key):
            set(key, isClosed: after.periods[key.unit]?.contains(key) ?? false)
        case .entities:
            restate(entities: nil, restatement)
            if let start = restatement.start { order(logged.position, inChainOf: start) }
        case .entity(let code): restate(entities: code, restatement)
        case .warning(let name): set(name, after.issuedWarnings[name])
        case .order(let name): set(name, after.openedOrders[name])
        case .ruleSet(let name): set(name, isThere: after.adoptedRuleSets.contains(name))
        case .projection: break
        }
        for content in restatement.gone {
            for named in content.fact.subjectsMentioned {
                mention(named, at: content.position, false)
            }
        }
        for content in restatement.come {
            for named in content.fact.subjectsMentioned {
                mention(named, at: content.position, true)
            }
        }
    }
}

/// What a correction or a void makes of its subject.
struct Restatement {
    /// Where the chain begins that it is a link of; nil where it is of none.
    var start: Position?
    /// What was in force, and what is.
    var before: [LoggedFact]
    var after: [LoggedFact]
    /// The state of the subject after it, where it was judged fact by fact.
    var state: AdmissionState?
    /// What of the one is not in the other.
    private(set) var gone: [LoggedFact]
    private(set) var come: [LoggedFact]

    init(start: Position?, before: [LoggedFact], after: [LoggedFact], state: AdmissionState?) {
        (self.start, self.before, self.after, self.state) = (start, before, after, state)
        (gone, come) = before.changes(to: after)
    }

    /// - Parameter history: as for `AdmissionState.judge`.
    init(by logged: LoggedFact, _ history: [LoggedFact]) {
        var chains = Chains(history)
        let before = chains.inForce
        chains.take(logged)
        self.init(
            start: logged.fact.id.flatMap(chains.start), before: before, after: chains.inForce,
            state: nil)
    }
}

extension Docket {
    fileprivate mutating func refuse(_ flaw: ChainFlaw, of fact: Fact) {
        switch flaw {
        case .unknown:
            refuse(.unknownFact, own("of"), "no fact of that id is logged of this subject")
        case .isVoid:
            refuse(.otherKind, own("of"), "a void is not corrected; void it")
        case .notNewest:
            refuse(
                .notTheNewestLink, own("of"),
                "a newer correction or void stands: only what is in force is changed")
        case .otherKind(let kind):
            refuse(.otherKind, own("restated"), "the fact is of kind \(kind.name)")
        }
    }

    /// What was found of the new content.
    fileprivate mutating func take(_ other: Docket, below path: FieldPlace) {
        func moved(_ finding: Finding) -> Finding {
            var finding = finding
            finding.path = finding.path.isEmpty ? "\(path)" : "\(path).\(finding.path)"
            return finding
        }
        refusals += other.refusals.map(moved)
        warnings += other.warnings.map(moved)
    }
}

extension Finding {
    fileprivate init(laterFact logged: LoggedFact, because reason: String) {
        let kind = logged.fact.content?.kind.name ?? ""
        self.init(
            .laterFactUnlawful, at: "",
            "\(kind) would be unlawful: \(reason)",
            position: logged.position)
    }
}

extension Fact {
    /// The units that must be defined for the fact to stand; one may be named twice.
    var unitsMentioned: [UnitCode] {
        var units: [UnitCode] = []
        if let unit { units.append(unit) }
        switch content {
        case .unitDefined(let defined): if let parent = defined.parent { units.append(parent) }
        case .unitMoved(let moved): if let parent = moved.parent { units.append(parent) }
        case .unitMerged(let merged): if let unit = merged.into { units.append(unit) }
        case .unitSplit(let split): units += split.into.compactMap(\.unit)
        case .creditSharesSet(let set): units += set.shares.compactMap(\.unit)
        case .periodClosed(let closed): if let unit = closed.unit { units.append(unit) }
        case .periodReopened(let open): if let unit = open.unit { units.append(unit) }
        case .leadOpened(let lead): if let host = lead.terms.hostUnit { units.append(host) }
        case .projectSigned(let signed): if let host = signed.terms.hostUnit { units.append(host) }
        case .agreementUpgraded(let upgrade):
            if let host = upgrade.terms.hostUnit { units.append(host) }
        case .annualTaskSet(let task): if let unit = task.unit { units.append(unit) }
        case .taskAdjusted(let task): if let unit = task.unit { units.append(unit) }
        case .ownerAssigned(let assigned):
            if case .task(let key)? = assigned.of { units.append(key.unit) }
        case .entityStockReported(let count), .entitiesRegistered(let count),
            .entitiesDeregistered(let count), .entitiesMovedIn(let count),
            .entitiesMovedOut(let count):
            if let unit = count.unit { units.append(unit) }
        case .entityConverted(let converted):
            if let unit = converted.unit { units.append(unit) }
        case .enterprisePromoted(let count): if let unit = count.unit { units.append(unit) }
        case .entityRegistered(let registered):
            if let unit = registered.unit { units.append(unit) }
        case .entityMoved(let moved): if let unit = moved.to { units.append(unit) }
        case .indicatorReported(let indicator): if let unit = indicator.unit { units.append(unit) }
        case .published(let published): if let unit = published.unit { units.append(unit) }
        case .warningIssued(let warning): if let unit = warning.unit { units.append(unit) }
        case .orderOpened(let order): if let unit = order.unit { units.append(unit) }
        case .projectionMade(let made): if let unit = made.unit { units.append(unit) }
        default: break
        }
        return units
    }

    /// What else must be there for the fact to stand.
    var othersMentioned: [Subject] {
        guard case .orderOpened(let order)? = content else { return [] }
        return [order.warning.map(Subject.warning), order.follows.map(Subject.order)]
            .compactMap(\.self)
    }

    /// What other subjects the fact rests on.
    var subjectsMentioned: [Subject] { unitsMentioned.map(Subject.unit) + othersMentioned }
}
