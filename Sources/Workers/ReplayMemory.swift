// SPDX-License-Identifier: Apache-2.0
//
// Refusals and conflicts, kept for as long as a client may retry.
//
// Law: a request that is sent again with the same id and the same facts hears the same refusals, in
// the encoding of the repeat; an accepted fact is told to exist. The same id with other facts is an
// error of the client. Bounded by age and by number; what was dropped is judged anew.

import Pipeline
import Wire

struct ReplayMemory {
    /// The largest timeout that a client may give.
    static let ageMaximum = Request.timeoutMaximum
    static let countMaximum = 4_096

    enum Memory {
        case unknown
        case again([FactOutcome])
        case otherFacts
    }

    private struct Kept {
        var facts: [FactKey]
        var outcomes: [FactOutcome]
        var until: Int64
    }

    /// What tells one fact from another whatever its encoding; unreadable ones by their bytes.
    private enum FactKey: Equatable {
        case fact(Fact)
        case bytes([UInt8])
    }

    private var kept: [FactID: Kept] = [:]
    private var order: [FactID] = []

    func recall(_ id: FactID, _ request: DraftRequest, at time: Time) -> Memory {
        guard let known = kept[id], known.until > time.steadyMilliseconds else { return .unknown }
        guard known.facts == ReplayMemory.keys(request) else { return .otherFacts }
        return .again(known.outcomes)
    }

    /// Keeps the outcomes of a request if any of its facts was refused or in conflict.
    mutating func keep(
        _ id: FactID, _ request: DraftRequest, _ outcomes: [FactOutcome], at time: Time
    ) {
        forget(before: time)
        guard outcomes.contains(where: \.fails), kept[id] == nil else { return }
        if order.count >= ReplayMemory.countMaximum { kept[order.removeFirst()] = nil }
        order.append(id)
        kept[id] = Kept(
            facts: ReplayMemory.keys(request),
            outcomes: outcomes.map { outcome in
                if case .created(let position, _) = outcome { .exists(position) } else { outcome }
            },
            until: time.steadyMilliseconds + ReplayMemory.ageMaximum)
    }

    mutating func forget(before time: Time) {
        while let first = order.first, kept[first]!.until <= time.steadyMilliseconds {
            kept[order.removeFirst()] = nil
        }
    }

    private static func keys(_ request: DraftRequest) -> [FactKey] {
        request.drafts.map { draft in
            if case .success(let fact) = draft.fact { .fact(fact) } else { .bytes(draft.bytes) }
        }
    }
}
