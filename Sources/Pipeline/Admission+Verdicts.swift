// SPDX-License-Identifier: Apache-2.0
//
// Verdicts: which rules a fact is held against, by its kind.
//
// A correction or a void is judged against the subject's own facts, read again by their positions; the
// state of the subject is then made anew of what is in force (`Admission+Order.swift`).

/// What a verdict depends on beside the ledger.
public struct AdmissionContext: Sendable {
    /// The server's civil day.
    public var today: CivilDay
    public var principal: Principal

    public init(today: CivilDay, principal: Principal) {
        self.today = today
        self.principal = principal
    }
}

/// What the rules say of a fact.
public enum Verdict: Hashable, Sendable {
    case lawful(warnings: [Finding])
    case refused([Finding])
}

extension AdmissionState {
    /// Judges a fact that is not in the journal yet. Changes nothing.
    ///
    /// - Parameters:
    ///   - history: for a correction or a void the facts at `positionsNeeded(by:naming:)`, or more of
    ///     its subject, in order; of no use for other kinds.
    ///   - isWhole: whether later facts must be lawful after it. False within an all-or-nothing batch,
    ///     which may take care of them; ask `laterFlaws` at its end.
    public func judge(
        _ fact: Fact, in context: AdmissionContext, history: [LoggedFact] = [], isWhole: Bool = true
    ) -> Verdict {
        examine(fact, in: context, history: history, isWhole: isWhole).docket.verdict
    }

    /// Judges a fact and takes it in where it is lawful.
    ///
    /// - Parameters:
    ///   - logged: with the stamps that it gets when it is lawful.
    ///   - history, isWhole: as for `judge`.
    public mutating func admit(
        _ logged: LoggedFact, on today: CivilDay, history: [LoggedFact], isWhole: Bool
    ) -> Verdict {
        let context = AdmissionContext(today: today, principal: logged.principal)
        let (docket, restatement) = examine(
            logged.fact, in: context, history: history, isWhole: isWhole)
        if docket.refusals.isEmpty, let subject = docket.subject {
            apply(logged, of: subject, restatement)
        }
        return docket.verdict
    }

    private func examine(
        _ fact: Fact, in context: AdmissionContext, history: [LoggedFact], isWhole: Bool
    ) -> (docket: Docket, restatement: Restatement?) {
        var docket = Docket(fact: fact, context: context)
        docket.checkEnvelope(units: units)
        switch fact.content {
        case .corrected(let corrected):
            let restatement = judge(corrected, history, isWhole: isWhole, into: &docket)
            return (docket, restatement)
        case .voided(let voided):
            let restatement = judge(voided, history, isWhole: isWhole, into: &docket)
            return (docket, restatement)
        case let content?:
            judge(content, into: &docket)
            judgeLateness(of: [fact], into: &docket)
        case nil: break
        }
        return (docket, nil)
    }

    /// The warnings with which a journaled fact was taken, for its history. Refusals are passed over:
    /// the state may know only the subject's own facts.
    public func warnings(
        of fact: Fact, in context: AdmissionContext, history: [LoggedFact] = []
    ) -> [Finding] {
        var docket = Docket(fact: fact, context: context)
        switch fact.content {
        case .corrected(let corrected):
            _ = judge(corrected, history, isWhole: false, into: &docket)
        case .voided, nil: break
        case let content?: judge(content, into: &docket)
        }
        return docket.warnings
    }

    func judge(_ content: Content, into docket: inout Docket) {
        switch content {
        case .corrected, .voided: break
        case .unitDefined, .unitRenamed, .unitMoved, .unitSplit, .unitMerged, .unitClosed:
            judgeUnit(content, into: &docket)
        case .periodClosed(let closed): judge(closed, into: &docket)
        case .periodReopened(let reopened): judge(reopened, into: &docket)
        case .annualTaskSet(let task): judge(task, into: &docket)
        case .taskAdjusted(let task): judge(task, into: &docket)
        case .ownerAssigned(let assigned): judge(assigned, into: &docket)
        case .entityStockReported(let count), .entitiesRegistered(let count),
            .entitiesDeregistered(let count), .entitiesMovedIn(let count),
            .entitiesMovedOut(let count):
            judge(count, into: &docket)
            judgeKeeping(into: &docket)
        case .entityConverted, .enterprisePromoted, .entityRegistered, .entityDeregistered,
            .entityMoved:
            judgeEntity(content, into: &docket)
            judgeKeeping(into: &docket)
        case .indicatorReported(let indicator): judge(indicator, into: &docket)
        case .published(let published): judge(published, into: &docket)
        case .warningIssued(let warning): judge(warning, into: &docket)
        case .warningClosed(let closed): judge(closed, into: &docket)
        case .orderOpened(let order): judge(order, into: &docket)
        case .orderAnswered(let answer): judge(answer, into: &docket)
        case .orderClosed(let closed): judge(closed, into: &docket)
        case .projectionMade(let made): judge(made, into: &docket)
        case .ruleSetAdopted(let adopted): judge(adopted, into: &docket)
        default: judgeProject(content, into: &docket)
        }
    }
}

extension Docket {
    fileprivate var verdict: Verdict {
        refusals.isEmpty ? .lawful(warnings: warnings) : .refused(refusals)
    }
}
