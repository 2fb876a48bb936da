// SPDX-License-Identifier: Apache-2.0
//
// The network: it loses, repeats and reorders.

import Wire
import Workers

extension World {
    /// Sends a message on its way.
    func post(_ letter: Letter) {
        digest.add(letter.frames)
        if dice.strikes(.messageDropped) { return }
        for _ in 0..<(dice.strikes(.messageRepeated) ? 2 : 1) {
            let detour = dice.strikes(.messageDelayed) ? dice.pause(50...9_000) : 0
            agenda.enter(.arrived(letter), at: now + dice.pause(1...12) + detour)
        }
    }

    /// Sends a reply of a ROUTER back along its path.
    func reply(_ frames: [[UInt8]], from node: Node) {
        guard let peer = frames.first.flatMap(Node.peer(identity:)) else { return }
        post(
            Letter(
                from: node, launch: peer.launch, to: peer.node, frames: Array(frames.dropFirst())))
    }

    func deliver(_ letter: Letter) {
        let far = letter.isReply ? letter.to : letter.from
        for node in [far, letter.from] where (cutUntil[node] ?? 0) > now {
            return dice.note(.linkCut)
        }
        switch letter.to {
        case .ingest:
            guard let ingest, !ingest.isStopping else { return }
            stepIngest(.received([letter.from.identity(launch: letter.launch)] + letter.frames))
        case .query:
            stepQuery(.received([letter.from.identity(launch: letter.launch)] + letter.frames))
        case .rollup:
            guard letter.launch == launchNumber(of: .rollup) else { return }
            receiveInRollup(letter.frames)
        case .front:
            guard letter.launch == launchNumber(of: .query) else { return }
            stepQuery(.heard(letter.frames))
        case .client(let number):
            guard letter.launch == clients[number].launch else { return }
            receive(letter.frames, from: letter.from, in: number)
        }
    }
}
