// SPDX-License-Identifier: Apache-2.0
//
// Refusals and conflicts, kept for as long as a client may retry.
//
// Law: a request that is sent again with the same id and the same facts hears the same refusals, in
// the encoding of the repeat; an accepted fact is told to exist. The same id with other facts is an
// error of the client. Bounded by age and by bytes; what was dropped is judged anew. Of the facts
// only a digest is kept: SHA-256 over their canonical protobuf, `source` left out.

import Crypto
import Pipeline
import Wire

struct ReplayMemory {
    /// The largest timeout that a client may give.
    static let ageMaximum = Request.timeoutMaximum
    static let bytesMaximum = 16 << 20

    enum Memory {
        case unknown
        case again([FactOutcome])
        case otherFacts
    }

    private struct Kept {
        var digest: SHA256Digest
        var outcomes: [FactOutcome]
        var until: Int64
        var byteCount: Int
    }

    private var kept: [FactID: Kept] = [:]
    private var order: [FactID] = []
    private var byteCount = 0

    func recall(_ id: FactID, _ request: DraftRequest, at time: Time) -> Memory {
        guard let known = kept[id], known.until > time.steadyMilliseconds else { return .unknown }
        guard known.digest == request.digest else { return .otherFacts }
        return .again(known.outcomes)
    }

    /// Keeps the outcomes of a request if any of its facts was refused or in conflict.
    mutating func keep(
        _ id: FactID, _ request: DraftRequest, _ outcomes: [FactOutcome], at time: Time
    ) {
        forget(before: time)
        guard outcomes.contains(where: \.fails), kept[id] == nil else { return }
        let size = outcomes.reduce(256) { $0 + $1.byteCount }
        guard size <= ReplayMemory.bytesMaximum else { return }
        while byteCount + size > ReplayMemory.bytesMaximum { dropOldest() }
        order.append(id)
        byteCount += size
        kept[id] = Kept(
            digest: request.digest,
            outcomes: outcomes.map { outcome in
                if case .created(let position, _) = outcome { .exists(position) } else { outcome }
            },
            until: time.steadyMilliseconds + ReplayMemory.ageMaximum, byteCount: size)
    }

    mutating func forget(before time: Time) {
        while let first = order.first, kept[first]!.until <= time.steadyMilliseconds {
            dropOldest()
        }
    }

    private mutating func dropOldest() {
        byteCount -= kept.removeValue(forKey: order.removeFirst())!.byteCount
    }
}

extension DraftRequest {
    /// What tells one request's facts from another's, whatever their encoding; what can't be read is
    /// told by its bytes.
    fileprivate var digest: SHA256Digest {
        var hash = SHA256()
        hash.update(data: [allOrNothing ? 1 : 0] as [UInt8])
        for draft in drafts {
            switch draft.fact {
            case .success(var fact):
                fact.source = nil
                hash.update(data: Array(SHA256.hash(data: WireCodec.encode(fact, as: .protobuf))))
            case .failure: hash.update(data: Array(SHA256.hash(data: draft.bytes)))
            }
        }
        return hash.finalize()
    }
}

extension FactOutcome {
    /// What it takes in memory, roughly and not too little.
    fileprivate var byteCount: Int {
        switch self {
        case .refused(let findings):
            findings.reduce(64) { $0 + 96 + $1.path.utf8.count + $1.detail.utf8.count }
        case .conflict(_, let fields): fields.reduce(64) { $0 + 32 + $1.utf8.count }
        case .created, .exists, .notTaken: 64
        }
    }
}
