// SPDX-License-Identifier: Apache-2.0
//
// What of a project waits for a reviewer: its entry in the library, each arrival of capital that nobody
// has verified.
//
// Law: a function of the project's facts known then and of the day. What a reviewer sent back waits for the
// unit, until it says something new: of the application any later fact of the project, of an arrival its
// correction.

public import Pipeline

/// What is reviewed.
public enum ReviewKind: String, NamedChoice {
    /// The entry in the project library.
    case store = "STORE"
    /// An arrival of capital.
    case verify = "VERIFY"
}

/// One thing that waits.
public struct ReviewItem: Hashable, Sendable {
    public var kind: ReviewKind
    /// The day of the contract, or of the arrival.
    public var since: CivilDay
    /// The arrival that is claimed, by the id under which it is verified.
    public var claim: FactID?
    /// Of the arrival as it was claimed, or the total investment; CNY.
    public var amountFen: Int64?
    /// Fields without which the project can't be stored.
    public var lacks: [String] = []
    /// When it was sent back, where it waits for the unit.
    public var returnedOn: CivilDay?
    /// Why it was sent back.
    public var reason: String?

    /// What waits, the application before arrivals by day; nothing of a duplicate, which counts elsewhere.
    ///
    /// - Parameter facts: of the project, known then, in the order of their positions.
    public static func items(
        of project: ProjectRecord, facts: [LoggedFact], asOf: CivilDay
    ) -> [ReviewItem] {
        let desk = ReviewDesk(facts: facts, asOf: asOf)
        guard project.duplicateOf == nil else { return [] }
        return [desk.application(of: project)].compactMap(\.self) + desk.arrivals
    }
}

private struct ReviewDesk {
    let facts: [LoggedFact]
    let inForce: [LoggedFact]

    /// An order has no day of its own: what it says anew is said.
    init(facts: [LoggedFact], asOf: CivilDay) {
        self.facts = facts.filter { $0.fact.effectiveOn.map { $0 <= asOf } ?? true }
        inForce = Chains.inForce(of: facts).ofEffect(by: asOf)
    }

    private static let waitingStages: [Stage] = [.signed, .started, .operational, .atCapacity]

    func application(of project: ProjectRecord) -> ReviewItem? {
        // Started before stored, a project counts only once it is stored: it waits all the same.
        guard let stage = project.stage, ReviewDesk.waitingStages.contains(stage),
            project.storedOn == nil, let day = project.signedOn
        else { return nil }
        let terms = project.terms
        var item = ReviewItem(kind: .store, since: day, amountFen: terms.totalInvestment?.fen)
        for (name, isThere) in [
            ("investor", terms.investor?.isEmpty == false), ("hostUnit", terms.hostUnit != nil),
            ("industry", terms.industry != nil),
            ("totalInvestment", terms.totalInvestment?.minorUnits ?? 0 > 0),
        ] where !isThere {
            item.lacks.append(name)
        }
        if let returned = returns(of: nil).last,
            facts.allSatisfy({ $0.position <= returned.position || $0.isReturn })
        {
            item.take(returned)
        }
        return item
    }

    var arrivals: [ReviewItem] {
        let verified = Set(
            inForce.compactMap { logged -> FactID? in
                if case .capitalVerified(let verified)? = logged.fact.content {
                    verified.of
                } else {
                    nil
                }
            })
        var items: [ReviewItem] = []
        for logged in inForce {
            guard case .capitalArrived(let capital)? = logged.fact.content,
                let day = logged.fact.effectiveOn, let id = logged.fact.id, !verified.contains(id)
            else { continue }
            var item = ReviewItem(
                kind: .verify, since: day, claim: id, amountFen: capital.amount?.fen)
            let said = facts.last { $0.fact.id == id }?.position ?? logged.position
            if let returned = returns(of: id).last, returned.position > said { item.take(returned) }
            items.append(item)
        }
        return items.sorted { $0.since < $1.since }
    }

    private func returns(of claim: FactID?) -> [LoggedFact] {
        inForce.filter { logged in
            if case .reviewReturned(let returned)? = logged.fact.content {
                returned.of == claim
            } else {
                false
            }
        }
    }
}

extension ReviewItem {
    fileprivate init(
        kind: ReviewKind, since: CivilDay, claim: FactID? = nil, amountFen: Int64?
    ) {
        (self.kind, self.since, self.claim, self.amountFen) = (kind, since, claim, amountFen)
    }

    fileprivate mutating func take(_ returned: LoggedFact) {
        returnedOn = returned.fact.effectiveOn
        if case .reviewReturned(let content)? = returned.fact.content { reason = content.reason }
    }
}

extension LoggedFact {
    /// Whether a reviewer says it, or says it anew.
    fileprivate var isReturn: Bool {
        if case .corrected(let corrected)? = fact.content {
            return corrected.restated?.content?.kind == .reviewReturned
        }
        return fact.content?.kind == .reviewReturned
    }
}
