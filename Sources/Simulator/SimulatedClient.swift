// SPDX-License-Identifier: Apache-2.0
//
// A bureau's client: logs the facts of its own subjects, asks how far we are, and dies.
//
// One kind keeps an outbox, whose storage outlives it. The other is a person with a paper list, who
// sends what has no outcome yet again, in a new request with the same ids.

import Pipeline
import Wire
import Workers

struct SimulatedClient {
    /// A fact as it was sent once, and is sent again.
    struct Sheet: Hashable {
        var id: FactID
        var body: [UInt8]
        var encoding: Encoding
    }

    let keepsOutbox: Bool
    /// The facts of a subject each, and how many of them were taken up.
    var chains: [(chain: RandomFacts.Chain, taken: Int)] = []
    var launch = 1
    /// The outbox's storage.
    var kept: [Parcel] = []
    var outbox = OutboxMachine(client: "simulated")
    /// Of a person: facts without an outcome.
    var paper: [Sheet] = []
    /// Of a person: what was sent in calls that are open.
    var open: [FactID: [FactID]] = [:]
    /// Facts that were not taken, because another of their request failed; sent again by themselves.
    var again: [Sheet] = []
    var ingestCalls = CallMachine()
    var queryCalls = CallMachine()
    var questionsOpen = 0
    /// Everything ever sent, for those who send things twice.
    var sent: [Sheet] = []
    var requests: [FactID] = []
    /// The last position heard.
    var position: Int64 = 0
    /// The next tick on the agenda.
    var wakeEntered: Int64?
    var hasAskedAtRest = false
    var isAnsweredAtRest = false

    init(keepsOutbox: Bool) { self.keepsOutbox = keepsOutbox }

    /// Whether every fact has an outcome.
    var isSettled: Bool { kept.isEmpty && paper.isEmpty && open.isEmpty && again.isEmpty }

    /// When a tick is due.
    var wakeAt: Int64? {
        [outbox.wakeAt, ingestCalls.wakeAt, queryCalls.wakeAt].compactMap(\.self).min()
    }
}
