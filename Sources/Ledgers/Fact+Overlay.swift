// SPDX-License-Identifier: Apache-2.0
//
// A row's draft laid over the content in force: what the row fills replaces, what it leaves blank
// stays. So a correction that a sheet proposes never takes back what a person added, and an emptied
// cell takes nothing away.

import Pipeline

extension Fact {
    /// The whole new content; without id, source and reason for lateness, which are a correction's own.
    ///
    /// - Parameter dropping: details whose column now fills a field.
    func laid(over old: Fact, dropping: Set<String>) -> Fact {
        var result = old
        (result.id, result.source, result.lateReason) = (nil, nil, nil)
        result.note = note ?? old.note
        if content?.kind.dayColumn != nil { result.effectiveOn = effectiveOn ?? old.effectiveOn }
        if content?.kind == .projectSigned || content?.kind.isOfAProject == false {
            result.unit = unit ?? old.unit
        }
        for evidence in evidence where !old.evidence.contains(evidence) {
            result.evidence.removeAll { $0.kind == evidence.kind }
            result.evidence.append(evidence)
        }
        result.content = content.map { new in
            old.content.map { new.laid(over: $0, dropping: dropping) } ?? new
        }
        return result
    }
}

extension FactKind {
    /// Whether another fact of the row says whose project it is.
    fileprivate var isOfAProject: Bool {
        switch self {
        case .projectSigned, .agreementUpgraded, .projectStored, .projectStarted,
            .projectOperational, .projectWithdrawn, .projectTerminated, .detailsSet:
            true
        default: false
        }
    }
}

extension Content {
    fileprivate func laid(over old: Content, dropping: Set<String>) -> Content {
        switch (self, old) {
        case (.projectSigned(let new), .projectSigned(var old)):
            old.agreement = new.agreement ?? old.agreement
            old.name = new.name ?? old.name
            old.terms = old.terms.overlaid(by: new.terms)
            return .projectSigned(old)
        case (.projectStored(let new), .projectStored(var old)):
            old.libraryNumber = new.libraryNumber ?? old.libraryNumber
            return .projectStored(old)
        case (.projectStarted(let new), .projectStarted(var old)):
            old.permitNumber = new.permitNumber ?? old.permitNumber
            return .projectStarted(old)
        case (.detailsSet(let new), .detailsSet(let old)):
            return .detailsSet(new.laid(over: old, dropping: dropping))
        case (.capitalArrived(let new), .capitalArrived(var old)):
            old.amount = new.amount ?? old.amount
            old.origin = new.origin ?? old.origin
            return .capitalArrived(old)
        case (.unitDefined(let new), .unitDefined(var old)):
            old.name = new.name ?? old.name
            old.kind = new.kind ?? old.kind
            old.parent = new.parent ?? old.parent
            old.peerGroup = new.peerGroup ?? old.peerGroup
            old.division = new.division ?? old.division
            return .unitDefined(old)
        case (.annualTaskSet(var new), .annualTaskSet(let old)):
            if new.schedule == nil { (new.schedule, new.curve) = (old.schedule, old.curve) }
            return .annualTaskSet(new)
        case (.agreementUpgraded, _), (.projectOperational, _), (.projectWithdrawn, _),
            (.projectTerminated, _):
            return old
        default: return self
        }
    }
}

extension DetailsSet {
    /// The details of both, the old ones first in their order.
    fileprivate func laid(over old: DetailsSet, dropping: Set<String>) -> DetailsSet {
        var texts: [String: String?] = [:]
        for detail in details { if let name = detail.name { texts[name] = detail.text } }
        var result = old
        result.details = old.details.filter { !dropping.contains($0.name ?? "") }
        for index in result.details.indices {
            guard let name = result.details[index].name, let text = texts.removeValue(forKey: name)
            else { continue }
            result.details[index].text = text
        }
        result.details += details.filter { texts[$0.name ?? ""] != nil }
        // A set is never empty: its last detail is taken away by name.
        if result.details.isEmpty, var last = old.details.first {
            last.text = nil
            result.details = [last]
        }
        return result
    }
}
