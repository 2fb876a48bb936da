// SPDX-License-Identifier: Apache-2.0
//
// One request, one reply: what a worker takes in while it lives it answers once.
//
// A worker that dies owes nothing. A read of the journal may be held open, a question may wait for
// the rollup, both within their deadline; so what is owed is asked for at the end, when every
// deadline has passed.

import Journal
import Pipeline
import Wire
import Workers

extension Judge {
    /// Who asked, and what.
    struct RequestKey: Hashable {
        var peer: [[UInt8]]
        var id: FactID
    }

    /// A request in a worker's hands.
    struct InHand {
        var deadline: Int64
    }

    /// A worker took a message in.
    func took(_ frames: [[UInt8]], by node: Node, at time: Time) {
        guard let (key, header) = key(of: frames), header.kind == .request else { return }
        let timeout = min(max(header.timeoutMs ?? 0, 0), Request.timeoutMaximum)
        inHand[node, default: [:]][key, default: []].append(
            InHand(deadline: time.steadyMilliseconds + timeout))
        if node == .query { daysTaken[key, default: []].insert(time.wall.civilDay) }
    }

    /// A worker gave a reply.
    func gave(_ frames: [[UInt8]], by node: Node) {
        guard let (key, header) = key(of: frames), header.kind == .reply else { return }
        if inHand[node]?[key]?.isEmpty ?? true {
            return fail(.notOneReply, "\(node) answers \(key.id) again")
        }
        inHand[node]![key]!.removeFirst()
        if inHand[node]![key]!.isEmpty { inHand[node]![key] = nil }
    }

    private func key(of frames: [[UInt8]]) -> (RequestKey, Header)? {
        guard let envelope = try? Envelope(frames: frames), let id = envelope.header.requestId
        else { return nil }
        return (RequestKey(peer: envelope.path.frames, id: id), envelope.header)
    }

    /// A new process has taken nothing yet, and remembers no refusals.
    func launched(_ node: Node) {
        inHand[node] = [:]
        if node == .ingest { told = [:] } else { daysTaken = [:] }
    }

    /// At the end nothing is owed.
    func checkNothingOwed(at now: Int64) {
        for (node, requests) in inHand {
            let late = requests.filter { $0.value.contains { $0.deadline + 1_000 < now } }
            if let (key, _) = late.min(by: { $0.key.id < $1.key.id }) {
                fail(.notOneReply, "\(node) never answered \(key.id)")
            }
        }
    }

    /// The days on which the front took the requests of that id and peer: what an as-of may follow.
    func daysTaken(of frames: [[UInt8]]) -> [CivilDay] {
        key(of: frames).flatMap { daysTaken[$0.0] }.map { $0.sorted() } ?? []
    }

    /// An outbox sends the first parcel that its storage has.
    func outboxSends(_ frames: [[UInt8]], first: Parcel?) {
        let id = (try? Envelope(frames: frames))?.header.requestId
        if id != first?.id { fail(.overtaken, "\(id?.text ?? "nothing") before its turn") }
    }
}
